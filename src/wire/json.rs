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
    // A record is thousands of small pieces: they are put together before the door is asked once.
    let mut line = serde_json::to_vec(&Typed::new(record))?;
    line.push(b'\n');
    out.write_all(&line)
}

/// Writes a message of a protocol on one line, as it is: such have neither type nor schema of ours.
pub fn message<T: Serialize>(out: &mut dyn Write, message: &T) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    out.write_all(&line)
}

/// Writes one record with these keys only, besides its type and the schema of such a part.
pub fn line_of<T: Shape>(out: &mut dyn Write, record: &T, keys: &[String]) -> io::Result<()> {
    let value = value(record)?;
    write!(out, "{{\"type\":\"{}\",\"schema\":\"{}\"", T::NAME, T::part_id())?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DateSource, Located, OffsetBase, Span};
    use crate::hit::{Hit, Snippet, StoryOf};
    use crate::record::{DocId, DocRecord, RelPath};
    use crate::wire::doc::Doc;
    use serde_json::{Value, json};

    fn hit(path: &std::path::Path) -> Hit {
        let text = "Talks\n\nThe “rules of origin” stay.".to_owned();
        let at = text.find("rules").expect("a word of the text");
        let title = Located { text: "Talks".to_owned(), span: Some(Span::new(0, 5)) };
        let body = Span::new(7, text.len());
        let doc = DocRecord {
            id: DocId(0x9f2c_4e1a_b07d_5c33),
            paths: vec![RelPath::new(path)],
            record: None,
            title: Some(title),
            byline: None,
            dateline: None,
            date: Some(jiff::civil::date(2017, 11, 17)),
            date_source: Some(DateSource::Dateline),
            source: None,
            lang: "en".to_owned(),
            topics: Vec::new(),
            base: OffsetBase::File,
            body,
            sentences: vec![(7, true)],
            hidden: Vec::new(),
            pages: Vec::new(),
            words: 5,
            quotes: 1,
            entities: Vec::new(),
            added: 1,
        };
        let snippet =
            Snippet { field: "body", span: body, highlights: vec![Span::new(at, at + 15)] };
        let story = StoryOf { lead: doc.id, copies: 1 };
        Hit { rank: 1, score: 12.84, doc, story, text, snippets: vec![snippet], why: None }
    }

    fn printed(hit: &Hit) -> String {
        let mut out = Vec::new();
        line(&mut out, &Doc::of_hit(hit)).expect("memory");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn a_document_has_these_keys_in_this_order() {
        let text = printed(&hit(std::path::Path::new("wire/talks.txt")));
        let start = r#"{"type":"doc","schema":"onrecord.doc/1","rank":1,"score":12.84,"id":"d:9f2c4e1ab07d5c33","story":"s:9f2c4e1ab07d5c33","copies":1,"path":"wire/talks.txt","title":"Talks","date":"2017-11-17","date_source":"dateline","source":null,"#;
        assert!(text.starts_with(start), "{text}");
        assert!(text.ends_with("\"offset_base\":\"file\"}\n"), "{text}");
        let read: Value = serde_json::from_str(&text).expect("JSON");
        let place =
            json!({"byte_start": 14, "byte_end": 29, "char_start": 12, "char_end": 27, "line": 3});
        assert_eq!(read["snippets"][0]["hits"], json!([place]));
        assert_eq!(read["snippets"][0]["text"], "The “rules of origin” stay.");
        assert!(read.get("path_bytes").is_none() && read.get("paths").is_none());
    }

    #[test]
    fn a_path_that_is_no_utf8_keeps_its_bytes() {
        let path = crate::os::path_from_bytes(b"a/\xff.txt");
        let read: Value = serde_json::from_str(&printed(&hit(&path))).expect("JSON");
        assert_eq!(
            (&read["path"], &read["path_bytes"]),
            (&json!("a/\u{fffd}.txt"), &json!("YS//LnR4dA=="))
        );
    }

    #[test]
    fn keys_can_be_chosen() {
        let doc = Doc::of_hit(&hit(std::path::Path::new("a.txt")));
        let mut out = Vec::new();
        let keys = ["title", "snippets.hits.line", "rank"].map(str::to_owned);
        line_of(&mut out, &doc, &keys).expect("memory");
        let expected = r#"{"type":"doc","schema":"onrecord.doc.part/1","title":"Talks","snippets.hits.line":[[3]],"rank":1}"#;
        assert_eq!(String::from_utf8_lossy(&out).trim_end(), expected);
    }
}
