//! Paragraphs: by blank lines, by lines, or by what the lines look like.
//!
//! News files come in three layouts: a blank line between paragraphs, a line for each paragraph, and lines broken at
//! some column with blank lines or indents between paragraphs. The lengths of the lines tell which.

use crate::article::Span;

/// Characters beyond which a line was not broken at a column.
const WIDE: usize = 100;
/// Characters from which on a line may have been broken at a column.
const NARROW: usize = 50;
/// Characters of the narrowest column of a newspaper.
const NARROWEST: usize = 20;

/// The paragraphs of the body: sorted, disjoint, trimmed of white space.
pub fn paragraphs(text: &str, body: Span) -> Vec<Span> {
    let layout = layout(text, body);
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    let mut above = "";
    for line in lines(text, body) {
        let trimmed = line.trimmed(text);
        if trimmed.is_empty() {
            found.extend(open.take());
            continue;
        }
        let cut = trimmed.cut(text);
        match &mut open {
            Some(paragraph) if goes_on(text, layout, *paragraph, above, line) => {
                paragraph.end = trimmed.end;
            }
            _ => found.extend(open.replace(trimmed)),
        }
        above = cut;
    }
    found.extend(open);
    found
}

/// Whether a line goes on with the paragraph above it, the last line of which is `above`.
fn goes_on(text: &str, layout: Layout, paragraph: Span, above: &str, line: Span) -> bool {
    let trimmed = line.trimmed(text);
    if begins_paragraph(text, line, trimmed) {
        return false;
    }
    let joint = Joint::of(above, trimmed.cut(text));
    match layout {
        Layout::Broken(column) => {
            let rows = is_row(above) && is_row(trimmed.cut(text));
            !rows && !joint.parts(column)
        }
        // What a mark has opened goes on in small letters on the next line, and so does the line that closes it.
        Layout::Lines => {
            let broken = paragraph.len() > above.len();
            joint.small && !joint.finished && (broken || is_open(above))
        }
    }
}

/// Whether a line of a table: its cells stand apart.
fn is_row(line: &str) -> bool {
    line.contains("   ") || line.contains('\t') || line.starts_with('|')
}

/// Whether a quotation mark is open at the end of a line.
fn is_open(line: &str) -> bool {
    let count = |marks: &[char]| line.chars().filter(|c| marks.contains(c)).count();
    count(&['"']) % 2 == 1 || count(&['“', '„']) > count(&['”'])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A line is a paragraph.
    Lines,
    /// A paragraph is several lines, broken at the column of this many characters.
    Broken(usize),
}

/// A line that follows another without a blank line between.
struct Joint {
    /// Characters of the line above.
    above: usize,
    /// Characters that the line above would have with the first word of this one.
    with_word: usize,
    /// Whether the line above ends like a sentence.
    finished: bool,
    /// Whether this line goes on in small letters.
    small: bool,
}

/// Decides by the lines that follow another without a blank line between.
fn layout(text: &str, body: Span) -> Layout {
    let mut joints: Vec<Joint> = Vec::new();
    let mut wide = 0;
    let mut above: Option<&str> = None;
    for line in lines(text, body) {
        let trimmed = line.trimmed(text);
        let cut = trimmed.cut(text);
        wide += usize::from(characters(cut) > WIDE);
        if let Some(above) = above.filter(|_| !cut.is_empty())
            && !begins_paragraph(text, line, trimmed)
        {
            joints.push(Joint::of(above, cut));
        }
        above = Some(cut).filter(|cut| !cut.is_empty());
    }
    let joined = joints.len();
    let count = |is: &dyn Fn(&Joint) -> bool| joints.iter().filter(|joint| is(joint)).count();
    // Broken lines are narrow and mostly end in the middle of a sentence.
    if wide > joined / 20 || joined == 0 || count(&|j| !j.finished) * 2 < joined {
        return Layout::Lines;
    }
    let column = column(&joints);
    // They fill a wide column, or a narrow one so that no further word has room, and go on in small letters.
    let filled = count(&|j| j.above >= NARROW) * 2 >= joined;
    let full = || count(&|j| j.with_word > column) * 3 >= joined * 2;
    let small = || count(&|j| j.small) * 2 >= joined;
    if filled || column >= NARROWEST && full() && small() {
        Layout::Broken(column)
    } else {
        Layout::Lines
    }
}

impl Joint {
    fn of(above: &str, line: &str) -> Joint {
        let length = characters(above);
        let word = line.split_whitespace().next().map_or(0, characters);
        Joint {
            above: length,
            with_word: length + 1 + word,
            finished: is_finished(above),
            small: line.starts_with(char::is_lowercase),
        }
    }

    /// Whether the line above ends a paragraph: there was room for more, and what follows does not go on in small
    /// letters.
    fn parts(&self, column: usize) -> bool {
        let room = if self.finished { column / 12 } else { column / 5 };
        !self.small && self.with_word + room <= column
    }
}

/// The column at which the lines were broken: the length that one line of ten is above, as a heading or an address may be.
fn column(joints: &[Joint]) -> usize {
    let mut lengths: Vec<usize> = joints.iter().map(|joint| joint.above).collect();
    lengths.sort_unstable();
    lengths.get((lengths.len() * 9).div_ceil(10).saturating_sub(1)).copied().unwrap_or(0)
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

    /// Breaks words at a column, as a typewriter does.
    fn wrap(words: &str, column: usize) -> String {
        let mut out = String::new();
        let mut line = 0;
        for word in words.split_whitespace() {
            let more = characters(word);
            if line > 0 && line + 1 + more > column {
                out.push('\n');
                line = 0;
            } else if line > 0 {
                out.push(' ');
                line += 1;
            }
            out.push_str(word);
            line += more;
        }
        out
    }

    const FIRST: &str = "The port said on Thursday that ships would have to wait until the wind had dropped below \
         forty knots, and that no ship had asked to leave before noon.";
    const SECOND: &str = "\"We have told the ministry twice that the quay is too short,\" Helena Brandt, the master of \
         the harbour, said after the meeting, and she left.";

    #[test]
    fn columns_of_every_width() {
        for column in 24..=90 {
            let (first, second) = (wrap(FIRST, column), wrap(SECOND, column));
            for between in ["\n\n", "\n   ", "\n\t"] {
                let text = format!("{first}{between}{second}");
                assert_eq!(cut(&text), [first.as_str(), second.as_str()], "{column} {between:?}");
            }
        }
    }

    #[test]
    fn a_short_last_line_ends_a_paragraph() {
        let first = wrap(FIRST, 44);
        let text = format!("{first}\n{}\n{first}", wrap(SECOND, 44));
        assert_eq!(cut(&text), [first.as_str(), &wrap(SECOND, 44), first.as_str()]);
        let headed = format!("Ships wait\n{first}");
        assert_eq!(cut(&headed), ["Ships wait", first.as_str()]);
    }

    #[test]
    fn poems_lists_and_tables_keep_their_lines() {
        for text in [
            "The wind came in\nAnd shook the old grey wall,\nThe gulls went out\nBefore the night could fall",
            "the wind came in\nand shook the long and old grey wall\nso\nthe gulls went out\nat night",
            "Milk and bread\nEggs\nTwo pounds of flour\nSalt",
            "milk and bread\neggs\ntwo pounds of flour\nsalt",
            "Dover     3   1   12\nLeeds     2   2    9\nTarn      1   3    4",
            "Mayor opens quay\nShips wait for wind\nFerry sold again",
        ] {
            assert_eq!(cut(text).len(), text.lines().count(), "{text}");
        }
    }

    #[test]
    fn lines_that_a_mark_leaves_open() {
        let quote =
            "\"The quay that we\nbuilt was never\nlong enough for this,\" Helena Brandt\nsaid.";
        let text = format!("The port was shut.\n\n{quote}");
        assert_eq!(cut(&text), ["The port was shut.", quote]);
        assert_eq!(cut("He is 6'2\" tall.\nshe left").len(), 2);
    }
}
