//! What can go wrong between a command and its index.

use std::io::Write;
use std::path::{Path, PathBuf};

/// An error of the index, with a stable code and a hint that can be typed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no index at this place.
    #[error("{}: there is no index here", dir.display())]
    NoIndex {
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// Another process writes to the index.
    #[error("{}: the index is being written by {owner}", dir.display())]
    Locked {
        /// The index.
        dir: PathBuf,
        /// Process and machine.
        owner: String,
    },
    /// The index was made by a version whose format this one does not read.
    #[error("{}: the index has {found}, this program reads {expected}", dir.display())]
    WrongFormat {
        /// The index.
        dir: PathBuf,
        /// What the manifest says.
        found: String,
        /// What this program can read.
        expected: String,
    },
    /// Files of the index are missing or cannot be understood.
    #[error("{}: the index is damaged: {reason}", dir.display())]
    Damaged {
        /// The index.
        dir: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Reading or writing failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// What was to be written could not be, and the system does not say why.
    #[error("{}: the index could not be written: {reason}", dir.display())]
    Unwritten {
        /// The index.
        dir: PathBuf,
        /// What is known of it.
        reason: String,
    },
    /// All files of the indexed folder are gone at once.
    #[error("{}: all {files} files are gone; the index keeps them, in case the disk is not there", root.display())]
    AllGone {
        /// The indexed folder.
        root: PathBuf,
        /// How many the index holds.
        files: usize,
    },
    /// The index holds another folder.
    #[error("{}: lies outside of {}, which this index holds", path.display(), root.display())]
    OtherRoot {
        /// The folder asked for.
        path: PathBuf,
        /// The indexed folder.
        root: PathBuf,
    },
    /// Nothing has this id or path.
    #[error("{id}: no document or quote has this id or path")]
    UnknownId {
        /// As typed.
        id: String,
    },
    /// Several things have an id that begins like this.
    #[error("{id}: fits {count} documents or quotes")]
    AmbiguousId {
        /// As typed.
        id: String,
        /// How many.
        count: usize,
        /// The first of them.
        first: Vec<String>,
    },
    /// A cursor of another question.
    #[error("this cursor belongs to another query, order or folding")]
    OtherCursor,
    /// Whoever asked does not wait for the answer any more.
    #[error("the search was ended before its time")]
    Cancelled,
    /// A pattern that is none.
    #[error("{pattern}: {reason}")]
    BadPattern {
        /// As typed.
        pattern: String,
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    /// Stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NoIndex { .. } => "index.none",
            Error::Locked { .. } => "index.locked",
            Error::WrongFormat { .. } => "index.format",
            Error::Damaged { .. } => "index.damaged",
            Error::Io { .. } => "io",
            Error::Unwritten { .. } => "index.unwritten",
            Error::AllGone { .. } => "index.all_gone",
            Error::OtherRoot { .. } => "index.other_root",
            Error::UnknownId { .. } => "id.unknown",
            Error::AmbiguousId { .. } => "id.ambiguous",
            Error::OtherCursor => "cursor.other",
            Error::Cancelled => "cancelled",
            Error::BadPattern { .. } => "pattern.bad",
        }
    }

    /// What to do, when that can be said in a line.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::NoIndex { .. } => Some(
                "make one with `onrecord index FOLDER`, or name one with --index DIR".to_owned(),
            ),
            Error::Locked { .. } => {
                Some("wait until it ends, or use another --index DIR".to_owned())
            }
            Error::WrongFormat { .. } => Some(
                "build it anew with `onrecord index`; the old one stays until the new one is ready"
                    .to_owned(),
            ),
            Error::Damaged { .. } => {
                Some("build it anew with `onrecord index --redo all`".to_owned())
            }
            Error::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => Some(
                "free some space and run the command again: what was committed is safe".to_owned(),
            ),
            Error::Io { source, .. } if source.kind() == std::io::ErrorKind::ReadOnlyFilesystem => {
                Some("name a place that can be written to with --index DIR".to_owned())
            }
            Error::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
                Some("run it as the user who owns the place, or name another".to_owned())
            }
            Error::Io { .. } => None,
            Error::Unwritten { .. } => Some(
                "look at disk and memory, then run the command again: what was committed is safe"
                    .to_owned(),
            ),
            Error::AllGone { .. } => Some(
                "connect the disk and run it again; if they are deleted, delete the index too"
                    .to_owned(),
            ),
            Error::OtherRoot { .. } => {
                Some("name another place for its index with --index DIR".to_owned())
            }
            Error::UnknownId { .. } => Some("ids are shown by `onrecord query --json`".to_owned()),
            Error::AmbiguousId { first, .. } => {
                Some(format!("type more of it: {}", first.join(", ")))
            }
            Error::OtherCursor => Some("ask the same as before, or leave --after out".to_owned()),
            Error::Cancelled | Error::BadPattern { .. } => None,
        }
    }

    /// Names the place where reading or writing failed.
    pub fn io(path: &Path, source: std::io::Error) -> Error {
        Error::Io { path: path.to_owned(), source }
    }

    /// Puts an error of tantivy into our words.
    pub(in crate::index) fn tantivy(dir: &Path, error: tantivy::TantivyError) -> Error {
        use tantivy::TantivyError as T;
        match error {
            T::IoError(source) => {
                Error::io(dir, std::io::Error::new(source.kind(), source.to_string()))
            }
            // Its threads keep what went wrong to themselves.
            T::ErrorInThread(reason) => match room(dir) {
                Err(source) => Error::io(dir, source),
                Ok(()) => Error::Unwritten { dir: dir.to_owned(), reason },
            },
            T::LockFailure(..) => {
                Error::Locked { dir: dir.to_owned(), owner: "another process".to_owned() }
            }
            other => {
                Error::Damaged { dir: dir.to_owned(), reason: other.to_string().replace('\n', " ") }
            }
        }
    }
}

/// Tries whether there is room to write on the disk of the folder.
fn room(dir: &Path) -> std::io::Result<()> {
    let path = dir.join("room.tmp");
    let write = || {
        let mut file = std::fs::File::create(&path)?;
        file.write_all(&[0; ROOM])?;
        file.sync_all()
    };
    let wrote = write();
    // Where it could not be written there may be nothing to remove.
    let _ = std::fs::remove_file(&path);
    wrote
}

/// Less room than this, in bytes, is none.
const ROOM: usize = 1 << 20;
