//! `index`: creates the index or brings it up to date.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::code::{FAILED, FOUND, INTERRUPTED};
use super::session::Session;
use crate::cli::{IndexArgs, WalkArgs};
use crate::config::{DateFrom, Size, Surroundings, source_pair};
use crate::failure::Failure;
use crate::index::Index;
use crate::os;
use crate::pipeline::{self, Event, IndexOptions, Report};
use crate::print::progress::{self, Progress};
use crate::print::run;
use crate::wire::files::{FileShape, IndexShape, WouldShape};
use crate::wire::{Format, json};

/// How often the progress line changes.
const PROGRESS: Duration = Duration::from_millis(100);

/// Runs the command; with `null` the names of a list end with zero bytes.
pub fn run(
    session: &mut Session,
    args: &IndexArgs,
    null: bool,
    around: &Surroundings,
) -> Result<u8, Failure> {
    if !matches!(session.format, Format::Human | Format::Json) {
        let hint = "only --json changes what it prints";
        return Err(Failure::usage("index cannot print in this format", hint));
    }
    let Some(paths) = paths(session, args, null, around)? else {
        session.messages.note("the list names no file: nothing to do");
        return Ok(FOUND);
    };
    let options = IndexOptions {
        retry_failed: args.retry_failed,
        checksum: args.checksum,
        dry_run: args.dry_run,
        listed: args.list().is_some(),
        forget: args.forget,
        bare: args.bare,
        commit_files: args.commit_files.unwrap_or(pipeline::COMMIT_FILES),
        // A rebuild makes everything again, whichever part was named.
        rebuild: args.redo.is_some(),
        ..options(session, &args.walk, paths)?
    };
    let stop = stop_on_signal();
    let report = index(session, &options, &stop)?;
    finish(session, &options, &report)
}

/// Runs the pipeline and tells what it reports.
pub(super) fn index(
    session: &mut Session,
    options: &IndexOptions,
    stop: &AtomicBool,
) -> Result<Report, Failure> {
    let json = session.format == Format::Json;
    let (out, messages) = (&mut *session.out, &session.messages);
    let begun = Instant::now();
    let mut last = begun;
    // A report cannot fail: the first error of stdout is kept, and ends the run.
    let mut broken: Option<io::Error> = None;
    let mut tell = |event: Event| {
        let written = match event {
            Event::Progress { done, total, bytes } => {
                if last.elapsed() >= PROGRESS {
                    last = Instant::now();
                    let at = Progress { done, total, bytes, passed: begun.elapsed() };
                    messages.progress(&progress::line(at));
                }
                Ok(())
            }
            Event::Problem { path, problem } => {
                let record = problem.record.map(|n| format!("#{n}")).unwrap_or_default();
                messages.warning(&format!("{}{record}: {}", path.text(), problem.reason));
                match json {
                    true => json::line(out, &FileShape::of_problem(&path, &problem)),
                    false => Ok(()),
                }
            }
            Event::Would { action, path } if json => {
                json::line(out, &WouldShape::new(action, &path))
            }
            Event::Would { action, path } => {
                messages.clear_progress();
                run::would(out, action, &path)
            }
        };
        if let Err(error) = written
            && broken.is_none()
        {
            broken = Some(error);
            stop.store(true, Ordering::SeqCst);
        }
    };
    let report = pipeline::run(options, stop, &mut tell);
    session.messages.clear_progress();
    match broken {
        Some(error) => Err(error.into()),
        None => Ok(report?),
    }
}

/// Says what was done, and how to go on.
fn finish(session: &mut Session, options: &IndexOptions, report: &Report) -> Result<u8, Failure> {
    if options.rebuild {
        session.messages.note("all files were read again; those that did not change are unchanged");
    }
    if report.other_sources {
        session.messages.note(
            "--source names new and changed files; to name those known too: onrecord index --redo text",
        );
    }
    if let Some(skipped) = run::skipped(report) {
        session.messages.note(&skipped);
    }
    if session.format == Format::Json {
        let shape = IndexShape::new(report, &options.index_dir, options.dry_run);
        json::line(session.out, &shape)?;
    } else if !session.messages.quiet {
        run::report(session.out, report)?;
    }
    session.out.flush()?;
    if report.interrupted {
        let text = "interrupted; what was done is kept, the same command goes on from there";
        session.messages.warning(text);
        return Ok(INTERRUPTED);
    }
    Ok(if report.failed > 0 { FAILED } else { FOUND })
}

/// The first signal asks the run to stop, the second ends the program.
pub(super) fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let set = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
    // Without a handler a signal ends the program at once; the last commit is whole even then.
    drop(set);
    stop
}

/// Flags and settings together, for a run that only brings the index up to date.
pub(super) fn options(
    session: &Session,
    args: &WalkArgs,
    paths: Vec<PathBuf>,
) -> Result<IndexOptions, Failure> {
    let settings = &session.config.settings;
    // Flags and files were checked when they were read: each source is a pair.
    let pairs =
        |sources: &Vec<String>| sources.iter().filter_map(|s| source_pair(s).ok()).collect();
    let sources = settings.source.as_ref().map(pairs);
    Ok(IndexOptions {
        include: settings.include.clone(),
        exclude: settings.exclude.clone(),
        hidden: settings.hidden,
        follow: settings.follow,
        types: settings.types.clone(),
        sources,
        date_from_mtime: settings.date_from.map(|from| from == DateFrom::Mtime),
        threads: settings.threads.unwrap_or_default(),
        memory: settings.memory.map_or(pipeline::MEMORY, |Size(bytes)| bytes),
        keep_missing: args.keep_missing,
        count: session.messages.shows_progress(),
        read: session.reading()?,
        ..IndexOptions::new(&session.config.index_dir, paths)
    })
}

/// What to index: a list, the paths given, else what the index holds (no paths). `None`: an empty
/// list, which must not mean everything.
fn paths(
    session: &Session,
    args: &IndexArgs,
    null: bool,
    around: &Surroundings,
) -> Result<Option<Vec<PathBuf>>, Failure> {
    let here = &around.dir;
    if let Some(list) = args.list() {
        if args.files_from.is_some() && !args.walk.paths.is_empty() {
            return Err(Failure::usage(
                "PATH and --files-from exclude each other",
                "leave one of them out",
            ));
        }
        let files = read_list(list, here, null)?;
        return Ok(Some(files).filter(|files| !files.is_empty()));
    }
    settled(session, here).map(Some)
}

/// The paths given, else what the index holds (no paths).
pub(super) fn settled(session: &Session, here: &Path) -> Result<Vec<PathBuf>, Failure> {
    if let Some(paths) = &session.config.settings.paths {
        return Ok(paths.iter().map(|path| here.join(path)).collect());
    }
    if Index::exists(&session.config.index_dir) {
        return Ok(Vec::new());
    }
    Err(Failure::usage("no folder was given, and there is no index yet", "onrecord index ."))
}

/// Reads a list of files: one a line, or each ended by a zero byte where there is one or `null` says so.
fn read_list(list: &Path, here: &Path, null: bool) -> Result<Vec<PathBuf>, Failure> {
    let mut bytes = Vec::new();
    let read = match list == Path::new("-") {
        true => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        false => std::fs::read(here.join(list)).map(|content| bytes = content),
    };
    read.map_err(|error| Failure::Error {
        code: "io",
        message: format!("{}: {error}", list.display()),
        hint: None,
    })?;
    Ok(split_list(&bytes, null).map(|path| here.join(path)).collect())
}

fn split_list(bytes: &[u8], null: bool) -> impl Iterator<Item = PathBuf> {
    let end = if null || bytes.contains(&0) { 0 } else { b'\n' };
    let lines = bytes.split(move |byte| *byte == end);
    let lines = lines.map(move |line| match end {
        b'\n' => line.strip_suffix(b"\r").unwrap_or(line),
        _ => line,
    });
    lines.filter(|line| !line.is_empty()).map(os::path_from_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_with_lines_or_zero_bytes() {
        for (bytes, null, expected) in [
            (&b"a.txt\nb c.txt\r\n\n"[..], false, vec!["a.txt", "b c.txt"]),
            (b"a\nb.txt\0c.txt\0", false, vec!["a\nb.txt", "c.txt"]),
            (b"a\nb.txt", true, vec!["a\nb.txt"]),
            (b"", false, vec![]),
        ] {
            let paths: Vec<PathBuf> = split_list(bytes, null).collect();
            assert_eq!(paths, expected.iter().map(PathBuf::from).collect::<Vec<_>>());
        }
    }
}
