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
                for (sum, weight) in sums.iter_mut().zip(&self.rows[usize::from(*feature)]) {
                    *sum += *weight;
                }
            }
            work.scores.push(std::array::from_fn(|tag| f32::from(sums[tag]) * self.scale));
        }
    }
}

/// Memory for a paragraph, kept from one to the next.
#[derive(Default)]
struct Work {
    features: Vec<u16>,
    scores: Vec<Line>,
    back: Vec<[u8; TAGS]>,
    forward: Vec<Line>,
}

impl Work {
    /// The best tags.
    fn best(&mut self, moves: &[Line; TAGS], tags: &mut [u8]) {
        let moves: [Line; TAGS] = std::array::from_fn(|from| {
            let score = |to| if may_follow(from, to) { moves[from][to] } else { f32::NEG_INFINITY };
            std::array::from_fn(score)
        });
        self.back.clear();
        // Before the first word stands nothing.
        let mut best = [f32::NEG_INFINITY; TAGS];
        best[OUT] = 0.0;
        for scores in &self.scores {
            let mut next = [f32::NEG_INFINITY; TAGS];
            let mut from = [0u8; TAGS];
            for (prior, moves) in moves.iter().enumerate() {
                for tag in 0..TAGS {
                    let score = best[prior] + moves[tag];
                    if score > next[tag] {
                        (next[tag], from[tag]) = (score, prior as u8);
                    }
                }
            }
            next.iter_mut().zip(scores).for_each(|(n, score)| *n += score);
            self.back.push(from);
            best = next;
        }
        let mut tag = (0..TAGS).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(OUT) as u8;
        for (place, from) in tags.iter_mut().zip(&self.back).rev() {
            *place = tag;
            tag = from[usize::from(tag)];
        }
    }

    /// How likely each tag of each word is.
    fn weigh(&mut self, moves: &[Line; TAGS], chances: &mut [Line]) {
        let moves: [Line; TAGS] = std::array::from_fn(|from| {
            std::array::from_fn(|to| if may_follow(from, to) { moves[from][to].exp() } else { 0.0 })
        });
        for line in &mut self.scores {
            let most = line.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            *line = line.map(|score| (score - most).exp());
        }
        self.forward.clear();
        let mut row = [0.0; TAGS];
        row[OUT] = 1.0;
        for scores in &self.scores {
            let mut next = step(&row, &moves);
            next.iter_mut().zip(scores).for_each(|(n, score)| *n *= score);
            row = shares(next);
            self.forward.push(row);
        }
        let mut behind = [1.0; TAGS];
        for (at, chance) in chances.iter_mut().enumerate().rev() {
            let forward = &self.forward[at];
            *chance = shares(std::array::from_fn(|tag| forward[tag] * behind[tag]));
            let scores = &self.scores[at];
            let reached: Line = std::array::from_fn(|tag| behind[tag] * scores[tag]);
            behind = shares(std::array::from_fn(|from| {
                (0..TAGS).map(|to| moves[from][to] * reached[to]).sum()
            }));
        }
    }
}

fn step(row: &Line, moves: &[Line; TAGS]) -> Line {
    let mut next = [0.0; TAGS];
    for (from, moves) in row.iter().zip(moves) {
        next.iter_mut().zip(moves).for_each(|(n, m)| *n += from * m);
    }
    next
}

/// The numbers as shares of their sum.
fn shares(line: Line) -> Line {
    let sum: f32 = line.iter().sum();
    if sum > 0.0 { line.map(|n| n / sum) } else { [1.0 / TAGS as f32; TAGS] }
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
