//! Why a command ends before its work is done: a code, one line, a hint.

use std::io;

use crate::ask;
use crate::index;
use crate::saved::SavedError;
use crate::wire;

/// Why a command ended before its work was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// An error to be told.
    Error {
        /// Stable code.
        code: &'static str,
        /// One line: lowercase, path first, no full stop.
        message: String,
        /// What can be typed or done.
        hint: Option<String>,
    },
    /// Whoever read stdout has gone: end without a word.
    BrokenPipe,
}

impl Failure {
    /// An error with a hint.
    pub fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Error { code, message: message.into(), hint: Some(hint.into()) }
    }

    /// A command line that asks for what cannot be had.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::new("usage", message, hint)
    }
}

impl From<index::Error> for Failure {
    fn from(error: index::Error) -> Failure {
        Failure::Error { code: error.code(), message: error.to_string(), hint: error.hint() }
    }
}

impl From<ask::Error> for Failure {
    fn from(error: ask::Error) -> Failure {
        match &error {
            // Here it was typed behind a flag.
            ask::Error::NoWord { what } => {
                Failure::usage(format!("--{what}: holds no word"), format!("leave --{what} out"))
            }
            _ => Failure::Error {
                code: error.code(),
                message: error.to_string(),
                hint: error.hint(),
            },
        }
    }
}

impl From<SavedError> for Failure {
    fn from(error: SavedError) -> Failure {
        Failure::Error { code: "saved", message: error.to_string(), hint: None }
    }
}

/// Keys that there are not, or a template that cannot be read.
impl From<wire::Refused> for Failure {
    fn from(refused: wire::Refused) -> Failure {
        Failure::usage(refused.message, refused.hint)
    }
}

/// An error while writing results.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Error { code: "output", message: format!("output: {error}"), hint: None },
        }
    }
}
