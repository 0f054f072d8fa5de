//! `extract`: documents, names and quotes of texts, without any index.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use super::code::{FAILED, FOUND};
use super::session::Session;
use crate::article::Positions;
use crate::cli::ExtractArgs;
use crate::config::Surroundings;
use crate::failure::Failure;
use crate::hit::Found;
use crate::index::Manifest;
use crate::pipeline::{Extracted, extract, extract_bytes};
use crate::print::show;
use crate::record::Walked;
use crate::walk::Filter;
use crate::wire::doc::Doc;
use crate::wire::mention::MentionShape;
use crate::wire::quote::QuoteShape;
use crate::wire::{Format, Records, json};

/// Runs the command.
pub fn run(
    session: &mut Session,
    args: &ExtractArgs,
    around: &Surroundings,
) -> Result<u8, Failure> {
    let records = Records::<QuoteShape>::whole(&session.format, &[])?;
    if let Some(records) = &records {
        records.begin(session.out)?;
    }
    let stdin = args.paths.is_empty() || args.paths == [Path::new("-")];
    let given = session.input.take();
    let is_given = given.is_some();
    if !is_given && args.paths.is_empty() && io::stdin().is_terminal() {
        return Err(Failure::usage("no text was given", "onrecord extract FOLDER, or pipe it in"));
    }
    let settings = session.reading()?;
    let mut failed = false;
    let mut broken = None;
    let mut take = |extracted: Extracted| {
        failed |= !extracted.problems.is_empty();
        match write(session, records.as_ref(), extracted) {
            Ok(()) => true,
            Err(error) => {
                broken = Some(error);
                false
            }
        }
    };
    if stdin {
        let mut bytes = given.unwrap_or_default();
        if !is_given {
            io::stdin().lock().read_to_end(&mut bytes)?;
        }
        take(extract_bytes(&bytes, &args.name, &settings));
    } else {
        let filter = Filter::new(&Walked::default(), around.dir.join("-"), Manifest::is_index);
        let filter = filter
            .map_err(|reason| Failure::usage(reason, "see `onrecord --help`"))?
            .with_pre(settings.pre.clone());
        let paths: Vec<_> = args.paths.iter().map(|path| around.dir.join(path)).collect();
        extract(&paths, &filter, args.threads.unwrap_or_default(), &settings, &mut take)?;
    }
    match broken {
        Some(error) => Err(error.into()),
        None => Ok(if failed { FAILED } else { FOUND }),
    }
}

/// Writes what one file gave: with JSON everything, with other formats its quotes.
fn write(
    session: &mut Session,
    records: Option<&Records<QuoteShape>>,
    extracted: Extracted,
) -> io::Result<()> {
    for problem in &extracted.problems {
        let record = problem.record.map(|n| format!("#{n}")).unwrap_or_default();
        let text = format!("{}{record}: {}", extracted.path.text(), problem.reason);
        session.messages.warning(&text);
    }
    if extracted.binary {
        session.messages.note(&format!("{}: binary, skipped", extracted.path.text()));
    }
    for analysed in extracted.docs {
        let found =
            Found { doc: analysed.doc, text: analysed.text, quotes: analysed.quotes, asked: None };
        let json = session.format == Format::Json;
        if json {
            json::line(session.out, &Doc::new(&found.doc))?;
            MentionShape::all(&found).iter().try_for_each(|m| json::line(session.out, m))?;
        }
        let Some(records) = records else {
            show::extracted(session.out, &session.style, &found)?;
            continue;
        };
        let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
        // A table is of quotes alone.
        for quote in found.quotes.iter().filter(|quote| json || !quote.is_silence()) {
            let shape = QuoteShape::new(&found.doc, &found.text, quote, &positions);
            records.spoken(session.out, shape)?;
        }
    }
    Ok(())
}
