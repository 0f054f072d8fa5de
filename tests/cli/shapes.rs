//! The lines that the program prints are what is frozen: a key that comes, goes, moves or changes
//! its type fails here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use serde_json::value::RawValue;

use crate::frozen::{LINES, SHAPES, shape};
use crate::schemas::{SCHEMAS, invalid};
use crate::testenv::{Run, TestEnv, seeds};

/// The keys of an object in their order, each with its value as it stands there.
fn entries(text: &str, at: &str) -> Vec<(String, String)> {
    let object: BTreeMap<String, &RawValue> =
        serde_json::from_str(text).unwrap_or_else(|_| panic!("{at}: no object: {text}"));
    let mut entries: Vec<(String, &RawValue)> = object.into_iter().collect();
    // The values are parts of the text: where they stand in it is their order.
    entries.sort_by_key(|(_, value)| value.get().as_ptr());
    entries.into_iter().map(|(key, value)| (key, value.get().to_owned())).collect()
}

/// Whether a value is of this type, all the way down; notes the shapes of its objects.
fn check(text: &str, kind: &str, at: &str, seen: &mut BTreeSet<String>) {
    if let Some(kind) = kind.strip_suffix('~') {
        if text != "null" {
            check(text, kind, at, seen);
        }
        return;
    }
    if let Some(kind) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
        let list: Vec<&RawValue> =
            serde_json::from_str(text).unwrap_or_else(|_| panic!("{at}: no list: {text}"));
        return list.iter().for_each(|value| check(value.get(), kind, at, seen));
    }
    let value: Value = serde_json::from_str(text).expect("JSON");
    match kind {
        "text" => assert!(value.is_string(), "{at}: no text: {value}"),
        "number" => assert!(value.is_number(), "{at}: no number: {value}"),
        "flag" => assert!(value.is_boolean(), "{at}: no flag: {value}"),
        shapes => {
            let entries = entries(text, at);
            let has = |key: &str| entries.iter().any(|(known, _)| known == key);
            let fits = |name: &&str| {
                !shapes.contains('|') || shape(name).iter().all(|key| key.optional || has(key.name))
            };
            let name = shapes.split('|').find(fits);
            let name = name.unwrap_or_else(|| panic!("{at}: none of {shapes}: {text}"));
            let own = if LINES.contains(&name) { &["type", "schema"][..] } else { &[] };
            let shape = shape(name);
            for (key, _) in entries.iter().filter(|(key, _)| !own.contains(&key.as_str())) {
                assert!(shape.iter().any(|s| s.name == *key), "{at}: the key {key} is new: {text}");
            }
            for key in &shape {
                match entries.iter().find(|(known, _)| known == key.name) {
                    Some((_, value)) => check(value, key.kind, &format!("{at}.{}", key.name), seen),
                    None => assert!(key.optional, "{at}: the key {} is missing: {text}", key.name),
                }
            }
            let order = own.iter().copied().chain(shape.iter().map(|key| key.name));
            let order: Vec<&str> = order.filter(|key| has(key)).collect();
            let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
            assert_eq!(keys, order, "{at}: the order of the keys: {text}");
            seen.insert(name.to_owned());
        }
    }
}

#[test]
fn what_is_not_frozen_is_found() {
    let words =
        r#"{"text":"a","span":{"byte_start":1,"byte_end":2,"char_start":1,"char_end":2,"line":1}}"#;
    let wrong = |kind: &'static str, text: String| {
        std::panic::catch_unwind(|| check(&text, kind, kind, &mut BTreeSet::new())).is_err()
    };
    assert!(!wrong("words", words.to_owned()));
    for (old, new) in [
        (r#""line":1"#, r#""line":"1""#),
        (r#","line":1"#, ""),
        (r#""line":1"#, r#""line":1,"column":1"#),
        (r#""byte_start":1,"byte_end":2"#, r#""byte_end":2,"byte_start":1"#),
        (r#""line":1"#, r#""page":1,"line":1"#),
        (r#""text":"a""#, r#""text":null"#),
    ] {
        assert!(words.contains(old) && wrong("words", words.replace(old, new)), "{old} → {new}");
    }
    for (text, found) in [
        (r#"[{"same":"a"},{"added":"b"}]"#, false),
        (r#"[{"same":"a","added":"b"}]"#, true),
        (r#"[{"moved":"a"}]"#, true),
        (r#"{"same":"a"}"#, true),
    ] {
        assert_eq!(wrong("[same|removed|added]", text.to_owned()), found, "{text}");
    }
}

/// Checks all lines and notes their types.
fn lines(text: &str, seen: &mut BTreeSet<String>) {
    for text in text.lines() {
        let line: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"));
        let name = line["type"].as_str().expect("a type");
        assert_eq!(line["schema"], format!("onrecord.{name}/1"));
        assert!(LINES.contains(&name), "{name}: no type of line");
        check(text, name, name, seen);
        let schema = &SCHEMAS[name];
        if let Some(reason) = invalid(&line, schema, schema) {
            panic!("{name}: {reason}: {line}");
        }
    }
}

#[test]
fn every_line_has_the_keys_that_it_always_had() {
    let mut seen = BTreeSet::new();
    let mut read = |run: Run| {
        lines(&run.out, &mut seen);
        lines(&run.err, &mut seen);
    };
    for args in [
        &["query", "nafta OR crabe", "-n", "0"][..],
        &["query", "is:lead copies:>3", "--why", "--snippets", "3"],
        &["query", "(nafta", "-n", "1"],
        &["query", "nafta", "-c"],
        &["query", "nafta (wages", "--explain"],
        &["query", "speker:dias"],
        &["show", "wire/trade-talks.txt"],
        &["show", "wire/trade-talks.txt", "--quotes"],
        &["show", "web/dairy-farmers-usmca.html", "--quotes"],
        &["show", "archive/quota-crabe.txt", "--quotes"],
        &["show", "wire/trade-talks.txt", "--entities"],
        &["stats"],
        &["stats", "nafta"],
        &["stats", "xyzzyplugh"],
        &["cite", "wire/trade-talks.txt"],
        &["cite", "feeds/regional-briefs.json#2"],
        &["verify"],
        &["quotes", "sunset clause", "--why"],
        &["quotes", "act:silence", "--why"],
        &["quotes", "--like", "a bomb with a timer", "--min-overlap", "0.3"],
        &["quotes", "nafta", "--facet", "speaker", "--by", "month"],
        &["query", "nafta", "--facet", "source:2"],
        &["timeline", "wages", "-n", "2"],
        &["entities", "-n", "3", "--with-roles"],
        &["entities", "nafta", "--type", "org"],
        &["similar", "wire/steel-tariffs.txt"],
        &["export", "docs", "nafta"],
        &["export", "quotes", "nafta"],
        &["export", "mentions", "corn"],
        &["export", "entities"],
        &["query", "nafta", "--fields", "id"],
        &["quotes", "(wages", "--group", "speaker", "--fold", "none"],
        &["quotes", "unnamed", "--facet", "role:0", "--facet", "year"],
        &["query", "xyzzyplugh", "--facet", "person"],
        &["query", "nafta", "--after", "c:1:1:0", "--sort", "-date"],
        &["saved", "show", "nobody"],
        &["fields"],
    ] {
        // Notes are for people; with -q only what is JSON is left on stderr.
        let run = seeds(&[args, &["--json", "-q"]].concat());
        match args.contains(&"--fields") {
            // Only what was asked for is printed: no line of its type as such.
            true => assert_eq!(run.code, 0),
            false => read(run),
        }
    }
    let env = TestEnv::new();
    env.write("good.txt", "Talks\n\nThey talked all day.\n");
    env.write("bad.json", "{");
    env.write("some.jsonl", "{\"title\":\"A\",\"body\":\"Apples were praised.\"}\n{broken\n");
    for args in [&["index", "docs", "--dry-run"][..], &["index", "docs"]] {
        let run = env.run(&[args, &["--json"]].concat());
        read(Run { err: String::new(), ..run });
    }
    read(env.run(&["stats", "--failed", "--json"]));
    for args in [
        &["saved", "add", "talks", "talks"][..],
        &["saved", "add", "said", "--quotes", "speaker:unnamed"],
        &["saved", "list"],
        &["saved", "run", "talks"],
        &["saved", "run", "talks", "--new"],
    ] {
        read(env.run(&[args, &["--json", "-q"]].concat()));
    }
    std::fs::write(env.path("onrecord-fixes.toml"), "[[block]\n").expect("a file");
    read(env.run(&["entities", "--json"]));
    std::fs::remove_file(env.path("onrecord-fixes.toml")).expect("a file");
    std::fs::remove_file(env.path("docs/good.txt")).expect("a file");
    read(env.run(&["verify", "--json"]));
    let quotes = seeds(&["show", "wire/trade-talks.txt", "--quotes", "--format", "{id}"]).out;
    let ids: Vec<&str> = quotes.lines().collect();
    read(seeds(&[&["cite", "--json"], ids.as_slice()].concat()));
    let all: BTreeSet<String> = SHAPES.map(|(name, _)| name.to_owned()).into();
    assert_eq!(seen, all, "each type of line and of object was read");
}
