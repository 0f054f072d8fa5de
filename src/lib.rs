//! Full-text search for folders of news documents, with quotes and speakers.
//!
//! The rooms, in the order in which a document passes through them:
//! [`walk`] finds files, [`read`] makes text of bytes, [`header`] and
//! [`segment`] lay out an [`article`], [`entities`] and [`quotes`] find who is
//! named and who said what, [`record`] flattens that. [`stories`] tells which documents are
//! copies of one story and [`catalogue`] which names are one. [`index`] stores and searches it all
//! with tantivy, [`query`] is the language of questions, [`check`] holds what is stored against
//! the files, [`passage`] cuts out what is shown and [`print`](mod@print) writes answers. [`saved`] keeps standing queries, [`watch`] sees files change. [`pipeline`] runs the first half on several
//! threads; [`commands`] is the program.

#![warn(missing_docs)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod article;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod commands;
pub mod config;
pub mod entities;
pub mod header;
pub mod hit;
pub mod index;
pub mod messages;
pub mod os;
pub mod passage;
pub mod pipeline;
pub mod print;
pub mod query;
pub mod quotes;
pub mod read;
pub mod record;
pub mod saved;
pub mod segment;
pub mod stories;
pub mod walk;
pub mod watch;
pub mod words;
