//! Which documents are copies of one story, and what their names name, as the tables say.

use std::collections::HashMap;

use super::reader::Index;
use crate::hit::StoryOf;
use crate::record::{DocId, DocRecord, EntityMentions, QuoteRecord};
use crate::stories::Story;

impl Index {
    /// Whether any document has a copy.
    pub(in crate::index) fn has_stories(&self) -> bool {
        !self.tables.stories.is_empty()
    }

    /// The story of a document, when it has other documents.
    pub(in crate::index) fn story(&self, doc: u64) -> Option<Story> {
        self.tables.stories.story_of(doc)
    }

    /// Number of files that hold a copy of the story of a document; `None` when it is alone.
    pub(in crate::index) fn copies(&self, doc: u64) -> Option<u64> {
        self.tables.stories.story_of(doc).map(|story| story.copies.into())
    }

    /// Whether a document is the earliest copy of its story.
    pub(in crate::index) fn is_lead(&self, doc: u64) -> bool {
        self.tables.stories.story_of(doc).is_none_or(|story| story.lead == doc)
    }

    /// The documents of the story of a document, the lead first; none when it is alone.
    pub(in crate::index) fn members(&self, doc: u64) -> Vec<DocId> {
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

    /// Calls what a document names by the names of the whole archive, after the user's fixes: names
    /// that are one come together, and what is none goes.
    pub(in crate::index) fn call_by_name(&self, doc: &mut DocRecord) {
        let mut named: Vec<EntityMentions> = Vec::with_capacity(doc.entities.len());
        let mut places = HashMap::new();
        for mut entity in std::mem::take(&mut doc.entities) {
            let key = self.directory.key_of(entity.kind, &entity.name);
            if self.directory.is_blocked(key) {
                continue;
            }
            let place = *places.entry(key).or_insert(named.len());
            match named.get_mut(place) {
                Some(known) => {
                    known.spans.append(&mut entity.spans);
                    known.spans.sort_by_key(|span| span.start);
                    known.roles.append(&mut entity.roles);
                }
                None => {
                    entity.name = self.directory.shown(key, &entity.name).to_owned();
                    named.push(entity);
                }
            }
        }
        doc.entities = named;
    }

    /// The same of who said a quote; what is no name is left as words.
    pub(in crate::index) fn call_speaker_by_name(&self, quote: &mut QuoteRecord) {
        for speaker in quote.speaker.iter_mut().chain(&mut quote.others) {
            let Some(kind) = speaker.kind else { continue };
            let found = self.directory.resolve(kind, &speaker.name);
            match found.blocked {
                true => speaker.kind = None,
                false => speaker.name = found.name,
            }
        }
    }
}
