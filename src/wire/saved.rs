//! A standing query as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::Shape;
use crate::query::About;
use crate::saved::Saved;

/// A standing query.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A standing query")]
pub struct SavedShape {
    /// Its name.
    pub name: String,
    /// The command that answers it.
    #[schemars(extend("enum" = ["query", "quotes"]))]
    pub command: String,
    /// The query as typed.
    pub query: String,
    /// Revision of the index that answered last; what was added later is new.
    pub seen: u64,
}

impl Shape for SavedShape {
    const NAME: &'static str = "saved";
    const COLUMNS: &'static [&'static str] = &["name", "command", "query", "seen"];
}

impl SavedShape {
    /// A standing query.
    pub fn new(saved: &Saved) -> SavedShape {
        SavedShape {
            name: saved.name.clone(),
            command: command(saved.about).to_owned(),
            query: saved.query.clone(),
            seen: saved.seen,
        }
    }
}

/// The command that answers such a query.
pub fn command(about: About) -> &'static str {
    match about {
        About::Docs => "query",
        About::Quotes => "quotes",
    }
}
