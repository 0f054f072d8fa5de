//! What the archive's directory of names, and the whole values in the index, add to a query on names.

use crate::catalogue::{KINDS, WordTest};
use crate::entities::EntityKind;
use crate::index::error::Error;
use crate::index::field::TextField;
use crate::index::plan::entity_terms::{
    Accept, EntityNames, EntityTerms, accept, holds, negates, words_of,
};
use crate::index::reader::Index;
use crate::index::store::names::{key, of_key};
use crate::query::tree::Node;
use crate::words;

impl EntityNames for Index {
    fn entity_terms(
        &self,
        kinds: &[EntityKind],
        node: &Node,
        field: TextField,
    ) -> Result<EntityTerms, Error> {
        if negates(node) {
            // "Not this word" is said of every single name.
            return Ok(EntityTerms::default());
        }
        let mut wanted = Vec::new();
        words_of(node, &mut wanted);
        let accepts: Vec<Accept> = wanted.iter().map(|word| accept(word)).collect();
        let tests: Vec<WordTest> = accepts
            .iter()
            .map(|(prefix, accept)| WordTest { prefix, accept: accept.as_ref() })
            .collect();
        let found = self.directory.matching(kinds, &tests, &|words| holds(node, words));
        if found.iter().any(|entity| entity.blocked) {
            let only = Some(self.unblocked(kinds, node, field)?);
            return Ok(EntityTerms { also: Vec::new(), only });
        }
        let mut also = Vec::new();
        for entity in &found {
            also.extend(entity.names.iter().map(|name| key(Some(entity.kind), name)));
        }
        Ok(EntityTerms { also, only: None })
    }

    fn outlets(&self, node: &Node) -> Vec<String> {
        if negates(node) {
            return Vec::new();
        }
        self.outlets.fitting(&|words| holds(node, words)).map(str::to_owned).collect()
    }
}

impl Index {
    /// All whole values of a field whose entity has a name that fits and is not blocked.
    fn unblocked(
        &self,
        kinds: &[EntityKind],
        node: &Node,
        field: TextField,
    ) -> Result<Vec<String>, Error> {
        let mut values: Vec<String> = Vec::new();
        let fits = |name: &str| {
            let form = words::fold(name);
            let of_name: Vec<&str> = form.split(' ').filter(|word| !word.is_empty()).collect();
            holds(node, &of_name)
        };
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.of(field)).map_err(self.err())?;
            let mut stream = inverted.terms().stream().map_err(self.io())?;
            while stream.advance() {
                let Ok(value) = std::str::from_utf8(stream.key()) else { continue };
                let (kind, name) = of_key(value);
                let wanted = match kind {
                    None => fits(name),
                    Some(kind) if !kinds.contains(&kind) => false,
                    Some(kind) => {
                        let entity = self.directory.resolve(kind, name);
                        !entity.blocked && (fits(name) || fits(&entity.name))
                    }
                };
                if wanted {
                    values.push(value.to_owned());
                }
            }
        }
        values.sort();
        values.dedup();
        Ok(values)
    }

    /// Whether any document has this name, as one of this kind.
    pub fn names(&self, kind: Option<EntityKind>, name: &str) -> bool {
        let form = words::fold(name);
        let kinds = KINDS.into_iter().filter(|k| kind.is_none_or(|only| only == *k));
        kinds.into_iter().any(|kind| !self.spellings(kind, &form).is_empty())
    }

    /// The spellings that documents have for a folded name. Names with a mark on their first letter
    /// are found by the letter itself only.
    pub(in crate::index) fn spellings(&self, kind: EntityKind, form: &str) -> Vec<String> {
        let Some(first) = form.chars().next() else { return Vec::new() };
        let mut found: Vec<String> = Vec::new();
        let beginnings =
            first.to_uppercase().chain([first]).map(|c| key(Some(kind), &c.to_string()));
        for beginning in beginnings {
            for segment in self.searcher.segment_readers() {
                let Ok(inverted) = segment.inverted_index(self.fields.name) else { continue };
                let mut end = beginning.clone().into_bytes();
                // UTF-8 has no byte 255, so the last byte can always be raised.
                end.iter_mut().last().into_iter().for_each(|last| *last += 1);
                let range = inverted.terms().range().ge(beginning.as_bytes()).lt(&end);
                let Ok(mut stream) = range.into_stream() else { continue };
                while stream.advance() {
                    let name =
                        std::str::from_utf8(stream.key()).map_or("", |value| of_key(value).1);
                    let same = words::fold(name).replace(' ', "") == form.replace(' ', "");
                    if same && !found.iter().any(|known| known == name) {
                        found.push(name.to_owned());
                    }
                }
            }
        }
        found.sort();
        found
    }
}
