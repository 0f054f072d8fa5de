//! A document as programs read it: a hit of a query, or one that was asked for.

use schemars::JsonSchema;
use serde::Serialize;

use super::figure::figure;
use super::shape::{Place, Shape, path_of, story_id};
use crate::article::{DateSource, Located, OffsetBase, Positions};
use crate::hit::{Found, Hit, Snippet, StoryOf, Why};
use crate::passage;
use crate::record::DocRecord;

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "One document")]
pub struct Doc {
    /// Place in the ranking, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u64>,
    /// Relevance; comparable within one answer only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// `d:` and 16 hexadecimal digits.
    pub id: String,
    /// `s:` and 16 hexadecimal digits: the story that it is a copy of (in `query`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// Number of files that hold it; in `query`, that hold a copy of its story.
    pub copies: u64,
    /// Path of the first file that holds it, below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// The file as it opens from the working folder: from there where it lies below, else from the root of the file
    /// system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// All paths, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paths: Option<Vec<String>>,
    /// Its number in a file of many records, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Where the day comes from.
    #[schemars(with = "Option<String>", extend("enum" = ["meta", "dateline", "path", "mtime", null]))]
    pub date_source: Option<DateSource>,
    /// Publisher or agency.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Place, day and agency at the head of the body.
    pub dateline: Option<String>,
    /// ISO 639-1 code; empty when unknown.
    pub lang: String,
    /// Subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Number of words in the body.
    pub words: u64,
    /// Number of quotes.
    pub quotes: u64,
    /// The best passages (in `query`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippets: Option<Vec<SnippetShape>>,
    /// What the score is made of (with `--why`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<WhyShape>,
    /// The text that the offsets count into (in `show`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What offsets count into: the file as stored, or the text extracted from it.
    #[schemars(with = "String", extend("enum" = ["file", "text"]))]
    pub offset_base: OffsetBase,
}

/// A passage.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SnippetShape {
    /// `title`, `byline`, `dateline` or `body`.
    pub field: String,
    /// The passage on one line, without markup; `…` where words are left out.
    pub text: String,
    /// The words that matched.
    pub hits: Vec<Place>,
}

/// The parts of a score: `score = words * (1 + the sum of the bonuses)`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WhyShape {
    /// BM25 of the words.
    pub words: f64,
    /// What was added for headline, nearness and the like.
    pub bonuses: Vec<Bonus>,
}

/// One bonus.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Bonus {
    /// What for.
    pub name: String,
    /// How much.
    pub value: f64,
}

impl WhyShape {
    /// The parts of a score.
    pub fn new(why: &Why) -> WhyShape {
        let bonus = |(name, value): &(&'static str, f32)| Bonus {
            name: (*name).to_owned(),
            value: figure(*value),
        };
        WhyShape { words: figure(why.words), bonuses: why.bonuses.iter().map(bonus).collect() }
    }
}

impl Shape for Doc {
    const NAME: &'static str = "doc";
    const COLUMNS: &'static [&'static str] = &[
        "rank",
        "score",
        "id",
        "story",
        "copies",
        "path",
        "record",
        "title",
        "date",
        "date_source",
        "source",
        "byline",
        "lang",
        "words",
        "quotes",
        "snippets.text",
    ];
    const WHOLE: &'static [&'static str] = &[
        "id",
        "story",
        "copies",
        "path",
        "record",
        "title",
        "date",
        "date_source",
        "source",
        "byline",
        "lang",
        "words",
        "quotes",
        "text",
    ];
}

impl Doc {
    /// A document without its text.
    pub fn new(doc: &DocRecord) -> Doc {
        let (path, path_bytes) = path_of(doc);
        let text_of =
            |located: &Option<Located>| located.as_ref().map(|located| located.text.clone());
        let several = doc.paths.len() > 1;
        Doc {
            rank: None,
            score: None,
            id: doc.id.to_string(),
            story: None,
            copies: doc.paths.len() as u64,
            path,
            path_bytes,
            file: None,
            paths: several.then(|| doc.paths.iter().map(|p| p.text().to_owned()).collect()),
            record: doc.record,
            title: text_of(&doc.title),
            date: doc.date.map(|date| date.to_string()),
            date_source: doc.date_source,
            source: doc.source.clone(),
            byline: text_of(&doc.byline),
            dateline: text_of(&doc.dateline),
            lang: doc.lang.clone(),
            topics: doc.topics.clone(),
            words: doc.words,
            quotes: doc.quotes,
            snippets: None,
            why: None,
            text: None,
            offset_base: doc.base,
        }
    }

    /// A hit of a query.
    pub fn of_hit(hit: &Hit) -> Doc {
        let positions = Positions::new(&hit.text).with_pages(&hit.doc.pages);
        let snippet = |snippet: &Snippet| SnippetShape {
            field: snippet.field.to_owned(),
            text: passage::snippet(&hit.doc, &hit.text, snippet, "", ""),
            hits: snippet.highlights.iter().map(|span| Place::new(&positions, *span)).collect(),
        };
        Doc {
            rank: Some(hit.rank),
            score: Some(figure(hit.score)),
            snippets: Some(hit.snippets.iter().map(snippet).collect()),
            story: Some(story_id(hit.story)),
            copies: hit.story.copies,
            why: hit.why.as_ref().map(WhyShape::new),
            ..Doc::new(&hit.doc)
        }
    }

    /// A document for export: with its text and story, without what belongs to a ranking.
    pub fn of_export(hit: &Hit) -> Doc {
        Doc {
            story: Some(story_id(hit.story)),
            copies: hit.story.copies,
            text: Some(hit.text.clone()),
            ..Doc::new(&hit.doc)
        }
    }

    /// A document that was asked for by its id or path, with its text.
    pub fn of_found(found: &Found, story: StoryOf) -> Doc {
        Doc {
            story: Some(story_id(story)),
            copies: story.copies,
            text: Some(found.text.clone()),
            ..Doc::new(&found.doc)
        }
    }
}
