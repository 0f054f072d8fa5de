//! From a leaf of the plan to the terms of the index that fit it, with a limit.

use std::collections::BTreeMap;

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermDictionary;
use tantivy::{BitSet, DocSet, SegmentReader, TERMINATED};

use crate::index::cancel::Cancel;
use crate::index::error::Error;
use crate::index::field::TextField;
use crate::index::plan::op::Leaf;
use crate::index::plan::pattern::Scan;
use crate::index::reader::Index;
use crate::index::store::layout::{WIDE, form_and_width};
use crate::words;

/// Most forms that one word of a query may stand for.
pub const MAX_FORMS: usize = 2000;

/// Most forms whose records are counted one by one for the weight of a word.
const COUNTED_FORMS: usize = 16;

/// One term that fits a leaf, in one segment.
#[derive(Clone, Debug)]
pub struct LeafTerm {
    /// Where its postings are.
    pub info: TermInfo,
    /// Positions that it covers.
    pub width: u32,
    /// Whether it is the form as typed and not only one with the same stem.
    pub typed: bool,
}

/// The terms that fit a leaf.
#[derive(Debug)]
pub struct LeafTerms {
    /// Their field.
    pub field: Field,
    /// Terms with their postings, for each segment.
    pub segments: Vec<Vec<LeafTerm>>,
    /// The terms, sorted, with their widths marked as in the index.
    pub terms: Vec<String>,
    /// Whether more terms fit than [`MAX_FORMS`].
    pub cut: bool,
}

impl Index {
    /// Lists the terms that fit a leaf.
    ///
    /// # Errors
    ///
    /// A pattern that is none, a dictionary that cannot be read, a search that was cancelled.
    pub(in crate::index) fn expand(
        &self,
        leaf: &Leaf,
        cancel: &Cancel,
    ) -> Result<LeafTerms, Error> {
        let readers = self.searcher.segment_readers();
        let field = self.fields.of(leaf.field);
        let scan = leaf.pattern.scan()?;
        let mut found: BTreeMap<String, Vec<(usize, TermInfo)>> = BTreeMap::new();
        for (ord, segment) in readers.iter().enumerate() {
            cancel.check()?;
            let inverted = segment.inverted_index(field).map_err(self.err())?;
            let dict = inverted.terms();
            let mut add = |key: &[u8], info: &TermInfo| {
                if let Ok(term) = std::str::from_utf8(key) {
                    found.entry(term.to_owned()).or_default().push((ord, info.clone()));
                }
            };
            match &scan {
                Scan::Edits(form, edits) => {
                    let term = self.fields.term(leaf.field, form);
                    let automaton =
                        FuzzyTermQuery::new(term, *edits, true).automaton().map_err(self.err())?;
                    let mut stream = dict.search(automaton).into_stream().map_err(self.io())?;
                    while stream.advance() {
                        add(stream.key(), stream.value());
                    }
                }
                Scan::Prefixes(prefixes, test) => {
                    for prefix in prefixes {
                        each_term(dict, prefix, &mut |key, info| {
                            let Ok(term) = std::str::from_utf8(key) else { return };
                            if test.fits(form_and_width(term).0) {
                                add(key, info);
                            }
                        })
                        .map_err(self.io())?;
                    }
                }
                Scan::Form(form) => {
                    // A form is itself and its joined variants.
                    for width in 1..=words::MAX_JOINED {
                        let term =
                            if width == 1 { form.clone() } else { format!("{form}{WIDE}{width}") };
                        if let Some(info) = dict.get(term.as_bytes()).map_err(self.io())? {
                            add(term.as_bytes(), &info);
                        }
                    }
                }
            }
        }
        let mut cut = false;
        while found.len() > MAX_FORMS {
            cut = true;
            found.pop_last();
        }
        let typed = leaf.pattern.typed().unwrap_or("");
        let mut segments = vec![Vec::new(); readers.len()];
        let mut terms = Vec::with_capacity(found.len());
        for (term, infos) in found {
            let (form, width) = form_and_width(&term);
            for (ord, info) in infos {
                segments[ord].push(LeafTerm { info, width, typed: form == typed });
            }
            terms.push(term);
        }
        Ok(LeafTerms { field, segments, terms, cut })
    }

    /// The terms of a leaf's word in another field.
    pub(in crate::index) fn expand_in(
        &self,
        field: TextField,
        leaf: &Leaf,
        cancel: &Cancel,
    ) -> Result<LeafTerms, Error> {
        self.expand(&Leaf { field, ..leaf.clone() }, cancel)
    }

    /// Number of living records that have one of the terms; beyond a few terms an upper bound.
    pub(in crate::index) fn frequency(&self, terms: &LeafTerms) -> Result<u64, Error> {
        let counts = self.each_segment(|ord| {
            let segment = self.searcher.segment_reader(ord as u32);
            Ok(match (terms.segments[ord].as_slice(), segment.alive_bitset()) {
                ([], _) => 0,
                ([one], None) => u64::from(one.info.doc_freq),
                (many, _) if many.len() > COUNTED_FORMS => {
                    many.iter().map(|term| u64::from(term.info.doc_freq)).sum()
                }
                (several, alive) => {
                    // One bit for each record: a union without looking at all lists at each step.
                    let mut seen = BitSet::with_max_value(segment.max_doc());
                    for term in several {
                        let basic = IndexRecordOption::Basic;
                        let mut postings =
                            postings(segment, terms.field, term, basic).map_err(self.err())?;
                        while postings.doc() != TERMINATED {
                            if alive.is_none_or(|alive| alive.is_alive(postings.doc())) {
                                seen.insert(postings.doc());
                            }
                            postings.advance();
                        }
                    }
                    seen.len() as u64
                }
            })
        })?;
        Ok(counts.into_iter().sum())
    }
}

/// Shows each term that begins with `prefix`.
fn each_term(
    dict: &TermDictionary,
    prefix: &str,
    show: &mut dyn FnMut(&[u8], &TermInfo),
) -> std::io::Result<()> {
    let mut range = dict.range().ge(prefix.as_bytes());
    let mut end = prefix.as_bytes().to_vec();
    // UTF-8 has no byte 255, so the last byte can always be raised.
    if let Some(last) = end.last_mut() {
        *last += 1;
        range = range.lt(&end);
    }
    let mut stream = range.into_stream()?;
    while stream.advance() {
        show(stream.key(), stream.value());
    }
    Ok(())
}

/// Reads the postings of a term.
pub fn postings(
    segment: &SegmentReader,
    field: Field,
    term: &LeafTerm,
    option: IndexRecordOption,
) -> tantivy::Result<SegmentPostings> {
    Ok(segment.inverted_index(field)?.read_postings_from_terminfo(&term.info, option)?)
}
