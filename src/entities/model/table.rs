//! The weights: 64-byte buckets, each of four features with 14 weights of 8 bits and a fingerprint of 16 bits.
//!
//! One look-up touches one cache line. A feature that is not there weighs nothing.

use super::tags::TAGS;

/// Features of a bucket.
pub const ROWS: usize = 4;
/// Bytes of a bucket.
pub const BUCKET: usize = 64;
/// Where the fingerprints of a bucket begin: behind the weights.
pub const MARKS: usize = ROWS * TAGS;
/// Weights that are added at a time: those of a feature and two that nobody reads.
const LANES: usize = 16;

/// The number 1 in each of four fingerprints.
const EACH: u64 = 0x0001_0001_0001_0001;

/// Sums of weights, in units of the model's scale.
pub type Sums = [i16; LANES];

/// The buckets of a model file.
#[derive(Clone, Copy)]
pub struct Table<'a>(pub &'a [[u8; BUCKET]]);

/// The bucket of a feature among `len`.
pub fn bucket(feature: u64, len: usize) -> usize {
    (((feature >> 32) * len as u64) >> 32) as usize
}

/// The fingerprint of a feature, never 0.
pub fn fingerprint(feature: u64) -> u16 {
    (feature as u16).max(1)
}

impl Table<'_> {
    /// Sums the weights of `features`; `found` is memory for it.
    ///
    /// First all are looked for, which asks no branch and lets the memory answer many questions at
    /// a time; then the weights of those that are there are added.
    pub fn sum(&self, features: &[u64], found: &mut Vec<(u32, u8)>) -> Sums {
        found.clear();
        found.resize(features.len(), (0, 0));
        let mut count = 0;
        for feature in features {
            let at = bucket(*feature, self.0.len());
            let marks = self.0.get(at).and_then(|line| line.last_chunk());
            let Some(marks) = marks.map(|marks| u64::from_le_bytes(*marks)) else { continue };
            // All four fingerprints at once: the one that is equal leaves a zero, and the lowest zero borrows first.
            let apart = marks ^ u64::from(fingerprint(*feature)).wrapping_mul(EACH);
            let equal = apart.wrapping_sub(EACH) & !apart & EACH << 15;
            found[count] = (at as u32, (equal.trailing_zeros() / 16) as u8);
            count += usize::from(equal != 0);
        }
        let mut sums = Sums::default();
        for (at, row) in &found[..count] {
            let start = usize::from(*row) * TAGS;
            let line = self.0.get(*at as usize).and_then(|line| line.get(start..));
            // So many at once as the machine adds in one step.
            let Some(weights) = line.and_then(|line| line.first_chunk::<LANES>()) else { continue };
            for lane in 0..LANES {
                sums[lane] = sums[lane].wrapping_add(i16::from(weights[lane] as i8));
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_by_fingerprint() {
        let mut line = [0u8; BUCKET];
        let feature = 0x1234_5678_9abc_def0;
        line[3 * TAGS] = 5;
        line[3 * TAGS + 13] = -7i8 as u8;
        line[MARKS + 6..].copy_from_slice(&fingerprint(feature).to_le_bytes());
        let sums = Table(&[line]).sum(&[feature, feature + 1], &mut Vec::new());
        assert_eq!(Table(&[]).sum(&[feature], &mut Vec::new()), Sums::default());
        assert_eq!((sums[0], sums[1], sums[13]), (5, 0, -7));
    }
}
