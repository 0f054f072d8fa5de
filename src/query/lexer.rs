//! Cuts a query into tokens and pairs the brackets.
//!
//! The rule for every doubt: what is no syntax is words.

use super::build;
use super::dates;
use super::error::{QueryError, Warnings};
use super::fields::{Field, FieldKind, PREFIXES};
use super::ranges;
use super::tree::{Flag, Node};
use super::word::{self, Operator, has_word, is_blank, is_break, is_mark, is_outer};
use jiff::civil::Date;

/// A piece of a query with the bytes that it was read from.
#[derive(Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    /// The word that was typed, without the brackets that came to it.
    pub fn typed<'a>(&self, text: &'a str) -> &'a str {
        let typed = &text[self.start..self.end];
        typed.split(['(', ')']).next().unwrap_or(typed)
    }
}

/// What a token is.
#[derive(Debug)]
pub(super) enum Kind {
    /// Something to look for, complete.
    Term(Node),
    /// `title:` directly before its value.
    Field(Field),
    /// `exact:` directly before its value.
    Exact,
    /// `-` directly before what it excludes.
    Minus,
    /// An operator typed as a word.
    Operator(Operator),
    /// An opening bracket with the function before it.
    Open(Group),
    /// A closing bracket with the boost after it.
    Close(Option<f32>),
}

/// What a bracket is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// `(…)`
    Plain,
    /// `quote(…)`
    Quote,
    /// `atleast5(…)`
    AtLeast(u32),
}

impl Kind {
    /// Whether the token begins something to look for.
    pub fn is_operand(&self) -> bool {
        match self {
            Kind::Operator(operator) => *operator == Operator::Not,
            Kind::Close(_) => false,
            _ => true,
        }
    }

    /// Whether the token can only stand directly before its value.
    fn is_prefix(&self) -> bool {
        matches!(self, Kind::Minus | Kind::Field(_) | Kind::Exact)
    }
}

/// Cuts a query into tokens. Brackets are paired, groups not empty, and a minus has its operand.
pub(super) fn lex(
    text: &str,
    today: Date,
    warnings: &mut Warnings,
) -> Result<Vec<Token>, QueryError> {
    let mut lexer =
        Lexer { text, today, at: 0, fresh: true, blank: 0, tokens: Vec::new(), warnings };
    while let Some(c) = lexer.text[lexer.at..].chars().next() {
        let start = lexer.at;
        match c {
            _ if is_blank(c) => lexer.skip(c),
            _ if is_mark(c) => lexer.phrase(c),
            '(' => lexer.push(Kind::Open(Group::Plain), start, start + 1),
            ')' => {
                lexer.at += 1;
                let (slop, boost) = lexer.suffix();
                if slop.is_some() {
                    let text = "a number after ~ needs a word or a phrase: it was left out";
                    lexer.warnings.add("bad_pattern", text, start);
                }
                lexer.push(Kind::Close(boost), start, lexer.at);
            }
            '-' => lexer.dash(),
            '/' if lexer.regex() => {}
            _ => lexer.chunk()?,
        }
    }
    let tokens = lexer.tokens;
    Ok(tidy(pair(tokens, text, warnings), text, warnings))
}

/// The state of the cutting.
struct Lexer<'a> {
    text: &'a str,
    today: Date,
    at: usize,
    /// Whether a minus here would exclude: after a blank, an opening bracket or a colon.
    fresh: bool,
    /// Where the next blank is; not known unless it is after `at`.
    blank: usize,
    tokens: Vec<Token>,
    warnings: &'a mut Warnings,
}

impl<'a> Lexer<'a> {
    /// Goes over a character that separates.
    fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
        self.fresh = true;
    }

    /// Adds a token and goes on after it.
    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.fresh = matches!(kind, Kind::Open(_) | Kind::Field(_) | Kind::Exact);
        self.tokens.push(Token { kind, start, end });
        self.at = end;
    }

    /// Adds a word. A quotation mark straight after it opens no phrase: it is a blank.
    fn push_word(&mut self, node: Node, start: usize, end: usize) {
        self.push(Kind::Term(node), start, end);
        let dashed = self.text[..end].ends_with(['-', '–', '—', '―', '[']);
        match self.text[end..].chars().next() {
            Some(mark) if is_mark(mark) && !dashed => self.skip(mark),
            _ => {}
        }
    }

    /// Reads what follows an opening mark: up to the next mark a phrase, else words.
    fn phrase(&mut self, mark: char) {
        let start = self.at;
        let Some((content, end)) = self.marked(start) else {
            let text = "a quotation mark is not closed: its words are searched one by one";
            self.warnings.add("unclosed_quote", text, start);
            return self.skip(mark);
        };
        self.at = end;
        let (slop, boost) = self.suffix();
        self.fresh = false;
        if has_word(&content) {
            let content = self.without_stars(&content, start);
            let node = Node::Phrase { text: content, slop: slop.unwrap_or(0) };
            let node = boost.map_or(node.clone(), |factor| build::boost(node, factor));
            self.push(Kind::Term(node), start, self.at);
        }
    }

    /// The words of a phrase without a `*` that stands alone, which is no word.
    fn without_stars(&mut self, content: &str, at: usize) -> String {
        let is_star = |word: &&str| word.trim_matches('*').is_empty();
        if content.split(' ').any(|word| is_star(&word)) {
            let text =
                "a * alone in a phrase stands for no word: it was left out (\"a b\"~1 has room)";
            self.warnings.add("star_ignored", text, at);
        }
        let words: Vec<&str> = content.split(' ').filter(|word| !is_star(word)).collect();
        words.join(" ")
    }

    /// The text between the mark at `start` and the next one, and the byte after that.
    fn marked(&self, start: usize) -> Option<(String, usize)> {
        let mut chars = self.text[start..].char_indices();
        let (from, _) = chars.nth(1)?;
        let inner = &self.text[start + from..];
        let length = inner.find(is_mark)?;
        let mark = inner[length..].chars().next()?;
        let words = inner[..length].split(is_blank).filter(|word| !word.is_empty());
        let content = words.collect::<Vec<_>>().join(" ");
        Some((content, start + from + length + mark.len_utf8()))
    }

    /// Reads `~2` and `^1.5` behind a phrase or a bracket.
    fn suffix(&mut self) -> (Option<u32>, Option<f32>) {
        let (mut slop, mut boost) = (None, None);
        loop {
            let rest = &self.text[self.at..];
            if let Some((number, length)) = word::number_before(rest, '~') {
                if number.parse::<u32>().is_err() {
                    let text = "a number after ~ is whole and not that large: it was left out";
                    self.warnings.add("bad_pattern", text, self.at);
                }
                slop = slop.or(number.parse().ok());
                self.at += length;
            } else if let Some((number, length)) = word::number_before(rest, '^') {
                let number = number.parse().unwrap_or(0.0);
                boost = boost.or(word::factor(number, self.at, self.warnings));
                self.at += length;
            } else {
                return (slop, boost);
            }
        }
    }

    /// Reads dashes: one directly before something excludes it, all others are nothing.
    fn dash(&mut self) {
        let start = self.at;
        let rest = self.text[start..].trim_start_matches('-');
        let end = self.text.len() - rest.len();
        let bound = rest.chars().next().is_some_and(|c| !is_blank(c) && c != ')');
        if self.fresh && end == start + 1 && bound {
            self.push(Kind::Minus, start, end);
        }
        self.fresh = false;
        self.at = end;
    }

    /// Reads a regular expression if there is one here: no blanks, a slash at both ends.
    fn regex(&mut self) -> bool {
        // A longer one is no expression, so that no text takes quadratic time.
        const LONGEST: usize = 1000;
        let start = self.at;
        if self.blank <= start {
            let rest = &self.text[start..];
            self.blank = start + rest.find(is_blank).unwrap_or(rest.len());
        }
        if self.blank - start > LONGEST {
            return false;
        }
        let (rest, end) = (&self.text[start..], self.blank - start);
        let Some(last) = rest[..end].rfind('/').filter(|last| *last > 0) else {
            return false;
        };
        let (inner, tail) = (&rest[1..last], &rest[last + 1..end]);
        let (number, length) = word::number_before(tail, '^').unwrap_or(("", 0));
        let bound = !tail[length..].starts_with(char::is_alphanumeric);
        if !bound || inner.starts_with(['/', ')']) || !has_word(inner) {
            return false;
        }
        let boost = number.parse().ok();
        let boost = boost.and_then(|number| word::factor(number, start, self.warnings));
        let node = Node::Regex(inner.to_owned());
        let node = boost.map_or(node.clone(), |factor| build::boost(node, factor));
        self.push(Kind::Term(node), start, start + last + 1 + length);
        true
    }

    /// Reads a field, a function, an operator or a word.
    fn chunk(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        let body = self.text[start..].trim_start_matches(is_outer);
        let from = self.text.len() - body.len();
        if let Some(name) = field_name(body) {
            return self.field(start, from, name);
        }
        let end = from + body.find(is_break).unwrap_or(body.len());
        let body = &self.text[from..end];
        if self.text[end..].starts_with('(')
            && let Some(group) = function(body)
        {
            self.push(Kind::Open(group), start, end + 1);
            return Ok(());
        }
        let value = self.tokens.last().is_some_and(|t| t.end == start && t.kind.is_prefix());
        if let Some(operator) = Operator::parse(body).filter(|_| from == start && !value) {
            self.push(Kind::Operator(operator), start, end);
            return Ok(());
        }
        // What stands before a word is no part of it, but `/5` is no number either.
        let whole = &self.text[start..end];
        let (typed, at) = if word::looks_like_one(whole) { (whole, start) } else { (body, from) };
        match word::read(typed, at, self.warnings) {
            Some(node) => self.push_word(node, start, end),
            None => (self.at, self.fresh) = (end, false),
        }
        Ok(())
    }

    /// Reads a field: words keep their value for the parser, the others are read with it.
    fn field(&mut self, start: usize, from: usize, name: &str) -> Result<(), QueryError> {
        let colon = from + name.len() + 1;
        let prefix = name.to_ascii_lowercase();
        match Field::parse(name) {
            Some(field) if field.kind() == FieldKind::Words => {
                self.push(Kind::Field(field), start, colon);
            }
            None if prefix == "exact" => self.push(Kind::Exact, start, colon),
            None if !PREFIXES.contains(&prefix.as_str()) => {
                return Err(unknown(self.text, from, name));
            }
            field => {
                let (value, end) = self.value(colon);
                let node = match field {
                    Some(field) => self.range(field, &value),
                    None => Flag::parse(&prefix, &value.to_ascii_lowercase()).map(Node::Flag),
                };
                let node = node.ok_or_else(|| bad_value(field, &prefix, &value, from))?;
                self.push_word(node, start, end);
            }
        }
        Ok(())
    }

    /// The value of a field that holds no words, and the byte after it.
    fn value(&self, from: usize) -> (String, usize) {
        let rest = &self.text[from..];
        if rest.starts_with(is_mark)
            && let Some(marked) = self.marked(from)
        {
            return marked;
        }
        let typed = &rest[..rest.find(is_break).unwrap_or(rest.len())];
        let trimmed = typed.trim_end_matches(|c| is_outer(c) && c != '.');
        let value = match trimmed.strip_suffix('.') {
            Some(sentence) if !sentence.ends_with('.') => sentence,
            _ => trimmed,
        };
        (value.trim_end_matches('?').to_owned(), from + typed.len())
    }

    /// A range of numbers or days.
    fn range(&self, field: Field, value: &str) -> Option<Node> {
        if field.kind() == FieldKind::Date {
            let (low, high) = dates::parse(value, self.today)?;
            return Some(Node::Days { low, high });
        }
        let (low, high) = match field {
            Field::Conf => ranges::share(value)?,
            Field::Added => ranges::whole(value, Some('r'))?,
            _ => ranges::whole(value, None)?,
        };
        Some(Node::Number { field, low, high })
    }
}

/// The name before a colon at the start of the text, if a value follows; else it is prose.
fn field_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic() && c != '_')?;
    let name = &text[..end];
    let rest = text[end..].strip_prefix(':')?;
    let first = rest.chars().next()?;
    if name.len() < 2 || is_blank(first) || matches!(first, ')' | ':') || rest.starts_with("//") {
        return None;
    }
    let ranged = Field::parse(name).is_some_and(|field| field.kind() != FieldKind::Words);
    let mut value = rest.chars().take_while(|c| !is_blank(*c) && (*c != ')' || first == '/'));
    let valued = match first {
        '(' | '*' => true,
        '<' | '>' | '=' | '.' if ranged => true,
        _ => is_mark(first) || value.any(char::is_alphanumeric),
    };
    valued.then_some(name)
}

/// The function of this name.
fn function(name: &str) -> Option<Group> {
    let name = name.to_ascii_lowercase();
    if name == "quote" {
        return Some(Group::Quote);
    }
    let count = name.strip_prefix("atleast")?;
    let plain = count.bytes().all(|b| b.is_ascii_digit());
    count.parse::<u32>().ok().filter(|_| plain).map(|count| Group::AtLeast(count.max(1)))
}

/// The error for a field that does not exist; the hint is the whole query as it may be meant.
fn unknown(query: &str, at: usize, name: &str) -> QueryError {
    const LONGEST_HINT: usize = 200;
    let (before, after) = (&query[..at], &query[at + name.len() + 1..]);
    let hint = match Field::suggest(name) {
        Some(known) => format!("{before}{known}:{after}"),
        None => format!("{before}{name}: {after}"),
    };
    let hint = Some(hint).filter(|hint| hint.len() <= LONGEST_HINT);
    QueryError::new("query.unknown_field", format!("unknown field {name}:"), hint, at)
}

/// The error for a value that a field or a flag cannot have; the hint is one that it can.
fn bad_value(field: Option<Field>, prefix: &str, value: &str, at: usize) -> QueryError {
    let hint = match field {
        Some(Field::Date) => "date:2017-08-16..2017-11-21",
        Some(Field::Words) => "words:100..500",
        Some(Field::Added) => "added:>r12",
        Some(Field::Conf) => "conf:>0.8",
        Some(_) => "copies:>3",
        None => match Flag::suggest(prefix, &value.to_ascii_lowercase()) {
            Some(known) => known,
            None if prefix == "is" => "is:lead",
            None => "has:quotes",
        },
    };
    let text = format!("{prefix}: cannot be \"{value}\"");
    QueryError::new("query.bad_value", text, Some(hint.to_owned()), at)
}

/// Leaves out brackets that have no partner.
fn pair(tokens: Vec<Token>, text: &str, warnings: &mut Warnings) -> Vec<Token> {
    let mut open = Vec::new();
    let mut paired = vec![false; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(_) => open.push(at),
            Kind::Close(_) => {
                if let Some(partner) = open.pop() {
                    paired[partner] = true;
                    paired[at] = true;
                }
            }
            _ => {}
        }
    }
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for (token, paired) in tokens.into_iter().zip(paired) {
        if paired || !matches!(token.kind, Kind::Open(_) | Kind::Close(_)) {
            kept.push(token);
            continue;
        }
        let said = "a bracket has no partner: it was left out";
        warnings.add("unbalanced_bracket", said, token.start);
        if matches!(token.kind, Kind::Open(Group::Quote | Group::AtLeast(_))) {
            kept.push(as_words(&token, text, warnings));
        } else if let Some(last) = kept.last_mut().filter(|last| last.end == token.start) {
            // What stood directly before the bracket now stands directly before what follows.
            last.end = token.end;
        }
    }
    kept
}

/// Leaves out empty groups, and a minus with nothing directly behind it.
fn tidy(tokens: Vec<Token>, text: &str, warnings: &mut Warnings) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let bound = |minus: &Token| minus.end == token.start && token.kind.is_operand();
        while kept.last().is_some_and(|last| matches!(last.kind, Kind::Minus) && !bound(last)) {
            kept.pop();
        }
        let empty = |open: &Token| matches!(open.kind, Kind::Open(_));
        if !matches!(token.kind, Kind::Close(_)) || !kept.last().is_some_and(empty) {
            kept.push(token);
        } else if let Some(Token { kind: Kind::Open(group), start, end }) = kept.pop()
            && group != Group::Plain
        {
            let said = "a function with nothing in its brackets is searched as a word";
            warnings.add("empty_function", said, start);
            let token = Token { kind: Kind::Open(group), start, end };
            kept.push(as_words(&token, text, warnings));
        }
    }
    while kept.last().is_some_and(|last| matches!(last.kind, Kind::Minus)) {
        kept.pop();
    }
    kept
}

/// The token as the words that were typed.
pub(super) fn as_words(token: &Token, text: &str, warnings: &mut Warnings) -> Token {
    let (start, end) = (token.start, token.end);
    let node = word::read(token.typed(text), start, warnings).unwrap_or(Node::All);
    Token { kind: Kind::Term(node), start, end }
}
