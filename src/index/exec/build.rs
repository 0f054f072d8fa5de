//! Carrying out a plan in one segment: each operation becomes a set of records.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Term};

use super::block_join::{Children, Parents};
use super::context::InContext;
use super::docset::{And, Boxed, Empty, Filter, Or, Postings};
use super::positions::PositionReader;
use super::postings::LeafPostings;
use super::segment::Segment;
use super::span_docs::SpanDocs;
use super::verbatim::Verbatim;
use crate::index::field::{NumberField, TextField};
use crate::index::plan::op::{Op, SpanOp};
use crate::index::store::schema::{self, column};
use crate::query::About;
use crate::query::flags::{Flag, Part};

impl<'s> Segment<'s> {
    /// The records that the whole plan finds.
    pub fn root(&self) -> tantivy::Result<Boxed<'s>> {
        let found = self.op(&self.plan.root, self.plan.about)?;
        Ok(match self.plan.about {
            About::Docs => found,
            // Words are found in silences as well.
            About::Quotes => Box::new(And::new(vec![found, self.all(About::Quotes)?], Vec::new())),
        })
    }

    /// The records that a part of the plan finds; `about`: what they are.
    pub fn op(&self, op: &'s Op, about: About) -> tantivy::Result<Boxed<'s>> {
        let reader = self.reader;
        Ok(match op {
            Op::All => self.all(about)?,
            Op::Nothing => Box::new(Empty),
            Op::Leaf(leaf) => self.leaf(*leaf)?,
            Op::Spans(spans) => self.spans(spans, None)?,
            Op::Written(spans, text) => self.spans(spans, Some(text))?,
            Op::And(ops) => self.and(ops, about)?,
            Op::Or(ops) => {
                let any =
                    ops.iter().map(|op| self.op(op, about)).collect::<tantivy::Result<_>>()?;
                Box::new(Or::new(any))
            }
            Op::Not(inner) => {
                Box::new(And::new(vec![self.all(about)?], vec![self.op(inner, about)?]))
            }
            Op::Range(number, low, high) => self.range(*number, *low, *high, about)?,
            Op::Copies(low, high) => {
                let (low, high, index) = (*low, *high, self.index);
                let (ids, files) = (column::ID.open(reader)?, column::COPIES.open(reader)?);
                self.filter(self.all(about)?, move |doc| {
                    let copies = ids.first(doc).and_then(|id| index.copies(id));
                    let copies = copies.or(files.first(doc)).unwrap_or(1) as f64;
                    low <= copies && copies <= high
                })
            }
            Op::Days(low, high) => {
                let (low, high) = (*low, *high);
                let days = self.index.days(reader)?;
                self.filter(self.all(about)?, move |doc| {
                    days.of(doc).is_some_and(|d| low <= d && d <= high)
                })
            }
            Op::Has(field) => self.having(*field, about)?,
            Op::Flag(flag) => self.flag(*flag, about)?,
            Op::Values(field, values) => {
                let fields = &self.index.fields;
                let any = values.iter().map(|value| self.term(&fields.term(*field, value)));
                Box::new(Or::new(any.collect::<tantivy::Result<_>>()?))
            }
            Op::OfQuote(inner) => {
                let inner = self.op(inner, About::Quotes)?;
                let inner: Boxed =
                    Box::new(And::new(vec![inner, self.all(About::Quotes)?], Vec::new()));
                Box::new(Parents::new(inner, column::NUMBER.open(reader)?))
            }
            Op::OfDoc(inner) => {
                let (quotes, docs) = (self.all(About::Quotes)?, self.op(inner, About::Docs)?);
                Box::new(Children::new(quotes, docs, column::NUMBER.open(reader)?))
            }
            Op::InContext(among, words) => {
                let among = self.op(among, About::Quotes)?;
                let words: Vec<_> = words
                    .iter()
                    .map(|word| Ok((self.op(&word.inside, About::Quotes)?, &word.around)))
                    .collect::<tantivy::Result<_>>()?;
                Box::new(InContext::open(self, among, words)?)
            }
        })
    }

    /// Records with a number in a range.
    fn range(
        &self,
        number: NumberField,
        low: f64,
        high: f64,
        about: About,
    ) -> tantivy::Result<Boxed<'s>> {
        let all = self.all(about)?;
        let values = match number {
            NumberField::Words => column::WORDS,
            NumberField::Added => column::ADDED,
            NumberField::Confidence => {
                let values = column::CONF.open(self.reader)?;
                let fits = move |v: f64| low <= v && v <= high;
                return Ok(self.filter(all, move |doc| values.first(doc).is_some_and(fits)));
            }
        };
        let values = values.open(self.reader)?;
        let fits = move |v: u64| low <= v as f64 && v as f64 <= high;
        Ok(self.filter(all, move |doc| values.first(doc).is_some_and(fits)))
    }

    /// Records with any value in a field.
    fn having(&self, field: TextField, about: About) -> tantivy::Result<Boxed<'s>> {
        let values = match field {
            TextField::Person => column::PERSON,
            TextField::Org => column::ORG,
            TextField::Place => column::PLACE,
            TextField::Source => column::SOURCE,
            TextField::Lang => column::LANG,
            TextField::Speaker | TextField::Described | TextField::SaidBy => column::SAID_BY,
            TextField::Role => column::ROLE,
            TextField::SpeakerOrg => column::SPEAKER_ORG,
            TextField::Act => column::ACT,
            TextField::Verb => column::VERB,
            TextField::QuoteKind => column::QUOTE_KIND,
            TextField::Topic => return self.flag(Flag::Has(Part::Topic), about),
            // Every quote has words, and a number; every document a text and a path.
            TextField::Said => return self.all(About::Quotes),
            TextField::Text | TextField::Path | TextField::Flag | TextField::Name => {
                return self.all(about);
            }
        };
        let all = self.all(about)?;
        Ok(match values.open(self.reader)? {
            Some(values) => self.filter(all, move |doc| values.ords().first(doc).is_some()),
            None => Box::new(Empty),
        })
    }

    /// Documents that have or are something.
    fn flag(&self, flag: Flag, about: About) -> tantivy::Result<Boxed<'s>> {
        let name = match flag {
            Flag::Lead => {
                let (index, ids) = (self.index, column::ID.open(self.reader)?);
                let leads = move |doc| ids.first(doc).is_some_and(|id| index.is_lead(id));
                return Ok(self.filter(self.all(about)?, leads));
            }
            Flag::Has(Part::Date) => {
                let days = self.index.days(self.reader)?;
                return Ok(self.filter(self.all(about)?, move |doc| days.of(doc).is_some()));
            }
            Flag::Undated if self.index.walked().date_from_mtime => {
                let days = self.index.days(self.reader)?;
                return Ok(self.filter(self.all(about)?, move |doc| days.of(doc).is_none()));
            }
            Flag::Undated => schema::UNDATED,
            Flag::Has(part) => part.name(),
        };
        self.term(&self.index.fields.term(TextField::Flag, name))
    }

    /// Negated parts only take away, the others are walked together, the rarest first.
    fn and(&self, ops: &'s [Op], about: About) -> tantivy::Result<Boxed<'s>> {
        let (mut all, mut none) = (Vec::new(), Vec::new());
        for op in ops {
            match op {
                Op::Not(inner) => none.push(self.op(inner, about)?),
                op => all.push(self.op(op, about)?),
            }
        }
        if all.is_empty() {
            all.push(self.all(about)?);
        }
        Ok(Box::new(And::new(all, none)))
    }

    fn all(&self, about: About) -> tantivy::Result<Boxed<'s>> {
        let of = |kind| self.term(&Term::from_field_text(self.index.fields.kind, kind));
        match about {
            About::Docs => of(schema::DOC),
            About::Quotes if self.plan.silences => {
                Ok(Box::new(Or::new(vec![of(schema::QUOTE)?, of(schema::SILENCE)?])))
            }
            About::Quotes => of(schema::QUOTE),
        }
    }

    fn term(&self, term: &Term) -> tantivy::Result<Boxed<'s>> {
        let inverted = self.reader.inverted_index(term.field())?;
        Ok(match inverted.read_postings(term, IndexRecordOption::Basic)? {
            Some(postings) => Box::new(Postings::new(postings, self.cancel)),
            None => Box::new(Empty),
        })
    }

    fn leaf(&self, leaf: usize) -> tantivy::Result<Boxed<'s>> {
        let (terms, option) = (&self.terms[leaf], IndexRecordOption::Basic);
        let postings = LeafPostings::open(self.reader, self.ord, terms, option)?;
        Ok(Box::new(Postings::new(postings, self.cancel)))
    }

    fn filter(&self, all: Boxed<'s>, fits: impl Fn(DocId) -> bool + 's) -> Boxed<'s> {
        Box::new(Filter::new(all, fits))
    }

    /// Records that have words in places, and the whole of `written` somewhere.
    fn spans(&self, spans: &'s SpanOp, written: Option<&str>) -> tantivy::Result<Boxed<'s>> {
        let mut leaves = Vec::new();
        spans.leaves(&mut leaves);
        leaves.sort_unstable();
        leaves.dedup();
        let positions = PositionReader::open(self, &leaves)?;
        let written = match written.is_some() || spans.holds_written() {
            true => Some(Verbatim::new(self.reader, &self.index.fields, written.unwrap_or(""))?),
            false => None,
        };
        Ok(Box::new(SpanDocs::new(self.candidates(spans)?, spans, positions, written)))
    }

    /// Records that have the leaves, wherever they stand.
    fn candidates(&self, spans: &'s SpanOp) -> tantivy::Result<Boxed<'s>> {
        Ok(match spans {
            SpanOp::Leaf(leaf) => self.leaf(*leaf)?,
            SpanOp::Part(_, inner) | SpanOp::AtLeast(_, inner) | SpanOp::Written(inner, _) => {
                self.candidates(inner)?
            }
            SpanOp::Any(items) => {
                let any =
                    items.iter().map(|i| self.candidates(i)).collect::<tantivy::Result<_>>()?;
                Box::new(Or::new(any))
            }
            SpanOp::Phrase(items, _) => {
                let all =
                    items.iter().map(|i| self.candidates(i)).collect::<tantivy::Result<_>>()?;
                Box::new(And::new(all, Vec::new()))
            }
            SpanOp::Near(first, rest) => {
                let mut all = vec![self.candidates(first)?];
                for link in rest {
                    all.push(self.candidates(&link.to)?);
                }
                Box::new(And::new(all, Vec::new()))
            }
        })
    }
}
