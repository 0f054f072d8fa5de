//! Exact precision, recall and F1 of names, by kind and over all.

use onrecord::article::Span;
use onrecord::entities::EntityKind;
use std::collections::BTreeSet;

/// A name of a text.
pub type Name = (Span, EntityKind);

/// Counts of right, found and wanted names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Count {
    pub fn precision(self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        100.0 * self.right as f64 / self.wanted.max(1) as f64
    }

    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// The labels of the lines of [`Score::counts`].
pub const LINES: [&str; 5] = ["exact", "person", "organization", "place", "untyped"];

/// What a set of documents scores.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub counts: [Count; 5],
}

impl Score {
    /// Adds a document; names that occur twice count once.
    pub fn add(&mut self, wanted: &[Name], found: &[Name]) {
        use EntityKind::{Organization, Person, Place};
        for (at, kind) in [None, Some(Person), Some(Organization), Some(Place)].iter().enumerate() {
            let of_kind = |names: &[Name]| -> BTreeSet<Name> {
                names.iter().filter(|n| kind.is_none_or(|k| k == n.1)).copied().collect()
            };
            self.counts[at].add(&of_kind(wanted), &of_kind(found));
        }
        let spans = |names: &[Name]| -> BTreeSet<Span> { names.iter().map(|n| n.0).collect() };
        self.counts[4].add(&spans(wanted), &spans(found));
    }

    pub fn show(&self) -> String {
        let mut out = String::new();
        for (name, count) in LINES.iter().zip(self.counts) {
            out += &format!(
                "{name:<13} P {:6.2} R {:6.2} F1 {:6.2}  right {} found {} wanted {}\n",
                count.precision(),
                count.recall(),
                count.f1(),
                count.right,
                count.found,
                count.wanted
            );
        }
        out
    }
}

impl Count {
    fn add<T: Ord>(&mut self, wanted: &BTreeSet<T>, found: &BTreeSet<T>) {
        self.right += wanted.intersection(found).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }
}
