//! The tools at work: each runs commands of the program on the index as it is now, and puts their lines together.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Answer, NOTICE, broken};
use super::arguments::Arguments;
use super::slice;
use super::told;
use super::tools::Tool;
use crate::ask::{Archive, Cancel};
use crate::failure::Failure;
use crate::index::Index;
use crate::typed::{Program, Typed};
use crate::wire::Format;

/// Hits of an answer where no number is asked for, and of who said something.
const HITS: u64 = 10;
/// Names that a part of a name may mean.
const NAMES: u64 = 5;
/// Below it, a hit says that it is not to be trusted.
const LOW: f64 = 0.6;

/// An archive, and the program that asks it.
pub struct Toolset {
    /// The index, followed as it changes on disk.
    pub archive: Archive,
    /// Runs its commands.
    pub program: Box<dyn Program>,
}

/// Hits with their numbers, which come first.
#[derive(Serialize)]
struct Hits {
    summary: Value,
    facets: Vec<Value>,
    notice: &'static str,
    results: Vec<Value>,
}

/// A citation, or why there is none.
#[derive(Serialize)]
struct Cited {
    citation: Option<String>,
    status: String,
    notice: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
}

/// What a command printed for programs.
struct Lines {
    records: Vec<Value>,
    summary: Value,
}

/// A call at work: the index that answers all of it, and what ends it.
struct Call<'c> {
    toolset: &'c Toolset,
    index: Arc<Index>,
    cancel: &'c Cancel,
}

impl Toolset {
    /// Answers a call of a tool.
    ///
    /// # Errors
    ///
    /// Arguments that do not fit, and what the commands say.
    pub fn call(&self, tool: &Tool, sent: Value, cancel: &Cancel) -> Result<Answer, Failure> {
        let args = Arguments::new(tool, sent)?;
        let call = Call { toolset: self, index: self.archive.index()?, cancel };
        match tool.name {
            "search_quotes" => call.search_quotes(&args),
            "search_articles" => call.search_articles(&args),
            "who_said" => call.who_said(&args),
            "speaker" => call.speaker(&args),
            "timeline" => call.timeline(&args),
            "read" => slice::read(&call.index, &args),
            "cite" => call.cite(&args),
            _ => Err(broken("a tool that does nothing")),
        }
    }
}

impl Call<'_> {
    fn search_quotes(&self, args: &Arguments) -> Result<Answer, Failure> {
        let mut words = vec!["quotes".to_owned()];
        for name in ["speaker", "role", "org"] {
            words.extend(args.text(name).map(|text| format!("--{name}={text}")));
        }
        self.search(args, words, &["speaker:5", "role:5", "source:5", "year"], "statement")
    }

    fn search_articles(&self, args: &Arguments) -> Result<Answer, Failure> {
        self.search(args, vec!["query".to_owned()], &["source:5", "person:5", "year"], "story")
    }

    /// Numbers of all that matches, unless an earlier answer gave them, then hits.
    fn search(
        &self,
        args: &Arguments,
        words: Vec<String>,
        facets: &[&str],
        noun: &str,
    ) -> Result<Answer, Failure> {
        let query = query(args);
        let behind = |flags: Vec<String>| -> Vec<String> {
            [words.clone(), flags, vec!["--".to_owned(), query.clone()]].concat()
        };
        let found = self.lines(&behind(paging(args)))?;
        let first_page = args.text("after").is_none() && !found.records.is_empty();
        let facets = match first_page {
            true => {
                let wanted = facets.iter().map(|facet| format!("--facet={facet}")).collect();
                self.lines(&behind(wanted))?.records
            }
            false => Vec::new(),
        };
        self.hits(found, facets, noun)
    }

    fn timeline(&self, args: &Arguments) -> Result<Answer, Failure> {
        let mut words = vec!["timeline".to_owned()];
        words.extend(args.text("speaker").map(|text| format!("--speaker={text}")));
        words.extend(paging(args));
        match (args.text("query"), args.text("speaker")) {
            (None, None) => {
                let hint = "query: \"sunset clause\", or speaker: \"Olvera\"";
                return Err(Failure::usage("timeline: a query or a speaker is wanted", hint));
            }
            (query, _) => words.extend(query.into_iter().flat_map(|q| ["--".into(), q.into()])),
        }
        self.hits(self.lines(&words)?, Vec::new(), "statement")
    }

    fn hits(&self, found: Lines, facets: Vec<Value>, noun: &str) -> Result<Answer, Failure> {
        let Lines { mut records, summary } = found;
        records.iter_mut().for_each(caution);
        let first = told::counts(&summary, noun);
        let rest = told::facets(&facets) + &told::hits(&records);
        Answer::new(first, rest, &Hits { summary, facets, notice: NOTICE, results: records })
    }

    fn who_said(&self, args: &Arguments) -> Result<Answer, Failure> {
        let text = args.text("text").unwrap_or_default();
        let words = ["quotes".into(), format!("--like={text}"), format!("--limit={HITS}")];
        let Lines { mut records, summary } = self.lines(&words)?;
        for record in &mut records {
            caution(record);
            let id = record["id"].as_str().unwrap_or_default().to_owned();
            let cited = self.cited(&id)?;
            record["citation"] = json!(cited.citation);
            record["citation_status"] = json!(cited.status);
            if let Some(error) = cited.error {
                record["citation_error"] = error;
            }
        }
        let (first, rest) = told::who_said(&records, text);
        let facets = Vec::new();
        Answer::new(first, rest, &Hits { summary, facets, notice: NOTICE, results: records })
    }

    fn speaker(&self, args: &Arguments) -> Result<Answer, Failure> {
        let typed = args.text("name").unwrap_or_default();
        // The end of an id is the name in small letters.
        let id = typed.strip_prefix("e:").and_then(|id| id.split_once('/'));
        let name = id.map_or(typed.to_owned(), |(_, name)| name.replace('-', " "));
        let limit = format!("--limit={NAMES}");
        let words = ["entities".into(), "--with-roles".into(), limit, format!("--name={name}")];
        let Lines { mut records, summary } = self.lines(&words)?;
        if id.is_some() && records.iter().any(|record| record["id"] == typed) {
            records.retain(|record| record["id"] == typed);
        }
        for record in &mut records {
            if let Some(roles) = record["roles"].as_array_mut() {
                // Those without a day come last.
                let day = |role: &Value| role["first"].as_str().unwrap_or("~").to_owned();
                roles.sort_by_key(day);
            }
        }
        let (first, rest) = told::speaker(&records, &summary);
        let facets = Vec::new();
        Answer::new(first, rest, &Hits { summary, facets, notice: NOTICE, results: records })
    }

    fn cite(&self, args: &Arguments) -> Result<Answer, Failure> {
        let id = args.text("id").unwrap_or_default();
        let mut cited = self.cited(id)?;
        let failed = cited.error.is_some();
        let (first, rest) = match &cited.error {
            Some(error) => {
                let of = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
                let first = format!("{}: {}", cited.status, of("message"));
                (first, format!("hint: {}\ncode: {}", of("hint"), of("code")))
            }
            None => {
                cited.record = self.lines(&["cite".into(), id.into()])?.records.pop();
                let record = cited.record.as_ref();
                let confidence = record.and_then(|record| record["confidence"].as_f64());
                let low = confidence.and_then(low).map(|low| format!("\n{low}"));
                let rest = format!("checked against the file now{}", low.unwrap_or_default());
                (cited.citation.clone().unwrap_or_default(), rest)
            }
        };
        Ok(Answer { failed, ..Answer::new(first, rest, &cited)? })
    }

    /// A citation, or why there is none although the index has what is cited.
    fn cited(&self, id: &str) -> Result<Cited, Failure> {
        let (citation, status, error) = match self.run(&["cite".into(), id.into()], Format::Human) {
            Ok(text) => (Some(text.trim_end().to_owned()), "checked", None),
            Err(Failure::Error { code, message, hint }) if code.starts_with("cite.") => {
                let status = code.trim_start_matches("cite.");
                (None, status, Some(json!({"code": code, "message": message, "hint": hint})))
            }
            Err(failure) => return Err(failure),
        };
        let status = status.to_owned();
        Ok(Cited { citation, status, notice: NOTICE, record: None, error })
    }

    /// What a command prints as JSON Lines.
    fn lines(&self, words: &[String]) -> Result<Lines, Failure> {
        let printed = self.run(words, Format::Json)?;
        let parse = |line| serde_json::from_str(line).map_err(|e| broken(&e.to_string()));
        let mut records = printed.lines().map(parse).collect::<Result<Vec<Value>, Failure>>()?;
        let last = records.pop_if(|record| record["type"] == "summary");
        Ok(Lines { records, summary: last.unwrap_or_default() })
    }

    /// Runs a command.
    fn run(&self, words: &[String], format: Format) -> Result<String, Failure> {
        let index = Arc::clone(&self.index);
        let typed = Typed { words, format, input: &[], index, cancel: self.cancel };
        let mut out = Vec::new();
        self.toolset.program.run(typed, &mut out)?;
        String::from_utf8(out).map_err(|_| broken("a command printed bytes that are no text"))
    }
}

/// The query with its days, which no bracket or mark left open in it can take away.
fn query(args: &Arguments) -> String {
    let query = args.text("query").unwrap_or("*");
    match (args.text("from"), args.text("to")) {
        (None, None) => query.to_owned(),
        (from, to) => {
            let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
            match query {
                "*" => format!("date:{from}..{to}"),
                _ => format!("date:{from}..{to} ({query})"),
            }
        }
    }
}

/// The flags of how many hits, and from where on.
fn paging(args: &Arguments) -> Vec<String> {
    let mut flags = vec![format!("--limit={}", args.number("limit").unwrap_or(HITS))];
    flags.extend(args.text("after").map(|after| format!("--after={after}")));
    flags
}

/// Says on a hit that its confidence is low.
fn caution(record: &mut Value) {
    if let Some(low) = record["confidence"].as_f64().and_then(low) {
        record["caution"] = json!(low);
    }
}

fn low(confidence: f64) -> Option<String> {
    let right = (confidence * 100.0).round();
    (confidence < LOW).then(|| format!("low confidence: {right} of 100 such quotes are right"))
}
