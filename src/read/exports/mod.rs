//! Exports of news databases: one text that holds many articles, each with its fields.
//!
//! Only a text that bears several marks of such an export is split; any other stays as it is. A look at its two ends
//! settles that for nearly all texts.

mod article;
mod factiva;
mod lexisnexis;
mod lines;
mod split;

pub use split::split;
