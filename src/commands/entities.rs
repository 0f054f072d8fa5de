//! `entities`: who and what the archive names; corrections go into the user's fixes file.

use super::code::FOUND;
use super::records::{records, streamed};
use super::search;
use super::session::Session;
use crate::catalogue::{Fix, Fixes, FixesError, name_typed};
use crate::cli::{EntitiesArgs, EntityAction, TypeArg};
use crate::config::LIMIT;
use crate::entities::EntityKind;
use crate::failure::Failure;
use crate::hit::EntityHit;
use crate::index::{EntityOptions, Index};
use crate::print::entity;
use crate::query::fields::Field;
use crate::query::{About, Query, Warning};
use crate::wire::entity::EntityShape;
use crate::wire::reports::Summary;

/// The corrections by name.
const ACTIONS: [&str; 4] = ["merge", "split", "block", "rename"];

/// Runs the command.
pub fn run(session: &mut Session, args: &EntitiesArgs) -> Result<u8, Failure> {
    if let Some(action) = &args.action {
        return fix(session, action);
    }
    if let Some(action) = args.words.first().filter(|word| ACTIONS.contains(&word.as_str())) {
        // Behind flags it would be a word of the query, and nothing would be put right.
        let hint = format!("onrecord entities {action} … with the flags behind it");
        return Err(Failure::usage(format!("{action}: stands before all flags"), hint));
    }
    let mut query = session.query(&args.words, false, About::Docs)?;
    let records = records::<EntityShape>(session, &args.fields)?;
    let index = session.open()?;
    let mut options = EntityOptions {
        kind: args.kind.map(EntityKind::from),
        name: args.name.clone(),
        except: None,
        limit: session.config.settings.limit.unwrap_or(LIMIT),
        roles: args.with_roles,
    };
    if let Some(other) = &args.cooccur {
        let known = one(&index, other)?;
        let field = match known.kind {
            EntityKind::Person => Field::Person,
            EntityKind::Organization => Field::Org,
            EntityKind::Place => Field::Place,
        };
        query = query.within(field, &known.name, true);
        options.except = Some(known.id);
    }
    let limit = options.limit;
    // One more than wanted tells whether there is more.
    options.limit = if limit == 0 { 0 } else { limit.saturating_add(1) };
    let (mut hits, mut overview) = index.entities(&query, &options)?;
    if limit > 0 && hits.len() > limit {
        hits.truncate(limit);
        let text = format!("there are more names than {limit}; -n 0 shows all");
        overview.warnings.push(Warning { code: "limit", text });
    }
    search::warn(session, &overview);
    match records {
        Some(records) => {
            records.begin(session.out)?;
            for hit in &hits {
                records.write(session.out, &EntityShape::new(hit, args.with_roles))?;
            }
            records.end(session.out, &Summary::new(&overview, hits.len(), About::Docs))?;
        }
        None => {
            let plain = options.name.is_none() && options.except.is_none();
            if let Some(note) = plain.then(|| misread(session, &index, args, &hits)).transpose()? {
                note.iter().for_each(|note| session.messages.note(note));
            }
            for hit in &hits {
                entity::human(session.out, &session.style, hit)?;
            }
        }
    }
    Ok(session.found(!hits.is_empty()))
}

/// What to say where the words of a query are a name, and others come first in its documents.
fn misread(
    session: &Session,
    index: &Index,
    args: &EntitiesArgs,
    hits: &[EntityHit],
) -> Result<Option<String>, Failure> {
    let typed = args.words.join(" ");
    if typed.is_empty() {
        return Ok(None);
    }
    let all = session.query(&[], false, About::Docs)?;
    let kind = args.kind.map(EntityKind::from);
    let named =
        EntityOptions { kind, name: Some(typed.clone()), except: None, limit: 1, roles: false };
    let (named, _) = index.entities(&all, &named)?;
    let other = named.first().filter(|named| hits.first().is_none_or(|hit| hit.id != named.id));
    Ok(other.map(|named| {
        let name = &named.name;
        format!(
            "these are the names in documents with \"{typed}\"; --name \"{typed}\" gives {name}"
        )
    }))
}

/// Exports all entities of the documents that match, with their roles.
pub(super) fn export(
    session: &mut Session,
    index: &Index,
    query: &Query,
    fields: &[String],
) -> Result<u8, Failure> {
    let records = streamed::<EntityShape>(session, fields)?;
    let options = EntityOptions { roles: true, ..EntityOptions::default() };
    let (hits, overview) = index.entities(query, &options)?;
    search::warn(session, &overview);
    records.begin(session.out)?;
    for hit in &hits {
        records.write(session.out, &EntityShape::new(hit, true))?;
    }
    Ok(session.found(!hits.is_empty()))
}

/// The one entity that a name or an id means.
fn one(index: &Index, name: &str) -> Result<EntityHit, Failure> {
    let everything = Query { root: crate::query::tree::Node::All, warnings: Vec::new() };
    let options = EntityOptions { name: Some(name_typed(name)), ..Default::default() };
    let (mut hits, _) = index.entities(&everything, &options)?;
    if name.starts_with("e:") {
        hits.retain(|hit| hit.id == name);
    }
    match hits.is_empty() {
        true => Err(Failure::new(
            "entity.unknown",
            format!("{name}: nothing of this name is in the index"),
            "onrecord entities --name WORDS lists what is",
        )),
        false => Ok(hits.swap_remove(0)),
    }
}

/// Adds a correction to the fixes file.
fn fix(session: &mut Session, action: &EntityAction) -> Result<u8, Failure> {
    let fix = match action {
        EntityAction::Merge { kind, names } => {
            Fix::Merge { kind: kind.map(EntityKind::from), names: names.clone() }
        }
        EntityAction::Split { kind, name, from } => {
            Fix::Split { kind: kind.map(EntityKind::from), name: name.clone(), from: from.clone() }
        }
        EntityAction::Block { kind, name } => {
            Fix::Block { kind: kind.map(EntityKind::from), name: name.clone() }
        }
        EntityAction::Rename { kind, name, to } => {
            Fix::Rename { kind: kind.map(EntityKind::from), name: name.clone(), to: to.clone() }
        }
    };
    // Without the fixes: what documents say is asked for.
    let index = Index::open(&session.config.index_dir)?;
    for name in fix.of_documents() {
        if !index.names(fix.kind(), name) {
            let text = format!("no document names {name}: it holds for what comes");
            session.messages.note(&text);
        }
    }
    let path = session.config.fixes_file();
    let shown = path.display().to_string();
    let refused = |error: FixesError| Failure::Error {
        code: "fixes",
        message: format!("{shown}: {error}"),
        hint: None,
    };
    let io = |error: std::io::Error| Failure::Error {
        code: "fixes",
        message: format!("{shown}: {error}"),
        hint: Some("name another file with --fixes FILE".to_owned()),
    };
    let before = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(io(error)),
    };
    let after = Fixes::append(&before, &fix).map_err(refused)?;
    if after == before {
        session.messages.note(&format!("{shown}: says so already"));
        return Ok(FOUND);
    }
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, after).and_then(|()| std::fs::rename(&beside, &path)).map_err(io)?;
    session.messages.note(&format!("{shown}: holds from now on; edit or delete it there"));
    Ok(FOUND)
}

impl From<TypeArg> for EntityKind {
    fn from(kind: TypeArg) -> EntityKind {
        match kind {
            TypeArg::Person => EntityKind::Person,
            TypeArg::Org => EntityKind::Organization,
            TypeArg::Place => EntityKind::Place,
        }
    }
}
