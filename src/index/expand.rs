//! From a pattern to the terms of the index that fit it, with a limit.

use std::collections::BTreeMap;

use regex::RegexBuilder;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermDictionary;
use tantivy::{BitSet, DocSet, SegmentReader, TERMINATED, Term};

use super::layout::{WIDE, form_and_width};
use super::plan::{Leaf, Pattern};
use super::{Error, Index};
use crate::words;

/// Most forms that one word of a query may stand for.
pub const MAX_FORMS: usize = 2000;

/// Most forms whose records are counted one by one for the weight of a word.
const COUNTED_FORMS: usize = 16;

/// One term that fits a leaf, in one segment.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Where its postings are.
    pub info: TermInfo,
    /// Places that it covers.
    pub width: u32,
    /// Whether it is the form as typed and not only one with the same stem.
    pub typed: bool,
}

/// The terms that fit a leaf.
#[derive(Debug, Default)]
pub struct Expanded {
    /// Terms with their postings, for each segment.
    pub segments: Vec<Vec<Hit>>,
    /// The terms, sorted, with their widths marked as in the index.
    pub terms: Vec<String>,
    /// Whether more terms fit than [`MAX_FORMS`].
    pub cut: bool,
}

/// A leaf's pattern, ready to be tried on terms.
enum Test {
    Stem(String),
    All,
    Regex(regex::Regex),
}

impl Index {
    /// Lists the terms that fit a leaf.
    pub(super) fn expand(&self, leaf: &Leaf) -> Result<Expanded, Error> {
        let readers = self.searcher.segment_readers();
        let mut found: BTreeMap<String, Vec<(usize, TermInfo)>> = BTreeMap::new();
        let mut cut = false;
        let (prefixes, test) = search_of(&leaf.pattern)?;
        for (ord, segment) in readers.iter().enumerate() {
            let inverted = segment.inverted_index(leaf.field).map_err(self.err())?;
            let dict = inverted.terms();
            let mut add = |key: &[u8], info: &TermInfo| {
                if let Ok(term) = std::str::from_utf8(key) {
                    found.entry(term.to_owned()).or_default().push((ord, info.clone()));
                }
            };
            if let Pattern::Fuzzy(form, edits) = &leaf.pattern {
                let term = Term::from_field_text(leaf.field, form);
                let automaton =
                    FuzzyTermQuery::new(term, *edits, true).automaton().map_err(self.err())?;
                let mut stream = dict.search(automaton).into_stream().map_err(self.io())?;
                while stream.advance() {
                    add(stream.key(), stream.value());
                }
                continue;
            }
            for prefix in &prefixes {
                scan(dict, prefix, |key, info| {
                    let Ok(term) = std::str::from_utf8(key) else { return };
                    let form = form_and_width(term).0;
                    // Marks of parts, paragraphs and sentences are terms, but no words.
                    let fits = !form.starts_with(|c: char| c.is_ascii_control())
                        && match &test {
                            Test::All => true,
                            Test::Stem(stem) => {
                                form.len() <= stem.len() + 12 && words::stem(form) == stem.as_str()
                            }
                            Test::Regex(regex) => regex.is_match(form),
                        };
                    if fits {
                        add(key, info);
                    }
                })
                .map_err(self.io())?;
            }
            if let Pattern::Form(form) = &leaf.pattern {
                // A form is itself and its joined variants; both are looked up, nothing is scanned.
                for width in 1..=words::MAX_JOINED {
                    let term =
                        if width == 1 { form.clone() } else { format!("{form}{WIDE}{width}") };
                    if let Some(info) = dict.get(term.as_bytes()).map_err(self.io())? {
                        add(term.as_bytes(), &info);
                    }
                }
            }
        }
        while found.len() > MAX_FORMS {
            cut = true;
            found.pop_last();
        }
        let typed = match &leaf.pattern {
            Pattern::Stem(form) | Pattern::Form(form) => form.as_str(),
            _ => "",
        };
        let mut segments = vec![Vec::new(); readers.len()];
        let mut terms = Vec::with_capacity(found.len());
        for (term, infos) in found {
            let (form, width) = form_and_width(&term);
            for (ord, info) in infos {
                segments[ord].push(Hit { info, width, typed: form == typed });
            }
            terms.push(term);
        }
        Ok(Expanded { segments, terms, cut })
    }

    /// Number of living records that have one of the terms; beyond a few terms an upper bound.
    pub(super) fn frequency(&self, leaf: &Leaf, expanded: &Expanded) -> Result<u64, Error> {
        let counts = self.each_segment(|ord| {
            let segment = self.searcher.segment_reader(ord as u32);
            Ok(match (expanded.segments[ord].as_slice(), segment.alive_bitset()) {
                ([], _) => 0,
                ([one], None) => u64::from(one.info.doc_freq),
                (many, _) if many.len() > COUNTED_FORMS => {
                    many.iter().map(|hit| u64::from(hit.info.doc_freq)).sum()
                }
                (hits, alive) => {
                    // One bit for each record: a union without looking at all lists at each step.
                    let mut seen = BitSet::with_max_value(segment.max_doc());
                    for hit in hits {
                        let basic = IndexRecordOption::Basic;
                        let mut postings =
                            postings(segment, leaf, hit, basic).map_err(self.err())?;
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

/// Which beginnings of terms to list, and how to tell those that fit.
fn search_of(pattern: &Pattern) -> Result<(Vec<String>, Test), Error> {
    let anchored = |source: &str, typed: &str| {
        RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 20).build().map_err(|e| {
            let reason = e.to_string();
            let reason = reason.lines().last().unwrap_or("no regular expression").trim().to_owned();
            Error::BadPattern { pattern: format!("/{typed}/"), reason }
        })
    };
    Ok(match pattern {
        Pattern::Form(_) | Pattern::Fuzzy(..) => (Vec::new(), Test::All),
        Pattern::Stem(form) => {
            let stem = words::stem(form).into_owned();
            (words::stem_prefixes(&stem), Test::Stem(stem))
        }
        Pattern::Wildcard(pattern) => {
            let prefix = pattern.split(['*', '?']).next().unwrap_or("").to_owned();
            if pattern.len() == prefix.len() + 1 && pattern.ends_with('*') {
                return Ok((vec![prefix], Test::All));
            }
            let source: String = pattern
                .chars()
                .map(|c| match c {
                    '*' => ".*".to_owned(),
                    '?' => ".".to_owned(),
                    c => regex::escape(&c.to_string()),
                })
                .collect();
            (vec![prefix], Test::Regex(anchored(&source, pattern)?))
        }
        Pattern::Regex(pattern) => (vec![String::new()], Test::Regex(anchored(pattern, pattern)?)),
    })
}

/// Shows each term that begins with `prefix`.
fn scan(
    dict: &TermDictionary,
    prefix: &str,
    mut show: impl FnMut(&[u8], &TermInfo),
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
    leaf: &Leaf,
    hit: &Hit,
    option: IndexRecordOption,
) -> tantivy::Result<tantivy::postings::SegmentPostings> {
    Ok(segment.inverted_index(leaf.field)?.read_postings_from_terminfo(&hit.info, option)?)
}
