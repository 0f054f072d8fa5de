//! `show`: one document, or one quote in its context.

use std::mem::ManuallyDrop;
use std::path::Path;

use super::code::FOUND;
use super::session::Session;
use crate::article::Positions;
use crate::cli::ShowArgs;
use crate::config::Surroundings;
use crate::failure::Failure;
use crate::hit::Found;
use crate::index::{Error, Index};
use crate::os;
use crate::print::show;
use crate::record::QuoteRecord;
use crate::wire::Records;
use crate::wire::doc::Doc;
use crate::wire::mention::MentionShape;
use crate::wire::quote::QuoteShape;

/// Runs the command.
pub fn run(session: &mut Session, args: &ShowArgs, around: &Surroundings) -> Result<u8, Failure> {
    if args.entities {
        entities(session, args, around)
    } else if args.quotes || (args.id.starts_with("q:") && !args.text) {
        quotes(session, args, around)
    } else {
        document(session, args, around)
    }
}

/// Shows the whole document, or its text alone.
fn document(session: &mut Session, args: &ShowArgs, around: &Surroundings) -> Result<u8, Failure> {
    // Here and below: wrong keys are refused before anything is looked up or printed.
    let records = Records::<Doc>::new(&session.format, &[])?;
    let (index, found) = find(session, &args.id, around)?;
    match records {
        Some(records) => {
            let story = index.story_of(&found.doc);
            records.all(session.out, &[Doc::of_found(&found, story)])?;
        }
        None if args.text => show::text(session.out, &found.text, around.out_terminal)?,
        None => show::document(session.out, &session.style, &index.root(), &found)?,
    }
    Ok(FOUND)
}

/// Shows the quote that was asked for, or `all` of the document.
fn quotes(session: &mut Session, args: &ShowArgs, around: &Surroundings) -> Result<u8, Failure> {
    let records = Records::<QuoteShape>::new(&session.format, &[])?;
    let (index, found) = find(session, &args.id, around)?;
    let asked = found.asked.and_then(|number| found.quotes.get(number)).filter(|_| !args.quotes);
    let chosen: Vec<&QuoteRecord> = match asked {
        Some(quote) => vec![quote],
        None => found.quotes.iter().collect(),
    };
    match (records, asked) {
        (Some(records), _) => {
            let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
            let shape =
                |quote: &&QuoteRecord| QuoteShape::new(&found.doc, &found.text, quote, &positions);
            let shapes: Vec<QuoteShape> = chosen.iter().map(shape).collect();
            records.all(session.out, &shapes)?;
        }
        (None, Some(quote)) => {
            show::quote(session.out, &session.style, &index.root(), &found, quote)?;
        }
        (None, None) => show::quotes(session.out, &session.style, &found, &chosen)?,
    }
    if chosen.is_empty() {
        session.messages.note(&format!("{}: no quote was found in it", found.doc.id));
    }
    Ok(session.found(!chosen.is_empty()))
}

/// Shows who and what is named.
fn entities(session: &mut Session, args: &ShowArgs, around: &Surroundings) -> Result<u8, Failure> {
    let records = Records::<MentionShape>::new(&session.format, &[])?;
    let (_, found) = find(session, &args.id, around)?;
    match records {
        Some(records) => records.all(session.out, &MentionShape::all(&found))?,
        None => show::entities(session.out, &session.style, &found)?,
    }
    let any = !found.doc.entities.is_empty();
    if !any {
        session.messages.note(&format!("{}: no name was found in it", found.doc.id));
    }
    Ok(session.found(any))
}

/// Finds what was asked for: an id, a path as typed in the working folder, or one below the root.
pub(super) fn find(
    session: &Session,
    id: &str,
    around: &Surroundings,
) -> Result<(ManuallyDrop<Index>, Found), Failure> {
    let index = session.open()?;
    let found = find_in(&index, id, around)?;
    Ok((index, found))
}

/// The same in an index that is open.
pub(super) fn find_in(index: &Index, id: &str, around: &Surroundings) -> Result<Found, Error> {
    if let Some(path) = below_root(&around.dir, &index.root(), id) {
        match index.find(&path) {
            Err(Error::UnknownId { .. }) => {}
            found => return found,
        }
    }
    index.find(id)
}

/// The path below the root of a file that was typed in `here`, its `#N` kept.
pub(super) fn below_root(here: &Path, root: &Path, typed: &str) -> Option<String> {
    let (path, record) = match typed.rsplit_once('#') {
        Some((path, number)) if number.parse::<u32>().is_ok() => (path, Some(number)),
        _ => (typed, None),
    };
    let folder = std::fs::canonicalize(here.join(path).parent()?).ok()?;
    let root = std::fs::canonicalize(root).ok()?;
    // Only the folder is resolved: a link has been indexed under its own name.
    let file = folder.join(Path::new(path).file_name()?);
    let below = file.strip_prefix(&root).ok()?;
    let below = String::from_utf8(os::path_bytes(below).into_owned()).ok()?;
    Some(match record {
        Some(number) => format!("{below}#{number}"),
        None => below,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_from_the_working_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("archive");
        std::fs::create_dir_all(root.join("wire")).expect("a folder");
        for (here, typed, expected) in [
            ("archive/wire", "a.txt", Some("wire/a.txt")),
            ("archive/wire", "../b.txt#2", Some("b.txt#2")),
            ("", "archive/wire/a.txt", Some("wire/a.txt")),
            ("", "wire/a.txt", None),
            ("", "d:9f2c", None),
        ] {
            let found = below_root(&dir.path().join(here), &root, typed);
            assert_eq!(found.as_deref(), expected, "{here} {typed}");
        }
    }
}
