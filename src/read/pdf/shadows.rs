//! What is printed twice to look bold or to cast a shadow: the second print is left out.

use std::collections::HashMap;

use hayro_font::kurbo::Vec2;

use super::glyph::Glyph;
use super::word::Word;

/// How near two equal characters or words are that are one, as a share of the type size.
const SAME_PLACE: f64 = 0.15;
/// The same as a share of the width, so that narrow letters that are double stay so.
const SAME_PLACE_WIDTH: f64 = 0.75;
/// How exactly two prints of a text keep their distance, as a share of the type size.
const EXACT: f64 = 0.01;
/// The steps from a square to itself and to those that touch it.
const AROUND: [(f64, f64); 9] = [
    (0.0, 0.0),
    (-1.0, 0.0),
    (1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (-1.0, -1.0),
    (1.0, -1.0),
    (-1.0, 1.0),
    (1.0, 1.0),
];

/// Leaves out characters that are printed again where they stand already. In linear time: the page is cut into squares
/// so small that of each kind of character only one is left in each, and a character is compared with those around it.
pub fn drop_glyphs(glyphs: &mut Vec<Glyph>) {
    let mut seen: HashMap<(Option<char>, i64, i64), usize> = HashMap::new();
    let again = |(at, glyph): (usize, &Glyph)| {
        let width = (glyph.end - glyph.start).hypot();
        let near = (SAME_PLACE * glyph.size).min(SAME_PLACE_WIDTH * width);
        // Where the font tells no widths, all characters of a string stand in one place.
        if near <= 0.0 {
            return None;
        }
        let (x, y) = (glyph.start.x, glyph.start.y);
        let first = glyph.text.chars().next();
        let square = |right: f64, down: f64| {
            (first, ((x / near).floor() + right) as i64, ((y / near).floor() + down) as i64)
        };
        let again = AROUND.iter().find_map(|(right, down)| {
            let first = *seen.get(&square(*right, *down))?;
            let kept = glyphs.get(first)?;
            let way = kept.start - glyph.start;
            let same = way.x.abs() < near && way.y.abs() < near && kept.text == glyph.text;
            same.then_some((first, way))
        });
        if again.is_none() {
            seen.insert(square(0.0, 0.0), at);
        }
        again
    };
    let again: Vec<Option<(usize, Vec2)>> = glyphs.iter().enumerate().map(again).collect();
    let mut at = 0;
    glyphs.retain(|glyph| {
        at += 1;
        let Some((first, way)) = again.get(at - 1).copied().flatten() else { return true };
        let slack = EXACT * glyph.size;
        let alike = |other: usize| {
            let other = again.get(other).copied().flatten();
            other.is_some_and(|(_, other)| (other - way).hypot() <= slack)
        };
        // Where texts overlap by mistake, some characters meet their like by chance.
        let meant = way.hypot() <= slack || first + 2 == at;
        !(meant || at.checked_sub(2).is_some_and(alike) || alike(at))
    });
}

/// Leaves out words that are printed again where they stand already, in other pieces or far enough away that their
/// narrow letters look like double ones.
pub fn drop_words(words: &mut Vec<Word>) {
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
    use hayro_font::kurbo::Point;

    use super::*;

    fn glyph(text: &str, left: f64, right: f64, base: f64) -> Glyph {
        let place = |x| Point::new(x, base);
        Glyph { text: text.into(), start: place(left), end: place(right), size: 10.0 }
    }

    fn left_over(mut glyphs: Vec<Glyph>) -> String {
        drop_glyphs(&mut glyphs);
        glyphs.iter().map(|glyph| &*glyph.text).collect()
    }

    #[test]
    fn characters_printed_twice_are_one() {
        let number = |by: f64| {
            [("1", 0.0), (".", 5.0), ("9", 7.5)]
                .map(|(text, left)| glyph(text, left + by, left + by + 5.0, 20.0 + by))
        };
        for by in [0.0, 0.4, -0.4, 1.2] {
            assert_eq!(left_over([number(0.0), number(by)].concat()), "1.9", "{by}");
        }
        assert_eq!(left_over([number(0.0), number(4.0)].concat()), "1.91.9");
    }

    #[test]
    fn double_letters_stay() {
        let pair =
            |at: f64| vec![glyph("l", at, at + 0.8, 0.0), glyph("l", at + 0.8, at + 1.6, 0.0)];
        assert_eq!(left_over(pair(0.0)), "ll");
        assert_eq!(left_over([pair(0.0), pair(0.3)].concat()), "ll");
        // Their font does not tell how wide they are.
        let flat = vec![glyph("l", 3.0, 3.0, 0.0), glyph("l", 3.0, 3.0, 0.0)];
        assert_eq!(left_over(flat), "ll");
    }

    #[test]
    fn texts_that_overlap_by_mistake() {
        let text = |first, left: f64| {
            vec![glyph(first, left, left + 5.0, 0.0), glyph("4", left + 5.0, left + 10.0, 0.0)]
        };
        assert_eq!(left_over([text("1", 0.0), text("6", 0.5)].concat()), "1464");
    }

    #[test]
    fn many_characters_in_one_place() {
        let many = (0..100_000).map(|n| glyph("e", f64::from(n % 3), 8.0, f64::from(n % 7)));
        assert!(!left_over(many.collect()).is_empty());
    }
}
