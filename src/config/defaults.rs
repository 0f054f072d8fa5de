//! What holds where nothing else was said.

/// Documents that `query` shows.
pub const LIMIT: usize = 20;
/// Passages of each document.
pub const SNIPPETS: usize = 1;
/// Characters of a passage.
pub const CONTEXT: usize = 160;

/// Confidence that a quote must have to be shown.
pub const MIN_CONF: f64 = 0.5;
