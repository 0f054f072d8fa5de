//! What a plain run passes over without opening it.

use std::path::Path;

use super::options::IndexOptions;
use super::roots::{Roots, absolute};
use crate::index::{Error, Manifest};
use crate::record::RelPath;
use crate::walk::{self, Filter, Found, Why};

/// The files and folders that a plain run of the index in `dir` passes over, by path, each with the reason.
///
/// # Errors
///
/// No index, or a folder that is not there any more.
pub fn skipped(dir: &Path) -> Result<Vec<(RelPath, Why)>, Error> {
    let dir = absolute(dir)?;
    let roots = Roots::new(&IndexOptions::new(&dir, Vec::new()), &dir)?;
    let filter = Filter::new(&roots.walked, dir, Manifest::is_index)
        .map_err(|reason| Error::BadPattern { pattern: "glob".to_owned(), reason })?;
    let mut found = Vec::new();
    for start in &roots.starts {
        walk::walk(&roots.root, start, false, &filter, &mut |seen| {
            if let Found::Skipped(path, why) = seen {
                found.push((RelPath::new(&path), why));
            }
            true
        });
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}
