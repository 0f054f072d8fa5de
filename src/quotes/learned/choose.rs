//! Of candidates that overlap, the set that is worth most together (weighted interval scheduling).

use std::ops::Range;

/// The numbers of the chosen ones, in order; `worth` may be negative, which is never chosen.
pub fn choose(ranges: &[Range<usize>], worth: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|at| (ranges[*at].end, ranges[*at].start));
    let ends: Vec<usize> = order.iter().map(|at| ranges[*at].end).collect();
    // The best sum of the first so many, and whether the last of them is in it.
    let mut best = vec![0.0f32; order.len() + 1];
    let mut taken = vec![false; order.len()];
    let before = |at: usize, start: usize| ends[..at].partition_point(|end| *end <= start);
    for (at, number) in order.iter().enumerate() {
        let with = worth[*number] + best[before(at, ranges[*number].start)];
        taken[at] = with > best[at];
        best[at + 1] = with.max(best[at]);
    }
    let mut chosen = Vec::new();
    let mut at = order.len();
    while at > 0 {
        at -= 1;
        if taken[at] {
            chosen.push(order[at]);
            at = before(at, ranges[order[at]].start);
        }
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_small_ones_beat_a_large_one() {
        let ranges = [0..10, 0..4, 4..9, 20..21];
        assert_eq!(choose(&ranges, &[0.5, 0.3, 0.3, -0.1]), [1, 2]);
        assert_eq!(choose(&ranges, &[0.7, 0.3, 0.3, 0.1]), [0, 3]);
        assert_eq!(choose(&[], &[]), [0usize; 0]);
    }

    proptest! {
        #[test]
        fn no_set_is_worth_more(items in prop::collection::vec((0..12usize, 1..6usize, -3i8..9), 0..9)) {
            let ranges: Vec<_> = items.iter().map(|(start, len, _)| *start..start + len).collect();
            let worth: Vec<f32> = items.iter().map(|(.., worth)| f32::from(*worth)).collect();
            let fits = |set: &[usize]| {
                set.iter().all(|a| set.iter().all(|b| {
                    a == b || ranges[*a].end <= ranges[*b].start || ranges[*b].end <= ranges[*a].start
                }))
            };
            let sum = |set: &[usize]| set.iter().map(|at| worth[*at]).sum::<f32>();
            let chosen = choose(&ranges, &worth);
            prop_assert!(fits(&chosen));
            for bits in 0u32..1 << items.len() {
                let set: Vec<usize> = (0..items.len()).filter(|at| bits >> at & 1 == 1).collect();
                prop_assert!(!fits(&set) || sum(&set) <= sum(&chosen) + 1e-3);
            }
        }
    }
}
