//! The hits of a ranking, each read from the index when it is asked for.

use std::sync::Arc;

use tantivy::DocAddress;

use super::cancel::Cancel;
use super::error::Error;
use super::options::Fold;
use super::plan::compile::Aim;
use super::prepared::Prepared;
use super::ranking::Ranking;
use super::reader::Index;
use super::snippet::Highlighter;
use super::store::address::document_of;
use crate::article::Span;
use crate::hit::{Found, Hit, QuoteHit};
use crate::query::{About, Query};
use crate::record::{Analysed, DocRecord, QuoteRecord};

/// A document whose quotes are read.
struct Unpacked {
    address: DocAddress,
    doc: Arc<DocRecord>,
    text: Arc<str>,
    quotes: Vec<QuoteRecord>,
}

impl Index {
    /// Where the words of a query that match stand in a document and in its quotes: sorted bytes of its text.
    ///
    /// # Errors
    ///
    /// A pattern that is none, an index that cannot be read, a search that was cancelled.
    pub fn places(
        &self,
        query: &Query,
        found: &Found,
        cancel: &Cancel,
    ) -> Result<Vec<Span>, Error> {
        let prepared = self.prepare(query, Aim::Docs, cancel)?;
        let highlighter = Highlighter::new(&prepared);
        let marked = highlighter.in_text(&found.doc, &found.text, &found.quotes);
        Ok(marked.into_iter().collect())
    }

    /// The hits of a query on documents, best first.
    ///
    /// # Errors
    ///
    /// Each hit: an index that cannot be read, a search that was cancelled.
    pub fn docs<'a>(
        &'a self,
        ranking: &'a Ranking,
    ) -> impl Iterator<Item = Result<Hit, Error>> + 'a {
        let Ranking { prepared, options, first, .. } = ranking;
        let highlighter = Highlighter::new(prepared);
        ranking.ranked.iter().enumerate().map(move |(place, candidate)| {
            prepared.cancel.check()?;
            let Analysed { mut doc, text, quotes } = self.doc_at(candidate.address)?;
            let quotes = self.matching_quotes(prepared, candidate.address, quotes)?;
            let (most, context) = (options.snippets, options.context);
            let snippets = highlighter.snippets(&doc, &text, &quotes, most, context);
            let story = self.story_of(&doc);
            if options.fold == Fold::None {
                doc.paths = doc.paths.into_iter().skip(candidate.file as usize).take(1).collect();
            }
            self.call_by_name(&mut doc);
            Ok(Hit {
                rank: (first + place) as u64 + 1,
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
    ///
    /// # Errors
    ///
    /// Each hit: an index that cannot be read, a search that was cancelled.
    pub fn quotes<'a>(
        &'a self,
        ranking: &'a Ranking,
    ) -> impl Iterator<Item = Result<QuoteHit, Error>> + 'a {
        let Ranking { prepared, options, first, .. } = ranking;
        let highlighter = Highlighter::new(prepared);
        // Quotes of one document often follow each other: it is unpacked once, and kept once.
        let mut last: Option<Unpacked> = None;
        ranking.ranked.iter().enumerate().map(move |(place, candidate)| {
            prepared.cancel.check()?;
            let number = self.number_at(candidate.address)?;
            let parent = document_of(candidate.address, Some(number));
            let of = match last.take().filter(|known| known.address == parent) {
                Some(known) => last.insert(known),
                None => last.insert(self.unpacked(parent)?),
            };
            let quote = (number as usize).checked_sub(1).and_then(|n| of.quotes.get(n)).cloned();
            let mut quote =
                quote.ok_or_else(|| self.damaged("a quote without document".to_owned()))?;
            self.call_speaker_by_name(&mut quote);
            Ok(QuoteHit {
                rank: (first + place) as u64 + 1,
                score: candidate.score,
                story: self.story_of(&of.doc),
                carried: candidate.carried.into(),
                highlights: highlighter.in_quote(&quote),
                doc: Arc::clone(&of.doc),
                text: Arc::clone(&of.text),
                quote,
                why: candidate.why.as_deref().filter(|_| options.why).cloned(),
            })
        })
    }

    /// A document with its quotes, called by the names that the archive has for it.
    fn unpacked(&self, address: DocAddress) -> Result<Unpacked, Error> {
        let Analysed { mut doc, text, quotes } = self.doc_at(address)?;
        self.call_by_name(&mut doc);
        Ok(Unpacked { address, doc: doc.into(), text: text.into(), quotes })
    }

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
            let segment = self.segment(prepared, doc.segment_ord as usize);
            let mut found = segment.op(op, About::Quotes).map_err(self.err())?;
            let last = doc.doc_id + quotes.len() as u32;
            let mut quote = found.seek(doc.doc_id + 1);
            while quote <= last {
                numbers.push(quote);
                quote = found.advance();
            }
        }
        // Postings end early when it is set.
        prepared.cancel.check()?;
        // Words are found in silences as well.
        let silences = prepared.plan.silences;
        quotes.retain(|quote| {
            (silences || !quote.is_silence())
                && numbers.contains(&(doc.doc_id + quote.number as u32))
        });
        Ok(quotes)
    }
}
