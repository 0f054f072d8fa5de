//! Where words stand in one record: phrases, nearness, parts, counts.
//!
//! The same evaluation serves the search, which reads positions from postings, and
//! the highlighter, which reads them from the stored text.

use super::verbatim::WrittenWords;
use crate::index::plan::op::SpanOp;
use crate::index::store::layout::TextPart;

/// A stretch of positions, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    /// Position of the first word.
    pub start: u32,
    /// One past the position of the last word.
    pub end: u32,
}

/// Where something was found, with the words that it consists of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpanMatch {
    /// The whole stretch.
    pub extent: Extent,
    /// What stands near each other in it, sorted; empty where the stretch is one piece.
    pub pieces: Vec<Extent>,
    /// The words in it that were asked for; empty when nobody asks.
    pub words: Vec<Extent>,
}

/// Where the leaves and the marks of one record stand.
#[derive(Debug, Default)]
pub struct TermPositions {
    /// Sorted extents of each leaf, by its number in the plan; those not looked at are empty.
    pub leaves: Vec<Vec<Extent>>,
    /// First positions of parts.
    pub parts: Vec<u32>,
    /// First positions of paragraphs.
    pub paragraphs: Vec<u32>,
    /// First positions of sentences; the first of a paragraph is in `paragraphs`.
    pub sentences: Vec<u32>,
    /// The words as written; until they are known, words stand wherever their folded forms do.
    pub written: Option<WrittenWords>,
}

/// Most matches that one operation gives to the next, so that no text takes long.
pub(super) const MOST: usize = 20_000;

impl TermPositions {
    /// Number of the part that a position is in. Records without parts have none but 0.
    pub fn part(&self, position: u32) -> usize {
        self.parts.partition_point(|p| *p <= position).saturating_sub(1)
    }

    /// A number that two positions share when they are in one paragraph of one part.
    pub fn paragraph(&self, position: u32) -> (usize, usize) {
        (self.part(position), self.paragraphs.partition_point(|p| *p <= position))
    }

    /// A number that two positions share when they are in one sentence.
    pub fn sentence(&self, position: u32) -> (usize, usize, usize) {
        let (part, paragraph) = self.paragraph(position);
        (part, paragraph, self.sentences.partition_point(|p| *p <= position))
    }

    /// Whether a position is in the second copy of the title, which only counts for the score.
    pub fn is_ghost(&self, position: u32) -> bool {
        self.parts.get(TextPart::Title.number()).is_some_and(|title| position < *title)
    }

    /// All matches of `op`, sorted; `words` says whether the words of each are wanted.
    pub fn matches(&self, op: &SpanOp, words: bool) -> Vec<SpanMatch> {
        let mut found = match op {
            SpanOp::Leaf(leaf) => self.leaves[*leaf]
                .iter()
                .filter(|p| !self.is_ghost(p.start))
                .map(|p| SpanMatch {
                    extent: *p,
                    pieces: Vec::new(),
                    words: if words { vec![*p] } else { Vec::new() },
                })
                .collect(),
            SpanOp::Any(items) => {
                let mut all: Vec<SpanMatch> =
                    items.iter().flat_map(|i| self.matches(i, words)).collect();
                // Of a compound the joined form, which is one mark.
                all.sort_unstable_by(|a, b| {
                    let place = (a.extent, &a.pieces).cmp(&(b.extent, &b.pieces));
                    place
                        .then(a.words.len().cmp(&b.words.len()))
                        .then_with(|| a.words.cmp(&b.words))
                });
                all.dedup_by(|a, b| (a.extent, &a.pieces) == (b.extent, &b.pieces));
                all
            }
            SpanOp::Phrase(items, slop) => {
                let widths: Vec<u32> = items.iter().map(SpanOp::width).collect();
                let items: Vec<Vec<SpanMatch>> =
                    items.iter().map(|i| self.matches(i, words)).collect();
                if *slop == 0 { phrase(&items) } else { self.sloppy(&items, &widths, *slop) }
            }
            SpanOp::Near(first, rest) => {
                let first = self.matches(first, words);
                let rest: Vec<_> =
                    rest.iter().map(|link| (link, self.matches(&link.to, words))).collect();
                self.near(first, rest)
            }
            SpanOp::Written(inner, typed) => {
                let mut found = self.matches(inner, words);
                if let Some(written) = &self.written {
                    found.retain(|m| written.stand_at(m.extent.start, typed));
                }
                found
            }
            SpanOp::Part(part, inner) => {
                let mut found = self.matches(inner, words);
                found.retain(|m| self.part(m.extent.start) == part.number());
                found
            }
            SpanOp::AtLeast(count, inner) => {
                let found = self.matches(inner, words);
                // Of one stretch that holds several choices of words there is one.
                let stretches = found.chunk_by(|a, b| a.extent == b.extent).count();
                if stretches < *count as usize { Vec::new() } else { found }
            }
        };
        found.truncate(MOST);
        found
    }

    /// Lucene's sloppy phrase: the items, each moved to where the phrase would begin, lie within
    /// `slop`, in one part. What stands side by side fits whatever the slop.
    ///
    /// Each place in turn is the first of a phrase; every other item takes its next place behind.
    fn sloppy(&self, items: &[Vec<SpanMatch>], widths: &[u32], slop: u32) -> Vec<SpanMatch> {
        let before = |item: usize| i64::from(widths[..item].iter().sum::<u32>());
        let moved = |item: usize, m: &SpanMatch| i64::from(m.extent.start) - before(item);
        let mut found = phrase(items);
        for (item, places) in items.iter().enumerate() {
            'first: for first in places {
                let low = moved(item, first);
                let part = self.part(first.extent.start);
                let mut chosen = vec![first];
                for (other, places) in items.iter().enumerate().filter(|(n, _)| *n != item) {
                    let from = places.partition_point(|m| (moved(other, m), other) < (low, item));
                    let mut near =
                        places[from..].iter().take_while(|m| moved(other, m) - low <= slop.into());
                    // An item that occurs twice in the phrase must be found twice.
                    let next = near.find(|m| {
                        let taken = chosen.iter().any(|c| c.extent.start == m.extent.start);
                        !taken && self.part(m.extent.start) == part
                    });
                    let Some(next) = next else { continue 'first };
                    chosen.push(next);
                }
                if found.len() >= MOST {
                    break;
                }
                chosen.sort_unstable();
                found.push(chosen[1..].iter().fold(chosen[0].clone(), |all, m| join(&all, m)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn join(first: &SpanMatch, second: &SpanMatch) -> SpanMatch {
    let extent = Extent {
        start: first.extent.start.min(second.extent.start),
        end: first.extent.end.max(second.extent.end),
    };
    let pieces = Vec::new();
    SpanMatch { extent, pieces, words: first.words.iter().chain(&second.words).copied().collect() }
}

/// Each item begins where the one before it ends.
fn phrase(items: &[Vec<SpanMatch>]) -> Vec<SpanMatch> {
    let Some((first, rest)) = items.split_first() else { return Vec::new() };
    let mut found = first.clone();
    for next in rest {
        let mut longer = Vec::new();
        for head in &found {
            let from = next.partition_point(|m| m.extent.start < head.extent.end);
            let tails = next[from..].iter().take_while(|m| m.extent.start == head.extent.end);
            longer.extend(tails.map(|tail| join(head, tail)));
        }
        found = longer;
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::plan::op::SpanLink;
    use crate::query::tree::Within;

    fn positions(leaves: &[&[u32]]) -> TermPositions {
        let leaf = |l: &&[u32]| l.iter().map(|p| Extent { start: *p, end: *p + 1 }).collect();
        TermPositions { leaves: leaves.iter().map(leaf).collect(), ..TermPositions::default() }
    }

    fn count(positions: &TermPositions, op: &SpanOp) -> usize {
        positions.matches(op, true).len()
    }

    fn pair(first: SpanOp, to: SpanOp, within: Within, ordered: bool) -> SpanOp {
        SpanOp::Near(Box::new(first), vec![SpanLink { within, ordered, to }])
    }

    fn near(n: u32, ordered: bool) -> SpanOp {
        pair(SpanOp::Leaf(0), SpanOp::Leaf(1), Within::Words(n), ordered)
    }

    #[test]
    fn nearness_counts_words() {
        let found = positions(&[&[10], &[4, 15]]);
        assert_eq!(count(&found, &near(5, false)), 1);
        assert_eq!(count(&found, &near(6, false)), 2);
        assert_eq!(count(&found, &near(6, true)), 1);
        assert_eq!(count(&found, &near(4, false)), 0);
    }

    #[test]
    fn a_word_is_not_near_itself() {
        let twice = pair(SpanOp::Leaf(0), SpanOp::Leaf(0), Within::Words(3), false);
        assert_eq!(count(&positions(&[&[1, 9]]), &twice), 0);
        assert_eq!(count(&positions(&[&[1, 3]]), &twice), 1);
    }

    #[test]
    fn what_begins_far_away_may_end_nearby() {
        let far = pair(SpanOp::Leaf(1), SpanOp::Leaf(2), Within::Paragraph, false);
        let near = pair(SpanOp::Leaf(0), far, Within::Words(2), false);
        assert_eq!(count(&positions(&[&[500], &[1], &[498]]), &near), 1);
        assert_eq!(count(&positions(&[&[500], &[1], &[497]]), &near), 0);
    }

    #[test]
    fn phrases_are_exact_or_sloppy() {
        let phrase = |slop| SpanOp::Phrase(vec![SpanOp::Leaf(0), SpanOp::Leaf(1)], slop);
        assert_eq!(count(&positions(&[&[1, 7], &[2, 9]]), &phrase(0)), 1);
        assert_eq!(count(&positions(&[&[1, 7], &[2, 9]]), &phrase(1)), 2);
        // Two words in turned order are two moves apart.
        assert_eq!(count(&positions(&[&[2], &[1]]), &phrase(1)), 0);
        assert_eq!(count(&positions(&[&[2], &[1]]), &phrase(2)), 1);
    }

    #[test]
    fn a_sloppy_phrase_lies_in_one_part() {
        let phrase = SpanOp::Phrase(vec![SpanOp::Leaf(0), SpanOp::Leaf(1)], 2);
        let mut found = positions(&[&[4], &[6]]);
        assert_eq!(count(&found, &phrase), 1);
        found.parts = vec![1, 3, 6, 8, 10];
        assert_eq!(count(&found, &phrase), 0);
        // What is nearer lies in another part.
        let mut found = positions(&[&[5, 8], &[7]]);
        found.parts = vec![1, 3, 7, 10, 12];
        assert_eq!(count(&found, &phrase), 1);
    }

    #[test]
    fn a_word_of_a_sloppy_phrase_may_come_twice() {
        let phrase =
            |slop| SpanOp::Phrase(vec![SpanOp::Leaf(0), SpanOp::Leaf(1), SpanOp::Leaf(0)], slop);
        // "b a a" for "a b a".
        assert_eq!(count(&positions(&[&[2, 3], &[1]]), &phrase(2)), 1);
        assert_eq!(count(&positions(&[&[2, 3], &[1]]), &phrase(1)), 0);
        assert_eq!(count(&positions(&[&[2], &[1]]), &phrase(9)), 0);
    }

    #[test]
    fn a_compound_in_a_sloppy_phrase_is_as_wide_as_its_words() {
        let apart = SpanOp::Phrase(vec![SpanOp::Leaf(1), SpanOp::Leaf(2), SpanOp::Leaf(3)], 0);
        let compound = SpanOp::Any(vec![SpanOp::Leaf(0), apart]);
        let phrase = SpanOp::Phrase(vec![compound, SpanOp::Leaf(4)], 1);
        let mut found = positions(&[&[], &[5], &[6], &[7], &[8]]);
        assert_eq!(count(&found, &phrase), 1);
        found.leaves[0] = vec![Extent { start: 5, end: 8 }];
        assert_eq!(count(&found, &phrase), 1);
        found.leaves[4] = vec![Extent { start: 9, end: 10 }];
        assert_eq!(count(&found, &phrase), 1);
        found.leaves[4] = vec![Extent { start: 10, end: 11 }];
        assert_eq!(count(&found, &phrase), 0);
        // A joined form that was typed as one word.
        let typed = SpanOp::Phrase(vec![SpanOp::Leaf(0), SpanOp::Leaf(1)], 1);
        let mut found = positions(&[&[], &[8]]);
        found.leaves[0] = vec![Extent { start: 5, end: 8 }];
        assert_eq!(count(&found, &typed), 1);
    }

    #[test]
    fn one_place_is_counted_once() {
        // "ab-c d" by two words each, where the compound is found whole and apart.
        let mut found = positions(&[&[], &[3], &[]]);
        found.leaves[0] = vec![Extent { start: 1, end: 2 }, Extent { start: 1, end: 3 }];
        found.leaves[1] = vec![Extent { start: 2, end: 4 }, Extent { start: 3, end: 4 }];
        let phrase = SpanOp::Phrase(vec![SpanOp::Leaf(0), SpanOp::Leaf(1)], 0);
        assert_eq!(found.matches(&phrase, false).len(), 1);
        assert!(found.matches(&SpanOp::AtLeast(2, Box::new(phrase)), false).is_empty());
    }

    #[test]
    fn nothing_crosses_parts_or_counts_the_title_twice() {
        let mut found = positions(&[&[1, 3, 8], &[9]]);
        found.parts = vec![1, 3, 5, 6, 7];
        assert_eq!(count(&found, &SpanOp::Leaf(0)), 2);
        assert_eq!(count(&found, &near(9, false)), 1);
        assert_eq!(count(&found, &SpanOp::Part(TextPart::Title, Box::new(SpanOp::Leaf(0)))), 1);
        assert_eq!(count(&found, &SpanOp::AtLeast(3, Box::new(SpanOp::Leaf(0)))), 0);
    }
}
