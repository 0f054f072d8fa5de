//! Single marks as quotation marks, decided per document: whether ‘…’ or '…' holds speech in it, and which of
//! its signs are marks and which apostrophes.

use super::classes::Class;
use super::lists;
use super::token::{Kind, Token};
use std::ops::Range;

/// Words between marks from which on they count as speech.
const FEWEST: usize = 3;

/// What a sign can be where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Open,
    Close,
    /// A closing mark or the apostrophe of `the workers' plan`, `goin' home`.
    Doubtful,
    /// An apostrophe, or no sign at all.
    Other,
}

/// Makes marks of the single marks of a document whose speech they hold; `paragraphs` are its tokens.
pub(super) fn mark(text: &str, tokens: &mut [Token], paragraphs: &[Range<usize>]) {
    if !tokens.iter().any(|t| t.kind == Kind::Point && opens_with(text, t)) {
        return;
    }
    let mut found = Vec::new();
    let mut outside = 0;
    let mut speech = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(number + 1).map(|p| p.start);
        let pairs = pair(text, tokens, paragraph.clone(), next);
        let doubles = doubles(tokens, paragraph.clone());
        let within = |inner: &Range<usize>, outer: &Range<usize>| {
            outer.start < inner.start && inner.end <= outer.end
        };
        let spoken = |range: &Range<usize>| is_speech(text, tokens, range);
        outside += doubles
            .iter()
            .filter(|double| spoken(double) && !pairs.iter().any(|single| within(double, single)))
            .count();
        let free =
            pairs.into_iter().filter(|single| !doubles.iter().any(|double| within(single, double)));
        for single in free {
            speech += usize::from(spoken(&single));
            found.push(single);
        }
    }
    // Double marks for speech: single ones hold words within it, headlines or scare quotes.
    if speech == 0 || outside * 3 > speech {
        return;
    }
    for Range { start, end } in found {
        tokens[start].kind = Kind::Mark;
        if let Some(close) = tokens.get_mut(end).filter(|t| is_closing(text, t)) {
            close.kind = Kind::Mark;
        }
    }
}

/// The stretches between single marks of a paragraph: from the token of the opening mark to that of the
/// closing one, or to the end of a paragraph that none closes.
fn pair(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    next: Option<usize>,
) -> Vec<Range<usize>> {
    let signs: Vec<(usize, Sign)> = range
        .clone()
        .map(|at| (at, sign(text, tokens, at)))
        .filter(|(_, sign)| *sign != Sign::Other)
        .collect();
    let mut pairs = Vec::new();
    let mut from = 0;
    while let Some(open) = (from..signs.len()).find(|n| signs[*n].1 == Sign::Open) {
        let start = signs[open].0;
        // A mark that opens ends the search, unless it opens a stretch within.
        let rest = &signs[open + 1..];
        let most = rest.iter().position(|(_, sign)| *sign == Sign::Open).unwrap_or(rest.len());
        let certain = rest[..most].iter().position(|(_, sign)| *sign == Sign::Close);
        let close = certain.or_else(|| most.checked_sub(1));
        if let Some(close) = close {
            pairs.push(start..rest[close].0);
            from = open + 1 + close + 1;
            continue;
        }
        // ‘We waited.⏎‘Then it rained.’: a mark opens each paragraph, one closes the last.
        let goes_on = next.is_some_and(|next| sign(text, tokens, next) == Sign::Open);
        if start == range.start && goes_on && most == rest.len() {
            pairs.push(start..range.end);
        }
        from = open + 1;
    }
    pairs
}

/// The stretches between double marks, one mark after the other.
fn doubles(tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let marks: Vec<usize> = range.filter(|at| tokens[*at].kind == Kind::Mark).collect();
    marks.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Whether a stretch is as long as speech and ends as it does, or a comma or colon leads to it.
fn is_speech(text: &str, tokens: &[Token], range: &Range<usize>) -> bool {
    let inside = &tokens[range.start + 1..range.end];
    let words = inside.iter().filter(|t| t.is_word()).count();
    let cut = |token: Option<&Token>| token.map_or("", |t| t.span.cut(text));
    let ends = matches!(cut(inside.last()), "," | "." | "?" | "!" | "…" | "”" | "\"");
    let led = range.start > 0 && matches!(cut(tokens.get(range.start - 1)), "," | ":");
    words >= FEWEST && (ends || led)
}

fn opens_with(text: &str, token: &Token) -> bool {
    matches!(token.span.cut(text), "‘" | "‛" | "'" | "’" | "`")
}

fn is_closing(text: &str, token: &Token) -> bool {
    matches!(token.span.cut(text), "’" | "'" | "‘")
}

/// What the sign at token `at` is by its neighbours.
fn sign(text: &str, tokens: &[Token], at: usize) -> Sign {
    let Some(token) = tokens.get(at).filter(|t| t.kind == Kind::Point && opens_with(text, t))
    else {
        return Sign::Other;
    };
    let before = text[..token.span.start].chars().next_back();
    let after = text[token.span.end..].chars().next();
    let free = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '"' | '-');
    let free_before = before.is_none_or(free);
    if free_before
        && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '“' | '"' | '…' | '['))
    {
        let word = tokens.get(at + 1).filter(|next| next.span.start == token.span.end);
        return if word.is_some_and(|word| is_clipped(text, word)) {
            Sign::Other
        } else {
            Sign::Open
        };
    }
    let ended = after.is_none_or(|c| !c.is_alphanumeric());
    if free_before && !matches!(before, Some('—' | '–' | '”' | '"' | '-')) || !ended {
        return Sign::Other;
    }
    let Some(before) = before.filter(|_| is_closing(text, token)) else { return Sign::Other };
    let word = at.checked_sub(1).map_or("", |last| tokens[last].span.cut(text));
    let possessive = before.is_alphabetic() && word.ends_with(['s', 'S', 'z', 'x']);
    let dropped = word.len() > 3 && word.ends_with("in") || matches!(word, "o" | "an" | "th" | "n");
    let measure = before.is_ascii_digit();
    // Behind a point, or before one, nothing but a mark stands.
    let point =
        after.is_none_or(|c| matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '\n'));
    match () {
        () if !before.is_alphanumeric() => Sign::Close,
        () if measure || dropped || possessive && !point => Sign::Doubtful,
        () => Sign::Close,
    }
}

/// A word of which the apostrophe before it is a part: 'em, 'tis, ’90s.
fn is_clipped(text: &str, word: &Token) -> bool {
    let cut = word.span.cut(text);
    let small = cut.to_ascii_lowercase();
    word.kind == Kind::Number
        || cut.ends_with('s') && cut.starts_with(|c: char| c.is_ascii_digit())
        || lists::has(&small, Class::Clipped)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::article;
    use crate::entities::tokens::{Kind, Tokens};

    /// The text with its marks as `<` and `>` by turns.
    fn marks(text: &str) -> Vec<String> {
        let tokens = Tokens::of(&article(text)).all;
        let at: Vec<_> = tokens.iter().filter(|t| t.kind == Kind::Mark).map(|t| t.span).collect();
        at.chunks(2)
            .map(|m| text[m[0].end..m.get(1).map_or(text.len(), |m| m.start)].to_string())
            .collect()
    }

    #[test]
    fn single_marks_that_hold_speech() {
        assert_eq!(
            marks("‘It’s the pilots’ fault,’ said Ann Lee. ‘They’ve known for years.’"),
            ["It’s the pilots’ fault,", "They’ve known for years."]
        );
        assert_eq!(
            marks("'It's the pilots' fault, isn't it?' said Ann Lee. 'Let 'em go.'"),
            ["It's the pilots' fault, isn't it?", "Let 'em go."]
        );
        assert_eq!(
            marks(
                "He called it ‘a shame for all pilots’ and left. ‘It was so in the ’90s,’ he said."
            ),
            ["a shame for all pilots", "It was so in the ’90s,"]
        );
        assert_eq!(marks("‘Two of them said no,’ she said."), ["Two of them said no,"]);
    }

    #[test]
    fn single_marks_that_are_none() {
        assert_eq!(
            marks("“It’s the pilots’ fault,” said Ann Lee of the ‘old school of thought.’"),
            ["It’s the pilots’ fault,"]
        );
        assert_eq!(marks("The pilots' boat is 6' long, 'tis said, and isn't theirs."), [""; 0]);
        assert_eq!(marks("The so-called ‘freedom fee’ was the pilots’ idea."), [""; 0]);
    }

    #[test]
    fn a_mark_opens_each_paragraph_and_one_closes_the_last() {
        assert_eq!(marks("‘We waited all day.\n\n‘Then it rained,’ said Ann Lee.").len(), 2);
    }
}
