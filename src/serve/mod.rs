//! The page, its API and its feeds: over HTTP, what the program answers in a terminal.
//!
//! [`listen`] alone knows sockets: it reads a request whole and hands it to a [`Site`], which answers it on a thread of
//! its own. [`guard`] turns away whoever was not let in before anything is looked up ([`keys`] says who was). [`api`]
//! runs the commands themselves, so that its lines are theirs byte for byte; [`view`] asks [`crate::ask`] and fills
//! pages. Nothing here changes the index.

mod api;
mod asked;
mod assets;
mod clips;
mod endpoints;
mod guard;
mod keys;
mod listen;
mod openapi;
mod params;
mod patient;
mod problem;
mod reply;
mod site;
mod view;

use std::io::Write;
use std::sync::Arc;

pub use keys::Keys;
pub use listen::run;
pub use site::{Served, Site};

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
