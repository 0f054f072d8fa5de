//! The stored form of a quote, inside the record of its document.

use super::parts::{
    ENTITY_KINDS, cut, number_of, option, put_cut, put_option, put_role, role, roles,
};
use crate::article::Span;
use crate::index::store::bytes::{Packer, Unpacker};
use crate::quotes::{Act, QuoteKind, ResolvedBy};
use crate::record::{
    Analysed, CueRecord, DocRecord, EntityMentions, QuoteId, QuoteRecord, SpeakerRecord,
};

pub(super) const QUOTE_KINDS: [QuoteKind; 3] =
    [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
pub(super) const RESOLUTIONS: [ResolvedBy; 6] = [
    ResolvedBy::Name,
    ResolvedBy::Surname,
    ResolvedBy::Pronoun,
    ResolvedBy::Role,
    ResolvedBy::PreviousQuote,
    ResolvedBy::Unnamed,
];

/// Confidences are written as thousandths where that loses nothing.
const THOUSAND: f32 = 1000.0;

/// Words of a quote as its spans cut them.
pub fn said(spans: &[Span], text: &str) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.cut(text)).collect();
    parts.join(QuoteRecord::BETWEEN)
}

/// A quote of a document.
pub fn put_quote<'t>(p: &mut Packer<'t>, quote: &'t QuoteRecord, of: &'t Analysed) {
    let Analysed { doc, text, .. } = of;
    p.number(number_of(&QUOTE_KINDS, quote.kind));
    p.list(&quote.spans, |p, span| p.span(*span));
    let same = said(&quote.spans, text) == quote.text;
    p.number(u64::from(!same));
    if !same {
        p.text(&quote.text);
    }
    put_option(p, &quote.cue, |p, cue| {
        p.span(cue.span);
        put_cut(p, &cue.text, cue.span, text);
        p.text(&cue.verb);
        p.number(u64::from(cue.negated));
    });
    p.number(number_of(&Act::ALL, quote.act));
    put_option(p, &quote.speaker, |p, speaker| put_speaker(p, speaker, of));
    p.list(&quote.others, |p, other| put_speaker(p, other, of));
    put_option(p, &quote.role, |p, role| {
        let known = roles(doc).position(|known| known == role);
        p.number(known.map_or(0, |number| number as u64 + 1));
        if known.is_none() {
            put_role(p, role, text);
        }
    });
    let thousandths = (quote.confidence * THOUSAND).round();
    let same =
        (0.0..=THOUSAND).contains(&thousandths) && thousandths / THOUSAND == quote.confidence;
    p.number(if same { thousandths as u64 + 1 } else { 0 });
    if !same {
        p.number(quote.confidence.to_bits().into());
    }
    p.text(&quote.rule);
}

/// Reads what [`put_quote`] wrote; `number`: which quote of the document it is, from 1.
pub fn quote(u: &mut Unpacker, doc: &DocRecord, text: &str, number: u64) -> Option<QuoteRecord> {
    let kind = *QUOTE_KINDS.get(u.size()?)?;
    let spans = u.list(Unpacker::span)?;
    let words = match u.number()? {
        0 => said(&spans, text),
        _ => u.text()?.to_owned(),
    };
    let cue = option(u, |u| {
        let span = u.span()?;
        Some(CueRecord {
            text: cut(u, span, text)?,
            verb: u.text()?.to_owned(),
            negated: u.number()? > 0,
            span,
        })
    })?;
    let act = *Act::ALL.get(u.size()?)?;
    let speaker = option(u, |u| speaker(u, doc, text))?;
    let others = u.list(|u| self::speaker(u, doc, text))?;
    let role = option(u, |u| match u.size()?.checked_sub(1) {
        Some(number) => roles(doc).nth(number).cloned(),
        None => role(u, text),
    })?;
    let confidence = match u.number()? {
        0 => f32::from_bits(u32::try_from(u.number()?).ok()?),
        thousandths => (thousandths - 1) as f32 / THOUSAND,
    };
    let rule = u.text()?.to_owned();
    let (first, last) = (spans.first()?, spans.last()?);
    let whole = Span { start: first.start, end: last.end.max(first.start) };
    Some(QuoteRecord {
        id: QuoteId::of(doc.id, whole),
        doc: doc.id,
        number,
        kind,
        text: words,
        spans,
        cue,
        act,
        speaker,
        others,
        role,
        confidence,
        rule,
        date: doc.date,
        source: doc.source.clone(),
        title: doc.title.as_ref().map(|title| title.text.clone()),
    })
}

fn put_speaker<'t>(p: &mut Packer<'t>, speaker: &'t SpeakerRecord, of: &'t Analysed) {
    let Analysed { doc, text, .. } = of;
    p.span(speaker.span);
    put_cut(p, &speaker.as_written, speaker.span, text);
    p.number(number_of(&RESOLUTIONS, speaker.resolved_by));
    let named = |e: &EntityMentions| e.name == speaker.name && Some(e.kind) == speaker.kind;
    let entity = doc.entities.iter().position(named);
    p.number(entity.map_or(0, |number| number as u64 + 1));
    if entity.is_none() {
        put_cut(p, &speaker.name, speaker.span, text);
        put_option(p, &speaker.kind, |p, kind| p.number(number_of(&ENTITY_KINDS, *kind)));
    }
}

fn speaker(u: &mut Unpacker, doc: &DocRecord, text: &str) -> Option<SpeakerRecord> {
    let span = u.span()?;
    let as_written = cut(u, span, text)?;
    let resolved_by = *RESOLUTIONS.get(u.size()?)?;
    let (name, kind) = match u.size()?.checked_sub(1) {
        Some(number) => {
            let entity = doc.entities.get(number)?;
            (entity.name.clone(), Some(entity.kind))
        }
        None => {
            let name = cut(u, span, text)?;
            (name, option(u, |u| ENTITY_KINDS.get(u.size()?).copied())?)
        }
    };
    Some(SpeakerRecord { name, kind, as_written, resolved_by, span })
}
