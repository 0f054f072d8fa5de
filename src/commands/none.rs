//! Why a query found nothing: words that do not occur, or a part that took everything away.

use super::session::Session;
use crate::failure::Failure;
use crate::index::Index;
use crate::print::numbers::counted;
use crate::query::tree::{Match, Node, Word};
use crate::query::{About, Query};

/// Words that are looked up at most.
const WORDS: usize = 8;
/// Suggestions for a word.
const SUGGESTIONS: usize = 3;

/// Tells why nothing was found.
pub(super) fn explain(
    session: &Session,
    index: &Index,
    query: &Query,
    about: About,
) -> Result<(), Failure> {
    let mut words = Vec::new();
    wanted(&query.root, &mut words);
    let mut absent = false;
    for word in words.into_iter().take(WORDS) {
        if count(index, &Node::Word(word.clone()), About::Docs)? > 0 {
            continue;
        }
        absent = true;
        let mut near = index.suggest(&word.text);
        near.truncate(SUGGESTIONS);
        let near = match near.is_empty() {
            true => String::new(),
            false => format!("; nearest words: {}", near.join(", ")),
        };
        session.messages.note(&format!("\"{}\" does not occur{near}", word.text));
    }
    if absent {
        return Ok(());
    }
    if let Node::And(parts) = &query.root {
        for (number, part) in parts.iter().enumerate().take(WORDS) {
            let mut others = parts.clone();
            others.remove(number);
            let others = match others.len() {
                1 => others.remove(0),
                _ => Node::And(others),
            };
            let found = count(index, &others, about)?;
            if found > 0 {
                let found =
                    counted(found, if about == About::Quotes { "quote" } else { "document" });
                session.messages.note(&format!("without {part} there would be {found}"));
            }
        }
    }
    Ok(())
}

/// Documents, or quotes, that have this.
fn count(index: &Index, node: &Node, about: About) -> Result<u64, Failure> {
    let query = Query { root: node.clone(), warnings: Vec::new() };
    let counts = index.count(&query, about)?.counts;
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
        Node::Near { left, right, .. } => {
            wanted(left, words);
            wanted(right, words);
        }
        Node::AtLeast { node, .. } | Node::Boost { node, .. } => wanted(node, words),
        _ => {}
    }
}
