//! What a query asks of one field: its words, its names, any value of it.

use super::compile::Compiler;
use super::entity_terms::{EntityTerms, negates, words_of};
use super::op::{Op, SpanOp};
use crate::catalogue::KINDS;
use crate::entities::EntityKind;
use crate::index::field::{NumberField, TextField};
use crate::index::store::layout::TextPart;
use crate::query::About;
use crate::query::fields::Field;
use crate::query::flags::{Flag, Part};
use crate::query::tree::{Match, Node, Word};
use crate::words;

const PERSON: &[EntityKind] = &[EntityKind::Person];
const ORG: &[EntityKind] = &[EntityKind::Organization];
const PLACE: &[EntityKind] = &[EntityKind::Place];

impl Compiler<'_> {
    /// What stands behind the name of a field.
    pub(super) fn in_field(&mut self, field: Field, node: &Node) -> Op {
        match field {
            Field::Title => self.of_doc(|c| c.with_part(TextPart::Title, Part::Title, node)),
            Field::Byline => self.of_doc(|c| c.with_part(TextPart::Byline, Part::Byline, node)),
            Field::Dateline => {
                self.of_doc(|c| c.with_part(TextPart::Dateline, Part::Dateline, node))
            }
            Field::Body => self.of_doc(|c| match node {
                Node::All => Op::Range(NumberField::Words, 1.0, f64::MAX),
                _ => c.with_part(TextPart::Body, Part::Title, node),
            }),
            Field::Topic => self.of_doc(|c| match node {
                Node::All => Op::Flag(Flag::Has(Part::Topic)),
                _ => c.with_field(TextField::Topic, node),
            }),
            Field::Source => self.of_doc(|c| c.with_outlets(node)),
            Field::Path => self.of_doc(|c| match node {
                Node::All => Op::All,
                _ => c.with_field(TextField::Path, node),
            }),
            Field::Lang => self.of_doc(|c| c.with_field(TextField::Lang, node)),
            Field::Person => self.of_doc(|c| c.with_names(TextField::Person, PERSON, node)),
            Field::Place => self.of_doc(|c| c.with_names(TextField::Place, PLACE, node)),
            Field::Org if self.about == About::Quotes => {
                self.with_field(TextField::SpeakerOrg, node)
            }
            Field::Org => self.with_names(TextField::Org, ORG, node),
            Field::Entity => self.of_doc(|c| {
                Op::Or(vec![
                    c.with_names(TextField::Person, PERSON, node),
                    c.with_names(TextField::Org, ORG, node),
                    c.with_names(TextField::Place, PLACE, node),
                ])
            }),
            Field::Said => self.of_quote(|c| c.with_field(TextField::Said, node)),
            Field::Speaker => self.of_quote(|c| c.with_speakers(node)),
            Field::Role => self.of_quote(|c| c.with_field(TextField::Role, node)),
            Field::Act => self.of_quote(|c| c.with_field(TextField::Act, node)),
            Field::Verb => self.of_quote(|c| c.with_field(TextField::Verb, &base_forms(node))),
            Field::Kind => self.of_quote(|c| c.with_field(TextField::QuoteKind, node)),
            Field::About => self.of_quote(|c| {
                let said = c.with_field(TextField::Said, node);
                let title = c.of_doc(|c| c.with_part(TextPart::Title, Part::Title, node));
                Op::Or(vec![said, title])
            }),
            // The parser makes ranges of these.
            Field::Words | Field::Date | Field::Added | Field::Conf | Field::Copies => Op::Nothing,
        }
    }

    /// Words in another field than the usual one; for "any" its values.
    pub(super) fn with_field(&mut self, field: TextField, node: &Node) -> Op {
        if *node == Node::All {
            return Op::Has(field);
        }
        let before = (self.field.replace(field), self.part.take());
        let op = self.op(node);
        (self.field, self.part) = before;
        op
    }

    /// Names: by their words, and by what the archive knows of them.
    fn with_names(&mut self, field: TextField, kinds: &[EntityKind], node: &Node) -> Op {
        let words = self.with_field(field, node);
        if *node == Node::All {
            return words;
        }
        let values = match self.about {
            About::Docs => TextField::Name,
            About::Quotes => TextField::SaidBy,
        };
        match self.names.entity_terms(kinds, node, values) {
            Ok(EntityTerms { only: Some(terms), .. }) => Op::Values(values, terms),
            Ok(EntityTerms { also, .. }) if also.is_empty() => words,
            Ok(EntityTerms { also, .. }) => Op::Or(vec![words, Op::Values(values, also)]),
            Err(error) => {
                self.failed = Some(error);
                Op::Nothing
            }
        }
    }

    /// Names of speakers; sources without a name by the words that describe them.
    ///
    /// A person named in such a description is not who speaks ("Tony Blair's official spokesman"): at least one word
    /// must be of the rest of it.
    fn with_speakers(&mut self, node: &Node) -> Op {
        let names = self.with_names(TextField::Speaker, &KINDS, node);
        if *node == Node::All || negates(node) {
            return names;
        }
        let mut words = Vec::new();
        words_of(node, &mut words);
        let single = words.iter().flat_map(|node| match node {
            Node::Phrase { text, .. } | Node::Exact(text) => words_in(text),
            node => vec![(*node).clone()],
        });
        let single: Vec<Node> = single.collect();
        if single.len() < 2 {
            return names;
        }
        let described = self.with_field(TextField::Described, node);
        let of_rest = self.with_field(TextField::Speaker, &Node::Or(single));
        Op::Or(vec![names, Op::And(vec![described, of_rest])])
    }

    /// Sources by their words, and by the other names that the user says they have.
    fn with_outlets(&mut self, node: &Node) -> Op {
        let words = self.with_field(TextField::Source, node);
        if *node == Node::All {
            return words;
        }
        let mut any = vec![words];
        for name in self.names.outlets(node) {
            any.push(self.with_field(TextField::Source, &Node::Phrase { text: name, slop: 0 }));
        }
        if any.len() == 1 { any.remove(0) } else { Op::Or(any) }
    }

    fn with_part(&mut self, part: TextPart, has: Part, node: &Node) -> Op {
        if *node == Node::All {
            return Op::Flag(Flag::Has(has));
        }
        let before = (self.field.take(), self.part.replace(part));
        let op = match self.op(node) {
            Op::Leaf(leaf) => Op::Spans(SpanOp::Part(part, Box::new(SpanOp::Leaf(leaf)))),
            op => op,
        };
        (self.field, self.part) = before;
        op
    }
}

/// The words of a text, each for itself.
fn words_in(text: &str) -> Vec<Node> {
    let word = |text: &str| Node::Word(Word { text: text.to_owned(), how: Match::Stem });
    words::fold(text).split(' ').filter(|form| !form.is_empty()).map(word).collect()
}

/// The same words with verbs in their base form (`denied` → `deny`, `said` → `say`).
fn base_forms(node: &Node) -> Node {
    match node {
        Node::Word(Word { text, how: Match::Stem }) => {
            let base = crate::quotes::base_form(&text.to_lowercase()).to_owned();
            Node::Word(Word { text: base, how: Match::Stem })
        }
        Node::And(nodes) => Node::And(nodes.iter().map(base_forms).collect()),
        Node::Or(nodes) => Node::Or(nodes.iter().map(base_forms).collect()),
        Node::Not(inner) => Node::Not(Box::new(base_forms(inner))),
        other => other.clone(),
    }
}
