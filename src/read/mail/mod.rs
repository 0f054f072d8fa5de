//! Mail: one message (RFC 5322 and MIME), an mbox of many, a web page that was saved as a message (MHTML).
//!
//! A message gives its text, and a further part for each attachment that can be read. The tree of a message is walked
//! here, in one pass a level and with every depth and number limited; the fields of its headers are read by a crate.

mod body;
mod encoding;
mod fields;
mod file;
mod maildir;
mod mbox;
mod name;
mod text;

pub use file::read;
pub use maildir::{is_in_maildir, is_mail, is_maildir_name};
pub use mbox::is_mbox;

#[cfg(test)]
mod tests;
