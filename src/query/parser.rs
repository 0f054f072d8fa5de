//! From tokens to the tree: precedence, exclusions, and what an operator without operands is.

use super::about::About;
use super::build;
use super::error::{QueryError, Warning, Warnings};
use super::lexer::{self, Group, Kind, Token};
use super::tree::{Link, Node};
use super::word::{self, Operator};
use jiff::civil::Date;

/// Longest query in bytes.
const MAX_BYTES: usize = 64 * 1024;
/// Most words, phrases and ranges.
const MAX_TERMS: usize = 1024;
/// Deepest nesting of brackets and fields.
const MAX_NESTING: usize = 100;
/// Deepest tree: nesting, and long chains of nearness.
const MAX_DEPTH: usize = 256;

/// How a query is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The day that relative dates count from.
    pub today: Date,
    /// Whether a warning is an error.
    pub strict: bool,
    /// Whether words beside each other are joined by OR instead of AND.
    pub any: bool,
    /// What is looked for; `quote(…)` is a plain group where that is quotes.
    pub about: About,
}

impl Context {
    /// A query on documents, read with patience.
    pub fn new(today: Date) -> Context {
        Context { today, strict: false, any: false, about: About::Docs }
    }
}

/// A query as understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What is looked for.
    pub root: Node,
    /// What was read otherwise than typed, in the order in which it was typed.
    pub warnings: Vec<Warning>,
}

/// Reads a query.
///
/// # Errors
///
/// An unknown field, a value that a range or a flag cannot have, a query beyond the limits (64 KiB,
/// 1024 words, 100 levels), and in strict mode every warning.
pub fn parse(text: &str, context: &Context) -> Result<Query, QueryError> {
    if text.len() > MAX_BYTES {
        return Err(too_complex("the query is too long", 0));
    }
    let mut warnings = Warnings::default();
    let tokens = lexer::lex(text, context.today, &mut warnings)?;
    let (quoted, at, nesting, terms) = (context.about == About::Quotes, 0, 0, 0);
    let warnings = &mut warnings;
    let mut parser = Parser { text, tokens, at, nesting, terms, quoted, warnings };
    let root = parser.level(context.any)?;
    if depth(&root) > MAX_DEPTH {
        return Err(too_complex("the query is nested too deeply", 0));
    }
    if ways(&root) > MAX_TERMS {
        return Err(too_complex("the query has too many groups near each other", 0));
    }
    let sign = |c: char| !word::is_blank(c) && !matches!(c, '(' | ')' | '*');
    if root == Node::All && !word::has_word(text) && text.contains(sign) && warnings.0.is_empty() {
        let text = "no letter and no digit to search for: everything is found";
        warnings.add("no_word", text, 0);
    }
    warnings.0.sort_by_key(|(_, at)| *at);
    if context.strict
        && let Some((warning, at)) = warnings.0.first()
    {
        return Err(QueryError::new("query.strict", warning.text.clone(), None, *at));
    }
    let warnings = warnings.0.drain(..).map(|(warning, _)| warning).collect();
    Ok(Query { root, warnings })
}

/// What stands beside each other, each with whether a minus was typed before it.
type Branch = Vec<(Node, bool)>;

/// The state of the reading.
struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    nesting: usize,
    terms: usize,
    /// Whether a quote is looked for here already.
    quoted: bool,
    warnings: &'a mut Warnings,
}

impl Parser<'_> {
    /// The kind of the token at hand.
    fn kind(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Whether something to look for follows the token at hand.
    fn operand_follows(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| token.kind.is_operand())
    }

    /// Takes the operator at hand, if it is one that `wanted` knows and something follows it.
    fn operator<T>(&mut self, wanted: impl Fn(Operator) -> Option<T>) -> Option<T> {
        let Some(Kind::Operator(operator)) = self.kind() else { return None };
        let wanted = wanted(*operator).filter(|_| self.operand_follows())?;
        self.at += 1;
        Some(wanted)
    }

    /// Takes the token at hand as the words that were typed.
    fn as_words(&mut self, code: &'static str, text: &str) -> Result<Node, QueryError> {
        let Some(token) = self.tokens.get(self.at) else { return Ok(Node::All) };
        let typed = token.typed(self.text);
        self.warnings.add(code, format!("{typed} {text}"), token.start);
        let token = lexer::as_words(token, self.text, self.warnings);
        self.count(token.start)?;
        self.at += 1;
        Ok(if let Kind::Term(node) = token.kind { node } else { Node::All })
    }

    /// Counts one word against the limit.
    fn count(&mut self, at: usize) -> Result<(), QueryError> {
        self.terms += 1;
        if self.terms > MAX_TERMS {
            return Err(too_complex("the query has too many words", at));
        }
        Ok(())
    }

    /// Reads up to the closing bracket or the end: branches with OR between them.
    fn level(&mut self, any: bool) -> Result<Node, QueryError> {
        let start = self.tokens.get(self.at).map_or(0, |token| token.start);
        let mut branches = vec![self.branch()?];
        while self.operator(|operator| (operator == Operator::Or).then_some(())).is_some() {
            branches.push(self.branch()?);
        }
        let nodes = |branch: Branch| branch.into_iter().map(|(node, _)| node).collect();
        if branches.len() == 1 {
            return Ok(join(nodes(branches.remove(0)), any));
        }
        // A minus beside other words holds for the whole group: in `nafta OR tlcan -mexico` it is
        // for both names. What NOT or AND join stays where it is.
        let mut excluded = Vec::new();
        let mut joined = Vec::new();
        let last = branches.len() - 1;
        for (at, mut branch) in branches.into_iter().enumerate() {
            if !branch.iter().all(|(node, _)| is_not(node)) {
                let of_all = branch.extract_if(.., |(node, minus)| *minus && is_not(node));
                for (node, _) in of_all {
                    if at < last {
                        let text = format!(
                            "{node} is read for the whole group, for all that OR joins \
                             (with NOT or in brackets it is for its own words)"
                        );
                        self.warnings.add("wide_exclusion", text, start);
                    }
                    excluded.push(node);
                }
            }
            joined.push(join(nodes(branch), any));
        }
        if joined.contains(&Node::All) {
            self.warnings.add("star_ignored", "* beside OR was left out", start);
        }
        excluded.insert(0, build::one_of(joined));
        Ok(build::all_of(excluded))
    }

    /// Reads what stands beside each other, up to an OR. What AND joins is one item.
    fn branch(&mut self) -> Result<Branch, QueryError> {
        let mut items = Vec::new();
        loop {
            match self.kind() {
                None | Some(Kind::Close(_)) => return Ok(items),
                Some(Kind::Operator(Operator::Or))
                    if !items.is_empty() && self.operand_follows() =>
                {
                    return Ok(items);
                }
                Some(kind) if !kind.is_operand() => {
                    let text = "does not stand between two words: it is searched as a word";
                    items.push((self.as_words("dangling_operator", text)?, false));
                }
                Some(kind) => {
                    let minus = matches!(kind, Kind::Minus);
                    let mut parts = vec![self.nearness()?];
                    while self.operator(|found| (found == Operator::And).then_some(())).is_some() {
                        parts.push(self.nearness()?);
                    }
                    items.push((build::all_of(parts), minus));
                }
            }
        }
    }

    /// Reads operands with nearness between them.
    fn nearness(&mut self) -> Result<Node, QueryError> {
        let first = self.unary()?;
        let at = self.tokens.get(self.at).map_or(0, |token| token.start);
        let mut rest = Vec::new();
        while let Some((within, ordered)) = self.operator(|operator| match operator {
            Operator::Near { within, ordered } => Some((within, ordered)),
            _ => None,
        }) {
            rest.push(Link { within, ordered, node: self.unary()? });
        }
        Ok(build::near(first, rest, at, self.warnings))
    }

    /// Reads an operand with what excludes it.
    fn unary(&mut self) -> Result<Node, QueryError> {
        let mut excluded = false;
        loop {
            let not = self.operator(|operator| (operator == Operator::Not).then_some(()));
            if not.is_none() && !matches!(self.kind(), Some(Kind::Minus)) {
                break;
            }
            if not.is_none() {
                self.at += 1;
            }
            excluded = !excluded;
        }
        let node = self.primary()?;
        Ok(if excluded { build::not(node) } else { node })
    }

    /// Reads a word, a phrase, a field with its value or a group.
    fn primary(&mut self) -> Result<Node, QueryError> {
        let Some(token) = self.tokens.get_mut(self.at) else { return Ok(Node::All) };
        let start = token.start;
        match &mut token.kind {
            Kind::Term(node) => {
                let node = std::mem::replace(node, Node::All);
                self.count(start)?;
                self.at += 1;
                Ok(node)
            }
            Kind::Field(field) => {
                let field = *field;
                self.prefixed(start, |node, warnings| build::in_field(field, node, start, warnings))
            }
            Kind::Exact => {
                self.prefixed(start, |node, warnings| build::exact(node, start, warnings))
            }
            Kind::Open(group) => {
                let group = *group;
                self.group(group, start)
            }
            _ => self.as_words("dangling_operator", "excludes nothing: it is searched as a word"),
        }
    }

    /// Reads the value directly behind the prefix at hand; without one the prefix is a word.
    fn prefixed(
        &mut self,
        start: usize,
        build: impl Fn(Node, &mut Warnings) -> Node,
    ) -> Result<Node, QueryError> {
        let end = self.tokens[self.at].end;
        let bound = |next: &Token| next.start == end && next.kind.is_operand();
        if !self.tokens.get(self.at + 1).is_some_and(bound) {
            return self.as_words("empty_field", "has no value: it is searched as a word");
        }
        self.enter(start)?;
        let node = self.unary()?;
        self.nesting -= 1;
        Ok(build(node, self.warnings))
    }

    /// Reads a group with the function before it and the boost behind it.
    fn group(&mut self, group: Group, start: usize) -> Result<Node, QueryError> {
        self.enter(start)?;
        let outer = self.quoted;
        self.quoted |= group == Group::Quote;
        let node = self.level(false)?;
        self.quoted = outer;
        self.nesting -= 1;
        let boost = match self.kind() {
            Some(Kind::Close(boost)) => *boost,
            _ => None,
        };
        self.at += 1;
        let node = match group {
            Group::Quote if !self.quoted => build::quote(node),
            Group::Plain | Group::Quote => node,
            Group::AtLeast(count) => build::at_least(count, node, start, self.warnings),
        };
        Ok(match boost {
            Some(factor) => build::boost(node, factor),
            None => node,
        })
    }

    /// Goes over the token at hand and one level deeper.
    fn enter(&mut self, at: usize) -> Result<(), QueryError> {
        self.at += 1;
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(too_complex("the query is nested too deeply", at));
        }
        Ok(())
    }
}

/// Joins what stands beside each other: all of it, or with `any` one of the bare words.
///
/// What has a field or excludes is no bare word: it holds for each of them.
fn join(items: Vec<Node>, any: bool) -> Node {
    if !any {
        return build::all_of(items);
    }
    let (bare, mut rest): (Vec<_>, Vec<_>) = items.into_iter().partition(is_bare);
    rest.insert(0, build::one_of(bare));
    build::all_of(rest)
}

/// Whether the node excludes.
fn is_not(node: &Node) -> bool {
    matches!(node, Node::Not(_))
}

/// Whether the node is no filter.
fn is_bare(node: &Node) -> bool {
    !matches!(
        node,
        Node::Not(_) | Node::In { .. } | Node::Number { .. } | Node::Days { .. } | Node::Flag(_)
    )
}

/// How many nodes stand inside each other.
fn depth(node: &Node) -> usize {
    1 + match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(depth).max().unwrap_or(0),
        // Each choice of places for one is tried with those for the next.
        Node::Near { first, rest } => {
            let inner = rest.iter().map(|link| depth(&link.node)).max().unwrap_or(0);
            rest.len() + inner.max(depth(first))
        }
        Node::Not(node) | Node::Quote(node) => depth(node),
        Node::AtLeast { node, .. } | Node::In { node, .. } | Node::Boost { node, .. } => {
            depth(node)
        }
        _ => 0,
    }
}

/// Into how many chains of nearness the groups in them come apart: each word of a group is to be
/// near each of another.
fn ways(node: &Node) -> usize {
    let of_group = |node: &Node| if let Node::And(nodes) = node { nodes.len() } else { 1 };
    match node {
        Node::Near { first, rest } => rest
            .iter()
            .map(|link| of_group(&link.node))
            .fold(of_group(first), usize::saturating_mul),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(ways).fold(0, usize::saturating_add),
        Node::Not(node) | Node::Quote(node) => ways(node),
        Node::AtLeast { node, .. } | Node::In { node, .. } | Node::Boost { node, .. } => ways(node),
        _ => 0,
    }
}

/// The error for a query beyond the limits.
fn too_complex(text: &str, at: usize) -> QueryError {
    QueryError::new("query.too_complex", text.to_owned(), None, at)
}
