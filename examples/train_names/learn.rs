//! Learning: the gradient of the conditional likelihood by forward and backward sums, steps by AdaGrad.

use crate::gold::Allowed;
use onrecord::entities::model::tags::{OUT, TAGS, may_follow};

/// A stretch of words that is learnt as a whole.
pub struct Example {
    /// Its words in [`Data::words`].
    pub words: std::ops::Range<usize>,
    pub weight: f32,
}

/// A word of an example.
pub struct Item {
    /// Its features in [`Data::features`].
    pub features: std::ops::Range<usize>,
    /// How many of them, the first ones, hold the word itself.
    pub lexical: usize,
    pub allowed: Allowed,
}

/// What is learnt from; features are numbers of rows.
#[derive(Default)]
pub struct Data {
    pub examples: Vec<Example>,
    pub words: Vec<Item>,
    pub features: Vec<u32>,
}

/// The weights of a feature and the sums of their squared gradients.
#[derive(Clone, Copy, Default)]
pub struct Row {
    pub weights: [f32; TAGS],
    squares: [f32; TAGS],
}

/// How to learn.
pub struct Recipe {
    pub passes: usize,
    pub rate: f32,
    /// Share of the rate that is left at the end.
    pub rest: f32,
    /// Share of the features that are left out at each word.
    pub dropout: f32,
    /// Share of the words whose own features are left out.
    pub unseen: f32,
}

/// Random numbers, the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn chance(&mut self, share: f32) -> bool {
        ((self.next() >> 40) as f32) < share * (1u64 << 24) as f32
    }

    fn shuffle(&mut self, items: &mut [u32]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

/// The weights.
pub struct Weights {
    pub rows: Vec<Row>,
    pub moves: [Row; TAGS],
}

/// Learns from `data` with `rows` features.
pub fn learn(data: &Data, rows: usize, recipe: &Recipe, seed: u64) -> Weights {
    let mut weights = Weights { rows: vec![Row::default(); rows], moves: [Row::default(); TAGS] };
    let mut random = Random(seed);
    let mut order: Vec<u32> = (0..data.examples.len() as u32).collect();
    let steps = (order.len() * recipe.passes) as f32;
    let mut done = 0usize;
    let mut sums = Sums::default();
    for pass in 0..recipe.passes {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for number in &order {
            let rate = recipe.rate * (1.0 - (1.0 - recipe.rest) * done as f32 / steps);
            let example = &data.examples[*number as usize];
            loss += sums.step(data, example, &mut weights, recipe, rate, &mut random);
            done += 1;
        }
        println!("pass {} loss {loss:.0}", pass + 1);
    }
    for row in &mut weights.rows {
        row.weights = row.weights.map(|w| w * (1.0 - recipe.dropout));
    }
    weights
}

type Line = [f64; TAGS];

/// Memory for one example.
#[derive(Default)]
struct Sums {
    active: Vec<u32>,
    ends: Vec<usize>,
    scores: Vec<Line>,
    free: Side,
    bound: Side,
}

/// Sums over all paths, or over those that the annotation allows.
#[derive(Default)]
struct Side {
    words: Vec<Line>,
    forward: Vec<Line>,
    backward: Vec<Line>,
    pairs: [Line; TAGS],
    chance: Vec<Line>,
}

impl Sums {
    fn step(
        &mut self,
        data: &Data,
        example: &Example,
        weights: &mut Weights,
        recipe: &Recipe,
        rate: f32,
        random: &mut Random,
    ) -> f64 {
        self.active.clear();
        self.ends.clear();
        self.scores.clear();
        for item in &data.words[example.words.clone()] {
            let skipped = if random.chance(recipe.unseen) { item.lexical } else { 0 };
            let mut sum = [0f32; TAGS];
            for feature in &data.features[item.features.start + skipped..item.features.end] {
                if *feature == u32::MAX || random.chance(recipe.dropout) {
                    continue;
                }
                self.active.push(*feature);
                for (sum, weight) in sum.iter_mut().zip(&weights.rows[*feature as usize].weights) {
                    *sum += weight;
                }
            }
            self.ends.push(self.active.len());
            self.scores.push(sum.map(f64::from));
        }
        let moves = weights.moves.map(|row| row.weights.map(|w| f64::from(w).exp()));
        let items = &data.words[example.words.clone()];
        let all = self.free.sum(&self.scores, &moves, |_| crate::gold::ANY);
        let right = self.bound.sum(&self.scores, &moves, |at| items[at].allowed);
        let loss = all - right;
        if !loss.is_finite() || loss < 1e-4 {
            return 0.0;
        }
        let mut start = 0;
        for (at, end) in self.ends.iter().enumerate() {
            let mut gradient = [0f32; TAGS];
            for (tag, g) in gradient.iter_mut().enumerate() {
                *g = (self.bound.chance[at][tag] - self.free.chance[at][tag]) as f32
                    * example.weight;
            }
            if gradient.iter().any(|g| g.abs() > 1e-4) {
                for feature in &self.active[start..*end] {
                    update(&mut weights.rows[*feature as usize], &gradient, rate);
                }
            }
            start = *end;
        }
        for (from, row) in weights.moves.iter_mut().enumerate() {
            let mut gradient = [0f32; TAGS];
            for (to, g) in gradient.iter_mut().enumerate() {
                *g = (self.bound.pairs[from][to] - self.free.pairs[from][to]) as f32
                    * example.weight;
            }
            update(row, &gradient, rate);
        }
        loss * f64::from(example.weight)
    }
}

fn update(row: &mut Row, gradient: &[f32; TAGS], rate: f32) {
    for (tag, g) in gradient.iter().enumerate() {
        row.squares[tag] += g * g;
        row.weights[tag] += rate * g / (row.squares[tag] + 1e-6).sqrt();
    }
}

impl Side {
    /// The logarithm of the sum over the paths; fills in the chances of tags and of pairs.
    fn sum(
        &mut self,
        scores: &[Line],
        moves: &[Line; TAGS],
        allowed: impl Fn(usize) -> Allowed,
    ) -> f64 {
        let mut total = 0.0;
        self.words.clear();
        self.forward.clear();
        self.backward.clear();
        self.chance.clear();
        self.pairs = [[0.0; TAGS]; TAGS];
        for (at, word) in scores.iter().enumerate() {
            let most = word.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            total += most;
            let mut line = [0.0; TAGS];
            for tag in 0..TAGS {
                if allowed(at) >> tag & 1 != 0 {
                    line[tag] = (word[tag] - most).exp();
                }
            }
            self.words.push(line);
        }
        let mut row = [0.0; TAGS];
        row[OUT] = 1.0;
        for word in &self.words {
            let mut next = [0.0; TAGS];
            for from in 0..TAGS {
                if row[from] == 0.0 {
                    continue;
                }
                for to in 0..TAGS {
                    if may_follow(from, to) {
                        next[to] += row[from] * moves[from][to] * word[to];
                    }
                }
            }
            let all: f64 = next.iter().sum();
            total += all.ln();
            row = next.map(|n| n / all);
            self.forward.push(row);
        }
        let mut end = 0.0;
        let mut back = [0.0; TAGS];
        for tag in 0..TAGS {
            if may_follow(tag, OUT) {
                back[tag] = moves[tag][OUT];
                end += row[tag] * back[tag];
            }
        }
        total += end.ln();
        self.backward.resize(scores.len(), [0.0; TAGS]);
        self.chance.resize(scores.len(), [0.0; TAGS]);
        for at in (0..scores.len()).rev() {
            self.backward[at] = back;
            let all: f64 = (0..TAGS).map(|t| self.forward[at][t] * back[t]).sum();
            for (tag, behind) in back.iter().enumerate() {
                self.chance[at][tag] = self.forward[at][tag] * behind / all;
            }
            if at + 1 == scores.len() {
                for tag in 0..TAGS {
                    self.pairs[tag][OUT] += self.chance[at][tag];
                }
            }
            let before = if at == 0 {
                let mut edge = [0.0; TAGS];
                edge[OUT] = 1.0;
                edge
            } else {
                self.forward[at - 1]
            };
            let mut next = [0.0; TAGS];
            let mut pairs = [[0.0; TAGS]; TAGS];
            let mut all = 0.0;
            for from in 0..TAGS {
                for to in 0..TAGS {
                    if may_follow(from, to) {
                        let step = moves[from][to] * self.words[at][to] * back[to];
                        next[from] += step;
                        pairs[from][to] = before[from] * step;
                        all += pairs[from][to];
                    }
                }
            }
            let sums = self.pairs.as_flattened_mut().iter_mut();
            sums.zip(pairs.as_flattened()).for_each(|(sum, pair)| *sum += pair / all);
            let sum: f64 = next.iter().sum();
            back = next.map(|n| n / sum);
        }
        total
    }
}
