//! A person, organisation or place of the archive, for people.

use std::io::{self, Write};

use super::numbers::{count, counted};
use super::style::{Look, Style};
use crate::hit::EntityHit;
use crate::passage::clean;

/// Other names that are shown.
const ALIASES: usize = 6;
/// Roles that are shown.
const ROLES: usize = 8;

/// Writes an entity for people.
pub fn human(out: &mut dyn Write, style: &Style, hit: &EntityHit) -> io::Result<()> {
    let id = style.paint(Look::Dim, &hit.id);
    writeln!(out, "{}  {id}", style.paint(Look::Speaker, &hit.name))?;
    let mut parts = vec![match hit.stories == 1 {
        true => "1 story".to_owned(),
        false => format!("{} stories", count(hit.stories)),
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
