//! The JSON Schema of each type of line, made from the types themselves.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::citation::Citation;
use super::doc::Doc;
use super::entity::EntityShape;
use super::facet::FacetShape;
use super::field::FieldShape;
use super::files::{FileShape, IndexShape, WouldShape};
use super::keys;
use super::mention::MentionShape;
use super::quote::QuoteShape;
use super::reports::{ErrorLine, Explanation, StatsShape, Summary};
use super::saved::SavedShape;
use super::shape::{PART, Shape};
use super::silence::SilenceShape;
use super::similar::SimilarShape;
use super::verified::{CheckShape, Verification};

/// The name of each type of line, what it is, and its schema.
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        (Doc::NAME, of::<Doc>()),
        (QuoteShape::NAME, of::<QuoteShape>()),
        (SilenceShape::NAME, of::<SilenceShape>()),
        (MentionShape::NAME, of::<MentionShape>()),
        (EntityShape::NAME, of::<EntityShape>()),
        (FacetShape::NAME, of::<FacetShape>()),
        (Summary::NAME, of::<Summary>()),
        (Explanation::NAME, of::<Explanation>()),
        (StatsShape::NAME, of::<StatsShape>()),
        (FileShape::NAME, of::<FileShape>()),
        (WouldShape::NAME, of::<WouldShape>()),
        (IndexShape::NAME, of::<IndexShape>()),
        (SavedShape::NAME, of::<SavedShape>()),
        (Citation::NAME, of::<Citation>()),
        (CheckShape::NAME, of::<CheckShape>()),
        (Verification::NAME, of::<Verification>()),
        (SimilarShape::NAME, of::<SimilarShape>()),
        (FieldShape::NAME, of::<FieldShape>()),
        (ErrorLine::NAME, of::<ErrorLine>()),
    ]
}

/// The schema of one type, `type` and `schema` included.
pub fn of<T: Shape>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    let own = [("type", T::NAME.to_owned()), ("schema", <T as Shape>::schema_id())];
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, value) in &own {
            properties.insert((*key).to_owned(), json!({"const": value}));
        }
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.splice(0..0, own.iter().map(|(key, _)| json!(key)));
    }
    schema
}

/// The schema of lines of which keys were chosen: what is there is as `whole` says.
pub fn part(mut whole: Value) -> Value {
    if let Some(id) = whole.pointer_mut("/properties/schema/const")
        && let Some((name, version)) = id.as_str().and_then(|id| id.rsplit_once('/'))
    {
        *id = json!(format!("{name}{PART}/{version}"));
    }
    whole["required"] = json!(["type", "schema"]);
    whole
}

/// The keys of one type, with those below them.
pub fn keys_of<T: Shape>() -> Vec<String> {
    keys::of_schema(&of::<T>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_the_schema() {
        let doc = keys_of::<Doc>();
        for key in ["type", "schema", "title", "snippets", "snippets.text", "snippets.hits.line"] {
            assert!(doc.contains(&key.to_owned()), "{key}: {doc:?}");
        }
        let quote = keys_of::<QuoteShape>();
        for key in ["speaker.name", "role.org", "cue.span.byte_start", "spans.line"] {
            assert!(quote.contains(&key.to_owned()), "{key}: {quote:?}");
        }
    }

    fn columns_are_keys<T: Shape>() {
        let keys = keys_of::<T>();
        for column in T::COLUMNS.iter().chain(T::WHOLE) {
            assert!(keys.contains(&(*column).to_owned()), "{}: {column}", T::NAME);
        }
    }

    #[test]
    fn every_column_is_a_key() {
        columns_are_keys::<Doc>();
        columns_are_keys::<QuoteShape>();
        columns_are_keys::<SilenceShape>();
        columns_are_keys::<MentionShape>();
        columns_are_keys::<EntityShape>();
        columns_are_keys::<FacetShape>();
        columns_are_keys::<Summary>();
        columns_are_keys::<Explanation>();
        columns_are_keys::<StatsShape>();
        columns_are_keys::<FileShape>();
        columns_are_keys::<WouldShape>();
        columns_are_keys::<IndexShape>();
        columns_are_keys::<SavedShape>();
        columns_are_keys::<Citation>();
        columns_are_keys::<CheckShape>();
        columns_are_keys::<Verification>();
        columns_are_keys::<SimilarShape>();
        columns_are_keys::<FieldShape>();
        columns_are_keys::<ErrorLine>();
    }

    #[test]
    fn what_is_always_printed_is_required() {
        let schema = of::<Doc>();
        let required = schema["required"].to_string();
        for (key, expected) in [("type", true), ("title", true), ("rank", false), ("id", true)] {
            assert_eq!(required.contains(&format!("\"{key}\"")), expected, "{key}: {required}");
        }
        assert_eq!(schema["properties"]["schema"]["const"], "onrecord.doc/1");
        let part = part(schema);
        assert_eq!(part["properties"]["schema"]["const"], Doc::part_id());
        assert_eq!(part["required"], json!(["type", "schema"]));
    }
}
