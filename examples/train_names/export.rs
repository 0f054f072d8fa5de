//! The model file: the weights that matter most, rounded to 8 bits and dealt into buckets.

use crate::learn::Weights;
use crate::lists::Tables;
use onrecord::entities::model::features;
use onrecord::entities::model::file::Head;
use onrecord::entities::model::table::{BUCKET, MARKS, ROWS, bucket, fingerprint};
use onrecord::entities::model::tags::TAGS;

/// Buckets of the file: 4.7 MB of them. Twice as many gained nothing.
const BUCKETS: usize = 9 << 13;
/// Share of the features whose weights may be cut off at the largest number.
const CUT: f64 = 0.0005;

/// The largest weight of a feature.
fn largest(weights: &Weights, row: usize) -> f32 {
    weights.rows[row].weights.iter().fold(0f32, |most, weight| most.max(weight.abs()))
}

/// The features that the file has room for, by what they do: those of a bucket side by side.
pub fn choose(features: &[(u64, u32)], weights: &Weights) -> Vec<u32> {
    // What a feature does is its weight; a frequent one does it more often.
    let worth: Vec<f32> = (0..features.len())
        .map(|row| largest(weights, row) * (features[row].1 as f32).sqrt())
        .collect();
    let mut order: Vec<u32> = (0..features.len() as u32).collect();
    order.sort_by(|a, b| worth[*b as usize].total_cmp(&worth[*a as usize]).then(a.cmp(b)));
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); BUCKETS];
    for row in order {
        let line = &mut rows[bucket(features[row as usize].0, BUCKETS)];
        let mark = fingerprint(features[row as usize].0);
        let taken = line.iter().any(|r| fingerprint(features[*r as usize].0) == mark);
        if line.len() < ROWS && !taken {
            line.push(row);
        }
    }
    rows.concat()
}

/// Writes the file; `features` are the chosen ones, hashes and counts.
pub fn file(features: &[(u64, u32)], weights: &Weights, tables: &Tables) -> Vec<u8> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); BUCKETS];
    for (row, (hash, _)) in features.iter().enumerate() {
        rows[bucket(*hash, BUCKETS)].push(row);
    }
    let mut kept: Vec<f32> = (0..features.len()).map(|row| largest(weights, row)).collect();
    kept.sort_by(f32::total_cmp);
    let top = kept[((kept.len() - 1) as f64 * (1.0 - CUT)) as usize];
    let scale = top / 127.0;
    let head = Head {
        version: features::VERSION,
        buckets: BUCKETS as u32,
        words: tables.single.len() as u32,
        phrases: tables.phrases.len() as u32,
        scale,
    };
    let mut out = head.write().to_vec();
    for line in &rows {
        let mut bytes = [0u8; BUCKET];
        for (place, row) in line.iter().enumerate() {
            for (tag, weight) in weights.rows[*row].weights.iter().enumerate() {
                bytes[place * TAGS + tag] =
                    (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8;
            }
            let mark = fingerprint(features[*row].0).to_le_bytes();
            bytes[MARKS + place * 2..MARKS + place * 2 + 2].copy_from_slice(&mark);
        }
        out.extend_from_slice(&bytes);
    }
    for row in &weights.moves {
        row.weights.iter().for_each(|weight| out.extend_from_slice(&weight.to_le_bytes()));
    }
    out.extend_from_slice(tables.coarse.as_flattened());
    out.extend_from_slice(tables.single.as_flattened());
    out.extend_from_slice(tables.phrases.as_flattened());
    out
}
