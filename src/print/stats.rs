//! The figures of an index or of a query for people, and the files that could not be read.

use std::io::{self, Write};
use std::path::Path;

use super::numbers::{bytes, count};
use super::style::{Look, Style};
use crate::hit::Stats;
use crate::passage::clean;
use crate::record::{FileRecord, RelPath, Walked};

/// Values of a facet that are shown.
const FACET_VALUES: usize = 10;

/// Writes the figures of an index, or of the documents that match a query.
pub fn figures(
    out: &mut dyn Write,
    style: &Style,
    stats: &Stats,
    walked: Option<&Walked>,
) -> io::Result<()> {
    let mut rows = vec![("documents", count(stats.docs))];
    rows.push(("stories", count(stats.stories)));
    rows.push(("quotes", count(stats.quotes)));
    rows.push(("words", count(stats.words)));
    if let Some((first, last)) = stats.dates {
        rows.push(("dates", format!("{first} to {last}")));
    }
    rows.push(("undated", count(stats.undated)));
    if let Some(walked) = walked {
        let failed = match stats.failed {
            0 => String::new(),
            n => format!(", of which {} not read in full (onrecord stats --failed)", count(n)),
        };
        rows.push(("files", format!("{}{failed}", count(stats.files))));
        rows.push(("on disk", bytes(stats.bytes)));
        rows.push(("revision", stats.revision.to_string()));
        rows.extend(remembered(walked));
    }
    for (name, value) in rows {
        writeln!(out, "{name:<10} {value}")?;
    }
    for facet in stats.facets.iter().filter(|facet| !facet.values.is_empty()) {
        writeln!(out, "\n{}", style.paint(Look::Title, facet.field))?;
        let shown = &facet.values[..facet.values.len().min(FACET_VALUES)];
        let width = shown.first().map_or(0, |value| count(value.counts.docs).len());
        for value in shown {
            let docs = count(value.counts.docs);
            writeln!(out, "  {docs:>width$}  {}", clean::line(&value.value))?;
        }
        if facet.values.len() > shown.len() {
            let more = facet.values.len() - shown.len();
            writeln!(out, "  {:>width$}  {} more (--json shows all)", "", count(more as u64))?;
        }
    }
    Ok(())
}

/// What a plain `index` walks, as far as it is not simply everything.
fn remembered(walked: &Walked) -> Vec<(&'static str, String)> {
    let path = |key: &String| RelPath::of_key(key).map(|path| path.text().to_owned());
    let mut paths: Vec<String> =
        walked.paths.iter().filter(|key| !key.is_empty()).filter_map(path).collect();
    if walked.listed {
        paths.push("the files of --files-from".to_owned());
    }
    let sources = walked.sources.iter().map(|(name, glob)| format!("{name}={glob}")).collect();
    let lists = [
        ("walked", paths),
        ("include", walked.include.clone()),
        ("exclude", walked.exclude.clone()),
        ("type", walked.types.clone()),
        ("source", sources),
    ];
    let clean = |list: Vec<String>| clean::line(&list.join(", ")).into_owned();
    let mut rows: Vec<(&'static str, String)> = lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(name, list)| (name, clean(list)))
        .collect();
    let flags = [
        ("hidden", walked.hidden, "yes"),
        ("follow", walked.follow, "yes"),
        ("dates", walked.date_from_mtime, "of files too (--date-from mtime)"),
    ];
    let on = flags.into_iter().filter(|(_, on, _)| *on);
    rows.extend(on.map(|(name, _, how)| (name, how.to_owned())));
    rows
}

/// Writes a file of which something could not be read, a line for each reason.
pub fn unread(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    file: &FileRecord,
) -> io::Result<()> {
    for problem in &file.problems {
        let record = problem.record.map(|number| format!("#{number}")).unwrap_or_default();
        let path = style.path(root, &file.path);
        writeln!(out, "{path}{record}: {} ({})", clean::line(&problem.reason), problem.code)?;
    }
    Ok(())
}
