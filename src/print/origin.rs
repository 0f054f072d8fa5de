//! What tells people which document is meant: headline, day, source, path, id.

use std::path::Path;

use super::numbers::count;
use super::style::{Look, Style};
use crate::article::DateSource;
use crate::passage::clean;
use crate::record::DocRecord;

/// The headline, or what stands in for it.
pub fn headline(doc: &DocRecord) -> &str {
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
pub fn origin(style: &Style, root: &Path, doc: &DocRecord, copies: u64) -> String {
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
