//! What a run walks, as the index remembers it, so that a plain run repeats it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::path::RelPath;

/// The paths, filters, names of sources and the rule of dates that an index was given.
///
/// An index of a program that did not remember them has the default: all of its folder, nothing left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Walked {
    /// Keys ([`RelPath::key`]) of the folders and files that are walked, below the indexed folder, sorted, none inside
    /// another; the empty key is the indexed folder itself.
    pub paths: Vec<String>,
    /// Whether files that a list named are looked at too, wherever in the indexed folder they lie.
    pub listed: bool,
    /// Only files that fit one of these patterns, if there are any.
    pub include: Vec<String>,
    /// No files or folders that fit one of these patterns.
    pub exclude: Vec<String>,
    /// Only files with these endings, if there are any.
    pub types: Vec<String>,
    /// Hidden files too.
    pub hidden: bool,
    /// Whether symbolic links are followed.
    pub follow: bool,
    /// Names of sources with the pattern of the paths that they go for.
    pub sources: Vec<(String, String)>,
    /// Whether the day of a file counts as that of a text that gives none.
    pub date_from_mtime: bool,
}

impl Walked {
    /// Whether it is all of the folder and nothing is left out.
    pub fn is_default(&self) -> bool {
        *self == Walked::default()
    }

    /// The paths that are walked, below `root`; the folder itself where none are kept.
    pub fn starts(&self, root: &Path) -> Vec<PathBuf> {
        if self.paths.is_empty() && !self.listed {
            return vec![root.to_owned()];
        }
        let path = |key: &String| Some(root.join(RelPath::of_key(key)?.to_path()));
        // The empty path would leave a stroke behind.
        self.paths.iter().filter_map(path).map(|path| path.components().collect()).collect()
    }

    /// Keeps the walked folders and files, absolute and below `root`.
    pub fn set_starts(&mut self, root: &Path, starts: &[PathBuf]) {
        let key =
            |start: &PathBuf| start.strip_prefix(root).ok().map(|below| RelPath::new(below).key());
        self.paths = starts.iter().filter_map(key).collect();
    }
}
