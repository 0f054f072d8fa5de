//! Questions and answers: what every command, and whoever else asks, goes through.
//!
//! A [`Request`] is plain data: what was typed, what narrows it, how much is wanted. Put to an
//! [`Archive`], it gives an [`Answer`]. An archive is opened once, shared between threads, and
//! follows the index on disk: a commit or a rebuild that was swapped in is seen by the next
//! question. Whoever puts several questions to one state of the index takes that
//! ([`Archive::index`]), reads each request ([`Request::read`]) and calls [`answer`](fn@answer).
//! Nothing here knows a command line or prints.
//!
//! [`Narrow`] adds to the query what stands beside it, [`Reason`] says why nothing was found,
//! [`like`](fn@like) finds who else said something, [`entities`](fn@entities) who and what is named,
//! [`similar`](fn@similar) the copies of a document and the like.

mod answer;
mod archive;
mod entities;
mod error;
mod like;
mod narrow;
mod reasons;
mod request;
mod search;
mod similar;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use archive::{Archive, FixesFile};
pub use entities::{EntitiesAnswer, EntitiesRequest, entities};
pub use error::Error;
pub use like::{Like, LikeAnswer, like};
pub use narrow::Narrow;
pub use request::{Question, Request, Want};
pub use search::answer;
pub use similar::{SimilarAnswer, similar};

pub use crate::hit::Reason;
pub use crate::index::{
    Cancel, Cursor, FacetField, FacetOptions, Fold, Period, SearchOptions, Sort,
};
pub use crate::query::About;
