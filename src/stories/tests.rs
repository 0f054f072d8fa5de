//! The whole way from prints to stories: nothing may depend on the order or on how an archive grew.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;

use super::{Facts, Stories, StoriesView, Text, candidates, copies, prints};

type Archive = BTreeMap<u64, String>;

fn facts_in(archive: &Archive) -> impl Fn(u64) -> Option<Facts> {
    |id| {
        let words = archive.get(&id)?.len() as u64;
        Some(Facts { day: Some((id % 3) as i64), copies: 1, words })
    }
}

fn verified(archive: &Archive, pairs: Vec<(u64, u64)>) -> impl Iterator<Item = (u64, u64)> {
    pairs
        .into_iter()
        .filter(|(a, b)| copies(&Text::new(&archive[a]), &Text::new(&archive[b])).is_some())
}

fn from_scratch(archive: &Archive, backwards: bool) -> Stories {
    let mut docs: Vec<(u64, Vec<u32>)> =
        archive.iter().map(|(id, body)| (*id, prints(body))).collect();
    if backwards {
        docs.reverse();
    }
    let mut pairs: Vec<_> = verified(archive, candidates(docs, None)).collect();
    if backwards {
        pairs.reverse();
    }
    Stories::new(pairs, facts_in(archive))
}

/// What an update does: keeps pairs, drops those of removed documents, adds those of new ones.
fn updated(old: &Stories, before: &Archive, now: &Archive) -> Stories {
    let bytes = old.encode();
    let view = StoriesView::new(bytes.as_slice()).unwrap();
    let removed: HashSet<u64> = before.keys().filter(|id| !now.contains_key(id)).copied().collect();
    let mut fresh: HashSet<u64> =
        now.keys().filter(|id| !before.contains_key(id)).copied().collect();
    fresh.extend(view.bereft(&removed));
    let pairs = candidates(now.iter().map(|(id, body)| (*id, prints(body))), Some(&fresh));
    Stories::new(view.edges().chain(verified(now, pairs)), facts_in(now))
}

/// A piece of one of a few texts; pieces of one text are often copies, but not always.
fn body((family, start, len): (usize, usize, usize)) -> String {
    (start..start + len).map(|n| format!("f{family}w{n} ")).collect()
}

fn archives() -> impl Strategy<Value = Archive> {
    let piece = (0usize..3, 0usize..60, 10usize..160).prop_map(body);
    prop::collection::btree_map(0u64..40, piece, 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_does_not_matter(archive in archives()) {
        prop_assert_eq!(from_scratch(&archive, false), from_scratch(&archive, true));
    }

    #[test]
    fn an_update_finds_what_is_found_from_scratch(first in archives(), second in archives()) {
        // What has another body has another id.
        let mut second = second;
        second.retain(|id, body| first.get(id).is_none_or(|other| other == body));
        second.extend(first.iter().filter(|(id, _)| *id % 2 == 0).map(|(id, b)| (*id, b.clone())));
        let update = updated(&from_scratch(&first, false), &first, &second);
        prop_assert_eq!(update, from_scratch(&second, false));
    }
}

#[test]
fn a_story_that_everybody_carried_survives_its_first_copies() {
    let copy = |id: u64| (id, body((0, 0, 200 - id as usize % 90)));
    let all: Archive = (0..150).map(copy).collect();
    let stories = from_scratch(&all, false);
    assert_eq!(stories.groups().map(<[u64]>::len).collect::<Vec<_>>(), [150]);
    for gone in [0..1u64, 0..10, 0..90, 0..149] {
        let now: Archive = all.clone().into_iter().filter(|(id, _)| !gone.contains(id)).collect();
        let update = updated(&stories, &all, &now);
        let expected = from_scratch(&now, false);
        assert!(update.groups().eq(expected.groups()), "without {gone:?}");
    }
}
