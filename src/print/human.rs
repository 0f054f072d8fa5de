//! Results for people: hits, figures, the query language, the report of a run.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use super::numbers::{bytes, count, counted};
use super::style::{Look, Style};
use crate::article::DateSource;
use crate::hit::{Hit, Stats};
use crate::passage::{self, clean};
use crate::pipeline::Report;
use crate::record::{DocRecord, FileRecord};
use crate::wire::field::FieldShape;

/// Values of a facet that are shown.
const FACET_VALUES: usize = 10;

/// Writes one hit: rank and headline, where it comes from, its passages.
pub fn hit(out: &mut dyn Write, style: &Style, root: &Path, hit: &Hit) -> io::Result<()> {
    let rank = format!("{}. ", hit.rank);
    writeln!(
        out,
        "{}{}",
        style.paint(Look::Dim, &rank),
        style.paint(Look::Title, headline(&hit.doc))
    )?;
    let indent = " ".repeat(rank.len());
    writeln!(out, "{indent}{}", origin(style, root, &hit.doc, hit.story.copies))?;
    for snippet in &hit.snippets {
        let (open, close) = (style.open(Look::Hit), style.close());
        let text = passage::snippet(&hit.doc, &hit.text, snippet, open, close);
        writeln!(out, "{indent}{text}")?;
    }
    if let Some(why) = &hit.why {
        let bonuses = why.bonuses.iter().map(|(name, value)| format!(" + {name} {value:.3}"));
        let bonuses: String = bonuses.collect();
        let line = format!("score {:.3} = words {:.3} × (1{bonuses})", hit.score, why.words);
        writeln!(out, "{indent}{}", style.paint(Look::Dim, &line))?;
    }
    Ok(())
}

/// The headline, or what stands in for it.
pub(super) fn headline(doc: &DocRecord) -> &str {
    doc.title.as_ref().map_or("(no headline)", |title| &title.text)
}

/// The day of a document, and where it comes from when that is not the document itself.
pub fn day(doc: &DocRecord) -> Option<String> {
    let how = match doc.date_source {
        Some(DateSource::Path) => " (from the path)",
        Some(DateSource::Mtime) => " (of the file)",
        _ => "",
    };
    doc.date.map(|date| format!("{date}{how}"))
}

/// Day, source, path and id on one line.
pub(super) fn origin(style: &Style, root: &Path, doc: &DocRecord, copies: u64) -> String {
    let mut parts = Vec::new();
    parts.extend(day(doc));
    parts.extend(doc.source.as_ref().map(|source| clean::line(source).into_owned()));
    if let Some(path) = doc.paths.first() {
        let record = doc.record.map(|number| format!("#{number}")).unwrap_or_default();
        parts.push(format!("{}{record}", style.path(root, path)));
    }
    if copies > 1 {
        parts.push(format!("{} copies", count(copies)));
    }
    // Ten characters are rarely ambiguous, and `show` takes any beginning.
    let id: String = doc.id.to_string().chars().take(10).collect();
    parts.push(style.paint(Look::Dim, &id));
    parts.join(" · ")
}

/// Writes the figures of an index, or of the documents that match a query.
pub fn stats(out: &mut dyn Write, style: &Style, stats: &Stats, query: bool) -> io::Result<()> {
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
pub fn failure(
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

/// Writes the fields, flags and operators of the query language.
pub fn fields(out: &mut dyn Write, style: &Style, fields: &[FieldShape]) -> io::Result<()> {
    let blocks: [(&str, &[&str]); 3] = [
        ("Fields, typed before a colon (title:strike)", &["words", "number", "date"]),
        ("Flags", &["flag"]),
        ("Operators", &["operator"]),
    ];
    let width = fields.iter().map(|field| field.name.chars().count()).max().unwrap_or(0);
    for (number, (title, kinds)) in blocks.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", style.paint(Look::Title, title))?;
        for field in fields.iter().filter(|field| kinds.contains(&field.kind.as_str())) {
            let quote = if field.level.as_deref() == Some("quote") { " (quotes)" } else { "" };
            writeln!(out, "  {:<width$}  {}{quote}", field.name, field.about)?;
        }
    }
    Ok(())
}

/// Writes what a run did, on one line; what was left out on a second.
pub fn report(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let failed = if report.failed > 0 { " (onrecord stats --failed)" } else { "" };
    writeln!(
        out,
        "added {} · changed {} · moved {} · removed {} · unchanged {} · failed {}{failed}",
        count(report.added),
        count(report.changed),
        count(report.moved),
        count(report.removed),
        count(report.unchanged),
        count(report.failed),
    )
}

/// What a run left out, if anything.
pub fn skipped(report: &Report) -> Option<String> {
    let parts: Vec<String> = [
        (report.skipped_hidden, "hidden", " (--hidden)"),
        (report.skipped_binary, "binary", ""),
        (report.skipped_type, "of another type or name", ""),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, what, flag)| format!("{} {what}{flag}", count(number)))
    .collect();
    (!parts.is_empty()).then(|| format!("skipped: {}", parts.join(", ")))
}

/// How far a long piece of work is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// Files done.
    pub done: u64,
    /// Files that there are to do, when that is known.
    pub total: Option<u64>,
    /// Bytes of the files done; 0 where nobody counts them.
    pub bytes: u64,
    /// Time since the beginning.
    pub passed: Duration,
}

/// Tells how far a run is, how fast it goes, and how long it will go on at this rate.
pub fn progress(at: Progress) -> String {
    let mut parts = vec![match at.total {
        Some(total) => format!("{} of {}", count(at.done), counted(total, "file")),
        None => counted(at.done, "file"),
    }];
    if at.bytes > 0 {
        parts.push(bytes(at.bytes));
    }
    let seconds = at.passed.as_secs();
    // Of the first moments no rate can be told.
    if seconds >= 2 {
        let rate = at.done / seconds;
        parts.push(format!("{} a second", counted(rate, "file")));
        if let (Some(total), true) = (at.total, rate > 0) {
            let left = total.saturating_sub(at.done) / rate;
            parts.push(match left {
                0..60 => format!("{left} s left"),
                _ => format!("{} left", counted(left.div_ceil(60), "minute")),
            });
        }
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_reported_on_one_line() {
        let ran = Report {
            added: 1204,
            changed: 31,
            moved: 6,
            removed: 2,
            unchanged: 48811,
            failed: 3,
            skipped_hidden: 2,
            skipped_type: 1000,
            ..Report::default()
        };
        let mut out = Vec::new();
        report(&mut out, &ran).expect("memory");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "added 1,204 · changed 31 · moved 6 · removed 2 · unchanged 48,811 · failed 3 (onrecord stats --failed)\n"
        );
        let left_out = "skipped: 2 hidden (--hidden), 1,000 of another type or name";
        assert_eq!(skipped(&ran).as_deref(), Some(left_out));
        assert_eq!(skipped(&Report::default()), None);
        let at = |done, total, bytes, seconds| {
            progress(Progress { done, total, bytes, passed: Duration::from_secs(seconds) })
        };
        assert_eq!(at(7, Some(1200), 2048, 1), "7 of 1,200 files · 2.0 KiB");
        assert_eq!(at(1, None, 0, 0), "1 file");
        let long = "200 of 1,200 files · 2.0 KiB · 20 files a second · 50 s left";
        assert_eq!(at(200, Some(1200), 2048, 10), long);
        assert_eq!(
            at(10, Some(1000), 0, 10),
            "10 of 1,000 files · 1 file a second · 17 minutes left"
        );
        assert_eq!(at(1, Some(1000), 0, 10), "1 of 1,000 files · 0 files a second");
    }
}
