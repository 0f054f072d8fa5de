//! What a reader needs for files that lie inside of its own: to tell what they are, and to have them read.
//!
//! Only the dispatch knows the readers of all formats; it hands itself down to those that meet other files.

use std::path::Path;

use super::error::ReadError;
use super::kind::Kind;
use super::limits::Limits;
use super::reading::Reading;

/// The readers of all formats, by the name and the bytes of a file.
pub struct Inside {
    /// Tells the format.
    pub kind: fn(&Path, &[u8]) -> Option<Kind>,
    /// Reads the file.
    pub read: fn(&[u8], &Path, &Limits) -> Result<Reading, ReadError>,
}
