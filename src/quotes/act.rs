//! What a source does by an attribution: says, believes, intends, judges, perceives, decides, or keeps silent.

use crate::entities::classes::Class;
use crate::entities::lists;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The words of acts that are no statements; its head tells the grammar.
const LIST: &str = include_str!("../../seeds/lists/acts.txt");

/// What each form of the list does; two words have a blank between them.
static ACTS: LazyLock<FxHashMap<String, Act>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    let mut table = FxHashMap::default();
    for line in lines {
        let mut words = line.split_whitespace();
        let (Some(base), Some(act)) = (words.next(), words.next().and_then(Act::named)) else {
            continue;
        };
        table.extend([base].into_iter().chain(words).map(|form| (form.replace('_', " "), act)));
    }
    table
});

/// The forms of verbs of saying: what stands behind one of them is said, not done.
static SAYING: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let forms = lists::cues().flat_map(|entry| {
        entry.forms().filter(|form| form.is_cue).map(|form| form.word).collect::<Vec<_>>()
    });
    forms.collect()
});

/// What a source does by an attribution.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Words: said, told, wrote, asked, according to.
    #[default]
    Statement,
    /// A thought: thinks, expects, doubts.
    Belief,
    /// A plan or wish: plans to, wants, refuses.
    Intention,
    /// A stance: supports, opposes, fears.
    Attitude,
    /// What was seen, found or learned.
    Perception,
    /// A decision made in words: ruled, ordered, approved.
    Decree,
    /// Nothing was said: declined to comment.
    Silence,
}

impl Act {
    /// All acts, in the order in which they are listed.
    pub const ALL: [Act; 7] = [
        Act::Statement,
        Act::Belief,
        Act::Intention,
        Act::Attitude,
        Act::Perception,
        Act::Decree,
        Act::Silence,
    ];

    /// The name under which records keep the act.
    pub fn name(self) -> &'static str {
        match self {
            Act::Statement => "statement",
            Act::Belief => "belief",
            Act::Intention => "intention",
            Act::Attitude => "attitude",
            Act::Perception => "perception",
            Act::Decree => "decree",
            Act::Silence => "silence",
        }
    }
    /// The act of this name.
    pub fn named(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.name() == name)
    }

    /// What a source does by a cue, given as it is written: its first verb or noun of the list of acts, unless one
    /// of saying stands before it. Never [`Act::Silence`], which no cue of a quote makes.
    pub fn of_cue(words: &str) -> Act {
        let small = words.to_lowercase().replace('’', "'");
        let letter = |c: char| c.is_alphabetic() || c == '\'';
        let words: Vec<&str> =
            small.split(|c| !letter(c)).filter(|word| !word.is_empty()).collect();
        for (at, word) in words.iter().enumerate() {
            // "refused to say whether": what is kept back is a statement.
            let kept = matches!(words[at + 1..], ["to", said, ..] if SAYING.contains(said));
            if kept && lists::has(word, Class::Refusal) {
                return Act::Statement;
            }
            let pair = words.get(at + 1).and_then(|next| ACTS.get(&format!("{word} {next}")));
            if let Some(act) = pair.or_else(|| ACTS.get(*word)) {
                return *act;
            }
            if SAYING.contains(word) {
                return Act::Statement;
            }
        }
        Act::Statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_have_names_that_records_keep() {
        for act in Act::ALL {
            assert_eq!(Act::named(act.name()), Some(act));
            assert_eq!(serde_json::to_value(act).unwrap(), act.name());
        }
        assert_eq!(Act::named("song"), None);
    }

    #[test]
    fn the_list_keeps_to_its_grammar() {
        let mut before = "";
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split(' ').collect();
            let act = words.get(1).and_then(|act| Act::named(act));
            let listed = act.is_some_and(|a| !matches!(a, Act::Statement | Act::Silence));
            let small = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            assert!(listed && words.iter().all(small), "{line}");
            assert!(before < words[0], "{line} is out of order");
            before = words[0];
        }
    }

    #[test]
    fn a_cue_tells_what_its_source_does() {
        for (cue, act) in [
            ("said", Act::Statement),
            ("According to", Act::Statement),
            ("chortled", Act::Statement),
            ("", Act::Statement),
            ("told reporters on Friday that she hopes", Act::Statement),
            ("announced plans", Act::Statement),
            ("plans to", Act::Intention),
            ("Wants", Act::Intention),
            ("has agreed", Act::Intention),
            ("refused on Monday", Act::Intention),
            ("is expected", Act::Belief),
            ("is widely known as", Act::Belief),
            ("isn’t sure", Act::Belief),
            ("doubts", Act::Belief),
            ("strongly opposes", Act::Attitude),
            ("was afraid", Act::Attitude),
            ("approved of", Act::Attitude),
            ("found out", Act::Perception),
            ("had noticed", Act::Perception),
            ("ruled in May", Act::Decree),
            ("approved", Act::Decree),
            ("was found", Act::Decree),
            ("voted 6-3", Act::Decree),
            ("struck down", Act::Decree),
            ("declined to comment", Act::Statement),
            ("refused to say", Act::Statement),
            ("plans to say", Act::Intention),
        ] {
            assert_eq!(Act::of_cue(cue), act, "{cue}");
        }
    }
}
