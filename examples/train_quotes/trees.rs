//! Learning of trees: gradient boosting of the logistic loss (Friedman 2001), best leaf first, over binned numbers.

use onrecord::quotes::learned::trees::{Node, Trees};

const TREES: usize = 40;
const LEAVES: usize = 6;
const RATE: f32 = 0.15;
/// Bins of a number.
const BINS: usize = 64;
/// What is added to the curvature of a leaf.
const SHRINK: f32 = 1.0;
/// Least number of rows of a leaf.
const FEWEST: usize = 20;

/// Rows of numbers with what is right.
#[derive(Default, Clone)]
pub struct Data {
    pub rows: Vec<Vec<f32>>,
    pub right: Vec<bool>,
}

impl Data {
    pub fn push(&mut self, row: &[f32], right: bool) {
        self.rows.push(row.to_vec());
        self.right.push(right);
    }

    pub fn extend(&mut self, other: &Data) {
        self.rows.extend(other.rows.iter().cloned());
        self.right.extend(&other.right);
    }
}

/// A leaf that may be split.
struct Leaf {
    node: usize,
    rows: Vec<u32>,
    best: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f32,
    feature: usize,
    bin: u8,
}

/// Learns trees that tell the rows that are right.
pub fn learn(data: &Data) -> Trees {
    let count = data.rows.len();
    let width = data.rows.first().map_or(0, Vec::len);
    let bounds: Vec<Vec<f32>> = (0..width).map(|feature| bounds(data, feature)).collect();
    let bins: Vec<Vec<u8>> = (0..width)
        .map(|feature| {
            let bound = &bounds[feature];
            let bin = |row: &Vec<f32>| bound.partition_point(|b| *b < row[feature]) as u8;
            data.rows.iter().map(bin).collect()
        })
        .collect();
    let right = data.right.iter().filter(|right| **right).count() as f32;
    let share = (right / count.max(1) as f32).clamp(1e-4, 1.0 - 1e-4);
    let mut trees = Trees { base: (share / (1.0 - share)).ln(), ..Trees::default() };
    let mut sums = vec![trees.base; count];
    for _ in 0..TREES {
        let gradients: Vec<(f32, f32)> = sums
            .iter()
            .zip(&data.right)
            .map(|(sum, right)| {
                let p = 1.0 / (1.0 + (-sum).exp());
                (f32::from(u8::from(*right)) - p, p * (1.0 - p))
            })
            .collect();
        let root = trees.nodes.len();
        trees.roots.push(root as u16);
        trees.nodes.push(Node { feature: Node::LEAF, left: 0, value: 0.0 });
        let all = (0..count as u32).collect::<Vec<_>>();
        let best = split(&all, &bins, &bounds, &gradients);
        let mut leaves = vec![Leaf { node: root, rows: all, best }];
        while leaves.len() < LEAVES {
            let next = (0..leaves.len()).filter(|at| leaves[*at].best.is_some()).max_by(|a, b| {
                let gain = |at: usize| leaves[at].best.map_or(0.0, |split| split.gain);
                gain(*a).total_cmp(&gain(*b)).then(b.cmp(a))
            });
            let Some(next) = next else { break };
            let leaf = leaves.swap_remove(next);
            let Some(Split { feature, bin, .. }) = leaf.best else { break };
            let (low, high): (Vec<u32>, Vec<u32>) =
                leaf.rows.iter().partition(|row| bins[feature][**row as usize] <= bin);
            let left = trees.nodes.len();
            trees.nodes[leaf.node] = Node {
                feature: feature as u16,
                left: left as u16,
                value: bounds[feature][usize::from(bin)],
            };
            for (side, rows) in [low, high].into_iter().enumerate() {
                trees.nodes.push(Node { feature: Node::LEAF, left: 0, value: 0.0 });
                let best = split(&rows, &bins, &bounds, &gradients);
                leaves.push(Leaf { node: left + side, rows, best });
            }
        }
        for leaf in leaves {
            let (g, h) = total(&leaf.rows, &gradients);
            let value = RATE * g / (h + SHRINK);
            trees.nodes[leaf.node].value = value;
            leaf.rows.iter().for_each(|row| sums[*row as usize] += value);
        }
    }
    trees
}

fn total(rows: &[u32], gradients: &[(f32, f32)]) -> (f32, f32) {
    rows.iter().fold((0.0, 0.0), |(g, h), row| {
        let (dg, dh) = gradients[*row as usize];
        (g + dg, h + dh)
    })
}

/// The bounds between the bins of a number: what is up to a bound is in its bin.
fn bounds(data: &Data, feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = data.rows.iter().map(|row| row[feature]).collect();
    values.sort_by(f32::total_cmp);
    let mut distinct = values.clone();
    distinct.dedup();
    let mut out: Vec<f32> = match distinct.len() {
        0 => Vec::new(),
        n if n <= BINS => distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect(),
        _ => (1..BINS).map(|at| values[at * values.len() / BINS]).collect(),
    };
    out.dedup();
    out
}

fn split(
    rows: &[u32],
    bins: &[Vec<u8>],
    bounds: &[Vec<f32>],
    gradients: &[(f32, f32)],
) -> Option<Split> {
    let (all_g, all_h) = total(rows, gradients);
    let worth = |g: f32, h: f32| g * g / (h + SHRINK);
    let mut best: Option<Split> = None;
    for (feature, bins) in bins.iter().enumerate() {
        let mut sums = [(0.0f32, 0.0f32, 0usize); BINS + 1];
        for row in rows {
            let (g, h) = gradients[*row as usize];
            let sum = &mut sums[usize::from(bins[*row as usize])];
            *sum = (sum.0 + g, sum.1 + h, sum.2 + 1);
        }
        let (mut g, mut h, mut n) = (0.0, 0.0, 0);
        for (bin, sum) in sums.iter().enumerate().take(bounds[feature].len()) {
            (g, h, n) = (g + sum.0, h + sum.1, n + sum.2);
            if n < FEWEST || rows.len() - n < FEWEST {
                continue;
            }
            let gain = worth(g, h) + worth(all_g - g, all_h - h) - worth(all_g, all_h);
            if gain > best.map_or(1e-3, |best| best.gain) {
                best = Some(Split { gain, feature, bin: bin as u8 });
            }
        }
    }
    best
}
