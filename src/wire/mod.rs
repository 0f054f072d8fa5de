//! What programs read: the shapes of records, and their forms: JSON Lines, CSV, TSV, templates.
//!
//! [`Records`] writes records of one type in the [`Format`] that was asked for, to whatever it is
//! given. What people read is made by `print`, which nothing here knows of.

pub mod citation;
pub mod delimited;
pub mod diff;
pub mod doc;
pub mod entity;
pub mod facet;
pub mod field;
mod figure;
pub mod files;
mod format;
pub mod json;
mod keys;
pub mod linked;
pub mod mention;
pub mod quote;
mod records;
mod refused;
pub mod reports;
pub mod saved;
pub mod schema;
pub mod shape;
pub mod silence;
pub mod similar;
mod spoken;
mod template;
pub mod verified;

pub use format::Format;
pub use records::Records;
pub use refused::Refused;
