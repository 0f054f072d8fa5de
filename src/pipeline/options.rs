//! What is asked of a run.

use std::path::PathBuf;

use crate::read;

/// Files between two commits of a long run, unless others are asked for.
pub const COMMIT_FILES: u64 = 50_000;
/// Bytes of memory for the writer, unless others are asked for.
pub const MEMORY: u64 = 256 << 20;

/// How an index is made or brought up to date.
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// Files and folders to walk; empty: those that the index remembers.
    pub paths: Vec<PathBuf>,
    /// The paths were named by a list: one that is not there is a problem and not the end, and of an index they are
    /// files and no folders.
    pub listed: bool,
    /// Remember these paths and filters alone, and forget the ones before.
    pub forget: bool,
    /// Where the index is.
    pub index_dir: PathBuf,
    /// Only files that fit one of these patterns. Of this and the six that follow the index remembers what was asked
    /// for last: `None` is that.
    pub include: Option<Vec<String>>,
    /// No files or folders that fit one of these patterns.
    pub exclude: Option<Vec<String>>,
    /// Hidden files too.
    pub hidden: Option<bool>,
    /// Follow symbolic links.
    pub follow: Option<bool>,
    /// Only files with these endings, whatever they are.
    pub types: Option<Vec<String>>,
    /// Names of sources with the pattern of the paths that they go for.
    pub sources: Option<Vec<(String, String)>>,
    /// Whether the day of a file counts as that of a text that gives none.
    pub date_from_mtime: Option<bool>,
    /// Number of threads that read and analyse; 0 takes all.
    pub threads: usize,
    /// Bytes of memory for the writer.
    pub memory: u64,
    /// Try again what could not be read.
    pub retry_failed: bool,
    /// Compare contents and not only size and time.
    pub checksum: bool,
    /// Keep documents whose files are gone.
    pub keep_missing: bool,
    /// Change nothing; say what would be done.
    pub dry_run: bool,
    /// Find no names and no quotes: for measuring what they cost.
    pub bare: bool,
    /// Count the files beside the work, so that [`super::Event::Progress`] can say how many there are.
    pub count: bool,
    /// Read and analyse everything anew, beside the index in use.
    pub rebuild: bool,
    /// Files between two commits.
    pub commit_files: u64,
    /// Paths that are gone are no error: what the index holds of them is removed.
    pub vanished: bool,
    /// How files are read.
    pub read: read::Settings,
}

impl IndexOptions {
    /// All that is readable below `paths`, the index in `index_dir`, nothing else asked for.
    pub fn new(index_dir: impl Into<PathBuf>, paths: Vec<PathBuf>) -> IndexOptions {
        IndexOptions {
            paths,
            index_dir: index_dir.into(),
            listed: false,
            forget: false,
            include: None,
            exclude: None,
            hidden: None,
            follow: None,
            types: None,
            sources: None,
            date_from_mtime: None,
            threads: 0,
            memory: MEMORY,
            retry_failed: false,
            checksum: false,
            keep_missing: false,
            dry_run: false,
            bare: false,
            count: false,
            rebuild: false,
            commit_files: COMMIT_FILES,
            vanished: false,
            read: read::Settings::default(),
        }
    }
}
