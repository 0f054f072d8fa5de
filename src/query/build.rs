//! Puts nodes together so that every tree has one form: no All beside others, no group of one,
//! no group in a group of its kind, no field in a field, and only words close to words.

use super::error::Warnings;
use super::fields::Field;
use super::tree::{Link, Match, Node, Word};

/// All of them.
pub(super) fn all_of(nodes: Vec<Node>) -> Node {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::And(inner) => flat.extend(inner),
            Node::All => {}
            node => flat.push(node),
        }
    }
    match flat.len() {
        0 => Node::All,
        1 => flat.remove(0),
        _ => Node::And(flat),
    }
}

/// One of them or more. An All among others is left out: it would make them meaningless.
pub(super) fn one_of(nodes: Vec<Node>) -> Node {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Or(inner) => flat.extend(inner),
            Node::All => {}
            node => flat.push(node),
        }
    }
    match flat.len() {
        0 => Node::All,
        1 => flat.remove(0),
        _ => Node::Or(flat),
    }
}

/// Not this one.
pub(super) fn not(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        node => Node::Not(Box::new(node)),
    }
}

/// The node with its score multiplied, if it has one.
pub(super) fn boost(node: Node, factor: f32) -> Node {
    match node {
        Node::All | Node::Not(_) => node,
        node => Node::Boost { node: Box::new(node), factor },
    }
}

/// One and the same quote satisfies it.
pub(super) fn quote(node: Node) -> Node {
    Node::Quote(Box::new(node))
}

/// The words and phrases of the node as written.
pub(super) fn exact(node: Node, at: usize, warnings: &mut Warnings) -> Node {
    match node {
        Node::Phrase { text, slop } if text.contains('*') => {
            warnings.add("bad_pattern", "exact: takes no *: it was left out", at);
            exact(Node::Phrase { text: text.replace('*', ""), slop }, at, warnings)
        }
        Node::Word(Word { text, how: Match::Stem }) | Node::Phrase { text, slop: 0 } => {
            Node::Exact(text)
        }
        Node::Phrase { text, .. } => {
            warnings.add("bad_pattern", "exact: takes no ~ after a phrase: it was left out", at);
            Node::Exact(text)
        }
        Node::Boost { node, factor } => boost(exact(*node, at, warnings), factor),
        Node::Not(node) => not(exact(*node, at, warnings)),
        other => {
            let text = format!("exact: takes a word or a phrase: {other} is searched as usual");
            warnings.add("bad_pattern", text, at);
            other
        }
    }
}

/// The words of a name that was typed as its id (`e:person/jerry-dias`).
fn of_id(word: &Word) -> Option<Node> {
    let (_, slug) = word.text.strip_prefix("e:")?.split_once('/')?;
    let words = slug.split('-').filter(|word| !word.is_empty());
    let word = |text: &str| Node::Word(Word { text: text.to_owned(), how: Match::Stem });
    Some(all_of(words.map(word).collect())).filter(|node| *node != Node::All)
}

/// The node looked for in a field. What has a field of its own keeps it.
pub(super) fn in_field(field: Field, node: Node, at: usize, warnings: &mut Warnings) -> Node {
    use Field::{Entity, Org, Person, Place, Speaker};
    match node {
        Node::Word(word) if matches!(field, Speaker | Person | Org | Place | Entity) => {
            let node = of_id(&word).unwrap_or(Node::Word(word));
            Node::In { field, node: Box::new(node) }
        }
        Node::Not(node) => not(in_field(field, *node, at, warnings)),
        node if !has_field(&node) => Node::In { field, node: Box::new(node) },
        Node::And(nodes) => {
            all_of(nodes.into_iter().map(|node| in_field(field, node, at, warnings)).collect())
        }
        Node::Or(nodes) => {
            one_of(nodes.into_iter().map(|node| in_field(field, node, at, warnings)).collect())
        }
        Node::Boost { node, factor } => boost(in_field(field, *node, at, warnings), factor),
        node => {
            let name = field.name();
            let text = format!("{node} stands inside {name}: and is looked for in its own field");
            warnings.add("field_in_field", text, at);
            node
        }
    }
}

/// Whether anything in the node has a field of its own.
fn has_field(node: &Node) -> bool {
    match node {
        Node::In { .. } | Node::Number { .. } | Node::Days { .. } => true,
        Node::Flag(_) | Node::Quote(_) => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has_field),
        Node::Not(node) | Node::Boost { node, .. } => has_field(node),
        _ => false,
    }
}

/// All of them, each close to the one before it; with a warning, all of them anywhere where that
/// has no meaning.
pub(super) fn near(first: Node, mut rest: Vec<Link>, at: usize, warnings: &mut Warnings) -> Node {
    if let Node::Not(inner) = first {
        // Nothing is near what is not there: in `NOT a w/5 b` it is the nearness that is excluded.
        let node = near(*inner, rest, at, warnings);
        return not(node);
    }
    let typed = rest.len();
    rest.retain(|link| link.node != Node::All);
    if rest.len() < typed || (first == Node::All && typed > 0) {
        warnings.add("star_ignored", "* beside a nearness operator was left out", at);
    }
    if first == Node::All && !rest.is_empty() {
        let first = rest.remove(0).node;
        return near(first, rest, at, warnings);
    }
    if rest.is_empty() {
        return first;
    }
    let nodes = || std::iter::once(&first).chain(rest.iter().map(|link| &link.node));
    if let Some(field) = one_field(nodes()) {
        let first = out_of_field(first);
        let out = |link: Link| Link { node: out_of_field(link.node), ..link };
        let node = near(first, rest.into_iter().map(out).collect(), at, warnings);
        return in_field(field, node, at, warnings);
    }
    if nodes().all(has_place) {
        let first = Box::new(unboost(first, at, warnings));
        let plain = |link: Link| Link { node: unboost(link.node, at, warnings), ..link };
        return Node::Near { first, rest: rest.into_iter().map(plain).collect() };
    }
    let names: Vec<String> = nodes().map(Node::to_string).collect();
    let text = format!(
        "only words, phrases and groups of them can be near each other: \
         {} are looked for anywhere",
        names.join(" and ")
    );
    warnings.add("nearness_ignored", text, at);
    all_of(std::iter::once(first).chain(rest.into_iter().map(|link| link.node)).collect())
}

/// The field that all of them are looked for in.
fn one_field<'n>(mut nodes: impl Iterator<Item = &'n Node>) -> Option<Field> {
    let of = |node: &Node| match node {
        Node::In { field, .. } => Some(*field),
        _ => None,
    };
    let field = nodes.next().and_then(of);
    field.filter(|_| nodes.all(|node| of(node) == field))
}

/// What is looked for in the field.
fn out_of_field(node: Node) -> Node {
    match node {
        Node::In { node, .. } => *node,
        node => node,
    }
}

/// At least so many times; of a group of several words, each.
pub(super) fn at_least(count: u32, node: Node, at: usize, warnings: &mut Warnings) -> Node {
    match node {
        Node::In { field, node } => {
            in_field(field, at_least(count, *node, at, warnings), at, warnings)
        }
        Node::And(nodes) => {
            all_of(nodes.into_iter().map(|node| at_least(count, node, at, warnings)).collect())
        }
        node if has_place(&node) => match unboost(node, at, warnings) {
            Node::And(nodes) => at_least(count, Node::And(nodes), at, warnings),
            node => Node::AtLeast { count, node: Box::new(node) },
        },
        node => {
            let text = format!("only words and phrases can be counted: {node} is not");
            warnings.add("count_ignored", text, at);
            node
        }
    }
}

/// Whether the node is found at places in a text, so that it can be near something or counted.
fn has_place(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Phrase { .. } | Node::Exact(_) | Node::Regex(_) => true,
        Node::Near { .. } => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(has_place),
        Node::Boost { node, .. } => has_place(node),
        _ => false,
    }
}

/// The node without boosts inside, which have no meaning for places.
fn unboost(node: Node, at: usize, warnings: &mut Warnings) -> Node {
    match node {
        Node::Boost { node, .. } => {
            warnings.add("bad_boost", "a part of a nearness or a count takes no ^: left out", at);
            unboost(*node, at, warnings)
        }
        Node::And(nodes) => {
            all_of(nodes.into_iter().map(|node| unboost(node, at, warnings)).collect())
        }
        Node::Or(nodes) => {
            one_of(nodes.into_iter().map(|node| unboost(node, at, warnings)).collect())
        }
        node => node,
    }
}
