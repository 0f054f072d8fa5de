//! Kinds of entities and their ids, as they are written.

use crate::entities::EntityKind;
use crate::words;

/// The kinds, in their order.
pub const KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// The id of a name: `e:person/jerry-dias`.
pub fn entity_id(kind: EntityKind, name: &str) -> String {
    format!("e:{}/{}", kind_name(kind), words::fold(name).replace(' ', "-"))
}

/// The words of a name that was typed as such or as an id (`e:person/jerry-dias`).
pub fn name_typed(typed: &str) -> String {
    match typed.strip_prefix("e:").and_then(|rest| rest.split_once('/')) {
        Some((_, slug)) => slug.replace('-', " "),
        None => typed.to_owned(),
    }
}

/// The kind as it is written in ids and fixes.
pub fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
    }
}
