//! Names as whole values of columns: with their kind, their other forms, their roles.
//!
//! Words of names are indexed as words are; these values are what is counted and
//! what the catalogue of the archive's names is made of.

use tantivy::DocId;
use tantivy::columnar::StrColumn;

use super::schema::{Column, column};
use crate::entities::EntityKind;

/// Stands between the parts of a value.
const BORDER: char = '\u{1f}';

/// The columns of names in documents, each with what it names.
pub const NAMES: [(Column<str>, EntityKind); 3] = [
    (column::PERSON, EntityKind::Person),
    (column::ORG, EntityKind::Organization),
    (column::PLACE, EntityKind::Place),
];

/// Writes the different values of a row of a column into `ords`, by their numbers.
pub fn distinct(column: &StrColumn, row: DocId, ords: &mut Vec<u64>) {
    ords.clear();
    ords.extend(column.term_ords(row));
    ords.sort_unstable();
    ords.dedup();
}

/// Name under which all sources are counted that have none.
pub const UNNAMED: &str = "unnamed";

/// A name as a whole value: a letter for its kind, then the name.
pub fn key(kind: Option<EntityKind>, name: &str) -> String {
    let letter = match kind {
        Some(EntityKind::Person) => 'p',
        Some(EntityKind::Organization) => 'o',
        Some(EntityKind::Place) => 'l',
        None => 'n',
    };
    let mut key = String::with_capacity(name.len() + 1);
    key.push(letter);
    key.push_str(name);
    key
}

/// Takes a value of [`key`] apart.
pub fn of_key(key: &str) -> (Option<EntityKind>, &str) {
    let kind = match key.as_bytes().first() {
        Some(b'p') => Some(EntityKind::Person),
        Some(b'o') => Some(EntityKind::Organization),
        Some(b'l') => Some(EntityKind::Place),
        _ => None,
    };
    (kind, key.get(1..).unwrap_or(""))
}

/// Another way in which a document writes a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias<'a> {
    /// Of what it is.
    pub kind: EntityKind,
    /// The document's name for it.
    pub name: &'a str,
    /// As written.
    pub alias: &'a str,
}

impl<'a> Alias<'a> {
    /// The value for the column.
    pub fn value(self) -> String {
        format!("{}{BORDER}{}", key(Some(self.kind), self.name), self.alias)
    }

    /// Takes a value apart.
    pub fn of_value(value: &'a str) -> Option<Alias<'a>> {
        let (name, alias) = value.split_once(BORDER)?;
        let (kind, name) = of_key(name);
        Some(Alias { kind: kind?, name, alias })
    }
}

/// What a document says that a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleOf<'a> {
    /// The document's name of the person.
    pub name: &'a str,
    /// The role as written.
    pub role: &'a str,
    /// The organisation in it.
    pub org: Option<&'a str>,
}

impl<'a> RoleOf<'a> {
    /// The value for the column.
    pub fn value(self) -> String {
        format!("{}{BORDER}{}{BORDER}{}", self.name, self.role, self.org.unwrap_or(""))
    }

    /// Takes a value apart.
    pub fn of_value(value: &'a str) -> Option<RoleOf<'a>> {
        let mut parts = value.splitn(3, BORDER);
        let (name, role) = (parts.next()?, parts.next()?);
        Some(RoleOf { name, role, org: parts.next().filter(|org| !org.is_empty()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_apart_as_they_were_put_together() {
        for kind in [Some(EntityKind::Person), Some(EntityKind::Place), None] {
            assert_eq!(of_key(&key(kind, "Été Dias")), (kind, "Été Dias"));
        }
        assert_eq!(of_key(""), (None, ""));
        let alias = Alias { kind: EntityKind::Organization, name: "World Bank", alias: "WB" };
        assert_eq!(Alias::of_value(&alias.value()), Some(alias));
        assert_eq!(Alias::of_value("nx"), None);
        for org in [None, Some("Unifor")] {
            let role = RoleOf { name: "Jerry Dias", role: "head of Unifor", org };
            assert_eq!(RoleOf::of_value(&role.value()), Some(role));
        }
    }
}
