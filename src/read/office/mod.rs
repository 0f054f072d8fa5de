//! Documents of word processors: DOCX, ODT and RTF.
//!
//! They share how text runs into paragraphs and rows ([`flow`]), how XML is walked ([`xml`]), the zip package around it
//! ([`package`]) and what a document says about itself ([`properties`]).

mod chunks;
mod docx;
mod flow;
mod odt;
mod package;
mod part;
mod properties;
mod relations;
mod rtf;
mod rtf_fonts;
mod rtf_tokens;
mod signs;
mod xml;

pub use docx::read as docx;
pub use odt::read as odt;
pub use rtf::read as rtf;
pub use signs::{is_rtf, is_zip};
