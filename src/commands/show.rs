//! `show`: one document, or one quote in its context.

use super::code::FOUND;
use super::find::find;
use super::opens::Opens;
use super::session::Session;
use crate::article::Positions;
use crate::cli::ShowArgs;
use crate::config::Surroundings;
use crate::failure::Failure;
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
    let records = Records::<Doc>::whole(&session.format, &[])?;
    let index = session.open()?;
    let found = find(&index, &args.id, &around.dir)?;
    match records {
        Some(records) => {
            let story = index.story_of(&found.doc);
            let file = Opens::new(&index.root(), &session.config.dir).file(&found.doc);
            records.all(session.out, &[Doc { file, ..Doc::of_found(&found, story) }])?;
        }
        None if args.text => show::text(session.out, &found.text, around.out_terminal)?,
        None => show::document(session.out, &session.style, &index.root(), &found)?,
    }
    Ok(FOUND)
}

/// Shows the quote that was asked for, or `all` of the document.
fn quotes(session: &mut Session, args: &ShowArgs, around: &Surroundings) -> Result<u8, Failure> {
    let records = Records::<QuoteShape>::whole(&session.format, &[])?;
    let index = session.open()?;
    let found = find(&index, &args.id, &around.dir)?;
    let asked = found.asked.and_then(|number| found.quotes.get(number)).filter(|_| !args.quotes);
    let chosen: Vec<&QuoteRecord> = match asked {
        Some(quote) => vec![quote],
        None => found.quotes.iter().collect(),
    };
    match (records, asked) {
        (Some(records), _) => {
            let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
            let file = Opens::new(&index.root(), &session.config.dir).file(&found.doc);
            let shape = |quote: &&QuoteRecord| QuoteShape {
                file: file.clone(),
                ..QuoteShape::new(&found.doc, &found.text, quote, &positions)
            };
            records.begin(session.out)?;
            chosen.iter().try_for_each(|quote| records.spoken(session.out, shape(quote)))?;
        }
        (None, Some(quote)) => {
            show::quote(session.out, &session.style, &index.root(), &found, quote)?;
        }
        (None, None) => show::quotes(session.out, &session.style, &found, &chosen)?,
    }
    if chosen.is_empty() {
        session.note(&format!("{}: no quote was found in it", found.doc.id));
    }
    Ok(session.found(!chosen.is_empty()))
}

/// Shows who and what is named.
fn entities(session: &mut Session, args: &ShowArgs, around: &Surroundings) -> Result<u8, Failure> {
    let records = Records::<MentionShape>::new(&session.format, &[])?;
    let found = find(&*session.open()?, &args.id, &around.dir)?;
    match records {
        Some(records) => records.all(session.out, &MentionShape::all(&found))?,
        None => show::entities(session.out, &session.style, &found)?,
    }
    let any = !found.doc.entities.is_empty();
    if !any {
        session.note(&format!("{}: no name was found in it", found.doc.id));
    }
    Ok(session.found(any))
}
