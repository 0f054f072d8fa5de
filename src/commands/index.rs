//! `index`: make the index or bring it up to date.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{FAILED, FOUND, INTERRUPTED, Session};
use crate::cli::IndexArgs;
use crate::config::{MEMORY, Surroundings, source_pair};
use crate::index::Index;
use crate::messages::Failure;
use crate::pipeline::{self, Event, IndexOptions};
use crate::print::files::{FileShape, IndexShape, WouldShape};
use crate::print::{Format, Records, human, json};

/// Runs the command.
pub fn run(session: &mut Session, args: &IndexArgs, around: &Surroundings) -> Result<u8, Failure> {
    if matches!(session.format, Format::Delimited(_) | Format::Template { .. }) {
        return Err(Failure::usage("index: prints no records", "use --json for the report of a run"));
    }
    let options = options(session, args, around)?;
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // Without a handler Ctrl-C ends the program at once: what is committed stays.
    let _ = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
    });
    let as_json = session.format == Format::Json;
    let (messages, out) = (&session.messages, &mut *session.out);
    let mut written = Ok(());
    let (mut done, mut bytes) = (0, 0);
    let report = pipeline::run(&options, &stop, &mut |event| match event {
        Event::Progress { bytes: more, .. } => {
            done += 1;
            bytes += more;
            if done % 100 == 0 {
                messages.progress(&human::progress(done, None, bytes));
            }
        }
        Event::Problem { path, problem } if as_json && written.is_ok() => {
            written = json::line(out, &FileShape::of_problem(&path, &problem));
        }
        Event::Problem { path, problem } => {
            messages.warning(&format!("{}: {}", path.text(), problem.reason));
        }
        Event::Note(text) => messages.note(&text),
        Event::Would { action, path } if written.is_ok() => {
            let would = WouldShape::new(action, &path);
            written = if as_json {
                json::line(out, &would)
            } else {
                writeln!(out, "{action}\t{}", crate::print::clean::line(path.text()))
            };
        }
        Event::Would { .. } => {}
    })?;
    messages.clear_progress();
    written?;
    match Records::<IndexShape>::new(&session.format, &[])? {
        Some(records) => {
            records.write(session.out, &IndexShape::new(&report, &session.config.index_dir, args.dry_run))?;
        }
        None => {
            if let Some(skipped) = human::skipped(&report) {
                session.messages.note(&skipped);
            }
            human::report(session.out, &report)?;
        }
    }
    if report.interrupted {
        session.messages.note("interrupted; what was done is kept: run the same command again to go on");
        return Ok(INTERRUPTED);
    }
    Ok(if report.failed > 0 { FAILED } else { FOUND })
}

fn options(session: &Session, args: &IndexArgs, around: &Surroundings) -> Result<IndexOptions, Failure> {
    let settings = session.config.settings.clone();
    let mut paths: Vec<PathBuf> =
        settings.paths.unwrap_or_default().iter().map(|p| around.dir.join(p)).collect();
    if let Some(list) = &args.files_from {
        paths = listed(list, &around.dir)?;
    }
    if paths.is_empty() && !Index::exists(&session.config.index_dir) {
        return Err(Failure::usage("index: no folder was named", "onrecord index FOLDER"));
    }
    let sources = settings
        .source
        .unwrap_or_default()
        .iter()
        .map(|pair| source_pair(pair))
        .collect::<Result<_, String>>()
        .map_err(|reason| Failure::usage(reason, "onrecord index --help"))?;
    Ok(IndexOptions {
        paths,
        index_dir: session.config.index_dir.clone(),
        include: settings.include.unwrap_or_default(),
        exclude: settings.exclude.unwrap_or_default(),
        hidden: settings.hidden.unwrap_or(false),
        follow: settings.follow.unwrap_or(false),
        types: settings.types.unwrap_or_default(),
        sources,
        threads: settings.threads.unwrap_or(0),
        memory: settings.memory.map_or(MEMORY, |size| size.0),
        retry_failed: args.retry_failed,
        checksum: args.checksum,
        keep_missing: args.keep_missing,
        dry_run: args.dry_run,
        // Names and quotes come from one analysis, so each kind of `--redo` makes all of it anew.
        rebuild: args.redo.is_some(),
    })
}

/// The paths of a list, one a line or between NUL bytes.
fn listed(list: &Path, dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut bytes = Vec::new();
    let read = if list == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(list).map(|content| bytes = content)
    };
    read.map_err(|e| Failure::new("io", format!("{}: {e}", list.display()), "name a file with a path on each line, or -"))?;
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let lines = bytes.split(|b| *b == end).map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines.filter(|l| !l.is_empty()).map(|l| dir.join(crate::os::path_from_bytes(l))).collect())
}
