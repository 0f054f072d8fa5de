//! What was typed and is no command of ours: why, in one line with a hint.

use std::ffi::OsString;

use clap::CommandFactory;

use crate::cli::Cli;
use crate::failure::Failure;

/// What clap says of a line that it cannot read, as one line with a hint.
pub(super) fn refused(text: &str, typed: &[OsString]) -> Failure {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let first = lines.first().copied().unwrap_or("the command line cannot be read");
    let mut message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    // clap lists what is missing on lines of its own.
    if message.ends_with(':') {
        let rest = lines[1..].iter().take_while(|l| !l.starts_with("Usage"));
        rest.for_each(|line| {
            message.push(' ');
            message.push_str(line);
        });
    }
    // That an unknown flag may be meant as a word helps only where it may: `-mexico`.
    let helps = |tip: &&str| !tip.starts_with("to pass '--");
    let tip = lines.iter().find_map(|l| l.strip_prefix("tip: ").filter(helps));
    let values = lines.iter().find_map(|l| l.strip_prefix("[possible values: "));
    let hint = match (tip, values.map(|list| list.trim_end_matches(']'))) {
        (Some(tip), _) => tip.to_owned(),
        (None, Some(values)) => format!("one of {values}"),
        (None, None) => help_of(typed),
    };
    Failure::usage(message, hint)
}

/// The help of the command that was typed, or of the program.
fn help_of(typed: &[OsString]) -> String {
    let program = Cli::command();
    let words = typed.iter().skip(1).filter_map(|word| word.to_str());
    let command = words.filter_map(|word| program.find_subcommand(word)).next();
    let command = command.map_or(String::new(), |command| format!("{} ", command.get_name()));
    format!("`onrecord {command}--help` lists the flags")
}
