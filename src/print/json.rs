//! JSON Lines: every object has its `type` and the version of its `schema`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::shape::Shape;

/// A record with its type and schema in front.
#[derive(Serialize)]
struct Typed<'a, T> {
    r#type: &'static str,
    schema: String,
    #[serde(flatten)]
    record: &'a T,
}

impl<'a, T: Shape> Typed<'a, T> {
    fn new(record: &'a T) -> Typed<'a, T> {
        Typed { r#type: T::NAME, schema: <T as Shape>::schema_id(), record }
    }
}

/// Writes one record on one line.
pub fn line<T: Shape>(out: &mut dyn Write, record: &T) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Typed::new(record))?;
    out.write_all(b"\n")
}

/// Writes one record with these keys only, besides its type and schema.
pub fn line_of<T: Shape>(out: &mut dyn Write, record: &T, keys: &[String]) -> io::Result<()> {
    let value = value(record)?;
    write!(out, "{{\"type\":\"{}\",\"schema\":\"{}\"", T::NAME, <T as Shape>::schema_id())?;
    for key in keys.iter().filter(|key| *key != "type" && *key != "schema") {
        let found = super::keys::look_up(&value, key).unwrap_or(Value::Null);
        write!(out, ",{}:{found}", Value::from(key.as_str()))?;
    }
    out.write_all(b"}\n")
}

/// The record as a JSON value, type and schema included.
pub fn value<T: Shape>(record: &T) -> io::Result<Value> {
    Ok(serde_json::to_value(Typed::new(record))?)
}
