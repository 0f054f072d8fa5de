//! Why a speaker may be wrong, in words.

use crate::quotes::ResolvedBy;
use crate::record::QuoteRecord;

/// How sure a quote is and how its speaker was found.
pub fn unsure(quote: &QuoteRecord) -> String {
    let share = (quote.confidence * 100.0).round();
    let Some(speaker) = &quote.speaker else {
        return format!("no speaker was made out; {share} of 100 such quotes are right");
    };
    let (written, name) = (&speaker.as_written, &speaker.name);
    let how = match speaker.resolved_by {
        ResolvedBy::Pronoun | ResolvedBy::Role | ResolvedBy::Surname if written != name => {
            format!("“{written}” was read as {name}")
        }
        ResolvedBy::PreviousQuote => "the speaker of the quote before goes on here".to_owned(),
        ResolvedBy::Unnamed => "the source is not named".to_owned(),
        _ if quote.is_learned() => "no plain words say who speaks".to_owned(),
        _ => "the wording is not a common one".to_owned(),
    };
    format!("{how}; {share} of 100 such quotes are right")
}
