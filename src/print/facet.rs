//! Values of fields with their counts, for people.

use std::io::{self, Write};

use super::numbers::count;
use super::style::{Look, Style};
use crate::hit::{Counts, Facet};
use crate::passage::clean;
use crate::query::About;

/// Writes the values of all fields for people: the folded count first, the whole one behind it
/// where they differ.
pub fn human(
    out: &mut dyn Write,
    style: &Style,
    facets: &[Facet],
    about: About,
    fold: bool,
) -> io::Result<()> {
    let noun = match (about, fold) {
        (About::Docs, true) => "stories",
        (About::Docs, false) => "documents",
        (About::Quotes, true) => "statements",
        (About::Quotes, false) => "quotes",
    };
    for (number, facet) in facets.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        let heading = format!("{} ({noun})", facet.field);
        writeln!(out, "{gap}{}", style.paint(Look::Title, &heading))?;
        let main = |counts: &Counts| match (about, fold) {
            (About::Docs, true) => counts.stories,
            (About::Docs, false) => counts.docs,
            (About::Quotes, true) => counts.statements,
            (About::Quotes, false) => counts.quotes,
        };
        let widest = facet.values.iter().map(|v| count(main(&v.counts)).len()).max();
        let width = widest.unwrap_or(0);
        for value in &facet.values {
            let (shown, all) = (
                main(&value.counts),
                match about {
                    About::Quotes => value.counts.quotes,
                    About::Docs => value.counts.docs,
                },
            );
            let whole = match (fold && all != shown, about) {
                (false, _) => String::new(),
                (true, About::Quotes) => format!(" ({} quotes)", count(all)),
                (true, About::Docs) => format!(" ({} documents)", count(all)),
            };
            let whole = style.paint(Look::Dim, &whole);
            writeln!(out, "  {:>width$}  {}{whole}", count(shown), clean::line(&value.value))?;
        }
    }
    Ok(())
}
