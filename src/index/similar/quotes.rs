//! Who else said this: quotes that share most of their words with a text.

use std::collections::HashSet;

use crate::hit::{Alike, Overview};
use crate::index::cancel::Cancel;
use crate::index::error::Error;
use crate::index::options::{Fold, SearchOptions};
use crate::index::plan::compile::Aim;
use crate::index::rank::docs::WINDOW;
use crate::index::reader::Index;
use crate::query::Query;
use crate::query::fields::Field;
use crate::record::{DocRecord, QuoteRecord};
use crate::words;

impl Index {
    /// Quotes that match `query` and hold at least `least` of the different words of `text`
    /// (stemmed, stop words aside), those that hold most first. Looks at the 300 best by BM25.
    ///
    /// `asked` is the quote that the text comes from: it is not like itself, nor, where copies are
    /// folded, are the same words in a copy of its article.
    ///
    /// # Errors
    ///
    /// An index that cannot be read, a search that was cancelled.
    pub fn alike(
        &self,
        query: &Query,
        text: &str,
        asked: Option<(&DocRecord, &QuoteRecord)>,
        least: f32,
        options: &SearchOptions,
        cancel: &Cancel,
    ) -> Result<(Vec<Alike>, Overview), Error> {
        let wanted = stems(text);
        let query = query.clone().one_of(Field::Said, text);
        let all = SearchOptions { limit: WINDOW, offset: 0, after: None, ..options.clone() };
        let ranking = self.search(&query, Aim::Quotes, &all, cancel)?;
        let folded = words::fold(text);
        let asked = asked.map(|(doc, quote)| (quote.id, self.story_of(doc).lead));
        let mut found = Vec::new();
        for hit in self.quotes(&ranking) {
            let hit = hit?;
            let same = |(id, lead)| {
                hit.quote.id == id
                    || options.fold == Fold::Story
                        && hit.story.lead == lead
                        && words::fold(&hit.quote.text) == folded
            };
            if asked.is_some_and(same) {
                continue;
            }
            let words = stems(&hit.quote.text);
            let shared = words.intersection(&wanted).count() as f32;
            let overlap = shared / wanted.len().max(1) as f32;
            if overlap >= least {
                found.push(Alike { hit, overlap });
            }
        }
        found.sort_by(|a, b| {
            let by_overlap = b.overlap.total_cmp(&a.overlap);
            by_overlap.then(a.hit.rank.cmp(&b.hit.rank))
        });
        for (place, alike) in found.iter_mut().enumerate() {
            alike.hit.rank = place as u64 + 1;
        }
        let mut overview = ranking.overview;
        overview.counts.quotes = found.iter().map(|a| a.hit.carried).sum();
        overview.counts.statements = found.len() as u64;
        let docs: HashSet<_> = found.iter().map(|a| a.hit.doc.id).collect();
        let stories: HashSet<_> = found.iter().map(|a| a.hit.story.lead).collect();
        (overview.counts.docs, overview.counts.stories) = (docs.len() as u64, stories.len() as u64);
        overview.next = None;
        let found = found.into_iter().skip(options.offset);
        let limit = if options.limit == 0 { usize::MAX } else { options.limit };
        Ok((found.take(limit).collect(), overview))
    }
}

/// The different stems of a text; of one that has only stop words, those.
fn stems(text: &str) -> HashSet<String> {
    let folded = words::fold(text);
    let all = || folded.split(' ').filter(|word| !word.is_empty());
    let bearing: HashSet<String> = all()
        .filter(|word| !words::is_stop_word(word))
        .map(|word| words::stem(word).into_owned())
        .collect();
    match bearing.is_empty() {
        true => all().map(|word| words::stem(word).into_owned()).collect(),
        false => bearing,
    }
}
