//! The best tags of a stretch of words, and how sure each name is.
//!
//! A stretch is closed on both sides: no name is open before its first or behind its last word.

use super::exponentials::exponentials;
use super::tags::{ENDS, OUT, Place, STARTS, TAGS, tag};
use crate::entities::entity::EntityKind;

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
    /// Exponentials of the transitions.
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

    /// A chain for the probabilities under `transitions`.
    pub fn new(transitions: &Transitions) -> Chain {
        Chain { moves: transitions.0.map(|row| row.map(f32::exp)), ..Chain::default() }
    }

    /// Prepares [`Chain::sure`].
    pub fn weigh(&mut self) {
        self.weights.clear();
        for word in &self.scores {
            let most = word.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut line = *word;
            line.iter_mut().for_each(|score| *score -= most);
            exponentials(&mut line);
            self.weights.push(line);
        }
        let moves = &self.moves;
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
            let all: f32 = (0..TAGS).filter(|tag| before(*tag).contains(&prior)).map(step).sum();
            share *= step(name(next)) / all;
        }
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Numbers of the same proportions with the sum 1.
fn scaled(mut sums: Scores) -> Scores {
    let all: f32 = sums.iter().sum();
    if all > 0.0 {
        sums.iter_mut().for_each(|sum| *sum /= all);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::model::tags::{OTHER, may_follow};

    /// All possible tags of a stretch with their scores.
    fn paths(scores: &[Scores], transitions: &Transitions) -> Vec<(Vec<usize>, f32)> {
        let mut all = vec![(Vec::new(), 0.0)];
        for word in scores {
            let mut next = Vec::new();
            for (path, score) in &all {
                let last = path.last().copied().unwrap_or(OUT);
                for tag in (0..TAGS).filter(|tag| may_follow(last, *tag)) {
                    let mut path = path.clone();
                    path.push(tag);
                    next.push((path, score + transitions.0[last][tag] + word[tag]));
                }
            }
            all = next;
        }
        let last = |path: &[usize]| path.last().copied().unwrap_or(OUT);
        all.retain(|(path, _)| may_follow(last(path), OUT));
        all.iter_mut().for_each(|(path, score)| *score += transitions.0[last(path)][OUT]);
        all
    }

    #[test]
    fn the_best_path_and_the_share_of_a_name_are_those_of_all_paths() {
        let mut state = 7u32;
        let mut number = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as f32 / 32_768.0 - 1.0
        };
        let transitions = Transitions(std::array::from_fn(|_| std::array::from_fn(|_| number())));
        let mut chain = Chain::new(&transitions);
        for _ in 0..20 {
            chain.scores = (0..4).map(|_| std::array::from_fn(|_| 2.0 * number())).collect();
            let all = paths(&chain.scores, &transitions);
            let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            chain.decode(&transitions);
            assert_eq!(chain.tags, best.0);
            chain.weigh();
            let place = |path: &[usize]| path[1] == 10 && path[2] == 12;
            let sum = |wanted: bool| -> f32 {
                all.iter().filter(|p| !wanted || place(&p.0)).map(|p| p.1.exp()).sum()
            };
            let share = sum(true) / sum(false);
            let sure = chain.sure(EntityKind::Place, 1, 3);
            assert!((share - sure).abs() < 1e-3, "{share} {sure}");
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        let mut chain = Chain::default();
        chain.decode(&Transitions([[0.0; TAGS]; TAGS]));
        assert!(chain.tags.is_empty());
        let mut scores = [0.0; TAGS];
        scores[OTHER] = 1.0;
        chain.scores = vec![scores];
        chain.decode(&Transitions([[0.0; TAGS]; TAGS]));
        assert_eq!(chain.tags, [OTHER]);
    }
}
