//! `show`: one document, or one quote in its context.

use super::{FOUND, Session};
use crate::article::Positions;
use crate::cli::ShowArgs;
use crate::messages::Failure;
use crate::print::doc::Doc;
use crate::print::quote::{MentionShape, QuoteShape};
use crate::print::{Records, clean, show};
use crate::record::QuoteRecord;

/// Runs the command; `terminal`: whether stdout is one.
pub fn run(session: &mut Session, args: &ShowArgs, terminal: bool) -> Result<u8, Failure> {
    if args.entities {
        entities(session, &args.id)
    } else if args.quotes || (args.id.starts_with("q:") && !args.text) {
        quotes(session, &args.id, args.quotes)
    } else {
        document(session, &args.id, args.text, terminal)
    }
}

/// Shows the whole document, or its text alone.
fn document(
    session: &mut Session,
    id: &str,
    text_only: bool,
    terminal: bool,
) -> Result<u8, Failure> {
    // Here and below: wrong keys are refused before anything is looked up or printed.
    let records = Records::<Doc>::new(&session.format, &[])?;
    let index = session.open()?;
    let found = index.find(id)?;
    match records {
        Some(records) => records.all(session.out, &[Doc::of_found(&found)])?,
        None if text_only && terminal => {
            writeln!(session.out, "{}", clean::block(&found.text).trim_end())?;
        }
        // Byte by byte, so that the spans of the records cut it.
        None if text_only => session.out.write_all(found.text.as_bytes())?,
        None => show::document(session.out, &session.style, &index.root(), &found)?,
    }
    Ok(FOUND)
}

/// Shows the quote that was asked for, or `all` of the document.
fn quotes(session: &mut Session, id: &str, all: bool) -> Result<u8, Failure> {
    let records = Records::<QuoteShape>::new(&session.format, &[])?;
    let index = session.open()?;
    let found = index.find(id)?;
    let asked = found.asked.and_then(|number| found.quotes.get(number)).filter(|_| !all);
    let chosen: Vec<&QuoteRecord> = match asked {
        Some(quote) => vec![quote],
        None => found.quotes.iter().collect(),
    };
    match (records, asked) {
        (Some(records), _) => {
            let positions = Positions::new(&found.text);
            let shape = |quote: &&QuoteRecord| QuoteShape::new(&found, quote, &positions);
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
fn entities(session: &mut Session, id: &str) -> Result<u8, Failure> {
    let records = Records::<MentionShape>::new(&session.format, &[])?;
    let found = session.open()?.find(id)?;
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
