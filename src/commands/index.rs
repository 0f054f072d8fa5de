//! `index`: creates the index or brings it up to date.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Outcome, Session};
use crate::cli::{IndexArgs, RedoArg};
use crate::config::{self, Settings, Size};
use crate::index::Index;
use crate::messages::Failure;
use crate::os;
use crate::pipeline::{self, Event, IndexOptions, Redo, Report};
use crate::print::files::{FileShape, IndexShape, WouldShape};
use crate::print::shape::path_bytes;
use crate::print::{Format, clean, human, json};

/// How often the progress line changes.
const PROGRESS: Duration = Duration::from_millis(100);

pub(super) fn run(session: &mut Session, args: &IndexArgs) -> Result<Outcome, Failure> {
    session.only_json("index")?;
    let options = options(session, args)?;
    let stop = stop_on_signal();
    let mut last = Instant::now();
    // A report cannot fail; the first error of stdout is kept, and ends the run.
    let mut broken: Option<io::Error> = None;
    let json = session.format == Format::Json;
    let (out, messages) = (&mut *session.out, session.messages);
    let mut tell = |event: Event| {
        let written = match event {
            Event::Progress { done, total, bytes } => {
                if last.elapsed() >= PROGRESS {
                    last = Instant::now();
                    messages.progress(&human::progress(done, total, bytes));
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
            Event::Note(text) => {
                messages.note(&text);
                Ok(())
            }
            Event::Would { action, path } if json => {
                let (bytes, path) = (path_bytes(&path), path.text().to_owned());
                json::line(out, &WouldShape { action: action.to_owned(), path, path_bytes: bytes })
            }
            Event::Would { action, path } => {
                messages.clear_progress();
                writeln!(out, "{action} {}", clean::line(path.text()))
            }
        };
        if let Err(error) = written
            && broken.is_none()
        {
            broken = Some(error);
            stop.store(true, Ordering::SeqCst);
        }
    };
    let report = pipeline::run(&options, &stop, &mut tell)?;
    session.messages.clear_progress();
    if let Some(error) = broken {
        return Err(error.into());
    }
    finish(session, &options, &report)
}

/// Says what was done, and how to go on.
fn finish(
    session: &mut Session,
    options: &IndexOptions,
    report: &Report,
) -> Result<Outcome, Failure> {
    if let Some(skipped) = human::skipped(report) {
        session.messages.note(&skipped);
    }
    if session.format == Format::Json {
        let shape = IndexShape::new(report, &options.index_dir, options.dry_run);
        json::line(session.out, &shape)?;
    } else if !session.global.quiet {
        human::report(session.out, report)?;
    }
    session.out.flush()?;
    if report.interrupted {
        let text = "interrupted; what was done is kept, the same command goes on from there";
        session.messages.warning(text);
        return Ok(Outcome::Interrupted);
    }
    Ok(if report.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// The first signal asks the run to stop, the second ends the program.
fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let set = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
    // Without a handler a signal ends the program at once; the last commit is whole even then.
    drop(set);
    stop
}

/// What was meant: flags and settings together.
fn options(session: &Session, args: &IndexArgs) -> Result<IndexOptions, Failure> {
    let settings = &session.config.settings;
    let here = &session.around.dir;
    let files_from = match &args.files_from {
        Some(list) => Some(read_list(list, here)?),
        None => None,
    };
    let mut sources = Vec::new();
    for source in settings.source.iter().flatten() {
        // Both the flag and the file have been checked when they were read.
        sources.extend(config::source_pair(source).ok());
    }
    Ok(IndexOptions {
        paths: paths(session, settings, files_from.is_some())?,
        files_from,
        index_dir: session.config.index_dir.clone(),
        include: settings.include.clone().unwrap_or_default(),
        exclude: settings.exclude.clone().unwrap_or_default(),
        hidden: settings.hidden.unwrap_or_default(),
        follow: settings.follow.unwrap_or_default(),
        types: settings.types.clone().unwrap_or_default(),
        sources,
        threads: settings.threads.unwrap_or_default(),
        memory: settings.memory.map_or(config::MEMORY, |Size(bytes)| bytes),
        retry_failed: args.retry_failed,
        checksum: args.checksum,
        keep_missing: args.keep_missing,
        dry_run: args.dry_run,
        redo: args.redo.map(|what| match what {
            RedoArg::Text => Redo::Text,
            RedoArg::Entities => Redo::Entities,
            RedoArg::Quotes => Redo::Quotes,
            RedoArg::All => Redo::All,
        }),
    })
}

/// What to index: the paths given, else what the index holds already.
fn paths(session: &Session, settings: &Settings, listed: bool) -> Result<Vec<PathBuf>, Failure> {
    if let Some(paths) = &settings.paths {
        let here = &session.around.dir;
        return Ok(paths.iter().map(|path| here.join(path)).collect());
    }
    if Index::exists(&session.config.index_dir) {
        return Ok(vec![Index::open(&session.config.index_dir)?.root()]);
    }
    if listed {
        return Ok(vec![session.around.dir.clone()]);
    }
    Err(Failure::usage("no folder was given, and there is no index yet", "onrecord index ."))
}

/// Reads a list of files: one a line, or each ended by a zero byte.
fn read_list(list: &Path, here: &Path) -> Result<Vec<PathBuf>, Failure> {
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
    Ok(split_list(&bytes).map(|path| here.join(path)).collect())
}

fn split_list(bytes: &[u8]) -> impl Iterator<Item = PathBuf> {
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
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
        for (bytes, expected) in [
            (&b"a.txt\nb c.txt\r\n\n"[..], vec!["a.txt", "b c.txt"]),
            (b"a\nb.txt\0c.txt\0", vec!["a\nb.txt", "c.txt"]),
            (b"", vec![]),
        ] {
            let paths: Vec<PathBuf> = split_list(bytes).collect();
            assert_eq!(paths, expected.iter().map(PathBuf::from).collect::<Vec<_>>());
        }
    }
}
