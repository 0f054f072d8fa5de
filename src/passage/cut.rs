//! Cuts passages out of a text, leaves out the markup in them and puts marks around spans.

use super::clean;
use crate::article::Span;
use crate::hit::Snippet;
use crate::record::DocRecord;

/// Something written before and after a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is marked.
    pub span: Span,
    /// Written before it.
    pub open: String,
    /// Written after it.
    pub close: String,
}

/// What becomes of white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// One line: white space becomes one blank.
    Line,
    /// As it stands.
    Block,
}

/// Cuts `span` out of `text` without `hidden`, cleaned for a terminal, with `marks`.
///
/// Marks that reach out of the passage are cut at its border.
pub fn cut(text: &str, span: Span, hidden: &[Span], marks: &[Mark], spacing: Spacing) -> String {
    let mut out = String::with_capacity(span.len() + 16 * marks.len());
    let mut edges: Vec<(usize, u8, usize, &str)> = Vec::new();
    for mark in marks {
        let (start, end) = (mark.span.start.max(span.start), mark.span.end.min(span.end));
        if start < end {
            // At one place: what ends before what begins; the longer begins first and ends last.
            edges.push((end, 0, end - start, &mark.close));
            edges.push((start, 1, usize::MAX - (end - start), &mark.open));
        }
    }
    edges.sort();
    let mut edges = edges.into_iter().peekable();
    let mut hidden = hidden.iter().peekable();
    let mut blank = true;
    let part = span.cut(text);
    let mut next = 0;
    while let Some(c) = part[next..].chars().next() {
        let at = span.start + next;
        while hidden.next_if(|h| h.end <= at).is_some() {}
        let shown = hidden.peek().is_none_or(|h| at < h.start);
        let space = spacing == Spacing::Line && c.is_whitespace();
        // Closing marks stand before a blank, opening marks behind it.
        while let Some(edge) = edges.next_if(|e| e.0 <= at) {
            out.push_str(edge.3);
        }
        if c.is_ascii_graphic() && shown {
            // A word is copied whole, up to where something begins.
            let stop = edges.peek().map_or(span.end, |edge| edge.0);
            let stop = hidden.peek().map_or(stop, |h| h.start.min(stop)).min(span.end);
            let rest = &part.as_bytes()[next..stop - span.start];
            let len = rest.iter().position(|b| !b.is_ascii_graphic()).unwrap_or(rest.len());
            out.push_str(&part[next..next + len]);
            blank = false;
            next += len;
            continue;
        }
        next += c.len_utf8();
        if !shown {
            continue;
        }
        if space {
            if !blank {
                out.push(' ');
            }
            blank = true;
        } else if let Some(c) = clean::one(c, spacing == Spacing::Block) {
            let carriage = c == ' ' && text[at..].starts_with('\r');
            if !(carriage && spacing == Spacing::Block) {
                out.push(c);
            }
            blank = false;
        }
    }
    edges.for_each(|edge| out.push_str(edge.3));
    if spacing == Spacing::Line && blank {
        out.truncate(out.trim_end().len());
    }
    out
}

/// The passage of a snippet on one line, `…` where words before or after it are left out.
pub fn snippet(doc: &DocRecord, text: &str, snippet: &Snippet, open: &str, close: &str) -> String {
    let marks: Vec<Mark> = match open.is_empty() && close.is_empty() {
        true => Vec::new(),
        false => {
            let mark = |span: &Span| Mark { span: *span, open: open.into(), close: close.into() };
            snippet.highlights.iter().map(mark).collect()
        }
    };
    let passage = cut(text, snippet.span, &doc.hidden, &marks, Spacing::Line);
    if snippet.field != "body" {
        return passage;
    }
    let whole = snippet.span.trimmed(text);
    let begins = whole.start <= doc.body.start
        || doc.sentences.binary_search_by_key(&whole.start, |sentence| sentence.0).is_ok();
    let rest = Span::new(whole.end, doc.body.end.max(whole.end)).trimmed(text);
    let ends = rest.is_empty()
        || doc.sentences.binary_search_by_key(&rest.start, |sentence| sentence.0).is_ok();
    let (before, after) = (if begins { "" } else { "… " }, if ends { "" } else { " …" });
    format!("{before}{passage}{after}")
}

/// The words before `span`, at most `limit` bytes of them, on one line.
pub fn before(doc: &DocRecord, text: &str, span: Span, limit: usize) -> String {
    let start = start_before(doc, text, span, limit);
    cut(text, Span::new(start, span.start), &doc.hidden, &[], Spacing::Line)
}

/// `span` with the words before and after it.
pub fn around(doc: &DocRecord, text: &str, span: Span, limit: usize) -> Span {
    Span::new(start_before(doc, text, span, limit), end_after(doc, text, span, limit))
}

fn start_before(doc: &DocRecord, text: &str, span: Span, limit: usize) -> usize {
    let mut start = span.start.saturating_sub(limit).max(doc.body.start.min(span.start));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let inside = start > doc.body.start && !text[..start].ends_with(char::is_whitespace);
    if inside && let Some(blank) = text[start..span.start].find(char::is_whitespace) {
        start += blank;
    }
    start
}

/// The words after `span`, at most `limit` bytes of them, on one line.
pub fn after(doc: &DocRecord, text: &str, span: Span, limit: usize) -> String {
    let end = end_after(doc, text, span, limit);
    cut(text, Span::new(span.end, end), &doc.hidden, &[], Spacing::Line)
}

fn end_after(doc: &DocRecord, text: &str, span: Span, limit: usize) -> usize {
    let mut end = (span.end + limit).min(doc.body.end.max(span.end));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let inside = end < doc.body.end && !text[end..].starts_with(char::is_whitespace);
    if inside && let Some(blank) = text[span.end..end].rfind(char::is_whitespace) {
        end = span.end + blank;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { span: Span::new(start, end), open: "[".into(), close: "]".into() }
    }

    #[test]
    fn passages_are_cut_and_marked() {
        let text = "One  [two](http://x)\r\nthree\u{1b} four.";
        let hidden = [Span::new(5, 6), Span::new(9, 20)];
        let whole = Span::new(0, text.len());
        for (span, marks, spacing, expected) in [
            (whole, vec![], Spacing::Line, "One two three\u{fffd} four."),
            (whole, vec![], Spacing::Block, "One  two\nthree\u{fffd} four."),
            (whole, vec![mark(6, 9)], Spacing::Line, "One [two] three\u{fffd} four."),
            (
                whole,
                vec![mark(0, 3), mark(6, 27)],
                Spacing::Line,
                "[One] [two three]\u{fffd} four.",
            ),
            (Span::new(2, 8), vec![mark(0, 4)], Spacing::Line, "[e ]tw"),
            (whole, vec![mark(29, 34)], Spacing::Line, "One two three\u{fffd} [four.]"),
            (
                whole,
                vec![mark(6, 9), mark(6, 27)],
                Spacing::Line,
                "One [[two] three]\u{fffd} four.",
            ),
        ] {
            assert_eq!(cut(text, span, &hidden, &marks, spacing), expected);
        }
    }
}
