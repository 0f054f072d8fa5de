//! A command as it would be typed, and whoever runs it: how what answers others asks the program itself.

use std::io::Write;
use std::sync::Arc;

use crate::ask::Cancel;
use crate::failure::Failure;
use crate::index::Index;
use crate::wire::Format;

/// A command as it would be typed, and what it works on.
pub struct Typed<'t> {
    /// The words behind the name of the program.
    pub words: &'t [String],
    /// The form of its results.
    pub format: Format,
    /// What stands on stdin.
    pub input: &'t [u8],
    /// The index, which is open.
    pub index: Arc<Index>,
    /// Ends its searches before their time.
    pub cancel: &'t Cancel,
}

/// Runs commands of the program.
pub trait Program: Send + Sync {
    /// Runs one and writes its results to `out`; gives its exit code.
    ///
    /// # Errors
    ///
    /// What the command says in a terminal.
    fn run(&self, typed: Typed, out: &mut dyn Write) -> Result<u8, Failure>;
}
