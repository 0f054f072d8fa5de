//! The keys of a type of record: which there are, and their values.

use serde_json::Value;

use super::refused::Refused;

/// Lists the keys of a JSON Schema with those below them (`speaker`, `speaker.name`), sorted.
pub fn of_schema(schema: &Value) -> Vec<String> {
    let mut keys = Vec::new();
    collect(schema, schema, "", &mut keys);
    keys.sort();
    keys.dedup();
    keys
}

fn collect(node: &Value, root: &Value, prefix: &str, keys: &mut Vec<String>) {
    if let Some(name) = node.get("$ref").and_then(Value::as_str)
        && let Some(target) = root.pointer(name.trim_start_matches('#'))
    {
        collect(target, root, prefix, keys);
    }
    for choice in node.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
        collect(choice, root, prefix, keys);
    }
    if let Some(items) = node.get("items") {
        collect(items, root, prefix, keys);
    }
    for (name, property) in node.get("properties").and_then(Value::as_object).into_iter().flatten()
    {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        collect(property, root, &key, keys);
        keys.push(key);
    }
}

/// Refuses a key that is not known.
pub fn check(key: &str, known: &[String]) -> Result<(), Refused> {
    if known.iter().any(|k| k == key) {
        return Ok(());
    }
    let near = known.iter().map(|k| (strsim::osa_distance(key, k), k));
    let hint = match near.min().filter(|(distance, _)| *distance <= 2 && key.len() > 2) {
        Some((_, near)) => format!("did you mean {near}? Known keys: {}", known.join(", ")),
        None => format!("known keys: {}", known.join(", ")),
    };
    Err(Refused::new(format!("unknown key \"{key}\""), hint))
}

/// Finds the value of `key`; below a list, the values of its elements.
pub fn look_up(record: &Value, key: &str) -> Option<Value> {
    let Some((first, rest)) = key.split_once('.') else { return record.get(key).cloned() };
    match record.get(first)? {
        Value::Array(list) => {
            let below: Vec<Value> = list.iter().filter_map(|item| look_up(item, rest)).collect();
            Some(Value::Array(below))
        }
        inner => look_up(inner, rest),
    }
}

/// A value as plain text: lists of plain values joined by `, `, anything deeper as JSON.
pub fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(list)) if !list.iter().any(|v| v.is_object() || v.is_array()) => {
            let texts: Vec<String> = list.iter().map(|v| text(Some(v))).collect();
            texts.join(", ")
        }
        Some(other) => other.to_string(),
    }
}
