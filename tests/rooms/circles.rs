//! No circles: what one file uses, directly or by way of others, does not use it.

use std::collections::BTreeMap;

use crate::imports::{Imports, imports};
use crate::sources::sources;

/// The groups of modules of which each uses all others, directly or by way of others (Tarjan); sorted.
fn circles(imports: &Imports) -> Vec<String> {
    let mut search =
        Search { imports, seen: BTreeMap::new(), stack: Vec::new(), found: Vec::new() };
    for module in imports.keys().map(String::as_str) {
        if !search.seen.contains_key(module) {
            search.visit(module);
        }
    }
    search.found.sort();
    search.found
}

struct Search<'i> {
    imports: &'i Imports,
    /// When each module was come upon.
    seen: BTreeMap<&'i str, usize>,
    /// Those whose circle is not known yet.
    stack: Vec<&'i str>,
    found: Vec<String>,
}

impl<'i> Search<'i> {
    /// Gives the first module on the stack that this one leads back to.
    fn visit(&mut self, module: &'i str) -> usize {
        let number = self.seen.len();
        let mut first = number;
        self.seen.insert(module, number);
        self.stack.push(module);
        for used in self.imports.get(module).into_iter().flatten() {
            match self.seen.get(used.as_str()) {
                None => first = first.min(self.visit(used)),
                Some(other) if self.stack.contains(&used.as_str()) => first = first.min(*other),
                Some(_) => {}
            }
        }
        if first == number {
            let at = self.stack.iter().position(|on| *on == module).expect("on the stack");
            let mut circle = self.stack.split_off(at);
            circle.sort_unstable();
            self.found.extend((circle.len() > 1).then(|| circle.join(" ")));
        }
        first
    }
}

/// The same for rooms: the first names of modules.
pub fn of_rooms(imports: &Imports) -> Imports {
    let room = |module: &str| module.split("::").next().unwrap_or_default().to_owned();
    let mut rooms = Imports::new();
    for (module, used) in imports {
        let own = room(module);
        let others = used.iter().map(|used| room(used)).filter(|other| *other != own);
        rooms.entry(own.clone()).or_default().extend(others);
    }
    rooms
}

#[test]
fn no_room_is_in_a_circle_with_another() {
    assert_eq!(circles(&of_rooms(&imports(&sources()))), [""; 0]);
}

#[test]
fn no_file_is_in_a_circle_with_another() {
    assert_eq!(circles(&imports(&sources())), [""; 0]);
}

#[test]
fn a_planted_circle_is_found() {
    let sources = [
        ("a", "mod b; mod c; pub use b::B;"),
        ("a::b", "use super::c::C;"),
        ("a::c", "fn c() { crate::d::e::run() }"),
        ("d", "pub mod e;"),
        ("d::e", "use crate::{a::{b::B}, f::F};"),
        ("f", "use crate::g;"),
        ("g", "#[cfg(test)] mod tests { use crate::f; }"),
    ];
    let owned = |(module, code): (&str, &str)| (module.to_owned(), code.to_owned());
    let imports = imports(&sources.map(owned).into());
    assert_eq!(circles(&imports), ["a::b a::c d::e"]);
    assert_eq!(circles(&of_rooms(&imports)), ["a d"]);
}
