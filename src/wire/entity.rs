//! A person, organisation or place of the archive, as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::Shape;
use crate::entities::EntityKind;
use crate::hit::{EntityHit, RoleHit};

/// A person, organisation or place with what the archive says of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A person, organisation or place of the archive")]
pub struct EntityShape {
    /// `e:`, the kind, and the folded name.
    pub id: String,
    /// What it is.
    #[schemars(with = "String", extend("enum" = ["person", "organization", "place"]))]
    pub kind: EntityKind,
    /// The name.
    pub name: String,
    /// Other ways in which it is written, the most frequent first.
    pub aliases: Vec<String>,
    /// Documents that name it.
    pub docs: u64,
    /// The same in stories: near-copies count once.
    pub stories: u64,
    /// Quotes of which it is the speaker.
    pub quotes: u64,
    /// What documents say that a person is, the most frequent first (with `--with-roles`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<RoleTold>>,
    /// Day of the first document that names it.
    #[schemars(extend("format" = "date"))]
    pub first: Option<String>,
    /// Day of the last one.
    #[schemars(extend("format" = "date"))]
    pub last: Option<String>,
}

/// What a person is said to be.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RoleTold {
    /// The words.
    pub text: String,
    /// The organisation in them.
    pub org: Option<String>,
    /// Day of the first document that says so.
    #[schemars(extend("format" = "date"))]
    pub first: Option<String>,
    /// Day of the last one.
    #[schemars(extend("format" = "date"))]
    pub last: Option<String>,
    /// Documents that say so.
    pub docs: u64,
    /// Id of a quote said in this role, else of the first document that tells it.
    pub evidence: String,
}

impl Shape for EntityShape {
    const NAME: &'static str = "entity";
    const COLUMNS: &'static [&'static str] =
        &["id", "kind", "name", "aliases", "docs", "stories", "quotes", "first", "last"];
}

impl EntityShape {
    /// An entity; `roles`: with its roles.
    pub fn new(hit: &EntityHit, roles: bool) -> EntityShape {
        let day = |day: &Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let role = |role: &RoleHit| RoleTold {
            text: role.text.clone(),
            org: role.org.clone(),
            first: day(&role.first),
            last: day(&role.last),
            docs: role.docs,
            evidence: role.evidence.clone(),
        };
        EntityShape {
            id: hit.id.clone(),
            kind: hit.kind,
            name: hit.name.clone(),
            aliases: hit.aliases.clone(),
            docs: hit.docs,
            stories: hit.stories,
            quotes: hit.quotes,
            roles: roles.then(|| hit.roles.iter().map(role).collect()),
            first: day(&hit.first),
            last: day(&hit.last),
        }
    }
}
