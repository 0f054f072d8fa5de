//! What programs read of an answer: its last line, how the query was read, statistics, errors.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::Shape;
use crate::hit::{Counts, FacetValue, Overview, Reason, Stats};
use crate::query::{About, Query, Warning};
use crate::record::{DocRecord, RelPath, Walked};

/// Last line of a query.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Last line of a query")]
pub struct Summary {
    /// Documents that match; of quotes, those that they stand in.
    pub total_docs: u64,
    /// The same in stories: near-copies count once.
    pub total_stories: u64,
    /// The same in files: a document with several paths counts with each (where documents are asked for).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_files: Option<u64>,
    /// Quotes that match (where quotes are asked for).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_quotes: Option<u64>,
    /// The same in statements: a quote that copies of one story repeat counts once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_statements: Option<u64>,
    /// Quotes that match and are left out because they are less certain (where `--min-conf`, or what stands for it,
    /// asks for so much).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less_certain: Option<u64>,
    /// Hits printed.
    pub returned: usize,
    /// What `--after` goes on from; `null` when there is no more.
    pub next: Option<String>,
    /// The query as it was understood.
    pub query: String,
    /// Revision of the index that answered.
    pub revision: u64,
    /// What was read otherwise than typed, dropped or cut off.
    pub warnings: Vec<WarningShape>,
    /// Why nothing was found (where that is so and can be said).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonShape>,
}

/// A reason why nothing was found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReasonShape {
    /// `absent`: a word does not occur; `unknown`: a field never has this value; `without`: this part takes
    /// everything away.
    #[schemars(extend("enum" = ["absent", "unknown", "without"]))]
    pub code: String,
    /// The field of what is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The word, the value, or the part in the query language.
    pub text: String,
    /// The nearest that there are, the likest first.
    pub nearest: Vec<String>,
    /// Documents or quotes that there would be without the part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<u64>,
}

impl ReasonShape {
    fn new(reason: &Reason) -> ReasonShape {
        let (code, field, text, nearest, found) = match reason {
            Reason::Absent { word, nearest } => ("absent", None, word, nearest.clone(), None),
            Reason::Unknown { field, text, nearest } => {
                ("unknown", Some((*field).to_owned()), text, nearest.clone(), None)
            }
            Reason::Without { part, found } => ("without", None, part, Vec::new(), Some(*found)),
        };
        ReasonShape { code: code.to_owned(), field, text: text.clone(), nearest, found }
    }
}

/// Something in a query that was read otherwise than typed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WarningShape {
    /// Stable code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

impl Shape for Summary {
    const NAME: &'static str = "summary";
    const COLUMNS: &'static [&'static str] =
        &["total_docs", "total_stories", "returned", "next", "query", "revision"];
}

impl Summary {
    /// Sums up an answer.
    pub fn new(overview: &Overview, returned: usize, about: About) -> Summary {
        let counts = overview.counts;
        let quotes = about == About::Quotes;
        Summary {
            total_docs: counts.docs,
            total_stories: counts.stories,
            total_files: (!quotes).then_some(counts.files),
            total_quotes: quotes.then_some(counts.quotes),
            total_statements: quotes.then_some(counts.statements),
            less_certain: overview.less_certain.map(|counts| counts.quotes),
            returned,
            next: overview.next.clone(),
            query: overview.query.clone(),
            revision: overview.revision,
            warnings: warnings(&overview.warnings),
            reasons: overview.reasons.iter().map(ReasonShape::new).collect(),
        }
    }
}

impl Summary {
    /// Sums up what is like a document.
    pub fn of_similar(doc: &DocRecord, revision: u64, counts: Counts) -> Summary {
        let query = doc.id.to_string();
        let overview = Overview { query, revision, counts, ..Overview::default() };
        Summary::new(&overview, counts.docs as usize, About::Docs)
    }
}

fn warnings(list: &[Warning]) -> Vec<WarningShape> {
    let shape = |w: &Warning| WarningShape { code: w.code.to_owned(), message: w.text.clone() };
    list.iter().map(shape).collect()
}

/// How a query was read.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "How a query was read")]
pub struct Explanation {
    /// The query as it was understood.
    pub query: String,
    /// Its parts in words, indented below what they are part of.
    pub lines: Vec<String>,
    /// What was read otherwise than typed.
    pub warnings: Vec<WarningShape>,
}

impl Shape for Explanation {
    const NAME: &'static str = "explanation";
    const COLUMNS: &'static [&'static str] = &["query", "lines"];
}

impl Explanation {
    /// Explains a query on such records.
    pub fn new(query: &Query, about: About) -> Explanation {
        Explanation {
            query: query.root.to_string(),
            lines: crate::query::explain(&query.root, about).lines().map(str::to_owned).collect(),
            warnings: warnings(&query.warnings),
        }
    }
}

/// Size and content of the index, or of the documents that match a query.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Size and content of the index, or of a query")]
pub struct StatsShape {
    /// The query as it was understood; `null` for the whole index.
    pub query: Option<String>,
    /// Revision of the last commit.
    pub revision: u64,
    /// Files known.
    pub files: u64,
    /// Files of which something could not be read.
    pub failed: u64,
    /// Documents.
    pub docs: u64,
    /// Stories: near-copies count once.
    pub stories: u64,
    /// Quotes.
    pub quotes: u64,
    /// Words in bodies.
    pub words: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// First day.
    #[schemars(extend("format" = "date"))]
    pub first: Option<String>,
    /// Last day.
    #[schemars(extend("format" = "date"))]
    pub last: Option<String>,
    /// Documents without any date but the file's own.
    pub undated: u64,
    /// Counts of documents by value of a field.
    pub facets: Vec<ListShape>,
    /// What a plain `index` walks (of the whole index).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walked: Option<WalkedShape>,
}

/// What a plain `index` walks.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WalkedShape {
    /// Folders and files, below the indexed folder; the empty path is that folder.
    pub paths: Vec<String>,
    /// Whether files that a list named are looked at too.
    pub listed: bool,
    /// Only files that match one of these patterns, if there are any.
    pub include: Vec<String>,
    /// No files that match one of these patterns.
    pub exclude: Vec<String>,
    /// Only files with these endings, if there are any.
    pub types: Vec<String>,
    /// Hidden files too.
    pub hidden: bool,
    /// Whether symbolic links are followed.
    pub follow: bool,
    /// Names of sources, each `NAME=GLOB`.
    pub sources: Vec<String>,
    /// Which days count: those of texts, heads and paths alone (`text`), or those of files too (`mtime`).
    #[schemars(extend("enum" = ["text", "mtime"]))]
    pub date_from: String,
}

impl WalkedShape {
    /// What an index remembers.
    pub fn new(walked: &Walked) -> WalkedShape {
        let path = |key: &String| RelPath::of_key(key).map(|path| path.text().to_owned());
        let paths: Vec<String> = walked.paths.iter().filter_map(path).collect();
        let whole = paths.is_empty() && !walked.listed;
        WalkedShape {
            paths: if whole { vec![String::new()] } else { paths },
            listed: walked.listed,
            include: walked.include.clone(),
            exclude: walked.exclude.clone(),
            types: walked.types.clone(),
            hidden: walked.hidden,
            follow: walked.follow,
            sources: walked.sources.iter().map(|(name, glob)| format!("{name}={glob}")).collect(),
            date_from: if walked.date_from_mtime { "mtime" } else { "text" }.to_owned(),
        }
    }
}

/// How often each value of a field occurs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ListShape {
    /// Name of the field.
    pub field: String,
    /// The most frequent first.
    pub values: Vec<ValueShape>,
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ValueShape {
    /// The value.
    pub value: String,
    /// Documents that have it.
    pub docs: u64,
}

impl Shape for StatsShape {
    const NAME: &'static str = "stats";
    const COLUMNS: &'static [&'static str] = &[
        "query", "revision", "files", "failed", "docs", "stories", "quotes", "words", "bytes",
        "first", "last", "undated",
    ];
}

impl StatsShape {
    /// The figures of an index, or of a query.
    pub fn new(stats: &Stats, query: Option<&Query>, walked: &Walked) -> StatsShape {
        let values = |values: &[FacetValue]| {
            let shape = |v: &FacetValue| ValueShape { value: v.value.clone(), docs: v.counts.docs };
            values.iter().map(shape).collect()
        };
        StatsShape {
            query: query.map(|query| query.root.to_string()),
            revision: stats.revision,
            files: stats.files,
            failed: stats.failed,
            docs: stats.docs,
            stories: stats.stories,
            quotes: stats.quotes,
            words: stats.words,
            bytes: stats.bytes,
            first: stats.dates.map(|(first, _)| first.to_string()),
            last: stats.dates.map(|(_, last)| last.to_string()),
            undated: stats.undated,
            facets: stats
                .facets
                .iter()
                .map(|f| ListShape { field: f.field.to_owned(), values: values(&f.values) })
                .collect(),
            walked: query.is_none().then(|| WalkedShape::new(walked)),
        }
    }
}

/// Why a command ended, on stderr.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Why a command ended, on stderr")]
pub struct ErrorLine {
    /// Stable code.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What can be typed or done.
    pub hint: Option<String>,
}

impl Shape for ErrorLine {
    const NAME: &'static str = "error";
    const COLUMNS: &'static [&'static str] = &["code", "message", "hint"];
}
