//! What is like a document: copies with what each cut or added, and articles about the same.

use std::io::{self, Write};
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::diff::{self, Change};
use super::doc::Doc;
use super::human::{headline, origin};
use super::numbers::{self, counted};
use super::shape::Shape;
use super::style::{Look, Style};
use crate::hit::{Copy, Hit};
use crate::record::DocRecord;

/// Changes that are shown to people.
const CHANGES: usize = 12;
/// Characters of a change that are shown to people.
const LONG: usize = 160;

/// A document that is like another.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A document that is like another")]
pub struct SimilarShape {
    /// `copy` of the same story, or `about` the same.
    #[schemars(extend("enum" = ["copy", "about"]))]
    pub relation: String,
    /// Whether a copy is the earliest of its story in this archive.
    pub lead: bool,
    /// Share of the shorter text that a copy has in common, 0 to 1.
    pub share: Option<f64>,
    /// Relevance of one that is about the same.
    pub score: Option<f64>,
    /// Id of the document.
    pub id: String,
    /// Path of the first file that holds it, below the indexed folder.
    pub path: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Publisher or agency.
    pub source: Option<String>,
    /// How the words of a copy's body differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<Vec<Change>>,
}

impl Shape for SimilarShape {
    const NAME: &'static str = "similar";
    const COLUMNS: &'static [&'static str] =
        &["relation", "lead", "share", "score", "id", "path", "title", "date", "source"];
}

impl SimilarShape {
    fn new(relation: &str, doc: &DocRecord) -> SimilarShape {
        let shape = Doc::new(doc);
        SimilarShape {
            relation: relation.to_owned(),
            lead: false,
            share: None,
            score: None,
            id: shape.id,
            path: shape.path,
            title: shape.title,
            date: shape.date,
            source: shape.source,
            diff: None,
        }
    }

    /// A copy of a text whose body is `own`.
    pub fn of_copy(copy: &Copy, own: &str) -> SimilarShape {
        SimilarShape {
            lead: copy.lead,
            share: copy.share.map(numbers::figure),
            diff: Some(diff::words(own, &copy.doc.shown(&copy.text).join(" "))),
            ..SimilarShape::new("copy", &copy.doc)
        }
    }

    /// An article about the same.
    pub fn of_hit(hit: &Hit) -> SimilarShape {
        let score = Some(numbers::figure(hit.score));
        SimilarShape { score, ..SimilarShape::new("about", &hit.doc) }
    }
}

/// Writes a copy for people: what it cut and what it added.
pub fn copy(
    out: &mut dyn Write,
    style: &Style,
    root: &Path,
    copy: &Copy,
    own: &str,
) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Look::Title, headline(&copy.doc)))?;
    let lead = if copy.lead { " · earliest here" } else { "" };
    writeln!(out, "   {}{lead}", origin(style, root, &copy.doc, 1))?;
    let changes = diff::words(own, &copy.doc.shown(&copy.text).join(" "));
    let number = |wanted: fn(&Change) -> Option<&String>| {
        let words = changes.iter().filter_map(wanted).map(|text| text.split(' ').count());
        words.sum::<usize>() as u64
    };
    let cut = number(|change| if let Change::Removed(text) = change { Some(text) } else { None });
    let added = number(|change| if let Change::Added(text) = change { Some(text) } else { None });
    let share =
        copy.share.map_or(String::new(), |share| format!("{:.0} % the same · ", share * 100.0));
    writeln!(out, "   {share}{} cut · {} added", counted(cut, "word"), counted(added, "word"))?;
    let differing: Vec<&Change> =
        changes.iter().filter(|change| !matches!(change, Change::Same(_))).collect();
    for change in differing.iter().take(CHANGES) {
        let line = match change {
            Change::Removed(text) => style.paint(Look::Hit, &format!("[-{}-]", shortened(text))),
            Change::Added(text) => style.paint(Look::Quote, &format!("{{+{}+}}", shortened(text))),
            Change::Same(_) => continue,
        };
        writeln!(out, "   {line}")?;
    }
    if differing.len() > CHANGES {
        writeln!(out, "   … {} more (--json shows all)", differing.len() - CHANGES)?;
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
