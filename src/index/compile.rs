//! From the tree of a query to a [`Plan`]: fields, folded words, stop words.

use super::layout::{self, Stream, form_and_width};
use super::named::Named;
use super::plan::{Beside, Compound, Leaf, Op, Pattern, Plan, SpanOp};
use super::rows::day;
use super::schema::Fields;
use super::{Error, Index};
use crate::catalogue::KINDS;
use crate::entities::EntityKind;
use crate::query::fields::Field;
use crate::query::tree::{Flag, Match, Node, Part, Within, Word};
use crate::query::{About, Query, Warning};
use crate::words;
use tantivy::Term;
use tantivy::schema::Field as Column;

const PERSON: &[EntityKind] = &[EntityKind::Person];
const ORG: &[EntityKind] = &[EntityKind::Organization];
const PLACE: &[EntityKind] = &[EntityKind::Place];

/// What kind of records a query is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Documents.
    Docs,
    /// Quotes with all of the words in them or beside them.
    Quotes,
    /// Quotes of documents that hold all of the words.
    QuotesWidely,
}

impl From<About> for Aim {
    /// Documents, or quotes with all words in them or beside them.
    fn from(about: About) -> Aim {
        match about {
            About::Docs => Aim::Docs,
            About::Quotes => Aim::Quotes,
        }
    }
}

/// Makes the plan of a query.
///
/// # Errors
///
/// Names that cannot be read from the index.
pub fn compile(query: &Query, index: &Index, aim: Aim) -> Result<Plan, Error> {
    let about = if aim == Aim::Docs { About::Docs } else { About::Quotes };
    let mut compiler = Compiler {
        index,
        failed: None,
        fields: &index.fields,
        leaves: Vec::new(),
        scoring: Vec::new(),
        compounds: Vec::new(),
        warnings: Vec::new(),
        about,
        field: None,
        part: None,
        positive: true,
        boost: 1.0,
    };
    let root = match aim {
        Aim::Docs => compiler.op(&query.root),
        _ => compiler.quotes(&query.root, aim == Aim::QuotesWidely),
    };
    if let Some(error) = compiler.failed {
        return Err(error);
    }
    Ok(Plan {
        root,
        about,
        leaves: compiler.leaves,
        scoring: compiler.scoring,
        compounds: compiler.compounds,
        warnings: compiler.warnings,
    })
}

struct Compiler<'f> {
    index: &'f Index,
    /// Why names could not be looked up.
    failed: Option<Error>,
    fields: &'f Fields,
    leaves: Vec<Leaf>,
    scoring: Vec<usize>,
    compounds: Vec<Compound>,
    warnings: Vec<Warning>,
    /// What the place in the tree is about.
    about: About,
    /// The field that words are looked for in, when it is not the usual one.
    field: Option<Column>,
    /// The part of the document that words are looked for in.
    part: Option<usize>,
    /// False below a `NOT`.
    positive: bool,
    boost: f32,
}

impl Compiler<'_> {
    fn op(&mut self, node: &Node) -> Op {
        match node {
            Node::All => Op::All,
            Node::Word(_) | Node::Phrase { .. } | Node::Regex(_) | Node::AtLeast { .. } => {
                self.words(node)
            }
            Node::Exact(text) => match self.spans(node) {
                Some(spans) => Op::Written(spans, text.clone()),
                None => Op::All,
            },
            Node::And(nodes) => Op::And(self.without_stop_words(nodes)),
            Node::Or(nodes) => Op::Or(self.without_stop_words(nodes)),
            Node::Not(inner) => {
                let positive = std::mem::replace(&mut self.positive, false);
                let op = self.op(inner);
                self.positive = positive;
                Op::Not(Box::new(op))
            }
            Node::Near { left, right, within, ordered } => {
                self.near(left, right, *within, *ordered)
            }
            Node::In { field, node } => self.in_field(*field, node),
            Node::Number { field: Field::Copies, low, high } => {
                let copies = Op::Copies(low.unwrap_or(f64::MIN), high.unwrap_or(f64::MAX));
                self.of_docs_here(copies)
            }
            Node::Number { field, low, high } => {
                let column = match field {
                    Field::Words => "words",
                    Field::Added => "added",
                    _ => "conf",
                };
                let range = Op::Range(column, low.unwrap_or(f64::MIN), high.unwrap_or(f64::MAX));
                match (*field == Field::Conf, self.about) {
                    (true, About::Docs) => Op::OfQuote(Box::new(range)),
                    (false, About::Quotes) if *field != Field::Added => Op::OfDoc(Box::new(range)),
                    _ => range,
                }
            }
            Node::Days { low, high } => {
                Op::Days(low.map_or(i64::MIN, day), high.map_or(i64::MAX, day))
            }
            Node::Flag(flag) => {
                let op = self.flag(*flag);
                self.of_docs_here(op)
            }
            Node::Quote(inner) => self.of_quote(|c| c.op(inner)),
            Node::Boost { node, factor } => {
                let boost = self.boost;
                self.boost *= factor;
                let op = self.op(node);
                self.boost = boost;
                op
            }
        }
    }

    /// A query on quotes. Words without a field may stand in the quote, in its speaker's name or
    /// role; of several, all but one may also stand in the headline or in the sentences around.
    fn quotes(&mut self, node: &Node, widely: bool) -> Op {
        let nodes = match node {
            Node::And(nodes) => self.not_stop_words(nodes),
            one => vec![one],
        };
        let (words, others): (Vec<&Node>, Vec<&Node>) =
            nodes.into_iter().partition(|node| is_words(node));
        let mut ops: Vec<Op> = others.iter().map(|node| self.op(node)).collect();
        let inside: Vec<Op> = words.iter().map(|node| self.inside(node)).collect();
        if words.len() < 2 {
            ops.extend(inside);
            return Op::And(ops);
        }
        if !widely {
            ops.push(Op::Or(inside));
        }
        let unscored = std::mem::replace(&mut self.positive, false);
        let mut beside = Vec::new();
        // One way to the document for all words: the rarest leads there.
        ops.push(self.of_doc(|c| Op::And(words.iter().map(|node| c.op(node)).collect())));
        for node in words {
            let inside = self.inside(node);
            self.about = About::Docs;
            let around = self.spans(node);
            self.about = About::Quotes;
            beside.extend(around.map(|around| Beside { inside, around }));
        }
        self.positive = unscored;
        match widely {
            true => Op::And(ops),
            false => Op::Beside(Box::new(Op::And(ops)), beside),
        }
    }

    /// Words in a quote, in its speaker's name or in his role.
    fn inside(&mut self, node: &Node) -> Op {
        let said = self.op(node);
        if matches!(node, Node::Exact(_)) {
            return said;
        }
        let f = *self.fields;
        // The words make the score once, whichever field they are found in.
        let positive = std::mem::replace(&mut self.positive, false);
        let speaker = self.in_field(Field::Speaker, node);
        let role = self.with_field(f.role, "role", node);
        self.positive = positive;
        Op::Or(vec![said, speaker, role])
    }

    /// Words that have places: one leaf when that is all there is to it.
    fn words(&mut self, node: &Node) -> Op {
        match self.spans(node) {
            Some(SpanOp::Leaf(leaf)) => Op::Leaf(leaf),
            Some(spans) => Op::Spans(spans),
            // Nothing that could be looked for: no word was typed here.
            None => Op::All,
        }
    }

    fn spans(&mut self, node: &Node) -> Option<SpanOp> {
        let spans = match node {
            Node::Word(word) => self.word(word)?,
            Node::Phrase { text, slop } => self.phrase(text, *slop, Pattern::Stem)?,
            Node::Exact(text) => self.phrase(text, 0, Pattern::Form)?,
            Node::Regex(pattern) => SpanOp::Leaf(self.leaf(Pattern::Regex(pattern.clone()))),
            Node::Or(nodes) | Node::And(nodes) => {
                SpanOp::Any(nodes.iter().filter_map(|n| self.spans(n)).collect())
            }
            Node::AtLeast { count, node } => SpanOp::AtLeast(*count, Box::new(self.spans(node)?)),
            Node::Near { left, right, within, ordered } => {
                let (left, right) = (self.spans(left)?, self.spans(right)?);
                SpanOp::Near(Box::new(left), Box::new(right), *within, *ordered)
            }
            Node::Boost { node, .. } => self.spans(node)?,
            // The parser lets nothing else stand where places matter.
            _ => return None,
        };
        Some(spans)
    }

    /// The words of a group on one side are each to be near the other side.
    fn near(&mut self, left: &Node, right: &Node, within: Within, ordered: bool) -> Op {
        if let Node::And(nodes) = left {
            return Op::And(nodes.iter().map(|n| self.near(n, right, within, ordered)).collect());
        }
        if let Node::And(nodes) = right {
            return Op::And(nodes.iter().map(|n| self.near(left, n, within, ordered)).collect());
        }
        match (self.spans(left), self.spans(right)) {
            (Some(left), Some(right)) => {
                let near = SpanOp::Near(Box::new(left), Box::new(right), within, ordered);
                Op::Spans(self.in_part(near))
            }
            (Some(one), None) | (None, Some(one)) => Op::Spans(one),
            (None, None) => Op::All,
        }
    }

    fn word(&mut self, word: &Word) -> Option<SpanOp> {
        let joined = || words::fold(&word.text).replace(' ', "");
        let pattern = match word.how {
            Match::Stem => return self.phrase(&word.text, 0, Pattern::Stem),
            Match::Fuzzy(edits) => Pattern::Fuzzy(Some(joined()).filter(|f| !f.is_empty())?, edits),
            Match::Wildcard if word.text.trim_end_matches('*').contains(['*', '?']) => {
                let mut folded = String::new();
                for piece in word.text.split_inclusive(['*', '?']) {
                    folded.push_str(&words::fold(piece).replace(' ', ""));
                    folded.extend(piece.chars().last().filter(|c| matches!(c, '*' | '?')));
                }
                Pattern::Wildcard(folded)
            }
            Match::Wildcard => {
                let prefix = self.prefix(&word.text);
                return Some(self.in_part(prefix));
            }
        };
        let leaf = SpanOp::Leaf(self.leaf(pattern));
        Some(self.in_part(leaf))
    }

    /// Words that begin so; what stands before the last of a compound is whole (`nyt_2016-06*`).
    fn prefix(&mut self, typed: &str) -> SpanOp {
        let folded = words::fold(typed.trim_end_matches('*'));
        let mut forms: Vec<&str> = folded.split(' ').collect();
        let last = Pattern::Wildcard(format!("{}*", forms.pop().unwrap_or("")));
        let mut items: Vec<SpanOp> = forms
            .into_iter()
            .map(|form| SpanOp::Leaf(self.leaf(Pattern::Form(form.to_owned()))))
            .collect();
        let last = SpanOp::Leaf(self.leaf(last));
        match items.is_empty() {
            true => last,
            false => {
                items.push(last);
                SpanOp::Phrase(items, 0)
            }
        }
    }

    /// Words in a row; a compound stands for its words and for its joined form.
    fn phrase(&mut self, text: &str, slop: u32, pattern: fn(String) -> Pattern) -> Option<SpanOp> {
        let mut stream = Stream::new(text);
        let mut term = String::new();
        let mut items = Vec::new();
        while let Some(place) = stream.next(&mut term) {
            match place.width {
                0 => {}
                1 => items.push(SpanOp::Leaf(self.leaf(pattern(term.clone())))),
                width => {
                    let joined = pattern(form_and_width(&term).0.to_owned());
                    let (scored, mut apart) = (self.scoring.len(), Vec::new());
                    for _ in 0..width {
                        stream.next(&mut term)?;
                        apart.push(SpanOp::Leaf(self.leaf(pattern(term.clone()))));
                    }
                    let parts = self.scoring[scored..].to_vec();
                    let joined = SpanOp::Leaf(self.joined(joined, parts));
                    items.push(SpanOp::Any(vec![joined, SpanOp::Phrase(apart, 0)]));
                }
            }
        }
        let spans = match items.len() {
            0 => return None,
            1 => items.remove(0),
            _ => SpanOp::Phrase(items, slop),
        };
        Some(self.in_part(spans))
    }

    fn in_part(&self, spans: SpanOp) -> SpanOp {
        match (self.part, spans) {
            (Some(_), spans @ SpanOp::Part(..)) | (None, spans) => spans,
            (Some(part), spans) => SpanOp::Part(part, Box::new(spans)),
        }
    }

    /// Notes a word to look for; words of documents and quotes make the score.
    fn leaf(&mut self, pattern: Pattern) -> usize {
        let field = self.field_here();
        let scores =
            field == self.fields.text || field == self.fields.said || field == self.fields.speaker;
        if self.positive && scores {
            let text = self.number(self.fields.text, pattern.clone());
            self.scoring.push(text);
        }
        self.number(field, pattern)
    }

    /// Notes the joined form of a compound, whose words are noted as `parts` of the score.
    fn joined(&mut self, pattern: Pattern, parts: Vec<usize>) -> usize {
        if !parts.is_empty() {
            let text = self.number(self.fields.text, pattern.clone());
            self.compounds.push(Compound { joined: text, parts });
        }
        self.number(self.field_here(), pattern)
    }

    fn field_here(&self) -> Column {
        let usual = match self.about {
            About::Docs => self.fields.text,
            About::Quotes => self.fields.said,
        };
        self.field.unwrap_or(usual)
    }

    fn number(&mut self, field: Column, pattern: Pattern) -> usize {
        let leaf = Leaf { field, pattern, boost: self.boost };
        match self.leaves.iter().position(|l| *l == leaf) {
            Some(number) => number,
            None => {
                self.leaves.push(leaf);
                self.leaves.len() - 1
            }
        }
    }

    fn without_stop_words(&mut self, nodes: &[Node]) -> Vec<Op> {
        self.not_stop_words(nodes).into_iter().map(|node| self.op(node)).collect()
    }

    /// Leaves out stop words that stand beside other words, and says so.
    fn not_stop_words<'n>(&mut self, nodes: &'n [Node]) -> Vec<&'n Node> {
        let is_stop = |node: &Node| match node {
            Node::Word(Word { text, how: Match::Stem }) => words::is_stop_word(&words::fold(text)),
            _ => false,
        };
        if self.field.is_some() || self.part.is_some() || nodes.iter().all(is_stop) {
            return nodes.iter().collect();
        }
        let dropped: Vec<&str> = nodes
            .iter()
            .filter(|n| is_stop(n))
            .filter_map(|n| if let Node::Word(w) = n { Some(w.text.as_str()) } else { None })
            .collect();
        if !dropped.is_empty() {
            self.warnings.push(Warning {
                code: "stop_words",
                text: format!(
                    "too common to be searched alone: {} (in a phrase it counts)",
                    dropped.join(", ")
                ),
            });
        }
        nodes.iter().filter(|n| !is_stop(n)).collect()
    }

    fn flag(&self, flag: Flag) -> Op {
        let name = match flag {
            Flag::Lead => return Op::Lead,
            Flag::Undated => "undated",
            Flag::Has(Part::Quotes) => "quotes",
            Flag::Has(Part::Title) => "title",
            Flag::Has(Part::Byline) => "byline",
            Flag::Has(Part::Dateline) => "dateline",
            Flag::Has(Part::Source) => "source",
            Flag::Has(Part::Topic) => "topic",
            Flag::Has(Part::Person) => "person",
            Flag::Has(Part::Org) => "org",
            Flag::Has(Part::Place) => "place",
        };
        Op::Term(Term::from_field_text(self.fields.flag, name))
    }

    fn in_field(&mut self, field: Field, node: &Node) -> Op {
        let f = *self.fields;
        match field {
            Field::Title => self.of_doc(|c| c.with_part(layout::TITLE, Part::Title, node)),
            Field::Byline => self.of_doc(|c| c.with_part(layout::BYLINE, Part::Byline, node)),
            Field::Dateline => self.of_doc(|c| c.with_part(layout::DATELINE, Part::Dateline, node)),
            Field::Body => self.of_doc(|c| match node {
                Node::All => Op::Range("words", 1.0, f64::MAX),
                _ => c.with_part(layout::BODY, Part::Title, node),
            }),
            Field::Topic => self.of_doc(|c| match node {
                Node::All => c.flag(Flag::Has(Part::Topic)),
                _ => c.with_field(f.topic, "topic", node),
            }),
            Field::Source => self.of_doc(|c| c.with_field(f.source, "source", node)),
            Field::Path => self.of_doc(|c| match node {
                Node::All => Op::All,
                _ => c.with_field(f.path, "path", node),
            }),
            Field::Lang => self.of_doc(|c| c.with_field(f.lang, "lang", node)),
            Field::Person => self.of_doc(|c| c.with_names(f.person, "person", PERSON, node)),
            Field::Place => self.of_doc(|c| c.with_names(f.place, "place", PLACE, node)),
            Field::Org if self.about == About::Quotes => {
                self.with_field(f.speaker_org, "speaker_org", node)
            }
            Field::Org => self.with_names(f.org, "org", ORG, node),
            Field::Entity => self.of_doc(|c| {
                Op::Or(vec![
                    c.with_names(f.person, "person", PERSON, node),
                    c.with_names(f.org, "org", ORG, node),
                    c.with_names(f.place, "place", PLACE, node),
                ])
            }),
            Field::Said => self.of_quote(|c| c.with_field(f.said, "number", node)),
            Field::Speaker => self.of_quote(|c| c.with_names(f.speaker, "said_by", &KINDS, node)),
            Field::Role => self.of_quote(|c| c.with_field(f.role, "role", node)),
            Field::Verb => self.of_quote(|c| c.with_field(f.verb, "verb", &base_forms(node))),
            Field::Kind => self.of_quote(|c| c.with_field(f.quote_kind, "quote_kind", node)),
            Field::About => self.of_quote(|c| {
                let said = c.with_field(f.said, "number", node);
                let title = c.of_doc(|c| c.with_part(layout::TITLE, Part::Title, node));
                Op::Or(vec![said, title])
            }),
            // The parser makes ranges of these.
            Field::Words | Field::Date | Field::Added | Field::Conf | Field::Copies => Op::Nothing,
        }
    }

    fn with_field(&mut self, field: Column, column: &'static str, node: &Node) -> Op {
        if *node == Node::All {
            return Op::Has(column);
        }
        let before = (self.field.replace(field), self.part.take());
        let op = self.op(node);
        (self.field, self.part) = before;
        op
    }

    /// Names: by their words, and by what the directory knows of them.
    fn with_names(
        &mut self,
        field: Column,
        column: &'static str,
        kinds: &[EntityKind],
        node: &Node,
    ) -> Op {
        let words = self.with_field(field, column, node);
        if *node == Node::All {
            return words;
        }
        let values = match self.about {
            About::Docs => self.fields.name,
            About::Quotes => self.fields.said_by,
        };
        match self.index.named(kinds, node, values) {
            Ok(Named { only: Some(terms), .. }) => Op::Terms(terms),
            Ok(Named { also, .. }) if also.is_empty() => words,
            Ok(Named { also, .. }) => Op::Or(vec![words, Op::Terms(also)]),
            Err(error) => {
                self.failed = Some(error);
                Op::Nothing
            }
        }
    }

    fn with_part(&mut self, part: usize, has: Part, node: &Node) -> Op {
        if *node == Node::All {
            return self.flag(Flag::Has(has));
        }
        let before = (self.field.take(), self.part.replace(part));
        let op = match self.op(node) {
            Op::Leaf(leaf) => Op::Spans(SpanOp::Part(part, Box::new(SpanOp::Leaf(leaf)))),
            op => op,
        };
        (self.field, self.part) = before;
        op
    }

    /// Compiles something about quotes, wherever it stands.
    fn of_quote(&mut self, inner: impl FnOnce(&mut Self) -> Op) -> Op {
        if self.about == About::Quotes {
            return inner(self);
        }
        self.about = About::Quotes;
        let op = inner(self);
        self.about = About::Docs;
        Op::OfQuote(Box::new(op))
    }

    /// Compiles something about documents, wherever it stands.
    fn of_doc(&mut self, inner: impl FnOnce(&mut Self) -> Op) -> Op {
        if self.about == About::Docs {
            return inner(self);
        }
        self.about = About::Docs;
        let op = inner(self);
        self.about = About::Quotes;
        Op::OfDoc(Box::new(op))
    }

    /// What is said of documents, where quotes are asked for: those of such documents.
    fn of_docs_here(&self, op: Op) -> Op {
        match self.about {
            About::Docs => op,
            About::Quotes => Op::OfDoc(Box::new(op)),
        }
    }
}

/// Whether a node is words without a field.
fn is_words(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Phrase { .. } | Node::Exact(_) | Node::Regex(_) => true,
        Node::AtLeast { .. } | Node::Near { .. } => true,
        Node::Or(nodes) => nodes.iter().all(is_words),
        Node::Boost { node, .. } => is_words(node),
        _ => false,
    }
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
