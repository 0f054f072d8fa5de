//! `stats`: size and content of the index or of a query, and the files that could not be read.

use super::{FOUND, Session};
use crate::cli::StatsArgs;
use crate::messages::Failure;
use crate::print::files::FileShape;
use crate::print::reports::StatsShape;
use crate::print::{Records, human};

/// Runs the command.
pub fn run(session: &mut Session, args: &StatsArgs) -> Result<u8, Failure> {
    let index = session.open()?;
    if args.failed {
        let failures = index.failures()?;
        match Records::<FileShape>::new(&session.format, &[])? {
            Some(records) => {
                let shapes: Vec<FileShape> = failures.iter().map(FileShape::new).collect();
                records.all(session.out, &shapes)?;
            }
            None => {
                let root = index.root();
                for file in &failures {
                    human::failure(session.out, &session.style, &root, file)?;
                }
            }
        }
        return Ok(session.found(!failures.is_empty()));
    }
    let query = match args.words.is_empty() {
        true => None,
        false => Some(session.query(&args.words, false)?),
    };
    let stats = index.stats(query.as_ref())?;
    match Records::<StatsShape>::new(&session.format, &[])? {
        Some(records) => records.all(session.out, &[StatsShape::new(&stats, query.as_ref())])?,
        None => human::stats(session.out, &session.style, &stats, query.is_some())?,
    }
    Ok(match query {
        None => FOUND,
        Some(_) => session.found(stats.docs > 0),
    })
}
