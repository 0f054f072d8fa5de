//! Checks in the stored text that words stand there as written: capitals and diacritics included.
//!
//! The index folds both away, so `exact:"US"` finds its candidates in the index
//! and reads the text of those only.

use std::ops::Range;

use tantivy::columnar::Column;
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader};

use crate::index::store::layout::{Layout, Stream};
use crate::index::store::record;
use crate::index::store::schema::{Fields, column};
use crate::record::Analysed;
use crate::words;

/// Looks for words as written in the texts of one segment.
pub struct Verbatim {
    store: StoreReader,
    fields: Fields,
    words: Vec<String>,
    numbers: Column<u64>,
}

impl Verbatim {
    /// Prepares to look for `text`.
    pub fn new(segment: &SegmentReader, fields: &Fields, text: &str) -> tantivy::Result<Verbatim> {
        let words = as_written(text);
        let numbers = column::NUMBER.open(segment)?;
        Ok(Verbatim { store: segment.get_store_reader(8)?, fields: *fields, words, numbers })
    }

    /// The record of the document, and for a quote its number in it, from 1.
    fn stored(&self, doc: DocId) -> Option<(Analysed, usize)> {
        let number = self.numbers.first(doc).unwrap_or(0);
        let of = DocId::try_from(number).ok().and_then(|number| doc.checked_sub(number));
        let stored = of.and_then(|of| self.store.get(of).ok());
        let bytes = stored.and_then(|stored| self.fields.stored(&stored));
        Some((record::unpack(&bytes?)?, number as usize))
    }

    /// Whether the document or quote holds the words as written. One that cannot be read does not.
    pub fn is_in(&self, doc: DocId) -> bool {
        let Some((Analysed { doc, text, quotes }, number)) = self.stored(doc) else { return false };
        if number > 0 {
            let quote = quotes.get(number - 1);
            return quote.is_some_and(|q| find(&q.text, &self.words).next().is_some());
        }
        // A headline from metadata need not stand in the text.
        let title = doc.title.as_ref().map_or("", |title| &title.text);
        [&text, title].iter().any(|text| find(text, &self.words).next().is_some())
    }

    /// The words of the document or quote as written.
    pub fn words_of(&self, doc: DocId) -> Option<WrittenWords> {
        let (Analysed { doc, text, quotes }, number) = self.stored(doc)?;
        match number {
            0 => Some(WrittenWords::of(Layout::new(&doc, &text).string)),
            _ => Some(WrittenWords::of(quotes.get(number - 1)?.text.clone())),
        }
    }
}

/// The words of a text as written, each with its position in the index.
#[derive(Debug)]
pub struct WrittenWords {
    text: String,
    /// Position and bytes of each word, in order.
    words: Vec<(u32, Range<usize>)>,
}

impl WrittenWords {
    /// The words of a text that is laid out as for the index.
    pub fn of(text: String) -> WrittenWords {
        let (mut stream, mut term, mut words) = (Stream::new(&text), String::new(), Vec::new());
        while let Some(posting) = stream.next(&mut term) {
            if posting.width == 1 {
                words.push((posting.position, posting.start..posting.end));
            }
        }
        WrittenWords { text, words }
    }

    /// Whether the words that were typed begin at a position.
    pub fn stand_at(&self, position: u32, typed: &str) -> bool {
        let from = self.words.partition_point(|(at, _)| *at < position);
        let mut here = (position..).zip(&self.words[from..]);
        words::parts(typed).iter().all(|wanted| {
            here.next().is_some_and(|(position, (at, bytes))| {
                let wanted = &typed[wanted.span.start..wanted.span.end];
                *at == position && words::same_letters(wanted, &self.text[bytes.clone()])
            })
        })
    }
}

/// The words of a text as written, one for each place that they take.
pub fn as_written(text: &str) -> Vec<String> {
    words::parts(text).iter().map(|w| text[w.span.start..w.span.end].to_owned()).collect()
}

/// First bytes of all places where these words follow each other as written.
pub fn find<'t>(text: &'t str, wanted: &'t [String]) -> impl Iterator<Item = usize> + 't {
    let spans: Vec<_> = words::parts(text).into_iter().map(|w| w.span).collect();
    let count = spans.len().saturating_sub(wanted.len().saturating_sub(1));
    let fits = move |n: &usize| {
        wanted.iter().zip(&spans[*n..]).all(|(w, s)| words::same_letters(w, &text[s.start..s.end]))
    };
    let starts: Vec<usize> = words::parts(text).into_iter().map(|w| w.span.start).collect();
    (0..if wanted.is_empty() { 0 } else { count }).filter(fits).map(move |n| starts[n])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_marks_count() {
        let found = |text: &str, wanted: &str| find(text, &as_written(wanted)).count();
        assert_eq!(found("The US told us. US!", "US"), 2);
        assert_eq!(found("café or cafe", "café"), 1);
        assert_eq!(found("L'Économie and d’Économie, l'economie", "Économie"), 2);
        assert_eq!(found("서울시는 예산을", "예산"), 1);
        assert_eq!(found("O’Hara's Rules of Origin", "O'Hara Rules of Origin"), 1);
        assert_eq!(found("rules of origin", "Rules of Origin"), 0);
    }
}
