//! Standing queries for people.

use std::io::{self, Write};

use crate::passage::clean;
use crate::saved::Saved;
use crate::wire::saved::command;

/// Writes standing queries, one a line.
pub fn list(out: &mut dyn Write, queries: &[Saved]) -> io::Result<()> {
    let width = queries.iter().map(|saved| saved.name.chars().count()).max().unwrap_or(0);
    for saved in queries {
        let (name, query) = (clean::line(&saved.name), clean::line(&saved.query));
        let command = command(saved.about);
        writeln!(out, "{name:<width$}  {command}  {query}  (seen to r{})", saved.seen)?;
    }
    Ok(())
}
