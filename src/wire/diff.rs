//! How the words of two texts differ. Capitals, accents and punctuation make no difference.

use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::words;

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// In both; as the new text has it.
    Same(String),
    /// Only in the old text.
    Removed(String),
    /// Only in the new text.
    Added(String),
}

/// The stretches of words that lead from `old` to `new`, by Myers' algorithm ("An O(ND) Difference
/// Algorithm and Its Variations", 1986).
pub fn words(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (pieces(old), pieces(new));
    let forms = |pieces: &[(String, &str)]| -> Vec<String> {
        pieces.iter().map(|piece| piece.0.clone()).collect()
    };
    let text = |pieces: &[(String, &str)]| {
        pieces.iter().map(|piece| piece.1).collect::<Vec<_>>().join(" ")
    };
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &forms(&old), &forms(&new)) {
        let (removed, added) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => changes.push(Change::Same(text(added))),
            _ => {
                if !removed.is_empty() {
                    changes.push(Change::Removed(text(removed)));
                }
                if !added.is_empty() {
                    changes.push(Change::Added(text(added)));
                }
            }
        }
    }
    changes
}

/// What stands between blanks, each with its folded form; marks alone belong to what is before.
fn pieces(text: &str) -> Vec<(String, &str)> {
    text.split_whitespace()
        .map(|piece| (words::fold(piece), piece))
        .filter(|(form, _)| !form.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_and_marks_do_not() {
        let same = |text: &str| Change::Same(text.to_owned());
        let removed = |text: &str| Change::Removed(text.to_owned());
        let added = |text: &str| Change::Added(text.to_owned());
        for (old, new, expected) in [
            ("We won't sign.", "“We won’t sign,”", vec![same("“We won’t sign,”")]),
            (
                "a bomb with a timer",
                "a bomb with a clock",
                vec![same("a bomb with a"), removed("timer"), added("clock")],
            ),
            ("never", "it will never do", vec![added("it will"), same("never"), added("do")]),
            ("", "new", vec![added("new")]),
            ("old – text", "", vec![removed("old text")]),
        ] {
            assert_eq!(words(old, new), expected, "{old} → {new}");
        }
    }
}
