//! `query`: ranked documents.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::opens::Opens;
use super::search;
use super::session::Session;
use crate::ask::{self, About, Answer, Question, Request, Want};
use crate::cli::QueryArgs;
use crate::config::{CONTEXT, SNIPPETS};
use crate::failure::Failure;
use crate::index::Index;
use crate::print::answer::{self, PathFor};
use crate::print::docs;
use crate::wire::doc::Doc;
use crate::wire::reports::Summary;

/// Runs the command; `terminal`: whether stdout is one.
pub fn run(
    session: &mut Session,
    args: &QueryArgs,
    null: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    let question = request(session, args).read()?;
    answer(session, None, args, &question, null, terminal)
}

/// What was asked.
pub(super) fn request(session: &Session, args: &QueryArgs) -> Request {
    let settings = &session.config.settings;
    let mut request = search::request(session, &args.words, About::Docs, &args.search);
    let snippets = settings.snippets.unwrap_or(SNIPPETS);
    request.options.snippets = if args.paths { 0 } else { snippets };
    request.options.context = settings.context.unwrap_or(CONTEXT);
    request
}

/// Answers a question from an index that was opened, or opens it.
pub(super) fn answer(
    session: &mut Session,
    opened: Option<Arc<Index>>,
    args: &QueryArgs,
    question: &Question,
    null: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    if args.search.explain {
        return search::explain(session, &question.query, About::Docs);
    }
    let records = search::hit_records::<Doc>(session, &args.search)?;
    let index = opened.map_or_else(|| session.open(), Ok)?;
    if question.request.want != Want::Hits {
        return search::numbers(session, &args.search, index, question);
    }
    let root = index.root();
    let answer = ask::answer(index, question)?;
    search::warn(session, &answer.overview);
    if args.paths {
        paths(session, &root, &answer, null, terminal)?;
    } else if let Some(records) = records {
        records.begin(session.out)?;
        let opens = Opens::new(&root, &session.config.dir);
        for hit in answer.docs() {
            let hit = hit?;
            let doc = Doc { file: opens.file(&hit.doc), ..Doc::of_hit(&hit) };
            records.write(session.out, &doc)?;
        }
        records.end(session.out, &Summary::new(&answer.overview, answer.len(), About::Docs))?;
    } else {
        for hit in answer.docs() {
            docs::hit(session.out, &session.style, &root, &hit?)?;
        }
        search::footer(session, &answer);
    }
    if answer.is_empty() {
        search::no_hits(session, &answer);
    }
    Ok(session.found(!answer.is_empty()))
}

/// Prints the paths of the hits, each once, so that they open from the working folder.
fn paths(
    session: &mut Session,
    root: &Path,
    answer: &Answer,
    null: bool,
    terminal: bool,
) -> Result<(), Failure> {
    let reader = match (null, terminal) {
        (true, _) => PathFor::Zeros,
        (false, true) => PathFor::Person,
        (false, false) => PathFor::Lines,
    };
    let opens = Opens::new(root, &session.config.dir);
    let mut seen = HashSet::new();
    for hit in answer.docs() {
        for path in hit?.doc.paths.iter().filter(|path| seen.insert(path.key())) {
            answer::path(session.out, &opens.path(path), reader)?;
        }
    }
    Ok(())
}
