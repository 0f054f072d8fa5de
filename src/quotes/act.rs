//! What a source does by an attribution: says, believes, intends, judges, perceives, decides, or keeps silent.

use serde::{Deserialize, Serialize};

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
}
