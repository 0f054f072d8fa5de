//! Who may use whom: the rooms of `src/` and the `crate::` paths in them.
//!
//! Data flows one way, and lower layers know nothing of the command line. The
//! table is the plan of the house: change it together with the code.

use std::fs;

use crate::circles::of_rooms;
use crate::imports::imports;
use crate::sources::{files, sources, src};

const ROOMS: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("ask", &["catalogue", "entities", "hit", "index", "query", "quotes", "record"]),
    ("catalogue", &["entities", "words"]),
    ("check", &["article", "read", "record", "walk"]),
    ("cli", &["check", "config", "index"]),
    (
        "commands",
        &[
            "article",
            "ask",
            "catalogue",
            "check",
            "cli",
            "config",
            "entities",
            "failure",
            "hit",
            "index",
            "mcp",
            "messages",
            "os",
            "pipeline",
            "print",
            "query",
            "quotes",
            "read",
            "record",
            "saved",
            "serve",
            "typed",
            "walk",
            "watch",
            "wire",
        ],
    ),
    ("config", &["failure", "index"]),
    ("entities", &["article", "words"]),
    ("failure", &["ask", "index", "saved", "wire"]),
    ("header", &["article", "read", "segment"]),
    ("hit", &["article", "entities", "query", "record"]),
    (
        "index",
        &[
            "article",
            "catalogue",
            "entities",
            "hit",
            "os",
            "query",
            "quotes",
            "record",
            "stories",
            "words",
        ],
    ),
    ("mcp", &["article", "ask", "failure", "hit", "index", "passage", "record", "typed", "wire"]),
    ("messages", &["failure", "passage", "wire"]),
    ("os", &[]),
    ("passage", &["article", "hit", "record"]),
    ("pipeline", &["article", "header", "index", "os", "quotes", "read", "record", "walk"]),
    (
        "print",
        &[
            "article",
            "ask",
            "catalogue",
            "check",
            "entities",
            "hit",
            "os",
            "passage",
            "pipeline",
            "query",
            "quotes",
            "record",
            "saved",
            "wire",
        ],
    ),
    ("query", &["words"]),
    ("quotes", &["article", "entities"]),
    ("read", &["article", "os"]),
    ("record", &["article", "entities", "os", "quotes", "words"]),
    ("saved", &["query"]),
    ("segment", &["article"]),
    (
        "serve",
        &[
            "article",
            "ask",
            "catalogue",
            "check",
            "config",
            "entities",
            "failure",
            "hit",
            "index",
            "os",
            "passage",
            "print",
            "query",
            "quotes",
            "record",
            "saved",
            "typed",
            "wire",
            "words",
        ],
    ),
    ("stories", &["words"]),
    ("typed", &["ask", "failure", "index", "wire"]),
    ("walk", &["read", "record"]),
    ("watch", &["os"]),
    (
        "wire",
        &[
            "article",
            "catalogue",
            "check",
            "entities",
            "hit",
            "os",
            "passage",
            "pipeline",
            "query",
            "quotes",
            "record",
            "saved",
            "words",
        ],
    ),
    ("words", &[]),
];

/// Code for tests aside, which may take what it needs from anywhere.
#[test]
fn rooms_use_exactly_what_the_plan_allows() {
    let own: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let used = of_rooms(&imports(&sources()));
    let rooms = used.iter().filter(|(room, _)| !matches!(room.as_str(), "main" | "lib" | ""));
    let (mut seen, mut other) = (Vec::new(), Vec::new());
    for (room, used) in rooms {
        let used: Vec<&str> = used.iter().map(String::as_str).filter(|u| own.contains(u)).collect();
        let allowed = ROOMS.iter().find(|(name, _)| name == room);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{room}: not in the plan"));
        let unknown = used.iter().filter(|name| !allowed.contains(name));
        other.extend(unknown.map(|name| format!("{room} may not use {name}")));
        let unneeded = allowed.iter().filter(|name| !used.contains(name));
        other.extend(unneeded.map(|name| format!("{room} uses no {name}: strike it out")));
        seen.push(room.as_str());
    }
    assert_eq!(other, [""; 0]);
    assert_eq!(seen, own, "a room of the plan is gone");
}

#[test]
fn only_the_index_knows_tantivy() {
    let src = src();
    for file in files(&src).iter().filter(|f| !f.starts_with(src.join("index"))) {
        let code = fs::read_to_string(file).expect("a source file");
        assert!(!code.contains("tantivy::"), "{} uses tantivy", file.display());
    }
}
