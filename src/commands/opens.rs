//! Paths that open from the working folder: from there where they are below it, else from the root of the file system.

use std::path::{Path, PathBuf};

use crate::record::{DocRecord, RelPath};

/// Where an index's folder lies, seen from the working folder.
pub struct Opens {
    root: PathBuf,
    here: PathBuf,
}

impl Opens {
    /// For paths below `root`, opened from `here`.
    pub fn new(root: &Path, here: &Path) -> Opens {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Opens { root: whole(root), here: whole(here) }
    }

    /// A path below the root as it opens.
    pub fn path(&self, path: &RelPath) -> RelPath {
        let file = self.root.join(path.to_path());
        RelPath::new(file.strip_prefix(&self.here).unwrap_or(&file))
    }

    /// The first file of a document.
    pub fn file(&self, doc: &DocRecord) -> Option<String> {
        doc.paths.first().map(|path| self.path(path).text().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_open_from_here() {
        let path = RelPath::new(Path::new("wire/a.txt"));
        for (root, here, opens) in [
            ("/none/arc", "/none", "arc/wire/a.txt"),
            ("/none/arc", "/none/arc/wire", "a.txt"),
            ("/none/arc", "/none/arc", "wire/a.txt"),
            ("/none/arc", "/other", "/none/arc/wire/a.txt"),
        ] {
            let found = Opens::new(Path::new(root), Path::new(here)).path(&path);
            assert_eq!(found.text(), opens, "{root} {here}");
        }
    }
}
