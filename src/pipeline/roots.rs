//! Which folder an index is of, and what of it a run walks.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::options::IndexOptions;
use super::seen::Seen;
use crate::index::{Error, Known, Ledger, Manifest};
use crate::record::RelPath;

/// The indexed folder and what of it is walked.
pub struct Roots {
    pub root: PathBuf,
    pub starts: Vec<PathBuf>,
}

impl Roots {
    /// Those of a run; the folder is the one that the index in `dir` is of.
    pub fn new(options: &IndexOptions, dir: &Path) -> Result<Roots, Error> {
        let known = Manifest::read(dir).ok().map(|m| m.root(dir));
        let mut starts = Vec::new();
        for path in &options.paths {
            match path.canonicalize() {
                Err(_) if options.vanished => starts.push(path.clone()),
                start => starts.push(start.map_err(|e| Error::io(path, e))?),
            }
        }
        let root = match (known, starts.as_slice()) {
            (Some(root), starts) => match (root.canonicalize(), starts) {
                (Ok(root), _) => root,
                // The folder has moved: its paths are the same below the new one.
                (Err(e), [one]) if e.kind() == std::io::ErrorKind::NotFound && one.is_dir() => {
                    one.clone()
                }
                (Err(e), _) => return Err(Error::io(&root, e)),
            },
            (None, []) => absolute(Path::new("."))?,
            (None, [one]) if one.is_dir() => one.clone(),
            (None, many) => shared_folder(many),
        };
        if starts.is_empty() {
            starts.push(root.clone());
        }
        if let Some(other) = starts.iter().find(|s| !s.starts_with(&root)) {
            return Err(Error::OtherRoot { path: other.clone(), root });
        }
        starts.sort();
        starts.dedup_by(|inner, outer| inner.starts_with(&*outer));
        Ok(Roots { root, starts })
    }

    /// Whether everything below the root is walked.
    pub fn are_whole(&self) -> bool {
        self.starts.contains(&self.root)
    }

    /// Whether a path below the root was to be walked.
    fn cover(&self, path: &Path) -> bool {
        let whole = self.root.join(path);
        self.starts.iter().any(|s| whole.starts_with(s))
    }
}

fn shared_folder(paths: &[PathBuf]) -> PathBuf {
    let mut shared: PathBuf = paths[0].parent().unwrap_or(&paths[0]).to_owned();
    while !paths.iter().all(|p| p.starts_with(&shared)) {
        if !shared.pop() {
            break;
        }
    }
    shared
}

/// The path from the root of the file system, whether it exists or not.
pub fn absolute(path: &Path) -> Result<PathBuf, Error> {
    match path.canonicalize() {
        Ok(path) => Ok(path),
        Err(_) => std::path::absolute(path).map_err(|e| Error::io(path, e)),
    }
}

/// Files of the ledger that the walk did not meet, sorted.
///
/// # Errors
///
/// They are all files, and their folder is empty or not there: that looks like an accident.
pub fn missing<'l>(
    options: &IndexOptions,
    roots: &Roots,
    ledger: &'l Ledger,
    seen: &Seen,
) -> Result<Vec<(&'l str, Known)>, Error> {
    if options.keep_missing {
        return Ok(Vec::new());
    }
    // Where one file of a million was named, most are told apart by their first letters.
    let below = |start: &PathBuf| {
        start.strip_prefix(&roots.root).ok().map(|p| RelPath::new(p).text().to_owned())
    };
    let begins: Vec<String> = roots.starts.iter().map(|s| below(s).unwrap_or_default()).collect();
    let mut gone: Vec<(&str, Known)> = ledger
        .iter()
        .filter(|(path, _)| begins.iter().any(|begin| path.starts_with(begin.as_str())))
        .filter(|(_, known)| !seen.numbers.contains(&known.number))
        .map(|(path, known)| (path, *known))
        .filter(|(path, _)| {
            let path = Path::new(path);
            roots.cover(path) && !seen.problems.iter().any(|(folder, _)| path.starts_with(folder))
        })
        .collect();
    gone.sort_by(|a, b| a.0.cmp(b.0));
    if gone.len() == ledger.len()
        && gone.len() > 1
        && !roots.root.read_dir().is_ok_and(|mut d| d.next().is_some())
    {
        return Err(Error::AllGone { root: roots.root.clone(), files: gone.len() });
    }
    Ok(gone)
}

/// Contents of files that are gone, to tell moves from removals.
#[derive(Default)]
pub struct Gone(HashMap<u64, u64>);

impl Gone {
    /// One more file with this content is gone.
    pub fn add(&mut self, content: u64) {
        *self.0.entry(content).or_default() += 1;
    }

    /// Whether a file with this content is gone; it is then accounted for.
    pub fn take(&mut self, content: u64) -> bool {
        let count = self.0.get_mut(&content).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    }
}
