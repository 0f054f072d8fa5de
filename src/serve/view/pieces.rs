//! Text with marked stretches, as pieces that a template writes one by one: nothing in it can become markup.

use crate::article::Span;
use crate::passage::{Mark, Spacing, cut};
use crate::record::DocRecord;

/// Signs that no cleaned text holds: before the class of a mark, behind it, and where the mark ends.
const OPEN: char = '\u{1}';
const NAMED: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// A stretch of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Classes of the marks around it, separated by blanks; empty where there is none.
    pub class: String,
}

/// A text as one piece.
pub fn plain(text: &str) -> Vec<Piece> {
    vec![Piece { text: crate::passage::clean::line(text).into_owned(), class: String::new() }]
}

/// Cuts a stretch of a document, with marks of a class each.
pub fn of_text(
    doc: &DocRecord,
    text: &str,
    span: Span,
    marks: &[(Span, &str)],
    spacing: Spacing,
) -> Vec<Piece> {
    let mark = |(span, class): &(Span, &str)| Mark {
        span: *span,
        open: format!("{OPEN}{class}{NAMED}"),
        close: CLOSE.to_string(),
    };
    let marks: Vec<Mark> = marks.iter().map(mark).collect();
    split(&cut(text, span, &doc.hidden, &marks, spacing))
}

fn split(marked: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        push(&mut pieces, &rest[..at], &around);
        rest = match rest[at..].strip_prefix(OPEN) {
            Some(named) => {
                let (class, behind) = named.split_once(NAMED).unwrap_or(("", named));
                around.push(class);
                behind
            }
            None => {
                around.pop();
                &rest[at + CLOSE.len_utf8()..]
            }
        };
    }
    push(&mut pieces, rest, &around);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, around: &[&str]) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), class: around.join(" ") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::Draft;

    #[test]
    fn marks_may_lie_in_each_other() {
        let of = Draft::new("a.txt", "", "The <b>port is closed today.").analysed();
        let (start, end) = (of.text.find("<b>").expect("text"), of.text.len());
        let whole = Span::new(start, end);
        let port = Span::new(start + 3, start + 7);
        let marks = [(Span::new(start, end - 7), "quote"), (port, "hit")];
        let pieces = of_text(&of.doc, &of.text, whole, &marks, Spacing::Line);
        let shown: Vec<(&str, &str)> =
            pieces.iter().map(|piece| (piece.text.as_str(), piece.class.as_str())).collect();
        assert_eq!(
            shown,
            [("<b>", "quote"), ("port", "quote hit"), (" is closed", "quote"), (" today.", "")]
        );
    }
}
