//! The analysis without an index: files in, records out, in the order of the walk.
//!
//! Files go through in batches that several threads share; a batch is given out
//! before the next is read, so memory stays flat and the order is that of the walk.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file::{Outcome, analyse_safely, date_of, failure, read_file};
use crate::index::Error;
use crate::record::{Analysed, FileRecord, Problem, RelPath};
use crate::walk::{self, Filter, Found, SourceFile};

/// Files of a batch for each thread.
const BATCH: usize = 16;

/// What one file gave.
#[derive(Debug)]
pub struct Extracted {
    /// The file, below the folder that was named.
    pub path: RelPath,
    /// Its documents, each with this path.
    pub docs: Vec<Analysed>,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
    /// Whether it was passed over because it is binary.
    pub binary: bool,
}

impl Extracted {
    fn new(path: RelPath, outcome: Outcome) -> Extracted {
        let Outcome::Read { format, mut docs, problems } = outcome else {
            return Extracted { path, docs: Vec::new(), problems: Vec::new(), binary: false };
        };
        docs.iter_mut().for_each(|d| d.doc.paths = vec![path.clone()]);
        Extracted { path, docs, problems, binary: format == FileRecord::BINARY }
    }
}

/// Reads and analyses all files below `paths` on `threads` threads (0: one for each processor);
/// `show` gets them in order and returns false to stop.
///
/// # Errors
///
/// A path that does not exist.
pub fn extract(
    paths: &[PathBuf],
    filter: &Filter,
    threads: usize,
    show: &mut dyn FnMut(Extracted) -> bool,
) -> Result<(), Error> {
    let threads = match threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n,
    };
    for path in paths {
        let start = path.canonicalize().map_err(|e| Error::io(path, e))?;
        let root = if start.is_dir() { start.as_path() } else { start.parent().unwrap_or(&start) };
        let mut batch = Vec::new();
        let mut go_on = true;
        walk::walk(root, &start, filter, &mut |found| {
            match found {
                Found::File(file) => batch.push(file),
                Found::Problem(path, error) => {
                    let problem = io_problem(&error);
                    go_on &= show(Extracted::new(RelPath::new(&path), failure(problem)));
                }
                Found::Hidden | Found::OtherType => {}
            }
            if batch.len() == threads * BATCH {
                go_on &= analyse_all(&batch, threads, show);
                batch.clear();
            }
            go_on
        });
        if go_on {
            go_on = analyse_all(&batch, threads, show);
        }
        if !go_on {
            break;
        }
    }
    Ok(())
}

/// Analyses text that is in no file; `name` stands for its path.
pub fn extract_bytes(bytes: &[u8], name: &str) -> Extracted {
    let path = RelPath::new(Path::new(name));
    let outcome = analyse_safely(bytes, &path, None, false);
    Extracted::new(path, outcome)
}

fn io_problem(error: &std::io::Error) -> Problem {
    Problem { record: None, code: "read.io".to_owned(), reason: error.to_string() }
}

fn one(file: &SourceFile) -> Extracted {
    let outcome = match read_file(file) {
        Ok(bytes) => analyse_safely(&bytes, &file.path, date_of(file.modified), false),
        Err(problem) => failure(problem),
    };
    Extracted::new(file.path.clone(), outcome)
}

/// Analyses a batch and shows it in order; false when it was stopped.
fn analyse_all(
    batch: &[SourceFile],
    threads: usize,
    show: &mut dyn FnMut(Extracted) -> bool,
) -> bool {
    if threads == 1 {
        return batch.iter().all(|file| show(one(file)));
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(batch.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = batch.get(at) else { return };
                    let extracted = one(file);
                    // A panic is caught where a file is analysed: no lock is left poisoned.
                    done.lock().unwrap_or_else(|e| e.into_inner()).push((at, extracted));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|e| e.into_inner());
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().all(|(_, extracted)| show(extracted))
}
