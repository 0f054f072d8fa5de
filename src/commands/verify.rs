//! `verify`: is the index sound, and still true of the files on disk?

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::find::below_root;
use super::session::Session;
use crate::check::{Difference, Files, Stored, Untrue, check_file, glance};
use crate::cli::VerifyArgs;
use crate::config::Surroundings;
use crate::failure::Failure;
use crate::index::{Error, Index};
use crate::print::progress::{self, Progress};
use crate::print::verified;
use crate::read;
use crate::record::{Analysed, DocId, FileRecord, RelPath};
use crate::wire::Records;
use crate::wire::verified::{CheckShape, Verification};

/// Files between two signs of life.
const STEP: u64 = 256;

/// Runs the command.
pub fn run(session: &mut Session, args: &VerifyArgs, around: &Surroundings) -> Result<u8, Failure> {
    let records = Records::<CheckShape>::new(&session.format, &[])?;
    Index::check_files(&session.config.index_dir)?;
    let index = session.open()?;
    let root = index.root();
    if !root.is_dir() {
        let message = format!("{}: the indexed folder is not there", root.display());
        return Err(Failure::new("index.root", message, "connect its disk and run it again"));
    }
    let scope = Scope::new(&args.paths, &root, around)?;
    let begun = Instant::now();
    let mut done = Verification {
        content: args.content,
        revision: index.totals().revision,
        ..Verification::default()
    };
    let mut found = Differences::default();
    let mut ids: Vec<DocId> = Vec::new();
    let mut take_doc = |analysed: &Analysed| {
        if analysed.doc.paths.iter().any(|path| scope.holds(path)) {
            done.docs += 1;
            done.quotes += analysed.doc.quotes;
            ids.push(analysed.doc.id);
        }
    };
    let mut take_file = |file: &FileRecord| {
        if scope.holds(&file.path) {
            done.files += 1;
            let check = if args.content { check_file } else { glance };
            if let Err(untrue) = check(&root, file) {
                found.add(Difference::of_file(&file.path, &untrue));
            }
            if done.files.is_multiple_of(STEP) {
                let total = Some(index.totals().files).filter(|_| scope.paths.is_empty());
                let passed = begun.elapsed();
                let at = Progress { done: done.files, total, bytes: 0, passed };
                session.messages.progress(&progress::line(at));
            }
        }
    };
    index.check_records(&mut take_doc, &mut take_file)?;
    if let Some(typed) = scope.unknown(done.files) {
        let hint = "see `onrecord stats`, or index it with `onrecord index`";
        return Err(Failure::new("path.unknown", format!("{typed}: no file of the index"), hint));
    }
    let chosen = args.sample.unwrap_or_default().choose(ids);
    read_again(&index, &root, &session.reading()?, &scope, &chosen, &mut done, &mut found)?;
    session.messages.clear_progress();
    let list = found.sorted();
    done.problems = list.len() as u64;
    match records {
        Some(records) => {
            let shapes: Vec<CheckShape> = list.iter().map(CheckShape::new).collect();
            records.all(session.out, &shapes)?;
            records.end(session.out, &done)?;
        }
        None => {
            for difference in &list {
                verified::difference(session.out, &session.style, &root, difference)?;
            }
            if !session.messages.quiet {
                verified::summary(session.out, &done)?;
            }
        }
    }
    Ok(session.found(list.is_empty()))
}

/// Reads the chosen documents again and cuts all their spans from the files.
fn read_again(
    index: &Index,
    root: &Path,
    settings: &read::Settings,
    scope: &Scope,
    chosen: &[DocId],
    done: &mut Verification,
    found: &mut Differences,
) -> Result<(), Failure> {
    let mut files = Files::new(root, settings);
    let mut failed: Option<Error> = None;
    index.each_doc_of(chosen, &mut |analysed| {
        let paths = analysed.doc.paths.iter().filter(|path| scope.holds(path));
        // The same bytes under two endings are read in two ways: one of them is what is stored.
        let mut otherwise = None;
        for path in paths {
            let file = match index.file(&path.key()) {
                Ok(Some(file)) => file,
                Ok(None) => continue,
                Err(error) => {
                    failed = Some(error);
                    return false;
                }
            };
            match document(&mut files, &file, &analysed, done, found) {
                Ok(()) => return true,
                Err(Untrue::OtherText) => {
                    otherwise.get_or_insert(Difference::of_file(&file.path, &Untrue::OtherText));
                }
                Err(untrue) => found.add(Difference::of_file(&file.path, &untrue)),
            }
        }
        otherwise.into_iter().for_each(|difference| found.add(difference));
        true
    })?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// Reads a document again from one of its files; the error says why the file proves nothing.
fn document(
    files: &mut Files,
    file: &FileRecord,
    analysed: &Analysed,
    done: &mut Verification,
    found: &mut Differences,
) -> Result<(), Untrue> {
    let Analysed { doc, text, quotes } = analysed;
    let checked = files.check(file, &Stored { doc, text, quotes })?;
    done.sampled += 1;
    done.spans += checked.spans;
    for problem in checked.problems {
        found.add(Difference {
            path: file.path.clone(),
            record: doc.record,
            id: Some(problem.quote.map_or(doc.id.to_string(), |quote| quote.to_string())),
            code: "span.wrong",
            reason: problem.to_string(),
        });
    }
    Ok(())
}

/// What was found, each thing once: a changed file has many documents and one change.
#[derive(Default)]
struct Differences {
    files: HashSet<String>,
    list: Vec<Difference>,
}

impl Differences {
    fn add(&mut self, difference: Difference) {
        if difference.id.is_some() || self.files.insert(difference.path.key()) {
            self.list.push(difference);
        }
    }

    /// In an order that does not depend on how the index came about.
    fn sorted(mut self) -> Vec<Difference> {
        self.list.sort();
        self.list
    }
}

/// The files that are compared with the disk.
struct Scope {
    /// As typed, and below the root; nothing typed means all.
    paths: Vec<(String, PathBuf)>,
}

impl Scope {
    fn new(typed: &[PathBuf], root: &Path, around: &Surroundings) -> Result<Scope, Failure> {
        let root = std::fs::canonicalize(root)?;
        let place = |path: &PathBuf| {
            let shown = path.display().to_string();
            // A folder is resolved whole (`.` has no name), a file that is gone by its folder.
            let below = match std::fs::canonicalize(around.dir.join(path)) {
                Ok(whole) => whole.strip_prefix(&root).ok().map(Path::to_owned),
                Err(_) => below_root(&around.dir, &root, &shown).map(PathBuf::from),
            };
            let below = below.unwrap_or_else(|| path.strip_prefix("./").unwrap_or(path).to_owned());
            (shown, below)
        };
        Ok(Scope { paths: typed.iter().map(place).collect() })
    }

    fn holds(&self, path: &RelPath) -> bool {
        let path = path.to_path();
        self.paths.is_empty() || self.paths.iter().any(|(_, start)| path.starts_with(start))
    }

    /// What was typed when no file lies there.
    fn unknown(&self, files: u64) -> Option<&str> {
        self.paths.first().filter(|_| files == 0).map(|(typed, _)| typed.as_str())
    }
}
