//! Standing queries: a small file in the index folder, one entry a query.
//!
//! Each entry remembers the revision up to which it was answered, so that a later run can give
//! only what was added since.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::query::About;

const NAME: &str = "saved.json";

/// One standing query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// What it looks for; in the file, whether that is quotes.
    #[serde(rename = "quotes", with = "whether_quotes")]
    pub about: About,
    /// The query as typed.
    pub query: String,
    /// Revision of the index that answered last; what was added later is new.
    pub seen: u64,
}

/// The standing queries of an index, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQueries {
    queries: Vec<Saved>,
}

/// Why the file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct SavedError {
    path: PathBuf,
    reason: String,
}

impl SavedQueries {
    /// Reads those of the index in `dir`; none when there is no file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or holds something else.
    pub fn read(dir: &Path) -> Result<SavedQueries, SavedError> {
        let path = dir.join(NAME);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Ok(SavedQueries::default());
            }
            Err(e) => return Err(SavedError { path, reason: e.to_string() }),
        };
        serde_json::from_slice(&bytes)
            .map_err(|e| SavedError { path, reason: format!("no list of saved queries: {e}") })
    }

    /// Writes them as a whole: beside, then renamed.
    ///
    /// # Errors
    ///
    /// A folder that cannot be written to.
    pub fn write(&self, dir: &Path) -> Result<(), SavedError> {
        let path = dir.join(NAME);
        let beside = dir.join(format!("{NAME}.new"));
        let write = || {
            let mut file = std::fs::File::create(&beside)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            std::fs::rename(&beside, &path)
        };
        write().map_err(|e| SavedError { path: path.clone(), reason: e.to_string() })
    }

    /// All of them, by name.
    pub fn all(&self) -> &[Saved] {
        &self.queries
    }

    /// The one of this name.
    pub fn get(&self, name: &str) -> Option<&Saved> {
        self.queries.iter().find(|saved| saved.name == name)
    }

    /// Puts one in, in place of one of the same name.
    pub fn put(&mut self, saved: Saved) {
        self.remove(&saved.name);
        let at = self.queries.partition_point(|other| other.name < saved.name);
        self.queries.insert(at, saved);
    }

    /// Takes the one of this name out; false when there is none.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.queries.len();
        self.queries.retain(|saved| saved.name != name);
        self.queries.len() < before
    }
}

/// [`About`] as the file has it: true for quotes.
mod whether_quotes {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::query::About;

    pub fn serialize<S: Serializer>(about: &About, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bool(*about == About::Quotes)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<About, D::Error> {
        Ok(if bool::deserialize(from)? { About::Quotes } else { About::Docs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_kept_by_name() {
        let dir = tempfile::tempdir().expect("a folder");
        let saved = |name: &str, seen| Saved {
            name: name.to_owned(),
            about: About::Docs,
            query: "nafta \"rules of origin\"".to_owned(),
            seen,
        };
        let mut queries = SavedQueries::read(dir.path()).expect("no file is no error");
        assert_eq!(queries.all(), []);
        for one in [saved("wages", 1), saved("autos", 2), saved("wages", 3)] {
            queries.put(one);
        }
        queries.write(dir.path()).expect("a folder of our own");
        let read = SavedQueries::read(dir.path()).expect("what was written");
        assert_eq!(read.all(), [saved("autos", 2), saved("wages", 3)]);
        assert_eq!(read.get("wages").map(|one| one.seen), Some(3));
        assert!(queries.remove("autos") && !queries.remove("autos"));
        std::fs::write(dir.path().join(NAME), "[]").expect("a file");
        assert!(SavedQueries::read(dir.path()).is_err());
    }
}
