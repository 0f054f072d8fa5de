//! Something in which the index and a file differ.

use super::file::Untrue;
use crate::record::RelPath;

/// Something in which the index and a file differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The file, below the indexed folder.
    pub path: RelPath,
    /// Number of the record, when it is not the whole file.
    pub record: Option<u32>,
    /// The document or quote, when it is not the whole file.
    pub id: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// The difference in words.
    pub reason: String,
}

impl Difference {
    /// A file that is not what the ledger says.
    pub fn of_file(path: &RelPath, untrue: &Untrue) -> Difference {
        Difference {
            path: path.clone(),
            record: None,
            id: None,
            code: untrue.code(),
            reason: untrue.to_string(),
        }
    }
}
