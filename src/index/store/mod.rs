//! What an index holds and how it lies on disk.
//!
//! [`schema`] names fields and columns, [`layout`] puts the words of a document in order and
//! [`tokenizer`] hands them over; [`record`] is the stored form of a document (in [`bytes`]).
//! [`manifest`] names the folder, [`tables`] hold the stories and names of the archive as a whole,
//! [`directory`] reads the files.

pub mod address;
pub mod bytes;
pub mod directory;
pub mod layout;
pub mod manifest;
pub mod names;
pub mod record;
pub mod schema;
pub mod tables;
pub mod tokenizer;
