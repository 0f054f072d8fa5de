//! Which key of a JSON record holds what, for records of no known make and for IPTC ninjs alike.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::assemble::{self, Body, located, one_line};
use super::error::ReadError;
use super::limits::Limits;
use super::part::{Meta, Part};
use super::{dates, html, nitf, xml};

// Keys are compared in lower case and without `_`, `-` and blanks; the first that holds something wins.
const TITLE: [&str; 9] = [
    "title",
    "headline",
    "headlines",
    "hed",
    "heading",
    "head",
    "webtitle",
    "headlinetext",
    "name",
];
const TEXT: [&str; 13] = [
    "bodytext",
    "fulltext",
    "articlebody",
    "body",
    "text",
    "content",
    "article",
    "story",
    "maintext",
    "articletext",
    "bodyhtml",
    "contenthtml",
    "bodyxhtml",
];
const FALLBACK_TEXT: [&str; 7] = [
    "description",
    "descriptiontext",
    "descriptions",
    "summary",
    "abstract",
    "leadparagraph",
    "snippet",
];
const DATE: [&str; 17] = [
    "date",
    "published",
    "publicationdate",
    "pubdate",
    "datepublished",
    "publishedat",
    "publisheddate",
    "publishdate",
    "publishedon",
    "webpublicationdate",
    "firstcreated",
    "contentcreated",
    "versioncreated",
    "created",
    "createdat",
    "timestamp",
    "time",
];
const BYLINE: [&str; 7] = ["byline", "author", "authors", "creator", "writer", "by", "bylines"];
const SOURCE: [&str; 12] = [
    "source",
    "publisher",
    "publication",
    "outlet",
    "newspaper",
    "agency",
    "provider",
    "sourcename",
    "sitename",
    "copyrightholder",
    "infosource",
    "infosources",
];
const LANG: [&str; 4] = ["lang", "language", "languagecode", "inlanguage"];
const TOPICS: [&str; 10] = [
    "tags",
    "keywords",
    "topics",
    "subjects",
    "subject",
    "section",
    "sections",
    "category",
    "categories",
    "sectionname",
];
const DATELINE: [&str; 3] = ["dateline", "located", "location"];
/// Keys under which the fields of a record are kept one deeper.
const INNER: [&str; 5] = ["_source", "fields", "article", "attributes", "doc"];
/// Keys that hold the words of a value that is an object.
const WORDS: [&str; 9] =
    ["rendered", "value", "text", "content", "body", "html", "main", "default", "name"];

/// Whether an object is ninjs: it has a `uri` and one of the keys of that format.
pub fn is_ninjs(record: &Map<String, Value>) -> bool {
    // As they are when made comparable: the third version writes `versionCreated`.
    const OTHERS: [&str; 9] = [
        "type",
        "versioncreated",
        "headline",
        "bodytext",
        "bodyhtml",
        "bodyxhtml",
        "headlines",
        "bodies",
        "representationtype",
    ];
    record.get("uri").is_some_and(Value::is_string)
        && record.keys().any(|key| OTHERS.contains(&normal(key).as_str()))
}

/// Whether keys are those of a record rather than of a file that holds records.
pub fn is_record<'a>(mut names: impl Iterator<Item = &'a String>) -> bool {
    names.any(|name| {
        let key = normal(name);
        TEXT[..7].contains(&key.as_str())
            || TEXT[8..].contains(&key.as_str())
            || matches!(&*key, "headline" | "bodies")
    })
}

/// Makes a part of a record.
pub fn part(record: &Map<String, Value>, limits: &Limits) -> Result<Part, ReadError> {
    let fields = Fields::of(record);
    let body = fields.body(limits)?.ok_or(ReadError::NoText)?;
    let meta = Meta {
        title: fields
            .find(&TITLE, |value| plain(&words(first_role(value))?, limits))
            .as_deref()
            .and_then(located),
        byline: fields.joined(&BYLINE).as_deref().and_then(located),
        dateline: fields.joined(&DATELINE).as_deref().and_then(located),
        date: fields.find(&DATE, date),
        source: fields.joined(&SOURCE),
        lang: fields.find(&LANG, words),
        topics: fields
            .find(&TOPICS, |value| Some(topics(value)).filter(|t| !t.is_empty()))
            .unwrap_or_default(),
    };
    Ok(assemble::part(meta, body, false))
}

/// The keys of a record, made comparable, with their values.
struct Fields<'a>(Vec<(String, &'a Value)>);

impl<'a> Fields<'a> {
    /// The keys of the record and, behind them, those that it keeps one deeper.
    fn of(record: &'a Map<String, Value>) -> Fields<'a> {
        let outer = record
            .iter()
            .filter(|(key, value)| !(INNER.contains(&key.as_str()) && value.is_object()));
        let mut fields: Vec<(String, &Value)> =
            outer.map(|(key, value)| (normal(key), value)).collect();
        for inner in INNER.iter().filter_map(|key| record.get(*key)?.as_object()) {
            fields.extend(inner.iter().map(|(key, value)| (normal(key), value)));
        }
        Fields(fields)
    }

    /// The first of `keys` for which `take` gives something.
    fn find<T>(&self, keys: &[&str], take: impl Fn(&Value) -> Option<T>) -> Option<T> {
        keys.iter().find_map(|key| {
            self.0.iter().filter(|(name, _)| name == key).find_map(|(_, value)| take(value))
        })
    }

    fn joined(&self, keys: &[&str]) -> Option<String> {
        self.find(keys, |value| Some(names(value).join(", ")).filter(|joined| !joined.is_empty()))
    }

    fn body(&self, limits: &Limits) -> Result<Option<Body>, ReadError> {
        let text = |keys: &[&str]| self.find(keys, words);
        let found = text(&TEXT)
            .or_else(|| self.find(&["bodies"], one_of_bodies))
            .or_else(|| text(&FALLBACK_TEXT));
        let Some(text) = found else { return Ok(None) };
        let body = if xml::root_of(&text).is_some_and(|root| root == "nitf") {
            Body::Paragraphs(nitf::parse(&text, limits)?.1)
        } else if has_tags(&text) {
            Body::Paragraphs(html::strip(&text, limits)?)
        } else {
            Body::Running(text)
        };
        Ok(Some(body).filter(|body| !body.is_empty()))
    }
}

fn normal(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The words of a value: a string, that of an object, or those of a list, one paragraph each.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(object) => {
            WORDS.iter().find_map(|key| object.get(*key)?.as_str())?.to_owned()
        }
        Value::Array(list) => {
            let pieces: Vec<String> =
                list.iter().filter(|item| !item.is_array()).filter_map(words).collect();
            pieces.join("\n\n")
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Of several headlines, each for another use, the main one, else the first.
fn first_role(value: &Value) -> &Value {
    let Some(list) = value.as_array() else { return value };
    let role =
        |headline: &Value| Some(headline.get("role")?.as_str()?.rsplit(':').next()?.to_lowercase());
    let main = |headline: &&Value| role(headline).is_some_and(|role| role == "main");
    let has_roles = list.iter().any(|headline| headline.get("value").is_some());
    list.iter().find(main).or_else(|| list.first().filter(|_| has_roles)).unwrap_or(value)
}

/// Of several renderings of one text, the plain one, else the first.
fn one_of_bodies(value: &Value) -> Option<String> {
    let list = value.as_array()?;
    let is_plain = |body: &&Value| {
        ["contenttype", "contentType"]
            .iter()
            .any(|key| body.get(*key).and_then(Value::as_str) == Some("text/plain"))
    };
    list.iter().find(is_plain).and_then(words).or_else(|| list.iter().find_map(words))
}

/// The names in a value: strings, or objects with a `name`.
fn names(value: &Value) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(text) => Some(one_line(text)),
        Value::Object(object) => ["name", "title", "value"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str().map(one_line)),
        _ => None,
    };
    match value {
        Value::Array(list) => list.iter().filter_map(name).filter(|n| !n.is_empty()).collect(),
        one => name(one).filter(|n| !n.is_empty()).into_iter().collect(),
    }
}

fn topics(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => {
            text.split([',', ';']).map(one_line).filter(|t| !t.is_empty()).collect()
        }
        other => names(other),
    }
}

fn date(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => dates::parse(text),
        Value::Number(number) => {
            let number = number.as_i64().or_else(|| number.as_f64().map(|float| float as i64))?;
            dates::parse(&number.to_string()).or_else(|| dates::from_unix(number))
        }
        _ => None,
    }
}

/// A title without tags and character references.
fn plain(title: &str, limits: &Limits) -> Option<String> {
    let marked = title.contains("</")
        || title.contains("&#")
        || title.contains("&amp;")
        || title.contains("&quot;");
    let title = if marked { html::strip(title, limits).ok()?.join(" ") } else { title.to_owned() };
    (!title.trim().is_empty()).then_some(title)
}

/// Whether a text is HTML, by the tags of which every such text has one.
fn has_tags(text: &str) -> bool {
    [
        "<p>",
        "<p ",
        "</p>",
        "<br",
        "</div>",
        "<P>",
        "</P>",
        "<BR",
        "</a>",
        "</b>",
        "</em>",
        "</strong>",
        "</sup>",
    ]
    .iter()
    .any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Part {
        let record = serde_json::from_str(json).expect("sound JSON");
        part(&record, &Limits::default()).expect("a text")
    }

    #[test]
    fn keys_of_many_makes() {
        let table = [
            r#"{"Title":"T","Body":"B","Date":"2017-11-17","Author":"A","Source":"S","Lang":"en","tags":["x","y"]}"#,
            r#"{"headline":"T","body_text":"B","pubDate":"Fri, 17 Nov 2017 08:00:00 GMT","authors":[{"name":"A"}],
                "publisher":{"name":"S"},"language":"en","keywords":"x, y"}"#,
            r#"{"hed":"T","text":"B","timestamp":1510876800000,"writer":"A","outlet":"S","lang":"en","topics":["x","y"]}"#,
            r#"{"title":{"rendered":"T"},"content":{"rendered":"<p>B</p>"},"date":20171117,"by":"A",
                "newspaper":"S","lang":"en","subject":[{"name":"x"},{"name":"y"}]}"#,
            r#"{"_source":{"name":"T","content":["B"],"publishedAt":"2017-11-17T01:02:03Z","creator":"A","agency":"S",
                "lang":"en","category":"x;y"}}"#,
            r#"{"uri":"u:1","versioncreated":"2017-11-17T00:00:00Z","headlines":[{"role":"main","value":"T"}],
                "bodies":[{"contenttype":"text/html","value":"<p>X</p>"},{"contenttype":"text/plain","value":"B"}],
                "byline":"A","copyrightholder":"S","language":"en","subject":[{"name":"x"},{"name":"y"}]}"#,
            r#"{"uri":"u:1","standard":{"name":"ninjs","version":"2.1"},"firstcreated":"2017-11-17T00:00:00Z",
                "headlines":[{"role":"short","value":"No"},{"role":"hl:main","value":"T"}],"people":[{"name":"P"}],
                "bodies":[{"role":"main","contenttype":"text/html","value":"<p>B</p>"}],"by":"A",
                "infosources":[{"name":"S"}],"language":"en","subjects":[{"name":"x"},{"name":"y"}]}"#,
            r#"{"uri":"u:1","versionCreated":"2017-11-17T00:00:00Z","headlines":[{"contentType":"text/plain","value":"T"},
                {"value":"No"}],"bodies":[{"contentType":"text/html","value":"<p>X</p>"},{"contentType":"text/plain",
                "value":"B"}],"by":"A","copyrightHolder":"S","language":"en","subjects":[{"name":"x"},{"name":"y"}]}"#,
            r#"{"uri":"u:1","type":"text","headline":"T","body_xhtml":"<p>B</p>","byline":"A","versioncreated":"2017-11-17",
                "infosource":[{"name":"S"}],"language":"en","subject":[{"code":"1","name":"x"},{"name":"y"}]}"#,
        ];
        for json in table {
            let part = read(json);
            assert_eq!(part.text, "T\n\nA\n\nB", "{json}");
            assert_eq!(
                part.meta.date.map(|d| d.to_string()).as_deref(),
                Some("2017-11-17"),
                "{json}"
            );
            assert_eq!(
                (part.meta.source.as_deref(), part.meta.lang.as_deref()),
                (Some("S"), Some("en")),
                "{json}"
            );
            assert_eq!(part.meta.topics, ["x", "y"], "{json}");
        }
    }

    #[test]
    fn ninjs_of_each_version() {
        for (json, expected) in [
            (r#"{"uri":"u","body_text":"b"}"#, true),
            (r#"{"uri":"u","bodies":[]}"#, true),
            (r#"{"uri":"u","versionCreated":"2017"}"#, true),
            (r#"{"uri":7,"bodies":[]}"#, false),
            (r#"{"uri":"u","text":"b"}"#, false),
        ] {
            let record = serde_json::from_str(json).expect("sound JSON");
            assert_eq!(is_ninjs(&record), expected, "{json}");
        }
    }

    #[test]
    fn the_words_of_a_record() {
        let body = |json: &str| {
            let part = read(json);
            part.body.map(|b| b.cut(&part.text).to_owned()).unwrap_or_default()
        };
        assert_eq!(body(r#"{"summary":"short","body":" "}"#), "short");
        assert_eq!(body(r#"{"body_html":"<p>a &mdash; b</p><p>c</p>"}"#), "a — b\n\nc");
        assert_eq!(
            body(r#"{"content":[{"type":"p","text":"a"},{"type":"p","text":"b"}]}"#),
            "a\n\nb"
        );
        assert_eq!(body(r#"{"body":"if a < b & c"}"#), "if a < b & c");
        assert_eq!(body(r#"{"body_xhtml":"by <a href='u'>a</a><sup >®</sup>"}"#), "by a®");
        let nitf = "<?xml version='1.0'?><nitf><head><title>no</title></head><body><body.head><byline>no</byline>\
            </body.head><body.content><p>a</p><p>b</p></body.content></body></nitf>";
        let bodies =
            format!(r#"{{"bodies":[{{"contentType":"text/vnd.IPTC.NITF","value":"{nitf}"}}]}}"#);
        assert_eq!(body(&bodies), "a\n\nb");
        let none = serde_json::from_str(r#"{"title":"t","body":7}"#).expect("sound JSON");
        assert_eq!(part(&none, &Limits::default()).expect_err("no text"), ReadError::NoText);
    }
}
