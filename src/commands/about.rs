//! What the program says of itself: fields, schemas, completions, the manual page.

use clap::CommandFactory;

use super::code::FOUND;
use super::session::Session;
use crate::cli::Cli;
use crate::failure::Failure;
use crate::print::about;
use crate::wire::field::FieldShape;
use crate::wire::shape::PART;
use crate::wire::{Records, schema as schemas};

/// Lists fields, flags and operators.
pub fn fields(session: &mut Session) -> Result<u8, Failure> {
    let all = FieldShape::all();
    match Records::<FieldShape>::new(&session.format, &[])? {
        Some(records) => records.all(session.out, &all)?,
        None => about::fields(session.out, &session.style, &all)?,
    }
    Ok(FOUND)
}

/// Prints the JSON Schema of a type of line, or the names of all.
pub fn schema(session: &mut Session, name: Option<&str>) -> Result<u8, Failure> {
    let all = schemas::all();
    let Some(name) = name else {
        about::names(session.out, &all)?;
        return Ok(FOUND);
    };
    let (whole, is_part) = match name.strip_suffix(PART) {
        Some(whole) => (whole, true),
        None => (name, false),
    };
    match all.iter().find(|(known, _)| *known == whole) {
        Some((_, schema)) if is_part => {
            about::schema(session.out, &schemas::part(schema.clone()))?;
            Ok(FOUND)
        }
        Some((_, schema)) => {
            about::schema(session.out, schema)?;
            Ok(FOUND)
        }
        None => {
            let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
            Err(Failure::usage(
                format!("{name}: no line of output has this type"),
                format!("one of {}", names.join(", ")),
            ))
        }
    }
}

/// Prints the completions of a shell.
pub fn completions(session: &mut Session, shell: clap_complete::Shell) -> Result<u8, Failure> {
    about::completions(session.out, shell, &mut Cli::command())?;
    Ok(FOUND)
}

/// Prints the manual page: the program, then each of its commands.
pub fn man(session: &mut Session) -> Result<u8, Failure> {
    about::man(session.out, Cli::command())?;
    Ok(FOUND)
}
