//! Says a tree in plain words, one part a line, for `--explain`.

use super::fields::Field;
use super::tree::{Flag, Link, Match, Node, Part, Within, Word};

/// The tree in plain words: a line for each part, indented below what it is part of.
pub fn explain(node: &Node) -> String {
    let mut out = String::new();
    lines(node, 0, &mut out);
    out
}

/// Adds the lines of a node.
fn lines(node: &Node, level: usize, out: &mut String) {
    let (head, parts): (String, Vec<&Node>) = match node {
        Node::All => ("every record".to_owned(), vec![]),
        Node::Word(word) => (describe(word), vec![]),
        Node::Phrase { text, slop: 0 } => (format!("the phrase \"{text}\""), vec![]),
        Node::Phrase { text, slop } => {
            let places = plural(*slop, "place");
            (format!("the phrase \"{text}\", words moved by at most {places}"), vec![])
        }
        Node::Exact(text) => (format!("exactly as written: \"{text}\""), vec![]),
        Node::Regex(text) => (format!("a word that matches /{text}/"), vec![]),
        Node::And(nodes) => ("all of:".to_owned(), nodes.iter().collect()),
        Node::Or(nodes) => ("at least one of:".to_owned(), nodes.iter().collect()),
        Node::Not(node) => ("not:".to_owned(), vec![node]),
        Node::Near { first, rest } => return near(first, rest, level, out),
        Node::AtLeast { count, node } => {
            (format!("at least {}:", plural(*count, "time")), vec![node])
        }
        Node::In { field, node } if **node == Node::All => {
            (format!("{} anything", place(*field)), vec![])
        }
        Node::In { field, node } => (place(*field).to_owned(), vec![node]),
        Node::Number { field, low, high } => {
            (range(place(*field), low.as_ref(), high.as_ref()), vec![])
        }
        Node::Days { low, high } => {
            (range(place(Field::Date), low.as_ref(), high.as_ref()), vec![])
        }
        Node::Flag(flag) => (property(*flag).to_owned(), vec![]),
        Node::Quote(node) => ("one and the same quote has:".to_owned(), vec![node]),
        Node::Boost { node, factor } => {
            (format!("counted {factor} times in the ranking:"), vec![node])
        }
    };
    out.push_str(&"  ".repeat(level));
    out.push_str(&head);
    out.push('\n');
    for part in parts {
        lines(part, level + 1, out);
    }
}

/// Adds the lines of a chain of nearness: one head where all its links are the same, else one for
/// each link.
fn near(first: &Node, rest: &[Link], level: usize, out: &mut String) {
    let indent = "  ".repeat(level);
    let reach = |link: &Link| {
        let reach = match link.within {
            Within::Words(count) => format!("within {}", plural(count, "word")),
            Within::Sentence => "in one sentence".to_owned(),
            Within::Paragraph => "in one paragraph".to_owned(),
        };
        let order = if link.ordered { "in this order" } else { "in any order" };
        format!("{reach}, {order}")
    };
    let same = rest.iter().all(|link| reach(link) == reach(&rest[0]));
    let each = match rest {
        [_] => String::new(),
        // All lie in the one sentence or paragraph.
        [one, ..] if same && !one.ordered && !matches!(one.within, Within::Words(_)) => {
            String::new()
        }
        _ => ", each and the next".to_owned(),
    };
    match rest {
        [one, ..] if same => out.push_str(&format!("{indent}{}{each}:\n", reach(one))),
        _ => out.push_str(&format!("{indent}close together{each}:\n")),
    }
    lines(first, level + 1, out);
    for link in rest {
        if !same {
            out.push_str(&format!("{indent}  {}:\n", reach(link)));
        }
        lines(&link.node, level + 1, out);
    }
}

/// A word and how it is matched.
fn describe(word: &Word) -> String {
    let text = &word.text;
    match word.how {
        Match::Stem => format!("the word {text}, in any form"),
        Match::Wildcard => format!("a word of the form {text}"),
        Match::Fuzzy(edits) => {
            format!("a word at most {} away from {text}", plural(edits.into(), "letter"))
        }
    }
}

/// A number with its noun.
fn plural(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A range in words, behind what it is a range of.
fn range<T: ToString + PartialEq>(of: &str, low: Option<&T>, high: Option<&T>) -> String {
    match (low, high) {
        (None, None) => format!("{of} anything"),
        (Some(low), Some(high)) if low == high => format!("{of} {}", low.to_string()),
        (Some(low), Some(high)) => format!("{of} {} to {}", low.to_string(), high.to_string()),
        (Some(low), None) => format!("{of} {} or more", low.to_string()),
        (None, Some(high)) => format!("{of} {} or less", high.to_string()),
    }
}

/// Where a field looks, before a colon.
fn place(field: Field) -> &'static str {
    match field {
        Field::Title => "in the headline:",
        Field::Body => "in the body:",
        Field::Byline => "in the byline:",
        Field::Dateline => "in the dateline:",
        Field::Source => "in the name of the source:",
        Field::Path => "in the path:",
        Field::Lang => "language:",
        Field::Words => "number of words:",
        Field::Date => "day of publication:",
        Field::Added => "added in revision:",
        Field::Person => "among the persons named:",
        Field::Org => "among the organisations named:",
        Field::Place => "among the places named:",
        Field::Entity => "among all the names:",
        Field::Topic => "among the subjects:",
        Field::Said => "in the words of the quote:",
        Field::Speaker => "in the name of the speaker:",
        Field::Role => "in the role of the speaker:",
        Field::Act => "what the source does:",
        Field::Verb => "verb of the cue:",
        Field::Kind => "kind of quote:",
        Field::About => "in the quote or its headline:",
        Field::Conf => "confidence:",
        Field::Copies => "copies of the story:",
    }
}

/// What a flag asks for.
fn property(flag: Flag) -> &'static str {
    match flag {
        Flag::Has(Part::Quotes) => "it has a quote",
        Flag::Has(Part::Title) => "it has a headline",
        Flag::Has(Part::Byline) => "it has a byline",
        Flag::Has(Part::Dateline) => "it has a dateline",
        Flag::Has(Part::Date) => "its day is known",
        Flag::Has(Part::Source) => "its source is known",
        Flag::Has(Part::Topic) => "it has subjects",
        Flag::Has(Part::Person) => "it names a person",
        Flag::Has(Part::Org) => "it names an organisation",
        Flag::Has(Part::Place) => "it names a place",
        Flag::Lead => "it is the earliest copy of its story here",
        Flag::Undated => "its date is not known",
    }
}
