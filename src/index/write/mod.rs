//! Writing: rows and commits, the lock of the one writer, the tables of the archive as a whole.

pub mod assemble;
mod lock;
mod rows;
#[cfg(test)]
mod tests;
pub mod writer;
