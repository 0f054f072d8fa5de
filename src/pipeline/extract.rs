//! The analysis without an index: files in, records out, in the order of the walk.
//!
//! Several threads analyse while the caller prints; no more than a number of files and bytes are
//! under way, so memory stays flat, and the order is that of the walk.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::bounded;

use super::file::{Analyser, Outcome, failure, read_file, unread};
use super::order::{Gate, batch, in_order};
use crate::index::Error;
use crate::read::Settings;
use crate::record::{Analysed, FileRecord, Problem, RelPath};
use crate::walk::{self, Filter, Found, SourceFile};

/// Files that may be under way for each thread.
const AHEAD: usize = 16;

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
    settings: &Settings,
    show: &mut dyn FnMut(Extracted) -> bool,
) -> Result<(), Error> {
    let threads = match threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n,
    };
    for path in paths {
        let start = path.canonicalize().map_err(|e| Error::io(path, e))?;
        let root = if start.is_dir() { start.as_path() } else { start.parent().unwrap_or(&start) };
        let go_on = show_all(root, &start, filter, threads, settings, show);
        if !go_on {
            break;
        }
    }
    Ok(())
}

/// Walks, has `threads` threads analyse, and shows what they give in order; false when it was stopped.
fn show_all(
    root: &Path,
    start: &Path,
    filter: &Filter,
    threads: usize,
    settings: &Settings,
    show: &mut dyn FnMut(Extracted) -> bool,
) -> bool {
    let window = threads * AHEAD;
    let (job_in, job_out) = bounded::<(u64, SourceFile)>(window);
    let (done_in, done_out) = bounded::<(u64, (u64, Extracted))>(window);
    let (gate, stop) = (&Gate::new(window), &AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (jobs, done) = (job_out.clone(), done_in.clone());
            scope.spawn(move || {
                let mut analyser = Analyser::new(settings, false);
                while let Some(batch) = batch(&jobs, |(_, file)| file) {
                    let files: Vec<&SourceFile> = batch.iter().map(|(_, file)| file).collect();
                    let extracted = each(&mut analyser, &files, settings);
                    for ((seq, file), extracted) in batch.iter().zip(extracted) {
                        if done.send((*seq, (file.size, extracted))).is_err() {
                            return;
                        }
                    }
                }
            });
        }
        drop(job_out);
        scope.spawn(move || {
            let mut seq = 0;
            walk::walk(root, start, true, filter, &mut |found| {
                // The channels close only when the work ends.
                let sent = match found {
                    Found::File(file) => {
                        gate.enter(file.size);
                        job_in.send((seq, file)).is_ok()
                    }
                    Found::Problem(path, error) => {
                        gate.enter(0);
                        done_in.send((seq, (0, closed(&path, &error)))).is_ok()
                    }
                    Found::Skipped(..) => return true,
                };
                seq += 1;
                sent && !stop.load(Ordering::Relaxed)
            });
        });
        in_order(done_out, |(size, extracted)| {
            if !stop.load(Ordering::Relaxed) && !show(extracted) {
                stop.store(true, Ordering::Relaxed);
            }
            gate.leave(size);
        });
    });
    !stop.load(Ordering::Relaxed)
}

/// Analyses text that is in no file; `name` stands for its path.
pub fn extract_bytes(bytes: &[u8], name: &str, settings: &Settings) -> Extracted {
    let path = RelPath::new(Path::new(name));
    let outcome = Analyser::new(settings, false).bytes(bytes, &path);
    Extracted::new(path, outcome)
}

/// What a place gives that cannot be looked at.
fn closed(path: &Path, error: &std::io::Error) -> Extracted {
    Extracted::new(RelPath::new(path), failure(unread(error)))
}

/// What each of these files gives.
fn each(analyser: &mut Analyser, files: &[&SourceFile], settings: &Settings) -> Vec<Extracted> {
    let read: Vec<_> =
        files.iter().map(|file| read_file(file, settings.limits.max_file, false)).collect();
    let inputs: Vec<(&[u8], &SourceFile)> = files
        .iter()
        .zip(&read)
        .filter_map(|(file, read)| Some((read.as_ref().ok()?.as_slice(), *file)))
        .collect();
    let mut outcomes = analyser.files(&inputs).into_iter();
    let outcome = |read: Result<_, Problem>| match read {
        Err(problem) => Some(failure(problem)),
        Ok(_) => outcomes.next(),
    };
    let read: Vec<Option<Outcome>> = read.into_iter().map(outcome).collect();
    let extracted = |(file, outcome): (&&SourceFile, Option<Outcome>)| {
        Some(Extracted::new(file.path.clone(), outcome?))
    };
    files.iter().zip(read).filter_map(extracted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_paragraph_without_words_is_no_end_of_the_world() {
        for text in [" \ra\n\u{feff}", "A\n\n\u{feff}", "Title\n\nSaid.\n\n\u{ad}\u{feff}"] {
            let extracted = extract_bytes(text.as_bytes(), "a.txt", &Settings::default());
            assert!(extracted.docs.iter().all(|doc| doc.quotes.is_empty()), "{text:?}");
        }
    }
}
