//! From the tree of a query to a [`Plan`]: fields, folded words, stop words.

use super::entity_terms::EntityNames;
use super::expression;
use super::op::{Compound, ContextWord, Leaf, Op, Plan, SpanOp};
use super::pattern::Pattern;
use crate::index::days::day;
use crate::index::error::Error;
use crate::index::field::{NumberField, TextField};
use crate::index::store::layout::TextPart;
use crate::query::fields::Field;
use crate::query::tree::{Match, Node, Word};
use crate::query::{About, Query, Warning};
use crate::quotes::Act;
use crate::words;

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

/// Makes the plan of a query; `names`: what the archive knows of names.
///
/// # Errors
///
/// Names that cannot be read from the index.
pub fn compile(query: &Query, names: &dyn EntityNames, aim: Aim) -> Result<Plan, Error> {
    let about = if aim == Aim::Docs { About::Docs } else { About::Quotes };
    let mut compiler = Compiler {
        names,
        failed: None,
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
        silences: asks_for_silence(&query.root),
        leaves: compiler.leaves,
        scoring: compiler.scoring,
        compounds: compiler.compounds,
        warnings: compiler.warnings,
    })
}

/// The state of the work: what was gathered, and where in the tree it is.
pub(super) struct Compiler<'f> {
    pub(super) names: &'f dyn EntityNames,
    /// Why names could not be looked up.
    pub(super) failed: Option<Error>,
    leaves: Vec<Leaf>,
    pub(super) scoring: Vec<usize>,
    compounds: Vec<Compound>,
    pub(super) warnings: Vec<Warning>,
    /// What the place in the tree is about.
    pub(super) about: About,
    /// The field that words are looked for in, when it is not the usual one.
    pub(super) field: Option<TextField>,
    /// The part of the document that words are looked for in.
    pub(super) part: Option<TextPart>,
    /// False below a `NOT`.
    pub(super) positive: bool,
    boost: f32,
}

impl Compiler<'_> {
    pub(super) fn op(&mut self, node: &Node) -> Op {
        match node {
            Node::All => Op::All,
            Node::Word(_) | Node::Phrase { .. } | Node::Regex(_) | Node::AtLeast { .. } => {
                self.words(node)
            }
            Node::Exact(text) => match self.forms(text) {
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
            Node::Near { first, rest } => self.near(first, rest),
            Node::In { field, node } => self.in_field(*field, node),
            Node::Number { field, low, high } => {
                self.number_in(*field, low.unwrap_or(f64::MIN), high.unwrap_or(f64::MAX))
            }
            Node::Days { low, high } => {
                Op::Days(low.map_or(i64::MIN, day), high.map_or(i64::MAX, day))
            }
            Node::Flag(flag) => self.of_docs_here(Op::Flag(*flag)),
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

    /// A number of a field of numbers.
    fn number_in(&mut self, field: Field, low: f64, high: f64) -> Op {
        match field {
            Field::Copies => self.of_docs_here(Op::Copies(low, high)),
            Field::Words => self.of_docs_here(Op::Range(NumberField::Words, low, high)),
            // Documents and quotes have it.
            Field::Added => Op::Range(NumberField::Added, low, high),
            Field::Conf => self.of_quote(|_| Op::Range(NumberField::Confidence, low, high)),
            // The parser makes numbers of no other field.
            Field::Title
            | Field::Body
            | Field::Byline
            | Field::Dateline
            | Field::Source
            | Field::Path
            | Field::Lang
            | Field::Date
            | Field::Person
            | Field::Org
            | Field::Place
            | Field::Entity
            | Field::Topic
            | Field::Said
            | Field::Speaker
            | Field::Role
            | Field::Act
            | Field::Verb
            | Field::Kind
            | Field::About => Op::Nothing,
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
            nodes.into_iter().partition(|node| node.is_words());
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
        let mut context = Vec::new();
        // One way to the document for all words: the rarest leads there.
        ops.push(self.of_doc(|c| Op::And(words.iter().map(|node| c.op(node)).collect())));
        for node in words {
            let inside = self.inside(node);
            self.about = About::Docs;
            let around = self.spans(node);
            self.about = About::Quotes;
            context.extend(around.map(|around| ContextWord { inside, around }));
        }
        self.positive = unscored;
        match widely {
            true => Op::And(ops),
            false => Op::InContext(Box::new(Op::And(ops)), context),
        }
    }

    /// Words in a quote, in its speaker's name or in his role.
    fn inside(&mut self, node: &Node) -> Op {
        let said = self.op(node);
        if is_exact(node) {
            return said;
        }
        // The words make the score once, whichever field they are found in.
        let positive = std::mem::replace(&mut self.positive, false);
        let speaker = self.in_field(Field::Speaker, node);
        let role = self.with_field(TextField::Role, node);
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

    pub(super) fn spans(&mut self, node: &Node) -> Option<SpanOp> {
        let spans = match node {
            Node::Word(word) => self.word(word)?,
            Node::Phrase { text, slop } => self.phrase(text, *slop)?,
            Node::Exact(text) => {
                let spans = self.forms(text)?;
                match self.field_here() {
                    TextField::Text | TextField::Said => {
                        SpanOp::Written(Box::new(spans), text.clone())
                    }
                    // Of short values the words are not kept by their places.
                    _ => spans,
                }
            }
            Node::Regex(pattern) => {
                self.tell_if_never(pattern);
                SpanOp::Leaf(self.leaf(Pattern::Regex(pattern.clone())))
            }
            Node::Or(nodes) | Node::And(nodes) => {
                SpanOp::Any(nodes.iter().filter_map(|n| self.spans(n)).collect())
            }
            Node::AtLeast { count, node } => SpanOp::AtLeast(*count, Box::new(self.spans(node)?)),
            Node::Near { first, rest } => self.chain(first, rest)?,
            Node::Boost { node, .. } => self.spans(node)?,
            // The parser lets nothing else stand where places matter.
            _ => return None,
        };
        Some(spans)
    }

    /// Says so when no word can match a regular expression.
    fn tell_if_never(&mut self, pattern: &str) {
        let text = format!(
            "/{pattern}/ can match no word: words are matched in small letters, without marks, \
             apostrophes, hyphens and the dots of acronyms"
        );
        let known = self.warnings.iter().any(|warning| warning.text == text);
        if !expression::can_match(pattern) && !known {
            self.warnings.push(Warning { code: "never_matches", text });
        }
    }

    pub(super) fn in_part(&self, spans: SpanOp) -> SpanOp {
        match (self.part, spans) {
            (Some(_), spans @ SpanOp::Part(..)) | (None, spans) => spans,
            (Some(part), spans) => SpanOp::Part(part, Box::new(spans)),
        }
    }

    /// Notes a word to look for; words of documents and quotes make the score.
    pub(super) fn leaf(&mut self, pattern: Pattern) -> usize {
        let field = self.field_here();
        let scores = matches!(field, TextField::Text | TextField::Said | TextField::Speaker);
        if self.positive && scores {
            let text = self.number(TextField::Text, pattern.clone());
            self.scoring.push(text);
        }
        self.number(field, pattern)
    }

    /// Notes the joined form of a compound, whose words are noted as `parts` of the score.
    pub(super) fn joined(&mut self, pattern: Pattern, parts: Vec<usize>) -> usize {
        if !parts.is_empty() {
            let text = self.number(TextField::Text, pattern.clone());
            self.compounds.push(Compound { joined: text, parts });
        }
        self.number(self.field_here(), pattern)
    }

    /// Whether the words of the field keep how they are written; whole values do not.
    pub(super) fn knows_acronyms(&self) -> bool {
        use TextField as F;
        match self.field_here() {
            F::Text | F::Said | F::Person | F::Org | F::Place | F::Topic | F::Source => true,
            F::Path | F::Speaker | F::Described | F::Role | F::SpeakerOrg => true,
            F::Lang | F::Flag | F::Name | F::SaidBy | F::Act | F::Verb | F::QuoteKind => false,
        }
    }

    fn field_here(&self) -> TextField {
        let usual = match self.about {
            About::Docs => TextField::Text,
            About::Quotes => TextField::Said,
        };
        self.field.unwrap_or(usual)
    }

    fn number(&mut self, field: TextField, pattern: Pattern) -> usize {
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
            Node::Word(Word { text, how: Match::Stem }) => {
                let form = words::fold(text);
                words::is_stop_word(&form) && !words::is_acronym(&form, text)
            }
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

    /// Compiles something about quotes, wherever it stands.
    pub(super) fn of_quote(&mut self, inner: impl FnOnce(&mut Self) -> Op) -> Op {
        if self.about == About::Quotes {
            return inner(self);
        }
        self.about = About::Quotes;
        let op = inner(self);
        self.about = About::Docs;
        Op::OfQuote(Box::new(op))
    }

    /// Compiles something about documents, wherever it stands.
    pub(super) fn of_doc(&mut self, inner: impl FnOnce(&mut Self) -> Op) -> Op {
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

/// Whether a query names silence as an act: else it is about what was said.
fn asks_for_silence(node: &Node) -> bool {
    match node {
        Node::In { field: Field::Act, node } => names_silence(node),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(asks_for_silence),
        Node::Quote(node) | Node::Boost { node, .. } => asks_for_silence(node),
        _ => false,
    }
}

fn names_silence(node: &Node) -> bool {
    match node {
        Node::Word(word) => word.text.eq_ignore_ascii_case(Act::Silence.name()),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(names_silence),
        Node::Boost { node, .. } => names_silence(node),
        _ => false,
    }
}

/// Whether any of it is to stand as written, which is known of what was said alone.
fn is_exact(node: &Node) -> bool {
    match node {
        Node::Exact(_) => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(is_exact),
        Node::AtLeast { node, .. } | Node::Boost { node, .. } => is_exact(node),
        Node::Near { first, rest } => {
            is_exact(first) || rest.iter().any(|link| is_exact(&link.node))
        }
        _ => false,
    }
}
