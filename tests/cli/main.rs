//! Behaviour of the program: the real binary on folders of its own.

mod entities;
mod extract;
mod frozen;
mod gold;
mod index;
mod manners;
mod output;
mod proof;
mod query;
mod quotes;
mod reading;
mod readme;
mod saved;
mod schemas;
mod shapes;
mod stories;
mod testenv;
mod updates;
mod watch;
