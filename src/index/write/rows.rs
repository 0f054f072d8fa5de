//! Rows: what of a document, of a quote and of a file goes into which field of the index.

use std::borrow::Cow;

use jiff::civil::Date;
use tantivy::TantivyDocument;

use crate::article::{DateSource, Span};
use crate::entities::EntityKind;
use crate::index::days::day;
use crate::index::store::layout::Layout;
use crate::index::store::names::{self, Alias, RoleOf};
use crate::index::store::record;
use crate::index::store::schema::{self, Fields};
use crate::query::flags::Part;
use crate::quotes::{QuoteKind, ResolvedBy};
use crate::record::{Analysed, DocRecord, FileRecord, QuoteRecord, SpeakerRecord};
use crate::stories;
use crate::words;

/// The row of a document.
pub fn doc_row(f: &Fields, analysed: &Analysed) -> TantivyDocument {
    let Analysed { doc, text, .. } = analysed;
    let mut row = TantivyDocument::with_capacity(2 * text.len() + 2048);
    row.add_text(f.kind, schema::DOC);
    row.add_u64(f.id, doc.id.0);
    row.add_u64(f.of, doc.id.0);
    row.add_text(f.text, &Layout::new(doc, text).string);
    for entity in &doc.entities {
        let field = match entity.kind {
            EntityKind::Person => f.person,
            EntityKind::Organization => f.org,
            EntityKind::Place => f.place,
        };
        row.add_text(field, &entity.name);
        row.add_text(f.name, names::key(Some(entity.kind), &entity.name));
        let mut forms: Vec<&str> = entity.spans.iter().map(|span| span.cut(text)).collect();
        forms.sort_unstable();
        forms.dedup();
        for alias in forms.into_iter().filter(|form| *form != entity.name) {
            let alias = Alias { kind: entity.kind, name: &entity.name, alias };
            row.add_text(f.alias, alias.value());
        }
        for role in &entity.roles {
            let org = role.org.as_deref();
            let role = RoleOf { name: &entity.name, role: &role.text, org };
            row.add_text(f.role_of, role.value());
        }
    }
    doc.topics.iter().for_each(|topic| row.add_text(f.topic, topic));
    if let Some(source) = &doc.source {
        row.add_text(f.source, source);
    }
    doc.paths.iter().for_each(|path| row.add_text(f.path, path.text()));
    row.add_text(f.lang, &doc.lang);
    add_day(f, &mut row, doc.date, doc);
    row.add_u64(f.words, doc.words);
    row.add_u64(f.added, doc.added);
    row.add_u64(f.copies, doc.paths.len() as u64);
    row.add_u64(f.quotes, doc.quotes);
    for mark in stories::prints_of(doc.shown(text)) {
        row.add_u64(f.prints, mark.into());
    }
    let has = |kind| doc.entities.iter().any(|e| e.kind == kind);
    for (flag, holds) in [
        (Part::Quotes.name(), doc.quotes > 0),
        (Part::Title.name(), doc.title.is_some()),
        (Part::Byline.name(), doc.byline.is_some()),
        (Part::Dateline.name(), doc.dateline.is_some()),
        (Part::Source.name(), doc.source.is_some()),
        (Part::Topic.name(), !doc.topics.is_empty()),
        (Part::Person.name(), has(EntityKind::Person)),
        (Part::Org.name(), has(EntityKind::Organization)),
        (Part::Place.name(), has(EntityKind::Place)),
        (schema::UNDATED, matches!(doc.date_source, None | Some(DateSource::Mtime))),
    ] {
        if holds {
            row.add_text(f.flag, flag);
        }
    }
    row.add_bytes(f.record, &record::pack(analysed));
    row
}

/// The row of a quote, or of a silence, of `doc`.
pub fn quote_row(f: &Fields, quote: &QuoteRecord, doc: &DocRecord) -> TantivyDocument {
    let mut row = TantivyDocument::with_capacity(2048);
    row.add_text(f.kind, if quote.is_silence() { schema::SILENCE } else { schema::QUOTE });
    row.add_u64(f.id, quote.id.0);
    row.add_u64(f.of, quote.doc.0);
    row.add_u64(f.number, quote.number);
    row.add_u64(f.added, doc.added);
    row.add_text(f.said, &quote.text);
    // Marks and blanks do not matter.
    row.add_u64(f.print, words::hash(&words::fold(&statement(quote))) >> 32);
    let (from, to) = sentences_of(doc, &quote.spans);
    row.add_u64(f.sentence_from, from);
    row.add_u64(f.sentence_to, to);
    row.add_text(f.act, quote.act.name());
    for speaker in quote.speakers() {
        row.add_text(f.said_by, said_by(speaker));
        let by_role = matches!(speaker.resolved_by, ResolvedBy::Unnamed | ResolvedBy::Role);
        if by_role && speaker.kind.is_none() {
            row.add_text(f.speaker, without_persons(doc, speaker));
            row.add_text(f.described, &speaker.as_written);
        } else {
            row.add_text(f.speaker, &speaker.name);
            if speaker.as_written != speaker.name && speaker.resolved_by != ResolvedBy::Pronoun {
                row.add_text(f.speaker, &speaker.as_written);
            }
        }
        if speaker.resolved_by == ResolvedBy::Unnamed {
            row.add_text(f.speaker, "unnamed");
        }
        // An unnamed source is known by its role only ("a senior official").
        if by_role && !words::is_stop_word(&words::fold(&speaker.as_written)) {
            row.add_text(f.role, &speaker.as_written);
        }
    }
    if let Some(role) = &quote.role {
        row.add_text(f.role, &role.text);
        if let Some(org) = &role.org {
            row.add_text(f.speaker_org, org);
        }
    }
    if let Some(cue) = &quote.cue {
        row.add_text(f.verb, &cue.verb);
    }
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    };
    row.add_text(f.quote_kind, kind);
    row.add_f64(f.conf, f64::from(quote.confidence));
    add_day(f, &mut row, quote.date, doc);
    row
}

/// The day of a file is none of its text: it stands apart, to be counted only where that is asked for.
fn add_day(f: &Fields, row: &mut TantivyDocument, date: Option<Date>, doc: &DocRecord) {
    let field = match doc.date_source {
        Some(DateSource::Mtime) => f.filed,
        _ => f.date,
    };
    if let Some(date) = date {
        row.add_i64(field, day(date));
    }
}

/// The row of a file of the ledger.
pub fn file_row(f: &Fields, file: &FileRecord) -> TantivyDocument {
    let mut row = TantivyDocument::new();
    row.add_text(f.kind, schema::FILE);
    row.add_text(f.file, file.path.key());
    row.add_u64(f.size, file.size);
    row.add_i64(f.modified, file.modified);
    row.add_u64(f.content, file.content);
    row.add_u64(f.docs, file.docs.len() as u64);
    let problems = if file.is_failed() { file.problems.len() } else { 0 };
    row.add_u64(f.problems, problems as u64);
    row.add_u64(f.binary, u64::from(file.is_passed_over()));
    row.add_bytes(f.record, &record::pack_file(file));
    row
}

/// What makes a quote the same in copies of a story: its words. Many who say nothing do it in the same words.
fn statement(quote: &QuoteRecord) -> Cow<'_, str> {
    match (&quote.speaker, quote.is_silence()) {
        (Some(speaker), true) => format!("{} {}", speaker.name, quote.text).into(),
        _ => (&quote.text).into(),
    }
}

/// Who said something, as a value that is counted: all sources without a name are one.
fn said_by(speaker: &SpeakerRecord) -> String {
    match speaker.resolved_by {
        ResolvedBy::Unnamed => names::key(None, names::UNNAMED),
        _ => names::key(speaker.kind, &speaker.name),
    }
}

/// What a source without a name is called, but for the persons in it, who are not those that speak.
fn without_persons(doc: &DocRecord, speaker: &SpeakerRecord) -> String {
    let persons = doc.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    let mut inside: Vec<&Span> = persons
        .flat_map(|person| &person.spans)
        .filter(|span| speaker.span.start <= span.start && span.end <= speaker.span.end)
        .collect();
    inside.sort_unstable_by_key(|span| span.start);
    let (mut rest, mut at) = (String::new(), 0);
    for span in inside {
        let (start, end) = (span.start - speaker.span.start, span.end - speaker.span.start);
        rest.push_str(speaker.as_written.get(at..start).unwrap_or_default());
        at = end;
    }
    rest.push_str(speaker.as_written.get(at..).unwrap_or_default());
    rest
}

/// Numbers of the sentences in which a quote begins and ends.
fn sentences_of(doc: &DocRecord, spans: &[Span]) -> (u64, u64) {
    let number = |at: usize| doc.sentences.partition_point(|s| s.0 <= at).saturating_sub(1) as u64;
    let first = spans.first().map_or(0, |span| number(span.start));
    let last = spans.last().map_or(first, |span| number(span.end.saturating_sub(1)));
    (first, last.max(first))
}
