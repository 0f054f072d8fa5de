//! Encodings: bytes to characters.
//!
//! UTF-8 is taken as it is, byte for byte. UTF-16 and UTF-32 are known by their byte-order mark; anything else is
//! guessed, unless a page or an XML declaration names its encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::error::ReadError;
use crate::article::OffsetBase;

/// Bytes looked at to tell binary files and to find a declared encoding.
const HEAD: usize = 8 * 1024;

/// Bytes to characters, and whether those are the bytes.
pub type Decode = fn(&[u8]) -> (String, OffsetBase);

/// The characters of a file that is nothing else.
pub fn characters(bytes: &[u8], decode: Decode) -> Result<(String, OffsetBase), ReadError> {
    if is_binary(bytes) {
        return Err(ReadError::Unsupported { what: "a binary file".to_owned() });
    }
    let (text, base) = decode(bytes);
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok((text, base))
}

/// Whether the bytes are no text: a NUL in the first 8 KiB, and no mark of UTF-16 or UTF-32.
pub fn is_binary(bytes: &[u8]) -> bool {
    memchr::memchr(0, &bytes[..bytes.len().min(HEAD)]).is_some() && !has_wide_mark(bytes)
}

fn has_wide_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || bytes.starts_with(&[0, 0, 0xfe, 0xff])
}

/// Plain text: the bytes themselves when they are UTF-8, else whatever they decode to.
pub fn text(bytes: &[u8]) -> (String, OffsetBase) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), OffsetBase::File),
        Err(_) => (marked(bytes).unwrap_or_else(|| guessed(bytes)), OffsetBase::Text),
    }
}

/// A web page: mark, then the encoding that it names, then a guess.
pub fn page(bytes: &[u8]) -> (String, OffsetBase) {
    declared(bytes, b"charset")
}

/// XML: mark, then its declaration, then UTF-8.
pub fn xml(bytes: &[u8]) -> (String, OffsetBase) {
    declared(bytes, b"encoding")
}

fn declared(bytes: &[u8], key: &[u8]) -> (String, OffsetBase) {
    let decoded = marked(bytes).or_else(|| {
        let encoding = named(&bytes[..bytes.len().min(HEAD)], key)?;
        // A page that can be seen as ASCII is not UTF-16 whatever it says; the standard reads it as UTF-8.
        let encoding = if encoding.is_ascii_compatible() { encoding } else { UTF_8 };
        if encoding == UTF_8 && std::str::from_utf8(bytes).is_err() {
            return None;
        }
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    });
    match decoded {
        Some(text) => (text, OffsetBase::Text),
        None => text(bytes),
    }
}

/// Finds `key = "label"` and the encoding of that label.
fn named(head: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    memchr::memmem::find_iter(&lower, key).find_map(|at| {
        let rest = lower[at + key.len()..].trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest
            .iter()
            .position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b))
            .unwrap_or(rest.len());
        Encoding::for_label(&rest[..end])
    })
}

/// Decodes what begins with a mark of UTF-32, UTF-16 or UTF-8; the mark is left out.
fn marked(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Some(utf32(bytes, u32::from_le_bytes));
    }
    if bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some(utf32(bytes, u32::from_be_bytes));
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    Some(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned())
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let (units, _) = bytes.as_chunks::<4>();
    units
        .iter()
        .skip(1)
        .map(|unit| char::from_u32(number(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Decodes bytes that are not all UTF-8 and say nothing about themselves.
fn guessed(bytes: &[u8]) -> String {
    if mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether broken sequences are few among sound ones, as where a text was cut in the middle of a character.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    #[test]
    fn encodings_of_plain_text() {
        let french =
            "Les pêcheurs de la Gaspésie ont rejeté lundi un quota réduit de 30 %, à Montréal.";
        let windows = encoding_rs::WINDOWS_1252.encode(french).0.into_owned();
        let russian = "Министр торговли заявил в понедельник, что переговоры продолжатся.";
        let cyrillic = encoding_rs::WINDOWS_1251.encode(russian).0.into_owned();
        let mut cut = "é“ü”".repeat(4).into_bytes();
        cut.pop();
        let wide: Vec<u8> = "\u{feff}aé".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let table = [
            (windows, french.to_owned()),
            (cyrillic, russian.to_owned()),
            (utf16("aé…", &[0xff, 0xfe], u16::to_le_bytes), "aé…".to_owned()),
            (utf16("aé…", &[0xfe, 0xff], u16::to_be_bytes), "aé…".to_owned()),
            (wide, "aé".to_owned()),
            (cut, "é“ü”é“ü”é“ü”é“ü\u{fffd}".to_owned()),
        ];
        for (bytes, expected) in table {
            assert!(!is_binary(&bytes));
            assert_eq!(text(&bytes), (expected, OffsetBase::Text));
        }
        assert!(is_binary(b"\x89PNG\r\n\0"));
        assert!(!is_binary(&[b'a'; 9000]));
    }

    #[test]
    fn encodings_that_a_page_names() {
        let table: [(&[u8], &str); 5] = [
            (b"<meta charset=\"iso-8859-1\">caf\xe9", "café"),
            (b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xcc\xe8\xf0", "Мир"),
            (b"<meta charset=utf-16>caf\xc3\xa9", "café"),
            (b"<meta charset=utf-8>caf\xe9", "café"),
            (b"<meta charset=nonsense>caf\xc3\xa9", "café"),
        ];
        for (bytes, end) in table {
            assert!(page(bytes).0.ends_with(end), "{}", page(bytes).0);
        }
        assert!(xml(b"<?xml version='1.0' encoding='ISO-8859-1'?>\xe9").0.ends_with('é'));
    }
}
