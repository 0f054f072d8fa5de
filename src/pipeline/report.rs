//! What a run says while it goes on, and at its end.

use crate::record::{Problem, RelPath};

/// What happens during a run.
#[derive(Debug)]
pub enum Event {
    /// So many files are done.
    Progress {
        /// Files read.
        done: u64,
        /// Files to read, when they were counted.
        total: Option<u64>,
        /// Bytes read.
        bytes: u64,
    },
    /// A file, or a record of it, could not be read.
    Problem {
        /// The file.
        path: RelPath,
        /// Why.
        problem: Problem,
    },
    /// What a dry run would do: `add`, `change`, `move` or `remove`.
    Would {
        /// What.
        action: &'static str,
        /// With which file.
        path: RelPath,
    },
}

/// What a run did, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// New files.
    pub added: u64,
    /// Files with new content.
    pub changed: u64,
    /// Files whose content was known from a path that is gone.
    pub moved: u64,
    /// Files that are gone.
    pub removed: u64,
    /// Files that are as they were.
    pub unchanged: u64,
    /// Files of which something could not be read, now or before; those in which there is nothing to read are skipped.
    pub failed: u64,
    /// How many of these were met on the way and are in no list: names of a list, folders that may not be read.
    pub failed_on_the_way: u64,
    /// Hidden files and folders passed over.
    pub skipped_hidden: u64,
    /// Files passed over because there is nothing to read in them: binary, empty, scans, formats without a reader.
    pub skipped_binary: u64,
    /// Files of other types, signs of open documents and other indexes passed over.
    pub skipped_type: u64,
    /// Whether sources were named that the documents known before do not have.
    pub other_sources: bool,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// Revision of the index after the run.
    pub revision: u64,
    /// Documents in the index after the run.
    pub docs: u64,
}
