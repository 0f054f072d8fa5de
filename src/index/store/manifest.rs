//! The manifest: which format an index has, which folder it holds, where its data lie.
//!
//! It is written when an index is made or rebuilt, when its folder moves and when other things of it are to be
//! walked, always as a whole: written beside, synced, renamed.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::index::error::Error;
use crate::record::Walked;

/// Version of what is stored: schema, records, layout of words.
pub const FORMAT: u32 = 5;
/// Version of reading and analysis; files are read again when it changes.
pub const ANALYSER: u32 = 1;

const NAME: &str = "manifest.json";

/// What `manifest.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that made the index.
    pub format: u32,
    /// [`ANALYSER`] of the program that made the index.
    pub analyser: u32,
    /// Version of the program, for people.
    pub onrecord: String,
    /// The indexed folder, relative to the index where that is possible.
    pub root: PathBuf,
    /// The folder with tantivy's files, inside the index.
    pub data: String,
    /// What of the folder is walked.
    #[serde(default, skip_serializing_if = "Walked::is_default")]
    pub walked: Walked,
}

impl Manifest {
    /// The manifest of a new index in `dir` for the folder `root`, both absolute.
    pub fn new(dir: &Path, root: &Path, data: String, walked: Walked) -> Manifest {
        Manifest {
            format: FORMAT,
            analyser: ANALYSER,
            onrecord: env!("CARGO_PKG_VERSION").to_owned(),
            root: relative(dir, root),
            data,
            walked,
        }
    }

    /// Whether `dir` holds an index.
    pub fn exists(dir: &Path) -> bool {
        dir.join(NAME).is_file()
    }

    /// Reads the manifest of the index in `dir`, whatever its format.
    ///
    /// # Errors
    ///
    /// No index, one of another format, a manifest that cannot be read or is damaged.
    pub fn read(dir: &Path) -> Result<Manifest, Error> {
        let path = dir.join(NAME);
        let bytes = std::fs::read(&path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::NoIndex { dir: dir.to_owned() },
            _ => Error::io(&path, e),
        })?;
        let value: serde_json::Value =
            serde_json::from_slice(&bytes).map_err(|e| damaged(dir, &e))?;
        let format = value.get("format").and_then(serde_json::Value::as_u64);
        if format != Some(u64::from(FORMAT)) {
            let found = format.map_or("no known format".to_owned(), |f| format!("format {f}"));
            return Err(Error::WrongFormat {
                dir: dir.to_owned(),
                found,
                expected: format!("format {FORMAT}"),
            });
        }
        let manifest: Manifest = serde_json::from_value(value).map_err(|e| damaged(dir, &e))?;
        let plain =
            Path::new(&manifest.data).components().all(|c| matches!(c, Component::Normal(_)));
        if !plain || manifest.data.is_empty() {
            return Err(Error::Damaged {
                dir: dir.to_owned(),
                reason: format!("{NAME} names no data folder"),
            });
        }
        Ok(manifest)
    }

    /// Whether a folder is an index of any format.
    pub fn is_index(dir: &Path) -> bool {
        Manifest::exists(dir) && Manifest::known(dir).is_some()
    }

    /// The folder of the index in `dir` and what of it is walked, whatever the format of the index.
    pub fn known(dir: &Path) -> Option<(PathBuf, Walked)> {
        #[derive(Deserialize)]
        struct Known {
            root: PathBuf,
            #[serde(default)]
            walked: Walked,
            /// Tells the file from another program's.
            #[serde(rename = "onrecord")]
            _program: String,
        }
        let bytes = std::fs::read(dir.join(NAME)).ok()?;
        let Known { root, walked, .. } = serde_json::from_slice(&bytes).ok()?;
        Some((resolved(dir, &root), walked))
    }

    /// Puts the manifest in place of the one that is there.
    ///
    /// # Errors
    ///
    /// A folder that cannot be written.
    pub fn write(&self, dir: &Path) -> Result<(), Error> {
        let beside = dir.join("manifest.json.new");
        let write = || -> std::io::Result<()> {
            let mut file = std::fs::File::create(&beside)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            std::fs::rename(&beside, dir.join(NAME))
        };
        write().map_err(|e| Error::io(&beside, e))
    }

    /// The indexed folder.
    pub fn root(&self, dir: &Path) -> PathBuf {
        resolved(dir, &self.root)
    }

    /// Follows the indexed folder to `root` when it is not any more where it was, and keeps what of it is walked now.
    ///
    /// # Errors
    ///
    /// A folder that cannot be found or written.
    pub fn follow(&mut self, dir: &Path, root: &Path, walked: &Walked) -> Result<(), Error> {
        let stays = self.root(dir).exists();
        if stays && self.walked == *walked {
            return Ok(());
        }
        if !stays {
            self.root = relative(dir, root);
        }
        self.walked.clone_from(walked);
        self.write(dir)
    }

    /// The folder with tantivy's files.
    pub fn data(&self, dir: &Path) -> PathBuf {
        dir.join(&self.data)
    }
}

/// `path` as seen from the folder `dir`, without `..`.
pub fn resolved(dir: &Path, path: &Path) -> PathBuf {
    let mut out = dir.to_owned();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

fn damaged(dir: &Path, error: &serde_json::Error) -> Error {
    Error::Damaged { dir: dir.to_owned(), reason: format!("{NAME}: {error}") }
}

/// `to` as seen from the folder `from`, both absolute; `to` itself on another drive.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.iter().collect();
    }
    let up = std::iter::repeat_n(Component::ParentDir, from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(dir: &str, root: &str) -> Manifest {
        Manifest::new(Path::new(dir), Path::new(root), "data-1".to_owned(), Walked::default())
    }

    #[test]
    fn the_root_moves_with_the_index() {
        let outside = manifest("/a/b/index", "/a/news");
        assert_eq!(outside.root, Path::new("../../news"));
        assert_eq!(outside.root(Path::new("/x/y/index")), Path::new("/x/news"));
        let inside = manifest("/a/index", "/a");
        assert_eq!(inside.root(Path::new("/b/index")), Path::new("/b"));
    }
}
