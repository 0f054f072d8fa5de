//! A place where a name stands, as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::quote::RoleShape;
use super::shape::{Place, Shape, path_of};
use crate::article::{OffsetBase, Positions, Span};
use crate::catalogue::entity_id;
use crate::entities::EntityKind;
use crate::hit::Found;

/// A place where a name stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A place where a person, organisation or place is named")]
pub struct MentionShape {
    /// Id of the document.
    pub doc: String,
    /// Path of the first file that holds it, below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// What is named.
    #[schemars(with = "String", extend("enum" = ["person", "organization", "place"]))]
    pub kind: EntityKind,
    /// As written here.
    pub text: String,
    /// Id of what is named.
    pub entity: String,
    /// Its name in the archive.
    pub name: String,
    /// What is first said here that a person is: "head of Unifor" beside the name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleShape>,
    /// Where it stands.
    pub span: Place,
    /// What offsets count into: the file as stored, or the text extracted from it.
    #[schemars(with = "String", extend("enum" = ["file", "text"]))]
    pub offset_base: OffsetBase,
}

impl Shape for MentionShape {
    const NAME: &'static str = "mention";
    const COLUMNS: &'static [&'static str] = &[
        "doc",
        "path",
        "kind",
        "text",
        "entity",
        "name",
        "span.byte_start",
        "span.byte_end",
        "span.line",
    ];
}

impl MentionShape {
    /// All mentions of the document, in order of the text.
    pub fn all(found: &Found) -> Vec<MentionShape> {
        let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
        let (path, path_bytes) = path_of(&found.doc);
        let mut mentions: Vec<MentionShape> = Vec::new();
        for entity in &found.doc.entities {
            let beside: Vec<Option<Span>> =
                entity.roles.iter().map(|role| nearest(&entity.spans, role.span)).collect();
            mentions.extend(entity.spans.iter().map(|span| {
                MentionShape {
                    doc: found.doc.id.to_string(),
                    path: path.clone(),
                    path_bytes: path_bytes.clone(),
                    kind: entity.kind,
                    text: span.cut(&found.text).to_owned(),
                    entity: entity_id(entity.kind, &entity.name),
                    name: entity.name.clone(),
                    roles: (entity.roles.iter().zip(&beside))
                        .filter(|(_, mention)| **mention == Some(*span))
                        .map(|(role, _)| RoleShape::new(&positions, role))
                        .collect(),
                    span: Place::new(&positions, *span),
                    offset_base: found.doc.base,
                }
            }));
        }
        mentions.sort_by_key(|mention| mention.span.byte_start);
        mentions
    }
}

/// The mention beside which `role` stands.
fn nearest(mentions: &[Span], role: Span) -> Option<Span> {
    let gap = |m: &Span| m.start.saturating_sub(role.end) + role.start.saturating_sub(m.end);
    mentions.iter().copied().min_by_key(gap)
}
