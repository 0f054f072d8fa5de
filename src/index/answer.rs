//! The answer to a query: ranked hits, each read from the index when it is asked for.

use tantivy::DocAddress;

use super::options::{Fold, SearchOptions};
use super::ranked::{Candidate, parent};
use super::search::Prepared;
use super::snippet::Highlighter;
use super::{Error, Index};
use crate::hit::{Hit, Overview, QuoteHit};
use crate::query::About;
use crate::record::{Analysed, QuoteRecord};

/// The ranked answer to a query; its hits are read from the index one by one.
pub struct Answer<'i> {
    pub(super) index: &'i Index,
    pub(super) prepared: Prepared,
    pub(super) ranked: Vec<Candidate>,
    /// Number of the first of `ranked` in the whole ranking, from 0.
    pub(super) first: usize,
    pub(super) options: SearchOptions,
    /// What it says of itself.
    pub overview: Overview,
}

impl Answer<'_> {
    /// Number of hits.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// Whether there is no hit.
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// The hits of a query on documents, best first.
    pub fn docs(&self) -> impl Iterator<Item = Result<Hit, Error>> + '_ {
        let highlighter = Highlighter::new(&self.prepared, &self.index.fields);
        let Answer { index, options, .. } = self;
        self.ranked.iter().enumerate().map(move |(place, candidate)| {
            let Analysed { mut doc, text, quotes } = index.doc_at(candidate.address)?;
            let quotes = index.matching_quotes(&self.prepared, candidate.address, quotes)?;
            let (most, context) = (options.snippets, options.context);
            let snippets = highlighter.snippets(&doc, &text, &quotes, most, context);
            let story = index.story_of(&doc);
            if options.fold == Fold::None {
                doc.paths = doc.paths.into_iter().skip(candidate.file as usize).take(1).collect();
            }
            index.call_by_name(&mut doc);
            Ok(Hit {
                rank: (self.first + place) as u64 + 1,
                score: candidate.score,
                doc,
                story,
                text,
                snippets,
                why: candidate.why.as_deref().filter(|_| options.why).cloned(),
            })
        })
    }

    /// The hits of a query on quotes, best first.
    pub fn quotes(&self) -> impl Iterator<Item = Result<QuoteHit, Error>> + '_ {
        let highlighter = Highlighter::new(&self.prepared, &self.index.fields);
        let Answer { index, options, .. } = self;
        // Quotes of one document often follow each other: it is unpacked once.
        let mut last: Option<(DocAddress, Analysed)> = None;
        self.ranked.iter().enumerate().map(move |(place, candidate)| {
            let number = index.number_at(candidate.address)?;
            let parent = parent(candidate.address, Some(number));
            if last.as_ref().is_none_or(|(address, _)| *address != parent) {
                last = Some((parent, index.doc_at(parent)?));
            }
            let found = last.as_ref().and_then(|(_, of)| {
                let quote = of.quotes.get((number as usize).checked_sub(1)?)?;
                Some((of.doc.clone(), of.text.clone(), quote.clone()))
            });
            let (mut doc, text, mut quote) =
                found.ok_or_else(|| index.damaged("a quote without document".to_owned()))?;
            index.call_by_name(&mut doc);
            index.call_speaker_by_name(&mut quote);
            Ok(QuoteHit {
                rank: (self.first + place) as u64 + 1,
                score: candidate.score,
                story: index.story_of(&doc),
                carried: candidate.carried.into(),
                highlights: highlighter.in_quote(&quote),
                doc,
                text,
                quote,
                why: candidate.why.as_deref().filter(|_| options.why).cloned(),
            })
        })
    }
}

impl Index {
    /// Those of a document's quotes for which it matches.
    fn matching_quotes(
        &self,
        prepared: &Prepared,
        doc: DocAddress,
        mut quotes: Vec<QuoteRecord>,
    ) -> Result<Vec<QuoteRecord>, Error> {
        let mut wanted = Vec::new();
        prepared.plan.root.of_quotes(&mut wanted);
        let mut numbers: Vec<u32> = Vec::new();
        for op in wanted {
            let builder = self.builder(prepared, doc.segment_ord);
            let mut matcher = builder.op(op, About::Quotes).map_err(self.err())?;
            let last = doc.doc_id + quotes.len() as u32;
            let mut quote = matcher.seek(doc.doc_id + 1);
            while quote <= last {
                numbers.push(quote);
                quote = matcher.advance();
            }
        }
        quotes.retain(|quote| numbers.contains(&(doc.doc_id + quote.number as u32)));
        Ok(quotes)
    }
}
