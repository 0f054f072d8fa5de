//! Paths below the indexed folder, lossless.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

/// A path below the indexed folder, with `/` between its parts, lossless.
///
/// Bytes that are no UTF-8 are kept: as text they show as U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelPath {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<Vec<u8>>,
}

impl RelPath {
    /// Makes it from a path that is relative already.
    pub fn new(path: &Path) -> RelPath {
        let bytes = crate::os::path_bytes(path);
        match std::str::from_utf8(&bytes) {
            Ok(text) => RelPath { text: text.to_owned(), raw: None },
            Err(_) => RelPath {
                text: String::from_utf8_lossy(&bytes).into_owned(),
                raw: Some(bytes.into_owned()),
            },
        }
    }

    /// The path as text, for printing and searching.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a path that is not UTF-8.
    pub fn raw(&self) -> Option<&[u8]> {
        self.raw.as_deref()
    }

    /// The path as the operating system takes it.
    pub fn to_path(&self) -> PathBuf {
        match &self.raw {
            Some(bytes) => crate::os::path_from_bytes(bytes),
            None => PathBuf::from(&self.text),
        }
    }

    /// Where it lies in the folder `root`; none for one that would lead out of it, which no walk gives.
    pub fn below(&self, root: &Path) -> Option<PathBuf> {
        let path = self.to_path();
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| root.join(path))
    }

    /// The path that has this [`RelPath::key`].
    pub fn of_key(key: &str) -> Option<RelPath> {
        let Some((_, hex)) = key.split_once('\0') else {
            return Some(RelPath { text: key.to_owned(), raw: None });
        };
        let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        let bytes =
            digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()?;
        Some(RelPath::new(&crate::os::path_from_bytes(&bytes)))
    }

    /// A text that no other path has.
    pub fn key(&self) -> String {
        match &self.raw {
            None => self.text.clone(),
            Some(bytes) => {
                let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
                format!("{}\0{hex}", self.text)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_not_utf8_keep_their_bytes() {
        let odd = RelPath::new(&crate::os::path_from_bytes(b"a/\xff.txt"));
        assert_eq!(crate::os::path_bytes(&odd.to_path()).as_ref(), b"a/\xff.txt");
        assert_ne!(odd.key(), RelPath::new(&crate::os::path_from_bytes(b"a/\xfe.txt")).key());
        assert_eq!(RelPath::of_key(&odd.key()), Some(odd));
        let plain = RelPath::new(Path::new("a/b.txt"));
        assert_eq!(RelPath::of_key(&plain.key()), Some(plain.clone()));
        assert_eq!((plain.text(), plain.raw(), plain.key().as_str()), ("a/b.txt", None, "a/b.txt"));
    }
}
