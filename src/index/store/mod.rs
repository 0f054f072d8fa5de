//! What an index holds and how it lies on disk.
//!
//! [`schema`] names fields and columns, [`layout`] puts the words of a document in order and
//! [`tokenizer`] hands them over; [`record`] is the stored form of a document (in [`bytes`]), found
//! by [`lookup`] and read through by [`scan`]. [`ledger`] knows the files, [`manifest`] the folder,
//! [`tables`] the stories and names of the archive as a whole. [`directory`] reads the files.

pub mod address;
pub mod bytes;
pub mod directory;
pub mod layout;
pub mod ledger;
pub mod lookup;
pub mod manifest;
pub mod names;
pub mod record;
pub mod scan;
pub mod schema;
pub mod tables;
pub mod tokenizer;
