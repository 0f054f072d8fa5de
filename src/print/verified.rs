//! What `verify` tells people: each difference on a line of its own, then what was checked.

use std::io::{self, Write};
use std::path::Path;

use super::numbers::{count, counted};
use super::style::Style;
use crate::check::Difference;
use crate::passage::clean;
use crate::wire::verified::Verification;

/// Writes a difference for people.
pub fn difference(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    found: &Difference,
) -> io::Result<()> {
    let record = found.record.map(|number| format!("#{number}")).unwrap_or_default();
    let id = found.id.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
    let path = style.path(root, &found.path);
    writeln!(out, "{path}{record}: {id}{}", clean::line(&found.reason))
}

/// Writes what was checked for people.
pub fn summary(out: &mut dyn Write, done: &Verification) -> io::Result<()> {
    writeln!(
        out,
        "{} · {} · {} · {} read again, {} spans checked · {}",
        counted(done.files, "file"),
        counted(done.docs, "document"),
        counted(done.quotes, "quote"),
        count(done.sampled),
        count(done.spans),
        counted(done.problems, "problem"),
    )
}
