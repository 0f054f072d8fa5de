//! What a PDF says about itself: title, author and date, as far as they are fit to be shown.

use hayro_font::hayro_syntax::metadata::Metadata;

use crate::read::assemble::{located, one_line};
use crate::read::part::Meta;

/// Titles that programs give by themselves, in lower case.
const NO_TITLES: [&str; 14] = [
    "untitled",
    "document",
    "title",
    "print",
    "scan",
    "scanned document",
    "scanned image",
    "powerpoint presentation",
    "slide 1",
    "contents",
    "r graphics output",
    "no title",
    "(anonymous)",
    "(unspecified)",
];
/// What programs put before the name of a file.
const MADE_FROM: [&str; 4] = ["microsoft ", "untitled", "file://", "full page fax"];
/// Names that are nobody's, in lower case.
const NO_AUTHORS: [&str; 12] = [
    "administrator",
    "admin",
    "user",
    "unknown",
    "owner",
    "author",
    "anonymous",
    "(anonymous)",
    "none",
    "root",
    "guest",
    "default",
];
/// Characters of PDFDocEncoding from 0x80 that are not those of Latin-1.
const DOC_ENCODING: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// Title, author and date of a document.
///
/// The date is the day on which the file was made, the only one that a PDF knows: that of a scan is much later than
/// that of the paper, but a PDF made by the newsroom has the right one and nothing better.
pub fn meta(metadata: &Metadata) -> Meta {
    let text = |field: &Option<Box<[u8]>>| field.as_deref().map(|b| one_line(&decode(b)));
    let title = text(&metadata.title).filter(|title| is_title(title));
    let author = text(&metadata.author).filter(|author| is_author(author));
    let keywords = text(&metadata.keywords).unwrap_or_default();
    let topics = keywords.split([',', ';']).map(one_line).filter(|topic| !topic.is_empty());
    let date = metadata.creation_date.and_then(|date| {
        let year = i16::try_from(date.year).ok().filter(|year| *year >= 1980)?;
        jiff::civil::Date::new(year, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
    });
    Meta {
        title: title.and_then(|title| located(&title)),
        byline: author.and_then(|author| located(&author)),
        date,
        topics: topics.collect(),
        ..Meta::default()
    }
}

/// Whether a title was written by a person.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words = lower.chars().filter(|c| c.is_alphabetic()).count();
    words >= 3
        && !NO_TITLES.contains(&lower.as_str())
        && !MADE_FROM.iter().any(|made| lower.starts_with(made))
        && !is_file_name(&lower)
}

/// Whether it ends like the name of a file.
fn is_file_name(text: &str) -> bool {
    if !text.contains(' ') && text.contains(['/', '\\', '_']) {
        return true;
    }
    text.rsplit_once('.').is_some_and(|(name, extension)| {
        !name.is_empty()
            && !name.ends_with(' ')
            && (2..=5).contains(&extension.len())
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Whether it is a name and not that of an account.
fn is_author(author: &str) -> bool {
    let account = !author.contains(' ') && !author.chars().any(char::is_uppercase);
    author.chars().any(char::is_alphabetic)
        && !account
        && !NO_AUTHORS.contains(&author.to_lowercase().as_str())
}

/// Decodes a text string: UTF-16 or UTF-8 with a mark, or PDFDocEncoding; UTF-8 without a mark is common, too.
pub fn decode(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| doc_char(*byte)).collect(),
        },
    }
}

fn doc_char(byte: u8) -> char {
    let special = usize::from(byte).checked_sub(0x80).and_then(|at| DOC_ENCODING.get(at));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_words() {
        for (title, sound) in [
            ("Tariffs lifted on steel", true),
            ("Annual Report 2019", true),
            ("Why Node.js matters", true),
            ("Vol. 3", true),
            ("Microsoft Word - draft.doc", false),
            ("report_final.pdf", false),
            ("My report.docx", false),
            ("Untitled-1", false),
            ("untitled", false),
            ("front/page", false),
            ("2019", false),
            ("", false),
        ] {
            assert_eq!(is_title(title), sound, "{title}");
        }
    }

    #[test]
    fn authors_are_names() {
        for (author, sound) in [
            ("Ann Lee", true),
            ("Reuters", true),
            ("alee", false),
            ("Administrator", false),
            ("", false),
        ] {
            assert_eq!(is_author(author), sound, "{author}");
        }
    }

    #[test]
    fn text_strings() {
        for (bytes, text) in [
            (&b"plain"[..], "plain"),
            (b"\xfe\xff\0\xe9\x20\x14", "é—"),
            (b"\xff\xfe\xe9\0", "é"),
            (b"\xef\xbb\xbf\xc3\xa9", "é"),
            (b"\x8da\x8e \xe9\xa0", "“a” é€"),
            (b"\xc3\xa9", "é"),
        ] {
            assert_eq!(decode(bytes), text);
        }
    }
}
