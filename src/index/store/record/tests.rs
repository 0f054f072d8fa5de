//! What is packed is unpacked, and damaged bytes are told.

use proptest::prelude::*;

use super::doc::{BASES, DATE_SOURCES};
use super::parts::ENTITY_KINDS;
use super::quote::{QUOTE_KINDS, RESOLUTIONS, said};
use super::{pack, pack_file, unpack, unpack_file};
use crate::article::{Located, Span};
use crate::index::days::date_of;
use crate::quotes::Act;
use crate::record::{
    Analysed, CueRecord, DocId, DocRecord, EntityMentions, FileRecord, Problem, QuoteId,
    QuoteRecord, RelPath, RoleRecord, SpeakerRecord,
};

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
            let speakers: Vec<SpeakerRecord> = (0..number() % 4)
                .map(|_| SpeakerRecord {
                    name: if some(number()) { entity.name.clone() } else { word() },
                    kind: some(number()).then_some(entity.kind),
                    as_written: word(),
                    resolved_by: RESOLUTIONS[number() % 6],
                    span: span(number()),
                })
                .collect();
            let mut speakers = speakers.into_iter();
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
                act: Act::ALL[number() % 7],
                speaker: speakers.next(),
                others: speakers.collect(),
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
        quotes: quotes.iter().filter(|quote| !quote.is_silence()).count() as u64,
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
