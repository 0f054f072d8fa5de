//! Why a question found nothing: words that do not occur, or a part that took everything away.

use super::error::Error;
use crate::hit::Reason;
use crate::index::{Cancel, Index};
use crate::query::fields::Field;
use crate::query::tree::{Match, Node, Word};
use crate::query::{About, Query};

/// Words and parts that are looked at, at most.
const WORDS: usize = 8;
/// Suggestions for a word.
pub(super) const SUGGESTIONS: usize = 3;

/// Tells why nothing was found: words that do not occur and values that a field never has, else
/// parts that take everything away.
pub fn reasons(
    index: &Index,
    query: &Query,
    about: About,
    cancel: &Cancel,
) -> Result<Vec<Reason>, Error> {
    let mut words = Vec::new();
    wanted(&query.root, &mut words);
    let mut found = Vec::new();
    for word in words.into_iter().take(WORDS) {
        if count(index, &Node::Word(word.clone()), About::Docs, cancel)? > 0 {
            continue;
        }
        cancel.check()?;
        let mut nearest = index.suggest(&word.text);
        nearest.truncate(SUGGESTIONS);
        found.push(Reason::Absent { word: word.text.clone(), nearest });
    }
    let mut fields = Vec::new();
    asked(&query.root, &mut fields);
    for (field, node) in fields.into_iter().take(WORDS) {
        let part = Node::In { field, node: Box::new(node.clone()) };
        if count(index, &part, about, cancel)? == 0 {
            found.push(unknown(index, field, text_of(node), about, cancel)?);
        }
    }
    let Node::And(parts) = &query.root else { return Ok(found) };
    if !found.is_empty() {
        return Ok(found);
    }
    for (number, part) in parts.iter().enumerate().take(WORDS) {
        let mut others = parts.clone();
        others.remove(number);
        let others = match others.len() {
            1 => others.remove(0),
            _ => Node::And(others),
        };
        let number = count(index, &others, about, cancel)?;
        if number > 0 {
            found.push(Reason::Without { part: part.to_string(), found: number });
        }
    }
    Ok(found)
}

/// A value that a field never has, with the nearest ones that it has.
fn unknown(
    index: &Index,
    field: Field,
    text: String,
    about: About,
    cancel: &Cancel,
) -> Result<Reason, Error> {
    let mut nearest = Vec::new();
    for value in index.suggest_in(field, about, &text) {
        // What is suggested is found when it is typed.
        let everything = Query { root: Node::All, warnings: Vec::new() };
        let query = everything.within(field, &value, false);
        if nearest.len() < SUGGESTIONS && count(index, &query.root, about, cancel)? > 0 {
            nearest.push(value);
        }
    }
    Ok(Reason::Unknown { field: field.name(), text, nearest })
}

/// Documents, or quotes, that have this.
fn count(index: &Index, node: &Node, about: About, cancel: &Cancel) -> Result<u64, Error> {
    let query = Query { root: node.clone(), warnings: Vec::new() };
    let counts = index.count(&query, about, cancel)?.counts;
    Ok(match about {
        About::Docs => counts.docs,
        About::Quotes => counts.quotes,
    })
}

/// Collects the plain words of the whole text that a document must or may have.
fn wanted<'q>(node: &'q Node, words: &mut Vec<&'q Word>) {
    match node {
        Node::Word(word) if word.how == Match::Stem => words.push(word),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| wanted(node, words)),
        Node::Near { first, rest } => {
            wanted(first, words);
            rest.iter().for_each(|link| wanted(&link.node, words));
        }
        Node::AtLeast { node, .. } | Node::Boost { node, .. } => wanted(node, words),
        _ => {}
    }
}

/// Collects what is looked for in fields, each alternative by itself.
fn asked<'q>(node: &'q Node, found: &mut Vec<(Field, &'q Node)>) {
    match node {
        Node::In { field, node } => match &**node {
            Node::Or(nodes) => found.extend(nodes.iter().map(|node| (*field, node))),
            node => found.push((*field, node)),
        },
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| asked(node, found)),
        Node::Quote(node) | Node::Boost { node, .. } => asked(node, found),
        _ => {}
    }
}

/// What was typed for a node, without its operators; as it is printed where it is no plain text.
fn text_of(node: &Node) -> String {
    match node {
        Node::Word(word) => word.text.clone(),
        Node::Phrase { text, .. } | Node::Exact(text) => text.clone(),
        Node::And(nodes) => nodes.iter().map(text_of).collect::<Vec<_>>().join(" "),
        Node::Boost { node, .. } => text_of(node),
        node => node.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, TestIndex};
    use crate::query::{Context, parse};

    #[test]
    fn words_that_are_missing_come_first_then_parts_that_take_all_away() {
        let index = TestIndex::of(&[&[
            Draft::new("a.txt", "Port", "Wages fell in the harbour.").said("Ann Lee", "Wages fell"),
            Draft::new("b.txt", "Strike", "The strike goes on."),
        ]]);
        let index = index.open();
        let absent = |word: &str, nearest: &[&str]| Reason::Absent {
            word: word.to_owned(),
            nearest: nearest.iter().map(|word| (*word).to_owned()).collect(),
        };
        let without = |part: &str, found| Reason::Without { part: part.to_owned(), found };
        let unknown = |field, text: &str, nearest: &[&str]| Reason::Unknown {
            field,
            text: text.to_owned(),
            nearest: nearest.iter().map(|name| (*name).to_owned()).collect(),
        };
        let docs = About::Docs;
        for (query, about, expected) in [
            ("wgaes", docs, vec![absent("wgaes", &["wages"])]),
            ("zeppelin", docs, vec![absent("zeppelin", &[])]),
            ("zq", docs, vec![absent("zq", &["in", "on"])]),
            ("wages zeppelin", docs, vec![absent("zeppelin", &[])]),
            ("wages strike", docs, vec![without("wages", 1), without("strike", 1)]),
            ("wages -fell", docs, vec![without("wages", 1), without("-fell", 1)]),
            ("title:strike wages", docs, vec![without("title:strike", 1), without("wages", 1)]),
            ("port w/3 zeppelin", docs, vec![absent("zeppelin", &[])]),
            ("speaker:zeppelin", docs, vec![unknown("speaker", "zeppelin", &[])]),
            ("speaker:leee", docs, vec![unknown("speaker", "leee", &["Ann Lee"])]),
            ("title:(strikes OR sport)", docs, vec![unknown("title", "sport", &["port"])]),
            ("wages speaker:roe", About::Quotes, vec![unknown("speaker", "roe", &[])]),
            (
                "wages speaker:lee kind:mixed",
                About::Quotes,
                vec![unknown("kind", "mixed", &["direct"])],
            ),
        ] {
            let context = Context { about, ..Context::new(jiff::civil::date(2020, 1, 1)) };
            let read = parse(query, &context).expect("a query");
            let found = reasons(&index, &read, about, &Cancel::new()).expect("reasons");
            assert_eq!(found, expected, "{query}");
        }
    }
}
