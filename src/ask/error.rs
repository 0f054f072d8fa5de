//! Why a question has no answer.

use std::path::PathBuf;

use crate::index;
use crate::query::QueryError;

/// Why a question has no answer, with a stable code and a hint that can be typed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index cannot answer.
    #[error(transparent)]
    Index(#[from] index::Error),
    /// The query cannot be read.
    #[error("{}", .0.text)]
    Query(#[from] QueryError),
    /// What narrows a query holds no word.
    #[error("{what}: holds no word")]
    NoWord {
        /// What was given: `speaker`, `role`, `org`, `verb`, `like`.
        what: &'static str,
    },
    /// No quote has this id.
    #[error("{id}: no quote")]
    NoQuote {
        /// As typed.
        id: String,
    },
    /// Nothing has this name.
    #[error("{name}: nothing of this name is in the index")]
    UnknownEntity {
        /// As typed.
        name: String,
        /// The nearest names, the likest first.
        nearest: Vec<String>,
    },
    /// The user's corrections cannot be read.
    #[error("{}: {reason}", path.display())]
    Fixes {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    /// Stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Index(error) => error.code(),
            Error::Query(error) => error.code,
            Error::NoWord { .. } | Error::NoQuote { .. } => "usage",
            Error::UnknownEntity { .. } => "entity.unknown",
            Error::Fixes { .. } => "fixes",
        }
    }

    /// What to do, when that can be said in a line.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Index(error) => error.hint(),
            Error::Query(error) => error.advice(),
            Error::NoWord { what } => Some(format!("leave {what} out")),
            Error::NoQuote { .. } => Some("q:…".to_owned()),
            Error::UnknownEntity { nearest, .. } if nearest.is_empty() => {
                Some("onrecord entities --name WORDS lists what is".to_owned())
            }
            Error::UnknownEntity { nearest, .. } => {
                Some(format!("did you mean {}?", nearest.join(", ")))
            }
            Error::Fixes { .. } => None,
        }
    }
}
