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
use crate::index::plan::pattern::{Scan, Test};
use crate::index::reader::Index;
use crate::index::store::layout::{acronym, form_and_width, terms_of};

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
        // Edits are of letters: neither marks nor the number of words are any.
        let automata = match &scan {
            Scan::Edits(form, edits) => terms_of(form)
                .map(|term| {
                    let near = self.fields.term(leaf.field, &term);
                    let mark = term[form.len()..].to_owned();
                    Ok((FuzzyTermQuery::new(near, *edits, true).automaton()?, mark))
                })
                .collect::<Result<Vec<_>, _>>()
                .map_err(self.err())?,
            Scan::Form(_) | Scan::Acronym(_) | Scan::Prefixes(..) => Vec::new(),
        };
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
                Scan::Edits(..) => {
                    for (automaton, mark) in &automata {
                        let mut stream = dict.search(automaton).into_stream().map_err(self.io())?;
                        while stream.advance() {
                            let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                            let form = form_and_width(term).0;
                            if term[form.len()..] == **mark && Test::Any.fits(form) {
                                add(stream.key(), stream.value());
                            }
                        }
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
                Scan::Acronym(form) => {
                    let term = acronym(form);
                    if let Some(info) = dict.get(term.as_bytes()).map_err(self.io())? {
                        add(term.as_bytes(), &info);
                    }
                }
                Scan::Form(form) => {
                    for term in terms_of(form) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::plan::pattern::Pattern;
    use crate::index::store::layout::WIDE;
    use crate::index::testing::{Draft, TestIndex};
    use crate::record::DocId;

    fn leaf(pattern: Pattern) -> Leaf {
        Leaf { field: TextField::Text, pattern, boost: 1.0 }
    }

    fn terms(index: &Index, pattern: Pattern) -> Vec<String> {
        let found = index.expand(&leaf(pattern), &Cancel::new()).expect("terms");
        assert!(!found.cut);
        found.terms.iter().map(|term| term.replace(WIDE, "/")).collect()
    }

    #[test]
    fn forms_fit_a_word_whole_and_joined() {
        let own = str::to_owned;
        let first = Draft::new("a.txt", "Ports", "The US-port deal. U.S. ports dealt.");
        let second = Draft::new("b.txt", "", "A usport, reported.\n\nAn us-parts deal.");
        let index = TestIndex::of(&[&[first], &[second]]).open();
        for (pattern, expected) in [
            (Pattern::Form(own("usport")), vec!["usport", "usport/2"]),
            (Pattern::Form(own("port")), vec!["port"]),
            (Pattern::Stem(own("ports")), vec!["port", "ports"]),
            (Pattern::Stem(own("usports")), vec!["usport", "usport/2"]),
            (Pattern::Wildcard(own("us?or*")), vec!["usport", "usport/2"]),
            (Pattern::Wildcard(own("?")), vec!["a"]),
            (Pattern::Regex(own("u.|por.*")), vec!["port", "ports", "us", "us/1"]),
            (Pattern::Form(own("us")), vec!["us", "us/1"]),
            (Pattern::Acronym(own("us")), vec!["us/1"]),
            (Pattern::Fuzzy(own("dael"), 1), vec!["deal"]),
            (Pattern::Fuzzy(own("deal"), 1), vec!["deal", "dealt"]),
            (Pattern::Fuzzy(own("usporn"), 1), vec!["usport", "usport/2"]),
            (Pattern::Fuzzy(own("usparts"), 2), vec!["parts", "usparts/2", "usport", "usport/2"]),
            (Pattern::Form(own("missing")), vec![]),
        ] {
            assert_eq!(terms(&index, pattern.clone()), expected, "{pattern:?}");
        }
    }

    #[test]
    fn marks_of_parts_and_sentences_are_no_words() {
        let index = TestIndex::of(&[&[Draft::new("a.txt", "Port", "Tax. Deal.\n\nOn.")]]).open();
        for pattern in [
            Pattern::Wildcard("*".to_owned()),
            Pattern::Regex(".*".to_owned()),
            Pattern::Fuzzy("on".to_owned(), 2),
            Pattern::Fuzzy("a".to_owned(), 1),
        ] {
            let found = terms(&index, pattern.clone());
            let is_word = |term: &String| term.starts_with(|c: char| c.is_ascii_lowercase());
            assert!(found.iter().all(is_word), "{pattern:?} {found:?}");
        }
    }

    #[test]
    fn a_pattern_stands_for_a_limited_number_of_forms() {
        let words: Vec<String> = (0..MAX_FORMS + 1).map(|n| format!("w{n:04}")).collect();
        let index = TestIndex::of(&[&[Draft::new("a.txt", "", &words.join(" "))]]).open();
        let found = |pattern: &str| {
            let pattern = leaf(Pattern::Wildcard(pattern.to_owned()));
            let found = index.expand(&pattern, &Cancel::new()).expect("terms");
            (found.terms.len(), found.terms.last().cloned(), found.cut)
        };
        assert_eq!(found("w*"), (MAX_FORMS, Some("w1999".to_owned()), true));
        assert_eq!(found("w1*"), (1000, Some("w1999".to_owned()), false));
    }

    #[test]
    fn a_form_as_typed_is_told_from_one_of_its_stem() {
        let index = TestIndex::of(&[&[Draft::new("a.txt", "", "Port and ports.")]]).open();
        let ports = leaf(Pattern::Stem("ports".to_owned()));
        let found = index.expand(&ports, &Cancel::new()).expect("terms");
        let typed: Vec<bool> = found.segments[0].iter().map(|term| term.typed).collect();
        assert_eq!((found.terms.len(), typed), (2, vec![false, true]));
    }

    #[test]
    fn only_living_records_are_counted() {
        let draft = |path, body| Draft::new(path, "", body);
        let drafts =
            [draft("a", "Port."), draft("b", "Port, ports."), draft("c", "Ports."), draft("d", "")];
        let tests = TestIndex::of(&[&drafts]);
        let count = |pattern| {
            let index = tests.open();
            let found = index.expand(&leaf(pattern), &Cancel::new()).expect("terms");
            index.frequency(&found).expect("a number")
        };
        let (port, stem) = (Pattern::Form("port".to_owned()), Pattern::Stem("port".to_owned()));
        assert_eq!((count(port.clone()), count(stem.clone())), (2, 3));
        let mut writer = tests.writer();
        let gone = &drafts[1];
        let id = DocId(gone.id);
        writer.unlink(id, &gone.rel_path(), &mut |_, _| (None, None)).expect("removed");
        writer.finish().expect("a commit");
        assert_eq!((count(port), count(stem)), (1, 2));
        assert_eq!(count(Pattern::Form("missing".to_owned())), 0);
    }

    #[test]
    fn a_cancelled_search_lists_no_terms() {
        let index = TestIndex::of(&[&[Draft::new("a.txt", "", "Port.")]]).open();
        let cancel = Cancel::new();
        cancel.cancel();
        let found = index.expand(&leaf(Pattern::Form("port".to_owned())), &cancel);
        assert!(matches!(found, Err(Error::Cancelled)));
    }
}
