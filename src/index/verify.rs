//! Checks in the stored text that words stand there as written: capitals and diacritics included.
//!
//! The index folds both away, so `exact:"US"` finds its candidates in the index
//! and reads the text of those only.

use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument};

use super::schema::Fields;
use crate::record::{DocRecord, QuoteRecord};
use crate::words;

/// Looks for words as written in the texts of one segment.
pub struct Written {
    store: StoreReader,
    fields: Fields,
    words: Vec<String>,
    quotes: bool,
}

impl Written {
    /// Prepares to look for `text` in documents, or in quotes.
    pub fn new(
        segment: &SegmentReader,
        fields: &Fields,
        text: &str,
        quotes: bool,
    ) -> tantivy::Result<Written> {
        let words =
            words::words(text).iter().map(|w| text[w.span.start..w.span.end].to_owned()).collect();
        Ok(Written { store: segment.get_store_reader(8)?, fields: *fields, words, quotes })
    }

    /// Whether the record holds the words as written. One that cannot be read does not.
    pub fn is_in(&mut self, doc: DocId) -> bool {
        let Ok(stored) = self.store.get::<TantivyDocument>(doc) else { return false };
        let record = stored.get_first(self.fields.record).and_then(|v| v.as_bytes()).unwrap_or(b"");
        if self.quotes {
            return serde_json::from_slice(record)
                .is_ok_and(|q: QuoteRecord| find(&q.text, &self.words).next().is_some());
        }
        let text = stored.get_first(self.fields.body).and_then(|v| v.as_str()).unwrap_or("");
        if find(text, &self.words).next().is_some() {
            return true;
        }
        // A headline from metadata need not stand in the text.
        serde_json::from_slice(record).is_ok_and(|d: DocRecord| {
            d.title.is_some_and(|t| find(&t.text, &self.words).next().is_some())
        })
    }
}

/// First bytes of all places where these words follow each other as written.
pub fn find<'t>(text: &'t str, wanted: &'t [String]) -> impl Iterator<Item = usize> + 't {
    let spans: Vec<_> = words::words(text).into_iter().map(|w| w.span).collect();
    let count = spans.len().saturating_sub(wanted.len().saturating_sub(1));
    let fits = move |n: &usize| {
        wanted.iter().zip(&spans[*n..]).all(|(w, s)| words::same_letters(w, &text[s.start..s.end]))
    };
    let starts: Vec<usize> = words::words(text).into_iter().map(|w| w.span.start).collect();
    (0..if wanted.is_empty() { 0 } else { count }).filter(fits).map(move |n| starts[n])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_marks_count() {
        let found = |text: &str, wanted: &str| {
            let wanted: Vec<String> = wanted.split(' ').map(str::to_owned).collect();
            find(text, &wanted).count()
        };
        assert_eq!(found("The US told us. US!", "US"), 2);
        assert_eq!(found("café or cafe", "café"), 1);
        assert_eq!(found("O’Hara's Rules of Origin", "O'Hara Rules of Origin"), 1);
        assert_eq!(found("rules of origin", "Rules of Origin"), 0);
    }
}
