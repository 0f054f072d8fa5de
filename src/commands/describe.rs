//! `fields`, `schema`, `completions`, `man`: the program describes itself.

use std::io::Write;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Outcome, Session};
use crate::cli::Cli;
use crate::messages::Failure;
use crate::print::field::FieldShape;
use crate::print::{Format, Records, human, schema as schemas};

pub(super) fn fields(session: &mut Session) -> Result<Outcome, Failure> {
    let fields = FieldShape::all();
    match Records::<FieldShape>::new(&session.format, &[])? {
        Some(records) => records.all(session.out, &fields)?,
        None => human::fields(session.out, &session.style, &fields)?,
    }
    Ok(Outcome::Done)
}

pub(super) fn schema(session: &mut Session, name: Option<&str>) -> Result<Outcome, Failure> {
    session.only("schema", true)?;
    let all = schemas::all();
    let json = session.format == Format::Json;
    let Some(name) = name else {
        for (name, schema) in &all {
            match json {
                true => writeln!(session.out, "{schema}")?,
                false => {
                    let title = schema.get("title").and_then(|title| title.as_str());
                    writeln!(session.out, "{name:<12} {}", title.unwrap_or_default())?;
                }
            }
        }
        return Ok(Outcome::Done);
    };
    // `doc`, `onrecord.doc` and `onrecord.doc/1` are the same.
    let short = name.trim_start_matches("onrecord.");
    let short = short.split_once('/').map_or(short, |(short, _)| short);
    let Some((_, schema)) = all.iter().find(|(known, _)| *known == short) else {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let hint = format!("schemas: {}", names.join(", "));
        return Err(Failure::usage(format!("{name}: no schema of this name"), hint));
    };
    match json {
        true => writeln!(session.out, "{schema}")?,
        false => writeln!(session.out, "{schema:#}")?,
    }
    Ok(Outcome::Done)
}

pub(super) fn completions(session: &mut Session, shell: Shell) -> Result<Outcome, Failure> {
    session.only("completions", false)?;
    // Made in memory: the generator panics when it cannot write.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "onrecord", &mut text);
    session.out.write_all(&text)?;
    Ok(Outcome::Done)
}

pub(super) fn man(session: &mut Session) -> Result<Outcome, Failure> {
    session.only("man", false)?;
    session.out.write_all(manual()?.as_bytes())?;
    Ok(Outcome::Done)
}

/// One page for the whole program: its own sections, then one for each command.
fn manual() -> std::io::Result<String> {
    let mut program = Cli::command();
    program.build();
    let mut page = Vec::new();
    let man = Man::new(program.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let commands = |command: &&Command| command.get_name() != "help";
    for command in program.get_subcommands().filter(commands) {
        // The flags of every command stand in the first part.
        let own = command.clone().mut_args(|arg| {
            let everywhere = arg.get_help_heading() == Some("Everywhere");
            arg.hide(everywhere)
        });
        let name = command.get_name();
        let man = Man::new(own);
        let mut part = Vec::new();
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        man.render_options_section(&mut part)?;
        writeln!(page, ".SH \"ONRECORD {}\"", name.to_uppercase())?;
        page.extend(String::from_utf8_lossy(&part).replace(".SH ", ".SS ").into_bytes());
    }
    Ok(String::from_utf8_lossy(&page).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_has_every_command_and_its_flags_once() {
        let page = manual().expect("memory");
        for command in Cli::command().get_subcommands() {
            let title = format!(".SH \"ONRECORD {}\"", command.get_name().to_uppercase());
            assert!(page.contains(&title), "{title}");
        }
        for (flag, times) in [("hyperlink", 1), ("retry\\-failed", 1), ("snippets", 1)] {
            let entries = page.lines().filter(|line| line.starts_with("\\fB") && line.contains(flag));
            assert_eq!(entries.count(), times, "{flag}: {page}");
        }
    }
}
