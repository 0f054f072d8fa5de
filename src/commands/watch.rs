//! `watch`: keeps the index up to date while files arrive.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::code::{INTERRUPTED, NONE};
use super::index;
use super::session::Session;
use crate::ask::{self, About, Archive, Fold, Narrow, Request, SearchOptions, Sort};
use crate::cli::WatchArgs;
use crate::config::Surroundings;
use crate::failure::Failure;
use crate::pipeline::{IndexOptions, Report, Roots};
use crate::print::run;
use crate::record::Walked;
use crate::watch::{Change, Watcher, is_looked_at};
use crate::wire::doc::Doc;
use crate::wire::files::IndexShape;
use crate::wire::{Format, json};

/// How long another writer is waited for before the next attempt.
const PAUSE: Duration = Duration::from_millis(500);

/// Runs the command.
pub fn run(session: &mut Session, args: &WatchArgs, around: &Surroundings) -> Result<u8, Failure> {
    if !matches!(session.format, Format::Human | Format::Json) {
        let hint = "only --json changes what it prints";
        return Err(Failure::usage("watch cannot print in this format", hint));
    }
    let command = args.on_new.as_deref().map(command_line).transpose()?;
    let paths = index::settled(session, &around.dir)?;
    let options = index::options(session, &args.walk, paths)?;
    let stop = index::stop_on_signal();
    let mut watched = Watched::new(session, &options)?;
    let report = index::index(session, &options, &stop)?;
    tell(session, &options, &report)?;
    let mut revision = report.revision;
    // Up to which revision documents were handed over, and whether some are owed since.
    let (mut handed, mut owed) = (revision, false);
    let archive = session.archive();
    if !report.interrupted {
        session.messages.note("watching; Ctrl-C ends it");
    }
    while let Some(paths) = watched.next(&stop) {
        let batch = IndexOptions { paths, vanished: true, count: false, ..options.clone() };
        match index::index(session, &batch, &stop) {
            Ok(report) => {
                if report.revision > revision {
                    tell(session, &options, &report)?;
                    revision = report.revision;
                    owed |= report.added > 0;
                    if let Some(command) = command.as_ref().filter(|_| owed) {
                        match hand_over(session, &archive, command, handed) {
                            Ok(()) => (owed, handed) = (false, revision),
                            // It goes with the next that comes.
                            Err(failure) => session.messages.error(&failure),
                        }
                    }
                }
            }
            Err(Failure::BrokenPipe) => return Err(Failure::BrokenPipe),
            Err(failure) => {
                watched.failed(&failure);
                session.messages.error(&failure);
            }
        }
    }
    session.out.flush()?;
    Ok(INTERRUPTED)
}

/// Says what a run did.
fn tell(session: &mut Session, options: &IndexOptions, report: &Report) -> Result<(), Failure> {
    match session.format {
        Format::Json => {
            json::line(session.out, &IndexShape::new(report, &options.index_dir, false))?;
        }
        _ if session.messages.quiet => {}
        _ => run::report(session.out, report)?,
    }
    Ok(session.out.flush()?)
}

/// What is watched, and what of it has to be indexed next.
struct Watched {
    watcher: Watcher,
    root: PathBuf,
    index_dir: PathBuf,
    walked: Walked,
    options: IndexOptions,
    /// The last run failed: what it was to index is still to be done.
    behind: bool,
    /// It failed because another process was writing.
    busy: bool,
}

impl Watched {
    fn new(session: &Session, options: &IndexOptions) -> Result<Watched, Failure> {
        let index_dir = absolute(&options.index_dir);
        let Roots { root, starts, walked, .. } = Roots::new(options, &index_dir)?;
        session.messages.detail(&format!("watched: {}", starts.len()));
        let watcher = Watcher::new(&starts, walked.follow).map_err(|error| {
            let place = error.paths.first().unwrap_or(&options.index_dir).display().to_string();
            Failure::Error {
                code: "watch",
                message: format!("{place}: cannot be watched: {error}"),
                hint: Some("onrecord index, from cron".to_owned()),
            }
        })?;
        Ok(Watched {
            watcher,
            root,
            index_dir,
            walked,
            options: options.clone(),
            behind: false,
            busy: false,
        })
    }

    /// Paths to index next; no paths: everything. `None` when `stop` is set.
    fn next(&mut self, stop: &AtomicBool) -> Option<Vec<PathBuf>> {
        if std::mem::take(&mut self.busy) {
            std::thread::sleep(PAUSE);
            return (!stop.load(std::sync::atomic::Ordering::Relaxed)).then(|| self.everything());
        }
        loop {
            match self.watcher.next(stop)? {
                Change::Paths(paths) if !self.behind && !self.walked.follow => {
                    let paths = self.looked_at(paths);
                    if !paths.is_empty() {
                        return Some(paths);
                    }
                }
                Change::Paths(paths) if self.looked_at(paths.clone()).is_empty() => {}
                Change::Paths(_) | Change::Everything => return Some(self.everything()),
            }
        }
    }

    fn everything(&mut self) -> Vec<PathBuf> {
        self.behind = false;
        self.options.paths.clone()
    }

    fn failed(&mut self, failure: &Failure) {
        self.behind = true;
        self.busy = matches!(failure, Failure::Error { code: "index.locked", .. });
    }

    fn looked_at(&self, paths: BTreeSet<PathBuf>) -> Vec<PathBuf> {
        // A link would lead out of the folder.
        let is_link = |path: &PathBuf| path.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
        let hidden = self.walked.hidden;
        let keep = |path: &PathBuf| {
            is_looked_at(path, &self.root, &self.index_dir, hidden)
                && (self.walked.follow || !is_link(path))
        };
        paths.into_iter().filter(keep).collect()
    }
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// A program with its arguments.
struct CommandLine {
    program: String,
    args: Vec<String>,
}

/// Takes a command line apart as a shell would, without anything else that a shell does.
fn command_line(text: &str) -> Result<CommandLine, Failure> {
    let mut words = shlex::split(text).unwrap_or_default().into_iter();
    match words.next() {
        Some(program) => Ok(CommandLine { program, args: words.collect() }),
        None => Err(Failure::usage(
            format!("--on-new: \"{text}\" is no command"),
            "--on-new 'tee -a arrived.jsonl'",
        )),
    }
}

/// Runs the command with the documents that came after `revision`; what goes wrong with it is only said.
fn hand_over(
    session: &Session,
    archive: &Archive,
    line: &CommandLine,
    revision: u64,
) -> Result<(), Failure> {
    let index = archive.index()?;
    let options = SearchOptions {
        limit: 0,
        sort: Sort::Path,
        fold: Fold::Exact,
        snippets: 0,
        ..SearchOptions::default()
    };
    let narrow = Narrow { added_after: Some(revision), ..Narrow::default() };
    let request = session.request(&["*".to_owned()], About::Docs);
    let answer = ask::answer(index, &Request { narrow, options, ..request }.read()?)?;
    let mut lines = Vec::new();
    for hit in answer.docs() {
        json::line(&mut lines, &Doc::of_hit(&hit?))?;
    }
    if lines.is_empty() {
        return Ok(());
    }
    let run = || {
        let mut child = Command::new(&line.program)
            .args(&line.args)
            // What it asks onrecord is asked of this index.
            .env("ONRECORD_INDEX", &session.config.index_dir)
            .stdin(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // One that does not care for the documents may leave them unread.
            let _ = stdin.write_all(&lines);
        }
        child.wait()
    };
    match run() {
        // To have found nothing among what came is no failure (`saved run --new`, `grep`).
        Ok(status) if status.success() || status.code() == Some(NONE.into()) => {}
        Ok(status) => session.messages.warning(&format!("--on-new: {}: {status}", line.program)),
        Err(error) => session.messages.warning(&format!("--on-new: {}: {error}", line.program)),
    }
    Ok(())
}
