//! How well records match: BM25, then a closer look at the best of them.

pub mod bm25;
pub mod docs;
pub mod quotes;
#[cfg(test)]
mod tests;
pub mod weights;
