//! Carrying out a plan in one segment: a tree of matchers that walk over records.

use tantivy::columnar::Column;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Index;
use super::beside::BesideMatcher;
use super::expand::Expanded;
use super::leaf::LeafPostings;
use super::places::PlaceReader;
use super::plan::{Op, Plan, SpanOp};
use super::schema;
use super::spans::Places;
use super::verify::Written;
use crate::query::About;

/// A set of records, in order.
pub trait Matcher {
    /// The record that it stands at; [`TERMINATED`] behind the last.
    fn doc(&self) -> DocId;

    /// Goes to the first record at or after `target`.
    fn seek(&mut self, target: DocId) -> DocId;

    /// Goes to the next record.
    fn advance(&mut self) -> DocId {
        match self.doc() {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    /// About how many records there are to look at.
    fn cost(&self) -> u64;
}

/// Any matcher of a segment.
pub type Boxed<'s> = Box<dyn Matcher + 's>;

/// Makes the matchers of one segment.
pub struct Builder<'s> {
    /// The index, for what is known of the archive as a whole.
    pub index: &'s Index,
    /// The segment.
    pub segment: &'s SegmentReader,
    /// Its number.
    pub ord: usize,
    /// The query.
    pub plan: &'s Plan,
    /// The terms of each leaf of the plan.
    pub expanded: &'s [Expanded],
}

impl<'s> Builder<'s> {
    /// The matcher of the whole plan.
    pub fn root(&self) -> tantivy::Result<Boxed<'s>> {
        self.op(&self.plan.root, self.plan.about)
    }

    /// The matcher of a part of the plan; `about`: what its records are.
    pub fn op(&self, op: &'s Op, about: About) -> tantivy::Result<Boxed<'s>> {
        let columns = self.segment.fast_fields();
        Ok(match op {
            Op::All => self.all(about)?,
            Op::Nothing => Box::new(Nothing),
            Op::Leaf(leaf) => self.leaf(*leaf)?,
            Op::Spans(spans) => self.spans(spans, None)?,
            Op::Written(spans, text) => {
                let written = Written::new(self.segment, &self.index.fields, text)?;
                self.spans(spans, Some(written))?
            }
            Op::And(ops) => self.and(ops, about)?,
            Op::Or(ops) => {
                let any =
                    ops.iter().map(|op| self.op(op, about)).collect::<tantivy::Result<_>>()?;
                Box::new(Or::new(any))
            }
            Op::Not(inner) => {
                Box::new(And::new(vec![self.all(about)?], vec![self.op(inner, about)?]))
            }
            Op::Range(column, low, high) => {
                let (low, high) = (*low, *high);
                let all = self.all(about)?;
                if *column == "conf" {
                    let values: Column<f64> = columns.f64(column)?;
                    self.filter(all, move |doc| {
                        values.first(doc).is_some_and(|v| low <= v && v <= high)
                    })
                } else {
                    let values: Column<u64> = columns.u64(column)?;
                    let fits = move |v: u64| low <= v as f64 && v as f64 <= high;
                    self.filter(all, move |doc| values.first(doc).is_some_and(fits))
                }
            }
            Op::Copies(low, high) => {
                let (low, high, index) = (*low, *high, self.index);
                let (ids, files) = (columns.u64("id")?, columns.u64("copies")?);
                self.filter(self.all(about)?, move |doc| {
                    let copies = ids.first(doc).and_then(|id| index.copies(id));
                    let copies = copies.or(files.first(doc)).unwrap_or(1) as f64;
                    low <= copies && copies <= high
                })
            }
            Op::Lead => {
                let (index, ids) = (self.index, columns.u64("id")?);
                self.filter(self.all(about)?, move |doc| {
                    ids.first(doc).is_some_and(|id| index.is_lead(id))
                })
            }
            Op::Days(low, high) => {
                let (low, high) = (*low, *high);
                let days: Column<i64> = columns.i64("date")?;
                self.filter(self.all(about)?, move |doc| {
                    days.first(doc).is_some_and(|d| low <= d && d <= high)
                })
            }
            Op::Has(column) => {
                let all = self.all(about)?;
                match columns.str(column) {
                    Ok(Some(values)) => {
                        self.filter(all, move |doc| values.ords().first(doc).is_some())
                    }
                    Ok(None) => Box::new(Nothing),
                    // Not a column of texts: a number that each record with the value has.
                    Err(_) => {
                        let values: Column<u64> = columns.u64(column)?;
                        self.filter(all, move |doc| values.first(doc).is_some())
                    }
                }
            }
            Op::Term(term) => self.term(term)?,
            Op::Terms(terms) => {
                let any = terms.iter().map(|t| self.term(t)).collect::<tantivy::Result<_>>()?;
                Box::new(Or::new(any))
            }
            Op::OfQuote(inner) => {
                let inner = self.op(inner, About::Quotes)?;
                let inner: Boxed =
                    Box::new(And::new(vec![inner, self.all(About::Quotes)?], Vec::new()));
                Box::new(Parents::new(inner, columns.u64("number")?))
            }
            Op::OfDoc(inner) => {
                let children = Children {
                    all: self.all(About::Quotes)?,
                    docs: self.op(inner, About::Docs)?,
                    numbers: columns.u64("number")?,
                };
                Box::new(children.settled())
            }
            Op::Beside(among, beside) => {
                let among = self.op(among, About::Quotes)?;
                Box::new(BesideMatcher::open(self, among, beside)?)
            }
        })
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
        let kind = match about {
            About::Docs => schema::DOC,
            About::Quotes => schema::QUOTE,
        };
        self.term(&Term::from_field_text(self.index.fields.kind, kind))
    }

    fn term(&self, term: &Term) -> tantivy::Result<Boxed<'s>> {
        let inverted = self.segment.inverted_index(term.field())?;
        Ok(match inverted.read_postings(term, IndexRecordOption::Basic)? {
            Some(postings) => Box::new(TermMatcher(postings)),
            None => Box::new(Nothing),
        })
    }

    fn leaf(&self, leaf: usize) -> tantivy::Result<Boxed<'s>> {
        let (leaf, terms) = (&self.plan.leaves[leaf], &self.expanded[leaf]);
        let open =
            LeafPostings::open(self.segment, self.ord, leaf, terms, IndexRecordOption::Basic)?;
        Ok(Box::new(LeafMatcher(open)))
    }

    fn filter(&self, all: Boxed<'s>, fits: impl Fn(DocId) -> bool + 's) -> Boxed<'s> {
        let mut filter = Filter { all, fits };
        filter.settle();
        Box::new(filter)
    }

    fn spans(&self, spans: &'s SpanOp, written: Option<Written>) -> tantivy::Result<Boxed<'s>> {
        let mut leaves = Vec::new();
        spans.leaves(&mut leaves);
        leaves.sort_unstable();
        leaves.dedup();
        let places = PlaceReader::open(self, &leaves)?;
        let mut matcher = SpanMatcher {
            near: self.candidates(spans)?,
            spans,
            places,
            found: Places::default(),
            written,
        };
        matcher.settle();
        Ok(Box::new(matcher))
    }

    /// Records that have the leaves, wherever they stand.
    fn candidates(&self, spans: &'s SpanOp) -> tantivy::Result<Boxed<'s>> {
        Ok(match spans {
            SpanOp::Leaf(leaf) => self.leaf(*leaf)?,
            SpanOp::Part(_, inner) | SpanOp::AtLeast(_, inner) => self.candidates(inner)?,
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
            SpanOp::Near(left, right, ..) => Box::new(And::new(
                vec![self.candidates(left)?, self.candidates(right)?],
                Vec::new(),
            )),
        })
    }
}

struct Nothing;

impl Matcher for Nothing {
    fn doc(&self) -> DocId {
        TERMINATED
    }
    fn seek(&mut self, _: DocId) -> DocId {
        TERMINATED
    }
    fn cost(&self) -> u64 {
        0
    }
}

struct TermMatcher(SegmentPostings);

impl Matcher for TermMatcher {
    fn doc(&self) -> DocId {
        self.0.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.0.doc() < target { self.0.seek(target) } else { self.0.doc() }
    }
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }
    fn cost(&self) -> u64 {
        self.0.size_hint().into()
    }
}

struct LeafMatcher(LeafPostings);

impl Matcher for LeafMatcher {
    fn doc(&self) -> DocId {
        self.0.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }
    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

struct And<'s> {
    all: Vec<Boxed<'s>>,
    none: Vec<Boxed<'s>>,
    doc: DocId,
}

impl<'s> And<'s> {
    fn new(mut all: Vec<Boxed<'s>>, none: Vec<Boxed<'s>>) -> And<'s> {
        all.sort_by_key(|m| m.cost());
        let mut and = And { all, none, doc: 0 };
        and.doc = and.settle(0);
        and
    }

    fn settle(&mut self, mut target: DocId) -> DocId {
        'next: while target != TERMINATED {
            for matcher in &mut self.all {
                let doc = matcher.seek(target);
                if doc != target {
                    target = doc;
                    continue 'next;
                }
            }
            if self.none.iter_mut().any(|m| m.seek(target) == target) {
                target += 1;
                continue;
            }
            return target;
        }
        TERMINATED
    }
}

impl Matcher for And<'_> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.settle(target);
        }
        self.doc
    }
    fn cost(&self) -> u64 {
        self.all.first().map_or(0, |m| m.cost())
    }
}

struct Or<'s> {
    any: Vec<Boxed<'s>>,
    doc: DocId,
}

impl<'s> Or<'s> {
    fn new(mut any: Vec<Boxed<'s>>) -> Or<'s> {
        any.retain(|m| m.doc() != TERMINATED);
        let doc = any.iter().map(|m| m.doc()).min().unwrap_or(TERMINATED);
        Or { any, doc }
    }
}

impl Matcher for Or<'_> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.any.iter_mut().map(|m| m.seek(target)).min().unwrap_or(TERMINATED);
        }
        self.doc
    }
    fn cost(&self) -> u64 {
        self.any.iter().map(|m| m.cost()).sum()
    }
}

struct Filter<'s, F> {
    all: Boxed<'s>,
    fits: F,
}

impl<F: Fn(DocId) -> bool> Filter<'_, F> {
    fn settle(&mut self) -> DocId {
        while self.all.doc() != TERMINATED && !(self.fits)(self.all.doc()) {
            self.all.advance();
        }
        self.all.doc()
    }
}

impl<F: Fn(DocId) -> bool> Matcher for Filter<'_, F> {
    fn doc(&self) -> DocId {
        self.all.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target);
        self.settle()
    }
    fn cost(&self) -> u64 {
        self.all.cost()
    }
}

/// Records that have the words in the right places, and as written when that is asked.
struct SpanMatcher<'s> {
    near: Boxed<'s>,
    spans: &'s SpanOp,
    places: PlaceReader,
    found: Places,
    written: Option<Written>,
}

impl SpanMatcher<'_> {
    fn settle(&mut self) -> DocId {
        while self.near.doc() != TERMINATED {
            let doc = self.near.doc();
            self.places.read(doc, &mut self.found);
            let fits = !self.found.matches(self.spans, false).is_empty();
            if fits && self.written.as_mut().is_none_or(|w| w.is_in(doc)) {
                break;
            }
            self.near.advance();
        }
        self.near.doc()
    }
}

impl Matcher for SpanMatcher<'_> {
    fn doc(&self) -> DocId {
        self.near.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.near.doc() < target {
            self.near.seek(target);
            self.settle();
        }
        self.near.doc()
    }
    fn cost(&self) -> u64 {
        // Reading places is dear: let cheaper parts of a conjunction go first.
        self.near.cost().saturating_mul(4)
    }
}

/// Documents of matching quotes; a quote stands its own number behind its document.
struct Parents<'s> {
    quotes: Boxed<'s>,
    numbers: Column<u64>,
    doc: DocId,
}

impl<'s> Parents<'s> {
    fn new(quotes: Boxed<'s>, numbers: Column<u64>) -> Parents<'s> {
        let mut parents = Parents { quotes, numbers, doc: 0 };
        parents.settle();
        parents
    }

    fn settle(&mut self) -> DocId {
        let quote = self.quotes.doc();
        self.doc = if quote == TERMINATED { TERMINATED } else { quote - self.number(quote) };
        self.doc
    }

    fn number(&self, quote: DocId) -> u32 {
        self.numbers.first(quote).unwrap_or(0) as u32
    }
}

impl Matcher for Parents<'_> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        while self.doc < target {
            // The quotes of `target` come after it; those of the document before it are passed over.
            let next = target.max(self.quotes.doc().saturating_add(1)).min(TERMINATED);
            self.quotes.seek(next);
            self.settle();
        }
        self.doc
    }
    fn cost(&self) -> u64 {
        self.quotes.cost()
    }
}

/// Quotes whose document matches.
struct Children<'s> {
    all: Boxed<'s>,
    docs: Boxed<'s>,
    numbers: Column<u64>,
}

impl Children<'_> {
    fn settled(mut self) -> Self {
        self.settle();
        self
    }

    fn settle(&mut self) -> DocId {
        while self.all.doc() != TERMINATED {
            let quote = self.all.doc();
            let parent = quote - self.numbers.first(quote).unwrap_or(0) as u32;
            match self.docs.seek(parent) {
                doc if doc == parent => break,
                TERMINATED => self.all.seek(TERMINATED),
                next => self.all.seek(next.max(quote + 1)),
            };
        }
        self.all.doc()
    }
}

impl Matcher for Children<'_> {
    fn doc(&self) -> DocId {
        self.all.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target);
        self.settle()
    }
    fn cost(&self) -> u64 {
        self.docs.cost().saturating_mul(4)
    }
}
