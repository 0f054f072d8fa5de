//! What is like a document: the copies of its story, and articles about the same.

use std::collections::HashSet;

use super::error::Error;
use crate::hit::{Copy, Counts, Hit};
use crate::index::{Cancel, Index};
use crate::record::{Analysed, DocRecord, RelPath};

/// What is like a document.
#[derive(Clone, Debug)]
pub struct SimilarAnswer {
    /// Other files with the very same bytes, then the other copies of its story, the earliest first.
    pub copies: Vec<Copy>,
    /// Articles about the same, the likest first.
    pub hits: Vec<Hit>,
    /// How much that is.
    pub counts: Counts,
    /// Revision of the index that answered.
    pub revision: u64,
}

/// Finds the copies of a document, and at most `limit` articles that are like it (0: none, and
/// `usize::MAX` all). The document need not be in the index; `own` is its file there, where it was
/// asked for by one.
///
/// # Errors
///
/// An index that cannot be read, a search that was cancelled.
pub fn similar(
    index: &Index,
    analysed: &Analysed,
    own: Option<&RelPath>,
    limit: usize,
    cancel: &Cancel,
) -> Result<SimilarAnswer, Error> {
    let mut copies = identical(index, analysed, own)?;
    copies.extend(index.copies_of(analysed, cancel)?);
    let hits = match limit {
        0 => Vec::new(),
        limit => index.more_like(analysed, &copies, limit, cancel)?,
    };
    let stories: HashSet<_> = copies.iter().map(|copy| index.story_of(&copy.doc).lead).collect();
    // Files of the same bytes are one document, and each of them is listed of its own.
    let paths = copies.iter().map(|copy| copy.doc.paths.len()).sum::<usize>();
    let docs: HashSet<_> = copies.iter().map(|copy| copy.doc.id).collect();
    let files = hits.iter().map(|hit| hit.doc.paths.len()).sum::<usize>();
    let counts = Counts {
        docs: (docs.len() + hits.len()) as u64,
        files: (paths + files) as u64,
        // Of each other story there is one article.
        stories: (stories.len() + hits.len()) as u64,
        ..Counts::default()
    };
    Ok(SimilarAnswer { copies, hits, counts, revision: index.totals().revision })
}

/// The files with the very bytes of a document, but for its own.
fn identical(
    index: &Index,
    analysed: &Analysed,
    own: Option<&RelPath>,
) -> Result<Vec<Copy>, Error> {
    let Some(known) = index.doc(analysed.doc.id)? else { return Ok(Vec::new()) };
    let others = known.doc.paths.iter().filter(|path| Some(*path) != own);
    let copy = |path: &RelPath| Copy {
        lead: index.story_of(&known.doc).lead == known.doc.id,
        share: Some(1.0),
        doc: DocRecord { paths: vec![path.clone()], ..known.doc.clone() },
        text: known.text.clone(),
    };
    Ok(others.map(copy).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, TestIndex};

    #[test]
    fn files_of_the_same_bytes_are_copies() {
        let draft = |path: &str| {
            let same = Draft::new("a.txt", "Port", "The port is closed.").id;
            Draft { id: same, ..Draft::new(path, "Port", "The port is closed.") }
        };
        let index =
            TestIndex::of(&[&[draft("a.txt"), Draft::new("c.txt", "Wages", "Wages fell.")]]);
        let mut writer = index.writer();
        let (a, b) = (draft("a.txt"), draft("b.txt"));
        let linked =
            writer.link(crate::record::DocId(a.id), &b.rel_path(), &mut |_, _| (None, None));
        assert!(linked.expect("written"));
        writer.finish().expect("a commit");
        let index = index.open();
        let paths = |own: Option<&str>| {
            let own = own.map(|path| RelPath::new(path.as_ref()));
            let found = similar(&index, &a.analysed(), own.as_ref(), 0, &Cancel::new());
            let found = found.expect("an answer");
            let paths: Vec<String> =
                found.copies.iter().map(|copy| copy.doc.paths[0].text().to_owned()).collect();
            assert_eq!((found.counts.docs, found.counts.stories), (1, 1));
            paths
        };
        assert_eq!(paths(Some("a.txt")), ["b.txt"]);
        assert_eq!(paths(Some("b.txt")), ["a.txt"]);
        assert_eq!(paths(None), ["a.txt", "b.txt"], "a text that lies nowhere");
    }
}
