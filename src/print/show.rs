//! One document for people: its header, its text with the quotes marked, its names.

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use super::numbers::{count, counted};
use super::origin::{day, headline};
use super::style::{Look, Style};
use crate::article::{Positions, Span};
use crate::catalogue::entity_id;
use crate::entities::EntityKind;
use crate::hit::Found;
use crate::passage::{self, Mark, Spacing, clean, cut};
use crate::quotes::{Act, QuoteKind};
use crate::record::{DocRecord, EntityMentions, QuoteRecord};

/// Bytes of text shown before and after a quote that was asked for.
const AROUND: usize = 400;
/// Confidence below which a quote is marked.
const LIKELY: f32 = 0.5;

/// Writes a document: header, text with numbered quotes, and who said each.
pub fn document(out: &mut dyn Write, style: &Style, root: &Path, found: &Found) -> io::Result<()> {
    header(out, style, root, &found.doc)?;
    let (doc, text) = (&found.doc, &found.text);
    let (mut marks, mut attributions) = (Vec::new(), Vec::new());
    let said = || found.quotes.iter().filter(|quote| !quote.is_silence());
    for quote in said() {
        let open = format!("{}⟦{} ", style.open(Look::Quote), quote.number);
        let mark = |span: &Span| Mark {
            span: *span,
            open: open.clone(),
            close: format!("⟧{}", style.close()),
        };
        marks.extend(quote.spans.iter().map(mark));
        attributions.extend(attribution(style, quote));
    }
    let marks = joined(marks, attributions);
    let body = cut(text, doc.body, &doc.hidden, &marks, Spacing::Block);
    writeln!(out, "\n{}", body.trim_end())?;
    if !found.quotes.is_empty() {
        writeln!(out)?;
    }
    for quote in said() {
        writeln!(out, "⟦{}⟧ {}", quote.number, self::said(style, quote))?;
    }
    for quote in found.quotes.iter().filter(|quote| quote.is_silence()) {
        writeln!(out, "{}: {}", self::said(style, quote), clean::line(&quote.text))?;
    }
    Ok(())
}

/// Writes the text of a document alone, for a person or byte by byte, so that spans cut it.
pub fn text(out: &mut dyn Write, text: &str, person: bool) -> io::Result<()> {
    match person {
        true => writeln!(out, "{}", clean::block(text).trim_end()),
        false => out.write_all(text.as_bytes()),
    }
}

/// Writes the quotes of a document, or the one that was asked for with the words around it.
pub fn quotes(
    out: &mut dyn Write,
    style: &Style,
    found: &Found,
    only: &[&QuoteRecord],
) -> io::Result<()> {
    let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
    for (number, quote) in only.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        let words = match quote.is_silence() {
            true => quote.text.clone(),
            false => format!("“{}”", quote.text),
        };
        writeln!(out, "{gap}{}", style.paint(Look::Quote, &words))?;
        writeln!(out, "   {}", said(style, quote))?;
        let start = quote.spans.first().map_or(0, |span| span.start);
        let page = positions.page(start).map(|page| format!("page {page} · ")).unwrap_or_default();
        let line = positions.line(start);
        let place =
            format!("{} · {page}line {line} · confidence {:.2}", quote.id, quote.confidence);
        writeln!(out, "   {}", style.paint(Look::Dim, &place))?;
    }
    Ok(())
}

/// Writes the headline of a document and its quotes.
pub fn extracted(out: &mut dyn Write, style: &Style, found: &Found) -> io::Result<()> {
    let path = found.doc.paths.first().map_or("", |path| path.text());
    let title = found.doc.title.as_ref().map_or(path, |title| &title.text);
    writeln!(out, "{}", style.paint(Look::Title, &clean::line(title)))?;
    if title != path {
        writeln!(out, "   {}", style.paint(Look::Dim, &clean::line(path)))?;
    }
    writeln!(out)?;
    quotes(out, style, found, &found.quotes.iter().collect::<Vec<_>>())?;
    writeln!(out)
}

/// Writes one quote in its context.
pub fn quote(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    found: &Found,
    quote: &QuoteRecord,
) -> io::Result<()> {
    header(out, style, root, &found.doc)?;
    let (doc, text) = (&found.doc, &found.text);
    let [Some(first), Some(last)] = [quote.spans.first(), quote.spans.last()] else {
        return Ok(());
    };
    let whole = Span::new(first.start, last.end.max(first.start));
    let shown = passage::around(doc, text, whole, AROUND);
    let marks = quote.spans.iter().map(|span| Mark {
        span: *span,
        open: format!("{}⟦", style.open(Look::Quote)),
        close: format!("⟧{}", style.close()),
    });
    let marks = joined(marks.collect(), attribution(style, quote));
    let words = cut(text, shown, &doc.hidden, &marks, Spacing::Line);
    writeln!(out, "\n{}\n", words.trim())?;
    quotes(out, style, found, &[quote])
}

/// Writes the names of a document by kind, the most frequent first.
pub fn entities(out: &mut dyn Write, style: &Style, found: &Found) -> io::Result<()> {
    let mut entities: Vec<_> = found.doc.entities.iter().collect();
    entities.sort_by(|a, b| {
        let key = |e: &EntityMentions| (e.kind, Reverse(e.spans.len()));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    let mut kind = None;
    for entity in entities {
        if kind.replace(entity.kind) != Some(entity.kind) {
            let title = match entity.kind {
                EntityKind::Person => "persons",
                EntityKind::Organization => "organisations",
                EntityKind::Place => "places",
            };
            writeln!(out, "{}", style.paint(Look::Title, title))?;
        }
        let id = style.paint(Look::Dim, &entity_id(entity.kind, &entity.name));
        let number = count(entity.spans.len() as u64);
        writeln!(out, "  {number:>4}  {}  {id}", clean::line(&entity.name))?;
    }
    Ok(())
}

/// Writes what describes the document.
fn header(out: &mut dyn Write, style: &Style, root: &Path, doc: &DocRecord) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Look::Title, headline(doc)))?;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(day(doc));
    parts.extend(doc.source.clone());
    parts.extend(doc.byline.as_ref().map(|byline| byline.text.clone()));
    if !parts.is_empty() {
        writeln!(out, "{}", clean::line(&parts.join(" · ")))?;
    }
    for path in &doc.paths {
        let record = doc.record.map(|number| format!("#{number}")).unwrap_or_default();
        writeln!(out, "{}{record}", style.path(root, path))?;
    }
    let mut parts = vec![doc.id.to_string()];
    parts.extend(Some(doc.lang.clone()).filter(|lang| !lang.is_empty()));
    parts.push(counted(doc.words, "word"));
    parts.push(counted(doc.quotes, "quote"));
    writeln!(out, "{}", style.paint(Look::Dim, &parts.join(" · ")))
}

/// Kind, speaker, role and verb of a quote on one line.
pub(super) fn said(style: &Style, quote: &QuoteRecord) -> String {
    let mut line = String::new();
    let role = |speaker: &str| {
        // "the minister" says by itself what he is.
        let role = quote.role.as_ref().filter(|role| !speaker.ends_with(&role.text));
        role.map_or(String::new(), |role| format!(" ({})", style.paint(Look::Role, &role.text)))
    };
    for (number, (name, between)) in names(quote).into_iter().enumerate() {
        line.push_str(between);
        line.push_str(&style.paint(Look::Speaker, name));
        // The role is that of the first.
        if number == 0 {
            line.push_str(&role(name));
        }
    }
    if quote.is_silence() {
        let uncertain = uncertain(quote);
        return format!("{line} · silence{uncertain}");
    }
    if let Some(cue) = &quote.cue {
        line.push_str(&format!(" · {}", style.paint(Look::Cue, &cue.text)));
        if cue.negated {
            line.push_str(" (negated)");
        }
    }
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    };
    // Most quotes are statements and need not say so.
    let act = match quote.act {
        Act::Statement => String::new(),
        act => format!(" · {}", act.name()),
    };
    format!("{line} · {kind}{act}{}", uncertain(quote))
}

/// A mark on what is more likely wrong than right.
fn uncertain(quote: &QuoteRecord) -> String {
    match quote.confidence < LIKELY {
        true => format!(" · uncertain ({:.2})", quote.confidence),
        false => String::new(),
    }
}

/// The names of all who said it, each with what stands before it: "A, B and C".
pub(super) fn names(quote: &QuoteRecord) -> Vec<(&str, &'static str)> {
    let names: Vec<&str> = quote.speakers().map(|speaker| speaker.name.as_str()).collect();
    if names.is_empty() {
        return vec![("speaker unknown", "")];
    }
    let last = names.len() - 1;
    let between = |number: usize| match number {
        0 => "",
        _ if number == last => " and ",
        _ => ", ",
    };
    names.iter().enumerate().map(|(number, name)| (*name, between(number))).collect()
}

/// Colours of the speaker, the cue and the role in the text; nothing without colour.
fn attribution(style: &Style, quote: &QuoteRecord) -> Vec<Mark> {
    if !style.color {
        return Vec::new();
    }
    let speakers = quote.speakers().map(|speaker| (speaker.span, Look::Speaker));
    let cue = quote.cue.iter().map(|cue| (cue.span, Look::Cue));
    let role = quote.role.iter().map(|role| (role.span, Look::Role));
    let mark = |(span, look): (Span, Look)| Mark {
        span,
        open: style.open(look).into(),
        close: style.close().into(),
    };
    speakers.chain(cue).chain(role).map(mark).collect()
}

/// Adds the marks of attributions to those of quotes, as far as they lie outside of all others: a
/// colour that ends inside another ends that too.
fn joined(mut marks: Vec<Mark>, attributions: Vec<Mark>) -> Vec<Mark> {
    for new in attributions {
        let apart =
            |mark: &Mark| mark.span.end <= new.span.start || new.span.end <= mark.span.start;
        if marks.iter().all(apart) {
            marks.push(new);
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, DraftQuote};

    #[test]
    fn all_who_said_it_are_named_and_the_first_has_the_role() {
        let style = Style::default();
        let line = |names: &[&str], act, confidence| {
            let mut speakers = names.iter().filter_map(|name| DraftQuote::of(name, "").speaker);
            let quote = DraftQuote {
                speaker: speakers.next(),
                others: speakers.collect(),
                role: Some(("mayor".to_owned(), None)),
                act,
                confidence,
                ..DraftQuote::of("", "The bridge is safe")
            };
            let draft = Draft { quotes: vec![quote], ..Draft::new("a", "", "The bridge is safe") };
            said(&style, &draft.analysed().quotes[0])
        };
        for (names, act, confidence, expected) in [
            (&["Ann Lee"][..], Act::Statement, 0.9, "Ann Lee (mayor) · say · direct"),
            (&["A", "B"], Act::Belief, 0.9, "A (mayor) and B · say · direct · belief"),
            (
                &["A", "B", "C"],
                Act::Statement,
                0.4,
                "A (mayor), B and C · say · direct · uncertain (0.40)",
            ),
            (&["A"], Act::Silence, 0.9, "A (mayor) · silence"),
        ] {
            assert_eq!(line(names, act, confidence), expected);
        }
    }
}
