//! Hits of a query on quotes for people.

use std::io::{self, Write};
use std::path::Path;

use super::numbers::{count, counted};
use super::origin::{day, headline};
use super::show::{names, said};
use super::style::{Look, Style};
use crate::article::{Positions, Span};
use crate::hit::{Alike, QuoteHit};
use crate::passage::{self, Mark, Spacing, clean};
use crate::record::QuoteRecord;
use crate::wire::diff::{self, Change};

/// Bytes of a part of a quote that are shown to people; `show` and `--json` give all.
const LONG: usize = 600;

/// The names of all who said it, or what stands in for them.
pub fn speakers_of(quote: &QuoteRecord) -> impl Iterator<Item = &str> {
    names(quote).into_iter().map(|(name, _)| name)
}

/// The headline and day of the story of a quote.
pub fn story_heading(hit: &QuoteHit) -> String {
    let date = day(&hit.doc).map(|date| format!(" · {date}")).unwrap_or_default();
    format!("{}{date}", headline(&hit.doc))
}

/// Writes what stands over hits that belong together.
pub fn heading(
    out: &mut dyn Write,
    style: &Style,
    heading: &str,
    hits: usize,
    gap: bool,
) -> io::Result<()> {
    let gap = if gap { "\n" } else { "" };
    let number = style.paint(Look::Dim, &format!(" · {}", count(hits as u64)));
    writeln!(out, "{gap}{}{number}", style.paint(Look::Title, heading))
}

/// Writes one hit: the words, who said them how, and where they stand.
pub fn hit(out: &mut dyn Write, style: &Style, root: &Path, hit: &QuoteHit) -> io::Result<()> {
    let words = words(style, hit);
    around(out, style, root, hit, &words)
}

fn around(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    hit: &QuoteHit,
    words: &str,
) -> io::Result<()> {
    let rank = format!("{}. ", hit.rank);
    let indent = " ".repeat(rank.len());
    writeln!(out, "{}{words}", style.paint(Look::Dim, &rank))?;
    writeln!(out, "{indent}{}", said(style, &hit.quote))?;
    writeln!(out, "{indent}{}", origin(style, root, hit))?;
    if let Some(why) = &hit.why {
        let bonuses = why.bonuses.iter().map(|(name, value)| format!(" + {name} {value:.3}"));
        let bonuses: String = bonuses.collect();
        let line = format!("score {:.3} = words {:.3} × (1{bonuses})", hit.score, why.words);
        writeln!(out, "{indent}{}", style.paint(Look::Dim, &line))?;
        writeln!(out, "{indent}{}", style.paint(Look::Dim, &found_by(&hit.quote)))?;
    }
    Ok(())
}

/// What found a quote, and how often it is right.
fn found_by(quote: &QuoteRecord) -> String {
    let rule = clean::line(&quote.rule);
    let by = match quote.is_learned() {
        true => format!("the model by {}", signs(quote)),
        false => format!("the rule {rule}"),
    };
    format!("found by {by}, right in {:.0} of 100", quote.confidence * 100.0)
}

/// What the model goes by, in words: the cue and the source, and where they stand.
fn signs(quote: &QuoteRecord) -> String {
    let place = |span: Span| match (quote.spans.first(), quote.spans.last()) {
        (Some(first), _) if span.end <= first.start => "before",
        (_, Some(last)) if last.end <= span.start => "behind",
        _ => "within",
    };
    let sign = |name: &str, words: &str, span: Span| {
        format!("the {name} “{}” {} the words", clean::line(words), place(span))
    };
    let cue = quote.cue.as_ref().map(|cue| sign("cue", &cue.text, cue.span));
    let source = quote.speaker.as_ref().map(|s| sign("source", &s.as_written, s.span));
    let signs: Vec<String> = cue.into_iter().chain(source).collect();
    if signs.is_empty() { "the words themselves".to_owned() } else { signs.join(" and ") }
}

/// The words of a quote with those that matched marked; reported ones without quotation marks.
fn words(style: &Style, hit: &QuoteHit) -> String {
    let (open, close) = (style.open(Look::Hit), style.close());
    let cut = |span: &Span| {
        let inside = hit.highlights.iter().filter(|h| span.contains(**h));
        let mark = |h: &Span| Mark { span: *h, open: open.into(), close: close.into() };
        let marks: Vec<Mark> = match style.color {
            true => inside.map(mark).collect(),
            false => Vec::new(),
        };
        let shown = shortened(hit, *span);
        let words = passage::cut(&hit.text, shown, &hit.doc.hidden, &marks, Spacing::Line);
        let (before, after) = (shown.start > span.start, shown.end < span.end);
        let dots = |left_out, dots| if left_out { dots } else { "" };
        format!("{}{}{}", dots(before, "… "), words.trim(), dots(after, " …"))
    };
    let parts: Vec<String> = hit.quote.spans.iter().map(cut).collect();
    marked(&hit.quote, &parts.join(QuoteRecord::BETWEEN))
}

/// What is shown of a part of a quote: all of it, or the words around the first that matched.
fn shortened(hit: &QuoteHit, span: Span) -> Span {
    if span.len() <= LONG {
        return span;
    }
    let first = hit.highlights.iter().find(|h| span.contains(**h)).copied();
    let first = first.unwrap_or(Span::new(span.start, span.start));
    let around = passage::around(&hit.doc, &hit.text, first, LONG / 2);
    Span::new(around.start.max(span.start), around.end.min(span.end))
}

/// Puts a direct quote between marks.
fn marked(quote: &QuoteRecord, words: &str) -> String {
    match quote.kind {
        crate::quotes::QuoteKind::Direct => format!("“{}”", words.trim()),
        _ => words.trim().to_owned(),
    }
}

/// Day, source, headline, path with page or line, id, and how many copies repeat it.
fn origin(style: &Style, root: &Path, hit: &QuoteHit) -> String {
    let mut parts = Vec::new();
    parts.extend(day(&hit.doc));
    parts.extend(hit.doc.source.as_ref().map(|source| clean::line(source).into_owned()));
    parts.push(clean::line(headline(&hit.doc)).into_owned());
    if let Some(path) = hit.doc.paths.first() {
        let record = hit.doc.record.map(|number| format!("#{number}")).unwrap_or_default();
        let first = hit.quote.spans.first().map_or(0, |span| span.start);
        let positions = Positions::new(&hit.text).with_pages(&hit.doc.pages);
        // The lines of a PDF are ours: nobody who opens it sees them.
        let place = match positions.page(first) {
            Some(page) => format!(", page {page}"),
            None => format!(":{}", positions.line(first)),
        };
        parts.push(format!("{}{record}{place}", style.path(root, path)));
    }
    let id: String = hit.quote.id.to_string().chars().take(10).collect();
    parts.push(style.paint(Look::Dim, &id));
    if hit.carried > 1 {
        parts.push(format!("carried by {}", count(hit.carried)));
    }
    parts.join(" · ")
}

/// Writes who else said something: first to whom it is credited, then each with what differs.
pub fn alike(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    hits: &[Alike],
    text: &str,
) -> io::Result<()> {
    let mut speakers: Vec<(&str, u64)> = Vec::new();
    for alike in hits {
        for name in speakers_of(&alike.hit.quote) {
            match speakers.iter_mut().find(|(known, _)| *known == name) {
                Some((_, number)) => *number += 1,
                None => speakers.push((name, 1)),
            }
        }
    }
    if !speakers.is_empty() {
        let credited = |(name, number): &(&str, u64)| {
            format!("{} ({})", style.paint(Look::Speaker, name), counted(*number, "time"))
        };
        let all: Vec<String> = speakers.iter().map(credited).collect();
        writeln!(out, "credited to {}\n", all.join(", "))?;
    }
    for alike in hits {
        let words = marked(&alike.hit.quote, &differences(style, text, &alike.hit.quote.text));
        around(out, style, root, &alike.hit, &words)?;
    }
    Ok(())
}

/// The words of `new` with what `old` has instead: `[-old-]`, `{+new+}`.
pub fn differences(style: &Style, old: &str, new: &str) -> String {
    let mut out = String::new();
    for change in diff::words(old, new) {
        if !out.is_empty() {
            out.push(' ');
        }
        match change {
            Change::Same(words) => out.push_str(&clean::line(&words)),
            Change::Removed(words) => {
                out.push_str(&style.paint(Look::Hit, &format!("[-{words}-]")))
            }
            Change::Added(words) => {
                out.push_str(&style.paint(Look::Quote, &format!("{{+{words}+}}")))
            }
        }
    }
    out
}
