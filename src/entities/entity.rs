//! What is found in an article: entities, their roles, and where they are named.

use crate::article::Span;
use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, ministry, union, party or other body.
    Organization,
    /// A country, state, town or region.
    Place,
}

/// One person, organisation or place of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The longest variant in the document, without title and possessive.
    pub name: String,
    /// What the document says that a person is, each wording once; only `quotes::entities_and_quotes` reads it.
    pub roles: Vec<Role>,
}

/// What a person is: office, trade, place in a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The words, without article.
    pub span: Span,
    /// The same words.
    pub text: String,
    /// The organisation named in it.
    pub organization: Option<String>,
}

/// A place where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The words of the name, without title and possessive.
    pub span: Span,
    /// Number of the entity in [`Entities::entities`].
    pub entity: usize,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}

/// The entities of a document and where they are named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entities {
    /// In the order in which they were established.
    pub entities: Vec<Entity>,
    /// Sorted by span, disjoint.
    pub mentions: Vec<Mention>,
}
