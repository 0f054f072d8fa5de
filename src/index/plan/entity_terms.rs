//! Names asked for in a query: the entities of which one name fits, and all names that they have.
//!
//! Words of names are found by their postings. What those do not show comes from the directory of
//! the archive's names: that "Clinton" is Hillary Clinton here, and what the user put right.

use crate::entities::EntityKind;
use crate::index::error::Error;
use crate::index::field::TextField;
use crate::query::tree::{Match, Node};
use crate::words;

/// How a word begins, and whether it will do.
pub type Accept = (String, Box<dyn Fn(&str) -> bool>);

/// What an archive adds to a query on names, as whole values of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityTerms {
    /// Values that match as well as the words.
    pub also: Vec<String>,
    /// Values that match instead of all words, because some of those are blocked.
    pub only: Option<Vec<String>>,
}

/// An archive that knows which names are one.
pub trait EntityNames {
    /// What it says of a query on names of these kinds; `field` holds whole values.
    ///
    /// # Errors
    ///
    /// Names that cannot be read from the index.
    fn entity_terms(
        &self,
        kinds: &[EntityKind],
        node: &Node,
        field: TextField,
    ) -> Result<EntityTerms, Error>;

    /// All names of the sources one name of which fits.
    fn outlets(&self, node: &Node) -> Vec<String>;
}

/// The words of which a name that fits has one.
pub fn words_of<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    match node {
        Node::Word(_) | Node::Phrase { .. } | Node::Exact(_) => found.push(node),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|n| words_of(n, found)),
        Node::Boost { node, .. } | Node::AtLeast { node, .. } => words_of(node, found),
        Node::Near { first, rest } => {
            words_of(first, found);
            rest.iter().for_each(|link| words_of(&link.node, found));
        }
        _ => {}
    }
}

/// Whether a part of it is not to fit.
pub fn negates(node: &Node) -> bool {
    match node {
        Node::Not(_) => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(negates),
        Node::Boost { node, .. } | Node::AtLeast { node, .. } => negates(node),
        _ => false,
    }
}

/// How a word of the catalogue begins and whether it will do.
pub fn accept(node: &Node) -> Accept {
    match node {
        Node::Word(word) if word.how == Match::Wildcard => {
            let pattern = folded_pattern(&word.text);
            let prefix = pattern.split(['*', '?']).next().unwrap_or("").to_owned();
            (prefix, Box::new(move |word| fits_pattern(&pattern, word)))
        }
        Node::Word(word) if matches!(word.how, Match::Fuzzy(_)) => {
            let Match::Fuzzy(edits) = word.how else { return (String::new(), Box::new(|_| false)) };
            let form = words::fold(&word.text).replace(' ', "");
            (String::new(), Box::new(move |w| strsim::osa_distance(&form, w) <= edits.into()))
        }
        Node::Word(word) => first_word(&word.text),
        Node::Phrase { text, .. } | Node::Exact(text) => first_word(text),
        _ => (String::new(), Box::new(|_| false)),
    }
}

fn first_word(text: &str) -> Accept {
    let form = words::fold(text);
    let first = form.split(' ').next().unwrap_or("");
    let stem = words::stem(first).into_owned();
    // A stem may differ from its forms in the last letter (y, i).
    let prefix: String =
        first.chars().take(stem.chars().count().saturating_sub(1).max(1)).collect();
    let prefix = if first.is_empty() { "\u{10ffff}".to_owned() } else { prefix };
    (prefix, Box::new(move |word| words::stem(word) == stem.as_str()))
}

/// Whether a name of these folded words fits.
pub fn holds(node: &Node, name: &[&str]) -> bool {
    match node {
        Node::All => true,
        Node::Word(word) => match word.how {
            Match::Stem => in_a_row(&word.text, name),
            Match::Wildcard => {
                let pattern = folded_pattern(&word.text);
                name.iter().any(|word| fits_pattern(&pattern, word))
            }
            Match::Fuzzy(edits) => {
                let form = words::fold(&word.text).replace(' ', "");
                name.iter().any(|word| strsim::osa_distance(&form, word) <= edits.into())
            }
        },
        Node::Phrase { text, .. } | Node::Exact(text) => in_a_row(text, name),
        Node::And(nodes) => nodes.iter().all(|node| holds(node, name)),
        Node::Or(nodes) => nodes.iter().any(|node| holds(node, name)),
        Node::Not(node) => !holds(node, name),
        Node::Near { first, rest } => {
            holds(first, name) && rest.iter().all(|link| holds(&link.node, name))
        }
        Node::Boost { node, .. } | Node::AtLeast { node, .. } => holds(node, name),
        _ => false,
    }
}

/// Whether the words of a text follow each other in a name, by their stems.
fn in_a_row(text: &str, name: &[&str]) -> bool {
    let form = words::fold(text);
    let wanted: Vec<String> = form
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| words::stem(word).into_owned())
        .collect();
    let same = |part: &[&str]| part.iter().zip(&wanted).all(|(a, b)| words::stem(a) == b.as_str());
    !wanted.is_empty() && name.windows(wanted.len()).any(same)
}

fn folded_pattern(typed: &str) -> String {
    let mut folded = String::new();
    for piece in typed.split_inclusive(['*', '?']) {
        folded.push_str(&words::fold(piece).replace(' ', ""));
        folded.extend(piece.chars().last().filter(|c| matches!(c, '*' | '?')));
    }
    folded
}

/// Whether `*` for any letters and `?` for one make the pattern the word.
fn fits_pattern(pattern: &str, word: &str) -> bool {
    let (pattern, word): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), word.chars().collect());
    // The place behind the last `*`, and the letters that it stands for so far.
    let (mut p, mut w, mut star) = (0, 0, None);
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p + 1, w));
                p += 1;
            }
            Some(c) if *c == '?' || *c == word[w] => {
                p += 1;
                w += 1;
            }
            _ => match star {
                Some((behind, taken)) => {
                    star = Some((behind, taken + 1));
                    p = behind;
                    w = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Context, parse};

    #[test]
    fn names_fit_as_words_do() {
        let context = Context::new(jiff::civil::date(2020, 1, 1));
        for (query, name, expected) in [
            ("clinton", "Hillary Clinton", true),
            ("\"hillary clinton\"", "Hillary Rodham Clinton", false),
            ("hillary clinton", "Hillary Rodham Clinton", true),
            ("o'brien", "Dana O’Brien", true),
            ("cli*", "Hillary Clinton", true),
            ("cl?nton", "Hillary Clinton", true),
            ("cl?n", "Hillary Clinton", false),
            ("*ton", "Hillary Clinton", true),
            ("clintan~1", "Hillary Clinton", true),
            ("-clinton", "Hillary Clinton", false),
            ("dias OR olvera", "Marta Olvera", true),
            ("ministers", "Trade Minister", true),
        ] {
            let node = parse(query, &context).expect("a query").root;
            let form = words::fold(name);
            let words: Vec<&str> = form.split(' ').collect();
            assert_eq!(holds(&node, &words), expected, "{query} {name}");
        }
    }
}
