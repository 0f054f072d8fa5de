//! `query`: ranked documents.

use std::collections::HashSet;

use super::session::Session;
use super::{none, search};
use crate::cli::QueryArgs;
use crate::config::{CONTEXT, SNIPPETS};
use crate::failure::Failure;
use crate::index::{Answer, SearchOptions};
use crate::print::answer::{self, PathFor};
use crate::print::docs;
use crate::query::{About, Query};
use crate::wire::doc::Doc;
use crate::wire::reports::Summary;

/// Runs the command; `terminal`: whether stdout is one.
pub fn run(
    session: &mut Session,
    args: &QueryArgs,
    null: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    let query = session.query(&args.words, args.search.any, About::Docs)?;
    answer(session, args, query, null, terminal)
}

/// Answers a query that was read.
pub(super) fn answer(
    session: &mut Session,
    args: &QueryArgs,
    query: Query,
    null: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    if args.search.explain {
        return search::explain(session, &query);
    }
    let records = search::hit_records::<Doc>(session, &args.search)?;
    let index = session.open()?;
    if let Some(code) = search::numbers(session, &args.search, &index, &query, About::Docs)? {
        return Ok(code);
    }
    let settings = &session.config.settings;
    let options = SearchOptions {
        snippets: if args.paths { 0 } else { settings.snippets.unwrap_or(SNIPPETS) },
        context: settings.context.unwrap_or(CONTEXT),
        ..search::options(session, &args.search)
    };
    let answer = index.search(&query, &options)?;
    search::warn(session, &answer.overview);
    if args.paths {
        paths(session, &answer, null, terminal)?;
    } else if let Some(records) = records {
        records.begin(session.out)?;
        for hit in answer.docs() {
            records.write(session.out, &Doc::of_hit(&hit?))?;
        }
        let summary = Summary::new(&answer.overview, answer.len(), About::Docs);
        records.end(session.out, &summary)?;
    } else {
        let root = index.root();
        for hit in answer.docs() {
            docs::hit(session.out, &session.style, &root, &hit?)?;
        }
        search::footer(session, &answer.overview, answer.len(), About::Docs);
    }
    if answer.overview.counts.docs == 0 && session.messages.terminal {
        none::explain(session, &index, &query, About::Docs)?;
    }
    Ok(session.found(!answer.is_empty()))
}

/// Prints the paths of the hits, each once.
fn paths(
    session: &mut Session,
    answer: &Answer,
    null: bool,
    terminal: bool,
) -> Result<(), Failure> {
    let reader = match (null, terminal) {
        (true, _) => PathFor::Zeros,
        (false, true) => PathFor::Person,
        (false, false) => PathFor::Lines,
    };
    let mut seen = HashSet::new();
    for hit in answer.docs() {
        for path in hit?.doc.paths.iter().filter(|path| seen.insert(path.key())) {
            answer::path(session.out, path, reader)?;
        }
    }
    Ok(())
}
