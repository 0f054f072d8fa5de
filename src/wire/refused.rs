//! What is refused: keys that a record does not have, templates that cannot be read.

use thiserror::Error;

/// Keys that a record does not have, or a template that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Refused {
    /// One line: lowercase, no full stop.
    pub message: String,
    /// What can be typed instead.
    pub hint: String,
}

impl Refused {
    /// Says what is refused, and what can be typed instead.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Refused {
        Refused { message: message.into(), hint: hint.into() }
    }
}
