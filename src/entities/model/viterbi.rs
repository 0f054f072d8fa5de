//! The best tags of a stretch of words, and how sure each name is.
//!
//! A stretch is closed on both sides: no name is open before its first or behind its last word.

use super::tags::{ENDS, OUT, Place, STARTS, TAGS, tag};
use crate::entities::EntityKind;

/// What each tag of a word scores.
pub type Scores = [f32; TAGS];

/// Scores of one tag behind another; impossible pairs are never asked for.
#[derive(Clone, Copy)]
pub struct Transitions(pub [Scores; TAGS]);

/// The tags that may stand before `next`.
fn before(next: usize) -> &'static [usize] {
    const OPEN: [&[usize]; 3] = [&[2, 3], &[6, 7], &[10, 11]];
    match next.checked_sub(2) {
        Some(at) if matches!(at % 4, 1 | 2) => OPEN[at / 4],
        _ => &ENDS,
    }
}

/// Memory for stretches, kept from one to the next.
#[derive(Default)]
pub struct Chain {
    /// Scores of the words of the stretch; the caller fills them in.
    pub scores: Vec<Scores>,
    /// The best tags, after [`Chain::decode`].
    pub tags: Vec<usize>,
    back: Vec<[u8; TAGS]>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    weights: Vec<Scores>,
    moves: [Scores; TAGS],
}

impl Chain {
    /// Finds the best tags.
    pub fn decode(&mut self, transitions: &Transitions) {
        let Chain { scores, tags, back, .. } = self;
        let moves = &transitions.0;
        tags.clear();
        back.clear();
        let Some(first) = scores.first() else { return };
        let mut best = [f32::NEG_INFINITY; TAGS];
        for tag in STARTS {
            best[tag] = moves[OUT][tag] + first[tag];
        }
        for word in &scores[1..] {
            let mut next = [f32::NEG_INFINITY; TAGS];
            let mut from = [0; TAGS];
            for tag in 0..TAGS {
                for &prior in before(tag) {
                    let score = best[prior] + moves[prior][tag];
                    if score > next[tag] {
                        (next[tag], from[tag]) = (score, prior as u8);
                    }
                }
                next[tag] += word[tag];
            }
            back.push(from);
            best = next;
        }
        let last = |tag: &usize| best[*tag] + moves[*tag][OUT];
        let mut tag = ENDS.into_iter().max_by(|a, b| last(a).total_cmp(&last(b))).unwrap_or(OUT);
        tags.push(tag);
        for from in back.iter().rev() {
            tag = usize::from(from[tag]);
            tags.push(tag);
        }
        tags.reverse();
    }

    /// Prepares [`Chain::sure`]; `temperature` flattens the scores.
    pub fn weigh(&mut self, transitions: &Transitions, temperature: f32) {
        let factor = 1.0 / temperature;
        self.weights.clear();
        for word in &self.scores {
            let most = word.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            self.weights.push(word.map(|score| ((score - most) * factor).exp()));
        }
        let moves = transitions.0.map(|row| row.map(|score| (score * factor).exp()));
        let len = self.weights.len();
        self.forward.clear();
        self.backward.clear();
        let mut row = [0.0; TAGS];
        for tag in STARTS {
            row[tag] = moves[OUT][tag];
        }
        for word in &self.weights {
            let mut sums = [0.0; TAGS];
            for tag in 0..TAGS {
                sums[tag] = word[tag]
                    * if self.forward.is_empty() {
                        row[tag]
                    } else {
                        before(tag).iter().map(|prior| row[*prior] * moves[*prior][tag]).sum()
                    };
            }
            row = scaled(sums);
            self.forward.push(row);
        }
        let mut row = [0.0; TAGS];
        for tag in ENDS {
            row[tag] = moves[tag][OUT];
        }
        self.backward.push(row);
        for at in (1..len).rev() {
            let mut sums = [0.0; TAGS];
            for tag in 0..TAGS {
                for &prior in before(tag) {
                    sums[prior] += moves[prior][tag] * self.weights[at][tag] * row[tag];
                }
            }
            row = scaled(sums);
            self.backward.push(row);
        }
        self.backward.reverse();
        self.moves = moves;
    }

    /// The probability that words `from..to` are a name of `kind`, after [`Chain::weigh`].
    pub fn sure(&self, kind: EntityKind, from: usize, to: usize) -> f32 {
        // The share of the paths through the name among all that pass its first word: the product of the
        // probabilities of each step given the one before.
        let name = |at: usize| match (at == from, at + 1 == to) {
            (true, true) => tag(kind, Place::Unit),
            (true, false) => tag(kind, Place::Begin),
            (false, true) => tag(kind, Place::Last),
            (false, false) => tag(kind, Place::Inside),
        };
        let at = |at: usize, tag: usize| self.forward[at][tag] * self.backward[at][tag];
        let all: f32 = (0..TAGS).map(|tag| at(from, tag)).sum();
        let mut share = at(from, name(from)) / all;
        for next in from + 1..to {
            let prior = name(next - 1);
            let step = |tag: usize| {
                self.moves[prior][tag] * self.weights[next][tag] * self.backward[next][tag]
            };
            let all: f32 =
                (0..TAGS).filter(|tag| before(*tag).contains(&prior)).map(step).sum();
            share *= step(name(next)) / all;
        }
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Numbers of the same proportions with the sum 1.
fn scaled(sums: Scores) -> Scores {
    let all: f32 = sums.iter().sum();
    if all > 0.0 { sums.map(|sum| sum / all) } else { sums }
}
