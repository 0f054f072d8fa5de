//! The tools: their names, what they are for, their arguments with bounds, as JSON Schema.

use serde_json::{Map, Value, json};

/// Most hits of an answer.
pub const MOST_HITS: u64 = 50;
/// Most sentences of a slice of an article.
pub const MOST_SENTENCES: u64 = 60;
/// How an id is written.
pub const ID: &str = "^[dq]:[0-9a-f]{4,16}$";
/// How a year, a month or a day is written.
pub const DAY: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";

/// A tool.
#[derive(Debug)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it is for, for whoever chooses one.
    pub about: &'static str,
    /// Its arguments.
    pub args: &'static [Arg],
}

/// An argument.
#[derive(Debug)]
pub struct Arg {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be there.
    pub needed: bool,
    /// What it means.
    pub about: &'static str,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text with a letter or a figure, of so many characters at most.
    Text(usize),
    /// The id of a document or a quote.
    Id,
    /// A year, a month or a day.
    Day,
    /// Where an earlier answer ended.
    Cursor,
    /// A number between two, both included.
    Number(u64, u64),
}

const QUERY: &str = "Words, all of which must match; \"a phrase\", OR, -word, word*, a w/5 b, and fields such as \
    title:, person:, source:, date:2017-11..2018-02. * matches all.";
const LIMIT: Arg = optional("limit", Kind::Number(1, MOST_HITS), "Hits wanted, 10 unless said.");
const AFTER: Arg =
    optional("after", Kind::Cursor, "Go on behind summary.next of an earlier answer.");
const SPEAKER: Arg =
    optional("speaker", Kind::Text(200), "Who said it: a name or an id (e:person/…).");

/// All of them.
pub const TOOLS: [Tool; 7] = [
    Tool {
        name: "search_quotes",
        about: "Quotes of the archive, the best first, each with speaker, role, date, place and confidence; before \
            them how many match, and by whom, where and when. Use cite before quoting one.",
        args: &[
            needed("query", Kind::Text(1000), QUERY),
            SPEAKER,
            optional("role", Kind::Text(200), "Words of the speaker's role: minister."),
            optional("org", Kind::Text(200), "Organisation that the speaker belongs to."),
            optional("from", Kind::Day, "First day, month or year: 2017-11."),
            optional("to", Kind::Day, "Last day, month or year."),
            LIMIT,
            AFTER,
        ],
    },
    Tool {
        name: "search_articles",
        about: "Articles of the archive, the best first, each with its best passage; before them how many match, by \
            source, person and year.",
        args: &[needed("query", Kind::Text(1000), QUERY), LIMIT, AFTER],
    },
    Tool {
        name: "who_said",
        about: "Who said these words: the quotes that are like them, each with speaker, role, the differences of words \
            and a citation checked against the file now; or plainly that nobody here said this.",
        args: &[needed("text", Kind::Text(5000), "The words, as they are said to have been said.")],
    },
    Tool {
        name: "speaker",
        about: "What the archive says of a person, organisation or place: roles over time, each with the id that proves \
            it, number of quotes and articles, first and last day; the nearest names if there is none.",
        args: &[needed("name", Kind::Text(200), "A name or a part of one, or an id (e:person/…).")],
    },
    Tool {
        name: "timeline",
        about: "Statements in order of date, the earliest first; wants a query, a speaker or both.",
        args: &[optional("query", Kind::Text(1000), QUERY), SPEAKER, LIMIT, AFTER],
    },
    Tool {
        name: "read",
        about: "A piece of an article, sentence by sentence, with the quotes in it.",
        args: &[
            needed(
                "id",
                Kind::Id,
                "Id of an article (d:…), or of a quote (q:…) to read from there.",
            ),
            optional("from_sentence", Kind::Number(1, 10_000_000), "The first sentence, from 1."),
            optional("sentences", Kind::Number(1, MOST_SENTENCES), "How many, 20 unless said."),
        ],
    },
    Tool {
        name: "cite",
        about: "The finished citation of a quote or an article, checked against its file at this moment; if the file \
            changed, that, the reason and no citation.",
        args: &[needed("id", Kind::Id, "Id of a quote (q:…) or an article (d:…).")],
    },
];

const fn needed(name: &'static str, kind: Kind, about: &'static str) -> Arg {
    Arg { name, kind, needed: true, about }
}

const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Arg {
    Arg { name, kind, needed: false, about }
}

/// The tool of a name.
pub fn named(name: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.name == name)
}

/// The tools as the protocol lists them.
pub fn listed() -> Vec<Value> {
    let listed = |tool: &Tool| {
        json!({
            "name": tool.name,
            "description": tool.about,
            "inputSchema": schema(tool),
            "annotations": {"readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false},
        })
    };
    TOOLS.iter().map(listed).collect()
}

/// The JSON Schema of the arguments of a tool.
fn schema(tool: &Tool) -> Value {
    let property = |arg: &Arg| {
        let mut schema = match arg.kind {
            Kind::Text(most) => json!({"type": "string", "minLength": 1, "maxLength": most}),
            Kind::Id => json!({"type": "string", "pattern": ID}),
            Kind::Day => json!({"type": "string", "pattern": DAY}),
            Kind::Cursor => json!({"type": "string", "pattern": "^c:", "maxLength": 100}),
            Kind::Number(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
        };
        schema["description"] = json!(arg.about);
        (arg.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = tool.args.iter().map(property).collect();
    let required: Vec<&str> = tool.args.iter().filter(|a| a.needed).map(|a| a.name).collect();
    let mut schema =
        json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}
