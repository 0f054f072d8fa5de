//! What the model file knows of single words and of names of places in several words.
//!
//! Two tables of 32-bit slots with open addressing. A slot holds a fingerprint, not
//! the word: one unknown word in some thousands is taken for another one.

use super::hash;

/// Bits of [`Known::lists`], in the order in which the list of names numbers them.
pub const KINDS: [&str; 6] = ["first", "last", "city", "bigcity", "country", "state"];
/// A given name.
pub const FIRST: u8 = 1;
/// The bits of places.
pub const ANY_PLACE: u8 = 0b11_1100;
/// What the table of phrases knows of the name of a body; a given name has one word, so that its bit is free there.
pub const BODY: u8 = FIRST;
/// Clusters of words by company they keep; 0 stands for a word without one.
pub const CLUSTERS: usize = 1024;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its cluster of [`CLUSTERS`], counted from 1; 0 when it has none.
    pub cluster: u16,
    /// The lists that it stands in, bits by [`KINDS`].
    pub lists: u8,
}

/// Bits of a slot that hold [`Known`]: 11 for the cluster, 6 for the lists.
const VALUE: u32 = 17;

impl Known {
    fn pack(self) -> u32 {
        u32::from(self.cluster) << 6 | u32::from(self.lists & 0x3f)
    }

    fn unpack(slot: u32) -> Known {
        Known { cluster: (slot >> 6 & 0x7ff) as u16, lists: (slot & 0x3f) as u8 }
    }
}

/// Slots of one table, little-endian; a slot of 0 is free.
#[derive(Clone, Copy)]
pub struct Slots<'a>(pub &'a [[u8; 4]]);

/// Where the search for `key` begins among `len` slots.
fn home(key: u64, len: usize) -> usize {
    (((key >> 32) * len as u64) >> 32) as usize
}

/// The fingerprint of `key`, never 0.
fn mark(key: u64) -> u32 {
    ((key as u32) >> VALUE).max(1)
}

impl Slots<'_> {
    /// What is stored for `key`, the hash of a lower-cased word or phrase.
    pub fn get(&self, key: u64) -> Known {
        let len = self.0.len();
        let mut at = home(key, len);
        for _ in 0..len {
            let slot = u32::from_le_bytes(self.0[at]);
            if slot == 0 {
                break;
            }
            if slot >> VALUE == mark(key) {
                return Known::unpack(slot);
            }
            at = if at + 1 == len { 0 } else { at + 1 };
        }
        Known::default()
    }
}

/// Fills a table of `len` slots; of two keys that cannot be told apart the first one stays.
pub fn fill(entries: &[(u64, Known)], len: usize) -> Vec<[u8; 4]> {
    let mut slots = vec![[0; 4]; len];
    for (key, known) in entries {
        let mut at = home(*key, len);
        for _ in 0..len {
            let slot = u32::from_le_bytes(slots[at]);
            if slot == 0 {
                slots[at] = (mark(*key) << VALUE | known.pack()).to_le_bytes();
                break;
            }
            if slot >> VALUE == mark(*key) {
                break;
            }
            at = if at + 1 == len { 0 } else { at + 1 };
        }
    }
    slots
}

/// The word tables of a model.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Single words.
    pub single: Slots<'a>,
    /// Names of places and of bodies in two to four words with single blanks.
    pub phrases: Slots<'a>,
    /// For each cluster the coarser ones of 128 and of 32.
    pub coarse: &'a [[u8; 2]],
}

impl Words<'_> {
    /// The coarser clusters of a cluster as [`Known`] numbers it, counted from 1 too.
    pub fn coarser(&self, cluster: u16) -> (u16, u16) {
        match usize::from(cluster).checked_sub(1).and_then(|at| self.coarse.get(at)) {
            Some([middle, coarse]) => (u16::from(*middle) + 1, u16::from(*coarse) + 1),
            None => (0, 0),
        }
    }
}

/// The key of a phrase, of the keys of its words.
pub fn phrase(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0x51ed, hash::mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_found() {
        let entries: Vec<(u64, Known)> = (0..700u64)
            .map(|n| {
                let known = Known { cluster: (n % 1025) as u16, lists: (n % 63) as u8 + 1 };
                (hash::bytes(&n.to_le_bytes()), known)
            })
            .collect();
        let table = fill(&entries, 1000);
        let found = entries.iter().filter(|(key, known)| Slots(&table).get(*key) == *known).count();
        // Two of them may share a fingerprint.
        assert!(found >= 698, "{found}");
        let strange = (1000..2000u64)
            .filter(|n| Slots(&table).get(hash::bytes(&n.to_le_bytes())) != Known::default())
            .count();
        assert!(strange <= 5, "{strange}");
        assert_eq!(Slots(&[]).get(7), Known::default());
        assert_eq!(Slots(&fill(&entries, 5)).get(7), Known::default());
    }
}
