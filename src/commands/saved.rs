//! `saved`: standing queries, and what arrived for them since they were last run.

use super::code::FOUND;
use super::search::counts_values;
use super::session::Session;
use super::{query, quotes};
use crate::ask::About;
use crate::cli::{QueryArgs, QuotesArgs, SavedAction, SavedArgs};
use crate::failure::Failure;
use crate::print;
use crate::saved::{Saved, SavedQueries};
use crate::wire::Records;
use crate::wire::saved::SavedShape;

/// Runs the command; `terminal`: whether stdout is one.
pub fn run(
    session: &mut Session,
    args: &SavedArgs,
    null: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    let dir = session.config.index_dir.clone();
    let index = session.open()?;
    let mut queries = SavedQueries::read(&dir)?;
    match &args.action {
        SavedAction::Add { name, quotes, words } => {
            if name.trim().is_empty() {
                let hint = "onrecord saved add NAME QUERY";
                return Err(Failure::usage("saved add: the name is empty", hint));
            }
            let query = words.join(" ");
            // What cannot be read at all is refused now, not in the middle of the night.
            let about = if *quotes { About::Quotes } else { About::Docs };
            let read = session.request(words, about).read()?.query;
            read.warnings.iter().for_each(|warning| session.note(&warning.text));
            let seen = index.totals().revision;
            queries.put(Saved { name: name.clone(), about, query, seen });
            queries.write(&dir)?;
            let text = format!(
                "saved \"{name}\"; onrecord saved run NAME --new gives what is added from now on"
            );
            session.note(&text);
            Ok(FOUND)
        }
        SavedAction::List => list(session, queries.all()),
        SavedAction::Show { name } => list(session, &[known(&queries, name)?]),
        SavedAction::Rm { name } => {
            known(&queries, name)?;
            queries.remove(name);
            queries.write(&dir)?;
            Ok(FOUND)
        }
        SavedAction::Run { name, new, min_conf, search } => {
            let saved = known(&queries, name)?;
            let revision = index.totals().revision;
            if saved.seen > revision {
                let text =
                    format!("{name}: the index was made anew: everything in it counts as new");
                session.note(&text);
            }
            let since = if saved.seen > revision { 0 } else { saved.seen };
            let words = vec![saved.query.clone()];
            if *new {
                // What is not shown now would never be shown.
                session.config.settings.limit = Some(search.limit.unwrap_or(0));
            }
            let added_after = new.then_some(since);
            let search = (**search).clone();
            let explain = search.explain;
            // Only what was really shown counts as seen.
            let whole = !counts_values(&search)
                && search.after.is_none()
                && !search.count
                && search.offset == 0
                && search.limit.is_none_or(|limit| limit == 0);
            let code = match saved.about {
                About::Quotes => {
                    let args =
                        QuotesArgs { min_conf: *min_conf, ..QuotesArgs::plain(words, search) };
                    let mut request = quotes::request(session, &args);
                    request.narrow.added_after = added_after;
                    quotes::answer(session, Some(index), &args, &request.read()?)?
                }
                About::Docs => {
                    let args =
                        QueryArgs { words, search, snippets: None, context: None, paths: false };
                    let mut request = query::request(session, &args);
                    request.narrow.added_after = added_after;
                    query::answer(session, Some(index), &args, &request.read()?, null, terminal)?
                }
            };
            if *new && whole && !explain {
                session.out.flush()?;
                queries.put(Saved { seen: revision, ..saved });
                queries.write(&dir)?;
            }
            Ok(code)
        }
    }
}

fn known(queries: &SavedQueries, name: &str) -> Result<Saved, Failure> {
    queries.get(name).cloned().ok_or_else(|| {
        let names: Vec<&str> = queries.all().iter().map(|saved| saved.name.as_str()).collect();
        let hint = match names.is_empty() {
            true => "onrecord saved add NAME QUERY".to_owned(),
            false => format!("there are {}", names.join(", ")),
        };
        Failure::new("saved.unknown", format!("{name}: no query is saved under this name"), hint)
    })
}

fn list(session: &mut Session, queries: &[Saved]) -> Result<u8, Failure> {
    let records = Records::<SavedShape>::new(&session.format, &[])?;
    match records {
        Some(records) => {
            let shapes: Vec<SavedShape> = queries.iter().map(SavedShape::new).collect();
            records.all(session.out, &shapes)?;
        }
        None => print::saved::list(session.out, queries)?,
    }
    if queries.is_empty() {
        session.note("no query is saved; onrecord saved add NAME QUERY");
    }
    Ok(session.found(!queries.is_empty()))
}
