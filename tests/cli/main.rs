//! Behaviour of the program: the real binary on folders of its own.

mod acts;
mod answers;
mod dates;
mod entities;
mod extract;
mod frozen;
mod gold;
mod golden;
mod highlights;
#[cfg(feature = "serve")]
#[path = "../http/mod.rs"]
mod http;
mod index;
mod manners;
#[cfg(feature = "mcp")]
mod mcp;
mod output;
mod pages;
mod proof;
mod query;
mod query_fields;
mod query_words;
mod quotes;
mod reading;
mod readme;
mod roots;
mod saved;
mod schemas;
mod settings;
mod shapes;
mod stories;
mod testenv;
mod typed;
mod updates;
mod watch;
mod word_forms;
