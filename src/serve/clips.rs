//! Starred quotes with a line of note each, in a file of the user's beside the fixes.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::os;

/// First line of the file.
const HEAD: &str = "# onrecord clips: quotes that were starred. Edit freely.\n\n";

/// A starred quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clip {
    /// Its id.
    pub id: String,
    /// A line of note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who said it, as it was read then.
    #[serde(default)]
    pub speaker: String,
    /// The words, as they were read then.
    #[serde(default)]
    pub words: String,
    /// The day on which it was starred.
    pub starred: Date,
}

/// All of them, in the order in which they were starred.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clips {
    /// These.
    #[serde(default, rename = "clip")]
    pub list: Vec<Clip>,
}

impl Clips {
    /// Reads the file; none when it is not there.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or holds something else, in one line.
    pub fn read(path: &Path) -> Result<Clips, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Clips::default());
            }
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        toml::from_str(&text).map_err(|error| {
            format!("{}: {}", path.display(), error.message().trim_end().replace('\n', ", "))
        })
    }

    /// Writes the file as a whole: beside, then renamed.
    ///
    /// # Errors
    ///
    /// A folder that cannot be written to, in one line.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = toml::to_string(self).map_err(|error| said(&error))?;
        os::replace(path, format!("{HEAD}{text}").as_bytes()).map_err(|error| said(&error))
    }

    /// Stars a quote, or gives it another note.
    pub fn put(&mut self, clip: Clip) {
        match self.list.iter_mut().find(|known| known.id == clip.id) {
            Some(known) => known.note = clip.note,
            None => self.list.push(clip),
        }
    }

    /// Takes a star away; false when there was none.
    pub fn remove(&mut self, id: &str) -> bool {
        let before = self.list.len();
        self.list.retain(|clip| clip.id != id);
        self.list.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_starred_is_read_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("clips.toml");
        let clip = |id: &str, note: &str| Clip {
            id: id.to_owned(),
            note: note.to_owned(),
            speaker: "Jane \"J\" Roe".to_owned(),
            words: "No\\\nnever".to_owned(),
            starred: jiff::civil::date(2020, 2, 3),
        };
        let mut clips = Clips::read(&path).expect("no file is no error");
        for one in [clip("q:1", ""), clip("q:2", "lead?"), clip("q:1", "again")] {
            clips.put(one);
        }
        clips.write(&path).expect("a folder of our own");
        let mut read = Clips::read(&path).expect("what was written");
        assert_eq!(read.list, [clip("q:1", "again"), clip("q:2", "lead?")]);
        assert!(read.remove("q:1") && !read.remove("q:1"));
        std::fs::write(&path, "clip = 3").expect("a file");
        assert!(Clips::read(&path).expect_err("no list").contains("clips.toml: "));
    }
}
