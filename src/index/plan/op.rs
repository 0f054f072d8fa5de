//! A plan: the leaves that are looked for, and how they combine.

use super::pattern::Pattern;
use crate::index::field::{NumberField, TextField};
use crate::index::store::layout::TextPart;
use crate::query::About;
use crate::query::tree::{Flag, Within};

/// A compiled query.
#[derive(Debug)]
pub struct Plan {
    /// Which records match.
    pub root: Op,
    /// What the records are.
    pub about: About,
    /// The words looked for, each in one field.
    pub leaves: Vec<Leaf>,
    /// The leaves on [`TextField::Text`] that make the score, in the order typed;
    /// a word typed twice stands here twice.
    pub scoring: Vec<usize>,
    /// Compounds among them.
    pub compounds: Vec<Compound>,
    /// Whether silences are looked for beside quotes.
    pub silences: bool,
    /// What a person should know: words dropped, limits reached.
    pub warnings: Vec<crate::query::Warning>,
}

/// A compound, whose words make the score, or its joined form where that is worth more.
#[derive(Clone, Debug, PartialEq)]
pub struct Compound {
    /// The leaf of the joined form.
    pub joined: usize,
    /// The leaves of its words.
    pub parts: Vec<usize>,
}

/// One word in one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The field.
    pub field: TextField,
    /// Which terms fit.
    pub pattern: Pattern,
    /// Factor of its score.
    pub boost: f32,
}

/// How leaves combine. An operation belongs to documents or to quotes, by its place in the tree.
#[derive(Debug)]
pub enum Op {
    /// All records of the kind.
    All,
    /// No record.
    Nothing,
    /// Records with the leaf.
    Leaf(usize),
    /// Records where words stand in certain places.
    Spans(SpanOp),
    /// Records that hold the words as written: found by their places, checked in the stored text.
    Written(SpanOp, String),
    /// All of these.
    And(Vec<Op>),
    /// One of these.
    Or(Vec<Op>),
    /// Not this.
    Not(Box<Op>),
    /// A number in a range, both ends included.
    Range(NumberField, f64, f64),
    /// A number of copies of the story, both ends included.
    Copies(f64, f64),
    /// A day in a range, both ends included; counted from 1970-01-01.
    Days(i64, i64),
    /// Any value in this field.
    Has(TextField),
    /// A property of a document.
    Flag(Flag),
    /// One of these whole values of a field.
    Values(TextField, Vec<String>),
    /// Documents with a quote that matches.
    OfQuote(Box<Op>),
    /// Quotes of documents that match.
    OfDoc(Box<Op>),
    /// Quotes among these that have all of the words in them or around them.
    InContext(Box<Op>, Vec<ContextWord>),
}

impl Op {
    /// The parts on quotes for which a document may match; none below a `Not`.
    pub fn of_quotes<'o>(&'o self, found: &mut Vec<&'o Op>) {
        match self {
            Op::And(ops) | Op::Or(ops) => ops.iter().for_each(|op| op.of_quotes(found)),
            Op::OfQuote(inner) => found.push(inner),
            _ => {}
        }
    }
}

/// Words that a quote holds itself, or that stand in its headline or in the sentences around it.
#[derive(Debug)]
pub struct ContextWord {
    /// In the quote, in its speaker's name or role.
    pub inside: Op,
    /// In the text of its document.
    pub around: SpanOp,
}

/// Where words have to stand. All leaves of one tree are on the same field.
#[derive(Debug)]
pub enum SpanOp {
    /// Where the leaf stands.
    Leaf(usize),
    /// One after the other; with slop, Lucene's sloppy phrase.
    Phrase(Vec<SpanOp>, u32),
    /// Where one of them stands.
    Any(Vec<SpanOp>),
    /// Each close to the one before it, all at places of their own.
    Near(Box<SpanOp>, Vec<SpanLink>),
    /// Only where the words stand as written, capitals and diacritics included; in the text of
    /// documents and in quotes.
    Written(Box<SpanOp>, String),
    /// Only in this part of the document.
    Part(TextPart, Box<SpanOp>),
    /// Only when it stands in so many places.
    AtLeast(u32, Box<SpanOp>),
}

/// What has to stand close to the one before it.
#[derive(Debug)]
pub struct SpanLink {
    /// How close.
    pub within: Within,
    /// Whether the one before it comes first in the text as well.
    pub ordered: bool,
    /// What stands close.
    pub to: SpanOp,
}

impl SpanOp {
    /// Number of words that it stands for in a phrase, as it was typed.
    pub fn width(&self) -> u32 {
        match self {
            SpanOp::Phrase(items, _) => items.iter().map(SpanOp::width).sum(),
            SpanOp::Any(items) => items.iter().map(SpanOp::width).max().unwrap_or(0),
            SpanOp::Leaf(_) | SpanOp::Near(..) | SpanOp::Part(..) | SpanOp::AtLeast(..) => 1,
            SpanOp::Written(inner, _) => inner.width(),
        }
    }

    /// The leaves that it looks at.
    pub fn leaves(&self, found: &mut Vec<usize>) {
        match self {
            SpanOp::Leaf(leaf) => found.push(*leaf),
            SpanOp::Phrase(items, _) | SpanOp::Any(items) => {
                items.iter().for_each(|i| i.leaves(found))
            }
            SpanOp::Near(first, rest) => {
                first.leaves(found);
                rest.iter().for_each(|link| link.to.leaves(found));
            }
            SpanOp::Part(_, inner) | SpanOp::AtLeast(_, inner) | SpanOp::Written(inner, _) => {
                inner.leaves(found)
            }
        }
    }

    /// Whether any of it has to stand as written, which the postings do not tell.
    pub fn holds_written(&self) -> bool {
        match self {
            SpanOp::Leaf(_) => false,
            SpanOp::Written(..) => true,
            SpanOp::Phrase(items, _) | SpanOp::Any(items) => {
                items.iter().any(SpanOp::holds_written)
            }
            SpanOp::Near(first, rest) => {
                first.holds_written() || rest.iter().any(|link| link.to.holds_written())
            }
            SpanOp::Part(_, inner) | SpanOp::AtLeast(_, inner) => inner.holds_written(),
        }
    }
}
