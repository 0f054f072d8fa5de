//! Who and what the archive names.

use super::error::Error;
use super::request::Question;
use crate::catalogue::name_typed;
use crate::entities::EntityKind;
use crate::hit::{EntityHit, Overview};
use crate::index::{Cancel, EntityOptions, Index};
use crate::query::fields::Field;
use crate::query::tree::Node;
use crate::query::{Query, Warning};

/// Which names are wanted of the documents that match a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntitiesRequest {
    /// Only those of this kind.
    pub kind: Option<EntityKind>,
    /// Only those one of whose names holds these words.
    pub name: Option<String>,
    /// What is named in the same documents as this one: a name or an id.
    pub cooccur: Option<String>,
    /// Whether to say in which roles they are.
    pub roles: bool,
}

/// Names of an archive, those of most stories first.
#[derive(Clone, Debug)]
pub struct EntitiesAnswer {
    /// What is named.
    pub hits: Vec<EntityHit>,
    /// How many documents match.
    pub overview: Overview,
    /// The name that the words of the query are, where others come first in its documents.
    pub meant: Option<String>,
}

/// Lists what the documents name that match, at most as many as the question's limit; 0 lists all.
///
/// # Errors
///
/// A name that nothing has, an index that cannot be read, a search
/// that was cancelled.
pub fn entities(
    index: &Index,
    question: &Question,
    wanted: &EntitiesRequest,
) -> Result<EntitiesAnswer, Error> {
    let Question { query, request } = question;
    let EntitiesRequest { kind, name, cooccur, roles } = wanted;
    let (limit, cancel) = (request.options.limit, &request.cancel);
    let mut query = query.clone();
    let mut options = EntityOptions {
        kind: *kind,
        name: name.clone(),
        except: None,
        // One more than wanted tells whether there is more.
        limit: if limit == 0 { 0 } else { limit.saturating_add(1) },
        roles: *roles,
    };
    if let Some(other) = cooccur {
        let known = one(index, other, cancel)?;
        let field = match known.kind {
            EntityKind::Person => Field::Person,
            EntityKind::Organization => Field::Org,
            EntityKind::Place => Field::Place,
        };
        query = query.within(field, &known.name, true);
        options.except = Some(known.id);
    }
    let (mut hits, mut overview) = index.entities(&query, &options, cancel)?;
    if limit > 0 && hits.len() > limit {
        hits.truncate(limit);
        let text = format!("there are more names than {limit}; -n 0 shows all");
        overview.warnings.push(Warning { code: "limit", text });
    }
    let meant = match request.reasons && name.is_none() && cooccur.is_none() {
        true => meant(index, &request.text, *kind, &hits, cancel)?,
        false => None,
    };
    Ok(EntitiesAnswer { hits, overview, meant })
}

/// The name that a query is, where others come first in its documents.
fn meant(
    index: &Index,
    typed: &str,
    kind: Option<EntityKind>,
    hits: &[EntityHit],
    cancel: &Cancel,
) -> Result<Option<String>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let name = Some(typed.to_owned());
    let options = EntityOptions { kind, name, except: None, limit: 1, roles: false };
    let (named, _) = index.entities(&everything(), &options, cancel)?;
    let other = named.into_iter().next();
    let other = other.filter(|named| hits.first().is_none_or(|hit| hit.id != named.id));
    Ok(other.map(|named| named.name))
}

/// The one entity that a name or an id means.
fn one(index: &Index, name: &str, cancel: &Cancel) -> Result<EntityHit, Error> {
    let options = EntityOptions { name: Some(name_typed(name)), ..EntityOptions::default() };
    let (mut hits, _) = index.entities(&everything(), &options, cancel)?;
    if name.starts_with("e:") {
        hits.retain(|hit| hit.id == name);
    }
    let first = hits.into_iter().next();
    first.ok_or_else(|| Error::UnknownEntity { name: name.to_owned() })
}

fn everything() -> Query {
    Query { root: Node::All, warnings: Vec::new() }
}
