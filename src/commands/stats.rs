//! `stats`: size and content of the index or of a query, and the files that could not be read.

use super::code::FOUND;
use super::search;
use super::session::Session;
use crate::ask::{self, About, Cancel, Request, Want};
use crate::cli::StatsArgs;
use crate::failure::Failure;
use crate::pipeline;
use crate::print;
use crate::record::{FileRecord, Problem};
use crate::wire::Records;
use crate::wire::files::FileShape;
use crate::wire::reports::StatsShape;

/// Runs the command.
pub fn run(session: &mut Session, args: &StatsArgs) -> Result<u8, Failure> {
    if args.failed {
        return failed(session);
    }
    if args.skipped {
        return skipped(session);
    }
    let question = match args.words.is_empty() {
        true => None,
        false => {
            let request = session.request(&args.words, About::Docs);
            Some(Request { want: Want::Count, ..request }.read()?)
        }
    };
    let query = question.as_ref().map(|question| &question.query);
    let records = Records::<StatsShape>::new(&session.format, &[])?;
    let index = session.open()?;
    let stats = index.stats(query, &Cancel::new())?;
    let walked = index.walked().clone();
    for warning in query.iter().flat_map(|query| &query.warnings) {
        session.note(&warning.text);
    }
    match records {
        Some(records) => records.all(session.out, &[StatsShape::new(&stats, query, &walked)])?,
        None => {
            let walked = query.is_none().then_some(&walked);
            print::stats::figures(session.out, &session.style, &stats, walked)?;
        }
    }
    let Some(question) = question else { return Ok(FOUND) };
    if stats.docs == 0 {
        let answer = ask::answer(index, &question)?;
        search::nothing(session, &answer.overview, About::Docs);
    }
    Ok(session.found(stats.docs > 0))
}

/// Lists what was passed over: what there was nothing to read in, and what is never opened.
fn skipped(session: &mut Session) -> Result<u8, Failure> {
    let mut files = session.open()?.passed_over()?;
    let binary = |file: &FileRecord| Problem {
        record: None,
        code: "read.binary".to_owned(),
        reason: file.format.clone(),
    };
    for file in files.iter_mut().filter(|file| file.problems.is_empty()) {
        file.problems.push(binary(file));
    }
    for (path, why) in pipeline::skipped(&session.config.index_dir)? {
        let reason = why.reason().to_owned();
        let problems = vec![Problem { record: None, code: why.code().to_owned(), reason }];
        let (size, modified, content) = (0, 0, 0);
        let (docs, format) = (Vec::new(), String::new());
        files.push(FileRecord { path, size, modified, content, docs, format, problems });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    list(session, &files, "nothing was passed over")
}

/// Lists the files that could not be read.
fn failed(session: &mut Session) -> Result<u8, Failure> {
    let files = session.open()?.failures()?;
    list(session, &files, "every file was read")
}

/// Lists files with their problems.
fn list(session: &mut Session, files: &[FileRecord], none: &str) -> Result<u8, Failure> {
    let records = Records::<FileShape>::new(&session.format, &[])?;
    let index = session.open()?;
    match records {
        Some(records) => {
            let shapes: Vec<FileShape> = files.iter().map(FileShape::new).collect();
            records.all(session.out, &shapes)?;
        }
        None => {
            let root = index.root();
            for file in files {
                print::stats::unread(session.out, &session.style, &root, file)?;
            }
        }
    }
    if files.is_empty() {
        session.note(none);
    }
    Ok(session.found(!files.is_empty()))
}
