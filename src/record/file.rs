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
}

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
