//! `stats`: size and content of the index or of a query, and the files that could not be read.

use super::code::FOUND;
use super::session::Session;
use crate::ask::{About, Cancel};
use crate::cli::StatsArgs;
use crate::failure::Failure;
use crate::print;
use crate::wire::Records;
use crate::wire::files::FileShape;
use crate::wire::reports::StatsShape;

/// Runs the command.
pub fn run(session: &mut Session, args: &StatsArgs) -> Result<u8, Failure> {
    if args.failed {
        return failed(session);
    }
    let query = match args.words.is_empty() {
        true => None,
        false => Some(session.request(&args.words, About::Docs).read()?.query),
    };
    let records = Records::<StatsShape>::new(&session.format, &[])?;
    let stats = session.open()?.stats(query.as_ref(), &Cancel::new())?;
    for warning in query.iter().flat_map(|query| &query.warnings) {
        session.note(&warning.text);
    }
    match records {
        Some(records) => records.all(session.out, &[StatsShape::new(&stats, query.as_ref())])?,
        None => print::stats::figures(session.out, &session.style, &stats, query.is_some())?,
    }
    match query {
        Some(_) => Ok(session.found(stats.docs > 0)),
        None => Ok(FOUND),
    }
}

/// Lists the files that could not be read.
fn failed(session: &mut Session) -> Result<u8, Failure> {
    let records = Records::<FileShape>::new(&session.format, &[])?;
    let index = session.open()?;
    let files = index.failures()?;
    match records {
        Some(records) => {
            let shapes: Vec<FileShape> = files.iter().map(FileShape::new).collect();
            records.all(session.out, &shapes)?;
        }
        None => {
            let root = index.root();
            for file in &files {
                print::stats::unread(session.out, &session.style, &root, file)?;
            }
        }
    }
    if files.is_empty() {
        session.note("every file was read");
    }
    Ok(session.found(!files.is_empty()))
}
