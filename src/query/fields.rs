//! The fields of the query language: names, what they hold, how they are asked.

/// A field that can stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Words of the headline.
    Title,
    /// Words of the body.
    Body,
    /// Words of the byline.
    Byline,
    /// Words of the dateline.
    Dateline,
    /// Publisher or agency.
    Source,
    /// Path below the indexed folder.
    Path,
    /// Language, ISO 639-1.
    Lang,
    /// Number of words.
    Words,
    /// Day of publication.
    Date,
    /// Revision that brought the document.
    Added,
    /// Persons named.
    Person,
    /// Organisations named.
    Org,
    /// Places named.
    Place,
    /// A name of any kind.
    Entity,
    /// Subjects, tags and keywords.
    Topic,
    /// Words of a quote.
    Said,
    /// Who said it; `unnamed` for sources without a name.
    Speaker,
    /// Role of the speaker.
    Role,
    /// What the source does: statement, belief, intention, …
    Act,
    /// Base form of the cue's verb; the form typed is reduced to it.
    Verb,
    /// `direct`, `indirect` or `mixed`.
    Kind,
    /// What a quote is about: its own words and its headline.
    About,
    /// Confidence of a quote, 0 to 1.
    Conf,
    /// Number of copies of the story in the archive.
    Copies,
}

/// What a field holds, and so what may stand after its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Words: a word, a phrase, a pattern or a group.
    Words,
    /// A number, or a range of numbers.
    Number,
    /// A day, month or year, or a range of them.
    Date,
}

/// Which kind of record a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// An article; a quote repeats what its article says there.
    Document,
    /// A single quote.
    Quote,
}

/// Every field with its name, its kind, its level and a line about it, in the order of [`Field`].
const TABLE: [(Field, &str, FieldKind, Level, &str); 24] = {
    use Field::*;
    use FieldKind::{Date as Day, Number, Words as Text};
    use Level::{Document, Quote};
    [
        (Title, "title", Text, Document, "words of the headline"),
        (Body, "body", Text, Document, "words of the body"),
        (Byline, "byline", Text, Document, "words of the byline"),
        (Dateline, "dateline", Text, Document, "words of the dateline: place, agency, day"),
        (Source, "source", Text, Document, "publisher or agency"),
        (Path, "path", Text, Document, "path below the indexed folder"),
        (Lang, "lang", Text, Document, "language as two letters: en, es, fr"),
        (Words, "words", Number, Document, "number of words: >500, 100..500"),
        (
            Date,
            "date",
            Day,
            Document,
            "day of publication: 2017, 2017-11, 2017-08..2017-11, -30d..",
        ),
        (Added, "added", Number, Document, "revision that brought the document: >r12"),
        (Person, "person", Text, Document, "persons named"),
        (
            Org,
            "org",
            Text,
            Document,
            "organisations named; of quotes, the one that the speaker belongs to",
        ),
        (Place, "place", Text, Document, "places named"),
        (Entity, "entity", Text, Document, "persons, organisations and places named"),
        (Topic, "topic", Text, Document, "subjects, tags and keywords given with the article"),
        (Said, "said", Text, Quote, "words of the quote"),
        (Speaker, "speaker", Text, Quote, "who said it; unnamed for sources without a name"),
        (Role, "role", Text, Quote, "role of the speaker: minister, spokeswoman"),
        (
            Act,
            "act",
            Text,
            Quote,
            "statement, belief, intention, attitude, perception, decree; silence, where nothing was said",
        ),
        (Verb, "verb", Text, Quote, "verb of the cue, in any form: say, denied"),
        (Kind, "kind", Text, Quote, "direct, indirect or mixed"),
        (About, "about", Text, Quote, "what the quote is about: its words and its headline"),
        (Conf, "conf", Number, Quote, "confidence from 0 to 1: >0.8"),
        (Copies, "copies", Number, Document, "number of copies of the story in the archive: >3"),
    ]
};

/// Other names for fields.
const ALIASES: [(&str, Field); 6] = [
    ("headline", Field::Title),
    ("loc", Field::Place),
    ("organisation", Field::Org),
    ("organization", Field::Org),
    ("publisher", Field::Source),
    ("text", Field::Body),
];

/// The operators of the language: an example and what it means.
pub const OPERATORS: &[(&str, &str)] = &[
    ("nafta wages", "both words"),
    ("nafta AND wages", "both words"),
    ("nafta OR tlcan", "one of them or both"),
    ("nafta -mexico", "not this word; set beside others, it holds for the whole group"),
    ("nafta NOT mexico", "not this word; of two sides of OR it holds for its own"),
    ("(nafta OR tlcan) wages", "brackets group"),
    ("\"rules of origin\"", "this phrase; any kind of double quotation mark will do"),
    ("\"rules origin\"~2", "these words, moved by two places at most"),
    ("exact:\"Rules of Origin\"", "word forms and capitals as written"),
    ("auto w/5 tariff", "at most five words apart, in either order"),
    ("softwood pre/3 lumber", "at most three words apart, in this order"),
    ("unifor w/s layoffs", "in one sentence"),
    ("unifor w/p layoffs", "in one paragraph"),
    ("atleast5(nafta)", "five times or more"),
    ("wage*", "words that begin so"),
    ("wom?n", "? is one letter"),
    ("dias~1", "words one letter away; at most 2"),
    ("/wom[ae]n/", "words that match a regular expression"),
    ("strike^2", "counts twice in the ranking"),
    ("title:strike", "in this field"),
    ("title:(strike OR lockout)", "a group in this field"),
    ("speaker:*", "the field has a value"),
    ("quote(speaker:dias wages)", "one and the same quote has all of it"),
];

/// Names before a colon that are no fields.
pub(super) const PREFIXES: [&str; 3] = ["has", "is", "exact"];

impl Field {
    /// The field of this name or alias, in capitals or small letters.
    pub fn parse(name: &str) -> Option<Field> {
        let names = TABLE.iter().map(|row| (row.1, row.0)).chain(ALIASES);
        names.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|row| row.1)
    }

    /// Its name as typed before the colon.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// What it holds.
    pub fn kind(self) -> FieldKind {
        TABLE[self as usize].2
    }

    /// Whether it belongs to documents or to quotes.
    pub fn level(self) -> Level {
        TABLE[self as usize].3
    }

    /// A line about what it holds.
    pub fn describe(self) -> &'static str {
        TABLE[self as usize].4
    }

    /// All fields, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Field> {
        TABLE.iter().map(|row| row.0)
    }

    /// The known name nearest to one that is unknown.
    pub fn suggest(name: &str) -> Option<&'static str> {
        let names = TABLE.iter().map(|row| (row.1, row.1));
        let aliases = ALIASES.iter().map(|row| (row.0, row.1.name()));
        let prefixes = PREFIXES.iter().map(|name| (*name, *name));
        nearest(name, names.chain(aliases).chain(prefixes))
    }
}

/// The second of the pair whose first is nearest to `name`: few edits away, or begun by it.
pub(super) fn nearest(
    name: &str,
    known: impl Iterator<Item = (&'static str, &'static str)>,
) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let allowed = (name.len() / 3).clamp(1, 2);
    let distance = |word: &str| match word.starts_with(&name) && name.len() > 1 {
        true => 1,
        false => strsim::osa_distance(&name, word),
    };
    let near = known.map(|(word, answer)| (distance(word), answer));
    near.filter(|pair| pair.0 <= allowed).min_by_key(|pair| pair.0).map(|pair| pair.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_the_order_of_the_types() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, at);
            assert_eq!(Field::parse(row.1), Some(row.0));
        }
    }

    #[test]
    fn names_have_aliases_and_the_unknown_a_suggestion() {
        assert_eq!(Field::parse("Organization"), Some(Field::Org));
        assert_eq!(Field::parse("nobody"), None);
        for (typed, expected) in [
            ("titel", Some("title")),
            ("speeker", Some("speaker")),
            ("headlin", Some("title")),
            ("PERS", Some("person")),
            ("datelines", Some("dateline")),
            ("ha", Some("has")),
            ("Reuters", None),
            ("x", None),
        ] {
            assert_eq!(Field::suggest(typed), expected, "{typed}");
        }
    }
}
