//! `similar`: the copies of a story with what each cut or added, and articles about the same.

use std::io::Read;

use super::find::find;
use super::session::Session;
use crate::ask::{self, Cancel, SimilarAnswer};
use crate::cli::SimilarArgs;
use crate::config::{LIMIT, Surroundings};
use crate::failure::Failure;
use crate::pipeline::extract_bytes;
use crate::print::docs;
use crate::print::similar;
use crate::record::Analysed;
use crate::wire::Records;
use crate::wire::reports::Summary;
use crate::wire::similar::SimilarShape;

/// Runs the command.
pub fn run(
    session: &mut Session,
    args: &SimilarArgs,
    around: &Surroundings,
) -> Result<u8, Failure> {
    let records = Records::<SimilarShape>::new(&session.format, &[])?;
    let (index, analysed) = match args.id.as_str() {
        "-" => (session.open()?, from_stdin(session, &args.name)?),
        id => {
            let index = session.open()?;
            let found = find(&index, id, &around.dir)?;
            (index, Analysed { doc: found.doc, text: found.text, quotes: found.quotes })
        }
    };
    let own = analysed.doc.shown(&analysed.text).join(" ");
    let limit = session.config.settings.limit.unwrap_or(LIMIT);
    let limit = match limit {
        _ if args.copies => 0,
        0 => usize::MAX,
        limit => limit,
    };
    let answer = ask::similar(&index, &analysed, limit, &Cancel::new())?;
    let SimilarAnswer { copies, hits, counts, revision } = answer;
    match records {
        Some(records) => {
            records.begin(session.out)?;
            for copy in &copies {
                records.write(session.out, &SimilarShape::of_copy(copy, &own))?;
            }
            for hit in &hits {
                records.write(session.out, &SimilarShape::of_hit(hit))?;
            }
            records.end(session.out, &Summary::of_similar(&analysed.doc, revision, counts))?;
        }
        None => {
            let root = index.root();
            for copy in &copies {
                similar::copy(session.out, &session.style, &root, copy, &own)?;
            }
            if !hits.is_empty() {
                similar::heading(session.out, &session.style, !copies.is_empty())?;
            }
            for hit in &hits {
                docs::hit(session.out, &session.style, &root, hit)?;
            }
        }
    }
    if copies.is_empty() {
        session.messages.note("no copy of it is in the index");
    }
    Ok(session.found(!copies.is_empty() || !hits.is_empty()))
}

/// Reads and analyses the text on stdin.
fn from_stdin(session: &Session, name: &str) -> Result<Analysed, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let extracted = extract_bytes(&bytes, name, &session.reading()?);
    extracted.docs.into_iter().next().ok_or_else(|| {
        let reason = extracted.problems.first().map_or("it holds no text", |p| &p.reason);
        Failure::usage(format!("stdin: {reason}"), "pipe a text in, or give --name FILE.html")
    })
}
