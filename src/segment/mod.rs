//! Where paragraphs and sentences begin and end, and in which language a text is written.
//!
//! All of it is one pass over bytes; nothing is copied and nothing is allocated but the lists of spans.

mod abbreviations;
mod language;
mod paragraphs;
mod sentences;

pub use language::language;
pub use paragraphs::paragraphs;
pub use sentences::sentences;
