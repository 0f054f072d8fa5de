//! What `verify` tells programs: each difference on a line of its own, then what was checked.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::{Shape, path_bytes};
use crate::check::Difference;

/// Something in which the index and a file differ.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Something in which the index and a file differ")]
pub struct CheckShape {
    /// Path below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// Number of the record in the file; `null` for the whole file.
    pub record: Option<u32>,
    /// Id of the document or quote; `null` for the whole file.
    pub id: Option<String>,
    /// Stable code.
    #[schemars(extend("enum" = [
        "file.changed", "file.missing", "file.unreadable", "text.changed", "span.wrong"
    ]))]
    pub code: String,
    /// The difference in words.
    pub reason: String,
}

impl Shape for CheckShape {
    const NAME: &'static str = "check";
    const COLUMNS: &'static [&'static str] = &["path", "record", "id", "code", "reason"];
}

impl CheckShape {
    /// A difference as it is printed.
    pub fn new(difference: &Difference) -> CheckShape {
        CheckShape {
            path: difference.path.text().to_owned(),
            path_bytes: path_bytes(&difference.path),
            record: difference.record,
            id: difference.id.clone(),
            code: difference.code.to_owned(),
            reason: difference.reason.clone(),
        }
    }
}

/// Last line of `verify`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Last line of verify: what was checked")]
pub struct Verification {
    /// Files compared with the disk.
    pub files: u64,
    /// Documents that the files hold.
    pub docs: u64,
    /// Quotes in them.
    pub quotes: u64,
    /// Documents read again from their files.
    pub sampled: u64,
    /// Places of quotes, speakers, roles, cues and names that were cut from the files.
    pub spans: u64,
    /// Whether the content of every file was compared, not only size and time.
    pub content: bool,
    /// Differences found.
    pub problems: u64,
    /// Revision of the index.
    pub revision: u64,
}

impl Shape for Verification {
    const NAME: &'static str = "verification";
    const COLUMNS: &'static [&'static str] =
        &["files", "docs", "quotes", "sampled", "spans", "content", "problems", "revision"];
}
