//! From the bytes of a part, as they travel in a mail, to the bytes and the text that were sent.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;

use super::fields::Content;
use crate::read::decode;

/// The bytes that were sent.
pub fn bytes<'a>(content: &Content, body: &'a [u8]) -> Cow<'a, [u8]> {
    match content.encoding.as_str() {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        _ => Cow::Borrowed(body),
    }
}

/// The text of a part, with line feeds only between lines.
pub fn text(content: &Content, body: &[u8]) -> String {
    let bytes = bytes(content, body);
    let text = characters(content, &bytes);
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let text = if text.contains('\0') { text.replace('\0', " ") } else { text };
    let text = if text.contains("begin ") { without_files(&text) } else { text };
    if content.flowed { unflow(&text, content.delsp) } else { text }
}

/// Whether the bytes of a part can be had: not all that old mail programs sent can be decoded.
pub fn is_known(content: &Content) -> bool {
    let known = ["", "7bit", "8bit", "binary", "base64", "quoted-printable"];
    known.contains(&content.encoding.as_str())
}

/// Leaves out files that stand in the text in the way of `uuencode`.
fn without_files(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let mode = line.strip_prefix("begin ").and_then(|rest| rest.split_once(' '));
        let begins = mode
            .is_some_and(|(mode, _)| mode.len() == 3 && mode.bytes().all(|b| b.is_ascii_digit()));
        if !(begins && lines.peek().is_some_and(|line| is_coded(line))) {
            out.push_str(line);
            continue;
        }
        while lines.next_if(|line| is_coded(line)).is_some() {}
        lines.next_if(|line| line.trim_end() == "end");
    }
    out
}

/// Whether a line says in its first character how many bytes it holds, and is as long as these are in `uuencode`.
fn is_coded(line: &str) -> bool {
    let line = line.trim_end_matches('\n');
    let Some(first) = line.bytes().next().filter(|b| (b' '..=b'`').contains(b)) else {
        return false;
    };
    let bytes = usize::from((first - b' ') & 63);
    let length = 1 + bytes.div_ceil(3) * 4;
    // Blanks at the end may be lost, and some writers add a sum.
    line.is_ascii() && (length.saturating_sub(4)..=length + 1).contains(&line.len())
}

fn characters(content: &Content, bytes: &[u8]) -> String {
    let unnamed = || match content.media.as_str() {
        "text/html" => decode::page(bytes).0,
        _ => decode::text(bytes).0,
    };
    let Some(label) = content.charset.as_deref() else { return unnamed() };
    if is_surely_utf8(bytes) {
        return decode::text(bytes).0;
    }
    let ascii = label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii");
    match Encoding::for_label(label.as_bytes()) {
        // What is said to be ASCII or UTF-8 and is not has a wrong label.
        Some(encoding) if ascii || encoding == UTF_8 => decode::text(bytes).0,
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        // UTF-7 and sets of old systems, which no page may use.
        None => charset_decoder(label.as_bytes()).map_or_else(unnamed, |decode| decode(bytes)),
    }
}

/// Whether bytes are UTF-8 whatever they are said to be: no text in another set has so many sound sequences and no other.
fn is_surely_utf8(bytes: &[u8]) -> bool {
    bytes.iter().filter(|b| **b >= 0xc0).take(4).count() == 4 && std::str::from_utf8(bytes).is_ok()
}

/// Decodes base64 as far as it goes: lists append lines to a body without a look at its encoding.
fn base64(body: &[u8]) -> Vec<u8> {
    let sound =
        |b: &u8| b.is_ascii_alphanumeric() || b.is_ascii_whitespace() || matches!(b, b'+' | b'/');
    let end = body.iter().position(|b| !sound(b)).unwrap_or(body.len());
    let padding = body.iter().skip(end).take_while(|b| **b == b'=').count();
    base64_decode(body.get(..end + padding).unwrap_or(body)).unwrap_or_default()
}

/// Decodes quoted-printable; an equals sign that means nothing stays.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, after) = rest.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        out.extend_from_slice(before);
        rest = after;
        if let Some(byte) = hexadecimal(after) {
            out.push(byte);
            rest = after.get(2..).unwrap_or_default();
            continue;
        }
        let blanks = after.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        match after.get(blanks) {
            Some(b'\n') => rest = after.get(blanks + 1..).unwrap_or_default(),
            None => rest = &[],
            Some(_) => out.push(b'='),
        }
    }
    out.extend_from_slice(rest);
    out
}

fn hexadecimal(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// Puts the lines of `format=flowed` together (RFC 3676); marks of quoting stay.
fn unflow(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // How often the open paragraph is quoted, if the last line goes on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let quoted = line.bytes().take_while(|b| *b == b'>').count();
        let rest = line.get(quoted..).unwrap_or("");
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        // The line above a signature ends with a blank and stands for itself.
        let signature = rest == "-- ";
        if open != Some(quoted) || signature {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(line.get(..quoted).unwrap_or(""));
            if quoted > 0 {
                out.push(' ');
            }
        }
        let flows = rest.ends_with(' ') && !signature;
        open = flows.then_some(quoted);
        out.push_str(if flows && delsp { rest.strip_suffix(' ').unwrap_or(rest) } else { rest });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_encodings_lose_nothing() {
        let table: [(&[u8], &[u8]); 6] = [
            (b"caf=C3=A9 =\r\nau lait", b"caf\xc3\xa9 au lait"),
            (b"so=  \nft", b"soft"),
            (b"a = b =zz =4", b"a = b =zz =4"),
            (b"end=", b"end"),
            (b"=c3=a9", b"\xc3\xa9"),
            (b"", b""),
        ];
        for (coded, plain) in table {
            assert_eq!(quoted_printable(coded), plain);
        }
        assert_eq!(base64(b"aGVs\r\nbG8=\r\n-- \r\nlist footer"), b"hello");
        assert_eq!(base64(b"aGVsbG8"), b"hello");
        assert_eq!(base64(b"* no base64"), b"");
    }

    #[test]
    fn character_sets() {
        let of = |media: &str, charset: &str| Content {
            media: media.to_owned(),
            charset: (!charset.is_empty()).then(|| charset.to_owned()),
            ..Content::default()
        };
        let table: [(&str, &str, &[u8], &str); 7] = [
            ("text/plain", "gb2312", "你好吗？".as_bytes(), "你好吗？"),
            ("text/plain", "iso-8859-1", b"caf\xe9\r\nau\0lait", "café\nau lait"),
            ("text/plain", "us-ascii", "café".as_bytes(), "café"),
            ("text/plain", "utf-8", b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
            ("text/plain", "utf-7", b"caf+AOk-", "café"),
            ("text/plain", "nonsense", "café".as_bytes(), "café"),
            ("text/html", "", b"<meta charset=koi8-r>\xed\xe9\xf2", "<meta charset=koi8-r>МИР"),
        ];
        for (media, charset, bytes, expected) in table {
            assert_eq!(text(&of(media, charset), bytes), expected, "{charset}");
        }
    }

    #[test]
    fn files_in_the_text_are_left_out() {
        let file = "begin 644 a.txt\n#86)C\n`\nend\n";
        assert_eq!(without_files(&format!("One.\n{file}Two.\n")), "One.\nTwo.\n");
        let words = "begin 100 years ago\nThe end\nend\n";
        assert_eq!(without_files(words), words);
    }

    #[test]
    fn flowed_lines_go_on() {
        let sent = "One \ntwo.\n\n> three \n> four\n>> five \n six \nend.\n-- \nAnn\n";
        let read = "One two.\n\n> three four\n>> five \nsix end.\n-- \nAnn";
        assert_eq!(unflow(sent, false), read);
        assert_eq!(unflow("wo \nrd", true), "word");
    }
}
