//! Behaviour of the program: the real binary on folders of its own.

mod acts;
mod entities;
mod extract;
mod frozen;
mod gold;
mod golden;
mod highlights;
mod index;
mod manners;
mod output;
mod pages;
mod proof;
mod query;
mod query_fields;
mod query_words;
mod quotes;
mod reading;
mod readme;
mod saved;
mod schemas;
mod settings;
mod shapes;
mod stories;
mod testenv;
mod updates;
mod watch;
