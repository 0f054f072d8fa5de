//! What the program says of itself: the query language, schemas, completions, the manual, helps.

use std::io::{self, Write};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use serde_json::Value;

use super::style::{Look, Style};
use crate::wire::field::FieldShape;

/// Writes the fields, flags and operators of the query language.
pub fn fields(out: &mut dyn Write, style: &Style, fields: &[FieldShape]) -> io::Result<()> {
    let blocks: [(&str, &[&str]); 3] = [
        ("Fields, typed before a colon (title:strike)", &["words", "number", "date"]),
        ("Flags", &["flag"]),
        ("Operators", &["operator"]),
    ];
    let width = fields.iter().map(|field| field.name.chars().count()).max().unwrap_or(0);
    for (number, (title, kinds)) in blocks.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", style.paint(Look::Title, title))?;
        for field in fields.iter().filter(|field| kinds.contains(&field.kind.as_str())) {
            let quote = if field.level.as_deref() == Some("quote") { " (quotes)" } else { "" };
            writeln!(out, "  {:<width$}  {}{quote}", field.name, field.about)?;
        }
    }
    Ok(())
}

/// Writes the names of the types of lines.
pub fn names(out: &mut dyn Write, schemas: &[(&str, Value)]) -> io::Result<()> {
    schemas.iter().try_for_each(|(name, _)| writeln!(out, "{name}"))
}

/// Writes the JSON Schema of a type of line.
pub fn schema(out: &mut dyn Write, schema: &Value) -> io::Result<()> {
    writeln!(out, "{schema:#}")
}

/// Writes the completions of a shell for `program`.
pub fn completions(out: &mut dyn Write, shell: Shell, program: &mut Command) -> io::Result<()> {
    let name = program.get_name().to_owned();
    // By way of memory: the generator would panic at a broken pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, program, name, &mut script);
    out.write_all(&script)
}

/// What the exit codes mean, for the manual page.
const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "found, or done"),
    ("1", "nothing found; of verify: differences; of saved run \\-\\-new: nothing new"),
    ("2", "an error, also that some files could not be read"),
    ("130", "interrupted"),
];

/// Writes the manual page: the program, then each of its commands. It is one page, and names no other.
pub fn man(out: &mut dyn Write, mut program: Command) -> io::Result<()> {
    program.build();
    let man = Man::new(program.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    for command in program.get_subcommands() {
        manual_of(out, command, command.get_name())?;
    }
    writeln!(out, ".SH \"EXIT STATUS\"")?;
    for (code, meaning) in EXIT_STATUS {
        writeln!(out, ".TP\n{code}\n{meaning}")?;
    }
    writeln!(out, ".PP\nWith \\-\\-ok\\-if\\-none, 0 stands for 1.")?;
    man.render_version_section(out)
}

/// Writes the manual of one command and of those below it.
fn manual_of(out: &mut dyn Write, command: &Command, name: &str) -> io::Result<()> {
    if command.get_name() == "help" || command.is_hide_set() {
        return Ok(());
    }
    let man = Man::new(command.clone());
    writeln!(out, ".SH \"{}\"", name.to_uppercase())?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    command
        .get_subcommands()
        .try_for_each(|below| manual_of(out, below, &format!("{name} {}", below.get_name())))
}

/// Writes the help or the version that was asked for.
pub fn help(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())
}
