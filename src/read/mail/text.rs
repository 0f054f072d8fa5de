//! The text of a message itself, without what is attached to it.

use super::body::Piece;
use crate::read::assemble::{self, Body};
use crate::read::error::ReadError;
use crate::read::html;
use crate::read::limits::{Limits, check_size};
use crate::read::part::{Meta, Part};

/// A message that says no more than its subject.
pub fn subject(meta: Meta) -> Option<Part> {
    let words = meta.title.as_ref()?.text.clone();
    Some(assemble::part(meta, Body::Paragraphs(vec![words]), false))
}

/// The text of a message itself.
pub fn text(meta: Meta, pieces: Vec<Piece>, limits: &Limits) -> Result<Part, ReadError> {
    let all_html = pieces.iter().all(|piece| matches!(piece, Piece::Html(_)));
    let mut paragraphs = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Plain(text) => {
                check_size(&text, limits)?;
                paragraphs.push(text.trim_matches('\n').to_owned());
            }
            Piece::Html(source) => {
                check_size(&source, limits)?;
                paragraphs.extend(html::visible(&source, limits)?);
            }
        }
    }
    let body = if all_html {
        Body::Paragraphs(paragraphs)
    } else {
        paragraphs.retain(|text| !text.trim().is_empty());
        Body::Running(paragraphs.join("\n\n"))
    };
    assemble::checked(meta, body, false, limits)
}
