//! Says a tree in plain words, one part a line, for `--explain`.

use jiff::civil::Date;

use super::about::About;
use super::fields::Field;
use super::tree::{Flag, Link, Match, Node, Part, Within, Word};

/// What words without a field mean in a query on quotes; one alone has to be in the quote itself.
const OF_QUOTES: [&str; 2] = [
    "words without a field: in the quote, in its speaker's name or role",
    "; all but one of them may stand in the headline or in the sentences around, too",
];

/// The tree of a query on such records in plain words: a line for each part, indented below what it is part of.
pub fn explain(node: &Node, about: About) -> String {
    let mut out = String::new();
    lines(node, about, 0, &mut out);
    let words = match node {
        Node::And(nodes) => nodes.iter().filter(|node| node.is_words()).count(),
        node => usize::from(node.is_words()),
    };
    if about == About::Quotes && words > 0 {
        out.push_str(&OF_QUOTES[..words.min(2)].concat());
        out.push('\n');
    }
    out
}

/// Adds the lines of a node.
fn lines(node: &Node, about: About, level: usize, out: &mut String) {
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
        Node::Near { first, rest } => return near(first, rest, about, level, out),
        Node::AtLeast { count, node } => {
            (format!("at least {}:", plural(*count, "time")), vec![node])
        }
        Node::In { field: Field::Speaker, node } if is_unnamed(node) => {
            ("the source is not named".to_owned(), vec![])
        }
        Node::In { field, node } if **node == Node::All => {
            (format!("{} anything", place(*field, about)), vec![])
        }
        Node::In { field, node } => (place(*field, about).to_owned(), vec![node]),
        Node::Number { field, low, high } => {
            let (low, high) = (low.map(at_least), high.map(at_most));
            (format!("{} {}", place(*field, about), range(low, high)), vec![])
        }
        Node::Days { low, high } => {
            let later = |low: Date| (low.to_string(), format!("{low} or later"));
            let earlier = |high: Date| (high.to_string(), format!("{high} or earlier"));
            let days = range(low.map(later), high.map(earlier));
            (format!("{} {days}", place(Field::Date, about)), vec![])
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
    let about = if matches!(node, Node::Quote(_)) { About::Quotes } else { about };
    for part in parts {
        lines(part, about, level + 1, out);
    }
}

/// Adds the lines of a chain of nearness: one head where all its links are the same, else one for
/// each link.
fn near(first: &Node, rest: &[Link], about: About, level: usize, out: &mut String) {
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
    lines(first, about, level + 1, out);
    for link in rest {
        if !same {
            out.push_str(&format!("{indent}  {}:\n", reach(link)));
        }
        lines(&link.node, about, level + 1, out);
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

/// Whether it is the word for sources without a name.
fn is_unnamed(node: &Node) -> bool {
    matches!(node, Node::Word(word) if word.how == Match::Stem && word.text.eq_ignore_ascii_case("unnamed"))
}

/// An end of a range, beside another and alone.
type End = (String, String);

/// The lower end of a range. What was typed as "more than 0.8" is kept as the number that follows.
fn at_least(low: f64) -> End {
    match figure(low) {
        Ok(low) => (low.clone(), format!("{low} or more")),
        Err(low) => (format!("more than {low}"), format!("more than {low}")),
    }
}

/// The upper end of a range.
fn at_most(high: f64) -> End {
    match figure(high) {
        Ok(high) => (high.clone(), format!("{high} or less")),
        Err(high) => (format!("less than {high}"), format!("less than {high}")),
    }
}

/// A number as typed; an error is the one beside which it lies.
fn figure(number: f64) -> Result<String, String> {
    let round = (number * 1e9).round() / 1e9;
    if round == number { Ok(number.to_string()) } else { Err(round.to_string()) }
}

/// A range in words.
fn range(low: Option<End>, high: Option<End>) -> String {
    match (low, high) {
        (None, None) => "anything".to_owned(),
        (Some((low, _)), Some((high, _))) if low == high => low,
        (Some((low, _)), Some((high, _))) => format!("{low} to {high}"),
        (Some((_, low)), None) => low,
        (None, Some((_, high))) => high,
    }
}

/// Where a field looks, before a colon.
fn place(field: Field, about: About) -> &'static str {
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
        Field::Org if about == About::Quotes => "in the organisation of the speaker:",
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
