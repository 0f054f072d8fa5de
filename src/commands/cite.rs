//! `cite`: quotes and articles as one cites them, each checked against its file as it is now.

use super::code::{FAILED, FOUND};
use super::find::find;
use super::session::Session;
use crate::check::{Files, Proof, Stored, Untrue};
use crate::cli::CiteArgs;
use crate::config::Surroundings;
use crate::failure::Failure;
use crate::hit::Found;
use crate::index::Index;
use crate::print::cite::{self, Markup};
use crate::wire::Records;
use crate::wire::citation::Citation;

/// Runs the command. What cannot be cited is an error for itself: the others are cited.
pub fn run(session: &mut Session, args: &CiteArgs, around: &Surroundings) -> Result<u8, Failure> {
    let records = Records::<Citation>::new(&session.format, &[])?;
    let index = session.open()?;
    let root = index.root();
    let mut files = Files::new(&root, &session.reading()?);
    if let Some(records) = &records {
        records.begin(session.out)?;
    }
    let markup = if args.markdown { Markup::Markdown } else { Markup::Text };
    let mut failed = false;
    let mut first = true;
    for id in &args.ids {
        let cited = find(&index, id, &around.dir).map_err(Failure::from);
        let cited = cited.and_then(|found| Ok((prove(&index, &mut files, &found)?, found)));
        let (proof, found) = match cited {
            Ok(cited) => cited,
            // One alone: there is nothing else to be cited.
            Err(failure) if args.ids.len() == 1 => return Err(failure),
            Err(failure) => {
                session.messages.error(&failure);
                failed = true;
                continue;
            }
        };
        match &records {
            Some(records) => records.write(session.out, &Citation::new(&found, &proof))?,
            None => {
                if !first {
                    cite::between(session.out, markup)?;
                }
                cite::write(session.out, markup, &found, &proof)?;
            }
        }
        first = false;
    }
    Ok(if failed { FAILED } else { FOUND })
}

/// The first file that is as it was indexed and holds the document, with all its words in place.
fn prove(index: &Index, files: &mut Files, found: &Found) -> Result<Proof, Failure> {
    let Found { doc, text, quotes, asked } = found;
    let asked = asked.and_then(|number| quotes.get(number));
    let id = asked.map_or(doc.id.to_string(), |quote| quote.id.to_string());
    let mut why: Option<(String, Untrue)> = None;
    for path in &doc.paths {
        let Some(file) = index.file(&path.key())? else { continue };
        let checked = match files.check(&file, &Stored { doc, text, quotes }) {
            Ok(checked) => checked,
            Err(untrue) => {
                why.get_or_insert((path.text().to_owned(), untrue));
                continue;
            }
        };
        // A wrong place elsewhere in the document is `verify`'s to tell.
        let own = |quote| quote == asked.map(|asked| asked.id);
        return match checked.problems.iter().find(|problem| own(problem.quote)) {
            None => Ok(checked.proof),
            Some(problem) => {
                let message = format!("{}: {id} is not cited: {problem}", path.text());
                Err(Failure::new("cite.wrong", message, "run `onrecord index --redo all`"))
            }
        };
    }
    let (path, untrue) = why.unwrap_or_else(|| (id.clone(), Untrue::Missing));
    let (code, hint) = match untrue {
        Untrue::Changed => ("cite.changed", "run `onrecord index`, then look for it again"),
        Untrue::ChangedUnseen => ("cite.changed", "run `onrecord index --checksum`"),
        Untrue::Missing => ("cite.missing", "run `onrecord index`, then look for it again"),
        Untrue::Unreadable(_) => ("cite.unreadable", "see who may read the file"),
        Untrue::OtherText => ("cite.text", "run `onrecord index --redo text`"),
    };
    Err(Failure::new(code, format!("{path}: {untrue}; {id} is not cited"), hint))
}
