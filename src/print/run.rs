//! What a run of `index` did, would do, and left out, for people.

use std::io::{self, Write};

use super::numbers::count;
use crate::passage::clean;
use crate::pipeline::Report;
use crate::record::RelPath;

/// Writes what would be done with a file.
pub fn would(out: &mut dyn Write, action: &str, path: &RelPath) -> io::Result<()> {
    writeln!(out, "{action} {}", clean::line(path.text()))
}

/// Writes what a run did, on one line; what was left out on a second.
pub fn report(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let failed =
        if report.failed > report.failed_on_the_way { " (onrecord stats --failed)" } else { "" };
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

/// Where the page is.
pub fn address(out: &mut dyn Write, place: &str) -> io::Result<()> {
    writeln!(out, "{place}")
}

/// What a run left out, if anything.
pub fn skipped(report: &Report) -> Option<String> {
    let parts: Vec<String> = [
        (report.skipped_hidden, "hidden", " (--hidden)"),
        (report.skipped_binary, "without text", ""),
        (report.skipped_type, "of another type or name", ""),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, what, flag)| format!("{} {what}{flag}", count(number)))
    .collect();
    (!parts.is_empty()).then(|| format!("skipped: {} (onrecord stats --skipped)", parts.join(", ")))
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
        let left_out = "skipped: 2 hidden (--hidden), 1,000 of another type or name (onrecord stats --skipped)";
        assert_eq!(skipped(&ran).as_deref(), Some(left_out));
        assert_eq!(skipped(&Report::default()), None);
    }
}
