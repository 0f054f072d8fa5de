//! The flat records that index, printing and export share.
//!
//! A record is stored whole beside its indexed fields, so that a move, a
//! correction or an export neither reads nor analyses a file again.

mod analysed;
mod doc;
mod file;
mod ids;
mod path;
mod quote;
mod walked;

pub use analysed::Analysed;
pub use doc::{DocRecord, EntityMentions};
pub use file::{FileRecord, Problem};
pub use ids::{DocId, QuoteId};
pub use path::RelPath;
pub use quote::{CueRecord, QuoteRecord, RoleRecord, SpeakerRecord};
pub use walked::Walked;
