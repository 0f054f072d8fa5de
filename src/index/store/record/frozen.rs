//! What a format stores, frozen: bytes that change need another [`FORMAT`], else old indexes are misread.

use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

#[cfg(unix)]
use super::unpack;
use super::{pack, pack_file};
use crate::article::{DateSource, Located, OffsetBase, Span};
use crate::entities::EntityKind;
use crate::index::store::layout::{Layout, Stream};
use crate::index::store::manifest::{FORMAT, Manifest};
use crate::index::store::{names, schema};
use crate::quotes::{Act, QuoteKind, ResolvedBy};
use crate::record::{
    Analysed, CueRecord, DocId, DocRecord, EntityMentions, FileRecord, Problem, QuoteId,
    QuoteRecord, RelPath, RoleRecord, SpeakerRecord, Walked,
};

/// A kind of what is stored, and the SHA-256 of its samples.
type Parts = [(&'static str, &'static str); 7];

/// What each format stores. A format that was released is never edited: a change is a new line.
const FORMATS: [(u32, Parts); 3] = [
    (
        3,
        [
            ("documents", "0b103bb877d1522098e5a6627d0c27452e33754c82d57b439c538b3461a70b80"),
            ("files", "0126a2f30efa13e3dd1ca672b2a0ad525309dbcb1d4043e5df7727860ad8de23"),
            ("words", "6a4c9c742db7eaf23dd7a042a81cfa4318b5ddfaf8d482fa233ded263f7e3f73"),
            ("names", "e8d63e43a05610756500022bc57f39dbb0293f318c5f9808875ad12581fed5a1"),
            ("schema", "40780dc9bc3034d9f209b09ca67c7f6370dd5499e33f0b2282c98ea1d337dd25"),
            ("blocks", "25b7b545f88945996108f8feb998162ced7af3224577c3e64607884bedceea43"),
            ("manifest", "c7c921749845a59cc83f3c3299f792477842726afd91c23501120e9746dddfc4"),
        ],
    ),
    (
        4,
        [
            ("documents", "6c5924d8215c54e75bb6a3be50884144a1aaad88d94f165a538a22fb3410b908"),
            ("files", "0126a2f30efa13e3dd1ca672b2a0ad525309dbcb1d4043e5df7727860ad8de23"),
            ("words", "6a4c9c742db7eaf23dd7a042a81cfa4318b5ddfaf8d482fa233ded263f7e3f73"),
            ("names", "e8d63e43a05610756500022bc57f39dbb0293f318c5f9808875ad12581fed5a1"),
            ("schema", "ac6eba718bffeba7e39df114c604c9e85d2584a26cde6dfd0283fe10a5c5140a"),
            ("blocks", "25b7b545f88945996108f8feb998162ced7af3224577c3e64607884bedceea43"),
            ("manifest", "c7c921749845a59cc83f3c3299f792477842726afd91c23501120e9746dddfc4"),
        ],
    ),
    (
        5,
        [
            ("documents", "6c5924d8215c54e75bb6a3be50884144a1aaad88d94f165a538a22fb3410b908"),
            ("files", "0126a2f30efa13e3dd1ca672b2a0ad525309dbcb1d4043e5df7727860ad8de23"),
            ("words", "99f97fbd0cb80942c624270772f2855b38a5fa38658ab44494d4f7370120cc21"),
            ("names", "e8d63e43a05610756500022bc57f39dbb0293f318c5f9808875ad12581fed5a1"),
            ("schema", "f4b95844c96d4f2bb279a4838592777529f284e8cf31e85f782cadb92ef85f15"),
            ("blocks", "25b7b545f88945996108f8feb998162ced7af3224577c3e64607884bedceea43"),
            ("manifest", "c7c921749845a59cc83f3c3299f792477842726afd91c23501120e9746dddfc4"),
        ],
    ),
];

const TEXT: &str = "Ferries halt\nBy Tove Ålund\nPORT ELLERY, April 2 -- Crews said “no”.\n\n“Rest,” the \
    U.S.-born Ilse Marran, head of the Seamen's Union, did not say, “is law.” She left.";

const DAY: Date = date(2031, 4, 2);

/// Where the words `of` stand in [`TEXT`].
fn at(of: &str) -> Span {
    let start = TEXT.find(of).expect("words of the text");
    Span::new(start, start + of.len())
}

fn located(words: &str) -> Located {
    Located { text: words.to_owned(), span: Some(at(words)) }
}

fn path(json: &str) -> RelPath {
    serde_json::from_str(json).expect("a path")
}

/// A document in which every field has a value, and no two of them the same.
fn full() -> Analysed {
    let id = DocId(0x0102_0304_0506_0708);
    let union = Some("Seamen's Union".to_owned());
    let role = RoleRecord {
        text: "head of the Seamen's Union".to_owned(),
        org: union.clone(),
        span: at("head of the Seamen's Union"),
    };
    let other = RoleRecord { text: "Stoker".to_owned(), org: None, span: at("Crews") };
    let person = EntityMentions {
        kind: EntityKind::Person,
        name: "Ilse Marran".to_owned(),
        spans: vec![at("Ilse Marran"), at("She")],
        roles: vec![role.clone()],
    };
    let organization = EntityMentions {
        kind: EntityKind::Organization,
        name: "the union".to_owned(),
        spans: vec![at("Seamen's Union")],
        roles: Vec::new(),
    };
    let place = EntityMentions {
        kind: EntityKind::Place,
        name: "Port Ellery".to_owned(),
        spans: vec![at("PORT ELLERY")],
        roles: Vec::new(),
    };
    let quote = |number, kind, spans: Vec<Span>| {
        let whole = Span::new(spans[0].start, spans[spans.len() - 1].end);
        QuoteRecord {
            id: QuoteId::of(id, whole),
            doc: id,
            number,
            kind,
            text: spans.iter().map(|s| s.cut(TEXT)).collect::<Vec<_>>().join(QuoteRecord::BETWEEN),
            spans,
            cue: None,
            act: Act::Statement,
            speaker: None,
            others: Vec::new(),
            role: None,
            confidence: 0.85,
            rule: "source-clause".to_owned(),
            date: Some(DAY),
            source: Some("Lowland Wire".to_owned()),
            title: Some("Ferries halt".to_owned()),
        }
    };
    let split = QuoteRecord {
        cue: Some(CueRecord {
            text: "say".to_owned(),
            verb: "state".to_owned(),
            negated: true,
            span: at("say"),
        }),
        speaker: Some(SpeakerRecord {
            name: "Ilse Marran".to_owned(),
            kind: Some(EntityKind::Person),
            as_written: "Ilse".to_owned(),
            resolved_by: ResolvedBy::Surname,
            span: at("Ilse Marran"),
        }),
        role: Some(role),
        ..quote(1, QuoteKind::Mixed, vec![at("Rest,"), at("is law.")])
    };
    let other_words = QuoteRecord {
        text: "No!".to_owned(),
        speaker: Some(SpeakerRecord {
            name: "the crews".to_owned(),
            kind: None,
            as_written: "Crews".to_owned(),
            resolved_by: ResolvedBy::Unnamed,
            span: at("Crews"),
        }),
        act: Act::Belief,
        others: vec![SpeakerRecord {
            name: "the union".to_owned(),
            kind: Some(EntityKind::Organization),
            as_written: "Seamen's Union".to_owned(),
            resolved_by: ResolvedBy::Name,
            span: at("Seamen's Union"),
        }],
        role: Some(other),
        confidence: 0.123_456,
        ..quote(2, QuoteKind::Direct, vec![at("no")])
    };
    let bare = quote(3, QuoteKind::Indirect, vec![at("She left")]);
    let silence = QuoteRecord {
        act: Act::Silence,
        rule: "silence".to_owned(),
        ..quote(4, QuoteKind::Indirect, vec![at("not say")])
    };
    let doc = DocRecord {
        id,
        paths: vec![
            path(r#"{"text":"a/b.txt"}"#),
            path(r#"{"text":"a/�.txt","raw":[97,47,255,46,116,120,116]}"#),
        ],
        record: Some(6),
        title: Some(located("Ferries halt")),
        byline: Some(Located { text: "Tove Alund".to_owned(), span: None }),
        dateline: Some(located("PORT ELLERY, April 2 --")),
        date: Some(DAY),
        date_source: Some(DateSource::Dateline),
        source: Some("Lowland Wire".to_owned()),
        lang: "en".to_owned(),
        topics: vec!["shipping".to_owned(), "labour".to_owned()],
        base: OffsetBase::Text,
        body: Span::new(at("Crews").start, TEXT.len()),
        sentences: vec![
            (at("Crews").start, true),
            (at("“Rest").start, true),
            (at("She").start, false),
        ],
        hidden: vec![at("born")],
        pages: vec![0, at("“Rest").start],
        words: 19,
        quotes: 3,
        entities: vec![person, organization, place],
        added: 300,
    };
    Analysed { doc, text: TEXT.to_owned(), quotes: vec![split, other_words, bare, silence] }
}

/// A document without anything that it need not have.
fn bare() -> Analysed {
    let Analysed { doc, .. } = full();
    let doc = DocRecord {
        record: None,
        title: None,
        byline: None,
        dateline: None,
        date: None,
        date_source: None,
        source: None,
        topics: Vec::new(),
        base: OffsetBase::File,
        hidden: Vec::new(),
        pages: Vec::new(),
        quotes: 0,
        entities: Vec::new(),
        ..doc
    };
    Analysed { doc, text: TEXT.to_owned(), quotes: Vec::new() }
}

fn files() -> [FileRecord; 2] {
    let problem = |record, code: &str| Problem {
        record,
        code: code.to_owned(),
        reason: "cut off".to_owned(),
    };
    let feed = FileRecord {
        path: path(r#"{"text":"a.jsonl"}"#),
        size: 3,
        modified: -4,
        content: 5,
        docs: vec![DocId(7), DocId(8)],
        format: "jsonl".to_owned(),
        problems: vec![problem(Some(2), "read.malformed"), problem(None, "read.limit")],
    };
    let text = FileRecord {
        docs: vec![DocId(5)],
        format: "text".to_owned(),
        problems: Vec::new(),
        ..feed.clone()
    };
    [feed, text]
}

/// All terms of a document's words, each with its place.
fn words() -> String {
    let Analysed { doc, text, .. } = full();
    let layout = Layout::new(&doc, &text);
    let (mut stream, mut term, mut all) =
        (Stream::new(&layout.string), String::new(), String::new());
    while let Some(posting) = stream.next(&mut term) {
        all.push_str(&format!("{term:?} {}\n", posting.position));
    }
    all
}

fn name_values() -> String {
    let (name, kind) = ("Ilse Marran", EntityKind::Person);
    [
        names::key(Some(kind), name),
        names::key(Some(EntityKind::Organization), name),
        names::key(Some(EntityKind::Place), name),
        names::key(None, name),
        names::Alias { kind, name, alias: "Marran" }.value(),
        names::RoleOf { name, role: "head", org: Some("Seamen's Union") }.value(),
        names::UNNAMED.to_owned(),
    ]
    .join("\n")
}

fn manifest() -> Vec<u8> {
    let manifest = Manifest {
        format: 1,
        analyser: 2,
        onrecord: "0.1.0".to_owned(),
        root: "news".into(),
        data: "data-1".to_owned(),
        walked: Walked::default(),
    };
    serde_json::to_vec(&manifest).expect("JSON")
}

#[test]
fn what_a_format_stores_is_frozen() {
    let json =
        |value: Result<Vec<u8>, _>| value.unwrap_or_else(|e: serde_json::Error| panic!("{e}"));
    let now = [
        ("documents", [pack(&full()), pack(&bare())].concat()),
        ("files", files().iter().flat_map(pack_file).collect()),
        ("words", words().into_bytes()),
        ("names", name_values().into_bytes()),
        ("schema", json(serde_json::to_vec(&schema::schema().0))),
        ("blocks", json(serde_json::to_vec(&schema::settings()))),
        ("manifest", manifest()),
    ];
    let known = FORMATS.iter().find(|(format, _)| *format == FORMAT);
    let mut changed = Vec::new();
    for (part, bytes) in now {
        let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        let frozen = known.and_then(|(_, parts)| parts.iter().find(|(name, _)| *name == part));
        if frozen.is_none_or(|(_, then)| *then != hash) {
            changed.push(format!("(\"{part}\", \"{hash}\"),"));
        }
    }
    assert!(
        changed.is_empty(),
        "the format changed: raise FORMAT in src/index/store/manifest.rs, write these down for it in \
         src/index/store/record/frozen.rs, and freeze an index of it (CONTRIBUTING.md):\n{}",
        changed.join("\n")
    );
}

/// Else a part of them could be frozen as what no reader gets to see.
#[cfg(unix)]
#[test]
fn what_is_frozen_can_be_read() {
    for analysed in [full(), bare()] {
        assert_eq!(unpack(&pack(&analysed)), Some(analysed));
    }
}
