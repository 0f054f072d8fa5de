//! Bytes to text: what a file says, as one part or as many records.
//!
//! [`read`] looks at the name and the bytes of a file, picks a format and hands back its [`Part`]s: the text, what the
//! offsets into it count, and what the format itself says about title, byline, date, source and the like. It guesses
//! nothing about headlines or datelines in running text; that is the work of the `header` room.

mod alarm;
mod assemble;
pub mod dates;
mod decode;
mod error;
mod exports;
mod formats;
mod front;
mod guard;
mod gzip;
mod html;
mod inside;
mod json;
mod keys;
mod kind;
mod limits;
mod mail;
mod markdown;
mod nesting;
mod newsml;
mod nitf;
mod office;
mod page;
mod page_meta;
mod part;
mod pdf;
mod pre;
mod reader;
mod reading;
mod recognise;
mod xml;

pub use error::ReadError;
pub use formats::{VERSION, read};
pub use guard::{WorkerCommand, serve};
pub use kind::{Kind, endings};
pub use limits::Limits;
pub use part::{Identity, Meta, Part};
pub use pre::Pre;
pub use reader::{Named, Reader, Settings};
pub use reading::{Reading, RecordProblem};
pub use recognise::{is_passed_over, is_plain_name, kind, may_be_read};
