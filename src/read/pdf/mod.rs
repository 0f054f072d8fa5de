//! PDF: the characters that its pages draw, put together to words, lines, columns and paragraphs.
//!
//! A PDF holds no text, only characters and their places. The crates hayro-syntax and hayro-font read the file and its
//! fonts; the rooms below read what the pages draw and put it together again. Pictures are never unpacked.

mod codes;
mod columns;
mod content;
mod file;
mod fonts;
mod glyph;
mod info;
mod numbers;
mod pages;
mod paragraphs;
mod shadows;
#[cfg(test)]
mod tests;
mod word;
mod words;

pub use file::{is_pdf, read};
