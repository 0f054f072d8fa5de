//! The JSON Schemas that the program prints say what is frozen, and a checker for what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::frozen::{LINES, shape};
use crate::testenv::seeds;

/// The schemas that the program prints, by name.
pub static SCHEMAS: LazyLock<BTreeMap<&str, Value>> = LazyLock::new(|| {
    let schema = |name| serde_json::from_str(&seeds(&["schema", name]).out).expect("JSON");
    LINES.iter().map(|name| (*name, schema(name))).collect()
});

/// Why a value is not what a JSON Schema says; as much of the standard as the schemas use, and a
/// keyword that is not known here is an error.
pub fn invalid(value: &Value, schema: &Value, root: &Value) -> Option<String> {
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

#[test]
fn the_schemas_say_the_same() {
    assert_eq!(seeds(&["schema"]).out.lines().collect::<Vec<_>>(), LINES);
    for name in LINES {
        let run = seeds(&["schema", name]);
        let schema: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert_eq!(schema["properties"]["type"]["const"], name);
        assert_eq!(schema["properties"]["schema"]["const"], format!("onrecord.{name}/1"));
        let own = ["type", "schema"];
        says_object(&schema, &schema, &own, name, name);
    }
}

#[test]
fn a_schema_that_says_otherwise_is_found() {
    let differs = |name: &'static str, schema: Value| {
        let own = ["type", "schema"];
        let says = || says_object(&schema, &schema, &own, name, name);
        std::panic::catch_unwind(says).is_err()
    };
    for (name, pointer, other) in [
        ("quote", "/$defs/Place/properties/line/type", json!("string")),
        ("quote", "/$defs/Place/properties/new", json!({"type": "string"})),
        ("quote", "/$defs/SpeakerShape/required", json!(["as_written", "name"])),
        ("quote", "/$defs/SpeakerShape/properties/name/type", json!(["string", "null"])),
        ("quote", "/$defs/Change/oneOf/0/properties/same/type", json!("integer")),
        ("quote", "/properties/spans/items", json!({"type": "string"})),
        ("citation", "/$defs/Selector/oneOf/1/required", json!(["type", "start"])),
    ] {
        let mut schema = SCHEMAS[name].clone();
        assert!(!differs(name, schema.clone()), "{name} as it is");
        let (parent, key) = pointer.rsplit_once('/').expect("a path");
        schema.pointer_mut(parent).expect("a part of the schema")[key] = other;
        assert!(differs(name, schema), "{name}: {pointer}");
    }
}

/// Whether a schema of an object, `own` keys in front, says the same as the frozen shape, all the
/// way down.
fn says_object(schema: &Value, root: &Value, own: &[&str], name: &str, at: &str) {
    let shape = shape(name);
    let properties = schema["properties"].as_object().unwrap_or_else(|| panic!("{at}: {schema}"));
    let own = own.iter().copied();
    let known: BTreeSet<&str> = own.clone().chain(shape.iter().map(|key| key.name)).collect();
    assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), known, "{at}");
    let always = shape.iter().filter(|key| !key.optional).map(|key| key.name);
    let always: Vec<&str> = own.chain(always).collect();
    let required = schema["required"].as_array().into_iter().flatten();
    let required: Vec<&str> = required.filter_map(Value::as_str).collect();
    assert_eq!(required, always, "{at}: what is always there, in order");
    for key in &shape {
        let at = format!("{at}.{}", key.name);
        let (null, schema) = not_null(&properties[key.name]);
        let kind = key.kind.trim_end_matches('~');
        // What is left out when it is not known is an option to the schema as well.
        assert!(null == key.kind.ends_with('~') || null && key.optional, "{at}: null");
        says(schema, root, kind, &at);
    }
}

/// Whether a schema allows null, and what else it allows.
fn not_null(schema: &Value) -> (bool, &Value) {
    let choices: Vec<&Value> = schema["anyOf"].as_array().into_iter().flatten().collect();
    match choices.as_slice() {
        [] => (is_type(schema, "null"), schema),
        [other, null] if is_type(null, "null") => (true, other),
        _ => panic!("no choice of null and another: {schema}"),
    }
}

fn is_type(schema: &Value, name: &str) -> bool {
    match &schema["type"] {
        Value::Array(types) => types.iter().any(|kind| kind == name),
        kind => kind == name,
    }
}

/// Whether a schema says the same as a frozen type.
fn says(schema: &Value, root: &Value, kind: &str, at: &str) {
    if let Some(kind) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
        assert!(is_type(schema, "array"), "{at}: {schema}");
        return says(&schema["items"], root, kind, at);
    }
    let types: &[&str] = match kind {
        "text" => &["string"],
        "number" => &["integer", "number"],
        "flag" => &["boolean"],
        shapes => {
            let place = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
            let place = place.unwrap_or_else(|| panic!("{at}: no reference: {schema}"));
            let target = root.pointer(place).expect("a definition");
            let names: Vec<&str> = shapes.split('|').collect();
            let choices: Vec<&Value> = match names.len() {
                1 => vec![target],
                _ => target["oneOf"].as_array().into_iter().flatten().collect(),
            };
            assert_eq!(choices.len(), names.len(), "{at}: {target}");
            for (choice, name) in choices.into_iter().zip(names) {
                says_object(choice, root, &[], name, at);
            }
            return;
        }
    };
    assert!(types.iter().any(|name| is_type(schema, name)), "{at}: no {kind}: {schema}");
}
