//! The process that the program runs in: its folder, its environment, its terminal.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use super::choices::When;

/// What the program finds itself in.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The working folder.
    pub dir: PathBuf,
    /// The environment.
    pub vars: Vec<(OsString, OsString)>,
    /// Whether stdout is a terminal.
    pub out_terminal: bool,
    /// Whether stderr is a terminal.
    pub err_terminal: bool,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Surroundings {
        Surroundings {
            dir: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            vars: std::env::vars_os().collect(),
            out_terminal: std::io::stdout().is_terminal(),
            err_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// The value of a variable; an empty one counts as none.
    pub fn var(&self, name: &str) -> Option<&OsString> {
        let found = self.vars.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// Whether a stream is coloured: where `FORCE_COLOR` asks for it also one that is no terminal.
    pub fn colors(&self, when: When, terminal: bool) -> bool {
        let forced = self.var("FORCE_COLOR").is_some_and(|value| value != "0");
        match when {
            When::Auto if forced => self.var("NO_COLOR").is_none(),
            when => self.shows(when, terminal),
        }
    }

    /// Whether a stream has what only suits a terminal: links.
    pub fn shows(&self, when: When, terminal: bool) -> bool {
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                terminal
                    && self.var("NO_COLOR").is_none()
                    && self.var("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_needs_a_terminal_that_has_it() {
        let with = |name: &str, value: &str| Surroundings {
            vars: vec![(name.into(), value.into())],
            ..Surroundings::default()
        };
        for (around, when, terminal, expected) in [
            (with("TERM", "xterm"), When::Auto, true, true),
            (with("TERM", "xterm"), When::Auto, false, false),
            (with("TERM", "dumb"), When::Auto, true, false),
            (with("NO_COLOR", "1"), When::Auto, true, false),
            (with("NO_COLOR", ""), When::Auto, true, true),
            (with("NO_COLOR", "1"), When::Always, false, true),
            (with("TERM", "xterm"), When::Never, true, false),
            (with("FORCE_COLOR", "1"), When::Auto, false, true),
            (with("FORCE_COLOR", "0"), When::Auto, false, false),
            (with("FORCE_COLOR", "1"), When::Never, true, false),
        ] {
            assert_eq!(around.colors(when, terminal), expected, "{around:?} {when:?}");
        }
        let mut both = with("FORCE_COLOR", "1");
        assert!(!both.shows(When::Auto, false), "no links are forced");
        both.vars.push(("NO_COLOR".into(), "1".into()));
        assert!(!both.colors(When::Auto, true), "NO_COLOR wins");
    }
}
