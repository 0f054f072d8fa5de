//! Characters to words: what stands close together on a line, with no blank between.

use hayro_font::kurbo::{Point, Vec2};
use unicode_normalization::char::compose;

use super::glyph::Glyph;
use super::shadows;
use super::word::Word;

/// Gap that parts words, as a share of the type size.
pub const WORD_GAP: f64 = 0.1;
/// How far a character may go back, as a share of the type size, and still belong to the word.
const MAX_BACK: f64 = 0.4;
/// How far a letter may go back under its accent, or the accent over its letter, as a share of the type size.
const MAX_BACK_ACCENT: f64 = 0.9;
/// How far characters of a word may stand above or below each other, as a share of the type size.
const MAX_SHIFT: f64 = 0.08;
/// How far a blank may stand from the end of a word, and a word from the one before the blank, as a share of the type
/// size: of a number that is printed twice, the second print may be left with nothing but the comma.
const NEAR: f64 = 1.0;
/// Cosine of the angle up to which a line counts as straight: about six degrees.
const NEARLY_STRAIGHT: f64 = 0.9945;

/// Makes words of the characters of a page; one list for each direction of writing that occurs: upright, turned by
/// quarters, and slanted. The coordinates are such as if each of them were upright.
pub fn words(glyphs: &[Glyph]) -> Vec<Vec<Word>> {
    let mut lists: [Vec<Word>; 5] = Default::default();
    let mut last: Option<Direction> = None;
    for glyph in glyphs {
        let direction = Direction::of(glyph)
            .or(last)
            .unwrap_or(Direction { list: 0, along: Vec2::new(1.0, 0.0) });
        let follows = last.is_some_and(|last| last.list == direction.list);
        if let Some(list) = lists.get_mut(direction.list) {
            add(list, glyph, direction, follows);
        }
        last = Some(direction);
    }
    let mut lists = Vec::from(lists);
    for list in &mut lists {
        shadows::drop_words(list);
    }
    lists.retain(|list| !list.is_empty());
    lists
}

/// A direction of writing.
#[derive(Clone, Copy)]
struct Direction {
    /// Quarter turns clockwise; 4 for all directions between.
    list: usize,
    along: Vec2,
}

impl Direction {
    /// `None` when the pen did not move.
    fn of(glyph: &Glyph) -> Option<Direction> {
        let way = glyph.end - glyph.start;
        let length = way.hypot();
        if length < 1e-6 {
            return None;
        }
        let along = way / length;
        let quarters = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)].map(Vec2::from);
        let list = quarters.iter().position(|quarter| along.dot(*quarter) > NEARLY_STRAIGHT);
        Some(Direction {
            list: list.unwrap_or(quarters.len()),
            along: list.and_then(|list| quarters.get(list)).copied().unwrap_or(along),
        })
    }

    /// Turns a point back, so that the text is upright.
    fn upright(self, point: Point) -> (f64, f64) {
        let at = point.to_vec2();
        (at.dot(self.along), self.along.cross(at))
    }
}

/// Adds a character to the word that it continues, or begins a new one.
fn add(list: &mut Vec<Word>, glyph: &Glyph, direction: Direction, follows: bool) {
    let last = list.last_mut().filter(|_| follows);
    let text = glyph.text.trim();
    let (left, base) = direction.upright(glyph.start);
    if text.is_empty() {
        if let Some(word) = last.filter(|word| (left - word.right).abs() <= NEAR * glyph.size) {
            word.blank_after = true;
        }
        return;
    }
    let (end, _) = direction.upright(glyph.end);
    let mut new = Word {
        text: text.to_owned(),
        left,
        right: end.max(left),
        base,
        size: glyph.size,
        blank_before: glyph.text.starts_with(' '),
        blank_after: glyph.text.ends_with(' '),
    };
    if let Some(word) = last {
        let together = !word.blank_after && !new.blank_before;
        if together && (join_accent(word, &new) || continues(word, &new)) {
            word.right = word.right.max(new.right);
            word.blank_after = new.blank_after;
            return;
        }
        let near = (left - word.right).abs() <= NEAR * new.size;
        new.blank_before |= word.blank_after && near && word.is_level_with(&new);
    }
    list.push(new);
}

/// Puts a character to the end of a word if it stands there.
fn continues(word: &mut Word, new: &Word) -> bool {
    let size = new.size;
    let level = (new.base - word.base).abs() <= MAX_SHIFT * size.max(word.size);
    let alike = (0.8..1.25).contains(&(size / word.size));
    let gap = new.left - word.right;
    let continues = level && alike && (-MAX_BACK * size..WORD_GAP * size).contains(&gap);
    if continues {
        word.text.push_str(&new.text);
    }
    continues
}

/// Puts an accent that is printed over a letter, before or after it, onto the letter.
fn join_accent(word: &mut Word, new: &Word) -> bool {
    let gap = new.left - word.right;
    if !(-MAX_BACK_ACCENT..-0.15).contains(&(gap / new.size)) || !word.is_level_with(new) {
        return false;
    }
    let mut chars = new.text.chars();
    let (Some(second), None) = (chars.next(), chars.next()) else { return false };
    let Some(first) = word.text.chars().next_back() else { return false };
    let both = match (combining(first), combining(second)) {
        (Some(accent), None) => compose(dotless(second), accent),
        (None, Some(accent)) => compose(dotless(first), accent),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x: f64, y: f64, to_x: f64, to_y: f64) -> Glyph {
        Glyph {
            text: text.into(),
            start: Point::new(x, y),
            end: Point::new(to_x, to_y),
            size: 10.0,
        }
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
    fn blanks_belong_to_words_beside_them() {
        let run = [
            glyph("4", 0.0, 0.0, 5.0, 0.0),
            glyph("0", 7.0, 0.0, 12.0, 0.0),
            glyph("a", -30.0, 0.0, -25.0, 0.0),
            glyph(" ", -25.0, 0.0, -22.0, 0.0),
            glyph(",", 5.0, 0.0, 7.0, 0.0),
            glyph(" ", 40.0, 0.0, 43.0, 0.0),
        ];
        let [words] = &words(&run)[..] else { panic!("one direction") };
        let blanks = words.iter().map(|word| (&*word.text, word.blank_before, word.blank_after));
        assert_eq!(
            blanks.collect::<Vec<_>>(),
            [("4", false, false), ("0", false, false), ("a", false, true), (",", false, false)]
        );
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
