//! The figures of an index or of a query for people, and the files that could not be read.

use std::io::{self, Write};
use std::path::Path;

use super::numbers::{bytes, count};
use super::style::{Look, Style};
use crate::hit::Stats;
use crate::passage::clean;
use crate::record::FileRecord;

/// Values of a facet that are shown.
const FACET_VALUES: usize = 10;

/// Writes the figures of an index, or of the documents that match a query.
pub fn figures(out: &mut dyn Write, style: &Style, stats: &Stats, query: bool) -> io::Result<()> {
    let mut rows = vec![("documents", count(stats.docs))];
    rows.push(("stories", count(stats.stories)));
    rows.push(("quotes", count(stats.quotes)));
    rows.push(("words", count(stats.words)));
    if let Some((first, last)) = stats.dates {
        rows.push(("dates", format!("{first} to {last}")));
    }
    rows.push(("undated", count(stats.undated)));
    if !query {
        let failed = match stats.failed {
            0 => String::new(),
            n => format!(", of which {} not read in full (onrecord stats --failed)", count(n)),
        };
        rows.push(("files", format!("{}{failed}", count(stats.files))));
        rows.push(("on disk", bytes(stats.bytes)));
        rows.push(("revision", stats.revision.to_string()));
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
