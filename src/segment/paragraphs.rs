//! Paragraphs: by blank lines, by lines, or by what the lines look like.
//!
//! News files come in three layouts: a blank line between paragraphs, a line for each paragraph, and lines broken at
//! some column with blank lines or indents between paragraphs. The lengths of the lines tell which.

use crate::article::Span;

/// Characters beyond which a line was not broken at a column.
const WIDE: usize = 100;
/// Characters from which on a line may have been broken at a column.
const NARROW: usize = 50;

/// The paragraphs of the body: sorted, disjoint, trimmed of white space.
pub fn paragraphs(text: &str, body: Span) -> Vec<Span> {
    let layout = layout(text, body);
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    for line in lines(text, body) {
        let trimmed = line.trimmed(text);
        if trimmed.is_empty() {
            found.extend(open.take());
            continue;
        }
        match &mut open {
            Some(paragraph)
                if layout == Layout::Broken && !begins_paragraph(text, line, trimmed) =>
            {
                paragraph.end = trimmed.end;
            }
            _ => found.extend(open.replace(trimmed)),
        }
    }
    found.extend(open);
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A line is a paragraph.
    Lines,
    /// A paragraph is several lines.
    Broken,
}

/// Decides by the lines that follow another without a blank line between.
fn layout(text: &str, body: Span) -> Layout {
    let (mut wide, mut joined, mut unfinished, mut filled) = (0, 0, 0, 0);
    // Characters of the line above, and whether it ends like a sentence; none after a blank line.
    let mut above: Option<(usize, bool)> = None;
    for line in lines(text, body) {
        let trimmed = line.trimmed(text);
        if trimmed.is_empty() {
            above = None;
            continue;
        }
        let cut = trimmed.cut(text);
        let length = characters(cut);
        wide += usize::from(length > WIDE);
        if let Some((length, finished)) = above {
            joined += 1;
            unfinished += usize::from(!finished);
            filled += usize::from(length >= NARROW);
        }
        above = Some((length, is_finished(cut)));
    }
    // Broken lines are narrow, fill their column and mostly end in the middle of a sentence.
    if wide > joined / 20 || joined == 0 {
        return Layout::Lines;
    }
    if unfinished * 2 >= joined && filled * 2 >= joined { Layout::Broken } else { Layout::Lines }
}

/// Whether a line ends with a mark that ends a sentence, closing marks left out.
fn is_finished(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_', ' ']);
    line.ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

/// Whether a line of a text with broken lines begins a paragraph: it is set in, or an item of a list.
fn begins_paragraph(text: &str, line: Span, trimmed: Span) -> bool {
    let set_in = trimmed.start - line.start;
    let tab = text.as_bytes()[line.start..trimmed.start].contains(&b'\t');
    let cut = trimmed.cut(text);
    tab || set_in >= 2 || ["- ", "* ", "• ", "> "].iter().any(|mark| cut.starts_with(mark))
}

/// The lines of the body, without their ends.
fn lines(text: &str, body: Span) -> impl Iterator<Item = Span> {
    let bytes = &text.as_bytes()[body.start..body.end];
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]);
    let mut start = 0;
    ends.filter_map(move |end| {
        let line = Span::new(body.start + start, body.start + end);
        // The second byte of CR LF ends nothing.
        let second = start > 0
            && start == end
            && bytes.get(end) == Some(&b'\n')
            && bytes[start - 1] == b'\r';
        start = end + 1;
        (!second).then_some(line)
    })
}

/// Characters of a line.
fn characters(line: &str) -> usize {
    line.bytes().filter(|b| (*b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text, Span::new(0, text.len())).into_iter().map(|p| p.cut(text)).collect()
    }

    #[test]
    fn layouts() {
        let column = "The port said on Thursday that ships would have to wait until\n\
                      the wind had dropped below forty knots, and that no ship had\nasked to leave.";
        let table: [(&str, &[&str]); 8] = [
            ("One.\n\nTwo.\n \n\n Three. ", &["One.", "Two.", "Three."]),
            ("One.\nTwo.\nThree.", &["One.", "Two.", "Three."]),
            ("One.\r\n\r\nTwo.\r\nThree.\r\n", &["One.", "Two.", "Three."]),
            ("One.\rTwo.", &["One.", "Two."]),
            (
                "Q: Why?\nA: Because.\nQ: What?\nA: That.",
                &["Q: Why?", "A: Because.", "Q: What?", "A: That."],
            ),
            (column, &[column]),
            ("", &[]),
            (" \n\u{a0}\n", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(cut(text), expected, "{text:?}");
        }
        let two = format!("{column}\n\n{column}");
        assert_eq!(cut(&two), [column, column]);
        let set_in = format!("{column}\n   {column}\n- an item");
        assert_eq!(cut(&set_in), [column, column, "- an item"]);
        let wide =
            format!("{}.\n{}.", "word ".repeat(40).trim_end(), "word ".repeat(40).trim_end());
        assert_eq!(cut(&wide).len(), 2);
    }
}
