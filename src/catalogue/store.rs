//! The catalogue as bytes that are used as they lie: nothing is read at opening but the head.
//!
//! All numbers are little-endian `u32`. Behind the head (`MAGIC`, `VERSION`, then
//! entities, names, slots, words, postings, bytes of text) come the sections in
//! this order: entities (first name, kind), names (place and length of the text,
//! entity), slots of the hash table (upper half of the hash, name + 1 or 0),
//! words (place, length, first posting), postings (entities), text. What damaged
//! bytes point at wrongly is not there.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};

use super::ids::KINDS;
use super::named::{Catalogue, Named};
use crate::entities::EntityKind;
use crate::words::fold;

const MAGIC: &[u8; 8] = b"onrecnms";
const VERSION: u32 = 1;
const HEAD: usize = 8 + 4 + 6 * 4;
/// Bytes of a record of each section but the text.
const WIDTHS: [usize; 5] = [8, 12, 8, 12, 4];

/// The bytes are no catalogue of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the catalogue of names is damaged or of another version; try onrecord index --redo all")]
pub struct DamagedCatalogue;

/// FNV-1a, 64 bits, of kind and name. It is written out here because stored tables hang on it.
pub(super) fn hash(kind: EntityKind, name: &str) -> u64 {
    let start = (0xcbf2_9ce4_8422_2325 ^ u64::from(kind_number(kind))).wrapping_mul(PRIME);
    name.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

const PRIME: u64 = 0x0100_0000_01b3;

fn kind_number(kind: EntityKind) -> u32 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organization => 1,
        EntityKind::Place => 2,
    }
}

fn kind_of(number: u32) -> Option<EntityKind> {
    KINDS.get(number as usize).copied()
}

fn put(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// A length as it is stored. [`Catalogue::encode`] sees to it that none is longer.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The upper half, which the table keeps beside the name to compare few names.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Catalogue {
    /// The bytes that [`CatalogueView`] reads. Entities beyond four gibibytes of text are left out.
    pub fn encode(&self) -> Vec<u8> {
        let mut left = u32::MAX as usize;
        let mut fits = |entity: &Named| {
            // Its words take little more room than its names.
            let bytes = entity.names.iter().map(|n| 4 * n.len() + 16).sum();
            left.checked_sub(bytes).map(|rest| left = rest)
        };
        let entities: Vec<&Named> =
            self.entities.iter().map_while(|e| fits(e).map(|()| e)).collect();
        let mut text = String::new();
        let mut sections: [Vec<u8>; 5] = Default::default();
        let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut keys = Vec::new();
        for (number, entity) in (0..).zip(&entities) {
            put(&mut sections[0], small(keys.len()));
            put(&mut sections[0], kind_number(entity.kind));
            for name in &entity.names {
                put(&mut sections[1], small(text.len()));
                put(&mut sections[1], small(name.len()));
                put(&mut sections[1], number);
                text.push_str(name);
                keys.push(hash(entity.kind, name));
                for word in fold(name).split(' ').filter(|w| !w.is_empty()) {
                    let postings = words.entry(word.to_owned()).or_default();
                    if postings.last() != Some(&number) {
                        postings.push(number);
                    }
                }
            }
        }
        // At most half full.
        let slots = (keys.len() * 2).next_power_of_two();
        let mut table = vec![(0, 0); slots];
        for (name, hash) in (1..).zip(&keys) {
            let mut at = *hash as usize & (slots - 1);
            while table[at].1 != 0 {
                at = (at + 1) & (slots - 1);
            }
            table[at] = (tag(*hash), name);
        }
        for (tag, name) in table {
            put(&mut sections[2], tag);
            put(&mut sections[2], name);
        }
        let mut posting = 0;
        for (word, postings) in &words {
            put(&mut sections[3], small(text.len()));
            put(&mut sections[3], small(word.len()));
            put(&mut sections[3], small(posting));
            text.push_str(word);
            posting += postings.len();
            postings.iter().for_each(|entity| put(&mut sections[4], *entity));
        }
        let mut out = MAGIC.to_vec();
        put(&mut out, VERSION);
        for (section, width) in sections.iter().zip(WIDTHS) {
            put(&mut out, small(section.len() / width));
        }
        put(&mut out, small(text.len()));
        sections.iter().for_each(|section| out.extend_from_slice(section));
        out.extend_from_slice(text.as_bytes());
        out
    }
}

/// Reads a catalogue from its bytes, which may be a mapped file.
#[derive(Clone, Debug)]
pub struct CatalogueView<B> {
    bytes: B,
    /// Records of each section.
    counts: [u32; 5],
    /// First byte of each section, the text last.
    starts: [usize; 6],
}

/// An entity of several names.
#[derive(Clone, Debug)]
pub struct EntityRef<'v> {
    /// What it is.
    pub kind: EntityKind,
    /// The name that is shown.
    pub name: &'v str,
    names: Vec<&'v str>,
}

impl<'v> EntityRef<'v> {
    /// The stored names that are this entity, the one that is shown first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &'v str> + '_ {
        self.names.iter().copied()
    }
}

/// Numbers of entities, rising.
#[derive(Clone, Debug)]
pub struct Numbers<'v> {
    bytes: &'v [u8],
    entities: u32,
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (first, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        let number = u32::from_le_bytes(*first);
        (number < self.entities).then_some(number)
    }
}

impl<B: Deref<Target = [u8]>> CatalogueView<B> {
    /// Looks at the head; the rest is looked at when it is needed.
    ///
    /// # Errors
    ///
    /// Bytes that are no catalogue of this version, or not a whole one.
    pub fn open(bytes: B) -> Result<CatalogueView<B>, DamagedCatalogue> {
        let number = |at| number_at(&bytes, at).ok_or(DamagedCatalogue);
        if !bytes.starts_with(MAGIC) || number(8)? != VERSION {
            return Err(DamagedCatalogue);
        }
        let mut counts = [0; 5];
        let mut starts = [HEAD; 6];
        for (section, width) in WIDTHS.iter().enumerate() {
            counts[section] = number(12 + 4 * section)?;
            let length = (counts[section] as usize).checked_mul(*width);
            let end = length.and_then(|length| starts[section].checked_add(length));
            starts[section + 1] = end.ok_or(DamagedCatalogue)?;
        }
        let end = starts[5].checked_add(number(HEAD - 4)? as usize);
        let fits = end == Some(bytes.len()) && counts[2].is_power_of_two();
        if fits { Ok(CatalogueView { bytes, counts, starts }) } else { Err(DamagedCatalogue) }
    }

    /// Number of entities.
    pub fn len(&self) -> u32 {
        self.counts[0]
    }

    /// Whether there is no entity of several names.
    pub fn is_empty(&self) -> bool {
        self.counts[0] == 0
    }

    /// A number of a record: the `field`th of the `index`th in `section`.
    fn field(&self, section: usize, index: u32, field: usize) -> Option<u32> {
        let inside = index < self.counts[section];
        let at = self.starts[section] + index as usize * WIDTHS[section] + 4 * field;
        inside.then(|| number_at(&self.bytes, at)).flatten()
    }

    /// The text of a record whose first fields are place and length.
    fn text(&self, section: usize, index: u32) -> Option<&str> {
        let start = self.starts[5].checked_add(self.field(section, index, 0)? as usize)?;
        let end = start.checked_add(self.field(section, index, 1)? as usize)?;
        std::str::from_utf8(self.bytes.get(start..end)?).ok()
    }

    /// The entity that documents call so, if it has other names too.
    pub fn entity_of(&self, kind: EntityKind, name: &str) -> Option<u32> {
        let hash = hash(kind, name);
        let mask = self.counts[2] - 1;
        for step in 0..self.counts[2] {
            let slot = (hash as u32).wrapping_add(step) & mask;
            let number = self.field(2, slot, 1)?.checked_sub(1)?;
            if self.field(2, slot, 0)? == tag(hash) && self.text(1, number) == Some(name) {
                let entity = self.field(1, number, 2)?;
                // Another kind may have the same name.
                if self.kind(entity) == Some(kind) {
                    return Some(entity);
                }
            }
        }
        None
    }

    /// The kind of an entity.
    pub fn kind(&self, number: u32) -> Option<EntityKind> {
        kind_of(self.field(0, number, 1)?)
    }

    /// The name by which an entity is shown.
    pub fn name(&self, number: u32) -> Option<&str> {
        self.text(1, self.field(0, number, 0)?)
    }

    /// An entity by its number.
    pub fn entity(&self, number: u32) -> Option<EntityRef<'_>> {
        let first = self.field(0, number, 0)?;
        let next = self.field(0, number.checked_add(1)?, 0).unwrap_or(self.counts[1]);
        let names: Option<Vec<&str>> = (first..next).map(|name| self.text(1, name)).collect();
        let names = names?;
        Some(EntityRef { kind: self.kind(number)?, name: names.first()?, names })
    }

    /// The entities that have this folded word in a name.
    pub fn with_word(&self, folded: &str) -> Numbers<'_> {
        let at = self.first_word(folded);
        let found = self.text(3, at).is_some_and(|word| word == folded);
        if found { self.postings(at) } else { Numbers { bytes: &[], entities: 0 } }
    }

    /// The words that begin so, sorted, each with its entities.
    pub fn words_from<'v>(
        &'v self,
        prefix: &'v str,
    ) -> impl Iterator<Item = (&'v str, Numbers<'v>)> + 'v {
        (self.first_word(prefix)..self.counts[3])
            .map_while(move |at| Some((self.text(3, at)?, at)))
            .take_while(move |(word, _)| word.starts_with(prefix))
            .map(|(word, at)| (word, self.postings(at)))
    }

    /// The first word that is not before `word`.
    fn first_word(&self, word: &str) -> u32 {
        let Range { mut start, mut end } = 0..self.counts[3];
        while start < end {
            let middle = start + (end - start) / 2;
            if self.text(3, middle).is_some_and(|found| found < word) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }

    fn postings(&self, word: u32) -> Numbers<'_> {
        let first = self.field(3, word, 2);
        let end = self.field(3, word.saturating_add(1), 2).unwrap_or(self.counts[4]);
        let place = |posting: u32| self.starts[4] + 4 * posting.min(self.counts[4]) as usize;
        let bytes = first.and_then(|first| self.bytes.get(place(first)..place(end)));
        Numbers { bytes: bytes.unwrap_or_default(), entities: self.counts[0] }
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn catalogue(entities: &[(EntityKind, &[&str])]) -> Catalogue {
        let named = entities.iter().map(|(kind, names)| Named {
            kind: *kind,
            names: names.iter().map(|n| (*n).to_owned()).collect(),
        });
        Catalogue { entities: named.collect() }
    }

    fn two() -> Vec<u8> {
        catalogue(&[
            (EntityKind::Person, &["Jane Roe", "Jane Q. Roe", "Roe"]),
            (EntityKind::Place, &["United States", "U.S."]),
        ])
        .encode()
    }

    #[test]
    fn names_lead_to_entities() {
        let view = CatalogueView::open(two()).expect("a catalogue");
        assert_eq!(view.entity_of(EntityKind::Person, "Roe"), Some(0));
        assert_eq!(view.entity_of(EntityKind::Place, "U.S."), Some(1));
        assert_eq!(view.entity_of(EntityKind::Place, "Roe"), None);
        assert_eq!(view.entity_of(EntityKind::Person, "roe"), None);
        let entity = view.entity(0).expect("an entity");
        assert_eq!((entity.kind, entity.name), (EntityKind::Person, "Jane Roe"));
        assert_eq!(entity.names().collect::<Vec<_>>(), ["Jane Roe", "Jane Q. Roe", "Roe"]);
        assert!(view.entity(2).is_none());
        assert_eq!(view.with_word("roe").collect::<Vec<_>>(), [0]);
        assert_eq!(view.with_word("us").collect::<Vec<_>>(), [1]);
        assert_eq!(view.with_word("ro").count(), 0);
        let words = |prefix| view.words_from(prefix).map(|(w, _)| w).collect::<Vec<_>>();
        assert_eq!(words(""), ["jane", "q", "roe", "states", "united", "us"]);
        assert_eq!(words("u"), ["united", "us"]);
    }

    #[test]
    fn an_empty_catalogue_can_be_asked() {
        let view = CatalogueView::open(Catalogue::default().encode()).expect("a catalogue");
        assert!(view.is_empty() && view.entity_of(EntityKind::Person, "Roe").is_none());
        assert_eq!(view.words_from("").count(), 0);
    }

    /// Everything that can be asked, for its panics.
    fn ask(bytes: Vec<u8>) {
        let Ok(view) = CatalogueView::open(bytes) else { return };
        for number in 0..view.len().min(100) {
            let names: Vec<_> =
                view.entity(number).map(|e| e.names().count()).into_iter().collect();
            assert!(names.len() <= 1);
        }
        view.entity(u32::MAX);
        for name in ["Roe", "U.S.", ""] {
            view.entity_of(EntityKind::Person, name);
        }
        for word in ["roe", "", "zz"] {
            view.with_word(word).take(100).for_each(drop);
            view.words_from(word).take(100).for_each(|(_, n)| n.take(100).for_each(drop));
        }
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(
            at in proptest::collection::vec((0_usize..400, any::<u8>()), 1..8),
            cut in 0_usize..40,
            noise in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let mut bytes = two();
            for (at, byte) in at {
                // The counts stay in the head, else little would be reached.
                let at = HEAD + at % (bytes.len() - HEAD);
                bytes[at] = byte;
            }
            ask(bytes.clone());
            bytes.truncate(bytes.len() - cut);
            ask(bytes.clone());
            ask(noise.clone());
            bytes.truncate(12);
            bytes.extend(noise);
            ask(bytes);
        }

        #[test]
        fn what_is_encoded_is_found(
            names in proptest::collection::btree_set("\\PC{1,12}", 2..40),
            size in 2_usize..5,
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let entities = names.chunks(size).zip(KINDS.into_iter().cycle());
            let entities: Vec<Named> = entities
                .map(|(names, kind)| Named { kind, names: names.to_vec() })
                .collect();
            let view = CatalogueView::open(Catalogue { entities: entities.clone() }.encode())
                .expect("a catalogue");
            prop_assert_eq!(view.len() as usize, entities.len());
            for (number, entity) in (0..).zip(&entities) {
                let found = view.entity(number).expect("an entity");
                prop_assert_eq!(found.kind, entity.kind);
                prop_assert!(found.names().eq(entity.names.iter().map(String::as_str)));
                for name in &entity.names {
                    prop_assert_eq!(view.entity_of(entity.kind, name), Some(number));
                    for word in fold(name).split(' ').filter(|w| !w.is_empty()) {
                        prop_assert!(view.with_word(word).any(|n| n == number));
                        prop_assert!(view.words_from(word).next().is_some_and(|(w, _)| w == word));
                    }
                }
            }
        }
    }
}
