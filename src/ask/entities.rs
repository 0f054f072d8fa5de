//! Who and what the archive names.

use super::error::Error;
use super::reasons::{SUGGESTIONS, reasons};
use super::request::Question;
use crate::catalogue::name_typed;
use crate::entities::EntityKind;
use crate::hit::{EntityHit, Overview, Reason};
use crate::index::{Cancel, EntityOptions, Index};
use crate::query::fields::Field;
use crate::query::tree::Node;
use crate::query::{About, Query, Warning};

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
    let Question { query, request, .. } = question;
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
    if hits.is_empty() && request.reasons {
        overview.reasons = match name {
            Some(name) => vec![nobody(index, name, *kind)],
            None => reasons(index, &query, About::Docs, cancel)?,
        };
    }
    Ok(EntitiesAnswer { hits, overview, meant })
}

/// That nothing has a name, with the nearest names that something has.
fn nobody(index: &Index, name: &str, kind: Option<EntityKind>) -> Reason {
    let mut nearest = near(index, &name_typed(name), kind);
    nearest.truncate(SUGGESTIONS);
    Reason::Unknown { field: "name", text: name.to_owned(), nearest }
}

fn near(index: &Index, name: &str, kind: Option<EntityKind>) -> Vec<String> {
    let field = match kind {
        None => Field::Entity,
        Some(EntityKind::Person) => Field::Person,
        Some(EntityKind::Organization) => Field::Org,
        Some(EntityKind::Place) => Field::Place,
    };
    index.suggest_in(field, About::Docs, name)
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
    first.ok_or_else(|| {
        let mut nearest = near(index, &name_typed(name), None);
        nearest.truncate(SUGGESTIONS);
        Error::UnknownEntity { name: name.to_owned(), nearest }
    })
}

fn everything() -> Query {
    Query { root: Node::All, warnings: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::request::Request;
    use crate::index::SearchOptions;
    use crate::index::testing::{Draft, TestIndex};

    fn index() -> TestIndex {
        let draft = |path: &str, body: &str| Draft::new(path, "", body);
        TestIndex::of(&[&[
            draft("a", "The harbour is closed.")
                .naming(EntityKind::Person, "Marta Olvera")
                .naming(EntityKind::Place, "Lisbon"),
            draft("b", "The harbour is open.")
                .naming(EntityKind::Person, "Marta Olvera")
                .naming(EntityKind::Organization, "Portworkers Union"),
            draft("c", "Wages fell.").naming(EntityKind::Person, "Jerry Dias"),
        ]])
    }

    fn ask(
        index: &Index,
        query: &str,
        limit: usize,
        wanted: &EntitiesRequest,
    ) -> Result<EntitiesAnswer, Error> {
        let options = SearchOptions { limit, ..SearchOptions::default() };
        let request = Request::new(query, About::Docs, jiff::civil::date(2020, 1, 1));
        let question = Request { options, reasons: true, ..request }.read()?;
        entities(index, &question, wanted)
    }

    fn names(answer: &EntitiesAnswer) -> Vec<&str> {
        answer.hits.iter().map(|hit| hit.name.as_str()).collect()
    }

    #[test]
    fn names_are_those_of_the_documents_that_match() {
        let index = index();
        let index = index.open();
        let own = |text: &str| Some(text.to_owned());
        let all = EntitiesRequest::default();
        let person = EntitiesRequest { kind: Some(EntityKind::Person), ..all.clone() };
        let named = EntitiesRequest { name: own("olvera"), ..all.clone() };
        let beside = EntitiesRequest { cooccur: own("Marta Olvera"), ..all.clone() };
        for (query, wanted, expected) in [
            ("harbour", &all, vec!["Marta Olvera", "Lisbon", "Portworkers Union"]),
            ("harbour", &person, vec!["Marta Olvera"]),
            ("", &person, vec!["Marta Olvera", "Jerry Dias"]),
            ("", &named, vec!["Marta Olvera"]),
            ("", &beside, vec!["Lisbon", "Portworkers Union"]),
            ("closed", &beside, vec!["Lisbon"]),
            ("zeppelin", &all, vec![]),
        ] {
            let answer = ask(&index, query, 0, wanted).expect("an answer");
            let (mut found, mut expected) = (names(&answer), expected);
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{query} {wanted:?}");
        }
        let answer = ask(&index, "harbour", 0, &all).expect("an answer");
        assert_eq!(names(&answer)[0], "Marta Olvera", "those of most stories come first");
    }

    #[test]
    fn more_names_than_wanted_are_told() {
        let index = index();
        let index = index.open();
        for (limit, count, told) in [(1, 1, true), (3, 3, false), (0, 3, false)] {
            let answer = ask(&index, "harbour", limit, &EntitiesRequest::default());
            let answer = answer.expect("an answer");
            let warned = answer.overview.warnings.iter().any(|warning| warning.code == "limit");
            assert_eq!((answer.hits.len(), warned), (count, told), "{limit}");
        }
    }

    #[test]
    fn a_name_is_told_where_others_come_first() {
        let index = index();
        let index = index.open();
        let meant = |query: &str| {
            ask(&index, query, 0, &EntitiesRequest::default()).expect("an answer").meant
        };
        assert_eq!(meant("portworkers").as_deref(), Some("Portworkers Union"));
        assert_eq!(
            (meant("olvera"), meant("harbour"), meant("")),
            (Some("Marta Olvera".to_owned()), None, None)
        );
    }

    #[test]
    fn names_that_nothing_has_are_answered_with_the_nearest() {
        let index = index();
        let index = index.open();
        for (name, kind, expected) in [
            ("olveira", None, vec!["Marta Olvera"]),
            ("diaz", Some(EntityKind::Person), vec!["Jerry Dias"]),
            ("lisbonn", Some(EntityKind::Place), vec!["Lisbon"]),
            ("lisbonn", Some(EntityKind::Person), vec![]),
        ] {
            let wanted =
                EntitiesRequest { name: Some(name.to_owned()), kind, ..Default::default() };
            let answer = ask(&index, "", 0, &wanted).expect("an answer");
            let nearest = expected.into_iter().map(str::to_owned).collect();
            let reason = Reason::Unknown { field: "name", text: name.to_owned(), nearest };
            assert_eq!(answer.overview.reasons, [reason]);
        }
        let beside = EntitiesRequest { cooccur: Some("Olveira".to_owned()), ..Default::default() };
        let error = ask(&index, "", 0, &beside).expect_err("no answer");
        assert_eq!(error.hint().as_deref(), Some("did you mean Marta Olvera?"));
    }

    #[test]
    fn an_unknown_name_is_told() {
        let index = index();
        let index = index.open();
        for name in ["Nobody", "e:person/nobody"] {
            let wanted = EntitiesRequest { cooccur: Some(name.to_owned()), ..Default::default() };
            let error = ask(&index, "", 0, &wanted).expect_err("no answer");
            assert!(matches!(error, Error::UnknownEntity { name: told, .. } if told == name));
        }
        let id = ask(
            &index,
            "",
            0,
            &EntitiesRequest { name: Some("olvera".to_owned()), ..Default::default() },
        );
        let id = id.expect("an answer").hits.remove(0).id;
        let wanted = EntitiesRequest { cooccur: Some(id), ..Default::default() };
        assert_eq!(ask(&index, "closed", 0, &wanted).expect("an answer").hits.len(), 1);
    }
}
