//! Who may use whom: the rooms of `src/` and the `crate::` paths in them.
//!
//! Data flows one way, and lower layers know nothing of the command line. The
//! table is the plan of the house: change it together with the code.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{files, src};

const ROOMS: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("ask", &["catalogue", "entities", "hit", "index", "os", "query", "quotes", "record"]),
    ("catalogue", &["entities", "words"]),
    ("check", &["article", "quotes", "read", "record", "walk"]),
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
            "messages",
            "os",
            "pipeline",
            "print",
            "query",
            "quotes",
            "read",
            "record",
            "saved",
            "walk",
            "watch",
            "wire",
        ],
    ),
    ("config", &["failure", "index"]),
    ("entities", &["article"]),
    ("failure", &["ask", "index", "saved", "wire"]),
    ("header", &["article", "ask", "read", "segment"]),
    ("hit", &["article", "entities", "index", "query", "record"]),
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
    ("stories", &["words"]),
    ("walk", &["os", "read", "record"]),
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

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names after each `crate::` and in each `crate::{…}`.
fn used(code: &str) -> BTreeSet<String> {
    let first =
        |text: &str| text.trim_start().chars().take_while(|c| is_word(*c)).collect::<String>();
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or_default();
                names.extend(list.split(',').map(first));
            }
            None => {
                names.insert(first(rest));
            }
        }
    }
    names
}

#[test]
fn rooms_use_only_what_the_plan_allows() {
    let src = src();
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut seen = BTreeSet::new();
    for file in files(&src) {
        let path = file.strip_prefix(&src).expect("below src");
        let first = path.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        if matches!(room.as_str(), "main" | "lib") {
            continue;
        }
        let allowed = ROOMS.iter().find(|(name, _)| *name == room);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{room}: not in the plan"));
        let code = fs::read_to_string(&file).expect("a source file");
        for name in used(&code).iter().filter(|n| rooms.contains(n.as_str()) && **n != room) {
            assert!(
                allowed.contains(&name.as_str()),
                "{}: {room} may not use {name}",
                path.display()
            );
        }
        seen.insert(room);
    }
    assert_eq!(seen.len(), ROOMS.len(), "a room of the plan is gone");
}

#[test]
fn only_the_index_knows_tantivy() {
    let src = src();
    for file in files(&src).iter().filter(|f| !f.starts_with(src.join("index"))) {
        let code = fs::read_to_string(file).expect("a source file");
        assert!(!code.contains("tantivy::"), "{} uses tantivy", file.display());
    }
}
