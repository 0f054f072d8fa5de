//! Which encoding the bytes of RTF are in: that of the font, else that of the document.

use std::collections::HashMap;

use encoding_rs::{self as enc, Encoding};

/// Fonts beyond this many are taken for fonts of the document's encoding.
const MAX_FONTS: usize = 10_000;

/// How the bytes of a font are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bytes {
    /// As text in an encoding.
    In(&'static Encoding),
    /// As pictures that have no meaning as characters.
    Pictures,
}

/// The fonts of a document.
pub struct Fonts {
    /// The encoding of the document.
    page: &'static Encoding,
    table: HashMap<i32, Bytes>,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts { page: enc::WINDOWS_1252, table: HashMap::new() }
    }
}

impl Fonts {
    /// Sets the encoding of the document.
    pub fn set_page(&mut self, number: i32) {
        self.page = code_page(number).unwrap_or(self.page);
    }

    /// Sets the character set of a font.
    pub fn set_charset(&mut self, font: i32, charset: i32) {
        let bytes = match charset {
            2 => Some(Bytes::Pictures),
            _ => code_page(page_of_charset(charset)).map(Bytes::In),
        };
        self.set(font, bytes);
    }

    /// Sets the code page of a font.
    pub fn set_font_page(&mut self, font: i32, number: i32) {
        self.set(font, code_page(number).map(Bytes::In));
    }

    fn set(&mut self, font: i32, bytes: Option<Bytes>) {
        if let Some(bytes) = bytes
            && self.table.len() < MAX_FONTS
        {
            self.table.insert(font, bytes);
        }
    }

    /// How the bytes of a font are read.
    pub fn bytes(&self, font: Option<i32>) -> Bytes {
        let known = font.and_then(|font| self.table.get(&font).copied());
        known.unwrap_or(Bytes::In(self.page))
    }
}

/// The code page of a character set; 0 where the document decides.
fn page_of_charset(charset: i32) -> i32 {
    match charset {
        0 => 1252,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    }
}

/// The encoding of a Windows code page.
fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        866 => enc::IBM866,
        874 => enc::WINDOWS_874,
        932 | 10_001 => enc::SHIFT_JIS,
        936 | 10_008 => enc::GBK,
        949 | 10_003 => enc::EUC_KR,
        950 | 10_002 => enc::BIG5,
        1250 => enc::WINDOWS_1250,
        1251 => enc::WINDOWS_1251,
        1252 => enc::WINDOWS_1252,
        1253 => enc::WINDOWS_1253,
        1254 => enc::WINDOWS_1254,
        1255 => enc::WINDOWS_1255,
        1256 => enc::WINDOWS_1256,
        1257 => enc::WINDOWS_1257,
        1258 => enc::WINDOWS_1258,
        10_000 => enc::MACINTOSH,
        10_007 => enc::X_MAC_CYRILLIC,
        20_866 => enc::KOI8_R,
        21_866 => enc::KOI8_U,
        65_001 => enc::UTF_8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_decides_then_the_document() {
        let mut fonts = Fonts::default();
        fonts.set_page(1250);
        fonts.set_page(-3);
        fonts.set_charset(1, 204);
        fonts.set_charset(2, 2);
        fonts.set_charset(3, 1);
        fonts.set_font_page(4, 932);
        for (font, expected) in [
            (None, Bytes::In(enc::WINDOWS_1250)),
            (Some(1), Bytes::In(enc::WINDOWS_1251)),
            (Some(2), Bytes::Pictures),
            (Some(3), Bytes::In(enc::WINDOWS_1250)),
            (Some(4), Bytes::In(enc::SHIFT_JIS)),
        ] {
            assert_eq!(fonts.bytes(font), expected);
        }
    }
}
