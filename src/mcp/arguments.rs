//! The arguments of a call, held against what its tool takes: what does not fit is refused, never made to fit.

use serde_json::{Map, Value};

use super::tools::{Arg, Kind, Tool};
use crate::ask::Cursor;
use crate::failure::Failure;

/// The arguments of a call, all of which fit.
#[derive(Debug)]
pub struct Arguments(Map<String, Value>);

impl Arguments {
    /// Looks at what was sent; an argument that is `null` is none.
    ///
    /// # Errors
    ///
    /// An argument that the tool does not take, one that is missing, one beyond its bounds.
    pub fn new(tool: &Tool, sent: Value) -> Result<Arguments, Failure> {
        let mut sent = match sent {
            Value::Null => Map::new(),
            Value::Object(sent) => sent,
            _ => return Err(Failure::usage("arguments: an object is wanted", names(tool))),
        };
        sent.retain(|_, value| !value.is_null());
        let known = |name: &String| tool.args.iter().any(|arg| arg.name == name);
        if let Some(unknown) = sent.keys().find(|name| !known(name)) {
            let message = format!("{unknown}: {} takes no such argument", tool.name);
            return Err(Failure::usage(message, names(tool)));
        }
        for arg in tool.args {
            match sent.get(arg.name) {
                Some(value) => check(arg, value)?,
                None if arg.needed => {
                    return Err(Failure::usage(format!("{}: is missing", arg.name), arg.about));
                }
                None => {}
            }
        }
        Ok(Arguments(sent))
    }

    /// A text, where it was sent.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A number, where it was sent.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.0.get(name).and_then(Value::as_u64)
    }
}

/// The arguments that there are.
fn names(tool: &Tool) -> String {
    let names: Vec<&str> = tool.args.iter().map(|arg| arg.name).collect();
    format!("{} takes {}", tool.name, names.join(", "))
}

fn check(arg: &Arg, value: &Value) -> Result<(), Failure> {
    let refuse = |what: String| Err(Failure::usage(format!("{}: {what}", arg.name), arg.about));
    let text = value.as_str();
    match (arg.kind, text) {
        (Kind::Number(least, most), _) => match value.as_u64() {
            Some(number) if (least..=most).contains(&number) => Ok(()),
            _ => refuse(format!("{value} is not between {least} and {most}")),
        },
        (_, None) => refuse("a text is wanted".to_owned()),
        (Kind::Text(most), Some(text)) => match text {
            _ if text.chars().count() > most => refuse(format!("longer than {most} characters")),
            "*" => Ok(()),
            _ if !text.chars().any(char::is_alphanumeric) => refuse("holds no word".to_owned()),
            _ => Ok(()),
        },
        (Kind::Id, Some(text)) if !is_id(text) => {
            refuse(format!("\"{}\" is no id, which is d: or q: and 4 to 16 digits", cut(text)))
        }
        (Kind::Day, Some(text)) if !is_day(text) => {
            refuse(format!("\"{}\" is no day; write 2017-11-21, 2017-11 or 2017", cut(text)))
        }
        (Kind::Cursor, Some(text)) => match text.parse::<Cursor>() {
            Ok(_) => Ok(()),
            Err(reason) => refuse(reason),
        },
        _ => Ok(()),
    }
}

/// The beginning of a text, for a message.
fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Whether a text is written as [`super::tools::ID`] says.
fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix("d:").or(text.strip_prefix("q:")).unwrap_or_default();
    let hexadecimal = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    (4..=16).contains(&digits.len()) && digits.bytes().all(hexadecimal)
}

/// Whether a text is written as [`super::tools::DAY`] says.
fn is_day(text: &str) -> bool {
    let figures =
        |part: &str, count| part.len() == count && part.bytes().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() <= 3 && figures(parts[0], 4) && parts[1..].iter().all(|part| figures(part, 2))
}

#[cfg(test)]
mod tests {
    use super::super::tools::named;
    use super::*;
    use serde_json::json;

    #[test]
    fn what_does_not_fit_is_refused() {
        for (tool, sent, refused) in [
            ("search_quotes", json!({"query": "wages"}), None),
            ("search_quotes", json!({"query": "wages", "role": null, "limit": 50}), None),
            ("search_quotes", json!({"query": "*", "from": "2017-11", "to": "2018"}), None),
            ("search_quotes", json!({}), Some("query: is missing")),
            ("search_quotes", json!({"query": "…"}), Some("query: holds no word")),
            ("search_quotes", json!({"query": 5}), Some("query: a text is wanted")),
            ("search_quotes", json!({"query": "a", "limit": 1000}), Some("limit: 1000 is not bet")),
            ("search_quotes", json!({"query": "a", "limit": 0}), Some("limit: 0 is not between 1")),
            ("search_quotes", json!({"query": "a", "limit": 2.5}), Some("limit: 2.5 is not betw")),
            ("search_quotes", json!({"query": "a", "limit": "5"}), Some("limit: \"5\" is not")),
            (
                "search_quotes",
                json!({"query": "a", "from": "1/2/17"}),
                Some("from: \"1/2/17\" is n"),
            ),
            ("search_quotes", json!({"query": "a", "after": "x"}), Some("after: a cursor is")),
            ("search_quotes", json!({"query": "a", "lang": "en"}), Some("lang: search_quotes tak")),
            ("search_quotes", json!([1]), Some("arguments: an object")),
            ("who_said", json!({"text": "é".repeat(5001)}), Some("text: longer than 5000")),
            ("cite", json!({"id": "q:a48173c0"}), None),
            ("cite", json!({"id": "q:A48173C0"}), Some("id: \"q:A48173C0\" is no id")),
            ("cite", json!({"id": "../a.txt"}), Some("id: \"../a.txt\" is no id")),
            ("timeline", Value::Null, None),
        ] {
            let tool = named(tool).expect("a tool");
            match (Arguments::new(tool, sent.clone()), refused) {
                (Ok(_), None) => {}
                (Err(Failure::Error { code, message, hint }), Some(begins)) => {
                    assert!(message.starts_with(begins), "{message}");
                    assert!(code == "usage" && hint.is_some(), "{message}");
                }
                (got, _) => panic!("{sent}: {got:?}"),
            }
        }
    }
}
