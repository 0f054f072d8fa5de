//! A run that says what it would do, and changes nothing.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::file::Outcome;
use super::options::IndexOptions;
use super::report::{Event, Report};
use super::roots::{Gone, Roots, missing};
use super::threads::produce;
use crate::index::{Error, Index, Ledger};
use crate::record::RelPath;
use crate::walk::Filter;

/// Says what a run would do, and changes nothing.
pub fn dry_run(
    options: &IndexOptions,
    mut roots: Roots,
    filter: &Filter,
    index: Option<&Index>,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Event),
) -> Result<Report, Error> {
    let ledger = index.map_or(Ok(Ledger::default()), Ledger::load)?;
    roots.add_known(&ledger);
    let absent = std::mem::take(&mut roots.absent);
    let roots = &roots;
    let mut counts = Report::default();
    let mut added: Vec<(RelPath, u64)> = Vec::new();
    let mut seen = produce(options, roots, filter, &ledger, stop, &mut |done, _| {
        let binary = done.outcome.is_passed_over();
        let known = matches!(&done.outcome, Outcome::Known);
        let is_unread = done.outcome.is_unread();
        counts.skipped_binary += u64::from(binary);
        if let Outcome::Read { problems, .. } = &done.outcome {
            counts.failed += u64::from(!problems.is_empty() && !binary);
        }
        match done.old {
            _ if binary => {}
            Some(_) if known => counts.unchanged += 1,
            // What is known of it stays.
            Some(_) if is_unread => {}
            Some(_) => {
                counts.changed += 1;
                report(Event::Would { action: "change", path: done.file.path });
            }
            None => added.push((done.file.path, done.content)),
        }
        Ok(())
    })?;
    seen.problems.extend(absent);
    let gone = missing(options, roots, &ledger, &seen)?;
    let mut contents = Gone::default();
    gone.iter().for_each(|(_, known)| contents.add(known.content));
    for (path, content) in added {
        let moved = contents.take(content);
        counts.moved += u64::from(moved);
        counts.added += u64::from(!moved);
        report(Event::Would { action: if moved { "move" } else { "add" }, path });
    }
    for (path, known) in gone {
        if contents.take(known.content) {
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
