//! What writes the records of a command.

use super::session::Session;
use crate::failure::Failure;
use crate::wire::Records;
use crate::wire::shape::Shape;

/// What writes records with the keys that were asked for; refuses keys where no format takes them.
pub fn records<T: Shape>(
    session: &Session,
    fields: &[String],
) -> Result<Option<Records<T>>, Failure> {
    let records = Records::<T>::new(&session.format, fields)?;
    if !fields.is_empty() && records.is_none() {
        return Err(Failure::usage("--fields: needs a format", "add --json, --csv or --tsv"));
    }
    Ok(records)
}

/// What writes records that are streamed: the format was made one for programs.
pub fn streamed<T: Shape>(session: &Session, fields: &[String]) -> Result<Records<T>, Failure> {
    Records::whole(&session.format, fields)?
        .ok_or_else(|| Failure::usage("no format", "add --json"))
}
