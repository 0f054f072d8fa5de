//! `query`: ranked documents.

use std::collections::HashSet;

use super::{FOUND, Session, none};
use crate::cli::QueryArgs;
use crate::config::{CONTEXT, LIMIT, SNIPPETS};
use crate::hit::Results;
use crate::index::{Index, SearchOptions};
use crate::messages::Failure;
use crate::print::doc::Doc;
use crate::print::reports::{Explanation, Summary};
use crate::print::{Format, Records, clean, human, json};
use crate::query::Query;

/// Runs the command; `terminal`: whether stdout is one.
pub fn run(
    session: &mut Session,
    args: &QueryArgs,
    null: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    if null && !args.paths && !matches!(session.format, Format::Template { .. }) {
        return Err(Failure::usage("-0: ends paths and templates only", "add -l or --format"));
    }
    let query = session.query(&args.words, args.any)?;
    if args.explain {
        return explain(session, &query);
    }
    let records = Records::<Doc>::new(&session.format, &args.fields)?;
    if !args.fields.is_empty() && records.is_none() {
        return Err(Failure::usage("--fields: needs a format", "add --json, --csv or --tsv"));
    }
    let index = session.open()?;
    let settings = &session.config.settings;
    let options = SearchOptions {
        limit: settings.limit.unwrap_or(LIMIT),
        offset: args.offset,
        sort: settings.sort.unwrap_or_default().into(),
        snippets: if args.paths || args.count { 0 } else { settings.snippets.unwrap_or(SNIPPETS) },
        context: settings.context.unwrap_or(CONTEXT),
        why: args.why,
    };
    if args.count {
        return count(session, &index, &query);
    }
    let results = index.search(&query, &options)?;
    for warning in &results.warnings {
        session.messages.note(&warning.text);
    }
    if args.paths {
        let mut seen = HashSet::new();
        for path in results.hits.iter().flat_map(|h| &h.doc.paths).filter(|p| seen.insert(p.key()))
        {
            if null || !terminal {
                // For a program: as the file system has it.
                session.out.write_all(path.raw().unwrap_or(path.text().as_bytes()))?;
                session.out.write_all(if null { b"\0" } else { b"\n" })?;
            } else {
                writeln!(session.out, "{}", clean::line(path.text()))?;
            }
        }
    } else if let Some(records) = records {
        records.begin(session.out)?;
        for hit in &results.hits {
            records.write(session.out, &Doc::of_hit(hit))?;
        }
        records.end(session.out, &Summary::new(&results))?;
    } else {
        let root = index.root();
        for hit in &results.hits {
            human::hit(session.out, &session.style, &root, hit)?;
        }
        footer(session, &results);
    }
    if results.total == 0 && session.messages.terminal {
        none::explain(session, &index, &query)?;
    }
    Ok(session.found(!results.hits.is_empty()))
}

fn explain(session: &mut Session, query: &Query) -> Result<u8, Failure> {
    let explanation = Explanation::new(query);
    if session.format == Format::Json {
        json::line(session.out, &explanation)?;
    } else {
        writeln!(session.out, "{}", clean::line(&explanation.query))?;
        for line in &explanation.lines {
            writeln!(session.out, "  {}", clean::line(line))?;
        }
        query.warnings.iter().for_each(|w| session.messages.note(&w.text));
    }
    Ok(FOUND)
}

fn count(session: &mut Session, index: &Index, query: &Query) -> Result<u8, Failure> {
    let total = index.count(query)?;
    query.warnings.iter().for_each(|w| session.messages.note(&w.text));
    if session.format == Format::Json {
        let results = Results {
            hits: Vec::new(),
            total,
            query: query.root.to_string(),
            revision: index.totals().revision,
            warnings: query.warnings.clone(),
        };
        json::line(session.out, &Summary::new(&results))?;
    } else {
        writeln!(session.out, "{total}")?;
    }
    Ok(session.found(total > 0))
}

/// Says on a terminal how many more there are.
fn footer(session: &Session, results: &Results) {
    let shown = results.hits.len() as u64;
    if session.messages.terminal && shown < results.total && shown > 0 {
        session.messages.note(&format!("{shown} of {} documents; -n 0 shows all", results.total));
    }
}
