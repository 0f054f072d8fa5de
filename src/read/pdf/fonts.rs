//! What the codes of a font stand for: their characters, how far they move the pen, and how large the letters are.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::hayro_syntax::object::{Array, Dict, Object};
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont,
    UNITS_PER_EM,
};

use super::codes::{self, Codes};

/// Share of the type size that a small letter is wide, on the average of common typefaces.
const LETTER_WIDTH: f64 = 0.46;

/// Codes for which a font may give widths; two bytes have a quarter as many.
const MOST_WIDTHS: u64 = 1 << 18;

/// The fonts of a document, each loaded once.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    faces: HashMap<u128, Option<Rc<Face<'a>>>>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
}

impl<'a> Fonts<'a> {
    pub fn new() -> Fonts<'a> {
        Fonts {
            cache: FontCache::new(),
            faces: HashMap::new(),
            fonts: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            cmaps: Arc::new(|name| codes::list(&name)),
        }
    }

    /// The font that a dictionary describes.
    pub fn face(&mut self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let key = key(dict);
        if let Some(known) = self.faces.get(&key) {
            return known.clone();
        }
        let font = match has_endless_widths(dict) || has_endless_codes(dict) {
            false => self.cache.font(dict, &self.fonts, &self.cmaps),
            true => None,
        };
        let face = match font {
            Some(font) => Some(Rc::new(Face::new(font, dict.clone()))),
            None if codes::is_composite(dict) => self.silent(),
            None => None,
        };
        self.faces.insert(key, face.clone());
        face
    }

    /// The font of text that is better not read at all: codes of several bytes that nobody knows.
    fn silent(&mut self) -> Option<Rc<Face<'a>>> {
        let font = self.cache.standard_font(StandardFont::Helvetica, &self.fonts)?;
        Some(Rc::new(Face { silent: true, ..Face::new(font, Dict::empty()) }))
    }

    /// The font of text that names none.
    pub fn fallback(&mut self) -> Option<Rc<Face<'a>>> {
        let Fonts { cache, fonts, faces, .. } = self;
        let load = || cache.standard_font(StandardFont::Helvetica, fonts);
        faces
            .entry(0)
            .or_insert_with(|| load().map(|font| Rc::new(Face::new(font, Dict::empty()))))
            .clone()
    }
}

/// Whether a font gives widths for so many codes that filling them in would take all time and memory.
fn has_endless_widths(font: &Dict<'_>) -> bool {
    let first = font.get::<usize>("FirstChar").unwrap_or(0) as u64;
    let fonts = font.get::<Array<'_>>("DescendantFonts");
    let below = fonts.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let covered: u64 = ["W", "W2"]
        .into_iter()
        .filter_map(|key| Some(covered(&below.as_ref()?.get::<Array<'_>>(key)?, key == "W2")))
        .fold(first, u64::saturating_add);
    covered > MOST_WIDTHS
}

/// Whether a font names characters for codes that are none, so large that the next one cannot be counted.
fn has_endless_codes(font: &Dict<'_>) -> bool {
    let names = font
        .get::<Dict<'_>>("Encoding")
        .and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    let is_endless =
        |item| matches!(item, Object::Number(code) if code.as_f64() > MOST_WIDTHS as f64);
    names.is_some_and(|names| names.iter::<Object<'_>>().any(is_endless))
}

/// How many codes ranges of widths cover: `first last width`, or with three numbers in place of the width where these
/// are `vertical`. Widths that stand there one by one are as many as the file is long.
fn covered(widths: &Array<'_>, vertical: bool) -> u64 {
    let mut items = widths.flex_iter();
    let mut sum: u64 = 0;
    loop {
        if items.next::<(u32, Array<'_>)>().is_some() {
            continue;
        }
        let range = match vertical {
            false => items.next::<(u32, u32, f32)>().map(|(first, last, _)| (first, last)),
            true => {
                items.next::<(u32, u32, f32, f32, f32)>().map(|(first, last, ..)| (first, last))
            }
        };
        let Some((first, last)) = range else { return sum };
        sum = sum.saturating_add(u64::from(last.saturating_sub(first)));
    }
}

/// Where a dictionary stands in the file.
fn key(dict: &Dict<'_>) -> u128 {
    let data = dict.data();
    ((data.as_ptr() as usize as u128) << 64) | (data.len() as u128 + 1)
}

/// A font.
pub struct Face<'a> {
    font: Font<'a>,
    /// Whether the pen moves to the right.
    pub horizontal: bool,
    /// What a size of 1 of this font is in common typefaces; fonts drawn by the document itself have any measure.
    pub scale: f64,
    /// Whether the document draws the letters itself (Type 3).
    drawn: bool,
    /// Whether its text is left out.
    silent: bool,
    dict: Dict<'a>,
    /// What the dictionary tells about codes that the font does not know.
    others: OnceCell<Codes>,
    codes: RefCell<HashMap<u32, Code>>,
}

/// A code of a font.
#[derive(Clone)]
pub struct Code {
    /// The characters that it stands for; none when nobody knows.
    pub text: Rc<str>,
    /// How far it moves the pen, at a size of 1.
    pub advance: (f64, f64),
}

impl<'a> Face<'a> {
    fn new(font: Font<'a>, dict: Dict<'a>) -> Face<'a> {
        let horizontal = font.is_horizontal();
        let drawn = matches!(font.glyph(font.map_code(0), 0), FontGlyph::Type3(_));
        let mut face = Face {
            font,
            horizontal,
            scale: 1.0,
            drawn,
            silent: false,
            dict,
            others: OnceCell::new(),
            codes: RefCell::default(),
        };
        if drawn {
            face.scale = face.drawn_scale();
        }
        face
    }

    /// Reads the next code of a string: the code and its length.
    pub fn next_code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        self.font.read_code(bytes, at)
    }

    /// What a code stands for.
    pub fn code(&self, code: u32) -> Code {
        self.codes.borrow_mut().entry(code).or_insert_with(|| self.look_up(code)).clone()
    }

    fn look_up(&self, code: u32) -> Code {
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let unicode = match &glyph {
            FontGlyph::Outline(outline) => outline.as_unicode(),
            FontGlyph::Type3(drawn) => drawn.as_unicode(),
        };
        let unicode = match unicode {
            _ if self.silent => Some(String::new()),
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(text)) => Some(text),
            None => self.others.get_or_init(|| Codes::of(&self.dict)).text(code),
        };
        let text = match unicode {
            Some(text) => plain(&text),
            // Letters that the document draws itself mostly have the codes of ASCII, whatever their names.
            None if self.drawn && (0x20..0x7f).contains(&code) => {
                Rc::from(char::from_u32(code).unwrap_or(' ').to_string())
            }
            None => Rc::from(""),
        };
        let advance = self.font.code_advance(code) / f64::from(UNITS_PER_EM);
        Code { text, advance: (advance.x, advance.y) }
    }

    /// Type 3 fonts say nothing about their size, so the width of the letters has to tell.
    fn drawn_scale(&self) -> f64 {
        let letters = (0..=255).map(|code| self.code(code)).filter(|code| {
            code.advance.0 > 0.0 && code.text.starts_with(|c: char| c.is_ascii_lowercase())
        });
        let mut widths: Vec<f64> = letters.map(|code| code.advance.0).collect();
        if widths.is_empty() {
            let any = (0..=255).map(|code| self.code(code).advance.0);
            widths = any.filter(|w| *w > 0.0).collect();
        }
        if widths.is_empty() {
            return 1.0;
        }
        widths.iter().sum::<f64>() / widths.len() as f64 / LETTER_WIDTH
    }
}

/// Takes ligatures apart and leaves out what is no character of a text.
fn plain(text: &str) -> Rc<str> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            // Blanks stay, so that they can part words.
            _ if c.is_whitespace() => plain.push(' '),
            // Private use, replacement and byte-order marks are nobody's words.
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{feff}' | '\u{200b}' => {}
            _ if c.is_control() => {}
            _ => plain.push(c),
        }
    }
    Rc::from(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_are_taken_apart() {
        for (text, expected) in [
            ("\u{fb01}", "fi"),
            ("o\u{fb03}ce", "office"),
            ("\u{fb04}\u{fb05}", "fflst"),
            ("\u{a0}", " "),
            ("\u{1}\u{f0b7}\u{fffd}", ""),
            ("é", "é"),
        ] {
            assert_eq!(&*plain(text), expected);
        }
    }
}
