//! A tiny index for tests: records made by hand, written as the pipeline writes them.

use std::path::Path;

use jiff::civil::Date;
use tempfile::TempDir;

use super::reader::Index;
use super::write::writer::Writer;
use crate::article::{DateSource, Located, OffsetBase, Span};
use crate::entities::EntityKind;
use crate::quotes::{Act, QuoteKind, ResolvedBy};
use crate::record::{
    Analysed, CueRecord, DocId, DocRecord, EntityMentions, FileRecord, QuoteId, QuoteRecord,
    RelPath, RoleRecord, SpeakerRecord, Walked,
};
use crate::words;

/// The least memory that a writer may have.
const MEMORY: u64 = 16 << 20;

/// What stands before and behind a stretch of a body that is markup and no words.
const HIDDEN: [char; 2] = ['[', ']'];

/// A document that is to be written.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub id: u64,
    pub path: String,
    pub record: Option<u32>,
    pub title: Option<String>,
    /// Whether the headline comes from metadata and does not stand in the text.
    pub apart: bool,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    /// The sentences of each paragraph; `[…]` in them is hidden.
    pub body: Vec<Vec<String>>,
    pub date: Option<Date>,
    pub source: Option<String>,
    pub lang: String,
    pub topics: Vec<String>,
    pub names: Vec<(EntityKind, String)>,
    pub quotes: Vec<DraftQuote>,
}

/// A quote of a document that is to be written.
#[derive(Clone, Debug)]
pub struct DraftQuote {
    pub text: String,
    /// First and last sentence that it stands in; where its words stand unless given.
    pub sentences: Option<(usize, usize)>,
    pub act: Act,
    pub speaker: Option<SpeakerRecord>,
    pub others: Vec<SpeakerRecord>,
    pub role: Option<(String, Option<String>)>,
    pub verb: Option<String>,
    pub kind: QuoteKind,
    pub confidence: f32,
}

impl Draft {
    /// A document of this headline and body: a blank line ends a paragraph, a full stop a sentence.
    pub fn new(path: &str, title: &str, body: &str) -> Draft {
        let sentences =
            |paragraph: &str| paragraph.split_inclusive(". ").map(str::to_owned).collect();
        Draft {
            id: words::hash(path),
            path: path.to_owned(),
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            body: body.split("\n\n").map(sentences).collect(),
            lang: "en".to_owned(),
            ..Draft::default()
        }
    }

    /// The same of this day.
    pub fn on(mut self, date: &str) -> Draft {
        self.date = Some(date.parse().expect("a date"));
        self
    }

    /// The same with something that a person said.
    pub fn said(mut self, speaker: &str, text: &str) -> Draft {
        self.quotes.push(DraftQuote::of(speaker, text));
        self
    }

    /// The same with a name.
    pub fn naming(mut self, kind: EntityKind, name: &str) -> Draft {
        self.names.push((kind, name.to_owned()));
        self
    }

    /// The path of its file.
    pub fn rel_path(&self) -> RelPath {
        RelPath::new(Path::new(&self.path))
    }

    /// The records of it.
    pub fn analysed(&self) -> Analysed {
        let mut text = String::new();
        let mut header = |words: &Option<String>, in_text: bool, behind: &str| {
            let words = words.as_ref()?;
            let start = text.len();
            let span = in_text.then(|| Span::new(start, start + words.len()));
            if in_text {
                text.push_str(words);
                text.push_str(behind);
            }
            Some(Located { text: words.clone(), span })
        };
        let title = header(&self.title, !self.apart, "\n");
        let byline = header(&self.byline, true, "\n");
        let dateline = header(&self.dateline, true, " -- ");
        let start = text.len();
        let mut sentences = Vec::new();
        for (number, paragraph) in self.body.iter().enumerate() {
            text.push_str(if number > 0 { "\n\n" } else { "" });
            for (number, sentence) in paragraph.iter().enumerate() {
                sentences.push((text.len(), number == 0));
                text.push_str(sentence);
            }
        }
        let body = Span::new(start, text.len());
        let hidden = body.cut(&text).match_indices(HIDDEN[0]).map(|(at, _)| {
            let end = text[start + at..].find(HIDDEN[1]).expect("the end of what is hidden");
            Span::new(start + at, start + at + end + 1)
        });
        let entities = self.names.iter().map(|(kind, name)| EntityMentions {
            kind: *kind,
            name: name.clone(),
            spans: Vec::new(),
            roles: Vec::new(),
        });
        let mut doc = DocRecord {
            id: DocId(self.id),
            paths: Vec::new(),
            record: self.record,
            title,
            byline,
            dateline,
            date: self.date,
            date_source: self.date.map(|_| DateSource::Meta),
            source: self.source.clone(),
            lang: self.lang.clone(),
            topics: self.topics.clone(),
            base: OffsetBase::Text,
            body,
            hidden: hidden.collect(),
            sentences,
            pages: Vec::new(),
            words: words::count(body.cut(&text)) as u64,
            quotes: self.quotes.iter().filter(|quote| quote.act != Act::Silence).count() as u64,
            entities: entities.collect(),
            added: 0,
        };
        let quotes: Vec<QuoteRecord> =
            self.quotes.iter().zip(1..).map(|(q, n)| q.record(n, &doc, &text)).collect();
        for quote in &quotes {
            let known = |s: &&SpeakerRecord| doc.entities.iter().any(|e| e.name == s.name);
            if let Some(speaker) = quote.speaker.as_ref().filter(|s| !known(s))
                && let Some(kind) = speaker.kind
            {
                let (name, spans, roles) = (speaker.name.clone(), Vec::new(), Vec::new());
                doc.entities.push(EntityMentions { kind, name, spans, roles });
            }
        }
        Analysed { doc, text, quotes }
    }
}

impl DraftQuote {
    /// What a person said, word for word.
    pub fn of(speaker: &str, text: &str) -> DraftQuote {
        let speaker = SpeakerRecord {
            name: speaker.to_owned(),
            kind: Some(EntityKind::Person),
            as_written: speaker.to_owned(),
            resolved_by: ResolvedBy::Name,
            span: Span::new(0, 0),
        };
        DraftQuote {
            text: text.to_owned(),
            sentences: None,
            speaker: Some(speaker).filter(|speaker| !speaker.name.is_empty()),
            role: None,
            act: Act::Statement,
            others: Vec::new(),
            verb: Some("say".to_owned()),
            kind: QuoteKind::Direct,
            confidence: 1.0,
        }
    }

    fn record(&self, number: u64, doc: &DocRecord, text: &str) -> QuoteRecord {
        let span = match self.sentences {
            Some((from, to)) => Span::new(doc.sentences[from].0, doc.sentences[to].0 + 1),
            None => {
                let start = text.find(&self.text).unwrap_or(doc.body.start);
                Span::new(start, start + self.text.len())
            }
        };
        let nowhere = Span::new(0, 0);
        QuoteRecord {
            id: QuoteId::of(doc.id, span),
            doc: doc.id,
            number,
            kind: self.kind,
            text: self.text.clone(),
            spans: vec![span],
            cue: self.verb.as_ref().map(|verb| CueRecord {
                text: verb.clone(),
                verb: verb.clone(),
                negated: false,
                span: nowhere,
            }),
            act: self.act,
            speaker: self.speaker.clone(),
            others: self.others.clone(),
            role: self.role.as_ref().map(|(text, org)| RoleRecord {
                text: text.clone(),
                org: org.clone(),
                span: nowhere,
            }),
            confidence: self.confidence,
            rule: "test".to_owned(),
            date: doc.date,
            source: doc.source.clone(),
            title: doc.title.as_ref().map(|title| title.text.clone()),
        }
    }
}

/// Writes documents and the lines of their files, which are new.
pub fn add(writer: &mut Writer, drafts: &[Draft]) {
    for draft in drafts {
        let path = draft.rel_path();
        writer.add(draft.analysed(), &path, &mut |_, _| (None, None)).expect("written");
        writer.put_file(&file_of(draft), None).expect("written");
    }
}

/// The line of the ledger for the file of a document.
pub fn file_of(draft: &Draft) -> FileRecord {
    FileRecord {
        path: draft.rel_path(),
        size: 1,
        modified: 0,
        content: draft.id,
        docs: vec![DocId(draft.id)],
        format: "text".to_owned(),
        problems: Vec::new(),
    }
}

/// An index in a folder that goes away with the test.
pub struct TestIndex {
    dir: TempDir,
}

impl TestIndex {
    /// A folder without an index.
    pub fn empty() -> TestIndex {
        TestIndex { dir: tempfile::tempdir().expect("a folder") }
    }

    /// An index of these documents, one commit for each list.
    pub fn of(commits: &[&[Draft]]) -> TestIndex {
        let index = TestIndex::empty();
        for drafts in commits {
            index.add(drafts);
        }
        index
    }

    /// Where it lies.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Opens it for writing.
    pub fn writer(&self) -> Writer {
        Writer::open(self.dir(), self.dir(), &Walked::default(), MEMORY, false).expect("a writer")
    }

    /// Opens a writer that makes it anew.
    pub fn rebuild(&self) -> Writer {
        Writer::open(self.dir(), self.dir(), &Walked::default(), MEMORY, true).expect("a writer")
    }

    /// Adds documents as one commit.
    pub fn add(&self, drafts: &[Draft]) {
        let mut writer = self.writer();
        add(&mut writer, drafts);
        writer.finish().expect("a commit");
    }

    /// Opens it for questions.
    pub fn open(&self) -> Index {
        Index::open(self.dir()).expect("an index")
    }
}
