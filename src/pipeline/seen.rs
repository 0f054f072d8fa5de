//! What the walk of a run came by.

use std::collections::HashSet;
use std::path::PathBuf;

/// What the walk saw.
#[derive(Default)]
pub struct Seen {
    pub numbers: HashSet<usize>,
    pub unchanged: u64,
    pub unchanged_failed: u64,
    pub unchanged_binary: u64,
    /// Files that stay as a program made them which this run was not given.
    pub kept: u64,
    pub hidden: u64,
    pub other_type: u64,
    /// Folders and files that could not be looked at, below the root.
    pub problems: Vec<(PathBuf, std::io::Error)>,
}
