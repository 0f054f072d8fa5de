//! Stories as bytes, and a view that answers from the bytes without parsing them.
//!
//! All numbers are little-endian. After `ONRSTORY` come the version and the numbers of members, stories
//! and edges (four u32). Then the ids of all members, sorted (u64); for each the number of its story
//! (u32); for each story its copies and the end of its members in the list (two u32); that list:
//! places of ids, the lead first (u32); the edges: two places of ids each (two u32).

use std::collections::HashSet;
use std::ops::Deref;

use super::groups::Stories;

const MAGIC: &[u8; 8] = b"ONRSTORY";
const VERSION: u32 = 1;
const HEAD: usize = 24;

/// Steps that guess the place of an id before the rest is halved: ids are hashes, so a few suffice.
const GUESSES: usize = 6;

/// Why bytes are no stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They begin otherwise.
    #[error("no list of stories")]
    Other,
    /// Another version wrote them.
    #[error("list of stories of version {0}, this program reads version {VERSION}")]
    Version(u32),
    /// Their number is not what their beginning says.
    #[error("list of stories is damaged")]
    Damaged,
}

/// What is known of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// Id of the document that leads it.
    pub lead: u64,
    /// Number of files that hold one of its documents.
    pub copies: u32,
    /// Number of its documents, two or more.
    pub members: u32,
    /// Its number in this list, from 0; in the next list it may have another.
    pub number: u32,
}

impl Stories {
    /// The bytes that [`StoriesView`] reads.
    pub fn encode(&self) -> Vec<u8> {
        let mut ids: Vec<(u64, u32)> = Vec::new();
        for (number, group) in (0..).zip(&self.groups) {
            ids.extend(group.members.iter().map(|id| (*id, number)));
        }
        ids.sort_unstable();
        // Every id of a pair is a member of a story.
        let place = |id: u64| ids.partition_point(|(other, _)| *other < id) as u32;
        let mut bytes = Vec::with_capacity(
            HEAD + 16 * ids.len() + 8 * self.groups.len() + 8 * self.edges.len(),
        );
        bytes.extend_from_slice(MAGIC);
        for number in [VERSION, ids.len() as u32, self.groups.len() as u32, self.edges.len() as u32]
        {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        ids.iter().for_each(|(id, _)| bytes.extend_from_slice(&id.to_le_bytes()));
        ids.iter().for_each(|(_, number)| bytes.extend_from_slice(&number.to_le_bytes()));
        let mut end = 0;
        for group in &self.groups {
            end += group.members.len() as u32;
            bytes.extend_from_slice(&group.copies.to_le_bytes());
            bytes.extend_from_slice(&end.to_le_bytes());
        }
        for id in self.groups.iter().flat_map(|group| &group.members) {
            bytes.extend_from_slice(&place(*id).to_le_bytes());
        }
        for (a, b) in &self.edges {
            bytes.extend_from_slice(&place(*a).to_le_bytes());
            bytes.extend_from_slice(&place(*b).to_le_bytes());
        }
        bytes
    }
}

/// Answers from encoded stories.
///
/// Opening it checks the length only. Bytes that were damaged inside give wrong answers or none.
pub struct StoriesView<B> {
    bytes: B,
    /// Number of documents in stories.
    ids: usize,
    /// Number of stories.
    stories: usize,
    /// Number of pairs.
    edges: usize,
}

impl<B: Deref<Target = [u8]>> StoriesView<B> {
    /// Opens what [`Stories::encode`] gave.
    ///
    /// # Errors
    ///
    /// Bytes of something else, of another version, or not all of them.
    pub fn new(bytes: B) -> Result<StoriesView<B>, Unreadable> {
        let head = bytes.strip_prefix(MAGIC).ok_or(Unreadable::Other)?;
        let number = |n: usize| u32_at(head, 4 * n).ok_or(Unreadable::Damaged);
        let version = number(0)?;
        if version != VERSION {
            return Err(Unreadable::Version(version));
        }
        let (ids, stories, edges) = (number(1)?, number(2)?, number(3)?);
        // Cannot overflow: 32 bits each, summed in 64.
        let len = HEAD as u64 + 16 * u64::from(ids) + 8 * u64::from(stories) + 8 * u64::from(edges);
        if bytes.len() as u64 != len {
            return Err(Unreadable::Damaged);
        }
        let (ids, stories, edges) = (ids as usize, stories as usize, edges as usize);
        Ok(StoriesView { bytes, ids, stories, edges })
    }

    /// Number of stories.
    pub fn len(&self) -> usize {
        self.stories
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stories == 0
    }

    /// The story that a document is in; `None` when it is a copy of no other.
    pub fn story_of(&self, doc: u64) -> Option<Story> {
        let place = self.place(doc)?;
        self.story(u32_at(&self.bytes, HEAD + 8 * self.ids + 4 * place)?)
    }

    /// The story with this number.
    pub fn story(&self, number: u32) -> Option<Story> {
        let (start, end) = self.range(number)?;
        let copies = u32_at(&self.bytes, self.table() + 8 * number as usize)?;
        Some(Story { lead: self.member(start)?, copies, members: (end - start) as u32, number })
    }

    /// The documents of the story with this number, the lead first; none when there is no such story.
    pub fn members(&self, number: u32) -> impl Iterator<Item = u64> + '_ {
        let (start, end) = self.range(number).unwrap_or_default();
        (start..end).filter_map(|at| self.member(at))
    }

    /// All pairs of copies, the smaller id first; sorted.
    pub fn edges(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        let start = self.table() + 8 * self.stories + 4 * self.ids;
        let id = |at: usize| self.id(u32_at(&self.bytes, at)? as usize);
        (0..self.edges).filter_map(move |n| Some((id(start + 8 * n)?, id(start + 8 * n + 4)?)))
    }

    /// The documents that lose a fellow of their story when these documents are removed.
    ///
    /// An update that compares them again as if they were new finds what it would find from scratch.
    pub fn bereft(&self, removed: &HashSet<u64>) -> HashSet<u64> {
        let hit: HashSet<u32> =
            removed.iter().filter_map(|id| Some(self.story_of(*id)?.number)).collect();
        let members = hit.iter().flat_map(|number| self.members(*number));
        members.filter(|id| !removed.contains(id)).collect()
    }

    /// Where the table of stories begins.
    fn table(&self) -> usize {
        HEAD + 12 * self.ids
    }

    /// First and one past the last of a story's places in the list of members.
    fn range(&self, number: u32) -> Option<(usize, usize)> {
        let number = number as usize;
        let end = |n: usize| Some(u32_at(&self.bytes, self.table() + 8 * n + 4)? as usize);
        if number >= self.stories {
            return None;
        }
        let start = if number == 0 { 0 } else { end(number - 1)? };
        let end = end(number)?;
        (start < end && end <= self.ids).then_some((start, end))
    }

    /// The id at a place of the list of members.
    fn member(&self, at: usize) -> Option<u64> {
        self.id(u32_at(&self.bytes, self.table() + 8 * self.stories + 4 * at)? as usize)
    }

    /// The id at a place of the sorted ids.
    fn id(&self, place: usize) -> Option<u64> {
        if place >= self.ids {
            return None;
        }
        let bytes = self.bytes.get(HEAD + 8 * place..)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*bytes))
    }

    /// The place of an id: guessed from its size, then halved.
    fn place(&self, id: u64) -> Option<usize> {
        // The id stands in `from..to` if anywhere, and ids there are from `least` to `most`.
        let (mut from, mut to) = (0, self.ids);
        let (mut least, mut most) = (0u64, u64::MAX);
        let mut guesses = GUESSES;
        while from < to {
            let middle = if guesses > 0 && least <= id && id <= most {
                guesses -= 1;
                let share =
                    u128::from(id - least) * (to - from) as u128 / (u128::from(most - least) + 1);
                from + share as usize
            } else {
                from + (to - from) / 2
            };
            let found = self.id(middle)?;
            match found.cmp(&id) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => (from, least) = (middle + 1, found),
                std::cmp::Ordering::Greater => (to, most) = (middle, found),
            }
        }
        None
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stories::Facts;
    use proptest::prelude::*;

    fn facts(id: u64) -> Option<Facts> {
        let day = (!id.is_multiple_of(5)).then_some((id % 7) as i64);
        Some(Facts { day, copies: 1 + (id % 3) as u32, words: id % 11 })
    }

    fn ids() -> impl Strategy<Value = u64> {
        prop_oneof![0u64..30, any::<u64>(), (u64::MAX - 9)..=u64::MAX]
    }

    #[test]
    fn answers_without_stories_and_of_strangers() {
        let empty = Stories::default().encode();
        let view = StoriesView::new(empty.as_slice()).unwrap();
        assert!(view.is_empty() && view.story_of(1).is_none() && view.edges().next().is_none());
        let two = Stories::new([(10, 20)], facts).encode();
        let view = StoriesView::new(two.as_slice()).unwrap();
        assert_eq!(view.len(), 1);
        for stranger in [0, 9, 11, 19, 21, u64::MAX] {
            assert_eq!(view.story_of(stranger), None, "{stranger}");
        }
        assert_eq!(view.members(1).count(), 0);
        assert_eq!(view.bereft(&HashSet::from([10, 11])), HashSet::from([20]));
    }

    #[test]
    fn what_is_no_list_of_stories() {
        let good = Stories::new([(1, 2)], facts).encode();
        let mut newer = good.clone();
        newer[8] = 9;
        let mut longer = good.clone();
        longer.push(0);
        let mut huge = good.clone();
        huge[12..24].fill(0xff);
        for (bytes, error) in [
            (&b""[..], Unreadable::Other),
            (b"ONRSTORX", Unreadable::Other),
            (&good[..10], Unreadable::Damaged),
            (&good[..good.len() - 1], Unreadable::Damaged),
            (&longer, Unreadable::Damaged),
            (&huge, Unreadable::Damaged),
            (&newer, Unreadable::Version(9)),
        ] {
            assert_eq!(StoriesView::new(bytes).err(), Some(error));
        }
    }

    fn ask_everything(view: &StoriesView<&[u8]>) {
        for number in 0..(view.len() as u32 + 2).min(99) {
            view.members(number).for_each(|id| {
                view.story_of(id);
            });
            view.story(number);
        }
        view.edges().for_each(|(a, _)| {
            view.story_of(a);
        });
        for id in [0, 1, 1 << 63, u64::MAX] {
            view.story_of(id);
            view.bereft(&HashSet::from([id]));
        }
    }

    proptest! {
        #[test]
        fn the_view_tells_what_was_encoded(
            pairs in prop::collection::vec((ids(), ids()), 0..60),
            strangers in prop::collection::vec(ids(), 0..20),
        ) {
            let stories = Stories::new(pairs, facts);
            let bytes = stories.encode();
            let view = StoriesView::new(bytes.as_slice()).unwrap();
            prop_assert_eq!(view.len(), stories.len());
            for (number, group) in (0..).zip(&stories.groups) {
                prop_assert_eq!(view.members(number).collect::<Vec<_>>(), group.members.clone());
                let story = Story {
                    lead: group.members[0],
                    copies: group.copies,
                    members: group.members.len() as u32,
                    number,
                };
                for id in &group.members {
                    prop_assert_eq!(view.story_of(*id), Some(story));
                }
            }
            for id in strangers {
                let member = stories.groups().any(|members| members.contains(&id));
                prop_assert_eq!(view.story_of(id).is_some(), member);
            }
            prop_assert_eq!(view.edges().collect::<Vec<_>>(), stories.edges.clone());
            prop_assert_eq!(Stories::new(view.edges(), facts), stories);
        }

        #[test]
        fn damaged_bytes_never_panic(
            pairs in prop::collection::vec((ids(), ids()), 0..20),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        ) {
            let mut bytes = Stories::new(pairs, facts).encode();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Ok(view) = StoriesView::new(bytes.as_slice()) {
                ask_everything(&view);
            }
        }

        #[test]
        fn any_bytes_never_panic(
            counts in prop::collection::vec(0u32..4, 3),
            mut rest in prop::collection::vec(any::<u8>(), 0..140),
            small in any::<bool>(),
        ) {
            if small {
                rest.iter_mut().for_each(|byte| *byte &= 1);
            }
            let mut bytes = MAGIC.to_vec();
            bytes.extend(VERSION.to_le_bytes());
            counts.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
            let (ids, stories, edges) = (counts[0], counts[1], counts[2]);
            rest.resize((16 * ids + 8 * stories + 8 * edges) as usize, 0);
            bytes.extend(rest);
            let view = StoriesView::new(bytes.as_slice()).unwrap();
            ask_everything(&view);
        }
    }
}
