//! How much of a file is read before giving up.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::error::ReadError;

/// How much of a file is read before giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of a file.
    pub max_file: u64,
    /// Bytes of the text of one part.
    pub max_text: usize,
    /// Elements inside elements, in HTML and XML.
    pub max_depth: usize,
    /// Time that a worker has for a file.
    pub max_time: Duration,
    /// Bytes of memory that a worker takes; 0: no limit.
    pub max_memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_file: 256 << 20,
            max_text: 64 << 20,
            max_depth: 400,
            max_time: Duration::from_secs(60),
            max_memory: 2 << 30,
        }
    }
}

impl Limits {
    /// Bytes that a worker may answer with: the texts of a file and, of one with many records, their bytes.
    pub(super) fn max_answer(&self) -> u64 {
        self.max_file.saturating_mul(3).saturating_add(self.max_text as u64)
    }

    /// The error of a text that is too long.
    pub(super) fn too_much_text(&self) -> ReadError {
        ReadError::TooLarge { what: "the text".into(), limit: self.max_text as u64 }
    }
}

/// Refuses a text that is too long.
pub fn check_size(text: &str, limits: &Limits) -> Result<(), ReadError> {
    if text.len() > limits.max_text {
        return Err(limits.too_much_text());
    }
    Ok(())
}
