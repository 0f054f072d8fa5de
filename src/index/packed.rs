//! The stored form of a document with its text and quotes: everything in one record of few bytes.
//!
//! What can be cut from the text is not written again, and what a quote copies from its document
//! (day, source, headline) is copied when it is read. The order of the parts is that of [`pack`].

use super::bytes::{Packer, Unpacker};
use super::facets::date_of;
use super::rows::day;
use crate::article::{DateSource, Located, OffsetBase, Span};
use crate::entities::EntityKind;
use crate::quotes::{QuoteKind, ResolvedBy};
use crate::record::{
    Analysed, CueRecord, DocId, DocRecord, EntityMentions, FileRecord, Problem, QuoteId,
    QuoteRecord, RelPath, RoleRecord, SpeakerRecord,
};

const DATE_SOURCES: [DateSource; 4] =
    [DateSource::Meta, DateSource::Dateline, DateSource::Path, DateSource::Mtime];
const BASES: [OffsetBase; 2] = [OffsetBase::File, OffsetBase::Text];
const ENTITY_KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
const QUOTE_KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
const RESOLUTIONS: [ResolvedBy; 6] = [
    ResolvedBy::Name,
    ResolvedBy::Surname,
    ResolvedBy::Pronoun,
    ResolvedBy::Role,
    ResolvedBy::PreviousQuote,
    ResolvedBy::Unnamed,
];

/// Confidences are written as thousandths where that loses nothing.
const THOUSAND: f32 = 1000.0;

/// Stands for a span that is not there: it cuts nothing.
const NOWHERE: Span = Span { start: 0, end: 0 };

/// The bytes of a document.
pub fn pack(analysed: &Analysed) -> Vec<u8> {
    let Analysed { doc, text, quotes } = analysed;
    let mut p = Packer::default();
    p.bytes(text.as_bytes());
    p.hash(doc.id.0);
    p.list(&doc.paths, put_path);
    p.number(doc.record.map_or(0, |record| u64::from(record) + 1));
    p.number(doc.added);
    p.number(number_of(&BASES, doc.base));
    p.span(doc.body);
    for header in [&doc.title, &doc.byline, &doc.dateline] {
        put_option(&mut p, header, |p, header| put_located(p, header, text));
    }
    put_option(&mut p, &doc.date, |p, date| p.signed(day(*date)));
    put_option(&mut p, &doc.date_source, |p, source| p.number(number_of(&DATE_SOURCES, *source)));
    put_option(&mut p, &doc.source, |p, source| p.text(source));
    p.text(&doc.lang);
    p.list(&doc.topics, |p, topic| p.text(topic));
    p.number(doc.words);
    let mut last = 0;
    p.list(&doc.sentences, |p, (start, first)| {
        // They follow each other: the way to the next one, its lowest bit for the paragraph.
        p.signed((*start as i64 - last) << 1 | i64::from(*first));
        last = *start as i64;
    });
    p.list(&doc.hidden, |p, span| p.span(*span));
    p.list(&doc.entities, |p, entity| put_entity(p, entity, text));
    p.list(quotes, |p, quote| put_quote(p, quote, analysed));
    if !doc.pages.is_empty() {
        let mut last = 0;
        p.list(&doc.pages, |p, page| {
            p.number((*page - last) as u64);
            last = *page;
        });
    }
    p.finish()
}

/// Reads what [`pack`] wrote.
pub fn unpack(bytes: &[u8]) -> Option<Analysed> {
    let mut u = Unpacker::new(bytes);
    let text = std::str::from_utf8(u.bytes()?).ok()?;
    let mut doc = DocRecord {
        id: DocId(u.hash()?),
        paths: u.list(path)?,
        record: match u.number()? {
            0 => None,
            record => Some(u32::try_from(record - 1).ok()?),
        },
        added: u.number()?,
        base: *BASES.get(u.size()?)?,
        body: u.span()?,
        title: option(&mut u, |u| located(u, text))?,
        byline: option(&mut u, |u| located(u, text))?,
        dateline: option(&mut u, |u| located(u, text))?,
        date: option(&mut u, |u| date_of(u.signed()?))?,
        date_source: option(&mut u, |u| DATE_SOURCES.get(u.size()?).copied())?,
        source: option(&mut u, |u| u.text().map(str::to_owned))?,
        lang: u.text()?.to_owned(),
        topics: u.list(|u| u.text().map(str::to_owned))?,
        words: u.number()?,
        sentences: Vec::new(),
        hidden: Vec::new(),
        pages: Vec::new(),
        entities: Vec::new(),
        quotes: 0,
    };
    let mut last = 0_i64;
    doc.sentences = u.list(|u| {
        let way = u.signed()?;
        last = last.checked_add(way >> 1)?;
        Some((usize::try_from(last).ok()?, way & 1 == 1))
    })?;
    doc.hidden = u.list(Unpacker::span)?;
    doc.entities = u.list(|u| entity(u, text))?;
    let mut number = 0;
    let quotes = u.list(|u| {
        number += 1;
        quote(u, &doc, text, number)
    })?;
    doc.quotes = quotes.len() as u64;
    if !u.is_at_end() {
        let mut last = 0_usize;
        doc.pages = u.list(|u| {
            last = last.checked_add(u.size()?)?;
            Some(last)
        })?;
    }
    u.is_at_end().then(|| Analysed { doc, text: text.to_owned(), quotes })
}

/// The bytes of what the columns do not say of a file.
pub fn pack_file(file: &FileRecord) -> Vec<u8> {
    let mut p = Packer::default();
    // A file that is one document has its identity.
    let one = file.docs == [DocId(file.content)];
    p.number(u64::from(one));
    if !one {
        p.list(&file.docs, |p, doc| p.hash(doc.0));
    }
    p.text(&file.format);
    p.list(&file.problems, |p, problem| {
        put_option(p, &problem.record, |p, record| p.number(u64::from(*record)));
        p.text(&problem.code);
        p.text(&problem.reason);
    });
    p.finish()
}

/// Puts together what [`pack_file`] wrote and what the columns say: path, size, time, content.
pub fn unpack_file(
    bytes: &[u8],
    path: RelPath,
    size: u64,
    modified: i64,
    content: u64,
) -> Option<FileRecord> {
    let mut u = Unpacker::new(bytes);
    let docs = match u.number()? {
        0 => u.list(|u| u.hash().map(DocId))?,
        _ => vec![DocId(content)],
    };
    let format = u.text()?.to_owned();
    let problems = u.list(|u| {
        Some(Problem {
            record: option(u, |u| u32::try_from(u.number()?).ok())?,
            code: u.text()?.to_owned(),
            reason: u.text()?.to_owned(),
        })
    })?;
    u.is_at_end().then_some(FileRecord { path, size, modified, content, docs, format, problems })
}

fn number_of<T: PartialEq>(list: &[T], wanted: T) -> u64 {
    // The lists hold every value of their types.
    list.iter().position(|item| *item == wanted).unwrap_or(0) as u64
}

fn put_option<'t, T>(
    p: &mut Packer<'t>,
    option: &'t Option<T>,
    put: impl FnOnce(&mut Packer<'t>, &'t T),
) {
    p.number(u64::from(option.is_some()));
    if let Some(value) = option {
        put(p, value);
    }
}

fn option<'b, T>(
    u: &mut Unpacker<'b>,
    read: impl FnOnce(&mut Unpacker<'b>) -> Option<T>,
) -> Option<Option<T>> {
    match u.number()? {
        0 => Some(None),
        _ => read(u).map(Some),
    }
}

fn put_path<'t>(p: &mut Packer<'t>, path: &'t RelPath) {
    p.number(u64::from(path.raw().is_some()));
    match path.raw() {
        Some(raw) => p.bytes(raw),
        None => p.bytes(path.text().as_bytes()),
    }
}

fn path(u: &mut Unpacker) -> Option<RelPath> {
    let raw = u.number()? > 0;
    let bytes = u.bytes()?;
    if !raw {
        std::str::from_utf8(bytes).ok()?;
    }
    Some(RelPath::new(&crate::os::path_from_bytes(bytes)))
}

/// Words that stand at `span`, where the text says the same.
fn put_cut<'t>(p: &mut Packer<'t>, words: &'t str, span: Span, text: &str) {
    let same = span.cut(text) == words;
    p.number(u64::from(!same));
    if !same {
        p.text(words);
    }
}

fn cut(u: &mut Unpacker, span: Span, text: &str) -> Option<String> {
    Some(match u.number()? {
        0 => span.cut(text).to_owned(),
        _ => u.text()?.to_owned(),
    })
}

fn put_located<'t>(p: &mut Packer<'t>, located: &'t Located, text: &str) {
    put_option(p, &located.span, |p, span| p.span(*span));
    put_cut(p, &located.text, located.span.unwrap_or(NOWHERE), text);
}

fn located(u: &mut Unpacker, text: &str) -> Option<Located> {
    let span = option(u, Unpacker::span)?;
    Some(Located { text: cut(u, span.unwrap_or(NOWHERE), text)?, span })
}

fn put_entity<'t>(p: &mut Packer<'t>, entity: &'t EntityMentions, text: &str) {
    p.number(number_of(&ENTITY_KINDS, entity.kind));
    p.list(&entity.spans, |p, span| p.span(*span));
    let first = entity.spans.first().copied().unwrap_or(NOWHERE);
    put_cut(p, &entity.name, first, text);
    p.list(&entity.roles, |p, role| put_role(p, role, text));
}

fn entity(u: &mut Unpacker, text: &str) -> Option<EntityMentions> {
    let kind = *ENTITY_KINDS.get(u.size()?)?;
    let spans = u.list(Unpacker::span)?;
    let first = spans.first().copied().unwrap_or(NOWHERE);
    let name = cut(u, first, text)?;
    let roles = u.list(|u| role(u, text))?;
    Some(EntityMentions { kind, name, spans, roles })
}

fn put_role<'t>(p: &mut Packer<'t>, role: &'t RoleRecord, text: &str) {
    p.span(role.span);
    put_cut(p, &role.text, role.span, text);
    put_option(p, &role.org, |p, org| p.text(org));
}

fn role(u: &mut Unpacker, text: &str) -> Option<RoleRecord> {
    let span = u.span()?;
    Some(RoleRecord {
        text: cut(u, span, text)?,
        org: option(u, |u| u.text().map(str::to_owned))?,
        span,
    })
}

fn roles(doc: &DocRecord) -> impl Iterator<Item = &RoleRecord> {
    doc.entities.iter().flat_map(|entity| &entity.roles)
}

/// Words of a quote as its spans cut them.
fn said(spans: &[Span], text: &str) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.cut(text)).collect();
    parts.join(QuoteRecord::BETWEEN)
}

fn put_quote<'t>(p: &mut Packer<'t>, quote: &'t QuoteRecord, of: &'t Analysed) {
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
    put_option(p, &quote.speaker, |p, speaker| {
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
    });
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

fn quote(u: &mut Unpacker, doc: &DocRecord, text: &str, number: u64) -> Option<QuoteRecord> {
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
    let speaker = option(u, |u| {
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
    })?;
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
        speaker,
        role,
        confidence,
        rule,
        date: doc.date,
        source: doc.source.clone(),
        title: doc.title.as_ref().map(|title| title.text.clone()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A document in which every kind of value occurs, told by numbers that may be anything.
    fn document(numbers: &[u16], words: &[String]) -> Analysed {
        let text = "Dias, head of Unifor, said “no”. “Wages fell,” she said, “again.”".to_owned();
        let mut numbers = numbers.iter().copied().cycle();
        let mut number = move || usize::from(numbers.next().unwrap_or(0));
        let mut texts = words.iter().cycle();
        let mut word = move || texts.next().map_or_else(String::new, String::clone);
        let span = {
            let text = text.clone();
            move |n: usize| {
                let start = text.floor_char_boundary(n % text.len());
                Span::new(start, text.ceil_char_boundary((start + n / 64 % 9).min(text.len())))
            }
        };
        let id = DocId(number() as u64);
        let some = |n: usize| !n.is_multiple_of(3);
        let mut entities = Vec::new();
        for kind in ENTITY_KINDS {
            let spans: Vec<Span> = (0..number() % 3).map(|_| span(number())).collect();
            let name = match spans.first().filter(|_| some(number())) {
                Some(first) => first.cut(&text).to_owned(),
                None => word(),
            };
            let at = span(number());
            let role = RoleRecord { text: at.cut(&text).to_owned(), org: None, span: at };
            let other = RoleRecord { text: word(), org: Some(word()), span: span(number()) };
            entities.push(EntityMentions { kind, name, spans, roles: vec![role, other] });
        }
        let located = |n: usize, words: String| Located {
            text: words,
            span: some(n).then(|| Span::new(n, n + 3)),
        };
        let title = some(number()).then(|| located(number(), word()));
        let date = some(number()).then(|| date_of(number() as i64 - 9000)).flatten();
        let source = some(number()).then(&mut word);
        let quotes: Vec<QuoteRecord> = (0..number() as u64 % 5)
            .map(|n| {
                let spans: Vec<Span> = (0..1 + number() % 2).map(|_| span(number())).collect();
                let (first, last) = (spans[0], spans[spans.len() - 1]);
                let entity = &entities[number() % 3];
                let at = span(number());
                QuoteRecord {
                    id: QuoteId::of(id, Span::new(first.start, last.end.max(first.start))),
                    doc: id,
                    number: n + 1,
                    kind: QUOTE_KINDS[number() % 3],
                    text: if some(number()) { said(&spans, &text) } else { word() },
                    spans,
                    cue: some(number()).then(|| CueRecord {
                        text: at.cut(&text).to_owned(),
                        verb: word(),
                        negated: some(number()),
                        span: at,
                    }),
                    speaker: some(number()).then(|| SpeakerRecord {
                        name: if some(number()) { entity.name.clone() } else { word() },
                        kind: some(number()).then_some(entity.kind),
                        as_written: word(),
                        resolved_by: RESOLUTIONS[number() % 6],
                        span: span(number()),
                    }),
                    role: some(number()).then(|| entity.roles[number() % 2].clone()),
                    confidence: [0.85, 0.765, 0.123_456, 1.0, 0.0][number() % 5],
                    rule: word(),
                    date,
                    source: source.clone(),
                    title: title.as_ref().map(|title| title.text.clone()),
                }
            })
            .collect();
        let doc = DocRecord {
            id,
            paths: vec![
                RelPath::new(std::path::Path::new("a/b.txt")),
                RelPath::new(&crate::os::path_from_bytes(b"\xff.txt")),
            ],
            record: some(number()).then_some(7),
            title,
            byline: some(number()).then(|| located(number(), word())),
            dateline: None,
            date,
            date_source: some(number()).then(|| DATE_SOURCES[number() % 4]),
            source,
            lang: word(),
            topics: vec![word(), word()],
            base: BASES[number() % 2],
            body: span(number()),
            sentences: vec![(0, true), (33, false), (number(), true)],
            hidden: vec![span(number())],
            pages: vec![0, 4, 4 + number() % 50],
            words: number() as u64,
            quotes: quotes.len() as u64,
            entities,
            added: number() as u64,
        };
        Analysed { doc, text, quotes }
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            numbers in proptest::collection::vec(0_u16.., 1..60),
            words in proptest::collection::vec("[a-cé]{0,2}", 1..9),
        ) {
            let analysed = document(&numbers, &words);
            prop_assert_eq!(unpack(&pack(&analysed)), Some(analysed));
        }

        #[test]
        fn damaged_bytes_never_panic(
            numbers in proptest::collection::vec(0_u16.., 1..60),
            place: prop::sample::Index,
            byte: u8,
            cut: bool,
        ) {
            let mut bytes = pack(&document(&numbers, &["a".to_owned()]));
            let place = place.index(bytes.len());
            bytes[place] = byte;
            bytes.truncate(if cut { place } else { bytes.len() });
            unpack(&bytes);
        }

        #[test]
        fn files_are_packed_with_their_documents_and_problems(
            docs: Vec<u64>, content: u64, one: bool, record: Option<u32>,
        ) {
            let docs = if one { vec![content] } else { docs };
            let file = FileRecord {
                path: RelPath::new(std::path::Path::new("a.txt")),
                size: 3,
                modified: -4,
                content,
                docs: docs.into_iter().map(DocId).collect(),
                format: "json".to_owned(),
                problems: vec![Problem { record, code: "a".to_owned(), reason: "b".to_owned() }],
            };
            let bytes = pack_file(&file);
            let read = unpack_file(&bytes, file.path.clone(), 3, -4, content);
            prop_assert_eq!(read, Some(file));
        }
    }
}
