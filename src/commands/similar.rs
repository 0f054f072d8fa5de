//! `similar`: the copies of a story with what each cut or added, and articles about the same.

use std::io::Read;
use std::path::Path;

use super::find::{below_root, find};
use super::session::Session;
use crate::ask::{self, Cancel, SimilarAnswer};
use crate::cli::SimilarArgs;
use crate::config::{LIMIT, Surroundings};
use crate::failure::Failure;
use crate::index::Index;
use crate::pipeline::extract_bytes;
use crate::print::docs;
use crate::print::similar;
use crate::record::{Analysed, DocRecord, RelPath};
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
    let index = session.open()?;
    let (analysed, file) = match args.id.as_str() {
        "-" => (from_stdin(session, &args.name)?, None),
        id => {
            let found = find(&index, id, &around.dir)?;
            let file = file_of(&index, &found.doc, id, &around.dir);
            (Analysed { doc: found.doc, text: found.text, quotes: found.quotes }, file)
        }
    };
    let own = analysed.doc.shown(&analysed.text).join(" ");
    let limit = session.config.settings.limit.unwrap_or(LIMIT);
    let limit = match limit {
        _ if args.copies => 0,
        0 => usize::MAX,
        limit => limit,
    };
    let answer = ask::similar(&index, &analysed, file.as_ref(), limit, &Cancel::new())?;
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
                let alone = !copies
                    .iter()
                    .any(|other| other.doc.id != copy.doc.id && other.doc.date == copy.doc.date);
                let alone =
                    alone && (analysed.doc.id == copy.doc.id || analysed.doc.date != copy.doc.date);
                similar::copy(session.out, &session.style, &root, copy, &own, alone)?;
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
        session.note("no copy of it is in the index");
    }
    Ok(session.found(!copies.is_empty() || !hits.is_empty()))
}

/// The file of a document that was asked for: by its path, else the first that holds it.
fn file_of(index: &Index, doc: &DocRecord, typed: &str, here: &Path) -> Option<RelPath> {
    let below = below_root(here, &index.root(), typed);
    let is_asked = |path: &&RelPath| {
        // Behind the last # may stand the number of the record.
        let names = |typed: &str| {
            typed == path.text()
                || typed.rsplit_once('#').is_some_and(|(file, _)| file == path.text())
        };
        names(typed.trim_start_matches("./")) || below.as_deref().is_some_and(names)
    };
    doc.paths.iter().find(is_asked).or(doc.paths.first()).cloned()
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
