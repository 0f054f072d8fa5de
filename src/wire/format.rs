//! The forms in which results can be asked for.

use super::delimited::Separator;

/// How results are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Human,
    /// JSON Lines.
    Json,
    /// A header row and a row for each record.
    Delimited(Separator),
    /// A template for each record.
    Template {
        /// As typed.
        text: String,
        /// What ends each record.
        end: u8,
        /// Whether control characters are taken out, since a terminal would obey them.
        clean: bool,
    },
}
