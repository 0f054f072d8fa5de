//! What is like a document, for people: copies with what each cut or added.

use std::io::{self, Write};
use std::path::Path;

use super::numbers::counted;
use super::origin::{headline, origin};
use super::style::{Look, Style};
use crate::hit::Copy;
use crate::wire::diff::{self, Change};

/// Changes that are shown.
const CHANGES: usize = 12;
/// Characters of a change that are shown.
const LONG: usize = 160;

/// Writes what stands over articles about the same; `gap`: with an empty line before it.
pub fn heading(out: &mut dyn Write, style: &Style, gap: bool) -> io::Result<()> {
    let gap = if gap { "\n" } else { "" };
    writeln!(out, "{gap}{}", style.paint(Look::Title, "about the same"))
}

/// Writes a copy for people: what it cut and what it added; `alone`: no other copy has its day.
pub fn copy(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    copy: &Copy,
    own: &str,
    alone: bool,
) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Look::Title, headline(&copy.doc)))?;
    let lead = match (copy.lead, copy.doc.date) {
        // Which of several of one day came first is not known.
        (true, Some(_)) if alone => " · earliest here",
        (true, Some(_)) => " · among the earliest here",
        _ => "",
    };
    writeln!(out, "   {}{lead}", origin(style, root, &copy.doc, 1))?;
    let changes = diff::words(own, &copy.doc.shown(&copy.text).join(" "));
    let number = |wanted: fn(&Change) -> Option<&String>| {
        let words = changes.iter().filter_map(wanted).map(|text| text.split(' ').count());
        words.sum::<usize>() as u64
    };
    let cut = number(|change| if let Change::Removed(text) = change { Some(text) } else { None });
    let added = number(|change| if let Change::Added(text) = change { Some(text) } else { None });
    if (cut, added) == (0, 0) {
        return writeln!(out, "   the same words");
    }
    // Not rounded up: 100 % is all of it.
    let share = copy.share.map_or(String::new(), |share| {
        format!("{:.0} % of the shorter text in both · ", (share * 100.0).floor())
    });
    writeln!(out, "   {share}{} cut · {} added", counted(cut, "word"), counted(added, "word"))?;
    let differing: Vec<&Change> =
        changes.iter().filter(|change| !matches!(change, Change::Same(_))).collect();
    for change in differing.iter().take(CHANGES) {
        let line = match change {
            Change::Removed(text) => style.paint(Look::Hit, &format!("[-{}-]", shortened(text))),
            Change::Added(text) => style.paint(Look::Quote, &format!("{{+{}+}}", shortened(text))),
            Change::Same(_) => continue,
        };
        writeln!(out, "   {line}")?;
    }
    if differing.len() > CHANGES {
        writeln!(out, "   … {} more (--json shows all)", differing.len() - CHANGES)?;
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
