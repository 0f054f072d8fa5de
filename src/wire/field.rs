//! What programs read of the query language: fields, flags, operators.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::Shape;
use crate::query::fields::{self, Field, FieldKind, Level};
use crate::query::flags::FLAGS;

/// Something that a query may hold.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Something that a query may hold")]
pub struct FieldShape {
    /// As typed: a field before its colon, a flag, or an example of an operator.
    pub name: String,
    /// What a field holds (`words`, `number`, `date`), else `flag` or `operator`.
    #[schemars(extend("enum" = ["words", "number", "date", "flag", "operator"]))]
    pub kind: String,
    /// What a field belongs to.
    #[schemars(extend("enum" = ["document", "quote", null]))]
    pub level: Option<String>,
    /// What it means.
    pub about: String,
}

impl Shape for FieldShape {
    const NAME: &'static str = "field";
    const COLUMNS: &'static [&'static str] = &["name", "kind", "level", "about"];
}

impl FieldShape {
    /// All fields, then the flags, then the operators.
    pub fn all() -> Vec<FieldShape> {
        let field = |field: Field| FieldShape {
            name: field.name().to_owned(),
            kind: match field.kind() {
                FieldKind::Words => "words",
                FieldKind::Number => "number",
                FieldKind::Date => "date",
            }
            .to_owned(),
            level: Some(
                match field.level() {
                    Level::Document => "document",
                    Level::Quote => "quote",
                }
                .to_owned(),
            ),
            about: field.describe().to_owned(),
        };
        let other = |kind: &str, (name, about): &(&str, &str)| FieldShape {
            name: (*name).to_owned(),
            kind: kind.to_owned(),
            level: None,
            about: (*about).to_owned(),
        };
        let flags = FLAGS.iter().map(|flag| other("flag", flag));
        let operators = fields::OPERATORS.iter().map(|operator| other("operator", operator));
        Field::all().map(field).chain(flags).chain(operators).collect()
    }
}
