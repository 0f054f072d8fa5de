//! What is known of the archive as a whole: stories and names, in files beside the records.
//!
//! Each commit names the revision of the tables that belong to it, so that a reader that opened an
//! older commit still finds its own. They are made from columns after the documents are committed
//! ([`crate::index::write::assemble`]); what a document brought that is newer than the tables stands for itself.

use std::io::Write;
use std::path::{Path, PathBuf};

use tantivy::Directory as _;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::{MmapDirectory, OwnedBytes};

use crate::catalogue::{Catalogue, CatalogueView, Directory, Fixes};
use crate::entities::EntityKind;
use crate::index::error::Error;
use crate::stories::{Stories, StoriesView};

/// Revisions whose tables are kept: the newest, and those that a reader may just be opening.
const KEPT: usize = 2;

/// Bytes of a checksum at the end of a file.
const CHECKSUM: usize = 8;

/// The tables of one revision.
pub struct Tables {
    /// Which documents are copies of one story.
    pub stories: StoriesView<OwnedBytes>,
    names: OwnedBytes,
}

fn file(kind: &str, revision: u64) -> PathBuf {
    PathBuf::from(format!("{kind}-{revision}.bin"))
}

impl Tables {
    /// Opens those of `revision` in the folder `data`; 0 stands for empty ones.
    pub fn open(dir: &Path, data: &Path, revision: u64) -> Result<Tables, Error> {
        if revision == 0 {
            let stories = OwnedBytes::new(Stories::default().encode());
            let names = OwnedBytes::new(Catalogue::default().encode());
            return Tables::of(dir, stories, names);
        }
        let damaged = |reason: String| Error::Damaged { dir: dir.to_owned(), reason };
        let directory = MmapDirectory::open(data).map_err(|e| damaged(e.to_string()))?;
        let read = |kind: &str| {
            let path = file(kind, revision);
            let slice = directory.open_read(&path).map_err(|e| match e {
                OpenReadError::FileDoesNotExist(path) => {
                    damaged(format!("{} is missing", path.display()))
                }
                other => damaged(other.to_string()),
            })?;
            let bytes = slice.read_bytes().map_err(|e| Error::io(&data.join(&path), e))?;
            let len = bytes.len().checked_sub(CHECKSUM);
            let len = len.ok_or_else(|| damaged(format!("{} is too short", path.display())))?;
            Ok(bytes.slice(0..len))
        };
        Tables::of(dir, read("stories")?, read("names")?)
    }

    fn of(dir: &Path, stories: OwnedBytes, names: OwnedBytes) -> Result<Tables, Error> {
        let damaged = |reason: String| Error::Damaged { dir: dir.to_owned(), reason };
        Ok(Tables {
            stories: StoriesView::new(stories).map_err(|e| damaged(format!("stories: {e}")))?,
            names,
        })
    }

    /// Which names are one, after the user's fixes; `stored` lists the spellings of a folded name.
    pub fn directory(
        &self,
        dir: &Path,
        fixes: &Fixes,
        stored: &dyn Fn(EntityKind, &str) -> Vec<String>,
    ) -> Result<Directory<OwnedBytes>, Error> {
        let damaged = |e| Error::Damaged { dir: dir.to_owned(), reason: format!("names: {e}") };
        let view = CatalogueView::open(self.names.clone()).map_err(damaged)?;
        Ok(Directory::new(view, fixes, stored))
    }
}

/// Writes the tables of a revision into the folder `data`, synced.
pub fn write(data: &Path, revision: u64, stories: &[u8], names: &[u8]) -> Result<(), Error> {
    for (kind, bytes) in [("stories", stories), ("names", names)] {
        let path = data.join(file(kind, revision));
        let write = || {
            let mut file = std::fs::File::create(&path)?;
            file.write_all(bytes)?;
            file.write_all(&checksum(bytes))?;
            file.sync_all()
        };
        write().map_err(|e| Error::io(&path, e))?;
    }
    Ok(())
}

/// The file of a table of this revision that does not hold what was written into it, if any.
pub fn damaged(data: &Path, revision: u64) -> std::io::Result<Option<PathBuf>> {
    for kind in ["stories", "names"] {
        let path = file(kind, revision);
        let bytes = std::fs::read(data.join(&path))?;
        let whole = bytes.split_last_chunk::<CHECKSUM>();
        if whole.is_none_or(|(bytes, sum)| checksum(bytes) != *sum) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Stands at the end of a table.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    use sha2::{Digest, Sha256};
    let mut sum = [0; CHECKSUM];
    sum.iter_mut().zip(Sha256::digest(bytes)).for_each(|(sum, byte)| *sum = byte);
    sum
}

/// Removes tables that no commit names any more.
pub fn sweep(data: &Path) {
    let mut found: Vec<(u64, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(data).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let revision = name.to_str().and_then(|name| {
            let rest = name.strip_prefix("stories-").or(name.strip_prefix("names-"))?;
            rest.strip_suffix(".bin")?.parse::<u64>().ok()
        });
        found.extend(revision.map(|revision| (revision, entry.path())));
    }
    let mut revisions: Vec<u64> = found.iter().map(|(revision, _)| *revision).collect();
    revisions.sort_unstable();
    revisions.dedup();
    let oldest = revisions.len().checked_sub(KEPT).map_or(0, |at| revisions[at]);
    for (_, path) in found.iter().filter(|(revision, _)| *revision < oldest) {
        // What cannot be removed is only litter.
        let _ = std::fs::remove_file(path);
    }
}
