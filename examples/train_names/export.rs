//! The model file: the weights that matter most, rounded to 8 bits and dealt into buckets.

use crate::learn::Weights;
use crate::lists::Tables;
use onrecord::entities::model::features;
use onrecord::entities::model::file::Head;
use onrecord::entities::model::table::{BUCKET, MARKS, ROWS, bucket, fingerprint};
use onrecord::entities::model::tags::TAGS;

/// Buckets of the file: 4 MB of them.
const BUCKETS: usize = 1 << 16;
/// Share of the features whose weights may be cut off at the largest number.
const CUT: f64 = 0.0005;

/// Writes the file; `features` are the hashes of the rows and how often each was seen.
pub fn file(features: &[(u64, u32)], weights: &Weights, tables: &Tables, temperature: f32) -> Vec<u8> {
    let largest = |row: usize| {
        weights.rows[row].weights.iter().fold(0f32, |most, weight| most.max(weight.abs()))
    };
    // What a feature does is its weight; a frequent one does it more often.
    let worth: Vec<f32> = (0..features.len())
        .map(|row| largest(row) * (features[row].1 as f32).powf(0.5))
        .collect();
    let mut order: Vec<u32> = (0..features.len() as u32).collect();
    order.sort_by(|a, b| worth[*b as usize].total_cmp(&worth[*a as usize]).then(a.cmp(b)));
    let mut rows: Vec<[Option<usize>; ROWS]> = vec![[None; ROWS]; BUCKETS];
    let mut kept = Vec::new();
    for row in order {
        let line = &mut rows[bucket(features[row as usize].0, BUCKETS)];
        let mark = fingerprint(features[row as usize].0);
        let taken = line.iter().flatten().any(|r| fingerprint(features[*r].0) == mark);
        if let (Some(place), false) = (line.iter_mut().find(|r| r.is_none()), taken) {
            *place = Some(row as usize);
            kept.push(largest(row as usize));
        }
    }
    kept.sort_by(f32::total_cmp);
    let top = kept[((kept.len() - 1) as f64 * (1.0 - CUT)) as usize];
    let scale = top / 127.0;
    println!("{} of {} features kept, largest weight {top:.2}", kept.len(), features.len());
    let head = Head {
        version: features::VERSION,
        buckets: BUCKETS as u32,
        words: tables.single.len() as u32,
        phrases: tables.phrases.len() as u32,
        scale,
        temperature,
    };
    let mut out = head.write().to_vec();
    for line in &rows {
        let mut bytes = [0u8; BUCKET];
        for (place, row) in line.iter().enumerate() {
            let Some(row) = row else { continue };
            for (tag, weight) in weights.rows[*row].weights.iter().enumerate() {
                bytes[place * TAGS + tag] = (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8;
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
