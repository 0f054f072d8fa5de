//! Behaviour of the program: the real binary on folders of its own.

mod extract;
mod gold;
mod index;
mod manners;
mod output;
mod proof;
mod query;
mod readme;
mod shapes;
mod testenv;
