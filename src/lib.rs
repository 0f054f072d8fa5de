//! Who said what, in your own archive: full-text search for folders of news documents, with quotes,
//! speakers and roles. It works offline, on one machine.
//!
//! # Index a folder and ask it
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//!
//! use onrecord::ask::{Archive, FixesFile, Request};
//! use onrecord::pipeline::{self, IndexOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let place = tempfile::tempdir()?;
//! # let (folder, index) = (place.path().join("news"), place.path().join("index"));
//! # std::fs::create_dir(&folder)?;
//! # let story = "Night ferries stop as crews walk out\n\n\
//! #     PORT ELLERY, April 2, 2031 (Lowland Wire) -- All night crossings were cancelled.\n\n\
//! #     \"Nobody can steer for sixteen hours,\" said Ilse Marran, president of the Seamen's Union.\n";
//! # std::fs::write(folder.join("ferries.txt"), story)?;
//! // Again later: only what changed is read. A stop flag ends a run early, and events tell how it goes.
//! let options = IndexOptions::new(&index, vec![folder]);
//! let report = pipeline::run(&options, &AtomicBool::new(false), &mut |_event| {})?;
//! assert_eq!((report.docs, report.failed), (1, 0));
//!
//! let archive = Archive::new(&index, FixesFile::default());
//! for hit in archive.ask(Request::docs("\"night crossings\" date:2031"))?.docs() {
//!     let doc = hit?.doc;
//!     let title = doc.title.map(|title| title.text).unwrap_or_default();
//!     println!("{title}, {}", doc.paths[0].text());
//!     # assert_eq!(title, "Night ferries stop as crews walk out");
//! }
//! for hit in archive.ask(Request::quotes("speaker:marran sixteen"))?.quotes() {
//!     let quote = hit?.quote;
//!     let speaker = quote.speaker.map(|speaker| speaker.name).unwrap_or_default();
//!     println!("{speaker}: {}", quote.text);
//!     # assert_eq!((speaker.as_str(), quote.text.as_str()), ("Ilse Marran", "Nobody can steer for sixteen hours,"));
//! }
//! # assert_eq!(archive.ask(Request::quotes("speaker:marran sixteen"))?.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Extract a text
//!
//! ```
//! use onrecord::pipeline::extract_bytes;
//! use onrecord::read::Settings;
//!
//! let story = "The vote\n\nTransport Minister Joost Verbeek said that the law would not be changed.\n";
//! let extracted = extract_bytes(story.as_bytes(), "vote.txt", &Settings::default());
//! let analysed = &extracted.docs[0];
//! for entity in &analysed.doc.entities {
//!     println!("{:?} {}, {} times", entity.kind, entity.name, entity.spans.len());
//! }
//! let quote = &analysed.quotes[0];
//! assert_eq!(quote.text, "the law would not be changed");
//! assert_eq!(quote.speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Joost Verbeek"));
//! assert_eq!(quote.role.as_ref().map(|role| role.text.as_str()), Some("Transport Minister"));
//! assert_eq!(quote.spans[0].cut(&analysed.text), quote.text);
//! ```
//!
//! # The way of a document
//!
//! ```text
//! walk ─► read ─► header, segment ─► entities ─► quotes ─► record ─► index
//! files   text    an article         names       who said  flat      stored, searched
//! ```
//!
//! Places are half-open ranges of bytes ([`article::Span`]) of one text, which a record carries. Days are
//! civil dates without a zone, times of files nanoseconds since 1970, sizes bytes. What is found in a
//! document is the same whatever the number of threads, and so is the index that is made of it.
//!
//! | room | what it is for |
//! |---|---|
//! | [`pipeline`] | index a folder; extract texts without an index |
//! | [`ask`] | put a [`Request`](ask::Request) to an [`Archive`](ask::Archive), get an [`Answer`](ask::Answer) |
//! | [`hit`] | what an answer gives: ranked documents and quotes, counts, facets |
//! | [`record`] | a document, its names and its quotes, as stored |
//! | [`query`] | the query language: parse, explain, print |
//! | [`entities`], [`quotes`] | the analysis of one [`Article`](article::Article) |
//! | [`read`] | bytes of any format as text; limits, and a process of its own for what is not plain text |
//! | [`header`], [`segment`] | headline, byline, date; paragraphs and sentences |
//! | [`catalogue`] | which names are one person, organisation or place in the whole archive |
//! | [`stories`] | which documents are copies of one story |
//! | [`check`] | what is stored, held against the files |
//! | [`index`] | the index itself, for whoever needs more than questions |
//! | [`walk`], [`words`] | which files are looked at; words, their folded forms and stems |
//!
//! The other rooms are the program's, and change as it needs: no page shows them.

#![warn(missing_docs)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod article;
pub mod ask;
pub mod catalogue;
pub mod check;
pub mod entities;
pub mod header;
pub mod hit;
pub mod index;
pub mod pipeline;
pub mod query;
pub mod quotes;
pub mod read;
pub mod record;
pub mod segment;
pub mod stories;
pub mod walk;
pub mod words;

// The program: flags, settings, commands, what it writes for programs (`wire`, `passage`) and for people
// (`print`), why it ends (`failure`) and how it says so (`messages`), commands run for others (`typed`: `serve`, `mcp`), standing queries, files that change,
// and what differs between systems. Public for the binary alone.
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod failure;
#[cfg(feature = "mcp")]
#[doc(hidden)]
pub mod mcp;
#[doc(hidden)]
pub mod messages;
#[doc(hidden)]
pub mod os;
#[doc(hidden)]
pub mod passage;
#[doc(hidden)]
pub mod print;
#[doc(hidden)]
pub mod saved;
#[cfg(feature = "serve")]
#[doc(hidden)]
pub mod serve;
#[cfg(any(feature = "serve", feature = "mcp"))]
#[doc(hidden)]
pub mod typed;
#[doc(hidden)]
pub mod watch;
#[doc(hidden)]
pub mod wire;
