//! What the rankings of documents and of quotes share: parts of BM25, and what words are worth
//! that stand together.

use crate::index::error::Error;
use crate::index::exec::terms::LeafTerms;
use crate::index::reader::Index;

/// BM25's saturation of repeated words.
pub const K1: f32 = 1.2;

/// What a share of the query that stands together is worth: two of ten words in one
/// sentence say little, all three of three nearly everything.
pub fn together(share: f32) -> f32 {
    share.powi(4)
}

impl Index {
    /// Inverse document frequency of the terms of a leaf among `docs` records.
    pub(in crate::index) fn idf(&self, docs: f32, terms: &LeafTerms) -> Result<f32, Error> {
        Ok(idf(docs, self.frequency(terms)? as f32))
    }
}

/// Inverse document frequency in the form that is never negative (Robertson and Zaragoza, "The
/// Probabilistic Relevance Framework", 2009, p. 347).
fn idf(docs: f32, frequency: f32) -> f32 {
    let df = frequency.min(docs);
    (1.0 + (docs - df + 0.5) / (df + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more_and_none_weighs_less_than_nothing() {
        let weights = [0.0, 1.0, 10.0, 99.0, 100.0].map(|frequency| idf(100.0, frequency));
        assert!(weights.windows(2).all(|pair| pair[0] > pair[1]), "{weights:?}");
        // An upper bound of the frequency may lie above the number of records.
        assert!(weights[4] > 0.0 && idf(100.0, 500.0) == weights[4]);
    }

    #[test]
    fn few_of_many_words_say_little() {
        assert!(together(0.2) < 0.01 && together(1.0) == 1.0);
    }
}
