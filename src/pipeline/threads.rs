//! Threads: the walk sends what is new or changed to workers, and the results come back in its order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::file::{Analyser, Outcome, broken, failure, read_file};
use super::options::IndexOptions;
use super::order::{Gate, batch, in_order};
use super::roots::Roots;
use super::seen::Seen;
use crate::index::{Error, Known, Ledger};
use crate::record::{DocId, RelPath};
use crate::walk::{self, Filter, Found, SourceFile, Why};

/// Files that may be under way for each thread.
const AHEAD: usize = 32;

struct Job {
    seq: u64,
    file: SourceFile,
    old: Option<Known>,
}

/// A file that a worker is done with.
pub struct Done {
    pub file: SourceFile,
    pub old: Option<Known>,
    pub content: u64,
    pub outcome: Outcome,
}

/// Walks, and has workers read what is new or changed; `take` gets the results in walk order.
pub fn produce(
    options: &IndexOptions,
    roots: &Roots,
    filter: &Filter,
    ledger: &Ledger,
    stop: &AtomicBool,
    take: &mut dyn FnMut(Done, Option<u64>) -> Result<(), Error>,
) -> Result<Seen, Error> {
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n,
    };
    let contents = if options.rebuild { HashMap::new() } else { ledger.contents() };
    let window = threads * AHEAD;
    let (job_in, job_out) = bounded::<Job>(window);
    let (done_in, done_out) = bounded::<(u64, Done)>(window);
    let gate = Gate::new(window);
    let total = AtomicU64::new(0);
    let failed = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (jobs, done, contents) = (job_out.clone(), done_in.clone(), &contents);
            let follow = roots.walked.follow;
            scope.spawn(move || work(&jobs, &done, contents, options, follow));
        }
        drop((job_out, done_in));
        let (failed, gate, total) = (&failed, &gate, &total);
        // Of an index that knows files nobody can say beforehand how many are to be read.
        if options.count && ledger.is_empty() {
            scope.spawn(move || {
                let stopped = || stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed);
                total.store(count(roots, filter, &stopped), Ordering::Relaxed);
            });
        }
        let walker = scope.spawn(move || {
            look(
                options,
                roots,
                filter,
                ledger,
                &|| stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed),
                &job_in,
                gate,
            )
        });
        let mut result = Ok(());
        in_order(done_out, |done| {
            let size = done.file.size;
            if result.is_ok() {
                let total = Some(total.load(Ordering::Relaxed)).filter(|total| *total > 0);
                result = take(done, total);
                failed.store(result.is_err(), Ordering::Relaxed);
            }
            gate.leave(size);
        });
        match walker.join() {
            Ok(seen) => result.map(|()| seen),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// How many files the walk will come upon.
fn count(roots: &Roots, filter: &Filter, stopped: &dyn Fn() -> bool) -> u64 {
    let mut files = 0;
    for start in roots.starts.iter().chain(&roots.known) {
        walk::walk(&roots.root, start, false, filter, &mut |found| {
            files += u64::from(matches!(found, Found::File(_)));
            !stopped()
        });
    }
    files
}

/// The walk: tells what is unchanged from what has to be read.
fn look(
    options: &IndexOptions,
    roots: &Roots,
    filter: &Filter,
    ledger: &Ledger,
    stopped: &dyn Fn() -> bool,
    jobs: &Sender<Job>,
    gate: &Gate,
) -> Seen {
    let mut seen = Seen::default();
    let mut seq = 0;
    let is_gone = |start: &&PathBuf| start.symlink_metadata().is_err();
    // A file that the index knows may be gone; a folder that is not there looks like an accident.
    let may_be_gone = |start: &&PathBuf| options.vanished || knows(roots, ledger, start);
    let starts = roots.starts.iter().filter(|start| !(may_be_gone(start) && is_gone(start)));
    for start in starts.chain(roots.known.iter().filter(|known| !is_gone(known))) {
        walk::walk(&roots.root, start, !options.vanished, filter, &mut |found| {
            match found {
                Found::Skipped(_, Why::Hidden) => seen.hidden += 1,
                Found::Skipped(path, Why::OtherType) => {
                    match made_before(options, roots, ledger, &path) {
                        Some(known) => {
                            seen.numbers.insert(known.number);
                            seen.unchanged += 1;
                            seen.kept += 1;
                        }
                        None => seen.other_type += 1,
                    }
                }
                Found::Skipped(..) => seen.other_type += 1,
                Found::Problem(path, error) => seen.problems.push((path, error)),
                Found::File(file) => {
                    let old = ledger.get(&file.path.key()).copied();
                    if let Some(known) = old {
                        seen.numbers.insert(known.number);
                        let same = known.size == file.size && known.modified == file.modified;
                        let unread = known.failed || known.binary;
                        let by_program = || {
                            let pre = options.read.pre.as_ref();
                            pre.is_some_and(|pre| pre.is_for(Path::new(file.path.text())))
                        };
                        let again = options.checksum
                            || options.retry_failed && unread
                            || unread && by_program();
                        if same && !again && !options.rebuild {
                            seen.unchanged += u64::from(!known.binary);
                            seen.unchanged_binary += u64::from(known.binary);
                            seen.unchanged_failed += u64::from(known.failed);
                            return !stopped();
                        }
                    }
                    gate.enter(file.size);
                    // The channel closes only when the run ends: then there is no more to send.
                    if jobs.send(Job { seq, file, old }).is_err() {
                        return false;
                    }
                    seq += 1;
                }
            }
            !stopped()
        });
    }
    seen
}

/// What the index knows of a file that no reader is for: a program made text of it (`--pre`), which this run was not
/// given. It stays as it is.
fn made_before(
    options: &IndexOptions,
    roots: &Roots,
    ledger: &Ledger,
    path: &Path,
) -> Option<Known> {
    let known = ledger.get(&RelPath::new(path).key()).copied();
    let by_program = options.read.pre.is_none() && roots.walked.types.is_empty();
    known.filter(|known| by_program && !known.binary && !known.failed)
}

/// Whether a path is that of a file that the index knows.
fn knows(roots: &Roots, ledger: &Ledger, path: &Path) -> bool {
    let below = path.strip_prefix(&roots.root).ok();
    below.is_some_and(|below| ledger.get(&RelPath::new(below).key()).is_some())
}

fn work(
    jobs: &Receiver<Job>,
    done: &Sender<(u64, Done)>,
    contents: &HashMap<u64, &str>,
    options: &IndexOptions,
    follow: bool,
) {
    let mut analyser = Analyser::new(&options.read, options.bare);
    let limit = options.read.limits.max_file;
    while let Some(batch) = batch(jobs, |job| &job.file) {
        let read: Vec<_> = batch.iter().map(|job| read_file(&job.file, limit, follow)).collect();
        let content = |bytes: &Vec<u8>| DocId::of(bytes, None).0;
        let contents_read: Vec<u64> =
            read.iter().map(|read| read.as_ref().map_or(0, content)).collect();
        let known = |(n, job): (usize, &Job)| {
            let (bytes, content) = (read[n].as_ref().ok()?, contents_read[n]);
            match &job.old {
                Some(old) => {
                    (old.content == content && !old.failed && !old.binary).then_some(Outcome::Known)
                }
                None => {
                    let twin = RelPath::of_key(contents.get(&content)?)?;
                    let (one, other) = (job.file.path.to_path(), twin.to_path());
                    let alike = options.read.read_alike(&one, &other, bytes);
                    alike.then(|| Outcome::Copy { of: twin.key() })
                }
            }
        };
        let known: Vec<Option<Outcome>> = batch.iter().enumerate().map(known).collect();
        let new: Vec<usize> =
            (0..batch.len()).filter(|n| read[*n].is_ok() && known[*n].is_none()).collect();
        let inputs: Vec<(&[u8], &SourceFile)> = new
            .iter()
            .filter_map(|n| Some((read[*n].as_ref().ok()?.as_slice(), &batch[*n].file)))
            .collect();
        let mut analysed = analyser.files(&inputs).into_iter();
        for (n, ((job, read), known)) in batch.into_iter().zip(read).zip(known).enumerate() {
            let outcome = match (read, known) {
                (Err(problem), _) => failure(problem),
                (Ok(_), Some(known)) => known,
                // As many come out as went in.
                (Ok(_), None) => analysed.next().unwrap_or_else(broken),
            };
            let Job { seq, file, old } = job;
            let content = contents_read[n];
            if done.send((seq, Done { file, old, content, outcome })).is_err() {
                return;
            }
        }
    }
}
