//! IPTC NewsML-G2 and NewsML 1: items of news, one or many a file, around NITF, XHTML or plain text.

mod content;
mod file;
mod item;

pub use file::{ROOTS, read};
