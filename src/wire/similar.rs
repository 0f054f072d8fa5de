//! What is like a document, as programs read it: copies with how they differ, articles about the
//! same.

use schemars::JsonSchema;
use serde::Serialize;

use super::diff::{self, Change};
use super::doc::Doc;
use super::figure::figure;
use super::shape::Shape;
use crate::hit::{Copy, Hit};
use crate::record::DocRecord;

/// A document that is like another.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A document that is like another")]
pub struct SimilarShape {
    /// `copy` of the same story, or `about` the same.
    #[schemars(extend("enum" = ["copy", "about"]))]
    pub relation: String,
    /// Whether a copy is the earliest of its story in this archive; of several of one day, one is.
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
            share: copy.share.map(figure),
            diff: Some(diff::words(own, &copy.doc.shown(&copy.text).join(" "))),
            ..SimilarShape::new("copy", &copy.doc)
        }
    }

    /// An article about the same.
    pub fn of_hit(hit: &Hit) -> SimilarShape {
        let score = Some(figure(hit.score));
        SimilarShape { score, ..SimilarShape::new("about", &hit.doc) }
    }
}
