//! Pairs quotation marks, paragraph by paragraph.

use crate::entities::lists::Flags;
use crate::entities::tokens::{Kind, Token};
use std::ops::Range;

/// Most words of a name between a comma and its verb.
const NAME: usize = 5;

/// Text between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Token of the opening mark.
    pub open: usize,
    /// Token of the closing mark, or of the comma behind which it was forgotten; the end of the sentence or
    /// paragraph when none closes.
    pub close: usize,
    pub closed: bool,
}

impl Stretch {
    /// Tokens between the marks.
    pub fn inside(self) -> Range<usize> {
        self.open + 1..self.close
    }
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Open,
    Close,
    /// A mark that its neighbours do not explain.
    Either,
}

/// Appends the stretches of one paragraph, the `tokens` of which are `range`.
///
/// Pairing is local: a mark that opens inside an open stretch is nested when two
/// marks close behind it, else the closing mark before it was forgotten.
pub(crate) fn pair(text: &str, tokens: &[Token], range: Range<usize>, out: &mut Vec<Stretch>) {
    let mut open: Option<usize> = None;
    let mut depth = 0;
    let mut next = range.start;
    while let Some(at) = find(tokens, next..range.end) {
        next = at + 1;
        // Marks of the other form within a stretch are its own.
        if open.is_some_and(|from| single(text, tokens, from) != single(text, tokens, at)) {
            continue;
        }
        match (open, act(text, tokens, &range, at, open.is_some())) {
            (None, Act::Open | Act::Either) => open = Some(at),
            (None, Act::Close) => {}
            (Some(from), Act::Close | Act::Either) if depth == 0 => {
                out.push(Stretch { open: from, close: at, closed: true });
                open = None;
            }
            (Some(_), Act::Close | Act::Either) => depth -= 1,
            (Some(from), Act::Open) => {
                let first = find(tokens, next..range.end);
                let second = first.and_then(|m| find(tokens, m + 1..range.end));
                let closes = |m: Option<usize>| {
                    m.is_some_and(|m| act(text, tokens, &range, m, true) == Act::Close)
                };
                if closes(first) && closes(second) {
                    depth += 1;
                } else {
                    out.push(unclosed(text, tokens, from, at, false));
                    open = Some(at);
                }
            }
        }
    }
    if let Some(from) = open {
        // A mark that opens the next paragraph goes on with this one.
        let goes_on = tokens.get(range.end).is_some_and(|next| next.kind == Kind::Mark);
        out.push(unclosed(text, tokens, from, range.end, goes_on));
    }
}

/// The stretch behind a mark that none closes before `to`: up to its attribution, else to the end of its sentence.
fn unclosed(text: &str, tokens: &[Token], from: usize, to: usize, goes_on: bool) -> Stretch {
    let end = sentence_end(text, tokens, from, to);
    let cue = |at: usize| {
        at < end && tokens[at].is(Flags::CUE) && !tokens[at].is(Flags::MARKS_ONLY | Flags::BASE)
    };
    let attributed = |comma: &usize| {
        let first = comma + 1;
        let named = |at: usize| at < end && tokens[at].is_name_like();
        // "It rained, said Roe", "It rained, Jane Roe said."
        let behind = (first..end.min(first + NAME)).find(|at| !named(*at)).unwrap_or(first);
        let last = |at: usize| at + 1 == end || !tokens[at + 1].is_word();
        cue(first) && (named(first + 1) || first + 1 < end && tokens[first + 1].is(Flags::ARTICLE))
            || behind > first && cue(behind) && last(behind)
    };
    let point = |at: &usize| matches!(tokens[*at].span.cut(text), "," | "?" | "!");
    match (from + 2..end).find(|at| point(at) && attributed(at)) {
        Some(close) => Stretch { open: from, close, closed: true },
        None => Stretch { open: from, close: if goes_on { to } else { end }, closed: false },
    }
}

/// Whether the mark is a single one.
fn single(text: &str, tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].span.cut(text), "‘" | "‛" | "’" | "'" | "`")
}

fn find(tokens: &[Token], range: Range<usize>) -> Option<usize> {
    let start = range.start;
    tokens[range].iter().position(|t| t.kind == Kind::Mark).map(|p| start + p)
}

/// Behind the first sentence of `from..to`, where a forgotten mark most likely stood.
fn sentence_end(text: &str, tokens: &[Token], from: usize, to: usize) -> usize {
    let stop = |t: &Token| matches!(t.span.cut(text), "." | "?" | "!");
    tokens[from..to].iter().position(stop).map_or(to, |p| from + p + 1)
}

/// By the neighbours first, as a mark of the wrong form is commoner than one in the wrong place; then by its form.
fn act(text: &str, tokens: &[Token], paragraph: &Range<usize>, at: usize, inside: bool) -> Act {
    let span = tokens[at].span;
    let before = text[..span.start].chars().next_back().filter(|_| at > paragraph.start);
    let after = text[span.end..].chars().next().filter(|_| at + 1 < paragraph.end);
    let free_before =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '/' | '—' | '–' | '‘'));
    let dash_before = before == Some('-') && text[..span.start].ends_with("--");
    let free_after = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']')
    });
    match span.cut(text) {
        "„" | "``" | "‘" | "‛" | "`" if !inside || !free_after => Act::Open,
        "“" | "‟" if inside && free_after && !free_before => Act::Close,
        // German texts close with the mark that opens in English ones.
        "“" if inside && free_after => Act::Close,
        "“" | "‟" => Act::Open,
        "”" if !inside && free_before && !free_after => Act::Open,
        "”" => Act::Close,
        "«" if inside && free_after && !free_before => Act::Close,
        "»" if !inside && free_before && !free_after => Act::Open,
        "«" => Act::Open,
        "»" => Act::Close,
        _ if (free_before || dash_before) && !free_after => Act::Open,
        _ if free_before && free_after => Act::Either,
        _ => Act::Close,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::tests::article;
    use crate::entities::tokens::Tokens;

    fn cut(line: &str) -> Vec<String> {
        let tokens = Tokens::of(&article(line)).all;
        let mut out = Vec::new();
        pair(line, &tokens, 0..tokens.len(), &mut out);
        let words = |s: &Stretch| {
            let inside = &tokens[s.inside()];
            match (inside.first(), inside.last()) {
                (Some(a), Some(b)) => line[a.span.start..b.span.end].to_string(),
                _ => String::new(),
            }
        };
        out.iter().map(words).collect()
    }

    #[test]
    fn forms_of_marks() {
        for line in [
            "He said \"a b c\" then",
            "He said “a b c” then",
            "He said „a b c“ then",
            "He said «a b c» then",
            "He said ''a b c'' then",
            "He said ``a b c'' then",
            "He said »a b c« then",
        ] {
            assert_eq!(cut(line), ["a b c"], "{line}");
        }
    }

    #[test]
    fn odd_marks_stay_local() {
        assert_eq!(cut("\"a b. He left. \"c d,\" she said."), ["a b.", "c d,"]);
        assert_eq!(cut("“a b,“ he said, “c d.”"), ["a b,", "c d."]);
        assert_eq!(cut("He is 6'2\" tall, \"very tall,\" she said."), ["very tall,"]);
        assert_eq!(cut("\"a \"b\" c,\" he said. \"d\""), ["a \"b\" c,", "d"]);
        assert_eq!(cut("He said: \"a b c."), ["a b c."]);
        assert_eq!(cut("\"a b c, said Ann Lee. He left."), ["a b c"]);
        assert_eq!(cut("\"a b c, Ann Lee said. He left. \"d e\""), ["a b c", "d e"]);
        assert_eq!(cut("\"a b c. He left the house."), ["a b c."]);
        assert_eq!(cut("the workers' 'own' plan isn't"), [""; 0]);
    }
}
