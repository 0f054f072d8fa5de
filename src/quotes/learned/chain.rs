//! The best tags of a paragraph and how sure each is: a linear-chain conditional random field (Lafferty, McCallum
//! and Pereira 2001), decoded by Viterbi and weighed by forward and backward sums.

use super::document::Document;
use super::features::{BUCKETS, Paragraph};
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
    /// A row of weights, in units of `scale`, for each bucket of features.
    pub rows: Box<[[i16; LANES]; BUCKETS]>,
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
            work.best(&self.moves, &mut tagged.tags[range.clone()]);
            work.weigh(&self.moves, &mut tagged.chances[range.clone()]);
        }
        tagged
    }

    fn score(&self, document: &Document, range: Range<usize>, work: &mut Work) {
        let paragraph = Paragraph::new(document, range.clone());
        work.scores.clear();
        for at in range {
            paragraph.features(at, &mut work.features);
            let mut sums = [0i16; LANES];
            for feature in &work.features {
                let row = &self.rows[usize::from(*feature)];
                for lane in 0..LANES {
                    sums[lane] += row[lane];
                }
            }
            let score = |lane: usize| f32::from(sums[lane]) * self.scale;
            work.scores
                .push(std::array::from_fn(|lane| if lane < TAGS { score(lane) } else { 0.0 }));
        }
    }
}

/// A number for each tag, and one that nobody reads: so many are added at a time.
type Wide = [f32; LANES];

/// Memory for a paragraph, kept from one to the next.
#[derive(Default)]
struct Work {
    features: Vec<u16>,
    scores: Vec<Wide>,
    back: Vec<[i32; LANES]>,
    forward: Vec<Wide>,
}

/// The moves with `never` for those that may not be, and where there is no tag.
fn widened(moves: &[Line; TAGS], never: f32, of: impl Fn(f32) -> f32) -> [Wide; TAGS] {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| {
            if to < TAGS && may_follow(from, to) { of(moves[from][to]) } else { never }
        })
    })
}

impl Work {
    /// The best tags.
    fn best(&mut self, moves: &[Line; TAGS], tags: &mut [u8]) {
        let moves = widened(moves, f32::NEG_INFINITY, |score| score);
        self.back.clear();
        // Before the first word stands nothing.
        let mut best = [f32::NEG_INFINITY; LANES];
        best[OUT] = 0.0;
        for scores in &self.scores {
            let mut next = [f32::NEG_INFINITY; LANES];
            let mut from = [0i32; LANES];
            for (prior, moves) in moves.iter().enumerate() {
                for lane in 0..LANES {
                    let score = best[prior] + moves[lane];
                    let better = score > next[lane];
                    next[lane] = if better { score } else { next[lane] };
                    from[lane] = if better { prior as i32 } else { from[lane] };
                }
            }
            for lane in 0..LANES {
                next[lane] += scores[lane];
            }
            self.back.push(from);
            best = next;
        }
        let mut tag = (0..TAGS).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(OUT);
        for (place, from) in tags.iter_mut().zip(&self.back).rev() {
            *place = tag as u8;
            tag = from[tag] as usize;
        }
    }

    /// How likely each tag of each word is.
    fn weigh(&mut self, moves: &[Line; TAGS], chances: &mut [Line]) {
        let moves = widened(moves, 0.0, f32::exp);
        // For the way back, by the tag that is reached.
        let behind_moves: [Wide; TAGS] = std::array::from_fn(|to| {
            std::array::from_fn(|from| if from < TAGS { moves[from][to] } else { 0.0 })
        });
        for line in &mut self.scores {
            let most = line[..TAGS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for score in &mut line[..TAGS] {
                *score = (*score - most).exp();
            }
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
            *chance = std::array::from_fn(|tag| both[tag]);
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
fn shares(line: Wide) -> Wide {
    let sum: f32 = line.iter().sum();
    if sum > 0.0 {
        line.map(|n| n / sum)
    } else {
        std::array::from_fn(|lane| if lane < TAGS { 1.0 / TAGS as f32 } else { 0.0 })
    }
}

/// Those of `spans`, which are sorted and share no word, that share a word with `range`.
pub fn touching<'s>(spans: &'s [Range<usize>], range: &Range<usize>) -> &'s [Range<usize>] {
    let start = spans.partition_point(|span| span.end <= range.start);
    let end = spans.partition_point(|span| span.start < range.end);
    &spans[start..end.max(start)]
}

/// The spans of one sort (`CONTENT`, `SOURCE` or `CUE`) that `tags` hold.
pub fn spans(tags: &[u8], sort: usize, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let mut open: Option<usize> = None;
        for at in paragraph.clone() {
            let tag = usize::from(tags[at]);
            if tag == sort + 1 && open.is_some() {
                continue;
            }
            out.extend(open.take().map(|start| start..at));
            open = (tag == sort || tag == sort + 1).then_some(at);
        }
        out.extend(open.map(|start| start..paragraph.end));
    }
    out
}
