//! Writing: rows and commits, the lock of the one writer, the tables of the archive as a whole.

pub mod assemble;
mod lock;
mod rows;
pub mod writer;
