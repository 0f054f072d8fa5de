//! The tags of the chain: begin, inside, last and unit of three kinds, one tag for other names, one for the rest.

use crate::entities::entity::EntityKind;

/// Number of tags.
pub const TAGS: usize = 14;
/// No part of a name.
pub const OUT: usize = 0;
/// Part of a name of another kind: a nationality, an event, a work.
pub const OTHER: usize = 1;

/// Place of a word in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// First of several.
    Begin = 0,
    /// Neither first nor last.
    Inside = 1,
    /// Last of several.
    Last = 2,
    /// The only word.
    Unit = 3,
}

/// The kinds in the order of their tags.
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
const PLACES: [Place; 4] = [Place::Begin, Place::Inside, Place::Last, Place::Unit];

/// The tag of a word of a name.
pub const fn tag(kind: EntityKind, place: Place) -> usize {
    let first = match kind {
        EntityKind::Person => 2,
        EntityKind::Organization => 6,
        EntityKind::Place => 10,
    };
    first + place as usize
}

/// What a tag stands for; `None` for [`OUT`] and [`OTHER`].
pub fn meaning(tag: usize) -> Option<(EntityKind, Place)> {
    let at = tag.checked_sub(2)?;
    Some((KINDS[at / 4], PLACES[at % 4]))
}

/// Whether a name may be open behind `tag`.
pub const fn is_open(tag: usize) -> bool {
    tag >= 2 && (tag - 2) % 4 < 2
}

/// Whether `next` may follow `tag`.
pub const fn may_follow(tag: usize, next: usize) -> bool {
    if is_open(tag) {
        let first = (tag - 2) / 4 * 4 + 2;
        next == first + Place::Inside as usize || next == first + Place::Last as usize
    } else {
        next < 2 || matches!((next - 2) % 4, 0 | 3)
    }
}

/// The tags that may follow a closed name or no name.
pub const STARTS: [usize; 8] = [OUT, OTHER, 2, 5, 6, 9, 10, 13];
/// The tags behind which no name is open.
pub const ENDS: [usize; 8] = [OUT, OTHER, 4, 5, 8, 9, 12, 13];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_closed_before_the_next_begins() {
        let begin = tag(EntityKind::Place, Place::Begin);
        let last = tag(EntityKind::Place, Place::Last);
        assert_eq!((begin, meaning(last)), (10, Some((EntityKind::Place, Place::Last))));
        assert!(may_follow(OUT, begin) && may_follow(begin, last) && may_follow(last, OUT));
        assert!(!may_follow(begin, OUT) && !may_follow(OUT, last) && !may_follow(begin, 4));
        for from in 0..TAGS {
            let next = (0..TAGS).filter(|to| may_follow(from, *to)).count();
            assert_eq!(next, if is_open(from) { 2 } else { STARTS.len() });
            assert_eq!(STARTS.contains(&from), may_follow(OUT, from));
            assert_eq!(ENDS.contains(&from), !is_open(from));
        }
    }
}
