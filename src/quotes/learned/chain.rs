//! How likely each tag of a word is: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001),
//! weighed by forward and backward sums. The best tag of a word is the likeliest by itself.

use super::document::Document;
use super::features::{BUCKETS, Paragraph};
use crate::entities::model::exponentials::exponentials;
use std::ops::Range;

/// Number of tags.
pub const TAGS: usize = 7;
/// Nothing.
pub const OUT: usize = 0;
/// The first word of a content, of a source, of a cue; the number behind each is that of a later word.
pub const CONTENT: usize = 1;
/// See [`CONTENT`].
pub const SOURCE: usize = 3;
/// See [`CONTENT`].
pub const CUE: usize = 5;
/// Weights of a bucket: one a tag, and one that nobody reads.
pub const LANES: usize = 8;

/// Whether `to` may stand behind `from`: a later word of a span goes on from one of its own.
pub fn may_follow(from: usize, to: usize) -> bool {
    match to {
        2 | 4 | 6 => from == to || from + 1 == to,
        _ => true,
    }
}

/// A number for each tag.
pub type Line = [f32; TAGS];

/// The weights of the chain.
#[derive(Clone)]
pub struct Chain {
    /// A row of weights, in units of `scale`, for each bucket of features: a byte each, so that more of the table
    /// stays in the cache.
    pub rows: Box<[[i8; LANES]; BUCKETS]>,
    /// What a weight of 1 is worth.
    pub scale: f32,
    /// Scores of one tag behind another.
    pub moves: [Line; TAGS],
}

/// What the chain says of a document.
pub struct Tagged {
    /// The best tag of each word.
    pub tags: Vec<u8>,
    /// How likely each tag of each word is.
    pub chances: Vec<Line>,
}

impl Chain {
    /// Tags each paragraph of `document`.
    pub fn tag(&self, document: &Document) -> Tagged {
        let mut tagged = Tagged {
            tags: vec![OUT as u8; document.words.len()],
            chances: vec![[0.0; TAGS]; document.words.len()],
        };
        let mut work = Work::default();
        for range in &document.paragraphs {
            if !document.speaks(range) {
                tagged.chances[range.clone()].iter_mut().for_each(|line| line[OUT] = 1.0);
                continue;
            }
            self.score(document, range.clone(), &mut work);
            work.weigh(&self.moves, &mut tagged.chances[range.clone()]);
            for at in range.clone() {
                tagged.tags[at] = likeliest(&tagged.chances[at]) as u8;
            }
        }
        tagged
    }

    fn score(&self, document: &Document, range: Range<usize>, work: &mut Work) {
        let paragraph = Paragraph::new(document, range.clone());
        work.scores.clear();
        for at in range {
            let mut sums = [0i16; LANES];
            for feature in paragraph.features(at) {
                let row = &self.rows[usize::from(feature)];
                for lane in 0..LANES {
                    sums[lane] += i16::from(row[lane]);
                }
            }
            let mut scores = [0.0; LANES];
            for lane in 0..LANES {
                scores[lane] = f32::from(sums[lane]) * self.scale;
            }
            work.scores.push(scores);
        }
    }
}

/// A number for each tag, and one that nobody reads: so many are added at a time.
type Wide = [f32; LANES];

/// Memory for a paragraph, kept from one to the next.
#[derive(Default)]
struct Work {
    scores: Vec<Wide>,
    forward: Vec<Wide>,
}

/// The likeliest sort of tag and of its two the likelier.
fn likeliest(chances: &Line) -> usize {
    let sort = [CONTENT, SOURCE, CUE].into_iter().fold((OUT, chances[OUT]), |best, sort| {
        let chance = chances[sort] + chances[sort + 1];
        if chance > best.1 { (sort, chance) } else { best }
    });
    match sort.0 {
        OUT => OUT,
        sort => sort + usize::from(chances[sort + 1] > chances[sort]),
    }
}

impl Work {
    /// How likely each tag of each word is.
    fn weigh(&mut self, moves: &[Line; TAGS], chances: &mut [Line]) {
        let moves: [Wide; TAGS] = std::array::from_fn(|from| {
            std::array::from_fn(|to| {
                if to < TAGS && may_follow(from, to) { moves[from][to].exp() } else { 0.0 }
            })
        });
        // For the way back, by the tag that is reached.
        let behind_moves: [Wide; TAGS] = std::array::from_fn(|to| {
            std::array::from_fn(|from| if from < TAGS { moves[from][to] } else { 0.0 })
        });
        for line in &mut self.scores {
            let most = line[..TAGS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            line.iter_mut().for_each(|score| *score -= most);
            exponentials(line);
        }
        self.forward.clear();
        let mut row = [0.0; LANES];
        row[OUT] = 1.0;
        for scores in &self.scores {
            let mut next = step(&row, &moves);
            for lane in 0..LANES {
                next[lane] *= scores[lane];
            }
            row = shares(next);
            self.forward.push(row);
        }
        let mut behind: Wide = std::array::from_fn(|lane| if lane < TAGS { 1.0 } else { 0.0 });
        for (at, chance) in chances.iter_mut().enumerate().rev() {
            let (mut both, mut reached) = (self.forward[at], self.scores[at]);
            for lane in 0..LANES {
                both[lane] *= behind[lane];
                reached[lane] *= behind[lane];
            }
            let both = shares(both);
            chance.copy_from_slice(&both[..TAGS]);
            behind = shares(step(&reached, &behind_moves));
        }
    }
}

/// What each tag gets of `row` by the moves.
fn step(row: &Wide, moves: &[Wide; TAGS]) -> Wide {
    let mut next = [0.0; LANES];
    for (from, moves) in moves.iter().enumerate() {
        for lane in 0..LANES {
            next[lane] += row[from] * moves[lane];
        }
    }
    next
}

/// The numbers as shares of their sum.
fn shares(mut line: Wide) -> Wide {
    let sum: f32 = line.iter().sum();
    if sum > 0.0 {
        let share = 1.0 / sum;
        line.iter_mut().for_each(|n| *n *= share);
    } else {
        line[..TAGS].fill(1.0 / TAGS as f32);
    }
    line
}

/// Those of `spans`, which are sorted and share no word, that share a word with `range`.
pub fn touching<'s>(spans: &'s [Range<usize>], range: &Range<usize>) -> &'s [Range<usize>] {
    let start = spans.partition_point(|span| span.end <= range.start);
    let end = spans.partition_point(|span| span.start < range.end);
    &spans[start..end.max(start)]
}

/// The contents, the sources and the cues that `tags` hold.
pub fn spans(tags: &[u8], paragraphs: &[Range<usize>]) -> [Vec<Range<usize>>; 3] {
    let mut out: [Vec<Range<usize>>; 3] = Default::default();
    for paragraph in paragraphs {
        // The sort of the span that is open, counted from 0, and where it begins.
        let mut open: Option<(usize, usize)> = None;
        for at in paragraph.clone() {
            let tag = usize::from(tags[at]);
            let sort = tag.checked_sub(CONTENT).map(|tag| tag / 2);
            let is_first = tag % 2 == CONTENT % 2;
            if sort.is_some() && open.map(|(sort, _)| sort) == sort && !is_first {
                continue;
            }
            if let Some((sort, start)) = open {
                out[sort].push(start..at);
            }
            open = sort.map(|sort| (sort, at));
        }
        if let Some((sort, start)) = open {
            out[sort].push(start..paragraph.end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_begin_at_first_words_and_end_with_their_paragraph() {
        let tags = [2, 2, 1, 2, 0, 3, 4, 5, 6, 6, 1, 2, 3];
        let [contents, sources, cues] = spans(&tags, &[0..9, 9..13]);
        assert_eq!(contents, [0..2, 2..4, 10..12]);
        assert_eq!(sources, [5..7, 12..13]);
        assert_eq!(cues, [7..9, 9..10]);
        assert!(spans(&[], &[]).iter().all(Vec::is_empty));
    }
}
