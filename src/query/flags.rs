//! The flags of the query language: what a document may have or be (`has:quotes`, `is:lead`).

use super::fields::nearest;

/// A yes-or-no property of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// `has:quotes` and its like: the document has a value there.
    Has(Part),
    /// `is:lead`: the earliest copy of its story in this archive.
    Lead,
    /// `is:undated`: no date is known but the file's own, unless that counts in this index.
    Undated,
}

/// What `has:` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// At least one quote.
    Quotes,
    /// A headline.
    Title,
    /// A byline.
    Byline,
    /// A dateline.
    Dateline,
    /// A day that counts.
    Date,
    /// A publisher or agency.
    Source,
    /// Subjects.
    Topic,
    /// A named person.
    Person,
    /// A named organisation.
    Org,
    /// A named place.
    Place,
}

/// The values of `has:` and `is:` as typed, with what they mean.
pub const FLAGS: &[(&str, &str)] = &[
    ("has:quotes", "at least one quote was found"),
    ("has:title", "it has a headline"),
    ("has:byline", "it has a byline"),
    ("has:dateline", "it has a dateline"),
    ("has:date", "its text, its head or its path says the day"),
    ("has:source", "its publisher or agency is known"),
    ("has:topic", "subjects were given with it"),
    ("has:person", "it names a person"),
    ("has:org", "it names an organisation"),
    ("has:place", "it names a place"),
    ("is:lead", "the earliest copy of its story in this archive"),
    ("is:undated", "no date is known but the file's own"),
];

impl Part {
    /// Every part with its name after `has:`.
    const TABLE: [(Part, &str); 10] = [
        (Part::Quotes, "quotes"),
        (Part::Title, "title"),
        (Part::Byline, "byline"),
        (Part::Dateline, "dateline"),
        (Part::Date, "date"),
        (Part::Source, "source"),
        (Part::Topic, "topic"),
        (Part::Person, "person"),
        (Part::Org, "org"),
        (Part::Place, "place"),
    ];

    /// Its name after `has:`.
    pub fn name(self) -> &'static str {
        Part::TABLE[self as usize].1
    }

    /// The part of this name, in the singular or the plural.
    fn parse(name: &str) -> Option<Part> {
        let stem = |word: &str| word.trim_end_matches('s').to_owned();
        Part::TABLE.iter().find(|row| stem(row.1) == stem(name)).map(|row| row.0)
    }
}

impl Flag {
    /// The flag written `prefix:value`; `prefix` is `has` or `is`.
    pub(super) fn parse(prefix: &str, value: &str) -> Option<Flag> {
        match (prefix, value) {
            ("has", _) => Part::parse(value).map(Flag::Has),
            (_, "lead") => Some(Flag::Lead),
            (_, "undated") => Some(Flag::Undated),
            _ => None,
        }
    }

    /// The flag nearest to `prefix:value`, as typed.
    pub(super) fn suggest(prefix: &str, value: &str) -> Option<&'static str> {
        let split = |row: &(&'static str, _)| row.0.split_once(':').map(|pair| (pair, row.0));
        let same = FLAGS.iter().filter_map(split).filter(|((known, _), _)| *known == prefix);
        nearest(value, same.map(|((_, value), typed)| (value, typed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_type() {
        for (at, row) in Part::TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, at);
        }
        for (typed, _) in FLAGS {
            let (prefix, value) = typed.split_once(':').unwrap_or_default();
            assert!(Flag::parse(prefix, value).is_some(), "{typed}");
        }
    }

    #[test]
    fn the_unknown_has_a_suggestion() {
        assert_eq!(Flag::suggest("has", "qoutes"), Some("has:quotes"));
        assert_eq!(Flag::suggest("is", "leed"), Some("is:lead"));
        assert_eq!(Flag::suggest("is", "quotes"), None);
    }
}
