//! Rows: what of a document and of a quote goes into which field of the index.

use jiff::civil::Date;
use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::layout::Layout;
use super::names::{self, Alias, RoleOf};
use super::packed;
use super::schema::{self, Fields};
use crate::article::{DateSource, Span};
use crate::entities::EntityKind;
use crate::quotes::{QuoteKind, ResolvedBy};
use crate::record::{Analysed, DocRecord, QuoteRecord, SpeakerRecord};
use crate::stories;
use crate::words;

/// The bytes that a row stores.
pub fn stored(row: &TantivyDocument, f: &Fields) -> Option<Vec<u8>> {
    row.get_first(f.record).and_then(|value| value.as_bytes()).map(<[u8]>::to_vec)
}

/// Days since 1970-01-01.
pub fn day(date: Date) -> i64 {
    (date - Date::constant(1970, 1, 1)).get_days().into()
}

/// The row of a document.
pub fn doc_record(f: &Fields, analysed: &Analysed) -> TantivyDocument {
    let Analysed { doc, text, quotes } = analysed;
    let mut record = TantivyDocument::with_capacity(2 * text.len() + 2048);
    record.add_text(f.kind, schema::DOC);
    record.add_u64(f.id, doc.id.0);
    record.add_u64(f.of, doc.id.0);
    record.add_text(f.text, &Layout::new(doc, text).string);
    for entity in &doc.entities {
        let field = match entity.kind {
            EntityKind::Person => f.person,
            EntityKind::Organization => f.org,
            EntityKind::Place => f.place,
        };
        record.add_text(field, &entity.name);
        record.add_text(f.name, names::key(Some(entity.kind), &entity.name));
        let mut forms: Vec<&str> = entity.spans.iter().map(|span| span.cut(text)).collect();
        forms.sort_unstable();
        forms.dedup();
        for alias in forms.into_iter().filter(|form| *form != entity.name) {
            let alias = Alias { kind: entity.kind, name: &entity.name, alias };
            record.add_text(f.alias, alias.value());
        }
        for role in &entity.roles {
            let org = role.org.as_deref();
            let role = RoleOf { name: &entity.name, role: &role.text, org };
            record.add_text(f.role_of, role.value());
        }
    }
    doc.topics.iter().for_each(|topic| record.add_text(f.topic, topic));
    if let Some(source) = &doc.source {
        record.add_text(f.source, source);
    }
    doc.paths.iter().for_each(|path| record.add_text(f.path, path.text()));
    record.add_text(f.lang, &doc.lang);
    if let Some(date) = doc.date {
        record.add_i64(f.date, day(date));
    }
    record.add_u64(f.words, doc.words);
    record.add_u64(f.added, doc.added);
    record.add_u64(f.copies, doc.paths.len() as u64);
    record.add_u64(f.quotes, doc.quotes);
    for mark in stories::prints_of(doc.shown(text)) {
        record.add_u64(f.prints, mark.into());
    }
    let has = |kind| doc.entities.iter().any(|e| e.kind == kind);
    for (flag, holds) in [
        ("quotes", !quotes.is_empty()),
        ("title", doc.title.is_some()),
        ("byline", doc.byline.is_some()),
        ("dateline", doc.dateline.is_some()),
        ("source", doc.source.is_some()),
        ("topic", !doc.topics.is_empty()),
        ("person", has(EntityKind::Person)),
        ("org", has(EntityKind::Organization)),
        ("place", has(EntityKind::Place)),
        ("undated", matches!(doc.date_source, None | Some(DateSource::Mtime))),
    ] {
        if holds {
            record.add_text(f.flag, flag);
        }
    }
    record.add_bytes(f.record, &packed::pack(analysed));
    record
}

/// The row of a quote of `doc`.
pub fn quote_record(f: &Fields, quote: &QuoteRecord, doc: &DocRecord) -> TantivyDocument {
    let mut record = TantivyDocument::with_capacity(2048);
    record.add_text(f.kind, schema::QUOTE);
    record.add_u64(f.id, quote.id.0);
    record.add_u64(f.of, quote.doc.0);
    record.add_u64(f.number, quote.number);
    record.add_u64(f.added, doc.added);
    record.add_text(f.said, &quote.text);
    // Marks and blanks do not matter.
    record.add_u64(f.print, words::hash(&words::fold(&quote.text)) >> 32);
    let (from, to) = sentences_of(doc, &quote.spans);
    record.add_u64(f.sentence_from, from);
    record.add_u64(f.sentence_to, to);
    if let Some(speaker) = &quote.speaker {
        record.add_text(f.said_by, said_by(speaker));
        record.add_text(f.speaker, &speaker.name);
        if speaker.as_written != speaker.name && speaker.resolved_by != ResolvedBy::Pronoun {
            record.add_text(f.speaker, &speaker.as_written);
        }
        if speaker.resolved_by == ResolvedBy::Unnamed {
            record.add_text(f.speaker, "unnamed");
        }
        // An unnamed source is known by its role only ("a senior official").
        let by_role = matches!(speaker.resolved_by, ResolvedBy::Unnamed | ResolvedBy::Role);
        if by_role && !words::is_stop_word(&words::fold(&speaker.as_written)) {
            record.add_text(f.role, &speaker.as_written);
        }
    }
    if let Some(role) = &quote.role {
        record.add_text(f.role, &role.text);
        if let Some(org) = &role.org {
            record.add_text(f.speaker_org, org);
        }
    }
    if let Some(cue) = &quote.cue {
        record.add_text(f.verb, &cue.verb);
    }
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    };
    record.add_text(f.quote_kind, kind);
    record.add_f64(f.conf, f64::from(quote.confidence));
    if let Some(date) = quote.date {
        record.add_i64(f.date, day(date));
    }
    record
}

/// Who said something, as a value that is counted: all sources without a name are one.
fn said_by(speaker: &SpeakerRecord) -> String {
    match speaker.resolved_by {
        ResolvedBy::Unnamed => names::key(None, names::UNNAMED),
        _ => names::key(speaker.kind, &speaker.name),
    }
}

/// Numbers of the sentences in which a quote begins and ends.
fn sentences_of(doc: &DocRecord, spans: &[Span]) -> (u64, u64) {
    let number = |at: usize| doc.sentences.partition_point(|s| s.0 <= at).saturating_sub(1) as u64;
    let first = spans.first().map_or(0, |span| number(span.start));
    let last = spans.last().map_or(first, |span| number(span.end.saturating_sub(1)));
    (first, last.max(first))
}
