//! Why a file gave no text.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a file, or a record of it, gave no text.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ReadError {
    /// There is no reader for it.
    #[error("{what} cannot be read")]
    Unsupported {
        /// What it is.
        what: String,
    },
    /// A limit was reached.
    #[error("{what} is larger than {limit} bytes")]
    TooLarge {
        /// What is too large.
        what: Cow<'static, str>,
        /// The limit, in bytes.
        limit: u64,
    },
    /// Elements are nested deeper than the limit.
    #[error("nested more than {limit} deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// It is not what it should be.
    #[error("not valid {kind}: {what}")]
    Malformed {
        /// Name of the format.
        kind: Cow<'static, str>,
        /// What is wrong.
        what: String,
    },
    /// It holds nothing but white space.
    #[error("empty")]
    Empty,
    /// It is sound, but no text of an article was found in it.
    #[error("no article text found")]
    NoText,
    /// Its reader was stopped.
    #[error("not read within {seconds} seconds")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// Its reader panicked, overflowed its stack or took more memory than it may.
    #[error("its reader broke down, or needed more memory than it may have")]
    Crashed,
    /// The process that reads could not be started.
    #[error("no process to read it could be started: {what}")]
    NoWorker {
        /// Why.
        what: String,
    },
    /// The program of the user's that makes text of it failed.
    #[error("{program}: {what}")]
    Pre {
        /// The program.
        program: String,
        /// What it said, or how it ended.
        what: String,
    },
    /// It is locked by a password.
    #[error("encrypted: a password is needed")]
    Encrypted,
}

impl ReadError {
    /// A stable name for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Unsupported { .. } => "read.unsupported",
            ReadError::TooLarge { .. } => "read.too-large",
            ReadError::TooDeep { .. } => "read.too-deep",
            ReadError::Malformed { .. } => "read.malformed",
            ReadError::Empty => "read.empty",
            ReadError::NoText => "read.no-text",
            ReadError::TimedOut { .. } => "read.timed-out",
            ReadError::Crashed => "read.crashed",
            ReadError::NoWorker { .. } => "read.no-worker",
            ReadError::Pre { .. } => "read.pre",
            ReadError::Encrypted => "read.encrypted",
        }
    }
}
