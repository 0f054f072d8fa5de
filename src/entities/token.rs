//! A piece of text: what it looks like and what the lists know of it.

use super::classes::{Class, Classes};
use super::lists::Flags;
use crate::article::Span;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word that begins with a small letter.
    Lower,
    /// A word that begins with a capital.
    Capital,
    /// Two capitals or more and no small letter.
    Capitals,
    Number,
    /// The `'s` behind a word.
    Possessive,
    /// A double quotation mark, two apostrophes included; a single one where these hold the speech of a document.
    Mark,
    /// Any other sign, one character.
    Point,
}

/// A piece of text and what the lists know of it.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: Kind,
    pub flags: Flags,
    pub classes: Classes,
}

impl Token {
    pub fn is_name_like(&self) -> bool {
        matches!(self.kind, Kind::Capital | Kind::Capitals)
    }

    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Lower | Kind::Capital | Kind::Capitals | Kind::Number)
    }

    pub fn is(&self, flags: Flags) -> bool {
        self.flags.any(flags)
    }

    /// Whether the word is of the class.
    pub fn has(&self, class: Class) -> bool {
        self.classes.has(class)
    }
}
