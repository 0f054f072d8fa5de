//! Which folder an index is of, and what of it a run walks.

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::options::IndexOptions;
use super::seen::Seen;
use crate::index::{Error, Known, Ledger, Manifest};
use crate::record::{RelPath, Walked};

/// The indexed folder and what of it is walked.
pub struct Roots {
    /// The folder that paths are counted from.
    pub root: PathBuf,
    /// Folders and files below it, absolute, sorted, none inside another.
    pub starts: Vec<PathBuf>,
    /// Files that the index knows and that are none of these, looked at one by one.
    pub known: Vec<PathBuf>,
    /// What the index is to remember.
    pub walked: Walked,
    /// Paths of a list that are not there.
    pub absent: Vec<(PathBuf, io::Error)>,
    /// Whether sources are named otherwise than before.
    pub other_sources: bool,
    /// Whether it is all that the index is of: what is not met is gone.
    whole: bool,
    /// Whether the files that the index knows are to be looked at too.
    listed: bool,
}

impl Roots {
    /// Those of a run; the folder is the one that the index in `dir` is of.
    pub fn new(options: &IndexOptions, dir: &Path) -> Result<Roots, Error> {
        let before = Manifest::known(dir);
        if let (None, true, Err(error)) = (&before, options.paths.is_empty(), Manifest::read(dir))
            && !matches!(error, Error::NoIndex { .. })
        {
            return Err(error);
        }
        let (mut starts, mut absent) = (Vec::new(), Vec::new());
        for path in &options.paths {
            match path.canonicalize() {
                Err(_) if options.vanished => starts.push(path.clone()),
                Err(error) if options.listed => absent.push((path.clone(), error)),
                start => starts.push(start.map_err(|e| Error::io(path, e))?),
            }
        }
        let root = folder(before.as_ref().map(|(root, _)| root.as_path()), &starts)?;
        if let Some(other) = starts.iter().find(|s| !s.starts_with(&root)) {
            return Err(Error::OtherRoot { path: other.clone(), root });
        }
        flatten(&mut starts);
        let known = before.is_some();
        let remembered = before.map(|(_, walked)| walked).unwrap_or_default();
        let mut walked = remembered_and_given(&remembered, options);
        let whole = starts.is_empty() && absent.is_empty();
        match (whole, known && !options.forget) {
            (true, true) => starts = remembered.starts(&root),
            (true, false) => {
                starts = vec![root.clone()];
                walked.listed = false;
                walked.set_starts(&root, &starts);
            }
            (false, true) => {
                let mut all = remembered.starts(&root);
                remember(&mut walked, &root, &mut all, &starts, options.listed);
            }
            (false, false) => {
                walked.listed = false;
                remember(&mut walked, &root, &mut Vec::new(), &starts, options.listed);
            }
        }
        let other_sources = walked.sources != remembered.sources;
        let whole = whole || options.forget || covers(&starts, &walked.starts(&root));
        let listed = walked.listed && whole && !options.forget;
        let known = Vec::new();
        Ok(Roots { root, starts, known, walked, absent, other_sources, whole, listed })
    }

    /// Adds the files that a list once named, if they are to be looked at.
    pub fn add_known(&mut self, ledger: &Ledger) {
        if self.listed {
            let paths = ledger.iter().filter_map(|(key, _)| RelPath::of_key(key));
            let files = paths.map(|path| self.root.join(path.to_path()));
            self.known = files.filter(|file| !is_below(&self.starts, file)).collect();
            self.known.sort();
        }
    }

    /// Whether everything that the index is of is walked.
    pub fn are_whole(&self) -> bool {
        self.whole
    }

    /// Whether a path below the root was to be walked.
    fn cover(&self, path: &Path) -> bool {
        self.whole || is_below(&self.starts, &self.root.join(path))
    }
}

/// The folder that an index is of: the one that it knows, else the one that was given, else that of all files given.
fn folder(known: Option<&Path>, starts: &[PathBuf]) -> Result<PathBuf, Error> {
    match (known, starts) {
        (Some(root), starts) => match (root.canonicalize(), starts) {
            (Ok(root), _) => Ok(root),
            // The folder has moved: its paths are the same below the new one.
            (Err(e), [one]) if e.kind() == io::ErrorKind::NotFound && one.is_dir() => {
                Ok(one.clone())
            }
            (Err(e), _) => Err(Error::io(root, e)),
        },
        (None, []) => absolute(Path::new(".")),
        (None, [one]) if one.is_dir() => Ok(one.clone()),
        (None, many) => Ok(shared_folder(many)),
    }
}

/// What the index is to remember: what was asked for, else what it remembers.
fn remembered_and_given(remembered: &Walked, options: &IndexOptions) -> Walked {
    let before = if options.forget { Walked::default() } else { remembered.clone() };
    Walked {
        paths: before.paths,
        listed: before.listed,
        include: options.include.clone().unwrap_or(before.include),
        exclude: options.exclude.clone().unwrap_or(before.exclude),
        types: options.types.clone().unwrap_or(before.types),
        hidden: options.hidden.unwrap_or(before.hidden),
        follow: options.follow.unwrap_or(before.follow),
        sources: options.sources.clone().unwrap_or(before.sources),
        date_from_mtime: options.date_from_mtime.unwrap_or(before.date_from_mtime),
    }
}

/// Adds to `all`, what is walked already, what of `given` is not below it; of a list only the folders, since its files
/// are those that the index will know.
fn remember(
    walked: &mut Walked,
    root: &Path,
    all: &mut Vec<PathBuf>,
    given: &[PathBuf],
    listed: bool,
) {
    let new: Vec<PathBuf> = given.iter().filter(|path| !is_below(all, path)).cloned().collect();
    if new.is_empty() && !walked.paths.is_empty() {
        return;
    }
    let kept = |path: &PathBuf| !listed || path.is_dir();
    walked.listed |= !new.iter().all(kept);
    all.extend(new.into_iter().filter(kept));
    flatten(all);
    walked.set_starts(root, all);
}

/// Sorts paths and takes out those inside another.
fn flatten(paths: &mut Vec<PathBuf>) {
    paths.sort();
    paths.dedup_by(|inner, outer| inner.starts_with(&*outer));
}

/// Whether `path` is one of `starts`, which are sorted and not inside one another, or inside one.
fn is_below(starts: &[PathBuf], path: &Path) -> bool {
    // What a path is inside of comes right before it: between them there is only what is inside, too.
    let at = starts.partition_point(|start| start.as_path() <= path);
    at.checked_sub(1).is_some_and(|at| path.starts_with(&starts[at]))
}

/// Whether all of `paths` are inside `starts`.
fn covers(starts: &[PathBuf], paths: &[PathBuf]) -> bool {
    !paths.is_empty() && paths.iter().all(|path| is_below(starts, path))
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

/// The path from the root of the file system without links and `..`, whether it exists or not.
pub fn absolute(path: &Path) -> Result<PathBuf, Error> {
    if let Ok(path) = path.canonicalize() {
        return Ok(path);
    }
    let whole = std::path::absolute(path).map_err(|e| Error::io(path, e))?;
    // What is there is asked of the system, since `..` behind a link is not what it looks like.
    let mut there = whole.clone();
    let mut rest: Vec<Component> = Vec::new();
    let mut parts = whole.components();
    loop {
        if let Ok(found) = there.canonicalize() {
            let rest: PathBuf = rest.iter().rev().collect();
            return Ok(crate::index::resolved(&found, &rest));
        }
        match parts.next_back() {
            Some(part) => rest.push(part),
            None => return Ok(whole),
        }
        there = parts.as_path().to_owned();
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
    let few = Some(&roots.starts).filter(|starts| !roots.are_whole() && starts.len() <= FEW);
    let begins: Option<Vec<String>> =
        few.map(|starts| starts.iter().map(|s| below(s).unwrap_or_default()).collect());
    let may_be = |path: &str| {
        let begins = begins.iter().flatten();
        begins.clone().next().is_none()
            || begins.clone().any(|begin| path.starts_with(begin.as_str()))
    };
    let mut gone: Vec<(&str, Known)> = ledger
        .iter()
        .filter(|(path, _)| may_be(path))
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

/// Starts that are so few that it pays to compare letters with them first.
const FEW: usize = 8;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::run;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::sync::atomic::AtomicBool;

    /// Folders in which files may lie, some hidden, some inside others.
    const FOLDERS: [&str; 6] = ["a", "a/b", "a/b/c", "d", "d/.h", "e f"];
    const NAMES: [&str; 5] = ["x.txt", "y.md", ".z.txt", "w.bin", "draft.txt"];
    /// Where the index lies.
    const PLACES: [&str; 4] = ["index", "a/ix", "../beside", "d/../d/ix"];

    fn file((folder, name): &(usize, usize)) -> String {
        format!("{}/{}", FOLDERS[*folder], NAMES[*name])
    }

    /// Makes files that say where they are.
    fn write(root: &Path, files: &BTreeSet<String>) {
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, format!("Notice\n\nThe boats of {file} came.\n")).expect("a file");
        }
    }

    /// What of `files` a run is to know, as one would say it.
    fn wanted(
        files: &BTreeSet<String>,
        starts: &[String],
        hidden: bool,
        draft: bool,
    ) -> Vec<String> {
        let inside = |file: &str| {
            starts.iter().find(|s| s.is_empty() || file == *s || file.starts_with(&format!("{s}/")))
        };
        let mut out: Vec<String> = files.iter().cloned().collect();
        out.retain(|file| {
            let Some(start) = inside(file) else { return false };
            let below = file.strip_prefix(start.as_str()).unwrap_or(file);
            let is_hidden = below.split('/').any(|part| part.starts_with('.'));
            let is_draft = file.ends_with("draft.txt");
            (hidden || !is_hidden) && !file.ends_with(".bin") && (draft || !is_draft)
        });
        out
    }

    fn known(dir: &Path) -> (PathBuf, Vec<String>) {
        let index = crate::index::Index::open(dir).expect("an index");
        let ledger = Ledger::load(&index).expect("a ledger");
        let mut files: Vec<String> = ledger.iter().map(|(path, _)| path.to_owned()).collect();
        files.sort();
        (index.root(), files)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_plain_run_reads_what_was_given_and_nothing_else(
            first in prop::collection::btree_set((0..6usize, 0..5usize), 1..9),
            later in prop::collection::btree_set((0..6usize, 0..5usize), 0..9),
            folders in prop::collection::btree_set(0..6usize, 0..3),
            single in any::<bool>(),
            hidden in any::<bool>(),
            draft in any::<bool>(),
            place in 0..4usize,
        ) {
            let dir = tempfile::tempdir().expect("a folder");
            let top = dir.path().canonicalize().expect("the folder");
            let archive = top.join("archive");
            let first: BTreeSet<String> = first.iter().map(file).collect();
            write(&archive, &first);
            for folder in FOLDERS {
                fs::create_dir_all(archive.join(folder)).expect("a folder");
            }
            let mut starts: Vec<String> = folders.iter().map(|f| FOLDERS[*f].to_owned()).collect();
            // A file that is named is walked by itself, hidden or not; one that nobody reads is no start here.
            let named = first.iter().find(|f| f.ends_with("x.txt")).filter(|_| single);
            starts.extend(named.cloned());
            if starts.is_empty() {
                starts.push(String::new());
            }
            let index_dir = archive.join(PLACES[place]);
            let given: Vec<PathBuf> = starts
                .iter()
                .map(|s| if s.is_empty() { archive.clone() } else { archive.join(s) })
                .collect();
            let options = crate::pipeline::IndexOptions {
                hidden: Some(hidden),
                exclude: (!draft).then(|| vec!["draft.*".to_owned()]),
                bare: true,
                threads: 1,
                ..crate::pipeline::IndexOptions::new(&index_dir, given)
            };
            let stop = AtomicBool::new(false);
            run(&options, &stop, &mut |_| ()).expect("a run");
            let whole = |(root, files): (PathBuf, Vec<String>)| -> Vec<PathBuf> {
                files.iter().map(|file| root.join(file)).collect()
            };
            let expected = |files: &BTreeSet<String>| -> Vec<PathBuf> {
                wanted(files, &starts, hidden, draft).iter().map(|f| archive.join(f)).collect()
            };
            let dir_now = absolute(&index_dir).expect("the index");
            prop_assert_eq!(whole(known(&dir_now)), expected(&first));
            let mut all: BTreeSet<String> = first;
            all.extend(later.iter().map(file));
            write(&archive, &all);
            let plain = crate::pipeline::IndexOptions {
                bare: true,
                threads: 1,
                ..crate::pipeline::IndexOptions::new(&index_dir, Vec::new())
            };
            run(&plain, &stop, &mut |_| ()).expect("a plain run");
            prop_assert_eq!(whole(known(&dir_now)), expected(&all));
        }
    }
}
