//! The tree of a query: what was understood, in the words that were typed.
//!
//! The tree knows nothing of stems, terms or the index; the index room compiles it.

use super::fields::Field;
pub use super::flags::{Flag, Part};
use jiff::civil::Date;

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Every record: an empty query, or `*`. Never beside others.
    All,
    /// One word as typed (`wages`, `O'Brien`, `3/4`, `U.S.-Mexico`), possibly a pattern.
    Word(Word),
    /// Words in this order.
    Phrase {
        /// The words as typed.
        text: String,
        /// Lucene's: how many moves of one place may bring them there.
        slop: u32,
    },
    /// `exact:"…"`: these word forms as written, neither stemmed nor folded.
    Exact(String),
    /// A regular expression that matches a whole folded word (`/wom[ae]n/`), without the slashes.
    Regex(String),
    /// All of them; at least two.
    And(Vec<Node>),
    /// One of them or more; at least two.
    Or(Vec<Node>),
    /// Not this one.
    Not(Box<Node>),
    /// All of them at places of their own, each close to the one typed before it. Holds words,
    /// phrases and groups of them, and no boosts; what stood in brackets is one of them.
    Near {
        /// The one typed first.
        first: Box<Node>,
        /// Those behind it; at least one.
        rest: Vec<Link>,
    },
    /// The node occurs several times in the document. Holds what [`Node::Near`] holds; several
    /// words that are all wanted are counted one by one, so the node itself is no `And`.
    AtLeast {
        /// How many times at least; not 0.
        count: u32,
        /// What is counted.
        node: Box<Node>,
    },
    /// The words inside are looked for in this field. Never nested, never directly a `Not`;
    /// [`Node::All`] inside asks for any value (`speaker:*`).
    In {
        /// A field of words.
        field: Field,
        /// What is looked for.
        node: Box<Node>,
    },
    /// A number or revision in a range, both ends included (`words:>500`, `conf:>0.8`,
    /// `added:>r12`, `copies:>3`). Without ends it asks for any value (`words:*`).
    Number {
        /// A field of numbers.
        field: Field,
        /// The least.
        low: Option<f64>,
        /// The most.
        high: Option<f64>,
    },
    /// A day in a range, both ends included. Relative days are already resolved. Without ends it
    /// asks for any day (`date:*`).
    Days {
        /// The first.
        low: Option<Date>,
        /// The last.
        high: Option<Date>,
    },
    /// `has:quotes`, `is:lead`.
    Flag(Flag),
    /// One and the same quote satisfies all of it. Never nested.
    Quote(Box<Node>),
    /// The node with its score multiplied (`word^2`). Never a `Not`.
    Boost {
        /// What is found.
        node: Box<Node>,
        /// More than 0, at most 1000.
        factor: f32,
    },
}

impl Node {
    /// Whether it is words without a field.
    pub fn is_words(&self) -> bool {
        match self {
            Node::Word(_) | Node::Phrase { .. } | Node::Exact(_) | Node::Regex(_) => true,
            Node::AtLeast { .. } | Node::Near { .. } => true,
            Node::Or(nodes) => nodes.iter().all(Node::is_words),
            Node::Boost { node, .. } => node.is_words(),
            _ => false,
        }
    }
}

/// What is close to the one typed before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// How close.
    pub within: Within,
    /// Whether the one typed before it comes first.
    pub ordered: bool,
    /// What is close.
    pub node: Node,
}

/// One word as typed, without its pattern marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The letters as typed; for [`Match::Wildcard`] with its `*` and `?`.
    pub text: String,
    /// How it is matched.
    pub how: Match,
}

/// How a word is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Folded and stemmed.
    Stem,
    /// `*` is any letters, `?` is one letter; on folded words, not stemmed.
    Wildcard,
    /// At most this many edits away (1 or 2), on folded words, not stemmed.
    Fuzzy(u8),
}

/// How close is close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// At most this many words from the one to the other.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}
