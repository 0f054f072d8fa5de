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
mod routes;
mod site;
mod view;

pub use keys::Keys;
pub use listen::run;
pub use site::{Served, Site};

pub use crate::typed::{Program, Typed};
