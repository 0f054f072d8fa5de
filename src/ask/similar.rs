//! What is like a document: the copies of its story, and articles about the same.

use std::collections::HashSet;

use super::error::Error;
use crate::hit::{Copy, Counts, Hit};
use crate::index::{Cancel, Index};
use crate::record::Analysed;

/// What is like a document.
#[derive(Clone, Debug)]
pub struct SimilarAnswer {
    /// Copies of its story, the earliest first.
    pub copies: Vec<Copy>,
    /// Articles about the same, the likest first.
    pub hits: Vec<Hit>,
    /// How much that is.
    pub counts: Counts,
    /// Revision of the index that answered.
    pub revision: u64,
}

/// Finds the copies of a document, and at most `limit` articles that are like it (0: none, and
/// `usize::MAX` all). The document need not be in the index.
///
/// # Errors
///
/// An index that cannot be read, a search that was cancelled.
pub fn similar(
    index: &Index,
    analysed: &Analysed,
    limit: usize,
    cancel: &Cancel,
) -> Result<SimilarAnswer, Error> {
    let copies = index.copies_of(analysed, cancel)?;
    let hits = match limit {
        0 => Vec::new(),
        limit => index.more_like(analysed, &copies, limit, cancel)?,
    };
    let stories: HashSet<_> = copies.iter().map(|copy| index.story_of(&copy.doc).lead).collect();
    let counts = Counts {
        docs: (copies.len() + hits.len()) as u64,
        // Of each other story there is one article.
        stories: (stories.len() + hits.len()) as u64,
        ..Counts::default()
    };
    Ok(SimilarAnswer { copies, hits, counts, revision: index.totals().revision })
}
