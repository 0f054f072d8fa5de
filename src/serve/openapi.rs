//! The description of the API (OpenAPI 3.1), made from the table of endpoints and the schemas of the lines.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::endpoints::{ENDPOINTS, Endpoint, NEEDS_LIKE, SWITCHES};
use super::problem::Problem;
use crate::wire::schema;

/// Statuses of every address, with what they mean.
const STATUSES: [(&str, &str); 9] = [
    ("400", "What was asked cannot be read"),
    ("401", "The key is missing"),
    ("403", "The request comes from another site"),
    ("404", "There is nothing of this id, name or cursor"),
    ("405", "The method is not for this address"),
    ("406", "The address has no such form"),
    ("414", "The address is too long"),
    ("421", "The page is not asked under this name"),
    ("503", "Too much is asked at once, or the index cannot be read now"),
];

/// The whole description.
pub fn document() -> Value {
    let mut schemas = Map::new();
    for (name, schema) in schema::all() {
        hoist(name, schema, &mut schemas);
    }
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    hoist("problem", generator.into_root_schema_for::<Problem>().to_value(), &mut schemas);
    let mut paths: Map<String, Value> = ENDPOINTS
        .iter()
        .map(|endpoint| (format!("/api/v1/{}", endpoint.path), path(endpoint)))
        .collect();
    paths.insert("/api/v1/extract".to_owned(), extract());
    paths.insert(
        "/api/v1/schema".to_owned(),
        get("The names of the types of lines", vec![], object()),
    );
    paths.insert(
        "/api/v1/schema/{name}".to_owned(),
        get(
            "The JSON Schema of a type of line",
            vec![in_path("name", json!({"type": "string", "minLength": 1}))],
            object(),
        ),
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "description": "Who said what, in your own archive. Lists are also there as JSON Lines (.ndjson), \
                byte for byte what the command prints with --json, and as .csv.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"key": []}],
    })
}

/// Puts the definitions of a schema beside it, under names that tell whose they are.
fn hoist(name: &str, mut schema: Value, all: &mut Map<String, Value>) {
    let own = schema.as_object_mut().and_then(|schema| {
        schema.remove("$schema");
        schema.remove("$defs")
    });
    rename(&mut schema, name);
    all.insert(name.to_owned(), schema);
    if let Some(Value::Object(own)) = own {
        for (of, mut definition) in own {
            rename(&mut definition, name);
            all.insert(format!("{name}.{of}"), definition);
        }
    }
}

/// Makes references into definitions references to what [`hoist`] calls them.
fn rename(value: &mut Value, name: &str) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(to)) = map.get_mut("$ref")
                && let Some(of) = to.strip_prefix("#/$defs/")
            {
                *to = format!("#/components/schemas/{name}.{of}");
            }
            map.values_mut().for_each(|value| rename(value, name));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| rename(value, name)),
        _ => {}
    }
}

fn path(endpoint: &Endpoint) -> Value {
    let mut parameters: Vec<Value> = endpoint.flags.iter().map(|name| parameter(name)).collect();
    if endpoint.path == NEEDS_LIKE
        && let Some(like) = parameters.iter_mut().find(|parameter| parameter["name"] == "like")
    {
        like["required"] = json!(true);
    }
    if endpoint.query.is_some() {
        let text = "The query; `onrecord fields` lists what it may hold";
        parameters.push(in_query("q", text, json!({"type": "string", "maxLength": 600})));
    }
    if endpoint.path.contains("{id}") {
        parameters.push(in_path("id", json!({"type": "string", "pattern": "^[0-9a-f]{4,16}$"})));
    }
    if endpoint.path.contains("{name}") {
        parameters.push(in_path("name", json!({"type": "string", "minLength": 1})));
    }
    match endpoint.is_plain() {
        true => {
            get(endpoint.summary, parameters, json!({"text/plain": {"schema": {"type": "string"}}}))
        }
        false => get(endpoint.summary, parameters, results(endpoint.lines)),
    }
}

/// Results and their summary.
fn results(lines: &[&str]) -> Value {
    let line = |name: &&str| json!({"$ref": format!("#/components/schemas/{name}")});
    let items = match lines {
        [one] => line(one),
        many => json!({"oneOf": many.iter().map(line).collect::<Vec<_>>()}),
    };
    json!({"application/json": {"schema": {
        "type": "object",
        "required": ["results"],
        "properties": {
            "results": {"type": "array", "items": items},
            "summary": {"$ref": "#/components/schemas/summary"},
        },
    }}})
}

fn object() -> Value {
    json!({"application/json": {"schema": {"type": "object"}}})
}

fn get(summary: &str, parameters: Vec<Value>, content: Value) -> Value {
    json!({"get": {"summary": summary, "parameters": parameters, "responses": responses(content, &[])}})
}

fn extract() -> Value {
    let content = json!({"application/json": {"schema": {
        "type": "object",
        "required": ["results"],
        "properties": {"results": {"type": "array", "items": {"oneOf": [
            {"$ref": "#/components/schemas/doc"},
            {"$ref": "#/components/schemas/mention"},
            {"$ref": "#/components/schemas/quote"},
            {"$ref": "#/components/schemas/silence"},
        ]}}},
    }}});
    let more = [
        ("408", "The text did not come in time"),
        ("413", "The text is too long"),
        ("415", "It is no plain text"),
    ];
    json!({"post": {
        "summary": "Names and quotes of a text that is sent; nothing of it is kept",
        "requestBody": {"required": true, "content": {"text/plain": {"schema": {"type": "string", "minLength": 1}}}},
        "responses": responses(content, &more),
    }})
}

fn responses(content: Value, more: &[(&str, &str)]) -> Value {
    let mut all = Map::new();
    all.insert("200".to_owned(), json!({"description": "The answer", "content": content}));
    all.insert("304".to_owned(), json!({"description": "Nothing changed since"}));
    let problem =
        json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}});
    let conflict =
        [("409", "The file is not any more as it was indexed, or the id is that of several")];
    for (status, description) in STATUSES.iter().chain(&conflict).chain(more) {
        all.insert(
            (*status).to_owned(),
            json!({"description": description, "content": problem.clone()}),
        );
    }
    Value::Object(all)
}

fn in_path(name: &str, schema: Value) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": schema})
}

fn in_query(name: &str, text: &str, schema: Value) -> Value {
    json!({"name": name, "in": "query", "description": text, "schema": schema})
}

/// A parameter that is a flag.
fn parameter(name: &str) -> Value {
    let one_of = |values: &[&str]| json!({"type": "string", "enum": values});
    let words = json!({"type": "string", "minLength": 1, "maxLength": 500});
    let share = json!({"type": "number", "minimum": 0, "maximum": 1});
    let number = |most: u32| json!({"type": "integer", "minimum": 0, "maximum": most});
    let (text, schema) = match name {
        "limit" => (
            "Most results; more than 1000, and 0 for all, as .ndjson or .csv",
            json!({"type": "integer", "minimum": 1, "maximum": 1000}),
        ),
        "after" => (
            "Go on behind the `next` of an earlier answer",
            json!({"type": "string", "pattern": "^c:[0-9]{1,9}:[0-9]{1,9}:[0-9a-f]{16}:[0-9a-f]{8}$"}),
        ),
        "sort" => ("The order", one_of(&["score", "date", "-date", "path"])),
        "fold" => ("What is shown once", one_of(&["story", "exact", "none"])),
        "kind" => ("Only quotes of this kind", one_of(&["direct", "indirect", "mixed", "all"])),
        "act" => (
            "What the speaker does",
            one_of(&[
                "statement",
                "belief",
                "intention",
                "attitude",
                "perception",
                "decree",
                "silence",
            ]),
        ),
        "by" => ("Stretches of time", one_of(&["day", "week", "month", "year"])),
        "facet" => (
            "The field whose values are counted; `:20` behind it gives twenty",
            json!({"type": "string", "pattern": "^(person|org|place|speaker|role|source|act|kind|lang|year)(:[0-9]{1,4})?$"}),
        ),
        "type" => ("Only names of this kind", one_of(&["person", "org", "place"])),
        "min_conf" => ("Least confidence", share),
        "min_overlap" => ("Least share of the words", share),
        "snippets" => ("Passages of each", number(50)),
        "context" => ("Characters of a passage", number(2000)),
        "speaker" => ("Who said it", words),
        "role" => ("In what role", words),
        "org" => ("The organisation of the speaker", words),
        "verb" => ("The verb of the cue", words),
        "name" => ("Words of the name", words),
        "like" => ("A text, or the id of a quote", words),
        _ => ("True or false", json!({"type": "boolean"})),
    };
    debug_assert!(!SWITCHES.contains(&name) || text == "True or false");
    in_query(name, text, schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        fn check(value: &Value, whole: &Value) {
            match value {
                Value::Object(map) => {
                    if let Some(Value::String(to)) = map.get("$ref") {
                        let at = to.strip_prefix('#').expect("a reference within");
                        assert!(whole.pointer(at).is_some(), "{to}");
                    }
                    map.values().for_each(|value| check(value, whole));
                }
                Value::Array(list) => list.iter().for_each(|value| check(value, whole)),
                _ => {}
            }
        }
        let whole = document();
        check(&whole, &whole);
        assert!(whole.pointer("/paths/~1api~1v1~1quotes/get/parameters/0").is_some());
    }
}
