//! Parts that stored records have in common.

use crate::article::Span;
use crate::entities::EntityKind;
use crate::index::store::bytes::{Packer, Unpacker};
use crate::record::{DocRecord, RoleRecord};

/// Kinds of entities by their numbers.
pub const ENTITY_KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// Stands for a span that is not there: it cuts nothing.
pub const NOWHERE: Span = Span { start: 0, end: 0 };

/// The place of a value in a list that holds every value of its type.
pub fn number_of<T: PartialEq>(list: &[T], wanted: T) -> u64 {
    // The lists hold every value of their types.
    list.iter().position(|item| *item == wanted).unwrap_or(0) as u64
}

/// Whether there is a value, then the value.
pub fn put_option<'t, T>(
    p: &mut Packer<'t>,
    option: &'t Option<T>,
    put: impl FnOnce(&mut Packer<'t>, &'t T),
) {
    p.number(u64::from(option.is_some()));
    if let Some(value) = option {
        put(p, value);
    }
}

/// Reads what [`put_option`] wrote.
pub fn option<'b, T>(
    u: &mut Unpacker<'b>,
    read: impl FnOnce(&mut Unpacker<'b>) -> Option<T>,
) -> Option<Option<T>> {
    match u.number()? {
        0 => Some(None),
        _ => read(u).map(Some),
    }
}

/// Words that stand at `span`, where the text says the same.
pub fn put_cut<'t>(p: &mut Packer<'t>, words: &'t str, span: Span, text: &str) {
    let same = span.cut(text) == words;
    p.number(u64::from(!same));
    if !same {
        p.text(words);
    }
}

/// Reads what [`put_cut`] wrote.
pub fn cut(u: &mut Unpacker, span: Span, text: &str) -> Option<String> {
    Some(match u.number()? {
        0 => span.cut(text).to_owned(),
        _ => u.text()?.to_owned(),
    })
}

/// A role: its place, words and organisation.
pub fn put_role<'t>(p: &mut Packer<'t>, role: &'t RoleRecord, text: &str) {
    p.span(role.span);
    put_cut(p, &role.text, role.span, text);
    put_option(p, &role.org, |p, org| p.text(org));
}

/// Reads what [`put_role`] wrote.
pub fn role(u: &mut Unpacker, text: &str) -> Option<RoleRecord> {
    let span = u.span()?;
    Some(RoleRecord {
        text: cut(u, span, text)?,
        org: option(u, |u| u.text().map(str::to_owned))?,
        span,
    })
}

/// The roles of all entities of a document, in order.
pub fn roles(doc: &DocRecord) -> impl Iterator<Item = &RoleRecord> {
    doc.entities.iter().flat_map(|entity| &entity.roles)
}
