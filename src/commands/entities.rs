//! `entities`: who and what the archive names; corrections go into the user's fixes file.

use super::code::FOUND;
use super::records::{records, streamed};
use super::search;
use super::session::Session;
use crate::ask::{self, About, EntitiesAnswer, EntitiesRequest, Question};
use crate::catalogue::{Fix, Fixes, FixesError};
use crate::cli::{EntitiesArgs, EntityAction, TypeArg};
use crate::config::LIMIT;
use crate::entities::EntityKind;
use crate::failure::Failure;
use crate::index::Index;
use crate::print::entity;
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
    let mut request = session.request(&args.words, About::Docs);
    request.options.limit = session.config.settings.limit.unwrap_or(LIMIT);
    let mut question = request.read()?;
    let records = records::<EntityShape>(session, &args.fields)?;
    question.request.reasons |= records.is_none();
    let index = session.open()?;
    let wanted = EntitiesRequest {
        kind: args.kind.map(EntityKind::from),
        name: args.name.clone(),
        cooccur: args.cooccur.clone(),
        roles: args.with_roles,
    };
    let EntitiesAnswer { hits, overview, meant } = ask::entities(&index, &question, &wanted)?;
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
            if let Some(name) = meant {
                let typed = &question.request.text;
                session.note(&format!(
                    "these are the names in documents with \"{typed}\"; --name \"{typed}\" gives {name}"
                ));
            }
            for hit in &hits {
                entity::human(session.out, &session.style, hit)?;
            }
        }
    }
    if hits.is_empty() {
        search::nothing(session, &overview, About::Docs);
    }
    Ok(session.found(!hits.is_empty()))
}

/// Exports all entities of the documents that match, with their roles.
pub(super) fn export(
    session: &mut Session,
    index: &Index,
    question: &Question,
    fields: &[String],
) -> Result<u8, Failure> {
    let records = streamed::<EntityShape>(session, fields)?;
    let wanted = EntitiesRequest { roles: true, ..EntitiesRequest::default() };
    let EntitiesAnswer { hits, overview, .. } = ask::entities(index, question, &wanted)?;
    search::warn(session, &overview);
    records.begin(session.out)?;
    for hit in &hits {
        records.write(session.out, &EntityShape::new(hit, true))?;
    }
    if hits.is_empty() {
        search::nothing(session, &overview, About::Docs);
    }
    Ok(session.found(!hits.is_empty()))
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
            session.note(&text);
        }
    }
    let named = session.config.fixes_file();
    let shown = named.display().to_string();
    // Where a link leads: what is written beside the file takes its place, not that of the link.
    let path = std::fs::canonicalize(&named).unwrap_or(named);
    if path.exists() && !path.is_file() {
        let hint = "name a file with --fixes FILE";
        return Err(Failure::new("fixes", format!("{shown}: is no file"), hint));
    }
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
        session.note(&format!("{shown}: says so already"));
        return Ok(FOUND);
    }
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, after).and_then(|()| std::fs::rename(&beside, &path)).map_err(io)?;
    session.note(&format!("{shown}: holds from now on; edit or delete it there"));
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
