//! A file of the ledger.

use serde::{Deserialize, Serialize};

use super::ids::DocId;
use super::path::RelPath;

/// What the index knows of one file: the ledger line that makes runs incremental.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path below the indexed folder.
    pub path: RelPath,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i64,
    /// Hash of the whole content; 0 when it could not be read.
    pub content: u64,
    /// Documents in the file, in order.
    pub docs: Vec<DocId>,
    /// Format it was read as.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Why it, or a record of it, could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

impl FileRecord {
    /// [`FileRecord::format`] of a file that was passed over because it is binary.
    pub const BINARY: &str = "binary";

    /// Whether there is nothing in it to read: it is binary, empty, a scan, of a format that has no reader.
    pub fn is_passed_over(&self) -> bool {
        self.docs.is_empty() && FileRecord::nothing_in(&self.format, &self.problems)
    }

    /// Whether a format and problems are those of a file in which there is nothing to read.
    pub fn nothing_in(format: &str, problems: &[Problem]) -> bool {
        let nothing = |problem: &Problem| NOTHING.contains(&problem.code.as_str());
        format == FileRecord::BINARY || !problems.is_empty() && problems.iter().all(nothing)
    }

    /// Whether something of it ought to have been read and was not.
    pub fn is_failed(&self) -> bool {
        !self.problems.is_empty() && !self.is_passed_over()
    }
}

/// Codes of problems of files in which there is nothing to read.
const NOTHING: [&str; 3] = ["read.empty", "read.no-text", "read.unsupported"];

/// Why a file or a record in it was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Number of the record in the file, when it is not the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// Stable code.
    pub code: String,
    /// The reason in words.
    pub reason: String,
}
