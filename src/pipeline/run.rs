//! A run from its beginning to its end: the writer's side of it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;

use super::dry::dry_run;
use super::file::{Outcome, date_of};
use super::options::IndexOptions;
use super::report::{Event, Report};
use super::roots::{Gone, Roots, absolute, missing};
use super::seen::Seen;
use super::threads::{Done, produce};
use crate::article::DateSource;
use crate::header;
use crate::index::{Error, Index, Known, Ledger, Manifest, Totals, Writer};
use crate::read;
use crate::record::{Analysed, DocId, FileRecord, Problem, RelPath};
use crate::walk::{self, Filter};

/// Bytes between two commits of a long run.
const COMMIT_BYTES: u64 = 256 << 20;

/// Makes the index, or brings it up to date; only what changed is read.
///
/// `stop` ends the run early: what is under way is finished and committed. `report` is told of each
/// file that could not be read, which is no error, and now and then how far the run is.
///
/// # Errors
///
/// A path that is not there, a pattern that is none, an index that another run holds, that is damaged or
/// of another format, or that cannot be written. What was committed before stays.
pub fn run(
    options: &IndexOptions,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Event),
) -> Result<Report, Error> {
    let dir = absolute(&options.index_dir)?;
    let mut roots = Roots::new(options, &dir)?;
    let filter = Filter::new(&roots.walked, dir.clone(), Manifest::is_index)
        .map_err(|reason| Error::BadPattern { pattern: "glob".to_owned(), reason })?
        .with_pre(options.read.pre.clone());
    let sources = roots
        .walked
        .sources
        .iter()
        .map(|(name, pattern)| Ok((name.clone(), walk::globs(std::slice::from_ref(pattern))?)))
        .collect::<Result<Vec<_>, String>>()
        .map_err(|reason| Error::BadPattern { pattern: "--source".to_owned(), reason })?;
    if options.dry_run && !Index::exists(&dir) {
        return dry_run(options, roots, &filter, None, stop, report);
    }
    if options.dry_run {
        let index = Index::open(&dir)?;
        return dry_run(options, roots, &filter, Some(&index), stop, report);
    }
    // What is read again on demand is not new.
    let earlier = match options.rebuild {
        true => Index::open(&dir).and_then(|index| Ledger::load(&index)).unwrap_or_default(),
        false => Ledger::default(),
    };
    let writer = Writer::open(&dir, &roots.root, &roots.walked, options.memory, options.rebuild)?;
    let ledger = Ledger::load(writer.before())?;
    roots.add_known(&ledger);
    // What older readers could not read these may.
    let older = writer.totals().reader != read::VERSION;
    let options = &IndexOptions { retry_failed: options.retry_failed || older, ..options.clone() };
    let mut run = Run {
        writer,
        ledger: &ledger,
        earlier: &earlier,
        kept: 0,
        report: Report::default(),
        sources,
        dates: HashMap::new(),
        gone: Gone::default(),
        fresh: Vec::new(),
        since: (0, 0),
        commit_files: options.commit_files,
        read: (0, 0),
    };
    let mut seen = produce(options, &roots, &filter, &ledger, stop, &mut |done, total| {
        run.done(done, total, report)
    })?;
    seen.problems.append(&mut roots.absent);
    run.finish(options, &roots, seen, stop.load(Ordering::Relaxed), report)
}

/// The writer's side of a run.
struct Run<'l> {
    writer: Writer,
    ledger: &'l Ledger,
    /// The files of the index that is made anew.
    earlier: &'l Ledger,
    /// How many of these with something to read are still there.
    kept: u64,
    report: Report,
    sources: Vec<(String, globset::GlobSet)>,
    /// Day of the last change of each file since the last commit.
    dates: HashMap<RelPath, Option<Date>>,
    /// To tell moves from removals.
    gone: Gone,
    /// Known contents that turned up at new paths.
    fresh: Vec<u64>,
    /// Files between two commits.
    commit_files: u64,
    /// Files and bytes since the last commit.
    since: (u64, u64),
    /// Files and bytes of the whole run.
    read: (u64, u64),
}

impl Run<'_> {
    fn done(
        &mut self,
        done: Done,
        total: Option<u64>,
        report: &mut dyn FnMut(Event),
    ) -> Result<(), Error> {
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
        let is_unread = outcome.is_unread();
        if is_unread {
            // Its rights or its disk may be back tomorrow: with another time than the file can have it is looked at again.
            record.modified = record.modified.saturating_sub(1);
        }
        let unreadable = outcome.is_passed_over();
        if unreadable && file.named {
            // In a folder it would be passed over; who names it is to know.
            let problem = Problem {
                record: None,
                code: "read.nothing".to_owned(),
                reason: outcome.reason().to_owned(),
            };
            self.report.failed += 1;
            report(Event::Problem { path: file.path.clone(), problem });
        }
        if let Outcome::Read { problems, .. } = &outcome
            && !unreadable
        {
            for problem in problems {
                report(Event::Problem { path: file.path.clone(), problem: problem.clone() });
            }
        }
        match outcome {
            Outcome::Known => {
                // Only the time changed.
                self.report.unchanged += 1;
                if let Some(before) = before {
                    record.docs = before.docs;
                    record.format = before.format;
                }
                for id in record.docs.clone() {
                    self.writer.refresh(id, &mut redate(&self.dates))?;
                }
            }
            Outcome::Copy { of } => self.link(&mut record, &of)?,
            Outcome::Read { problems, .. } if is_unread && before.is_some() => {
                // What is known of it stays.
                let known = before.unwrap_or_else(|| record.clone());
                let modified = known.modified.saturating_sub(1);
                record = FileRecord { modified, problems, ..known };
            }
            Outcome::Read { format, mut docs, problems } => {
                record.format = format.to_owned();
                record.problems = problems;
                record.docs = docs.iter().map(|d| d.doc.id).collect();
                self.report.skipped_binary += u64::from(unreadable && !file.named);
                let had_docs = before.as_ref().is_some_and(|before| !before.docs.is_empty());
                match &old {
                    _ if record.docs.is_empty() && !had_docs => {}
                    Some(_) => self.report.changed += 1,
                    None => self.came(&record),
                }
                let kept: HashSet<DocId> = record.docs.iter().copied().collect();
                for id in before.iter().flat_map(|b| &b.docs).filter(|id| !kept.contains(id)) {
                    self.writer.unlink(*id, &file.path, &mut redate(&self.dates))?;
                }
                let known: HashSet<DocId> =
                    before.iter().flat_map(|b| b.docs.iter().copied()).collect();
                for mut analysed in docs.drain(..).filter(|d| !known.contains(&d.doc.id)) {
                    self.name_source(&mut analysed, &file.path);
                    self.writer.add(analysed, &file.path, &mut redate(&self.dates))?;
                }
            }
        }
        self.report.failed += u64::from(record.is_failed());
        self.writer.put_file(&record, old.map(|o| o.failed))?;
        self.since = (self.since.0 + 1, self.since.1 + file.size);
        if self.since.0 >= self.commit_files || self.since.1 >= COMMIT_BYTES {
            self.writer.commit()?;
            self.dates.clear();
            self.since = (0, 0);
        }
        self.read = (self.read.0 + 1, self.read.1 + file.size);
        report(Event::Progress { done: self.read.0, total, bytes: self.read.1 });
        Ok(())
    }

    /// Lets a new path hold the documents of a file that the index knows.
    fn link(&mut self, record: &mut FileRecord, twin: &str) -> Result<(), Error> {
        if let Some(twin) = self.writer.before().file(twin)? {
            record.docs = twin.docs;
            record.format = twin.format;
            record.problems = twin.problems;
        }
        if record.docs.is_empty() {
            self.report.skipped_binary += u64::from(record.is_passed_over());
            return Ok(());
        }
        self.came(record);
        self.fresh.push(record.content);
        for id in &record.docs {
            self.writer.link(*id, &record.path, &mut redate(&self.dates))?;
        }
        Ok(())
    }

    /// Counts a file that this index did not have.
    fn came(&mut self, file: &FileRecord) {
        let before = self.earlier.get(&file.path.key());
        self.kept += u64::from(before.is_some_and(is_read));
        match before {
            Some(before) if before.content == file.content => self.report.unchanged += 1,
            Some(_) => self.report.changed += 1,
            None => self.report.added += 1,
        }
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
        self.report.other_sources =
            roots.other_sources && !options.rebuild && !self.ledger.is_empty();
        for (path, error) in &seen.problems {
            self.report.failed += 1;
            self.report.failed_on_the_way += 1;
            let problem =
                Problem { record: None, code: "walk.io".to_owned(), reason: error.to_string() };
            report(Event::Problem { path: RelPath::new(path), problem });
        }
        if !interrupted && !options.rebuild {
            for (path, known) in missing(options, roots, self.ledger, &seen)? {
                let Some(file) = self.writer.before().file(path)? else { continue };
                if !file.docs.is_empty() {
                    self.report.removed += 1;
                    self.gone.add(known.content);
                }
                for id in &file.docs {
                    self.writer.unlink(*id, &file.path, &mut redate(&self.dates))?;
                }
                self.writer.drop_file(&file.path, known.failed);
            }
        }
        let read = self.earlier.iter().filter(|(_, known)| is_read(known)).count() as u64;
        self.report.removed += if interrupted { 0 } else { read.saturating_sub(self.kept) };
        let moved = self.fresh.iter().filter(|content| self.gone.take(**content)).count() as u64;
        self.report.moved = moved;
        self.report.added -= moved;
        self.report.removed -= moved;
        if !interrupted && roots.are_whole() {
            self.writer.set_reader(read::VERSION);
        }
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

/// Whether documents were made of a file.
fn is_read(known: &Known) -> bool {
    !known.failed && !known.binary
}

/// The day of a document that gives none: of its path, else of its file.
fn redate(
    dates: &HashMap<RelPath, Option<Date>>,
) -> impl FnMut(&RelPath, Option<i64>) -> (Option<Date>, Option<DateSource>) + '_ {
    move |path, known| {
        let before = || known.and_then(date_of);
        header::date_of_file(path.text(), dates.get(path).copied().unwrap_or_else(before))
    }
}
