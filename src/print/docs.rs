//! Hits of a query on documents for people.

use std::io::{self, Write};
use std::path::Path;

use super::origin::{headline, origin};
use super::style::{Look, Style};
use crate::hit::Hit;
use crate::passage;

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
