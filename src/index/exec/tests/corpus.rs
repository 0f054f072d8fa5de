//! Small archives made of a seed, each kept twice: as an index, and as plain lists of words.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::DocId;

use super::tokens::{TOKENS, text, written};
use crate::entities::EntityKind;
use crate::index::days::{date_of, day};
use crate::index::field::TextField;
use crate::index::reader::Index;
use crate::index::store::schema::column;
use crate::index::testing::{Draft, DraftQuote, TestIndex, file_of};
use crate::index::write::writer::Writer;
use crate::quotes::{Act, QuoteKind, ResolvedBy};
use crate::record::{self, SpeakerRecord};

/// A word of a text, or a compound: where it stands among the words of its field.
#[derive(Clone, Debug)]
pub struct Place {
    pub form: String,
    /// Number of the part, from 1 for the headline; 0 in fields without parts.
    pub part: usize,
    pub paragraph: usize,
    /// Number of the sentence in the body.
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
}

/// What is known of a document or of a quote.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub id: u64,
    pub places: BTreeMap<TextField, Vec<Place>>,
    /// Whole values of fields.
    pub values: BTreeMap<TextField, BTreeSet<String>>,
    /// Texts as written.
    pub written: Vec<Vec<&'static str>>,
    pub day: Option<i64>,
    pub added: u64,
    pub words: u64,
    pub confidence: f64,
    pub paths: Vec<String>,
    /// Number of files that hold a copy of the story.
    pub copies: u64,
    pub lead: bool,
    /// First and last sentence of a quote.
    pub sentences: (usize, usize),
    pub quotes: Vec<Record>,
}

/// An archive: the index, and what it is to hold.
pub struct Corpus {
    pub index: Index,
    pub docs: Vec<Record>,
    /// The tokens of most of its texts.
    pub tokens: Vec<usize>,
    /// For each segment the living records: document and number of the quote, 0 for the document.
    pub rows: Vec<BTreeMap<DocId, (u64, u64)>>,
}

/// Numbers that look random (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// The words of a field, one after the other.
#[derive(Default)]
struct Row {
    at: usize,
    places: Vec<Place>,
}

impl Row {
    fn add(&mut self, tokens: &[usize], part: usize, paragraph: usize, sentence: usize) {
        for token in tokens.iter().map(|t| &TOKENS[*t]) {
            let mut add = |form: String, start, end| {
                self.places.push(Place { form, part, paragraph, sentence, start, end });
            };
            if let Some(joined) = token.joined() {
                add(joined, self.at, self.at + token.words.len());
            }
            for (number, (_, form)) in token.words.iter().enumerate() {
                add((*form).to_owned(), self.at + number, self.at + number + 1);
            }
            self.at += token.words.len();
        }
    }

    /// The places of several values: no phrase reaches from one to the next.
    fn of<'v>(values: impl IntoIterator<Item = &'v Vec<usize>>) -> Vec<Place> {
        let mut row = Row::default();
        for value in values {
            row.add(value, 0, 0, 0);
            row.at += 1;
        }
        row.places
    }
}

/// A value that is one term.
fn whole(form: &str) -> Vec<Place> {
    let form = form.to_owned();
    vec![Place { form, part: 0, paragraph: 0, sentence: 0, start: 0, end: 1 }]
}

fn letter(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Person) => "p",
        Some(EntityKind::Organization) => "o",
        Some(EntityKind::Place) => "l",
        None => "n",
    }
}

const KINDS: [(EntityKind, TextField); 3] = [
    (EntityKind::Person, TextField::Person),
    (EntityKind::Organization, TextField::Org),
    (EntityKind::Place, TextField::Place),
];

/// Makes documents of some of the tokens.
struct Maker {
    dice: Dice,
    tokens: Vec<usize>,
    /// The body of a document of which there are copies.
    twin: Vec<Vec<Vec<usize>>>,
}

impl Maker {
    fn new(seed: u64) -> Maker {
        let mut dice = Dice(seed);
        let count = 4 + dice.below(6);
        let tokens = (0..count).map(|_| dice.below(TOKENS.len())).collect();
        let mut maker = Maker { dice, tokens, twin: Vec::new() };
        let sentences = |maker: &mut Maker| (0..3).map(|_| maker.line(7, 1)).collect();
        maker.twin = (0..2).map(|_| sentences(&mut maker)).collect();
        maker
    }

    /// From `least` to twice as many tokens.
    fn line(&mut self, least: usize, more: usize) -> Vec<usize> {
        let count = least + self.dice.below(least + more);
        // Some of all tokens are among those of this archive.
        let mut pick = || match self.dice.one_in(8) {
            true => self.dice.below(TOKENS.len()),
            false => self.tokens[self.dice.below(self.tokens.len())],
        };
        (0..count).map(|_| pick()).collect()
    }

    /// The same with a word in it.
    fn name(&mut self) -> Vec<usize> {
        let line = self.line(1, 2);
        if written(&line).is_empty() { vec![0] } else { line }
    }

    fn perhaps(&mut self) -> Option<Vec<usize>> {
        (!self.dice.one_in(3)).then(|| self.name())
    }

    fn document(&mut self, number: u64) -> (Draft, Record) {
        let headers = [self.perhaps(), self.perhaps(), self.perhaps()];
        let apart = self.dice.one_in(3);
        let body = match self.dice.one_in(6) {
            true => self.twin.clone(),
            false => self.body(),
        };
        let mut row = Row::default();
        let mut all = Vec::new();
        for (header, part) in headers.iter().zip(1..) {
            let tokens = header.as_deref().unwrap_or_default();
            row.add(tokens, part, 0, 0);
            if part > 1 || !apart {
                all.extend(written(tokens));
            }
        }
        let (mut count, mut paragraphs) = (0, Vec::new());
        for (paragraph, sentences) in body.iter().enumerate() {
            let mut texts = Vec::new();
            for tokens in sentences {
                row.add(tokens, 4, paragraph, count);
                all.extend(written(tokens));
                count += 1;
                let mut sentence = text(tokens);
                if self.dice.one_in(3) {
                    // What is hidden is written there, but it is no word of the document.
                    let hidden = self.name();
                    sentence = format!("{sentence} [{}]", text(&hidden));
                    all.extend(written(&hidden));
                }
                texts.push(format!("{sentence}. "));
            }
            paragraphs.push(texts);
        }
        let date = (!self.dice.one_in(4)).then(|| self.dice.below(30) as i64 + 17_000);
        let mut quotes: Vec<(DraftQuote, Record)> = Vec::new();
        for _ in 0..[0, 0, 1, 2, 3, 5][self.dice.below(6)] {
            let from = self.dice.below(count);
            let to = from + self.dice.below((count - from).min(2));
            let (draft, mut quote) = self.quote();
            (quote.day, quote.sentences) = (date, (from, to));
            quotes.push((DraftQuote { sentences: Some((from, to)), ..draft }, quote));
        }
        // What stands behind the quotes as silences nobody is to find who did not ask for them.
        let silent = self.dice.one_in(3).then(|| self.quote().0);
        let (sentences, act) = (Some((0, 0)), Act::Silence);
        let silent = silent.map(|draft| DraftQuote { sentences, act, ..draft });
        let mut names: Vec<(EntityKind, Vec<usize>)> = Vec::new();
        for _ in 0..self.dice.below(4) {
            names.push((KINDS[self.dice.below(3)].0, self.name()));
        }
        let lang = ["en", "fr"][self.dice.below(2)];
        let source = self.perhaps();
        let topics: Vec<Vec<usize>> = (0..self.dice.below(3)).map(|_| self.name()).collect();
        let [title, byline, dateline] = headers.each_ref().map(|h| h.as_ref().map(|h| text(h)));
        let mut draft = Draft {
            id: number,
            path: format!("wire/n{number}.txt"),
            record: None,
            title,
            apart,
            byline,
            dateline,
            body: paragraphs,
            date: date.and_then(date_of),
            source: source.as_ref().map(|source| text(source)),
            lang: lang.to_owned(),
            topics: topics.iter().map(|topic| text(topic)).collect(),
            names: names.iter().map(|(kind, name)| (*kind, text(name))).collect(),
            quotes: quotes.iter().map(|(draft, _)| draft.clone()).chain(silent).collect(),
        };
        let mut doc = Record {
            id: number,
            written: vec![all, written(headers[0].as_deref().unwrap_or_default())],
            day: draft.date.map(day),
            quotes: quotes.into_iter().map(|(_, quote)| quote).collect(),
            ..Record::default()
        };
        // Speakers are names of the document too.
        for quote in &draft.quotes {
            let Some(speaker) = &quote.speaker else { continue };
            if let Some(kind) = speaker.kind
                && draft.names.iter().all(|(_, name)| *name != speaker.name)
            {
                names.push((kind, tokens_of(&speaker.name)));
                draft.names.push((kind, speaker.name.clone()));
            }
        }
        doc.places.insert(TextField::Text, row.places);
        doc.places.insert(TextField::Topic, Row::of(&topics));
        doc.places.insert(TextField::Source, Row::of(&source));
        doc.places.insert(TextField::Lang, whole(lang));
        for (kind, field) in KINDS {
            let here = names.iter().filter(|name| name.0 == kind);
            doc.places.insert(field, Row::of(here.map(|name| &name.1)));
        }
        let keys = draft.names.iter().map(|(kind, name)| format!("{}{name}", letter(Some(*kind))));
        doc.values.insert(TextField::Name, keys.collect());
        doc.values.insert(TextField::Lang, BTreeSet::from([lang.to_owned()]));
        let has = [
            (!doc.quotes.is_empty(), "quotes"),
            (draft.title.is_some(), "title"),
            (draft.byline.is_some(), "byline"),
            (draft.dateline.is_some(), "dateline"),
            (draft.source.is_some(), "source"),
            (!topics.is_empty(), "topic"),
            (names.iter().any(|n| n.0 == EntityKind::Person), "person"),
            (names.iter().any(|n| n.0 == EntityKind::Organization), "org"),
            (names.iter().any(|n| n.0 == EntityKind::Place), "place"),
            (draft.date.is_none(), "undated"),
        ];
        let has = has.into_iter().filter(|has| has.0).map(|has| has.1.to_owned());
        doc.values.insert(TextField::Flag, has.collect());
        doc.words = draft.analysed().doc.words;
        (draft, doc)
    }

    fn body(&mut self) -> Vec<Vec<Vec<usize>>> {
        let mut paragraphs = Vec::new();
        for _ in 0..1 + self.dice.below(4) {
            let sentences = 1 + self.dice.below(3);
            paragraphs.push((0..sentences).map(|_| self.line(2, 3)).collect());
        }
        paragraphs
    }

    fn quote(&mut self) -> (DraftQuote, Record) {
        let (said, name, other) = (self.line(2, 4), self.name(), self.name());
        let resolved_by = [
            ResolvedBy::Name,
            ResolvedBy::Surname,
            ResolvedBy::Pronoun,
            ResolvedBy::Role,
            ResolvedBy::PreviousQuote,
            ResolvedBy::Unnamed,
        ][self.dice.below(6)];
        let kind = [None, Some(KINDS[self.dice.below(3)].0)][self.dice.below(2)];
        let by_role = matches!(resolved_by, ResolvedBy::Role | ResolvedBy::Unnamed);
        // One common word alone is no role.
        let other = if by_role { [other, vec![0]].concat() } else { other };
        let as_written = if self.dice.one_in(2) && !by_role { name.clone() } else { other };
        let mut draft = DraftQuote::of(&text(&name), &text(&said));
        let mut quote = Record { written: vec![written(&said)], ..Record::default() };
        quote.places.insert(TextField::Said, Row::of([&said]));
        let (mut speakers, mut roles) = (Vec::new(), Vec::new());
        if self.dice.one_in(5) {
            draft.speaker = None;
        } else {
            let span = crate::article::Span::new(0, 0);
            let (name_text, as_written_text) = (text(&name), text(&as_written));
            let other = name_text != as_written_text && resolved_by != ResolvedBy::Pronoun;
            speakers.extend((!by_role || kind.is_some()).then(|| name.clone()));
            if speakers.is_empty() || other {
                speakers.push(as_written.clone());
            }
            if by_role {
                roles.push(as_written);
            }
            let said_by = match resolved_by {
                ResolvedBy::Unnamed => "nunnamed".to_owned(),
                _ => format!("{}{name_text}", letter(kind)),
            };
            quote.values.insert(TextField::SaidBy, BTreeSet::from([said_by]));
            let as_written = as_written_text;
            draft.speaker =
                Some(SpeakerRecord { name: name_text, kind, as_written, resolved_by, span });
        }
        let mut places = Row::of(&speakers);
        if draft.speaker.is_some() && resolved_by == ResolvedBy::Unnamed {
            let start = places.iter().map(|p| p.end).max().unwrap_or(0) + 1;
            let place = Place { start, end: start + 1, ..whole("unnamed").remove(0) };
            places.push(place);
        }
        quote.places.insert(TextField::Speaker, places);
        let mut orgs = Vec::new();
        if let Some(role) = self.perhaps() {
            let org = self.perhaps();
            draft.role = Some((text(&role), org.as_ref().map(|org| text(org))));
            roles.push(role);
            orgs.extend(org);
        }
        quote.places.insert(TextField::Role, Row::of(&roles));
        quote.places.insert(TextField::SpeakerOrg, Row::of(&orgs));
        let verb = ["say", "deny", "tax"][self.dice.below(3)];
        draft.verb = (!self.dice.one_in(4)).then(|| verb.to_owned());
        if draft.verb.is_some() {
            quote.places.insert(TextField::Verb, whole(verb));
            quote.values.insert(TextField::Verb, BTreeSet::from([verb.to_owned()]));
        }
        let act = Act::ALL[self.dice.below(3)];
        draft.act = act;
        quote.places.insert(TextField::Act, whole(act.name()));
        quote.values.insert(TextField::Act, BTreeSet::from([act.name().to_owned()]));
        let kinds = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
        let at = self.dice.below(3);
        let (kind, name) = (kinds[at], ["direct", "indirect", "mixed"][at]);
        draft.kind = kind;
        quote.places.insert(TextField::QuoteKind, whole(name));
        quote.values.insert(TextField::QuoteKind, BTreeSet::from([name.to_owned()]));
        quote.confidence = self.dice.below(9) as f64 / 8.0;
        draft.confidence = quote.confidence as f32;
        (draft, quote)
    }
}

/// The tokens of a text.
fn tokens_of(name: &str) -> Vec<usize> {
    let token = |word: &str| TOKENS.iter().position(|t| t.text == word).expect("a token");
    name.split(' ').map(token).collect()
}

/// What a writer does to an archive, and what comes of it.
struct Archive {
    writer: Writer,
    docs: Vec<(Draft, Record)>,
    revision: u64,
}

impl Archive {
    fn add(&mut self, draft: Draft, mut doc: Record) {
        let path = draft.rel_path();
        self.writer.add(draft.analysed(), &path, &mut |_, _| (None, None)).expect("written");
        self.writer.put_file(&file_of(&draft), None).expect("written");
        (doc.added, doc.paths) = (self.revision, vec![draft.path.clone()]);
        self.docs.push((draft, doc));
    }

    fn remove(&mut self, at: usize) {
        let (draft, doc) = self.docs.remove(at);
        for path in &doc.paths {
            let path = record::RelPath::new(path.as_ref());
            let id = record::DocId(draft.id);
            self.writer.unlink(id, &path, &mut |_, _| (None, None)).expect("removed");
        }
    }

    fn link(&mut self, at: usize) {
        let (draft, doc) = &mut self.docs[at];
        let path = format!("also/n{}.txt", draft.id);
        let rel = record::RelPath::new(path.as_ref());
        let id = record::DocId(draft.id);
        let linked = self.writer.link(id, &rel, &mut |_, _| (None, None)).expect("written");
        assert!(linked, "the document is there");
        if !doc.paths.contains(&path) {
            doc.paths.insert(0, path);
        }
    }
}

impl Corpus {
    /// The archive of this number.
    pub fn new(seed: u64) -> Corpus {
        let folder = TestIndex::empty();
        let mut maker = Maker::new(seed);
        let writer = folder.writer();
        let mut archive = Archive { writer, docs: Vec::new(), revision: 0 };
        let mut number = 0;
        for commit in 0..2 + maker.dice.below(3) {
            archive.revision += 1;
            let older = archive.docs.len();
            for _ in 0..3 + maker.dice.below(5) {
                number += 1;
                let (draft, doc) = maker.document(number);
                archive.add(draft, doc);
            }
            if commit > 0 {
                archive.link(maker.dice.below(older));
                archive.remove(maker.dice.below(older));
            }
            archive.writer.commit().expect("a commit");
        }
        archive.writer.finish().expect("a commit");
        let docs = archive.docs.into_iter().map(|(_, doc)| doc).collect();
        let index = folder.open();
        let rows = rows(&index);
        Corpus { docs: completed(docs, &index), index, tokens: maker.tokens, rows }
    }
}

/// Adds what hangs on the other documents and on the files.
fn completed(mut docs: Vec<Record>, index: &Index) -> Vec<Record> {
    let all = docs.clone();
    for doc in &mut docs {
        // Which documents are copies is for others to prove.
        let mut story: Vec<u64> = index.members(doc.id).into_iter().map(|id| id.0).collect();
        story.push(doc.id);
        let story = || all.iter().filter(|other| story.contains(&other.id));
        doc.copies = story().map(|d| d.paths.len() as u64).sum();
        // The earliest, those without a day last.
        let lead =
            story().min_by_key(|d| (d.day.is_none(), d.day, std::cmp::Reverse(d.words), d.id));
        doc.lead = lead.is_some_and(|lead| lead.id == doc.id);
        let mut places = Vec::new();
        let mut at = 0;
        for path in &doc.paths {
            for form in path.split(['/', '.']) {
                places.push(Place { start: at, end: at + 1, ..whole(form).remove(0) });
                at += 1;
            }
            at += 1;
        }
        doc.places.insert(TextField::Path, places);
        for quote in &mut doc.quotes {
            quote.added = doc.added;
        }
    }
    docs
}

/// The living documents and quotes of each segment.
fn rows(index: &Index) -> Vec<BTreeMap<DocId, (u64, u64)>> {
    let segments = index.searcher.segment_readers().iter();
    let rows = segments.map(|segment| {
        let ids = column::ID.open(segment).expect("a column");
        let numbers = column::NUMBER.open(segment).expect("a column");
        let number = |row: DocId| numbers.first(row).unwrap_or(0);
        let living = segment.doc_ids_alive().filter(|row| ids.first(*row).is_some());
        let row = |row: DocId| {
            let doc = ids.first(row - number(row) as DocId).expect("an id");
            (row, (doc, number(row)))
        };
        living.map(row).collect()
    });
    rows.collect()
}
