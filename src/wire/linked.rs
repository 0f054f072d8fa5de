//! Citations in the vocabularies of others: W3C Web Annotation selectors, schema.org as JSON-LD.
//!
//! Only what is known is said: there are no empty properties in JSON-LD.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::Place;
use crate::article::{DateSource, Positions, Span};
use crate::entities::EntityKind;
use crate::hit::Found;
use crate::os;
use crate::quotes::{QuoteKind, ResolvedBy};
use crate::record::{QuoteRecord, RelPath, RoleRecord, SpeakerRecord};

/// Characters before and after a quotation that tell it from another of the same words.
const AROUND: usize = 32;

/// Where a part of a quote stands, as the target of a W3C Web Annotation.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Target {
    /// The file as a relative address, with the number of the record behind `#`.
    pub source: String,
    /// Two ways to find the words there.
    pub selector: Vec<Selector>,
    /// The same place in bytes, characters and lines.
    pub span: Place,
}

/// A selector of the W3C Web Annotation Data Model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type")]
pub enum Selector {
    /// By the words themselves.
    TextQuoteSelector {
        /// The words.
        exact: String,
        /// The text right before them.
        prefix: String,
        /// The text right after them.
        suffix: String,
    },
    /// By counting characters (code points).
    TextPositionSelector {
        /// Characters before the first one.
        start: usize,
        /// Characters before the one behind the last.
        end: usize,
    },
}

impl Target {
    /// The part of a quote at `span` of `text`.
    pub fn new(source: &str, text: &str, positions: &Positions, span: Span) -> Target {
        let place = Place::new(positions, span);
        let before = text.get(..span.start).unwrap_or("");
        let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let quote = Selector::TextQuoteSelector {
            exact: span.cut(text).to_owned(),
            prefix: before[from..].to_owned(),
            suffix: text.get(span.end..).unwrap_or("").chars().take(AROUND).collect(),
        };
        let (start, end) = (place.char_start, place.char_end);
        let selector = vec![quote, Selector::TextPositionSelector { start, end }];
        Target { source: source.to_owned(), selector, span: place }
    }
}

/// A path as a relative address.
pub fn address(path: &RelPath, record: Option<u32>) -> String {
    let mut address = String::new();
    for byte in os::path_bytes(&path.to_path()).iter() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(*byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    if let Some(number) = record {
        address.push_str(&format!("#{number}"));
    }
    address
}

/// The context of all that follows.
const CONTEXT: &str = "https://schema.org";

/// A schema.org Quotation.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Quotation {
    /// The vocabulary.
    #[serde(rename = "@context")]
    pub context: &'static str,
    /// `Quotation`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// The words, when they were quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What was said, in the words of the article: it is no quotation of the speaker's.
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub paraphrase: Option<String>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Agent>,
    /// Who said it together with the creator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributor: Vec<Agent>,
    /// The article.
    #[serde(rename = "isPartOf")]
    pub is_part_of: NewsArticle,
}

/// A schema.org Person or Organization.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Agent {
    /// `Person` or `Organization`, where that is known.
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What stands for the name of a source that is not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the person is said to be.
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
}

/// A schema.org NewsArticle.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NewsArticle {
    /// The vocabulary, where the article stands for itself.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    pub context: Option<&'static str>,
    /// `NewsArticle`.
    #[serde(rename = "@type")]
    pub kind: &'static str,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Day of publication, unless only the file has one.
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// Publisher or agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Agent>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Agent>,
}

impl Quotation {
    /// A quote of a document.
    pub fn new(found: &Found, quote: &QuoteRecord) -> Quotation {
        let verbatim = quote.kind == QuoteKind::Direct;
        let article = NewsArticle { context: None, ..NewsArticle::new(found) };
        Quotation {
            context: CONTEXT,
            kind: "Quotation",
            text: verbatim.then(|| quote.text.clone()),
            paraphrase: (!verbatim).then(|| quote.text.clone()),
            creator: quote.speaker.as_ref().map(|one| agent(found, one, quote.role.as_ref())),
            contributor: quote.others.iter().map(|one| agent(found, one, None)).collect(),
            is_part_of: article,
        }
    }
}

fn agent(found: &Found, speaker: &SpeakerRecord, role: Option<&RoleRecord>) -> Agent {
    let kind = found.doc.entities.iter().find(|e| e.name == speaker.name).map(|e| e.kind);
    let kind = match kind {
        Some(EntityKind::Person) => Some("Person"),
        Some(EntityKind::Organization | EntityKind::Place) => Some("Organization"),
        None => None,
    };
    // "A senior official" is nobody's name.
    let described =
        kind.is_none() && matches!(speaker.resolved_by, ResolvedBy::Unnamed | ResolvedBy::Role);
    Agent {
        kind,
        name: (!described).then(|| speaker.name.clone()),
        description: described.then(|| speaker.name.clone()),
        job_title: role.filter(|_| kind == Some("Person")).map(|role| role.text.clone()),
    }
}

impl NewsArticle {
    /// The document as an article.
    pub fn new(found: &Found) -> NewsArticle {
        let doc = &found.doc;
        let named = |kind, name: &str| Agent {
            kind: Some(kind),
            name: Some(name.to_owned()),
            description: None,
            job_title: None,
        };
        let authors = doc.byline.as_ref().map(|byline| authors(&byline.text)).unwrap_or_default();
        NewsArticle {
            context: Some(CONTEXT),
            kind: "NewsArticle",
            headline: doc.title.as_ref().map(|title| title.text.clone()),
            date_published: doc
                .date
                .filter(|_| doc.date_source != Some(DateSource::Mtime))
                .map(|date| date.to_string()),
            publisher: doc.source.as_ref().map(|source| named("Organization", source)),
            author: authors.iter().map(|name| named("Person", name)).collect(),
        }
    }
}

/// A byline without its "By"; empty when it names nobody.
pub fn unsigned(byline: &str) -> &str {
    let line = byline.trim();
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match first.to_lowercase().as_str() {
        "by" | "par" | "por" => rest.trim_start(),
        "from" | "staff" => "",
        _ => line,
    }
}

/// The names in a byline: what stands behind a comma is an office more often than a name.
fn authors(byline: &str) -> Vec<String> {
    let line = unsigned(byline).replace(" AND ", " and ").replace(" & ", " and ");
    let names: Vec<&str> = match line.contains(" and ") {
        true => line.split(" and ").flat_map(|part| part.split(',')).collect(),
        false => line.split(',').take(1).collect(),
    };
    names.iter().map(|name| name.trim()).filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn bylines_name_persons() {
        for (byline, expected) in [
            ("By ANN LEE", &["ANN LEE"][..]),
            ("Par Zoé Roy", &["Zoé Roy"]),
            ("By Ann Lee, Ottawa Bureau Chief", &["Ann Lee"]),
            ("By Ann Lee, Bob Roe and Cy Day", &["Ann Lee", "Bob Roe", "Cy Day"]),
            ("Ann Lee", &["Ann Lee"]),
            ("From wire services", &[]),
            ("By", &[]),
        ] {
            assert_eq!(authors(byline), expected, "{byline}");
        }
    }

    #[test]
    fn selectors_count_characters() {
        let text = "É “ü” ".repeat(9) + "No one knows." + &"é".repeat(40);
        let start = text.find("No").expect("a word");
        let target = Target::new("a", &text, &Positions::new(&text), Span::new(start, start + 13));
        let Selector::TextQuoteSelector { exact, prefix, suffix } = &target.selector[0] else {
            panic!("{target:?}")
        };
        assert_eq!((exact.as_str(), prefix.chars().count()), ("No one knows.", AROUND));
        assert!(text.contains(&format!("{prefix}{exact}{suffix}")));
        assert_eq!(suffix, &"é".repeat(AROUND));
        let position = Selector::TextPositionSelector { start: 54, end: 67 };
        assert_eq!(target.selector[1], position);
        let first = Target::new("a", &text, &Positions::new(&text), Span::new(0, text.len()));
        let Selector::TextQuoteSelector { prefix, suffix, .. } = &first.selector[0] else {
            panic!("{first:?}")
        };
        assert!(prefix.is_empty() && suffix.is_empty());
    }

    #[test]
    fn paths_are_addresses() {
        let path = RelPath::new(Path::new("a b/c#1.txt"));
        assert_eq!(address(&path, None), "a%20b/c%231.txt");
        assert_eq!(address(&path, Some(2)), "a%20b/c%231.txt#2");
    }
}
