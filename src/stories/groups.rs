//! Stories: the documents that are joined by pairs of copies.
//!
//! The pairs are kept beside the groups: an update leaves out those of removed documents, adds those of
//! new ones and groups again, which costs little.

use std::cmp::Reverse;
use std::collections::HashMap;

/// What is to be known of a document that is in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Day of publication, counted from any one day; `None` when unknown.
    pub day: Option<i64>,
    /// Number of files that hold exactly this document.
    pub copies: u32,
    /// Number of words in its body.
    pub words: u64,
}

/// A story: two or more documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Their ids, the lead first.
    pub members: Vec<u64>,
    /// Number of files that hold one of them.
    pub copies: u32,
}

/// The stories of an archive. A document that is a copy of no other is in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stories {
    /// By the id of the lead.
    pub(super) groups: Vec<Group>,
    /// Pairs of copies, the smaller id first; sorted, each once.
    pub(super) edges: Vec<(u64, u64)>,
}

impl Stories {
    /// Joins pairs of copies.
    ///
    /// `facts` is asked once for each id in a pair; for a document that is gone it answers `None`, and
    /// the pair is left out. The lead of a story is its earliest document, one without a day after all
    /// with one; of several the one with more words, then the one with the smaller id. The other
    /// members follow in the same order.
    pub fn new(
        pairs: impl IntoIterator<Item = (u64, u64)>,
        mut facts: impl FnMut(u64) -> Option<Facts>,
    ) -> Stories {
        let mut edges: Vec<(u64, u64)> =
            pairs.into_iter().filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut ids: Vec<u64> = edges.iter().flat_map(|(a, b)| [*a, *b]).collect();
        ids.sort_unstable();
        ids.dedup();
        let known: HashMap<u64, Facts> =
            ids.iter().filter_map(|id| Some((*id, facts(*id)?))).collect();
        edges.retain(|(a, b)| known.contains_key(a) && known.contains_key(b));
        let mut groups: HashMap<u64, Vec<(u64, Facts)>> = HashMap::new();
        let mut roots = Roots::default();
        for (a, b) in &edges {
            roots.join(*a, *b);
        }
        for id in ids {
            // A document all of whose pairs were left out is in no story.
            if let (Some(root), Some(facts)) = (roots.of(id), known.get(&id)) {
                groups.entry(root).or_default().push((id, *facts));
            }
        }
        let mut groups: Vec<Group> = groups.into_values().map(Group::new).collect();
        groups.sort_unstable_by(|a, b| a.members.cmp(&b.members));
        Stories { groups, edges }
    }

    /// Number of stories.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The members of each story, the lead first.
    pub fn groups(&self) -> impl Iterator<Item = &[u64]> {
        self.groups.iter().map(|group| group.members.as_slice())
    }
}

impl Group {
    fn new(mut members: Vec<(u64, Facts)>) -> Group {
        members.sort_unstable_by_key(|(id, facts)| {
            (facts.day.is_none(), facts.day, Reverse(facts.words), *id)
        });
        let copies = members.iter().fold(0u32, |sum, (_, f)| sum.saturating_add(f.copies));
        Group { members: members.into_iter().map(|(id, _)| id).collect(), copies }
    }
}

/// The smallest known relation of each id: a forest, its roots stand for the groups.
#[derive(Default)]
struct Roots {
    above: HashMap<u64, u64>,
}

impl Roots {
    /// The root above an id that was joined with another.
    fn of(&mut self, id: u64) -> Option<u64> {
        let mut root = *self.above.get(&id)?;
        while let Some(next) = self.above.get(&root).filter(|next| **next != root) {
            root = *next;
        }
        // Later questions find the root in one step.
        let mut at = id;
        while at != root {
            at = self.above.insert(at, root)?;
        }
        Some(root)
    }

    fn join(&mut self, a: u64, b: u64) {
        for id in [a, b] {
            self.above.entry(id).or_insert(id);
        }
        if let (Some(x), Some(y)) = (self.of(a), self.of(b)) {
            self.above.insert(x.max(y), x.min(y));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(day: Option<i64>, copies: u32, words: u64) -> Facts {
        Facts { day, copies, words }
    }

    #[test]
    fn the_lead_is_the_earliest() {
        let table = [
            (1, facts(Some(5), 1, 100)),
            (2, facts(Some(3), 2, 100)),
            (3, facts(Some(3), 1, 200)),
            (4, facts(None, 4, 900)),
            (5, facts(None, 1, 900)),
            (8, facts(Some(1), 1, 10)),
        ];
        let known = |id: u64| table.iter().find(|(i, _)| *i == id).map(|(_, facts)| *facts);
        for (pairs, expected) in [
            (vec![(1, 2), (3, 2)], vec![(vec![3, 2, 1], 4)]),
            (vec![(1, 4)], vec![(vec![1, 4], 5)]),
            (vec![(5, 4)], vec![(vec![4, 5], 5)]),
            // Two stories, by their leads; a pair twice and one of a document with itself.
            (vec![(5, 4), (2, 1), (1, 2), (8, 8)], vec![(vec![2, 1], 3), (vec![4, 5], 5)]),
            // Document 7 is gone, and with it what held 1 and 2 together.
            (vec![(1, 7), (7, 2)], vec![]),
            (vec![], vec![]),
        ] {
            let stories = Stories::new(pairs.clone(), known);
            let groups: Vec<_> =
                stories.groups.iter().map(|g| (g.members.clone(), g.copies)).collect();
            assert_eq!(groups, expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_long_chain_is_one_story() {
        let stories =
            Stories::new((0..9999).rev().map(|n| (n, n + 1)), |_| Some(facts(None, 1, 1)));
        assert_eq!((stories.len(), stories.groups[0].members.len()), (1, 10_000));
        assert!(!stories.is_empty() && stories.groups().count() == 1);
    }
}
