//! JSON: one record, a list of them, or one a line; generic news records and IPTC ninjs.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::error::ReadError;
use super::keys;
use super::kind::Kind;
use super::limits::{Limits, check_size};
use super::part::Part;
use super::reading::{Lines, Reading};

/// Keys under which files keep their list of records.
const CONTAINERS: [&str; 10] = [
    "articles",
    "items",
    "docs",
    "documents",
    "results",
    "records",
    "stories",
    "entries",
    "posts",
    "hits",
];
/// Keys under which an answer of a server keeps an object with the list.
const WRAPPERS: [&str; 5] = ["response", "data", "result", "hits", "feed"];

/// Reads a JSON file.
pub fn read(text: &str, limits: &Limits) -> Result<Reading, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<&RawValue>(text.trim()) {
        Ok(_) => {}
        Err(_) if is_lines(text) => return Ok(lines(text, limits)),
        Err(error) => return Err(malformed(&error)),
    }
    let list = list_of_records(text.trim(), 0);
    let Some(list) = list else {
        let record: Map<String, Value> =
            serde_json::from_str(text.trim()).map_err(|error| malformed(&error))?;
        let part = part(&record, limits)?;
        let kind = if keys::is_ninjs(&record) { Kind::Ninjs } else { Kind::Json };
        return Ok(Reading::of(kind, part));
    };
    let mut reading = Reading::new(Kind::Json);
    let mut line = Lines::new(text.as_bytes());
    for (number, raw) in (1..).zip(list) {
        // The list borrows from the text, so the distance of the two is the record's place.
        let at = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        add(&mut reading, raw.get(), number, line.at(at), limits);
    }
    Ok(reading)
}

/// Reads JSON Lines; a line that cannot be used does not spoil the others.
pub fn lines(text: &str, limits: &Limits) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading::new(Kind::JsonLines);
    let mut number = 0;
    for (line, content) in (1..).zip(text.split('\n')) {
        let record = content.trim();
        if !record.is_empty() {
            number += 1;
            add(&mut reading, record, number, line, limits);
        }
    }
    reading
}

fn add(reading: &mut Reading, raw: &str, number: u32, line: usize, limits: &Limits) {
    let part = serde_json::from_str::<Map<String, Value>>(raw).map_err(|error| malformed(&error));
    let part = part.and_then(|record| {
        let part = self::part(&record, limits)?;
        if reading.kind == Kind::Json && keys::is_ninjs(&record) {
            reading.kind = Kind::Ninjs;
        }
        Ok(part)
    });
    reading.add(number, line, raw.as_bytes(), part);
}

fn part(record: &Map<String, Value>, limits: &Limits) -> Result<Part, ReadError> {
    let part = keys::part(record, limits)?;
    check_size(&part.text, limits)?;
    Ok(part)
}

/// The records, if the text is a list or an object that holds one and is no record itself.
fn list_of_records(text: &str, depth: usize) -> Option<Vec<&RawValue>> {
    if text.starts_with('[') {
        return serde_json::from_str(text).ok();
    }
    if !text.starts_with('{') || depth > 3 {
        return None;
    }
    let object: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    if keys::is_record(object.keys()) {
        return None;
    }
    let is_list = |raw: &&RawValue| {
        raw.get().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
    };
    let value = |key: &str| {
        object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, raw)| *raw)
    };
    let known = CONTAINERS.iter().find_map(|key| value(key).filter(is_list));
    if let Some(raw) = known {
        return list_of_records(raw.get(), depth + 1);
    }
    if let Some(list) =
        WRAPPERS.iter().find_map(|key| list_of_records(value(key)?.get(), depth + 1))
    {
        return Some(list);
    }
    let mut lists = object.values().copied().filter(|raw| is_list(raw));
    match (lists.next(), lists.next()) {
        (Some(only), None) => list_of_records(only.get(), depth + 1),
        _ => None,
    }
}

/// Whether a file that is no JSON as a whole has an object on its first line that has any.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("");
    lines.next().is_some() && serde_json::from_str::<Map<String, Value>>(first).is_ok()
}

fn malformed(error: &serde_json::Error) -> ReadError {
    ReadError::Malformed { kind: "JSON".into(), what: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Identity;

    fn read_json(text: &str) -> Reading {
        read(text, &Limits::default()).expect("sound JSON")
    }

    #[test]
    fn lists_wherever_they_are_kept() {
        let table = [
            (r#"[{"body":"a"},{"body":"b"}]"#, 2),
            (r#"{"Articles":[{"body":"a"}],"total":1}"#, 1),
            (r#"{"response":{"docs":[{"text":"a"},{"text":"b"}]}}"#, 2),
            (r#"{"hits":{"hits":[{"_source":{"content":"a"}}]}}"#, 1),
            (r#"{"status":"ok","whatever":[{"body":"a"}]}"#, 1),
            (r#"[]"#, 0),
        ];
        for (text, count) in table {
            let reading = read_json(text);
            assert_eq!((reading.parts.len(), reading.problems.len()), (count, 0), "{text}");
            assert!(reading.parts.iter().all(|p| p.number.is_some()));
        }
    }

    #[test]
    fn a_record_is_known_by_its_bytes() {
        let reading = read_json("[ {\"body\": \"a\"} ,\n 7, {\"title\":\"b\"},\n{\"text\":\"c\"}]");
        assert_eq!(reading.parts[0].identity, Identity::Record(b"{\"body\": \"a\"}".to_vec()));
        assert_eq!(reading.parts[1].number, Some(4));
        let problems: Vec<_> =
            reading.problems.iter().map(|p| (p.number, p.line, p.error.code())).collect();
        assert_eq!(problems, [(2, 2, "read.malformed"), (3, 2, "read.no-text")]);
        let one = read_json(r#"{"body":"a"}"#);
        assert_eq!((one.parts[0].number, &one.parts[0].identity), (None, &Identity::File));
    }

    #[test]
    fn a_bad_line_does_not_spoil_the_others() {
        let text = "\u{feff}{\"body\":\"a\"}\r\n\n{\"body\":\n{\"body\":\"b\"}\n";
        for reading in [lines(text, &Limits::default()), read_json(text)] {
            assert_eq!(reading.kind, Kind::JsonLines);
            assert_eq!(
                reading.parts.iter().map(|p| p.number).collect::<Vec<_>>(),
                [Some(1), Some(3)]
            );
            assert_eq!(
                reading.problems.iter().map(|p| (p.number, p.line)).collect::<Vec<_>>(),
                [(2, 3)]
            );
        }
    }

    #[test]
    fn malformed_and_deep_json() {
        let deep = format!("{{\"body\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
        for text in ["{", "[{\"a\":1}", "7", "\"a\"", "nul", &deep] {
            let error = read(text, &Limits::default()).expect_err(text);
            assert_eq!(error.code(), "read.malformed", "{error}");
        }
    }
}
