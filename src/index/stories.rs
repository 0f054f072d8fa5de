//! Which documents are copies of one story, and what their names name, as the tables say.

use super::Index;
use crate::hit::StoryOf;
use crate::record::{DocId, DocRecord, QuoteRecord};
use crate::stories::Story;

impl Index {
    /// Whether any document has a copy.
    pub(super) fn has_stories(&self) -> bool {
        !self.tables.stories.is_empty()
    }

    /// The story of a document, when it has other documents.
    pub(super) fn story(&self, doc: u64) -> Option<Story> {
        self.tables.stories.story_of(doc)
    }

    /// Number of files that hold a copy of the story of a document; `None` when it is alone.
    pub(super) fn copies(&self, doc: u64) -> Option<u64> {
        self.tables.stories.story_of(doc).map(|story| story.copies.into())
    }

    /// Whether a document is the earliest copy of its story.
    pub(super) fn is_lead(&self, doc: u64) -> bool {
        self.tables.stories.story_of(doc).is_none_or(|story| story.lead == doc)
    }

    /// The documents of the story of a document, the lead first; none when it is alone.
    pub(super) fn members(&self, doc: u64) -> Vec<DocId> {
        let story = self.tables.stories.story_of(doc);
        let number = story.map(|story| story.number);
        number.iter().flat_map(|n| self.tables.stories.members(*n)).map(DocId).collect()
    }

    /// The story of a document.
    pub fn story_of(&self, doc: &DocRecord) -> StoryOf {
        match self.tables.stories.story_of(doc.id.0) {
            Some(story) => StoryOf { lead: DocId(story.lead), copies: story.copies.into() },
            None => StoryOf { lead: doc.id, copies: doc.paths.len() as u64 },
        }
    }

    /// Gives a document the names of the archive in place of its own; what the user said is no
    /// name goes.
    pub(super) fn name_entities(&self, doc: &mut DocRecord) {
        let key = |kind, name: &str| self.directory.key_of(kind, name);
        doc.entities.retain(|e| !self.directory.is_blocked(key(e.kind, &e.name)));
        for entity in &mut doc.entities {
            let shown = self.directory.shown(key(entity.kind, &entity.name), &entity.name);
            if shown != entity.name {
                entity.name = shown.to_owned();
            }
        }
    }

    /// The same for the speaker of a quote.
    pub(super) fn name_speaker(&self, quote: &mut QuoteRecord) {
        let Some(speaker) = &mut quote.speaker else { return };
        let Some(kind) = speaker.kind else { return };
        let key = self.directory.key_of(kind, &speaker.name);
        if self.directory.is_blocked(key) {
            speaker.kind = None;
        } else {
            speaker.name = self.directory.shown(key, &speaker.name).to_owned();
        }
    }
}
