//! One document for people: its header, its text with the quotes marked, its names.

use std::io::{self, Write};
use std::path::Path;

use super::human::headline;
use super::numbers::{count, counted};
use super::passage::{Layout, Mark, cut};
use super::shape::entity_id;
use super::style::{Look, Style};
use super::{clean, passage};
use crate::article::{Positions, Span};
use crate::hit::Found;
use crate::record::{DocRecord, QuoteRecord};

/// Bytes of text shown before and after a quote that was asked for.
const AROUND: usize = 400;

/// Writes a document: header, text with numbered quotes, and who said each.
pub fn document(out: &mut dyn Write, style: &Style, root: &Path, found: &Found) -> io::Result<()> {
    header(out, style, root, &found.doc)?;
    let (doc, text) = (&found.doc, &found.text);
    let mut marks = Vec::new();
    for quote in &found.quotes {
        let open = format!("{}⟦{} ", style.open(Look::Quote), quote.number);
        let mark = |span: &Span| Mark { span: *span, open: open.clone(), close: format!("⟧{}", style.close()) };
        marks.extend(quote.spans.iter().map(mark));
        marks.extend(attribution(style, quote));
    }
    writeln!(out, "\n{}", cut(text, doc.body, &doc.hidden, &disjoint(marks), Layout::Block).trim_end())?;
    if !found.quotes.is_empty() {
        writeln!(out)?;
    }
    for quote in &found.quotes {
        writeln!(out, "⟦{}⟧ {}", quote.number, said(style, quote))?;
    }
    Ok(())
}

/// Writes the quotes of a document, or the one that was asked for with the words around it.
pub fn quotes(out: &mut dyn Write, style: &Style, found: &Found, only: &[&QuoteRecord]) -> io::Result<()> {
    let positions = Positions::new(&found.text);
    for (number, quote) in only.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", style.paint(Look::Quote, &format!("“{}”", quote.text)))?;
        writeln!(out, "   {}", said(style, quote))?;
        let line = quote.spans.first().map_or(0, |span| positions.line(span.start));
        let place = format!("{} · line {line} · confidence {:.2}", quote.id, quote.confidence);
        writeln!(out, "   {}", style.paint(Look::Dim, &place))?;
    }
    Ok(())
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
    let [Some(first), Some(last)] = [quote.spans.first(), quote.spans.last()] else { return Ok(()) };
    let whole = Span::new(first.start, last.end.max(first.start));
    let before = passage::before(doc, text, whole, AROUND);
    let after = passage::after(doc, text, whole, AROUND);
    let mut marks = attribution(style, quote);
    let close = format!("⟧{}", style.close());
    marks.extend(quote.spans.iter().map(|span| Mark {
        span: *span,
        open: format!("{}⟦", style.open(Look::Quote)),
        close: close.clone(),
    }));
    let words = cut(text, whole, &doc.hidden, &disjoint(marks), Layout::Line);
    writeln!(out, "\n{}\n", [before, words, after].join(" ").trim())?;
    quotes(out, style, found, &[quote])
}

/// Writes the names of a document by kind, the most frequent first.
pub fn entities(out: &mut dyn Write, style: &Style, found: &Found) -> io::Result<()> {
    let mut entities: Vec<_> = found.doc.entities.iter().collect();
    entities.sort_by(|a, b| {
        let key = |e: &crate::record::EntityMentions| (e.kind, std::cmp::Reverse(e.spans.len()));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    let mut kind = None;
    for entity in entities {
        if kind.replace(entity.kind) != Some(entity.kind) {
            let title = match entity.kind {
                crate::entities::EntityKind::Person => "persons",
                crate::entities::EntityKind::Organization => "organisations",
                crate::entities::EntityKind::Place => "places",
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
    if let Some(date) = doc.date {
        let how = match doc.date_source {
            Some(crate::article::DateSource::Path) => " (from the path)",
            Some(crate::article::DateSource::Mtime) => " (of the file)",
            _ => "",
        };
        parts.push(format!("{date}{how}"));
    }
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
fn said(style: &Style, quote: &QuoteRecord) -> String {
    let speaker = quote.speaker.as_ref().map_or("speaker unknown", |speaker| &speaker.name);
    let mut line = style.paint(Look::Speaker, speaker);
    if let Some(role) = &quote.role {
        line.push_str(&format!(" ({})", style.paint(Look::Role, &role.text)));
    }
    if let Some(cue) = &quote.cue {
        line.push_str(&format!(" · {}", style.paint(Look::Cue, &cue.text)));
        if cue.negated {
            line.push_str(" (negated)");
        }
    }
    let kind = match quote.kind {
        crate::quotes::QuoteKind::Direct => "direct",
        crate::quotes::QuoteKind::Indirect => "indirect",
        crate::quotes::QuoteKind::Mixed => "mixed",
    };
    format!("{line} · {kind}")
}

/// Colours of the speaker, the cue and the role in the text; nothing without colour.
fn attribution(style: &Style, quote: &QuoteRecord) -> Vec<Mark> {
    if !style.color {
        return Vec::new();
    }
    let parts = [
        (quote.speaker.as_ref().map(|speaker| speaker.span), Look::Speaker),
        (quote.cue.as_ref().map(|cue| cue.span), Look::Cue),
        (quote.role.as_ref().map(|role| role.span), Look::Role),
    ];
    let mark = |(span, look): (Option<Span>, Look)| {
        Some(Mark { span: span?, open: style.open(look).into(), close: style.close().into() })
    };
    parts.into_iter().filter_map(mark).collect()
}

/// Marks that overlap none before them, since a colour that ends inside another would end that too.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let mut end = 0;
    marks.retain(|mark| {
        let fits = mark.span.start >= end;
        if fits {
            end = mark.span.end;
        }
        fits
    });
    marks
}
