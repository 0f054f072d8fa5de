//! Pairs of documents that share prints: those whose words are worth comparing.
//!
//! A pair is a candidate by its own prints alone, whatever else is in the archive; only prints that
//! very many documents have are not followed to every pair. Memory is bounded: the prints are kept
//! flat, and sorted one range after another, not all at once.

use std::collections::HashSet;

/// Most documents with one print of which all pairs are looked at.
///
/// More have a legal notice, a book of recurring phrases or a story that everybody carried.
const CROWD: usize = 64;

/// In a crowd each document is compared with this many that have the smallest ids…
const HUBS: usize = 4;

/// … and with this many that follow it by id.
const NEXT: usize = 2;

/// A document with no more prints is so short that one shared print makes a candidate.
const FEW: usize = 6;

/// A candidate shares one in so many prints of the document that has fewer.
///
/// The shorter of two copies shares half of its prints where a lead moved them, and fewer after
/// edits; a legal notice at the end shares one or two of thirty.
const SHARED: usize = 8;

/// Prints that are sorted at a time, of 8 bytes each.
const SORTED: usize = 4 << 20;

/// Pairs that are collected before they are looked at, of 8 bytes each.
const PROPOSED: usize = 1 << 20;

/// Prints in a block of the flat store: one growing block would be held twice while it moves.
const BLOCK: usize = 1 << 20;

/// A document and the place of its prints.
struct Kept {
    id: u64,
    block: u32,
    start: u32,
    len: u32,
}

/// All prints, flat, the documents as they came.
struct Shelf {
    docs: Vec<Kept>,
    blocks: Vec<Vec<u32>>,
}

impl Shelf {
    fn new<P: AsRef<[u32]>>(prints: impl IntoIterator<Item = (u64, P)>) -> Shelf {
        let mut shelf = Shelf { docs: Vec::new(), blocks: Vec::new() };
        for (id, prints) in prints {
            let prints = prints.as_ref();
            let full = shelf.blocks.last().is_none_or(|b| b.len() + prints.len() > BLOCK);
            if full {
                shelf.blocks.push(Vec::new());
            }
            let number = shelf.blocks.len() - 1;
            let block = &mut shelf.blocks[number];
            let (start, len) = (block.len() as u32, prints.len() as u32);
            block.extend_from_slice(prints);
            shelf.docs.push(Kept { id, block: number as u32, start, len });
        }
        shelf
    }

    fn prints(&self, doc: usize) -> &[u32] {
        let doc = &self.docs[doc];
        let start = doc.start as usize;
        &self.blocks[doc.block as usize][start..start + doc.len as usize]
    }

    /// Whether two documents share enough.
    fn are_candidates(&self, a: usize, b: usize) -> bool {
        let (mut a, mut b) = (self.prints(a), self.prints(b));
        let fewer = a.len().min(b.len());
        let wanted = if fewer <= FEW { 1 } else { (fewer / SHARED).max(2) };
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            shared += usize::from(x == y);
            if shared >= wanted {
                return true;
            }
            (a, b) = (&a[usize::from(x <= y)..], &b[usize::from(y <= x)..]);
        }
        false
    }
}

/// The pairs of ids that share enough prints, the smaller id first: each once, sorted.
///
/// The prints of each document are sorted, each once, as [`prints`](super::prints()) gives them. With
/// `fresh`, only pairs in which at least one is fresh are given. Of a print that more than 64
/// documents have, each is paired with the four of the smallest ids and the next two only; to get after
/// a removal what all documents would give from scratch, what the removed were joined with must be
/// fresh too: [`StoriesView::bereft`](super::StoriesView::bereft).
pub fn candidates<P: AsRef<[u32]>>(
    prints: impl IntoIterator<Item = (u64, P)>,
    fresh: Option<&HashSet<u64>>,
) -> Vec<(u64, u64)> {
    by_ranges(&Shelf::new(prints), fresh, SORTED)
}

/// Which prints fresh documents may have, by their first 24 bits: an update then sorts few.
struct Wanted(Vec<u64>);

impl Wanted {
    fn of(shelf: &Shelf, is_fresh: &[bool]) -> Wanted {
        let mut bits = vec![0; 1 << 18];
        for doc in (0..shelf.docs.len()).filter(|doc| is_fresh[*doc]) {
            for print in shelf.prints(doc) {
                bits[(print >> 14) as usize] |= 1 << (print >> 8 & 63);
            }
        }
        Wanted(bits)
    }

    fn has(&self, print: u32) -> bool {
        self.0[(print >> 14) as usize] >> (print >> 8 & 63) & 1 == 1
    }
}

/// Goes through the prints in ranges that hold some `sorted` prints each.
fn by_ranges(shelf: &Shelf, fresh: Option<&HashSet<u64>>, sorted: usize) -> Vec<(u64, u64)> {
    let is_fresh: Vec<bool> =
        shelf.docs.iter().map(|doc| fresh.is_none_or(|f| f.contains(&doc.id))).collect();
    let wanted = fresh.map(|_| Wanted::of(shelf, &is_fresh));
    let total: usize = shelf.blocks.iter().map(Vec::len).sum();
    let ranges = (total / sorted.max(1) + 1) as u64;
    let border = |n: u64| (n << 32) / ranges;
    let mut range: Vec<u64> = Vec::new();
    let mut proposed: Vec<u64> = Vec::new();
    let mut accepted: Vec<u64> = Vec::new();
    let mut crowd: Vec<u32> = Vec::new();
    for n in 0..ranges {
        range.clear();
        let inside = border(n)..border(n + 1);
        for doc in 0..shelf.docs.len() {
            let prints = shelf.prints(doc).iter().filter(|p| inside.contains(&u64::from(**p)));
            let prints = prints.filter(|p| wanted.as_ref().is_none_or(|wanted| wanted.has(**p)));
            range.extend(prints.map(|print| u64::from(*print) << 32 | doc as u64));
        }
        range.sort_unstable();
        for same in range.chunk_by(|a, b| a >> 32 == b >> 32).filter(|same| same.len() > 1) {
            crowd.clear();
            crowd.extend(same.iter().map(|entry| *entry as u32));
            let crowded = crowd.len() > CROWD;
            if crowded {
                crowd.sort_unstable_by_key(|doc| shelf.docs[*doc as usize].id);
            }
            for (n, first) in crowd.iter().enumerate() {
                // The hubs meet everyone, the others only who follows.
                let reach = if crowded && n >= HUBS { NEXT } else { crowd.len() };
                for second in crowd[n + 1..].iter().take(reach) {
                    if is_fresh[*first as usize] || is_fresh[*second as usize] {
                        let (a, b) = (first.min(second), first.max(second));
                        proposed.push(u64::from(*a) << 32 | u64::from(*b));
                    }
                }
                if proposed.len() >= PROPOSED {
                    accept(shelf, &mut proposed, &mut accepted);
                }
            }
        }
        accept(shelf, &mut proposed, &mut accepted);
    }
    let id = |doc: u64| shelf.docs[doc as usize].id;
    let ids = accepted.iter().map(|pair| (id(pair >> 32), id(pair & u64::from(u32::MAX))));
    let mut pairs: Vec<(u64, u64)> = ids.map(|(a, b)| (a.min(b), a.max(b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Moves those that share enough from the proposed pairs to the accepted ones.
fn accept(shelf: &Shelf, proposed: &mut Vec<u64>, accepted: &mut Vec<u64>) {
    proposed.sort_unstable();
    proposed.dedup();
    let enough = |pair: &u64| {
        shelf.are_candidates((pair >> 32) as usize, (pair & u64::from(u32::MAX)) as usize)
    };
    accepted.extend(proposed.drain(..).filter(enough));
    // The same pair comes again from each range.
    if accepted.len() >= 2 * PROPOSED {
        accepted.sort_unstable();
        accepted.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(docs: &[(u64, Vec<u32>)]) -> Vec<(u64, u64)> {
        candidates(docs.iter().map(|(id, prints)| (*id, prints)), None)
    }

    #[test]
    fn how_many_prints_must_be_shared() {
        let of = |from: u32, to: u32| (from..to).collect::<Vec<u32>>();
        for (a, b, expected) in [
            (of(0, 30), of(27, 60), true),
            (of(0, 30), of(28, 60), false),
            (of(0, 10), of(8, 60), true),
            (of(0, 10), of(9, 60), false),
            (of(0, 3), of(2, 60), true),
            (of(0, 3), of(3, 60), false),
            (of(0, 0), of(0, 60), false),
        ] {
            let pairs = found(&[(9, a.clone()), (4, b.clone())]);
            assert_eq!(pairs, if expected { vec![(4, 9)] } else { vec![] }, "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_crowd_is_joined_without_all_its_pairs() {
        let crowd = |n: u64| (0..n).map(|id| (id, vec![7, 8, 9])).collect::<Vec<_>>();
        assert_eq!(found(&crowd(64)).len(), 64 * 63 / 2);
        let pairs = found(&crowd(300));
        assert!(pairs.len() < 300 * (HUBS + NEXT));
        assert!((1..300).all(|id| pairs.contains(&(0, id))));
        assert!((0..299).all(|id| pairs.contains(&(id, id + 1))));
    }

    #[test]
    fn only_pairs_with_a_fresh_document() {
        let docs: Vec<(u64, Vec<u32>)> = (0..5).map(|id| (id, vec![1, 2])).collect();
        let pairs = candidates(docs, Some(&HashSet::from([3])));
        assert_eq!(pairs, [(0, 3), (1, 3), (2, 3), (3, 4)]);
    }

    proptest! {
        #[test]
        fn ranges_and_order_change_nothing(
            docs in prop::collection::btree_map(any::<u64>(), prop::collection::btree_set(0u32..40, 0..9), 0..30),
            sorted in 1usize..50,
            fresh in prop::collection::hash_set(0usize..30, 0..5),
        ) {
            let spread = |prints: &std::collections::BTreeSet<u32>| {
                prints.iter().map(|p| p * 107_374_182).collect::<Vec<_>>()
            };
            let docs: Vec<(u64, Vec<u32>)> = docs.iter().map(|(id, p)| (*id, spread(p))).collect();
            let fresh: HashSet<u64> = fresh.iter().filter_map(|n| Some(docs.get(*n)?.0)).collect();
            let backwards = docs.iter().rev().map(|(id, prints)| (*id, prints));
            let all = candidates(backwards, None);
            prop_assert_eq!(&by_ranges(&Shelf::new(docs.clone()), None, sorted), &all);
            let some = by_ranges(&Shelf::new(docs), Some(&fresh), sorted);
            let expected: Vec<_> =
                all.into_iter().filter(|(a, b)| fresh.contains(a) || fresh.contains(b)).collect();
            prop_assert_eq!(some, expected);
        }
    }
}
