//! Queries with something added: what flags ask for beside what was typed.

use super::build::{all_of, one_of};
use super::fields::Field;
use super::parser::Query;
use super::tree::{Match, Node, Word};
use crate::words;

impl Query {
    /// The same, and `text` stands in `field`; `together`: its words follow each other. Between
    /// texts may stand OR.
    pub fn within(self, field: Field, text: &str, together: bool) -> Query {
        self.and(in_field(field, text, together))
    }

    /// The same, and `text` does not stand in `field`, its words following each other.
    pub fn without(self, field: Field, text: &str) -> Query {
        self.and(Node::Not(Box::new(in_field(field, text, true))))
    }

    /// Both this and the other.
    pub fn also(self, other: Query) -> Query {
        self.and(other.root)
    }

    /// Every record.
    pub fn everything() -> Query {
        Query { root: Node::All, warnings: Vec::new() }
    }

    /// The same, and the number in `field` is at least `low`.
    pub fn at_least(self, field: Field, low: f64) -> Query {
        self.and(Node::Number { field, low: Some(low), high: None })
    }

    /// The same, and the number in `field` is below `low`.
    pub fn below(self, field: Field, low: f64) -> Query {
        let enough = Node::Number { field, low: Some(low), high: None };
        self.and(Node::Not(Box::new(enough)))
    }

    /// Whether it asks for a number in `field`, wherever it stands.
    pub fn asks_for(&self, field: Field) -> bool {
        asks_for(&self.root, field)
    }

    /// The same of what came after this revision.
    pub fn added_after(self, revision: u64) -> Query {
        let low = Some(revision.saturating_add(1) as f64);
        self.and(Node::Number { field: Field::Added, low, high: None })
    }

    /// The same, and `field` holds one of the words of `text`.
    pub fn one_of(self, field: Field, text: &str) -> Query {
        let mut words = plain_words(text);
        let node = match words.len() {
            0 => return self,
            1 => words.remove(0),
            _ => Node::Or(words),
        };
        self.and(Node::In { field, node: Box::new(node) })
    }

    fn and(self, node: Node) -> Query {
        Query { root: all_of(vec![self.root, node]), warnings: self.warnings }
    }
}

/// A text in a field; between texts may stand OR.
fn in_field(field: Field, text: &str, together: bool) -> Node {
    let one = |text: &str| {
        let words = plain_words(text);
        match words.len() {
            2.. if together => Node::Phrase { text: text.trim().to_owned(), slop: 0 },
            _ => all_of(words),
        }
    };
    let node = match alternatives(text) {
        texts if texts.len() > 1 => one_of(texts.into_iter().map(one).collect()),
        _ => one(text),
    };
    Node::In { field, node: Box::new(node) }
}

fn asks_for(node: &Node, wanted: Field) -> bool {
    match node {
        Node::Number { field, .. } => *field == wanted,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| asks_for(node, wanted)),
        Node::Not(node) | Node::Quote(node) | Node::Boost { node, .. } => asks_for(node, wanted),
        _ => false,
    }
}

/// The texts between which OR stands in capitals; those without a word are left out.
pub fn alternatives(text: &str) -> Vec<&str> {
    text.split(" OR ").filter(|text| !has_no_word(text)).collect()
}

/// Whether a text holds nothing that can be searched.
pub fn has_no_word(text: &str) -> bool {
    words::words(text).is_empty()
}

/// The words of a text, each once.
fn plain_words(text: &str) -> Vec<Node> {
    let mut found: Vec<Node> = Vec::new();
    for word in words::words(text) {
        let text = text[word.span.start..word.span.end].to_owned();
        let node = Node::Word(Word { text, how: Match::Stem });
        if !found.contains(&node) {
            found.push(node);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{About, Context, parse};
    use super::*;

    #[test]
    fn flags_become_fields() {
        let query = |text: &str| {
            let day = jiff::civil::date(2020, 1, 1);
            parse(text, &Context { about: About::Quotes, ..Context::new(day) }).expect("a query")
        };
        for (typed, field, text, together, expected) in [
            ("wages", Field::Speaker, "Marta Olvera", true, "wages AND speaker:\"Marta Olvera\""),
            ("", Field::Speaker, "Olvera", true, "speaker:Olvera"),
            (
                "a OR b",
                Field::Role,
                "trade minister",
                false,
                "(a OR b) AND role:(trade AND minister)",
            ),
            ("wages", Field::Role, "…", false, "wages AND role:*"),
            ("", Field::Speaker, "Ann Lee OR Roe", false, "speaker:((Ann AND Lee) OR Roe)"),
            ("", Field::Org, "Port Union OR … OR NW", true, "org:(\"Port Union\" OR NW)"),
            ("", Field::Speaker, "Roe OR ", false, "speaker:(Roe AND OR)"),
        ] {
            let narrowed = query(typed).within(field, text, together);
            assert_eq!(narrowed.root.to_string(), expected);
        }
        let alike = query("").one_of(Field::Said, "Wages, wages and wages");
        assert_eq!(alike.root.to_string(), "said:(Wages OR wages OR and)");
        // A bracket that was left open takes in nothing that is added.
        assert_eq!(
            query("a OR (b").added_after(2).root.to_string(),
            query("(a OR b) added:>r2").root.to_string()
        );
        assert_eq!(query("").at_least(Field::Conf, 0.5).root.to_string(), "conf:>=0.5");
        assert_eq!(query("").below(Field::Conf, 0.5).root.to_string(), "-conf:>=0.5");
        for (text, asked) in
            [("a OR -conf:>0.9", true), ("quote(a conf:0..1)", true), ("conf", false)]
        {
            assert_eq!(query(text).asks_for(Field::Conf), asked, "{text}");
        }
    }
}
