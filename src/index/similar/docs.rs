//! What is like a document: the copies of its story, and articles that use the same rare words.

use std::collections::{HashMap, HashSet};

use crate::hit::{Copy, Hit};
use crate::index::cancel::Cancel;
use crate::index::error::Error;
use crate::index::field::TextField;
use crate::index::options::{Fold, SearchOptions};
use crate::index::plan::compile::Aim;
use crate::index::plan::op::Leaf;
use crate::index::plan::pattern::Pattern;
use crate::index::reader::Index;
use crate::index::write::assemble::Printed;
use crate::query::Query;
use crate::query::tree::{Match, Node, Word};
use crate::record::{Analysed, DocId};
use crate::stories::{Text, candidates, copies, prints_of};
use crate::words;

/// Words by which articles are like another.
const WORDS: usize = 25;
/// Words of a text that are weighed, by how often it uses them.
const WEIGHED: usize = 200;

impl Index {
    /// The other copies of a document's story, or of the story that a text not in the index is a
    /// copy of, the earliest first, each with the share of the shorter text that both have.
    ///
    /// # Errors
    ///
    /// An index that cannot be read, a search that was cancelled.
    pub fn copies_of(&self, analysed: &Analysed, cancel: &Cancel) -> Result<Vec<Copy>, Error> {
        let own = Text::of(analysed.doc.shown(&analysed.text));
        let known = self.added(analysed.doc.id)?.is_some();
        let members = match known {
            true => self.members(analysed.doc.id.0),
            false => self.copies_of_text(analysed, &own, cancel)?,
        };
        let mut found = Vec::new();
        for id in members.into_iter().filter(|id| *id != analysed.doc.id) {
            cancel.check()?;
            let Some(other) = self.doc(id)? else { continue };
            let text = Text::of(other.doc.shown(&other.text));
            let share = copies(&own, &text);
            let lead = self.is_lead(id.0);
            found.push(Copy { lead, share, doc: other.doc, text: other.text });
        }
        Ok(found)
    }

    /// The documents of all stories that a text is a copy of.
    fn copies_of_text(
        &self,
        analysed: &Analysed,
        own: &Text,
        cancel: &Cancel,
    ) -> Result<Vec<DocId>, Error> {
        let id = analysed.doc.id.0;
        let printed = self.printed()?;
        let its = (id, prints_of(analysed.doc.shown(&analysed.text)));
        let prints = std::iter::once(its).chain(printed.iter().flat_map(Printed::prints));
        // A cancelled search compares no further; `check` below says so.
        let prints = prints.take_while(|_| !cancel.is_set());
        let mut found: Vec<DocId> = Vec::new();
        for (a, b) in candidates(prints, Some(&HashSet::from([id]))) {
            cancel.check()?;
            let other = if a == id { b } else { a };
            let Some(read) = self.doc(DocId(other))? else { continue };
            if copies(own, &Text::of(read.doc.shown(&read.text))).is_some() {
                let story = self.members(other);
                found.extend(if story.is_empty() { vec![DocId(other)] } else { story });
            }
        }
        cancel.check()?;
        let mut seen = HashSet::new();
        found.retain(|id| seen.insert(*id));
        Ok(found)
    }

    /// Articles that use the rare words of a document, the likest first; its `copies` left out.
    ///
    /// # Errors
    ///
    /// An index that cannot be read, a search that was cancelled.
    pub fn more_like(
        &self,
        analysed: &Analysed,
        copies: &[Copy],
        limit: usize,
        cancel: &Cancel,
    ) -> Result<Vec<Hit>, Error> {
        let mut query = self.telling_words(analysed, cancel)?;
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let root = match query.len() {
            1 => query.remove(0),
            _ => Node::Or(query),
        };
        let copies: HashSet<DocId> =
            copies.iter().map(|copy| copy.doc.id).chain([analysed.doc.id]).collect();
        let options = SearchOptions {
            limit: limit.saturating_add(copies.len()),
            fold: Fold::Story,
            ..SearchOptions::default()
        };
        let query = Query { root, warnings: Vec::new() };
        let ranking = self.search(&query, Aim::Docs, &options, cancel)?;
        let mut hits = Vec::new();
        for hit in self.docs(&ranking) {
            let hit = hit?;
            if !copies.contains(&hit.doc.id) && hits.len() < limit {
                hits.push(Hit { rank: hits.len() as u64 + 1, ..hit });
            }
        }
        Ok(hits)
    }

    /// The words that tell most about a text: used often in it, and by few others.
    fn telling_words(&self, analysed: &Analysed, cancel: &Cancel) -> Result<Vec<Node>, Error> {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for piece in analysed.doc.shown(&analysed.text) {
            for word in words::fold(piece).split(' ') {
                if word.chars().count() > 2 && !words::is_stop_word(word) {
                    *counts.entry(word.to_owned()).or_default() += 1;
                }
            }
        }
        let mut counted: Vec<(String, u64)> = counts.into_iter().collect();
        counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counted.truncate(WEIGHED);
        let docs = self.totals.docs.max(1) as f32;
        let mut weighed: Vec<(f32, String)> = Vec::new();
        for (word, count) in counted {
            let pattern = Pattern::Form(word.clone());
            let leaf = Leaf { field: TextField::Text, pattern, boost: 1.0 };
            let terms = self.expand(&leaf, cancel)?;
            // A word that no other has leads nowhere.
            if self.frequency(&terms)? > 1 {
                weighed.push((count as f32 * self.idf(docs, &terms)?, word));
            }
        }
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        weighed.truncate(WORDS);
        let node = |(_, text)| Node::Word(Word { text, how: Match::Stem });
        Ok(weighed.into_iter().map(node).collect())
    }
}
