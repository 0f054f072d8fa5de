//! `show`: one document, or one quote in its context.

use super::{FOUND, Session};
use crate::article::Positions;
use crate::cli::ShowArgs;
use crate::messages::Failure;
use crate::print::doc::Doc;
use crate::print::quote::{MentionShape, QuoteShape};
use crate::print::{Records, clean, show};
use crate::record::QuoteRecord;

/// Runs the command.
pub fn run(session: &mut Session, args: &ShowArgs, terminal: bool) -> Result<u8, Failure> {
    let index = session.open()?;
    let found = index.find(&args.id)?;
    let root = index.root();
    if args.text {
        let text = if terminal { clean::block(&found.text) } else { found.text.as_str().into() };
        session.out.write_all(text.as_bytes())?;
        return Ok(FOUND);
    }
    let asked: Vec<&QuoteRecord> = match found.asked {
        Some(number) => found.quotes.get(number).into_iter().collect(),
        None => found.quotes.iter().collect(),
    };
    if args.entities {
        match Records::<MentionShape>::new(&session.format, &[])? {
            Some(records) => records.all(session.out, &MentionShape::all(&found))?,
            None => show::entities(session.out, &session.style, &found)?,
        }
    } else if args.quotes || found.asked.is_some() {
        match Records::<QuoteShape>::new(&session.format, &[])? {
            Some(records) => {
                let positions = Positions::new(&found.text);
                let shapes: Vec<QuoteShape> =
                    asked.iter().map(|quote| QuoteShape::new(&found, quote, &positions)).collect();
                records.all(session.out, &shapes)?;
            }
            None => match (found.asked, asked.as_slice()) {
                (Some(_), [quote]) => show::quote(session.out, &session.style, &root, &found, quote)?,
                _ => show::quotes(session.out, &session.style, &found, &asked)?,
            },
        }
    } else {
        match Records::<Doc>::new(&session.format, &[])? {
            Some(records) => records.all(session.out, &[Doc::of_found(&found)])?,
            None => show::document(session.out, &session.style, &root, &found)?,
        }
    }
    Ok(FOUND)
}
