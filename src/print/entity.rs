//! A person, organisation or place of the archive as it is printed.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::numbers::counted;
use super::shape::Shape;
use super::style::{Look, Style};
use crate::entities::EntityKind;
use crate::hit::{EntityHit, RoleHit};
use crate::passage::clean;

/// Other names that are shown to people.
const ALIASES: usize = 6;
/// Roles that are shown to people.
const ROLES: usize = 8;

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

/// Writes an entity for people.
pub fn human(out: &mut dyn Write, style: &Style, hit: &EntityHit) -> io::Result<()> {
    let id = style.paint(Look::Dim, &hit.id);
    writeln!(out, "{}  {id}", style.paint(Look::Speaker, &hit.name))?;
    let mut parts = vec![match hit.stories == 1 {
        true => "1 story".to_owned(),
        false => format!("{} stories", super::numbers::count(hit.stories)),
    }];
    if hit.docs != hit.stories {
        parts.push(counted(hit.docs, "document"));
    }
    if hit.quotes > 0 {
        parts.push(counted(hit.quotes, "quote"));
    }
    if let (Some(first), Some(last)) = (hit.first, hit.last) {
        parts.push(if first == last { first.to_string() } else { format!("{first} to {last}") });
    }
    writeln!(out, "   {}", parts.join(" · "))?;
    if !hit.aliases.is_empty() {
        let shown: Vec<String> =
            hit.aliases.iter().take(ALIASES).map(|alias| clean::line(alias).into_owned()).collect();
        let more = hit.aliases.len().saturating_sub(ALIASES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(out, "   also {}{more}", shown.join(", "))?;
    }
    for role in hit.roles.iter().take(ROLES) {
        let days = match (role.first, role.last) {
            (Some(first), Some(last)) if first == last => format!(" · {first}"),
            (Some(first), Some(last)) => format!(" · {first} to {last}"),
            _ => String::new(),
        };
        let evidence: String = role.evidence.chars().take(10).collect();
        let rest = format!("{days} · {} · {evidence}", counted(role.docs, "document"));
        let text = style.paint(Look::Role, &role.text);
        writeln!(out, "   {text}{}", style.paint(Look::Dim, &rest))?;
    }
    if hit.roles.len() > ROLES {
        writeln!(out, "   … {} more roles (--json shows all)", hit.roles.len() - ROLES)?;
    }
    Ok(())
}
