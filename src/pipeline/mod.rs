//! Indexing: walk, read and analyse on several threads, one writer in the order of the walk.
//!
//! ```text
//! walk ─► jobs ─► workers (read, analyse) ─► results ─► writer, in walk order
//!   ▲──────────── permits: no further than a window ahead of the writer ────┘
//! ```
//!
//! The walk compares each file with the ledger and sends only what is new or
//! changed. The writer restores the order of the walk, so the same folder gives
//! the same index whatever the number of threads.

mod extract;
mod file;

pub use extract::{Extracted, extract, extract_bytes};

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};
use jiff::civil::Date;

use crate::article::DateSource;
use crate::header;
use crate::index::{Error, Index, Known, Ledger, Totals, Writer};
use crate::record::{Analysed, DocId, FileRecord, Problem, RelPath};
use crate::walk::{self, Filter, Found, SourceFile};
use file::{Outcome, analyse_safely, date_of, failure, read_file};

/// How an index is made or brought up to date.
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// Files and folders to walk; empty: the folder that the index holds.
    pub paths: Vec<PathBuf>,
    /// Where the index is.
    pub index_dir: PathBuf,
    /// Only files that fit one of these patterns.
    pub include: Vec<String>,
    /// No files or folders that fit one of these patterns.
    pub exclude: Vec<String>,
    /// Hidden files too.
    pub hidden: bool,
    /// Follow symbolic links.
    pub follow: bool,
    /// Only files with these endings, whatever they are.
    pub types: Vec<String>,
    /// Names of sources with the pattern of the paths that they go for.
    pub sources: Vec<(String, String)>,
    /// Number of threads that read and analyse; 0 takes all.
    pub threads: usize,
    /// Bytes of memory for the writer.
    pub memory: u64,
    /// Try again what could not be read.
    pub retry_failed: bool,
    /// Compare contents and not only size and time.
    pub checksum: bool,
    /// Keep documents whose files are gone.
    pub keep_missing: bool,
    /// Change nothing; say what would be done.
    pub dry_run: bool,
    /// Read and analyse everything anew, beside the index in use.
    pub rebuild: bool,
}

/// What happens during a run.
#[derive(Debug)]
pub enum Event {
    /// So many files are done.
    Progress {
        /// Files read.
        done: u64,
        /// Bytes read.
        bytes: u64,
    },
    /// A file, or a record of it, could not be read.
    Problem {
        /// The file.
        path: RelPath,
        /// Why.
        problem: Problem,
    },
    /// Something a person should know.
    Note(String),
    /// What a dry run would do: `add`, `change`, `move` or `remove`.
    Would {
        /// What.
        action: &'static str,
        /// With which file.
        path: RelPath,
    },
}

/// What a run did, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// New files.
    pub added: u64,
    /// Files with new content.
    pub changed: u64,
    /// Files whose content was known from a path that is gone.
    pub moved: u64,
    /// Files that are gone.
    pub removed: u64,
    /// Files that are as they were.
    pub unchanged: u64,
    /// Files of which something could not be read, now or before.
    pub failed: u64,
    /// Hidden files and folders passed over.
    pub skipped_hidden: u64,
    /// Binary files passed over.
    pub skipped_binary: u64,
    /// Files of other types passed over.
    pub skipped_type: u64,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// Revision of the index after the run.
    pub revision: u64,
    /// Documents in the index after the run.
    pub docs: u64,
}

/// Files between two commits of a long run.
const COMMIT_FILES: u64 = 50_000;
/// Bytes between two commits of a long run.
const COMMIT_BYTES: u64 = 256 << 20;
/// Files that may be under way for each thread.
const AHEAD: usize = 32;

struct Job {
    seq: u64,
    file: SourceFile,
    old: Option<Known>,
}

struct Done {
    seq: u64,
    file: SourceFile,
    old: Option<Known>,
    content: u64,
    outcome: Outcome,
}

/// What the walk saw.
#[derive(Default)]
struct Seen {
    numbers: HashSet<usize>,
    unchanged: u64,
    unchanged_failed: u64,
    unchanged_binary: u64,
    hidden: u64,
    other_type: u64,
    /// Folders and files that could not be looked at, below the root.
    problems: Vec<(PathBuf, std::io::Error)>,
}

/// Makes the index, or brings it up to date; only what changed is read.
///
/// `stop` ends the run early: what is under way is finished and committed.
pub fn run(
    options: &IndexOptions,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Event),
) -> Result<Report, Error> {
    let dir = absolute(&options.index_dir)?;
    let roots = Roots::new(options, &dir)?;
    let filter = Filter::new(
        &options.include,
        &options.exclude,
        &options.types,
        options.hidden,
        options.follow,
        dir.clone(),
    )
    .map_err(|reason| Error::BadPattern { pattern: "glob".to_owned(), reason })?;
    let sources = options
        .sources
        .iter()
        .map(|(name, pattern)| Ok((name.clone(), walk::globs(std::slice::from_ref(pattern))?)))
        .collect::<Result<Vec<_>, String>>()
        .map_err(|reason| Error::BadPattern { pattern: "--source".to_owned(), reason })?;
    if options.dry_run && !Index::exists(&dir) {
        return dry_run(options, &roots, &filter, None, stop, report);
    }
    if options.dry_run {
        let index = Index::open(&dir)?;
        return dry_run(options, &roots, &filter, Some(&index), stop, report);
    }
    let writer = Writer::open(&dir, &roots.root, options.memory, options.rebuild)?;
    let ledger = Ledger::load(writer.before())?;
    let mut run = Run {
        writer,
        ledger: &ledger,
        report: Report::default(),
        sources,
        dates: HashMap::new(),
        gone: Vec::new(),
        fresh: Vec::new(),
        since: (0, 0),
    };
    let seen =
        produce(options, &roots, &filter, &ledger, stop, &mut |done| run.done(done, report))?;
    run.finish(options, &roots, seen, stop.load(Ordering::Relaxed), report)
}

/// The indexed folder and what of it is walked.
struct Roots {
    root: PathBuf,
    starts: Vec<PathBuf>,
}

impl Roots {
    fn new(options: &IndexOptions, dir: &Path) -> Result<Roots, Error> {
        let known = crate::index::Manifest::read(dir).ok().map(|m| m.root(dir));
        let mut starts = Vec::new();
        for path in &options.paths {
            starts.push(path.canonicalize().map_err(|e| Error::io(path, e))?);
        }
        let root = match (known, starts.as_slice()) {
            (Some(root), _) => root.canonicalize().map_err(|e| Error::io(&root, e))?,
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

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    match path.canonicalize() {
        Ok(path) => Ok(path),
        Err(_) => std::path::absolute(path).map_err(|e| Error::io(path, e)),
    }
}

/// Walks, and has workers read what is new or changed; `take` gets the results in walk order.
fn produce(
    options: &IndexOptions,
    roots: &Roots,
    filter: &Filter,
    ledger: &Ledger,
    stop: &AtomicBool,
    take: &mut dyn FnMut(Done) -> Result<(), Error>,
) -> Result<Seen, Error> {
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        n => n,
    };
    let contents = if options.rebuild { HashSet::new() } else { ledger.contents() };
    let window = threads * AHEAD;
    let (job_in, job_out) = bounded::<Job>(window);
    let (done_in, done_out) = bounded::<Done>(window);
    let (permit_in, permit_out) = bounded::<()>(window);
    let failed = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (jobs, done, contents) = (job_out.clone(), done_in.clone(), &contents);
            scope.spawn(move || work(&jobs, &done, contents));
        }
        drop((job_out, done_in));
        let failed = &failed;
        let walker = scope.spawn(move || {
            look(
                options,
                roots,
                filter,
                ledger,
                &|| stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed),
                &job_in,
                &permit_in,
            )
        });
        let mut waiting: BTreeMap<u64, Done> = BTreeMap::new();
        let mut next = 0;
        let mut result = Ok(());
        for done in done_out {
            waiting.insert(done.seq, done);
            while let Some(done) = waiting.remove(&next) {
                next += 1;
                if result.is_ok() {
                    result = take(done);
                    failed.store(result.is_err(), Ordering::Relaxed);
                }
                // Nobody waits for a permit that is not there: the walk took one for each job.
                let _ = permit_out.try_recv();
            }
        }
        match walker.join() {
            Ok(seen) => result.map(|()| seen),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The walk: tells what is unchanged from what has to be read.
fn look(
    options: &IndexOptions,
    roots: &Roots,
    filter: &Filter,
    ledger: &Ledger,
    stopped: &dyn Fn() -> bool,
    jobs: &Sender<Job>,
    permits: &Sender<()>,
) -> Seen {
    let mut seen = Seen::default();
    let mut seq = 0;
    for start in &roots.starts {
        walk::walk(&roots.root, start, filter, &mut |found| {
            match found {
                Found::Hidden => seen.hidden += 1,
                Found::OtherType => seen.other_type += 1,
                Found::Problem(path, error) => seen.problems.push((path, error)),
                Found::File(file) => {
                    let old = ledger.get(&file.path.key()).copied();
                    if let Some(known) = old {
                        seen.numbers.insert(known.number);
                        let same = known.size == file.size && known.modified == file.modified;
                        let again = options.checksum || (options.retry_failed && known.failed);
                        if same && !again && !options.rebuild {
                            seen.unchanged += u64::from(!known.binary);
                            seen.unchanged_binary += u64::from(known.binary);
                            seen.unchanged_failed += u64::from(known.failed);
                            return !stopped();
                        }
                    }
                    // Both channels close only when the run ends: then there is no more to send.
                    if permits.send(()).is_err() || jobs.send(Job { seq, file, old }).is_err() {
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

fn work(jobs: &Receiver<Job>, done: &Sender<Done>, contents: &HashSet<u64>) {
    for Job { seq, file, old } in jobs {
        let (content, outcome) = match read_file(&file) {
            Err(problem) => (0, failure(problem)),
            Ok(bytes) => {
                let content = DocId::of(&bytes, None).0;
                let same = old.is_some_and(|o| o.content == content && !o.failed);
                if same || (old.is_none() && contents.contains(&content)) {
                    (content, Outcome::Known)
                } else {
                    (content, analyse_safely(&bytes, &file.path, date_of(file.modified)))
                }
            }
        };
        if done.send(Done { seq, file, old, content, outcome }).is_err() {
            return;
        }
    }
}

/// The writer's side of a run.
struct Run<'l> {
    writer: Writer,
    ledger: &'l Ledger,
    report: Report,
    sources: Vec<(String, globset::GlobSet)>,
    /// Day of the last change of each file of this run.
    dates: HashMap<RelPath, Option<Date>>,
    /// Contents of files that are gone, to tell moves from removals.
    gone: Vec<u64>,
    /// Known contents that turned up at new paths.
    fresh: Vec<u64>,
    /// Files and bytes since the last commit.
    since: (u64, u64),
}

impl Run<'_> {
    fn done(&mut self, done: Done, report: &mut dyn FnMut(Event)) -> Result<(), Error> {
        let Done { file, old, content, outcome, .. } = done;
        self.dates.insert(file.path.clone(), date_of(file.modified));
        let before = match old {
            Some(_) => self.writer.before().file(&file.path.key())?,
            None => None,
        };
        let mut record = FileRecord {
            path: file.path.clone(),
            size: file.size,
            modified: file.modified,
            content,
            docs: Vec::new(),
            format: String::new(),
            problems: Vec::new(),
        };
        match outcome {
            Outcome::Known => match before {
                Some(before) => {
                    // Only the time changed.
                    self.report.unchanged += 1;
                    record.docs = before.docs;
                    record.format = before.format;
                    for id in record.docs.clone() {
                        self.writer.refresh(id, &mut redate(&self.dates, self.ledger))?;
                    }
                }
                None => self.link(&mut record, content)?,
            },
            Outcome::Read { format, mut docs, problems } => {
                record.format = format.to_owned();
                self.report.skipped_binary += u64::from(format == FileRecord::BINARY);
                for problem in &problems {
                    report(Event::Problem { path: file.path.clone(), problem: problem.clone() });
                }
                record.problems = problems;
                record.docs = docs.iter().map(|d| d.doc.id).collect();
                match (&old, format) {
                    (_, FileRecord::BINARY) => {}
                    (Some(_), _) => self.report.changed += 1,
                    (None, _) => self.report.added += 1,
                }
                let kept: HashSet<DocId> = record.docs.iter().copied().collect();
                for id in before.iter().flat_map(|b| &b.docs).filter(|id| !kept.contains(id)) {
                    self.writer.unlink(*id, &file.path, &mut redate(&self.dates, self.ledger))?;
                }
                let known: HashSet<DocId> =
                    before.iter().flat_map(|b| b.docs.iter().copied()).collect();
                for mut analysed in docs.drain(..).filter(|d| !known.contains(&d.doc.id)) {
                    self.name_source(&mut analysed, &file.path);
                    self.writer.add(analysed, &file.path, &mut redate(&self.dates, self.ledger))?;
                }
            }
        }
        self.report.failed += u64::from(!record.problems.is_empty());
        self.writer.put_file(&record, old.map(|o| o.failed))?;
        self.since = (self.since.0 + 1, self.since.1 + file.size);
        if self.since.0 >= COMMIT_FILES || self.since.1 >= COMMIT_BYTES {
            self.writer.commit()?;
            self.since = (0, 0);
        }
        let done = self.report.added + self.report.changed;
        report(Event::Progress { done, bytes: file.size });
        Ok(())
    }

    /// Lets a new path hold documents that the index knows from a file with the same content.
    fn link(&mut self, record: &mut FileRecord, content: u64) -> Result<(), Error> {
        self.report.added += 1;
        self.fresh.push(content);
        if let Some(twin) = self.writer.before().file_with_content(content)? {
            record.docs = twin.docs;
            record.format = twin.format;
        }
        for id in &record.docs {
            self.writer.link(*id, &record.path, &mut redate(&self.dates, self.ledger))?;
        }
        Ok(())
    }

    /// A source that the user gave for these paths wins over the one in the text.
    fn name_source(&self, analysed: &mut Analysed, path: &RelPath) {
        if let Some((name, _)) = self.sources.iter().find(|(_, set)| set.is_match(path.text())) {
            analysed.doc.source = Some(name.clone());
            analysed.quotes.iter_mut().for_each(|q| q.source = Some(name.clone()));
        }
    }

    fn finish(
        mut self,
        options: &IndexOptions,
        roots: &Roots,
        seen: Seen,
        interrupted: bool,
        report: &mut dyn FnMut(Event),
    ) -> Result<Report, Error> {
        self.report.unchanged += seen.unchanged;
        self.report.skipped_binary += seen.unchanged_binary;
        self.report.failed += seen.unchanged_failed;
        self.report.skipped_hidden = seen.hidden;
        self.report.skipped_type = seen.other_type;
        self.report.interrupted = interrupted;
        for (path, error) in &seen.problems {
            self.report.failed += 1;
            let problem =
                Problem { record: None, code: "walk.io".to_owned(), reason: error.to_string() };
            report(Event::Problem { path: RelPath::new(path), problem });
        }
        if !interrupted && !options.rebuild {
            for (path, known) in missing(options, roots, self.ledger, &seen, report) {
                let Some(file) = self.writer.before().file(path)? else { continue };
                self.report.removed += 1;
                self.gone.push(known.content);
                for id in &file.docs {
                    self.writer.unlink(*id, &file.path, &mut redate(&self.dates, self.ledger))?;
                }
                self.writer.drop_file(&file.path, known.failed);
            }
        }
        let moved = pair(&mut self.gone, &self.fresh);
        self.report.moved = moved;
        self.report.added -= moved;
        self.report.removed -= moved;
        let totals: Totals = if interrupted && options.rebuild {
            // Half an index must not take the place of a whole one.
            self.writer.before().totals()
        } else {
            self.writer.finish()?
        };
        self.report.revision = totals.revision;
        self.report.docs = totals.docs;
        Ok(self.report)
    }
}

/// Number of contents that are both gone and fresh.
fn pair(gone: &mut Vec<u64>, fresh: &[u64]) -> u64 {
    let mut moved = 0;
    for content in fresh {
        if let Some(at) = gone.iter().position(|g| g == content) {
            gone.swap_remove(at);
            moved += 1;
        }
    }
    moved
}

/// Files of the ledger that the walk did not meet, sorted; none when that looks like an accident.
fn missing<'l>(
    options: &IndexOptions,
    roots: &Roots,
    ledger: &'l Ledger,
    seen: &Seen,
    report: &mut dyn FnMut(Event),
) -> Vec<(&'l str, Known)> {
    if options.keep_missing {
        return Vec::new();
    }
    let mut gone: Vec<(&str, Known)> = ledger
        .iter()
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
        report(Event::Note(format!(
            "{}: all {} files are gone; nothing was removed, in case the disk is not there",
            roots.root.display(),
            gone.len()
        )));
        return Vec::new();
    }
    gone
}

/// The day of a document that gives none: of its path, else of its file.
fn redate<'a>(
    dates: &'a HashMap<RelPath, Option<Date>>,
    ledger: &'a Ledger,
) -> impl FnMut(&RelPath) -> (Option<Date>, Option<DateSource>) + 'a {
    move |path| {
        let before = || ledger.get(&path.key()).and_then(|known| date_of(known.modified));
        header::date_of_file(path.text(), dates.get(path).copied().unwrap_or_else(before))
    }
}

/// Says what a run would do, and changes nothing.
fn dry_run(
    options: &IndexOptions,
    roots: &Roots,
    filter: &Filter,
    index: Option<&Index>,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Event),
) -> Result<Report, Error> {
    let ledger = index.map_or(Ok(Ledger::default()), Ledger::load)?;
    let mut counts = Report::default();
    let mut added: Vec<(RelPath, u64)> = Vec::new();
    let seen = produce(options, roots, filter, &ledger, stop, &mut |done| {
        let binary = matches!(&done.outcome, Outcome::Read { format: FileRecord::BINARY, .. });
        let known = matches!(&done.outcome, Outcome::Known);
        counts.skipped_binary += u64::from(binary);
        if let Outcome::Read { problems, .. } = &done.outcome {
            counts.failed += u64::from(!problems.is_empty());
        }
        match done.old {
            _ if binary => {}
            Some(_) if known => counts.unchanged += 1,
            Some(_) => {
                counts.changed += 1;
                report(Event::Would { action: "change", path: done.file.path });
            }
            None => added.push((done.file.path, done.content)),
        }
        Ok(())
    })?;
    let gone = missing(options, roots, &ledger, &seen, report);
    let mut gone_contents: Vec<u64> = gone.iter().map(|(_, known)| known.content).collect();
    for (path, content) in added {
        let moved = pair(&mut gone_contents, &[content]) > 0;
        counts.moved += u64::from(moved);
        counts.added += u64::from(!moved);
        report(Event::Would { action: if moved { "move" } else { "add" }, path });
    }
    for (path, known) in gone {
        if let Some(at) = gone_contents.iter().position(|c| *c == known.content) {
            gone_contents.swap_remove(at);
            counts.removed += 1;
            report(Event::Would { action: "remove", path: RelPath::new(Path::new(path)) });
        }
    }
    counts.unchanged += seen.unchanged;
    counts.skipped_binary += seen.unchanged_binary;
    counts.failed += seen.unchanged_failed + seen.problems.len() as u64;
    counts.skipped_hidden = seen.hidden;
    counts.skipped_type = seen.other_type;
    counts.interrupted = stop.load(Ordering::Relaxed);
    if let Some(index) = index {
        counts.revision = index.totals().revision;
        counts.docs = index.totals().docs;
    }
    Ok(counts)
}
