//! What was typed as a document or a quote: an id, or a path from the working folder.

use std::path::Path;

use crate::hit::Found;
use crate::index::{Error, Index};
use crate::os;

/// Finds what was asked for: an id, a path as typed in the folder `here`, or one below the root.
///
/// # Errors
///
/// Nothing, or several things, of this id or path; an index that cannot be read.
pub(super) fn find(index: &Index, id: &str, here: &Path) -> Result<Found, Error> {
    if let Some(path) = below_root(here, &index.root(), id) {
        match index.find(&path) {
            Err(Error::UnknownId { .. }) => {}
            found => return found,
        }
    }
    index.find(id)
}

/// The path below the root of a file that was typed in `here`, its `#N` kept.
pub(super) fn below_root(here: &Path, root: &Path, typed: &str) -> Option<String> {
    let (path, record) = match typed.rsplit_once('#') {
        Some((path, number)) if number.parse::<u32>().is_ok() => (path, Some(number)),
        _ => (typed, None),
    };
    let folder = std::fs::canonicalize(here.join(path).parent()?).ok()?;
    let root = std::fs::canonicalize(root).ok()?;
    // Only the folder is resolved: a link has been indexed under its own name.
    let file = folder.join(Path::new(path).file_name()?);
    let below = file.strip_prefix(&root).ok()?;
    let below = String::from_utf8(os::path_bytes(below).into_owned()).ok()?;
    Some(match record {
        Some(number) => format!("{below}#{number}"),
        None => below,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_from_the_working_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("archive");
        std::fs::create_dir_all(root.join("wire")).expect("a folder");
        for (here, typed, expected) in [
            ("archive/wire", "a.txt", Some("wire/a.txt")),
            ("archive/wire", "../b.txt#2", Some("b.txt#2")),
            ("", "archive/wire/a.txt", Some("wire/a.txt")),
            ("", "wire/a.txt", None),
            ("", "d:9f2c", None),
        ] {
            let found = below_root(&dir.path().join(here), &root, typed);
            assert_eq!(found.as_deref(), expected, "{here} {typed}");
        }
    }
}
