//! `stats`: size and content of the index or of a query, and the files that could not be read.

use std::io::Write;

use super::{Outcome, Session};
use crate::cli::StatsArgs;
use crate::index::Index;
use crate::messages::Failure;
use crate::print::files::FileShape;
use crate::print::reports::StatsShape;
use crate::print::{Records, human};

pub(super) fn run(session: &mut Session, args: &StatsArgs) -> Result<Outcome, Failure> {
    if args.failed {
        return failed(session);
    }
    let query = match args.words.is_empty() {
        true => None,
        false => Some(session.query(&args.words, false)?),
    };
    let records = Records::<StatsShape>::new(&session.format, &[])?;
    let index = session.open()?;
    let stats = index.stats(query.as_ref())?;
    match records {
        Some(records) => {
            records.all(session.out, &[StatsShape::new(&stats, query.as_ref())])?;
        }
        None => human::stats(session.out, &session.style, &stats, query.is_some())?,
    }
    session.out.flush()?;
    if let Some(query) = &query {
        session.warn(&query.warnings);
        if stats.docs == 0 {
            return Ok(Outcome::Nothing);
        }
    }
    Ok(Outcome::Done)
}

/// Lists the files that could not be read.
fn failed(session: &mut Session) -> Result<Outcome, Failure> {
    let records = Records::<FileShape>::new(&session.format, &[])?;
    let index: Index = session.open()?;
    let files = index.failures()?;
    match records {
        Some(records) => {
            let shapes: Vec<FileShape> = files.iter().map(FileShape::new).collect();
            records.all(session.out, &shapes)?;
        }
        None => {
            let root = index.root();
            for file in &files {
                human::failure(session.out, &session.style, &root, file)?;
            }
        }
    }
    if files.is_empty() {
        session.messages.note("every file was read");
    }
    Ok(if files.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
