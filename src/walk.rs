//! From paths to files, in a fixed order; what cannot be looked at is a value, not an end.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use crate::read::{self, Pre};
use crate::record::{RelPath, Walked};

/// Which files are wanted.
#[derive(Debug)]
pub struct Filter {
    include: Option<GlobSet>,
    exclude: GlobSet,
    types: Vec<String>,
    hidden: bool,
    follow: bool,
    /// The index itself, absolute: never walked.
    index_dir: PathBuf,
    /// Whether a folder is an index: never walked either.
    is_index: fn(&Path) -> bool,
    /// Makes text of files whatever their type.
    pre: Option<Pre>,
}

impl Filter {
    /// Makes a filter of what the index remembers; `index_dir` is passed over, and so is what `is_index` knows.
    ///
    /// # Errors
    ///
    /// Names the pattern that is none.
    pub fn new(
        walked: &Walked,
        index_dir: PathBuf,
        is_index: fn(&Path) -> bool,
    ) -> Result<Filter, String> {
        let Walked { include, exclude, types, hidden, follow, .. } = walked;
        let types = types.iter().map(|t| t.trim_start_matches('.').to_lowercase()).collect();
        Ok(Filter {
            include: if include.is_empty() { None } else { Some(globs(include)?) },
            exclude: globs(exclude)?,
            types,
            hidden: *hidden,
            follow: *follow,
            index_dir,
            is_index,
            pre: None,
        })
    }

    /// Lets through what a program makes text of, too.
    pub fn with_pre(self, pre: Option<Pre>) -> Filter {
        Filter { pre, ..self }
    }

    fn has_known_type(&self, path: &Path) -> bool {
        if self.types.is_empty() {
            return read::may_be_read(path)
                || self.pre.as_ref().is_some_and(|pre| pre.is_for(path));
        }
        // Of a packed file, what is packed counts.
        let packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
        let path = if packed { path.with_extension("") } else { path.to_path_buf() };
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        ending.is_some_and(|ending| self.types.contains(&ending))
    }
}

/// Makes a set of patterns. `*.txt` means that name in any folder, as in ripgrep.
///
/// # Errors
///
/// Names the pattern that is none.
pub fn globs(patterns: &[String]) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let anchored = pattern.trim_end_matches('/').contains('/');
        let whole = if anchored {
            pattern.trim_start_matches('/').to_owned()
        } else {
            format!("**/{pattern}")
        };
        for whole in [whole.clone(), format!("{}/**", whole.trim_end_matches('/'))] {
            let glob = GlobBuilder::new(&whole).literal_separator(true).build();
            set.add(glob.map_err(|e| format!("{pattern}: {}", e.kind()))?);
        }
    }
    set.build().map_err(|e| e.to_string())
}

/// A file to look at.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is.
    pub absolute: PathBuf,
    /// Its path below the root.
    pub path: RelPath,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970; 0 when the system does not say.
    pub modified: i64,
    /// Whether it was named itself, so that it is to be read whatever its name.
    pub named: bool,
}

/// What the walk came upon.
#[derive(Debug)]
pub enum Found {
    /// A file to look at.
    File(SourceFile),
    /// A file or folder that is passed over; its path below the root.
    Skipped(PathBuf, Why),
    /// Something that cannot be looked at; its path below the root.
    Problem(PathBuf, std::io::Error),
}

/// Why something is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is hidden.
    Hidden,
    /// It is the sign of a program that has a document open, such as `~$story.docx`.
    LockFile,
    /// It is an index of this program.
    OtherIndex,
    /// Its name is that of a type that is not read.
    OtherType,
}

impl Why {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Why::Hidden => "hidden",
            Why::LockFile => "the sign of an open document",
            Why::OtherIndex => "an index of onrecord",
            Why::OtherType => "of a type that is not read",
        }
    }

    /// A stable name for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Why::Hidden => "walk.hidden",
            Why::LockFile => "walk.lock-file",
            Why::OtherIndex => "walk.index",
            Why::OtherType => "walk.type",
        }
    }
}

/// Walks `start`, a file or folder below `root`, sorted by name. `show` returns false to stop. A file that was `named`
/// is read whatever its name; when a filter leaves it out, that is a problem.
pub fn walk(
    root: &Path,
    start: &Path,
    named: bool,
    filter: &Filter,
    show: &mut dyn FnMut(Found) -> bool,
) {
    let mut skipped: Vec<(PathBuf, Why)> = Vec::new();
    let below = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_owned();
    let keep = |entry: &DirEntry| {
        let is_start = entry.depth() == 0;
        let name = entry.file_name().to_str().unwrap_or_default();
        if name.starts_with('.') && !is_start && !filter.hidden {
            return Keep::Skip(Why::Hidden);
        }
        let is_dir = entry.file_type().is_dir();
        if is_dir && entry.path() == filter.index_dir
            || filter.exclude.is_match(below(entry.path()))
        {
            return Keep::No;
        }
        match () {
            () if name.starts_with("~$") && !is_dir => Keep::Skip(Why::LockFile),
            () if is_dir && !is_start && (filter.is_index)(entry.path()) => {
                Keep::Skip(Why::OtherIndex)
            }
            () => Keep::Yes,
        }
    };
    let entries = WalkDir::new(start).follow_links(filter.follow).sort_by_file_name();
    let entries = entries.into_iter().filter_entry(|entry| match keep(entry) {
        Keep::Yes => true,
        Keep::No => false,
        Keep::Skip(why) => {
            skipped.push((below(entry.path()), why));
            false
        }
    });
    let left_out = || std::io::Error::other("named, but left out by --include or --type");
    for entry in entries {
        let found = match entry {
            Err(error) => {
                let path = error.path().unwrap_or(start);
                let below = path.strip_prefix(root).unwrap_or(path).to_owned();
                let reason = error.to_string();
                let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other(reason));
                Found::Problem(below, error)
            }
            Ok(entry) if !entry.file_type().is_file() => continue,
            Ok(entry) => {
                let is_named = named && entry.depth() == 0;
                let by_any_name = is_named && filter.types.is_empty();
                let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                if filter.include.as_ref().is_some_and(|set| !set.is_match(below)) {
                    if !is_named {
                        continue;
                    }
                    Found::Problem(below.to_owned(), left_out())
                } else if !by_any_name && !filter.has_known_type(below) {
                    match is_named {
                        true => Found::Problem(below.to_owned(), left_out()),
                        false => Found::Skipped(below.to_owned(), Why::OtherType),
                    }
                } else {
                    match entry.metadata() {
                        Err(error) => {
                            let error = error
                                .into_io_error()
                                .unwrap_or_else(|| std::io::Error::other("gone"));
                            Found::Problem(below.to_owned(), error)
                        }
                        Ok(meta) => Found::File(SourceFile {
                            absolute: entry.path().to_owned(),
                            path: RelPath::new(below),
                            size: meta.len(),
                            modified: modified(&meta),
                            named: is_named,
                        }),
                    }
                }
            }
        };
        if !show(found) {
            return;
        }
    }
    for (path, why) in skipped {
        if !show(Found::Skipped(path, why)) {
            return;
        }
    }
}

enum Keep {
    Yes,
    No,
    Skip(Why),
}

/// Time of the last change, nanoseconds since 1970; 0 when the system does not say.
pub fn modified(meta: &std::fs::Metadata) -> i64 {
    let Ok(modified) = meta.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}
