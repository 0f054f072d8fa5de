//! Words of a block to lines, and lines to paragraphs.

use super::columns::middle;
use super::word::Word;
use super::words::WORD_GAP;

/// Gap that parts cells, as a share of the type size.
const CELL_GAP: f64 = 1.8;
/// Distance between lines, as a share of the common one, that parts paragraphs.
const WIDE: f64 = 1.3;
/// Change of the type size that parts paragraphs.
const OTHER_SIZE: f64 = 1.15;
/// Indent that begins a paragraph, as a share of the type size.
const INDENT: f64 = 0.7;

/// A line of a block.
#[derive(Debug)]
pub struct Line {
    pub text: String,
    left: f64,
    right: f64,
    pub base: f64,
    size: f64,
    /// How wide its first word is.
    first_word: f64,
    /// Whether it has cells.
    cells: bool,
}

/// Lines that belong together.
#[derive(Debug)]
pub struct Paragraph {
    pub text: String,
    /// Whether the last line goes to the end of its column and does not end a sentence.
    pub open: bool,
}

/// Reads a block as paragraphs.
pub fn paragraphs(words: Vec<Word>) -> Vec<Paragraph> {
    let lines = lines(words);
    let shape = Shape::of(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(last) if before.is_some_and(|before| !shape.parts(before, line)) => {
                let cells = line.cells || before.is_some_and(|before| before.cells);
                join(&mut last.text, &line.text, if cells { '\n' } else { ' ' });
            }
            _ => paragraphs.push(Paragraph { text: line.text.clone(), open: false }),
        }
        if at + 1 == lines.len()
            && let Some(last) = paragraphs.last_mut()
        {
            last.open = !line.cells
                && line.right > shape.right - 0.25 * (shape.right - shape.left)
                && !ends_sentence(&line.text);
        }
        before = Some(line);
    }
    paragraphs
}

/// Whether a text ends with the end of a sentence.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', ':', '…'])
}

/// Puts the next line to a text; a word that was divided at the end of the line becomes whole.
pub fn join(text: &mut String, line: &str, between: char) {
    let stem = text.strip_suffix(['-', '\u{2010}', '\u{ad}']);
    let Some(stem) = stem.filter(|stem| stem.ends_with(char::is_alphabetic)) else {
        text.push(between);
        text.push_str(line);
        return;
    };
    let part = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let divided =
        part.chars().skip(1).all(char::is_lowercase) && line.starts_with(char::is_lowercase);
    if divided || text.ends_with('\u{ad}') {
        text.truncate(stem.len());
    } else if !line.starts_with(char::is_alphanumeric) {
        text.push(between);
    }
    text.push_str(line);
}

/// Puts words on lines, from top to bottom and from left to right.
pub fn lines(mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    // The largest word of a line tells where it stands; exponents and notes do not.
    let mut tallest = 0;
    for word in words {
        match lines.last_mut() {
            Some(line) if line.get(tallest).is_some_and(|main| word.is_level_with(main)) => {
                if line.get(tallest).is_some_and(|main| word.size > main.size) {
                    tallest = line.len();
                }
                line.push(word);
            }
            _ => {
                lines.push(vec![word]);
                tallest = 0;
            }
        }
    }
    lines.into_iter().filter_map(Line::of).collect()
}

impl Line {
    fn of(mut words: Vec<Word>) -> Option<Line> {
        words.sort_by(|a, b| a.left.total_cmp(&b.left));
        let size = words.iter().map(|word| word.size).fold(0.0, f64::max);
        let base = words.iter().find(|word| word.size == size)?.base;
        let (first, rest) = words.split_first()?;
        let mut line = Line {
            text: first.text.clone(),
            left: first.left,
            right: first.right,
            base,
            size,
            first_word: first.right - first.left,
            cells: false,
        };
        let mut before = first;
        for word in rest {
            let gap = word.left - line.right;
            if gap > CELL_GAP * size {
                line.cells = true;
                line.text.push('\t');
            } else if is_parted(before, word, gap) {
                line.text.push(' ');
            }
            line.text.push_str(&word.text);
            line.right = line.right.max(word.right);
            before = word;
        }
        line.shorten_leaders();
        Some(line)
    }

    /// Makes the dots that lead from a title to the number of its page the border between two cells.
    fn shorten_leaders(&mut self) {
        let is_dot = |c: char| c == '.' || c == ' ' || c == '\t' || c == '…' || c == '·';
        while let Some(at) = self.text.find("....").or_else(|| self.text.find(". . . .")) {
            let before = self.text[..at].trim_end_matches(is_dot);
            let after = self.text[at..].trim_start_matches(is_dot);
            self.text = format!("{before}\t{after}");
            self.cells = true;
        }
    }
}

/// Whether two neighbours on a line are two words.
fn is_parted(before: &Word, word: &Word, gap: f64) -> bool {
    let size = before.size.min(word.size);
    if gap > WORD_GAP * size || before.blank_after || word.blank_before {
        return true;
    }
    is_note(before, word) || is_note(word, before)
}

/// Whether a number is raised beside a word: that of a footnote, which is no part of it.
fn is_note(word: &Word, note: &Word) -> bool {
    note.size < 0.85 * word.size
        && note.base < word.base - 0.1 * word.size
        && note.text.chars().all(|c| c.is_ascii_digit())
        && word.text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// What the lines of a block have in common.
struct Shape {
    left: f64,
    right: f64,
    /// The common distance between lines.
    step: f64,
}

impl Shape {
    fn of(lines: &[Line]) -> Shape {
        let steps = lines.windows(2).filter_map(|pair| match pair {
            [a, b] => Some(b.base - a.base).filter(|step| *step < 2.5 * a.size.max(b.size)),
            _ => None,
        });
        let mut rights: Vec<f64> = lines.iter().map(|line| line.right).collect();
        rights.sort_by(f64::total_cmp);
        // One line in ten may be longer than the column.
        let right = rights.get((rights.len() * 9 / 10).min(rights.len().saturating_sub(1)));
        Shape {
            left: common_left(lines),
            right: right.copied().unwrap_or(0.0),
            step: middle(steps.collect()),
        }
    }

    /// Whether a new paragraph begins with `line`.
    fn parts(&self, before: &Line, line: &Line) -> bool {
        let size = before.size.max(line.size);
        let step = line.base - before.base;
        let usual = if self.step > 0.0 { self.step.min(1.6 * size) } else { 1.4 * size };
        if step > WIDE * usual.max(size) || size > OTHER_SIZE * before.size.min(line.size) {
            return true;
        }
        if before.cells || line.cells {
            return before.cells != line.cells;
        }
        if line.text.starts_with(['•', '▪', '◦', '‣', '●', '■']) {
            return true;
        }
        if self.is_centred(before, line) {
            return false;
        }
        let indent = |line: &Line| (line.left - self.left) / size;
        if indent(line) > INDENT && indent(before) < INDENT / 2.0 {
            return true;
        }
        // Where most lines are indented, the one that is not begins.
        if indent(line) < -INDENT {
            return true;
        }
        let room = self.right - before.right;
        let width = self.right - self.left;
        room > line.first_word + size && (ends_sentence(&before.text) || room > 0.4 * width)
    }

    /// Whether two lines stand around the same middle and neither fills the column, as those of a headline do.
    fn is_centred(&self, before: &Line, line: &Line) -> bool {
        let size = before.size.max(line.size);
        let middle = |line: &Line| f64::midpoint(line.left, line.right);
        let set_in = |line: &Line| line.left - self.left > INDENT * size;
        (middle(before) - middle(line)).abs() < 0.5 * size && (set_in(before) || set_in(line))
    }
}

/// The place where most lines begin.
fn common_left(lines: &[Line]) -> f64 {
    let mut lefts: Vec<f64> = lines.iter().map(|line| line.left).collect();
    lefts.sort_by(f64::total_cmp);
    let slack = middle(lines.iter().map(|line| line.size).collect()) * 0.3;
    let mut best = (0, 0.0);
    let mut end = 0;
    for (at, left) in lefts.iter().enumerate() {
        end = end.max(at);
        while lefts.get(end).is_some_and(|other| *other <= left + slack) {
            end += 1;
        }
        if end - at > best.0 {
            best = (end - at, *left);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_become_whole() {
        for (text, line, whole) in [
            ("a compu-", "ter b", "a computer b"),
            ("a compu\u{ad}", "ter", "a computer"),
            ("the Presi-", "dent", "the President"),
            ("the Anglo-", "Saxon", "the Anglo-Saxon"),
            ("in 2019-", "20", "in 2019- 20"),
            ("pre-", "War", "pre-War"),
            ("one -", "two", "one - two"),
            ("one", "two", "one two"),
        ] {
            let mut joined = text.to_owned();
            join(&mut joined, line, ' ');
            assert_eq!(joined, whole);
        }
    }

    fn read(lines: &[(&str, f64, f64, f64)]) -> Vec<String> {
        let word = |(text, left, right, base): &(&str, f64, f64, f64)| Word {
            text: (*text).to_owned(),
            left: *left,
            right: *right,
            base: *base,
            size: 10.0,
            blank_before: false,
            blank_after: false,
        };
        paragraphs(lines.iter().map(word).collect()).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn gap_indent_and_short_line_part_paragraphs() {
        let lines = [
            ("one", 0.0, 100.0, 0.0),
            ("two.", 0.0, 100.0, 12.0),
            ("indent", 12.0, 100.0, 24.0),
            ("short.", 0.0, 40.0, 36.0),
            ("next", 0.0, 20.0, 48.0),
            ("line", 30.0, 100.0, 48.0),
            ("far", 0.0, 100.0, 80.0),
        ];
        assert_eq!(read(&lines), ["one two.", "indent short.", "next line", "far"]);
    }

    #[test]
    fn cells_are_parted() {
        let lines = [
            ("Steel", 0.0, 20.0, 0.0),
            ("12", 90.0, 100.0, 0.0),
            ("Tin. . . . . . 5", 0.0, 95.0, 12.0),
            ("Zinc.............", 0.0, 90.0, 24.0),
        ];
        assert_eq!(read(&lines), ["Steel\t12\nTin\t5\nZinc\t"]);
    }
}
