//! Prints a tree in the query language, so that it is read as the same tree.

use super::dates;
use super::fields::Field;
use super::tree::{Flag, Link, Match, Node, Within, Word};
use std::fmt::{Display, Formatter, Result};

/// How tightly a node holds together; it needs brackets where something tighter is expected.
fn rank(node: &Node) -> u8 {
    match node {
        Node::Or(_) => 0,
        Node::And(_) => 1,
        Node::Near { .. } => 2,
        Node::Not(_) => 3,
        _ => 4,
    }
}

/// A node where a rank is expected.
struct Inner<'a>(&'a Node, u8);

impl Display for Inner<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Inner(node, least) = self;
        if rank(node) < *least { write!(f, "({node})") } else { write!(f, "{node}") }
    }
}

/// Nodes with something between them.
fn join(nodes: &[Node], between: &str, f: &mut Formatter<'_>) -> Result {
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        Inner(node, 2).fmt(f)?;
    }
    Ok(())
}

/// A tree in the query language: `nafta AND -mexico`. For every tree that was read, reading what
/// is printed gives the same tree and no warning.
impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Node::All => f.write_str("*"),
            Node::Word(word) => word.fmt(f),
            Node::Phrase { text, slop: 0 } => write!(f, "\"{text}\""),
            Node::Phrase { text, slop } => write!(f, "\"{text}\"~{slop}"),
            Node::Exact(text) => write!(f, "exact:\"{text}\""),
            Node::Regex(text) => write!(f, "/{text}/"),
            Node::And(nodes) => join(nodes, " AND ", f),
            Node::Or(nodes) => join(nodes, " OR ", f),
            Node::Not(node) => write!(f, "-{}", Inner(node, 4)),
            Node::Near { first, rest } => {
                Inner(first, 3).fmt(f)?;
                for Link { within, ordered, node } in rest {
                    let name = if *ordered { "pre" } else { "w" };
                    write!(f, " {name}/{within} {}", Inner(node, 3))?;
                }
                Ok(())
            }
            Node::AtLeast { count, node } => write!(f, "atleast{count}({node})"),
            Node::In { field, node } => write!(f, "{}:{}", field.name(), Inner(node, 4)),
            Node::Number { field, low, high } => {
                write!(f, "{}:{}", field.name(), number(*field, *low, *high))
            }
            Node::Days { low, high } => write!(f, "date:{}", dates::print(*low, *high)),
            Node::Flag(flag) => flag.fmt(f),
            Node::Quote(node) => write!(f, "quote({node})"),
            Node::Boost { node, factor } => match **node {
                Node::Word(_)
                | Node::Phrase { .. }
                | Node::Exact(_)
                | Node::Regex(_)
                | Node::AtLeast { .. }
                | Node::Quote(_) => write!(f, "{node}^{factor}"),
                _ => write!(f, "({node})^{factor}"),
            },
        }
    }
}

impl Display for Word {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.how {
            Match::Stem | Match::Wildcard => f.write_str(&self.text),
            Match::Fuzzy(edits) => write!(f, "{}~{edits}", self.text),
        }
    }
}

impl Display for Within {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Within::Words(count) => count.fmt(f),
            Within::Sentence => f.write_str("s"),
            Within::Paragraph => f.write_str("p"),
        }
    }
}

impl Display for Flag {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Flag::Has(part) => write!(f, "has:{}", part.name()),
            Flag::Lead => f.write_str("is:lead"),
            Flag::Undated => f.write_str("is:undated"),
        }
    }
}

/// A range of numbers as people type it: of `>3` and `>=4`, which are one, the likelier.
fn number(field: Field, low: Option<f64>, high: Option<f64>) -> String {
    let mark = if field == Field::Added { "r" } else { "" };
    // A neighbour that is shorter was typed; among whole numbers, a round one.
    let plain = |end: f64, neighbour: f64| match field {
        Field::Conf => end.to_string().len() <= neighbour.to_string().len(),
        _ => end % 10.0 == 0.0,
    };
    let (below, above) = match field {
        // Adding 0 makes the -0 above the least negative number a plain one.
        Field::Conf => (low.map(f64::next_down), high.map(|high| high.next_up() + 0.0)),
        _ => (low.map(|low| low - 1.0), high.map(|high| high + 1.0)),
    };
    match (low.zip(below), high.zip(above)) {
        (None, None) => "*".to_owned(),
        (Some((low, _)), Some((high, _))) if low == high => format!("{mark}{low}"),
        (Some((low, _)), Some((high, _))) => format!("{mark}{low}..{mark}{high}"),
        (Some((low, below)), None) if plain(low, below) => format!(">={mark}{low}"),
        (Some((_, below)), None) => format!(">{mark}{below}"),
        (None, Some((high, above))) if plain(high, above) => format!("<={mark}{high}"),
        (None, Some((_, above))) => format!("<{mark}{above}"),
    }
}
