//! Joins the names of an archive, by the rules of `bodies` and `people`.

use super::counts::{AliasCount, BesideCount, NameCount};
use super::groups::Groups;
use super::named::Catalogue;
use super::{bodies, people};

/// Joins the names of an archive that are one entity, whatever the order in which they come.
///
/// `beside` tells of the pairs for which [`people::differ_by_suffix`] holds; without it a suffix that some writers
/// leave out is taken for one person's.
pub fn resolve(
    names: impl IntoIterator<Item = NameCount>,
    aliases: impl IntoIterator<Item = AliasCount>,
    beside: impl IntoIterator<Item = BesideCount>,
) -> Catalogue {
    let mut groups = Groups::new(names, aliases);
    bodies::join(&mut groups);
    people::join(&mut groups, beside);
    Catalogue { entities: groups.entities() }
}
