//! Full-text search for folders of news documents, with quotes and speakers.
//!
//! The rooms, in the order in which a document passes through them:
//! [`walk`] finds files, [`read`] makes text of bytes, [`header`] and
//! [`segment`] lay out an [`article`], [`entities`] and [`quotes`] find who is
//! named and who said what, [`record`] flattens that. [`stories`] tells which documents are
//! copies of one story and [`catalogue`] which names are one. [`index`] stores and searches it all
//! with tantivy, [`query`] is the language of questions, [`check`] holds what is stored against
//! the files. [`saved`] keeps standing queries, [`watch`] sees files change. [`passage`] cuts out
//! what is shown, [`wire`] writes answers for programs and [`print`](mod@print) for people; a
//! [`failure`] says why there is none, and [`messages`] tells it. [`pipeline`] runs the first half
//! on several threads; [`commands`] is the program.

#![warn(missing_docs)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod article;
pub mod ask;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod commands;
pub mod config;
pub mod entities;
pub mod failure;
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
pub mod wire;
pub mod words;
