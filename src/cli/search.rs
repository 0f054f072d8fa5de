//! Flags of the commands that search: `query`, `quotes` and `timeline`.

use clap::{Args, ValueEnum};

use crate::config::{FoldBy, SortBy, share};
use crate::index::{Cursor, FacetField};

/// Flags of `query`.
#[derive(Args, Debug)]
pub struct QueryArgs {
    /// The query; several words are joined by blanks. `onrecord fields` lists what it may hold
    #[arg(value_name = "QUERY", required = true)]
    pub words: Vec<String>,
    /// How much is shown, and in what form.
    #[command(flatten)]
    pub search: SearchArgs,
    /// Passages shown of each document [default: 1]
    #[arg(long, value_name = "N")]
    pub snippets: Option<usize>,
    /// Length of a passage in characters [default: 160]
    #[arg(long, value_name = "CHARS")]
    pub context: Option<usize>,
    /// Print paths only, each file once
    #[arg(short = 'l', long, conflicts_with_all = ["count", "json", "format", "csv", "tsv", "facet", "by"])]
    pub paths: bool,
}

/// What `--like` does not go with: it has an order of its own and counts nothing.
const LIKE_WITHOUT: [&str; 7] = ["facet", "by", "count", "group", "after", "sort", "explain"];

/// Flags of `quotes`.
#[derive(Args, Debug)]
pub struct QuotesArgs {
    /// The query; its words stand in the quote, its speaker or role, or beside it
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// Who said it: a name, an id (e:person/…), or several with OR between them; unnamed for sources
    /// without a name
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Role of the speaker: minister, 'head of Unifor'
    #[arg(long, value_name = "WORDS")]
    pub role: Option<String>,
    /// Organisation that the speaker belongs to
    #[arg(long, value_name = "NAME")]
    pub org: Option<String>,
    /// Only quotes of this kind [default: all]
    #[arg(long, value_name = "KIND")]
    pub kind: Option<KindArg>,
    /// What the speaker does: statement, belief, intention, attitude, perception, decree; silence
    /// gives who was asked and said nothing; may be given again
    #[arg(long, value_name = "ACT", value_delimiter = ',', hide_possible_values = true)]
    pub act: Vec<ActArg>,
    /// Verb of the cue, in any form: say, denied
    #[arg(long, value_name = "VERB")]
    pub verb: Option<String>,
    /// Least confidence, 0 to 1; 0 shows all [default: 0.5]
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_conf: Option<f64>,
    /// Who else said this: the text of a quote, or its id
    #[arg(long, value_name = "TEXT|ID", conflicts_with_all = LIKE_WITHOUT)]
    pub like: Option<String>,
    /// Least share of its words that a quote must have to be --like it, 0 to 1 [default: 0.6]
    #[arg(long, value_name = "X", requires = "like", value_parser = share)]
    pub min_overlap: Option<f64>,
    /// Put quotes that belong together under one heading
    #[arg(long, value_name = "WHAT")]
    pub group: Option<GroupArg>,
    /// How much is shown, and in what form.
    #[command(flatten)]
    pub search: SearchArgs,
}

impl QuotesArgs {
    /// A query without any other flags than these.
    pub fn plain(words: Vec<String>, search: SearchArgs) -> QuotesArgs {
        QuotesArgs {
            words,
            speaker: None,
            role: None,
            org: None,
            kind: None,
            act: Vec::new(),
            verb: None,
            min_conf: None,
            like: None,
            min_overlap: None,
            group: None,
            search,
        }
    }
}

/// Flags of `timeline`.
#[derive(Args, Debug)]
pub struct TimelineArgs {
    /// The query, as of `quotes`
    #[arg(value_name = "QUERY", required_unless_present_any = ["speaker", "act"])]
    pub words: Vec<String>,
    /// Who said it
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// What the speaker does, as of `quotes`; may be given again
    #[arg(long, value_name = "ACT", value_delimiter = ',', hide_possible_values = true)]
    pub act: Vec<ActArg>,
    /// Least confidence, 0 to 1; 0 shows all [default: 0.5]
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_conf: Option<f64>,
    /// Show at most N statements; 0 shows all [default: 100]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Go on behind the `next` of an earlier answer
    #[arg(long, value_name = "CURSOR", value_parser = parse_cursor)]
    pub after: Option<Cursor>,
    /// What is shown once: near-copies of a story, or identical files only [default: story]
    #[arg(long, value_name = "WHAT")]
    pub fold: Option<FoldBy>,
    /// From the newest to the oldest
    #[arg(long)]
    pub reverse: bool,
}

/// Flags of a search: how much is shown, and in what form.
#[derive(Args, Clone, Debug)]
pub struct SearchArgs {
    /// Show at most N; 0 shows all [default: 20]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Go on behind the `next` of an earlier answer; what was added since is left out
    #[arg(long, value_name = "CURSOR", conflicts_with_all = ["offset", "count", "facet", "by"], value_parser = parse_cursor)]
    pub after: Option<Cursor>,
    /// The order: by relevance, from the oldest, from the newest, by path [default: score]
    #[arg(long, value_name = "ORDER", allow_hyphen_values = true)]
    pub sort: Option<SortBy>,
    /// What is shown once: near-copies of a story, or identical files only [default: story]
    #[arg(long, value_name = "WHAT")]
    pub fold: Option<FoldBy>,
    /// Count the values of a field instead: person, org, place, speaker, role, source, act, kind,
    /// lang, year; the N most frequent [default: 10, 0: all]; may be given again
    #[arg(long, value_name = "FIELD[:N]", value_parser = parse_facet, conflicts_with_all = ["count", "explain"])]
    pub facet: Vec<(FacetField, Option<usize>)>,
    /// Count by stretches of time instead
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["count", "explain"])]
    pub by: Option<PeriodArg>,
    /// Print the number only: of stories or statements; with --fold exact of documents, with --fold
    /// none of files or quotes
    #[arg(short = 'c', long, conflicts_with_all = ["format", "csv", "tsv"])]
    pub count: bool,
    /// One of the words is enough
    #[arg(long)]
    pub any: bool,
    /// Print how the query was read, and do not search
    #[arg(long, conflicts_with_all = ["count", "format", "csv", "tsv"])]
    pub explain: bool,
    /// Show what each score is made of
    #[arg(long)]
    pub why: bool,
    /// Keys or columns to print, with --json, --csv or --tsv: id,title,source
    #[arg(long, value_name = "A,B", value_delimiter = ',', conflicts_with_all = ["format", "count"])]
    pub fields: Vec<String>,
}

/// Kinds of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// Between quotation marks
    Direct,
    /// Reported
    Indirect,
    /// Partly between quotation marks
    Mixed,
    /// Any
    All,
}

/// What a speaker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ActArg {
    /// Says, tells, asks
    Statement,
    /// Thinks, expects, doubts
    Belief,
    /// Plans, wants, refuses
    Intention,
    /// Supports, opposes, fears
    Attitude,
    /// Sees, finds, learns
    Perception,
    /// Rules, orders, approves
    Decree,
    /// Was asked and said nothing
    Silence,
}

/// What quotes are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GroupArg {
    /// Who said it
    Speaker,
    /// Where it was reported
    Story,
    /// When
    Date,
}

/// Stretches of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PeriodArg {
    /// Days
    Day,
    /// Weeks from Monday
    Week,
    /// Months
    Month,
    /// Years
    Year,
}

/// Reads `FIELD` or `FIELD:N`.
fn parse_facet(text: &str) -> Result<(FacetField, Option<usize>), String> {
    let (name, limit) = match text.split_once(':') {
        Some((name, number)) => {
            (name, Some(number.parse().map_err(|_| "a facet is written speaker:20".to_owned())?))
        }
        None => (text, None),
    };
    Ok((name.parse()?, limit))
}

/// Reads a cursor.
fn parse_cursor(text: &str) -> Result<Cursor, String> {
    text.parse()
}
