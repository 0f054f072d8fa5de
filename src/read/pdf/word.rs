//! A word and its place on its line.

/// A word, or a piece of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    /// Where it begins and ends on its line.
    pub left: f64,
    pub right: f64,
    /// Its baseline, from the top.
    pub base: f64,
    pub size: f64,
    /// Whether a blank stands before or after it.
    pub blank_before: bool,
    pub blank_after: bool,
}

impl Word {
    /// Where its letters begin, without what reaches above a small capital.
    pub fn top(&self) -> f64 {
        self.base - 0.6 * self.size
    }

    /// Whether its letters stand at the height of those of the other.
    pub fn is_level_with(&self, other: &Word) -> bool {
        (self.base - other.base).abs() < 0.4 * self.size.max(other.size)
    }
}
