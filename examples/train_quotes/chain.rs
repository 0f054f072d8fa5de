//! Learning of the chain: the gradient of the conditional likelihood by forward and backward sums, steps by
//! AdaGrad (Duchi, Hazan and Singer 2011), with features left out at random (Wager, Wang and Liang 2013).

use crate::corpus::Marked;
use onrecord::quotes::learned::chain::{CONTENT, CUE, Chain, LANES, OUT, SOURCE, TAGS, may_follow};
use onrecord::quotes::learned::features::{BUCKETS, Paragraph};
use std::ops::Range;

/// Chains whose mean is taken.
const CHAINS: u64 = 5;
const PASSES: usize = 12;
const RATE: f32 = 0.04;
/// Share of the rate that is gone at the end.
const DECAY: f32 = 0.8;
/// Share of the features that are left out at each word.
const DROPOUT: f32 = 0.4;
/// Features that are seen less often weigh nothing.
const CUT_OFF: u32 = 3;
/// Weights closer to nothing are left out.
const LEAST: f32 = 0.02;

/// Random numbers, the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn chance(&mut self, share: f32) -> bool {
        ((self.next() >> 40) as f32) < share * (1u64 << 24) as f32
    }
}

/// A paragraph: the features of each word, and its tags.
pub struct Example {
    features: Vec<u16>,
    ends: Vec<usize>,
    tags: Vec<u8>,
}

/// The paragraphs of an article.
pub fn examples(marked: &Marked) -> Vec<Example> {
    let document = &marked.document;
    let mut tags = vec![OUT as u8; document.words.len()];
    let mut put = |ranges: &[Range<usize>], sort: usize| {
        for range in ranges {
            if range.clone().all(|at| tags[at] == OUT as u8) {
                tags[range.clone()].fill(sort as u8 + 1);
                tags[range.start] = sort as u8;
            }
        }
    };
    for gold in &marked.gold {
        put(&gold.contents, CONTENT);
        put(&gold.sources, SOURCE);
        put(&gold.cues, CUE);
    }
    let mut out = Vec::new();
    for range in &document.paragraphs {
        // "((WN)) How long?": a house's form of interviews, not quite evenly marked.
        let text = &marked.article.text[document.spans[range.start].start..];
        if text.starts_with("((") || !document.speaks(range) {
            continue;
        }
        let paragraph = Paragraph::new(document, range.clone());
        let mut example = Example { features: Vec::new(), ends: Vec::new(), tags: Vec::new() };
        for at in range.clone() {
            example.features.extend(paragraph.features(at));
            example.ends.push(example.features.len());
            // A span that goes on from the paragraph before begins anew.
            let tag = match tags[at] {
                tag @ (2 | 4 | 6) if at == range.start => tag - 1,
                tag => tag,
            };
            example.tags.push(tag);
        }
        out.push(example);
    }
    out
}

type Line = [f32; TAGS];

#[derive(Clone, Copy, Default)]
struct Row {
    weights: Line,
    squares: Line,
}

impl Row {
    fn add(&mut self, other: &Row) {
        self.weights.iter_mut().zip(other.weights).for_each(|(sum, weight)| *sum += weight);
    }

    fn update(&mut self, gradient: &Line, rate: f32) {
        for (tag, g) in gradient.iter().enumerate() {
            self.squares[tag] += g * g;
            self.weights[tag] += rate * g / (self.squares[tag] + 1e-6).sqrt();
        }
    }
}

/// Learns from the paragraphs: the mean of several chains, which differ by what chance left out.
pub fn learn(examples: &[&Example], seed: u64) -> Chain {
    let mut rows = vec![Row::default(); BUCKETS];
    let mut moves = [Row::default(); TAGS];
    for number in 0..CHAINS {
        let (one, steps) = learn_one(examples, seed + number);
        rows.iter_mut().zip(&one).for_each(|(sum, row)| sum.add(row));
        moves.iter_mut().zip(&steps).for_each(|(sum, row)| sum.add(row));
    }
    let share = 1.0 / CHAINS as f32;
    let keep = |weight: f32| {
        let weight = weight * share * (1.0 - DROPOUT);
        if weight.abs() < LEAST { 0.0 } else { weight }
    };
    let most = rows
        .iter()
        .flat_map(|row| row.weights)
        .map(|weight| keep(weight).abs())
        .fold(0.0, f32::max);
    let scale = most.max(1e-6) / 127.0;
    let row = |row: &Row| {
        let mut lanes = [0i8; LANES];
        for (lane, weight) in lanes.iter_mut().zip(row.weights) {
            *lane = (keep(weight) / scale).round() as i8;
        }
        lanes
    };
    let moves = moves.map(|row| row.weights.map(|weight| weight * share));
    let mut lanes = Box::new([[0; LANES]; BUCKETS]);
    lanes.iter_mut().zip(&rows).for_each(|(to, from)| *to = row(from));
    Chain { rows: lanes, scale, moves }
}

fn learn_one(examples: &[&Example], seed: u64) -> (Vec<Row>, [Row; TAGS]) {
    let mut counts = vec![0u32; BUCKETS];
    for example in examples {
        example.features.iter().for_each(|feature| counts[usize::from(*feature)] += 1);
    }
    let mut rows = vec![Row::default(); BUCKETS];
    let mut moves = [Row::default(); TAGS];
    let mut random = Random(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut work = Work::default();
    for pass in 0..PASSES {
        for at in (1..order.len()).rev() {
            order.swap(at, (random.next() % (at as u64 + 1)) as usize);
        }
        let rate = RATE * (1.0 - DECAY * pass as f32 / PASSES as f32);
        for number in &order {
            work.step(examples[*number], &counts, &mut rows, &mut moves, rate, &mut random);
        }
    }
    (rows, moves)
}

/// Memory for one paragraph.
#[derive(Default)]
struct Work {
    active: Vec<u16>,
    ends: Vec<usize>,
    scores: Vec<Line>,
    forward: Vec<Line>,
    chances: Vec<Line>,
}

impl Work {
    fn step(
        &mut self,
        example: &Example,
        counts: &[u32],
        rows: &mut [Row],
        moves: &mut [Row; TAGS],
        rate: f32,
        random: &mut Random,
    ) {
        let Work { active, ends, scores, forward, chances } = self;
        active.clear();
        ends.clear();
        scores.clear();
        let mut start = 0;
        for end in &example.ends {
            let first = active.len();
            for feature in &example.features[start..*end] {
                if counts[usize::from(*feature)] >= CUT_OFF && !random.chance(DROPOUT) {
                    active.push(*feature);
                }
            }
            let mut sums = [0.0; TAGS];
            for feature in &active[first..] {
                let row = &rows[usize::from(*feature)].weights;
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
            }
            let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            scores.push(sums.map(|sum| (sum - most).exp()));
            ends.push(active.len());
            start = *end;
        }
        let steps: [Line; TAGS] = std::array::from_fn(|from| {
            std::array::from_fn(|to| {
                if may_follow(from, to) { moves[from].weights[to].exp() } else { 0.0 }
            })
        });
        forward.clear();
        let mut row = [0.0; TAGS];
        row[OUT] = 1.0;
        for line in scores.iter() {
            let mut next = [0.0; TAGS];
            for (from, step) in row.iter().zip(&steps) {
                next.iter_mut().zip(step).for_each(|(n, s)| *n += from * s);
            }
            next.iter_mut().zip(line).for_each(|(n, score)| *n *= score);
            let sum: f32 = next.iter().sum();
            row = next.map(|n| n / sum);
            forward.push(row);
        }
        chances.clear();
        chances.resize(scores.len(), [0.0; TAGS]);
        let mut pairs = [[0.0f32; TAGS]; TAGS];
        let mut behind = [1.0; TAGS];
        for at in (0..scores.len()).rev() {
            let line: Line = std::array::from_fn(|tag| forward[at][tag] * behind[tag]);
            let sum: f32 = line.iter().sum();
            chances[at] = line.map(|n| n / sum);
            let mut before = [0.0; TAGS];
            before[OUT] = 1.0;
            if at > 0 {
                before = forward[at - 1];
            }
            let reached: Line = std::array::from_fn(|tag| behind[tag] * scores[at][tag]);
            let mut here = [[0.0f32; TAGS]; TAGS];
            let mut all = 0.0;
            let mut next = [0.0; TAGS];
            for from in 0..TAGS {
                for to in 0..TAGS {
                    let step = steps[from][to] * reached[to];
                    next[from] += step;
                    here[from][to] = before[from] * step;
                    all += here[from][to];
                }
            }
            let sums = pairs.as_flattened_mut().iter_mut();
            sums.zip(here.as_flattened()).for_each(|(sum, pair)| *sum += pair / all);
            let sum: f32 = next.iter().sum();
            behind = next.map(|n| n / sum);
        }
        let mut gradients = [[0.0f32; TAGS]; TAGS];
        let mut last = OUT;
        for tag in &example.tags {
            gradients[last][usize::from(*tag)] += 1.0;
            last = usize::from(*tag);
        }
        for (from, row) in moves.iter_mut().enumerate() {
            let gradient: Line = std::array::from_fn(|to| gradients[from][to] - pairs[from][to]);
            row.update(&gradient, rate);
        }
        let mut start = 0;
        for ((end, tag), chance) in ends.iter().zip(&example.tags).zip(chances.iter()) {
            let mut gradient = chance.map(|chance| -chance);
            gradient[usize::from(*tag)] += 1.0;
            if gradient.iter().any(|g| g.abs() > 1e-4) {
                for feature in &active[start..*end] {
                    rows[usize::from(*feature)].update(&gradient, rate);
                }
            }
            start = *end;
        }
    }
}
