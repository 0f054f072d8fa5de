//! Plans made of a list of numbers: an empty list gives the simplest one, so that failures shrink.

use super::corpus::Corpus;
use super::tokens::{TOKENS, text};
use crate::index::field::{NumberField, TextField};
use crate::index::plan::op::{ContextWord, Leaf, Op, Plan, SpanLink, SpanOp};
use crate::index::plan::pattern::Pattern;
use crate::index::store::layout::TextPart;
use crate::query::About;
use crate::query::flags::{Flag, Part};
use crate::query::tree::Within;

/// Forms that are looked for beside those of the tokens.
const OTHERS: &[&str] =
    &["unnamed", "say", "direct", "mixed", "en", "wire", "n3", "txt", "usports"];

const WILDCARDS: &[&str] = &["t*", "*", "u?", "*s", "d??l*", "p*t?us", "?", "tax?*"];

const REGEXES: &[&str] = &["tax.*|us", "u.|12", ".*deal", "deny|denied|on", ".*", "tax"];

/// Operations below each other, and words below each other in one of them.
const DEPTH: usize = 4;
const SPANS: usize = 3;

/// What a record has in fields of documents and of quotes; the first of each is the usual one.
const DOCS: [TextField; 7] = [
    TextField::Text,
    TextField::Person,
    TextField::Org,
    TextField::Place,
    TextField::Topic,
    TextField::Source,
    TextField::Path,
];
const QUOTES: [TextField; 4] =
    [TextField::Said, TextField::Speaker, TextField::Role, TextField::SpeakerOrg];

const PARTS: [TextPart; 4] =
    [TextPart::Title, TextPart::Byline, TextPart::Dateline, TextPart::Body];

const FLAGS: [Flag; 11] = [
    Flag::Lead,
    Flag::Undated,
    Flag::Has(Part::Quotes),
    Flag::Has(Part::Title),
    Flag::Has(Part::Byline),
    Flag::Has(Part::Dateline),
    Flag::Has(Part::Source),
    Flag::Has(Part::Topic),
    Flag::Has(Part::Person),
    Flag::Has(Part::Org),
    Flag::Has(Part::Place),
];

/// Random numbers; behind the last of them stands nothing but 0.
pub struct Tape<'n> {
    numbers: std::slice::Iter<'n, u16>,
}

impl<'n> Tape<'n> {
    pub fn new(numbers: &'n [u16]) -> Tape<'n> {
        Tape { numbers: numbers.iter() }
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::from(self.numbers.next().copied().unwrap_or(0)) % n
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn is_one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }
}

/// Makes the plan of a list of numbers for an archive.
pub fn plan(about: About, tape: &mut Tape, corpus: &Corpus) -> Plan {
    let mut maker = Maker { tape, corpus, leaves: Vec::new() };
    let root = maker.op(about, DEPTH);
    let leaves = maker.leaves;
    let (scoring, compounds, warnings) = (Vec::new(), Vec::new(), Vec::new());
    Plan { root, about, leaves, scoring, compounds, silences: false, warnings }
}

struct Maker<'m, 'n> {
    tape: &'m mut Tape<'n>,
    corpus: &'m Corpus,
    leaves: Vec<Leaf>,
}

impl Maker<'_, '_> {
    fn op(&mut self, about: About, depth: usize) -> Op {
        // The last of them hold others.
        let count = if depth == 0 { 10 } else { 18 };
        match self.tape.below(count) {
            0 => Op::Leaf(self.leaf_of(about)),
            1..=3 => {
                let field = self.field(about);
                let depth = 1 + self.tape.below(SPANS);
                Op::Spans(self.spans(field, depth))
            }
            // Reading stored texts takes most of the time.
            4 if self.tape.is_one_in(4) => self.written(about),
            4 => Op::Not(Box::new(Op::Leaf(self.leaf_of(about)))),
            5 => self.number(about),
            6 => self.value(about),
            7 => match about {
                About::Docs => Op::Flag(self.tape.pick(&FLAGS)),
                About::Quotes => Op::Values(TextField::SaidBy, self.values(about)),
            },
            8 => {
                let days: Vec<i64> = self.corpus.docs.iter().filter_map(|doc| doc.day).collect();
                let (a, b) = (self.tape.pick(&days), self.tape.pick(&days));
                match self.tape.below(4) {
                    0 => Op::Days(i64::MIN, a),
                    1 => Op::Days(a, i64::MAX),
                    2 => Op::Days(a, b),
                    _ => Op::Days(a.min(b), a.max(b)),
                }
            }
            9 if self.tape.is_one_in(3) => Op::Nothing,
            9 => Op::All,
            10 | 11 => Op::And(self.ops(about, depth)),
            12 => Op::Or(self.ops(about, depth)),
            13 => Op::Not(Box::new(self.op(about, depth - 1))),
            14 | 15 => match about {
                About::Docs => Op::OfQuote(Box::new(self.op(About::Quotes, depth - 1))),
                About::Quotes => Op::OfDoc(Box::new(self.op(About::Docs, depth - 1))),
            },
            _ if about == About::Docs => Op::And(self.ops(about, depth)),
            _ => {
                let among = self.op(About::Quotes, depth - 1);
                let word = |maker: &mut Self| ContextWord {
                    inside: maker.op(About::Quotes, 0),
                    around: maker.exact(TextField::Text, SPANS - 1),
                };
                let words = (0..1 + self.tape.below(2)).map(|_| word(self)).collect();
                Op::InContext(Box::new(among), words)
            }
        }
    }

    fn ops(&mut self, about: About, depth: usize) -> Vec<Op> {
        (0..2 + self.tape.below(2)).map(|_| self.op(about, depth - 1)).collect()
    }

    /// A field whose words have places.
    fn field(&mut self, about: About) -> TextField {
        let (usual, all): (TextField, &[TextField]) = match about {
            About::Docs => (TextField::Text, &DOCS),
            About::Quotes => (TextField::Said, &QUOTES),
        };
        if self.tape.is_one_in(3) { self.tape.pick(all) } else { usual }
    }

    fn form(&mut self) -> String {
        if self.tape.is_one_in(10) {
            return self.tape.pick(OTHERS).to_owned();
        }
        let token = &TOKENS[self.token()];
        let forms: Vec<&str> = token.words.iter().map(|word| word.1).collect();
        match token.joined() {
            Some(joined) if self.tape.is_one_in(2) => joined,
            _ if forms.is_empty() => "tax".to_owned(),
            _ => self.tape.pick(&forms).to_owned(),
        }
    }

    /// A token, mostly one that the archive has often.
    fn token(&mut self) -> usize {
        match self.tape.is_one_in(4) {
            true => self.tape.below(TOKENS.len()),
            false => self.tape.pick(&self.corpus.tokens),
        }
    }

    fn pattern(&mut self) -> Pattern {
        match self.tape.below(9) {
            0..=2 => Pattern::Form(self.form()),
            3..=5 => Pattern::Stem(self.form()),
            6 => Pattern::Wildcard(self.tape.pick(WILDCARDS).to_owned()),
            7 => Pattern::Regex(self.tape.pick(REGEXES).to_owned()),
            _ => Pattern::Fuzzy(self.form(), self.tape.pick(&[1, 2])),
        }
    }

    fn note(&mut self, field: TextField, pattern: Pattern) -> usize {
        let leaf = Leaf { field, pattern, boost: 1.0 };
        let known = self.leaves.iter().position(|known| *known == leaf);
        known.unwrap_or_else(|| {
            self.leaves.push(leaf);
            self.leaves.len() - 1
        })
    }

    fn leaf_of(&mut self, about: About) -> usize {
        let field = self.field(about);
        self.leaf(field)
    }

    fn leaf(&mut self, field: TextField) -> usize {
        let pattern = self.pattern();
        self.note(field, pattern)
    }

    /// Words in places; those with slop stand where it does not matter which of several is meant.
    fn spans(&mut self, field: TextField, depth: usize) -> SpanOp {
        match self.tape.below(5) {
            0..=2 => self.exact(field, depth),
            3 => self.sloppy(field),
            _ if field == TextField::Text => {
                SpanOp::Part(self.tape.pick(&PARTS), Box::new(self.sloppy(field)))
            }
            _ => SpanOp::Any(vec![self.sloppy(field), self.exact(field, depth - 1)]),
        }
    }

    fn exact(&mut self, field: TextField, depth: usize) -> SpanOp {
        let inner = |maker: &mut Self| maker.exact(field, depth - 1);
        match self.tape.below(if depth == 0 { 1 } else { 9 }) {
            0 => SpanOp::Leaf(self.leaf(field)),
            1 | 2 => SpanOp::Phrase((0..2 + self.tape.below(2)).map(|_| inner(self)).collect(), 0),
            3 => SpanOp::Any((0..1 + self.tape.below(2)).map(|_| inner(self)).collect()),
            4..=6 => {
                // Every choice of places is tried, so that one of them alone is no word.
                let more = if depth == 1 && self.tape.is_one_in(4) { 2 } else { 1 };
                let nested = self.tape.below(more + 1);
                let one = |maker: &mut Self, at: usize| {
                    maker.exact(field, if at == nested { depth - 1 } else { 0 })
                };
                let first = Box::new(one(self, 0));
                let link = |maker: &mut Self, at: usize| {
                    let within = match maker.tape.below(4) {
                        0 => Within::Sentence,
                        1 => Within::Paragraph,
                        _ => Within::Words(1 + maker.tape.below(9) as u32),
                    };
                    let ordered = maker.tape.is_one_in(2);
                    SpanLink { within, ordered, to: one(maker, at) }
                };
                SpanOp::Near(first, (1..=more).map(|at| link(self, at)).collect())
            }
            7 if field == TextField::Text => {
                SpanOp::Part(self.tape.pick(&PARTS), Box::new(inner(self)))
            }
            _ => SpanOp::AtLeast(1 + self.tape.below(3) as u32, Box::new(inner(self))),
        }
    }

    /// A phrase with slop, of words that share no place but where they are the same.
    fn sloppy(&mut self, field: TextField) -> SpanOp {
        let forms = ["tax", "deal", "us", "on", "u", "cafe", "12"];
        let count = 2 + self.tape.below(2);
        let mut items: Vec<SpanOp> = (0..count)
            .map(|_| {
                let form = self.tape.pick(&forms).to_owned();
                SpanOp::Leaf(self.note(field, Pattern::Form(form)))
            })
            .collect();
        if self.tape.is_one_in(3) {
            // A compound, as the compiler makes them.
            let mut leaf = |form: &str| {
                let pattern = Pattern::Form(form.to_owned());
                SpanOp::Leaf(self.note(field, pattern))
            };
            let apart = SpanOp::Phrase(vec![leaf("port"), leaf("tax"), leaf("us")], 0);
            let compound = SpanOp::Any(vec![leaf("porttaxus"), apart]);
            let at = self.tape.below(items.len());
            items[at] = compound;
        }
        SpanOp::Phrase(items, 1 + self.tape.below(5) as u32)
    }

    /// Words as written: mostly those that are looked for as well.
    fn written(&mut self, about: About) -> Op {
        let field = match about {
            About::Docs => TextField::Text,
            About::Quotes => TextField::Said,
        };
        let count = 1 + self.tape.below(2);
        let tokens: Vec<usize> = (0..count).map(|_| self.token()).collect();
        let forms: Vec<&str> =
            tokens.iter().flat_map(|t| TOKENS[*t].words.iter().map(|word| word.1)).collect();
        if forms.is_empty() || self.tape.is_one_in(4) {
            return Op::Written(self.spans(field, 1), text(&[0]));
        }
        let leaf = |form: &&str| SpanOp::Leaf(self.note(field, Pattern::Form((*form).to_owned())));
        let mut items: Vec<SpanOp> = forms.iter().map(leaf).collect();
        let spans = if items.len() == 1 { items.remove(0) } else { SpanOp::Phrase(items, 0) };
        Op::Written(spans, text(&tokens))
    }

    /// A range between numbers that occur.
    fn number(&mut self, about: About) -> Op {
        let docs = &self.corpus.docs;
        let (range, values): (fn(f64, f64) -> Op, Vec<f64>) = match (self.tape.below(3), about) {
            (0, _) => (
                |low, high| Op::Range(NumberField::Added, low, high),
                docs.iter().map(|doc| doc.added as f64).collect(),
            ),
            (1, About::Docs) => (Op::Copies, docs.iter().map(|doc| doc.copies as f64).collect()),
            (_, About::Docs) => (
                |low, high| Op::Range(NumberField::Words, low, high),
                docs.iter().map(|doc| doc.words as f64).collect(),
            ),
            (_, About::Quotes) => (
                |low, high| Op::Range(NumberField::Confidence, low, high),
                (0..9).map(|n| f64::from(n) / 8.0).collect(),
            ),
        };
        let (a, b) = (self.tape.pick(&values), self.tape.pick(&values));
        match self.tape.below(4) {
            0 => range(f64::MIN, a),
            1 => range(a, f64::MAX),
            2 => range(a, b),
            _ => range(a.min(b), a.max(b)),
        }
    }

    /// Any value of a field, or a whole one.
    fn value(&mut self, about: About) -> Op {
        let fields: &[TextField] = match about {
            About::Docs => &[TextField::Lang, TextField::Name, TextField::Flag],
            About::Quotes => {
                &[TextField::Act, TextField::Verb, TextField::QuoteKind, TextField::SaidBy]
            }
        };
        let field = self.tape.pick(fields);
        match (self.tape.below(3), field) {
            (0, _) => {
                let with_places: &[TextField] = match about {
                    About::Docs => &DOCS,
                    About::Quotes => &QUOTES,
                };
                let field =
                    if self.tape.is_one_in(3) { field } else { self.tape.pick(with_places) };
                Op::Has(field)
            }
            (1, TextField::Lang | TextField::Act | TextField::Verb | TextField::QuoteKind) => {
                Op::Leaf(self.leaf(field))
            }
            _ => Op::Values(field, self.values(about)),
        }
    }

    /// Whole values, some that occur.
    fn values(&mut self, about: About) -> Vec<String> {
        let docs = &self.corpus.docs;
        let of = |record: &super::corpus::Record| -> Vec<String> {
            record.values.values().flatten().cloned().collect()
        };
        let all: Vec<String> = match about {
            About::Docs => docs.iter().flat_map(of).collect(),
            About::Quotes => docs.iter().flat_map(|doc| &doc.quotes).flat_map(of).collect(),
        };
        (0..self.tape.below(3))
            .filter_map(|_| all.get(self.tape.below(all.len().max(1))))
            .cloned()
            .collect()
    }
}
