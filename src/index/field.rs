//! The fields of the index as a plan names them.

/// A field in which words, or whole values, are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// All words of a document, laid out in parts.
    Text,
    /// Names of persons.
    Person,
    /// Names of organisations.
    Org,
    /// Names of places.
    Place,
    /// Subjects.
    Topic,
    /// Publisher or agency.
    Source,
    /// Paths.
    Path,
    /// Language, as a whole value.
    Lang,
    /// What a document has or is, as whole values.
    Flag,
    /// Names in a document as whole values, each with its kind.
    Name,
    /// Words of a quote.
    Said,
    /// Names of the speaker.
    Speaker,
    /// All that a source without a name is called.
    Described,
    /// The speaker as a whole value with its kind.
    SaidBy,
    /// Role of the speaker.
    Role,
    /// Organisation of the speaker.
    SpeakerOrg,
    /// What the source does, as a whole value.
    Act,
    /// Base form of the cue's verb, as a whole value.
    Verb,
    /// `direct`, `indirect` or `mixed`.
    QuoteKind,
}

/// A number of a record of which a range may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberField {
    /// Words in the body of a document.
    Words,
    /// Revision that brought a document or quote.
    Added,
    /// Confidence of a quote.
    Confidence,
}
