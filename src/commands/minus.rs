//! A query that begins with a minus: `query -trump` where `-trump` can be no flags.

use std::ffi::OsString;

use clap::CommandFactory;

use crate::cli::Cli;

/// What was typed, with words behind a minus marked as words, if there are any.
///
/// It is asked only of what cannot be read otherwise. A blank before the minus makes it no flag,
/// and means nothing in a query.
pub fn as_words(typed: &[OsString]) -> Option<Vec<OsString>> {
    let program = Cli::command();
    let command = typed.iter().find_map(|word| program.find_subcommand(word))?;
    let asks = command.get_positionals().any(|word| {
        word.get_value_names().is_some_and(|names| names.iter().any(|name| name == "QUERY"))
    });
    if !asks {
        return None;
    }
    let flags: Vec<char> = program
        .get_arguments()
        .chain(command.get_arguments())
        .filter_map(|flag| flag.get_short())
        .chain(['h'])
        .collect();
    let is_word = |word: &str| {
        let Some(rest) = word.strip_prefix('-') else { return false };
        let mut letters = rest.chars();
        let first = letters.next().is_some_and(|c| c.is_alphabetic() || !c.is_ascii());
        // `-n5` and `-n=5` give a flag its value; a phrase or a group is never a flag.
        let second = letters.next().is_some_and(char::is_alphabetic);
        (first && second && !rest.chars().all(|c| flags.contains(&c)))
            || rest.starts_with(['"', '(', '“', '„', '«'])
    };
    let end = typed.iter().position(|word| word == "--").unwrap_or(typed.len());
    let mut changed = false;
    let words = typed.iter().enumerate().map(|(at, word)| match word.to_str() {
        Some(text) if at < end && is_word(text) => {
            changed = true;
            format!(" {text}").into()
        }
        _ => word.clone(),
    });
    let words = words.collect();
    changed.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_no_flags_is_words() {
        for (typed, expected) in [
            ("onrecord query -trump", Some("onrecord query  -trump")),
            ("onrecord query alpha -nafta -l", Some("onrecord query alpha  -nafta -l")),
            ("onrecord quotes -\"a\" --json", Some("onrecord quotes  -\"a\" --json")),
            ("onrecord query -n5 alpha", None),
            ("onrecord query -ql alpha", None),
            ("onrecord query --trump", None),
            ("onrecord query -- -trump", None),
            ("onrecord index -trump", None),
        ] {
            let typed: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
            let words = as_words(&typed);
            let words = words.map(|words| words.join(" ".as_ref()).to_string_lossy().into_owned());
            assert_eq!(words.as_deref(), expected, "{typed:?}");
        }
    }
}
