//! `export`: whole records, streamed, as JSON Lines unless another format is asked for.

use std::sync::Arc;

use super::opens::Opens;
use super::records::streamed;
use super::session::Session;
use super::{entities, search};
use crate::article::Positions;
use crate::ask::{self, About, Fold, Question, Request, SearchOptions};
use crate::cli::{ExportArgs, ExportWhat};
use crate::failure::Failure;
use crate::hit::Found;
use crate::index::Index;
use crate::wire::Format;
use crate::wire::doc::Doc;
use crate::wire::mention::MentionShape;
use crate::wire::quote::QuoteShape;
use crate::wire::shape::story_id;

/// Runs the command.
pub fn run(session: &mut Session, args: &ExportArgs) -> Result<u8, Failure> {
    // Here a person is not meant to read along.
    if session.format == Format::Human {
        session.format = Format::Json;
    }
    let about = match args.what {
        ExportWhat::Quotes => About::Quotes,
        _ => About::Docs,
    };
    let request = session.request(&args.words, about);
    // Everything, in an order that does not change.
    let options =
        SearchOptions { limit: 0, snippets: 0, fold: Fold::Exact, ..SearchOptions::default() };
    let question = Request { options, ..request }.read()?;
    let index = session.open()?;
    match args.what {
        ExportWhat::Docs => docs(session, index, &question, &args.fields),
        ExportWhat::Mentions => mentions(session, index, &question, &args.fields),
        ExportWhat::Quotes => quotes(session, index, &question, &args.fields),
        ExportWhat::Entities => entities::export(session, &index, &question, &args.fields),
    }
}

fn docs(
    session: &mut Session,
    index: Arc<Index>,
    question: &Question,
    fields: &[String],
) -> Result<u8, Failure> {
    let records = streamed::<Doc>(session, fields)?;
    let opens = Opens::new(&index.root(), &session.config.dir);
    let answer = ask::answer(index, question)?;
    search::warn(session, &answer.overview);
    records.begin(session.out)?;
    for hit in answer.docs() {
        let hit = hit?;
        let doc = Doc { file: opens.file(&hit.doc), ..Doc::of_export(&hit) };
        records.write(session.out, &doc)?;
    }
    if answer.is_empty() {
        search::no_hits(session, &answer);
    }
    Ok(session.found(!answer.is_empty()))
}

fn mentions(
    session: &mut Session,
    index: Arc<Index>,
    question: &Question,
    fields: &[String],
) -> Result<u8, Failure> {
    let records = streamed::<MentionShape>(session, fields)?;
    let answer = ask::answer(index, question)?;
    search::warn(session, &answer.overview);
    records.begin(session.out)?;
    for hit in answer.docs() {
        let hit = hit?;
        let found = Found { doc: hit.doc, text: hit.text, quotes: Vec::new(), asked: None };
        for mention in MentionShape::all(&found) {
            records.write(session.out, &mention)?;
        }
    }
    if answer.is_empty() {
        search::no_hits(session, &answer);
    }
    Ok(session.found(!answer.is_empty()))
}

fn quotes(
    session: &mut Session,
    index: Arc<Index>,
    question: &Question,
    fields: &[String],
) -> Result<u8, Failure> {
    let records = streamed::<QuoteShape>(session, fields)?;
    let opens = Opens::new(&index.root(), &session.config.dir);
    let answer = ask::answer(index, question)?;
    search::warn(session, &answer.overview);
    records.begin(session.out)?;
    for hit in answer.quotes() {
        let hit = hit?;
        let positions = Positions::new(&hit.text).with_pages(&hit.doc.pages);
        let shape = QuoteShape::new(&hit.doc, &hit.text, &hit.quote, &positions);
        let (story, file) = (Some(story_id(hit.story)), opens.file(&hit.doc));
        records.spoken(session.out, QuoteShape { story, file, ..shape })?;
    }
    if answer.is_empty() {
        search::no_hits(session, &answer);
    }
    Ok(session.found(!answer.is_empty()))
}
