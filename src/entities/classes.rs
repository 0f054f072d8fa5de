//! Classes of English words that neither their ending nor another list tells: a bit each.

/// The list.
pub(crate) const LIST: &str = include_str!("../../seeds/lists/word-classes.txt");

/// A class of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Joins others, no part of a title.
    Closed,
    /// A participle that stands before a noun of a person.
    Adjective,
    /// A plural that stands before another noun.
    Attributive,
    /// A verb by no ending.
    Irregular,
    /// Ends as nouns of persons do and is none.
    Thing,
    /// Ends in "ly" and is no adverb.
    NoAdverb,
    /// A relative, who ends a title and opens none.
    Kin,
    /// Tells how many.
    Quantity,
    /// Means several, whatever its form.
    Many,
    /// A past tense without an ending.
    IrregularPast,
    /// A third person of a cue that looks like the plural of a noun: "the two long reports".
    PluralLike,
    /// A noun for words that somebody said: "his warning".
    Speech,
    /// A source without a noun: "another said".
    Speaking,
    /// Hangs a name on the noun before it: "a spokesman for Roe".
    Link,
    /// Opens a relative clause.
    Relative,
    /// A verb in its base form may stand behind it.
    BeforeVerb,
    /// May stand between subject and verb and opens no predicate by itself.
    NoPredicate,
    /// Ends a source that is read to the right.
    NoPhrase,
    /// Ends a source that is read to the left.
    PhraseStop,
    /// No part of the noun phrase right before a verb.
    NoNoun,
    /// Tells when, where or to whom something was said: "said on Friday".
    Tail,
    /// May open what stands between a verb and its "that": "told reporters in May that".
    Aside,
    /// Opens a question.
    Question,
    /// Opens an object.
    Object,
    /// Opens no object.
    NoObject,
    /// Opens the subordinate clause that a sentence begins with.
    Subordinator,
    /// Opens a new clause behind a comma inside the marks.
    ClauseBreak,
    /// Ends an object where it stands behind a comma.
    NewClause,
    /// Ends an object where it stands.
    Adjunct,
    /// A form of "be", which makes a passive.
    Be,
    /// Its subject speaks in the passive too: "Roe was quoted as saying".
    Quoted,
    /// Names its hearer right behind it: "told Reuters".
    Addressed,
    /// The label of whoever asks in an interview.
    Asker,
    /// A label that is nobody's: "Photo:".
    Caption,
    /// A hearer without a noun: "told reporters", "told him".
    Hearer,
    /// A word that begins with an apostrophe: "'em", "'tis".
    Clipped,
    /// Opens a condition, which states nothing: "if the governor says".
    Condition,
    /// Speaks for nobody: "nobody said".
    Nobody,
    /// A verb that denies what follows it.
    Denial,
    /// A work with a title: "her novel".
    Work,
    /// Gives a work its title or performs it: "a book titled", "she sang".
    Titled,
    /// Goes with an office before a name and names no body: "Home Secretary".
    Office,
    /// Says that somebody is something: "Roe was a teacher".
    Being,
    /// Says it with "as" behind: "Roe serves as mayor".
    BeingAs,
    /// A participle behind which an office stands: "Roe was elected mayor".
    Made,
    /// What a leader does, behind "who": "Roe, who chairs the panel".
    Leads,
    /// Opens an apposition and tells when it held: "formerly head of the bank".
    Once,
    /// A noun of a person that alone tells too little to be a source: "Ohio man Jan Roe".
    Man,
    /// Ends the name of a contest or a prize: "Roe Cup".
    Event,
    /// A work that a name right behind it is the name of: "the film Ann Roe".
    NamedWork,
    /// A ship, likewise.
    Ship,
    /// A noun directly before the name of a body: "the research firm Acme Rudd".
    BodyNoun,
    /// Letters before the name of a ship.
    Hull,
    /// Opens what an office is for, of several words: "Minister of Foreign Trade".
    Wide,
    /// Ends a phrase that says what somebody is.
    PhraseEnd,
    /// Its subject is told of and says nothing, behind a form of "be": "Roe is expected to".
    Told,
    /// Keeps its subject from what the verb behind its "to" says: "refused to say".
    Refusal,
    /// Denies a clause or a claim, and an object only in part: "rejected claims that".
    Doubt,
    /// A noun for words that somebody else may have said, which a denial turns down: "denied reports that".
    Claim,
    /// Says of a clause behind it that it does not hold or is open: "it is untrue that".
    Untrue,
    /// Says of a clause behind it that it holds: "it is not true that".
    True,
    /// Somebody who is not named: "someone close to the talks".
    Somebody,
    /// Addresses somebody and names no office, whatever the sex: "the Rev. Jane Roe".
    Honorific,
}

/// The classes by their names in the list.
const NAMES: [(&str, Class); 63] = [
    ("closed", Class::Closed),
    ("adjective", Class::Adjective),
    ("attributive", Class::Attributive),
    ("irregular", Class::Irregular),
    ("thing", Class::Thing),
    ("no-adverb", Class::NoAdverb),
    ("kin", Class::Kin),
    ("quantity", Class::Quantity),
    ("many", Class::Many),
    ("irregular-past", Class::IrregularPast),
    ("plural-like", Class::PluralLike),
    ("speech", Class::Speech),
    ("speaking", Class::Speaking),
    ("link", Class::Link),
    ("relative", Class::Relative),
    ("before-verb", Class::BeforeVerb),
    ("no-predicate", Class::NoPredicate),
    ("no-phrase", Class::NoPhrase),
    ("phrase-stop", Class::PhraseStop),
    ("no-noun", Class::NoNoun),
    ("tail", Class::Tail),
    ("aside", Class::Aside),
    ("question", Class::Question),
    ("object", Class::Object),
    ("no-object", Class::NoObject),
    ("subordinator", Class::Subordinator),
    ("clause-break", Class::ClauseBreak),
    ("new-clause", Class::NewClause),
    ("adjunct", Class::Adjunct),
    ("be", Class::Be),
    ("quoted", Class::Quoted),
    ("addressed", Class::Addressed),
    ("asker", Class::Asker),
    ("caption", Class::Caption),
    ("hearer", Class::Hearer),
    ("clipped", Class::Clipped),
    ("condition", Class::Condition),
    ("nobody", Class::Nobody),
    ("denial", Class::Denial),
    ("work", Class::Work),
    ("titled", Class::Titled),
    ("office", Class::Office),
    ("being", Class::Being),
    ("being-as", Class::BeingAs),
    ("made", Class::Made),
    ("leads", Class::Leads),
    ("once", Class::Once),
    ("man", Class::Man),
    ("event", Class::Event),
    ("named-work", Class::NamedWork),
    ("ship", Class::Ship),
    ("body-noun", Class::BodyNoun),
    ("hull", Class::Hull),
    ("wide", Class::Wide),
    ("phrase-end", Class::PhraseEnd),
    ("told", Class::Told),
    ("refusal", Class::Refusal),
    ("doubt", Class::Doubt),
    ("claim", Class::Claim),
    ("untrue", Class::Untrue),
    ("true", Class::True),
    ("somebody", Class::Somebody),
    ("honorific", Class::Honorific),
];

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// Whether `class` is among them.
    pub fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u64 != 0
    }

    /// A bit for each class, in the order of [`Class`].
    pub fn bits(self) -> u64 {
        self.0
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Classes {
        Classes(1 << class as u64)
    }
}

impl std::ops::BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// Reads a line that is no comment: the class and its words.
pub(crate) fn parse(line: &'static str) -> Option<(Class, impl Iterator<Item = &'static str>)> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let (_, class) = NAMES.into_iter().find(|(known, _)| *known == name)?;
    Some((class, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_words_of_every_class_and_of_no_other() {
        let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut seen = Classes::default();
        for line in lines {
            let (class, words) = parse(line).expect(line);
            assert!(words.count() > 0, "{line}");
            seen = seen | class.into();
        }
        for (name, class) in NAMES {
            assert!(seen.has(class), "{name}");
            assert!(LIST.contains(&format!("\n# {name}: ")), "{name}");
        }
        assert!(parse("unheard of").is_none());
    }
}
