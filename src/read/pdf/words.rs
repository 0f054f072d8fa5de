//! Characters to words: what stands close together on a line, with no blank between.

use std::collections::HashMap;

use unicode_normalization::char::compose;

use super::content::Glyph;

/// Gap that parts words, as a share of the type size.
pub const WORD_GAP: f64 = 0.1;
/// How far a character may go back, as a share of the type size, and still belong to the word.
const MAX_BACK: f64 = 0.4;
/// How far characters of a word may stand above or below each other, as a share of the type size.
const MAX_SHIFT: f64 = 0.08;
/// How near two equal words are that are one, printed twice to look bold or to cast a shadow.
const SAME_PLACE: f64 = 0.15;

/// A word, or a piece of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    /// Where it begins and ends on its line.
    pub left: f64,
    pub right: f64,
    /// Its baseline, from the top.
    pub base: f64,
    pub size: f64,
    /// Whether a blank stands before or after it.
    pub blank_before: bool,
    pub blank_after: bool,
}

impl Word {
    /// Where its letters begin, without what reaches above a small capital.
    pub fn top(&self) -> f64 {
        self.base - 0.6 * self.size
    }

    /// Whether its letters stand at the height of those of the other.
    pub fn is_level_with(&self, other: &Word) -> bool {
        (self.base - other.base).abs() < 0.4 * self.size.max(other.size)
    }
}

/// Makes words of the characters of a page; one list for each of the four directions of writing that occurs, the
/// upright one first. The coordinates are such as if each of them were upright.
pub fn words(glyphs: &[Glyph]) -> Vec<Vec<Word>> {
    let mut turns: [Vec<Word>; 4] = Default::default();
    let mut last_turn = None;
    for glyph in glyphs {
        let turn = turn(glyph).or(last_turn).unwrap_or(0);
        let list = &mut turns[turn % 4];
        add(list, glyph, turn, last_turn == Some(turn));
        last_turn = Some(turn);
    }
    let mut lists: Vec<Vec<Word>> = Vec::from(turns);
    for list in &mut lists {
        list.retain(|word| !word.text.is_empty());
        drop_shadows(list);
    }
    lists.retain(|list| !list.is_empty());
    lists
}

/// Quarter turns of the direction of writing, clockwise; `None` when the pen did not move.
fn turn(glyph: &Glyph) -> Option<usize> {
    let way = glyph.end - glyph.start;
    if way.hypot() < 1e-6 {
        return None;
    }
    Some(match (way.x.abs() >= way.y.abs(), way.x > 0.0, way.y > 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    })
}

/// Turns a point back, so that the text is upright.
fn upright(x: f64, y: f64, turn: usize) -> (f64, f64) {
    match turn {
        1 => (y, -x),
        2 => (-x, -y),
        3 => (-y, x),
        _ => (x, y),
    }
}

/// Adds a character to the word that it continues, or begins a new one.
fn add(list: &mut Vec<Word>, glyph: &Glyph, turn: usize, follows: bool) {
    let (left, base) = upright(glyph.start.x, glyph.start.y, turn);
    let (end, _) = upright(glyph.end.x, glyph.end.y, turn);
    let right = end.max(left);
    let size = glyph.size;
    let last = list.last_mut().filter(|_| follows);
    if glyph.text.trim().is_empty() {
        if let Some(word) = last {
            word.blank_after = true;
        }
        return;
    }
    // A blank inside the text of one glyph parts words as well.
    let text = glyph.text.trim();
    let mut blank_before = glyph.text.starts_with(' ');
    if let Some(word) = last {
        let level = (base - word.base).abs() <= MAX_SHIFT * size.max(word.size);
        let alike = (0.8..1.25).contains(&(size / word.size));
        let gap = left - word.right;
        let near = (-MAX_BACK * size..WORD_GAP * size).contains(&gap);
        if level && near && !word.blank_after && join_accent(word, text, left, size) {
            word.right = word.right.max(right);
            return;
        }
        if level && alike && near && !word.blank_after && !blank_before {
            word.text.push_str(text);
            word.right = word.right.max(right);
            word.blank_after = glyph.text.ends_with(' ');
            return;
        }
        blank_before |= word.blank_after && level;
    }
    let blank_after = glyph.text.len() > 1 && glyph.text.ends_with(' ');
    list.push(Word { text: text.to_owned(), left, right, base, size, blank_before, blank_after });
}

/// Puts an accent that is printed over a letter, before or after it, onto the letter.
fn join_accent(word: &mut Word, text: &str, left: f64, size: f64) -> bool {
    if left > word.right - 0.15 * size {
        return false;
    }
    let mut chars = text.chars();
    let (Some(new), None) = (chars.next(), chars.next()) else { return false };
    let Some(old) = word.text.chars().next_back() else { return false };
    let both = match (combining(old), combining(new)) {
        (Some(accent), None) => compose(dotless(new), accent),
        (None, Some(accent)) => compose(dotless(old), accent),
        _ => None,
    };
    let Some(both) = both else { return false };
    word.text.pop();
    word.text.push(both);
    true
}

/// The accent that goes onto a letter, for one that stands alone.
fn combining(accent: char) -> Option<char> {
    Some(match accent {
        '`' => '\u{300}',
        '´' | '\u{2ca}' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' | '°' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{36f}' => accent,
        _ => return None,
    })
}

fn dotless(letter: char) -> char {
    match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        _ => letter,
    }
}

/// Leaves out words that are printed again where they stand already.
fn drop_shadows(words: &mut Vec<Word>) {
    let mut seen: HashMap<String, Vec<(f64, f64)>> = HashMap::new();
    words.retain(|word| {
        let places = seen.entry(word.text.clone()).or_default();
        let near = SAME_PLACE * word.size;
        // Only the last few: what is printed twice is printed soon after.
        let again = places
            .iter()
            .rev()
            .take(64)
            .any(|(x, y)| (x - word.left).abs() < near && (y - word.base).abs() < near);
        if !again {
            places.push((word.left, word.base));
        }
        !again
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::kurbo::Point;

    fn glyph(text: &str, x: f64, y: f64, to_x: f64, to_y: f64) -> Glyph {
        Glyph { text: text.into(), start: Point::new(x, y), end: Point::new(to_x, to_y), size: 10.0 }
    }

    fn texts(glyphs: &[Glyph]) -> Vec<Vec<String>> {
        words(glyphs).into_iter().map(|list| list.into_iter().map(|w| w.text).collect()).collect()
    }

    #[test]
    fn gaps_and_blanks_part_words() {
        let run = [
            glyph("a", 0.0, 0.0, 5.0, 0.0),
            glyph("fi", 5.5, 0.0, 10.0, 0.0),
            glyph(" ", 10.0, 0.0, 10.1, 0.0),
            glyph("b", 10.1, 0.0, 15.0, 0.0),
            glyph("c", 18.0, 0.0, 23.0, 0.0),
            glyph("d", 23.0, 12.0, 28.0, 12.0),
        ];
        assert_eq!(texts(&run), [["afi", "b", "c", "d"]]);
    }

    #[test]
    fn each_direction_is_a_list() {
        let run = [
            glyph("u", 0.0, 50.0, 0.0, 45.0),
            glyph("p", 0.0, 45.0, 0.0, 40.0),
            glyph("a", 0.0, 0.0, 5.0, 0.0),
        ];
        assert_eq!(texts(&run), [["a"], ["up"]]);
    }

    #[test]
    fn accents_go_onto_letters_and_shadows_go() {
        let run = [
            glyph("´", 0.0, 0.0, 4.0, 0.0),
            glyph("e", 0.2, 0.0, 5.0, 0.0),
            glyph("x", 5.0, 0.0, 10.0, 0.0),
            glyph("éx", 0.4, 0.3, 10.0, 0.3),
        ];
        assert_eq!(texts(&run), [["éx"]]);
    }
}
