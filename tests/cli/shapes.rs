//! The shapes of JSON lines, frozen: a key that comes, goes or changes its type fails here.
//!
//! Raise the version of a schema when a key goes away or changes its meaning; a new key only needs
//! a new entry in [`SHAPES`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::testenv::{Run, TestEnv, seeds};

/// Every kind of line and of object in one: `key:type`. `?` behind a key: may be left out; `~`
/// behind a type: may be null. `text`, `number`, `flag`, another shape, or `[…]`, a list of them.
const SHAPES: [(&str, &str); 36] = [
    (
        "doc",
        "rank?:number score?:number id:text story?:text copies:number path:text path_bytes?:text \
        paths?:[text] record?:number title:text~ date:text~ date_source:text~ source:text~ \
        byline:text~ dateline:text~ lang:text topics?:[text] words:number quotes:number \
        snippets?:[snippet] why?:why text?:text offset_base:text",
    ),
    ("snippet", "field:text text:text hits:[place]"),
    ("place", "byte_start:number byte_end:number char_start:number char_end:number line:number"),
    ("why", "words:number bonuses:[bonus]"),
    ("bonus", "name:text value:number"),
    (
        "quote",
        "rank?:number score?:number id:text doc:text story?:text carried?:number kind:text text:text \
        verb:text~ cue:words~ negated:flag spans:[place] hits?:[place] overlap?:number \
        diff?:[change] why?:why speaker:speaker~ role:role~ confidence:number rule:text before:text after:text path:text \
        path_bytes?:text record?:number title:text~ date:text~ source:text~ offset_base:text",
    ),
    ("change", "same?:text removed?:text added?:text"),
    ("words", "text:text span:place"),
    ("speaker", "name:text id:text~ as_written:text resolved_by:text span:place"),
    ("role", "text:text org:text~ span:place"),
    (
        "mention",
        "doc:text path:text path_bytes?:text kind:text text:text entity:text name:text roles?:[role] \
        span:place offset_base:text",
    ),
    (
        "entity",
        "id:text kind:text name:text aliases:[text] docs:number stories:number quotes:number \
        roles?:[told] first:text~ last:text~",
    ),
    ("told", "text:text org:text~ first:text~ last:text~ docs:number evidence:text"),
    (
        "facet",
        "field:text value:text id:text~ docs:number stories:number quotes?:number \
        statements?:number",
    ),
    (
        "summary",
        "total_docs:number total_stories:number total_quotes?:number total_statements?:number \
        returned:number next:text~ query:text revision:number warnings:[warning]",
    ),
    ("warning", "code:text message:text"),
    ("explanation", "query:text lines:[text] warnings:[warning]"),
    (
        "stats",
        "query:text~ revision:number files:number failed:number docs:number stories:number quotes:number \
        words:number bytes:number first:text~ last:text~ undated:number facets:[list]",
    ),
    ("list", "field:text values:[value]"),
    ("value", "value:text docs:number"),
    ("file", "path:text path_bytes?:text format:text~ size:number~ problems:[problem]"),
    ("problem", "record:number~ code:text reason:text"),
    ("saved", "name:text command:text query:text seen:number"),
    (
        "similar",
        "relation:text lead:flag share:number~ score:number~ id:text path:text title:text~ \
        date:text~ source:text~ diff?:[change]",
    ),
    ("would", "action:text path:text path_bytes?:text"),
    (
        "index",
        "index:text dry_run:flag interrupted:flag added:number changed:number moved:number \
        removed:number unchanged:number failed:number skipped_hidden:number \
        skipped_binary:number skipped_type:number docs:number revision:number",
    ),
    (
        "citation",
        "id:text doc:text kind:text text:text~ speaker:text~ as_written:text~ role:text~ \
        cue:text~ negated:flag confidence:number~ title:text~ source:text~ date:text~ \
        date_source:text~ byline:text~ path:text path_bytes?:text record?:number sha256:text \
        checked:flag offset_base:text targets:[target] quotation?:quotation article?:article",
    ),
    ("target", "source:text selector:[selector] span:place"),
    ("selector", "exact?:text prefix?:text suffix?:text start?:number end?:number"),
    (
        "quotation",
        "@context:text @type:text text?:text abstract?:text creator?:agent isPartOf:article",
    ),
    ("agent", "@type?:text name?:text description?:text jobTitle?:text"),
    (
        "article",
        "@context?:text @type:text headline?:text datePublished?:text publisher?:agent \
        author?:[agent]",
    ),
    ("check", "path:text path_bytes?:text record:number~ id:text~ code:text reason:text"),
    (
        "verification",
        "files:number docs:number quotes:number sampled:number spans:number content:flag \
        problems:number revision:number",
    ),
    ("field", "name:text kind:text level:text~ about:text"),
    ("error", "code:text message:text hint:text~"),
];

/// The lines of output; the other shapes are parts of them.
const LINES: [&str; 18] = [
    "doc",
    "quote",
    "mention",
    "entity",
    "facet",
    "summary",
    "explanation",
    "stats",
    "file",
    "would",
    "index",
    "saved",
    "citation",
    "check",
    "verification",
    "similar",
    "field",
    "error",
];

fn shape(name: &str) -> Vec<(&'static str, bool, &'static str)> {
    let found = SHAPES.iter().find(|(known, _)| *known == name);
    let (_, keys) = found.unwrap_or_else(|| panic!("{name}: no such shape"));
    let key = |entry: &'static str| {
        let (key, kind) = entry.split_once(':').expect("key:type");
        (key.trim_end_matches('?'), key.ends_with('?'), kind)
    };
    keys.split_whitespace().map(key).collect()
}

/// Whether `value` is of this type, all the way down.
fn check(value: &Value, kind: &str, at: &str) {
    if let Some(kind) = kind.strip_suffix('~') {
        if !value.is_null() {
            check(value, kind, at);
        }
        return;
    }
    if let Some(kind) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
        let list = value.as_array().unwrap_or_else(|| panic!("{at}: no list: {value}"));
        return list.iter().for_each(|value| check(value, kind, at));
    }
    match kind {
        "text" => assert!(value.is_string(), "{at}: no text: {value}"),
        "number" => assert!(value.is_number(), "{at}: no number: {value}"),
        "flag" => assert!(value.is_boolean(), "{at}: no flag: {value}"),
        kind => {
            let object = value.as_object().unwrap_or_else(|| panic!("{at}: no object: {value}"));
            let shape = shape(kind);
            for key in object.keys().filter(|key| !matches!(key.as_str(), "type" | "schema")) {
                assert!(shape.iter().any(|s| s.0 == key), "{at}: the key {key} is new: {value}");
            }
            for (key, optional, kind) in shape {
                match object.get(key) {
                    Some(value) => check(value, kind, &format!("{at}.{key}")),
                    None => assert!(optional, "{at}: the key {key} is missing: {value}"),
                }
            }
        }
    }
}

/// The schemas that the program prints, by name.
static SCHEMAS: LazyLock<BTreeMap<&str, Value>> = LazyLock::new(|| {
    let schema = |name| serde_json::from_str(&seeds(&["schema", name]).out).expect("JSON");
    LINES.iter().map(|name| (*name, schema(name))).collect()
});

/// Why a value is not what a JSON Schema says; as much of the standard as the schemas use, and a
/// keyword that is not known here is an error.
fn invalid(value: &Value, schema: &Value, root: &Value) -> Option<String> {
    let rules = match schema {
        Value::Bool(true) => return None,
        Value::Object(rules) => rules,
        _ => return Some(format!("{value} may not be here")),
    };
    rules.iter().find_map(|(keyword, rule)| {
        let kept = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" => true,
            "$ref" => {
                let place = rule.as_str().and_then(|rule| rule.strip_prefix('#'));
                let target = place.and_then(|place| root.pointer(place)).expect("a definition");
                return invalid(value, target, root);
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|kind| is_of(value, kind)),
                kind => is_of(value, kind),
            },
            "const" => value == rule,
            "enum" => {
                // The type of what may be null is said beside the list.
                value.is_null() || rule.as_array().is_some_and(|all| all.contains(value))
            }
            "anyOf" | "oneOf" => {
                let fits = |schema: &&Value| invalid(value, schema, root).is_none();
                let fitting = rule.as_array().map_or(0, |all| all.iter().filter(fits).count());
                fitting == 1 || keyword == "anyOf" && fitting > 1
            }
            "required" => value.as_object().is_none_or(|object| {
                let mut keys = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                keys.all(|key| object.contains_key(key))
            }),
            "properties" | "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                let mut each = value.as_object().into_iter().flatten();
                return each.find_map(|(key, value)| {
                    let own = known.and_then(|known| known.get(key));
                    let schema = match (keyword.as_str(), own) {
                        ("properties", own) => own?,
                        (_, None) => rule,
                        _ => return None,
                    };
                    invalid(value, schema, root).map(|reason| format!("{key}: {reason}"))
                });
            }
            "items" => {
                let mut each = value.as_array().into_iter().flatten();
                return each.find_map(|item| invalid(item, rule, root));
            }
            "minimum" => value.as_f64().is_none_or(|number| Some(number) >= rule.as_f64()),
            "maximum" => value.as_f64().is_none_or(|number| Some(number) <= rule.as_f64()),
            "format" => match (rule.as_str(), value.as_str()) {
                (Some("date"), Some(text)) => text.parse::<jiff::civil::Date>().is_ok(),
                (Some("uint64" | "uint" | "uint32"), _) => value.is_null() || value.is_u64(),
                (Some("double" | "float"), _) => value.is_null() || value.is_number(),
                (Some("date"), None) => value.is_null(),
                _ => return Some(format!("the format {rule} is not known")),
            },
            _ => return Some(format!("the keyword {keyword} is not known")),
        };
        (!kept).then(|| format!("{value} against {keyword}: {rule}"))
    })
}

fn is_of(value: &Value, kind: &Value) -> bool {
    match kind.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("null") => value.is_null(),
        _ => false,
    }
}

#[test]
fn the_checker_of_schemas_refuses_what_is_wrong() {
    let schema = &SCHEMAS["entity"];
    let line = json!({"type": "entity", "schema": "onrecord.entity/1", "id": "e:person/a", "kind": "person",
        "name": "A", "aliases": [], "docs": 1, "stories": 1, "quotes": 0, "first": "2017-11-14", "last": null,
        "roles": [{"text": "x", "org": null, "first": null, "last": null, "docs": 1, "evidence": "q:1"}]});
    assert_eq!(invalid(&line, schema, schema), None);
    for (pointer, wrong) in [
        ("/type", json!("doc")),
        ("/schema", json!("onrecord.entity/2")),
        ("/kind", json!("thing")),
        ("/name", json!(null)),
        ("/aliases", json!("A")),
        ("/aliases", json!([1])),
        ("/docs", json!(-1)),
        ("/docs", json!(1.5)),
        ("/first", json!("yesterday")),
        ("/roles", json!([{"text": "x"}])),
        ("/roles/0/docs", json!("1")),
    ] {
        let mut line = line.clone();
        *line.pointer_mut(pointer).expect("a key") = wrong.clone();
        assert!(invalid(&line, schema, schema).is_some(), "{pointer}: {wrong}");
    }
    let mut short = line.clone();
    short.as_object_mut().expect("an object").remove("id");
    assert!(invalid(&short, schema, schema).is_some(), "a key is missing");
}

/// Checks all lines and notes their types.
fn lines(text: &str, seen: &mut BTreeSet<String>) {
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        let name = line["type"].as_str().expect("a type").to_owned();
        assert_eq!(line["schema"], format!("onrecord.{name}/1"));
        check(&line, &name, &name);
        let schema = &SCHEMAS[name.as_str()];
        if let Some(reason) = invalid(&line, schema, schema) {
            panic!("{name}: {reason}: {line}");
        }
        seen.insert(name);
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
    let all: BTreeSet<String> = LINES.map(str::to_owned).into();
    assert_eq!(seen, all, "each type of line was read");
}

#[test]
fn the_schemas_say_the_same() {
    assert_eq!(seeds(&["schema"]).out.lines().collect::<Vec<_>>(), LINES);
    for name in LINES {
        let run = seeds(&["schema", name]);
        let schema: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        let properties = schema["properties"].as_object().expect("properties");
        assert_eq!(properties["type"]["const"], name);
        assert_eq!(properties["schema"]["const"], format!("onrecord.{name}/1"));
        let shape = shape(name);
        let own = ["type", "schema"].into_iter();
        let known: BTreeSet<&str> = own.clone().chain(shape.iter().map(|s| s.0)).collect();
        assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), known, "{name}");
        let always: BTreeSet<&str> =
            own.chain(shape.iter().filter(|s| !s.1).map(|s| s.0)).collect();
        let required = schema["required"].as_array().expect("required");
        let required: BTreeSet<&str> = required.iter().filter_map(Value::as_str).collect();
        assert_eq!(required, always, "{name}");
    }
}
