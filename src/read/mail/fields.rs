//! The header of a message or of a part of one: where it ends, and what its fields say.

use std::sync::LazyLock;

use jiff::civil::Date;
use mail_parser::{Header, HeaderName, HeaderValue, MessageParser};

use crate::read::assemble::{located, one_line};
use crate::read::part::Meta;
use crate::read::{dates, decode};

/// Bytes of a field that are looked at; the rest of a longer one is left out.
const MAX_FIELD: usize = 16 * 1024;
/// The fields that say something to the reader.
const WANTED: [&str; 11] = [
    "subject",
    "from",
    "sender",
    "date",
    "organization",
    "list-id",
    "keywords",
    "content-language",
    "content-type",
    "content-disposition",
    "content-transfer-encoding",
];
/// Subjects that mail programs and lists put where there is none.
const NO_SUBJECT: [&str; 4] = ["no subject", "none", "sans objet", "kein betreff"];

static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    MessageParser::new()
        .header_text(HeaderName::Subject)
        .header_address(HeaderName::From)
        .header_address(HeaderName::Sender)
        .header_text(HeaderName::Date)
        .header_text(HeaderName::Organization)
        .header_address(HeaderName::ListId)
        .header_comma_separated(HeaderName::Keywords)
        .header_comma_separated(HeaderName::ContentLanguage)
        .header_content_type(HeaderName::ContentType)
        .header_content_type(HeaderName::ContentDisposition)
        .header_text(HeaderName::ContentTransferEncoding)
        .default_header_ignore()
});

/// The fields of a header.
pub struct Fields(Vec<Header<'static>>);

/// How the body of a part is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Media type in small letters, such as `text/plain`; empty when none is given.
    pub media: String,
    /// What separates the parts of a multipart body.
    pub boundary: Option<String>,
    /// Name of the character set.
    pub charset: Option<String>,
    /// Whether lines that end with a blank go on in the next.
    pub flowed: bool,
    /// Whether that blank is no part of the text.
    pub delsp: bool,
    /// Name of the transfer encoding, in small letters.
    pub encoding: String,
    /// Whether it is to be shown apart from the message.
    pub attached: bool,
    /// Name of its file.
    pub name: Option<String>,
}

/// Splits a message or part into its fields and its body. There are no fields when the first line is none.
pub fn split(bytes: &[u8]) -> (Option<Fields>, &[u8]) {
    let mut block = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let (mut at, mut any, mut wanted, mut room) = (0, false, false, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = rest.get(..end).unwrap_or(rest);
        if line.trim_ascii().is_empty() {
            at += end;
            break;
        }
        let goes_on = any && matches!(line.first(), Some(b' ' | b'\t'));
        if let Some(name) = name(line) {
            let lower = name.to_ascii_lowercase();
            wanted = WANTED.contains(&lower.as_str()) && !seen.contains(&lower);
            room = MAX_FIELD;
            if wanted {
                seen.push(lower);
            }
        } else if !goes_on {
            break;
        }
        any = true;
        if wanted && line.len() <= room {
            room -= line.len();
            block.extend_from_slice(line.trim_ascii_end());
            block.push(b'\n');
        } else {
            room = 0;
        }
        at += end;
    }
    let body = bytes.get(at..).unwrap_or_default();
    if !any {
        return (None, body);
    }
    block.push(b'\n');
    let (text, _) = decode::text(&block);
    let parsed = PARSER.parse_headers(&text).and_then(|message| message.parts.into_iter().next());
    let headers = parsed.map_or_else(Vec::new, |part| part.headers);
    (Some(Fields(headers.into_iter().map(Header::into_owned).collect())), body)
}

/// The name of the field that begins on a line.
pub fn name(line: &[u8]) -> Option<&str> {
    let end = memchr::memchr(b':', line.get(..line.len().min(100))?)?;
    let name = std::str::from_utf8(line.get(..end)?).ok()?.trim_end_matches([' ', '\t']);
    let sound = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    sound.then_some(name)
}

/// The name in `ann at example.org (Ann Lee)`, as archives on the web write it.
fn person(text: String) -> String {
    let name = text.strip_suffix(')').and_then(|text| text.split_once('('));
    match name {
        Some((address, name)) if address.contains('@') || address.contains(" at ") => {
            one_line(name)
        }
        _ => text,
    }
}

impl Fields {
    fn value(&self, name: HeaderName<'static>) -> Option<&HeaderValue<'static>> {
        self.0.iter().find(|header| header.name == name).map(|header| &header.value)
    }

    fn text(&self, name: HeaderName<'static>) -> Option<String> {
        let text = one_line(self.value(name)?.as_text()?);
        (!text.is_empty()).then_some(text)
    }

    fn list(&self, name: HeaderName<'static>) -> Vec<String> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let one = value.as_text().map(|text| vec![text]);
        let several = value.as_text_list().map(|list| list.iter().map(AsRef::as_ref).collect());
        let list = several.or(one).unwrap_or_default().into_iter();
        list.map(one_line).filter(|text| !text.is_empty()).collect()
    }

    /// The name and the address of the first address of a field.
    fn address(&self, field: HeaderName<'static>) -> (Option<String>, Option<String>) {
        let first = self.value(field).and_then(|value| value.as_address()?.first());
        let tidy = |text: Option<&str>| {
            let text = one_line(text?.trim().trim_matches(['"', '\'']));
            (!text.is_empty()).then_some(text)
        };
        first.map_or((None, None), |addr| (tidy(addr.name()), tidy(addr.address())))
    }

    /// The day in the zone of the sender.
    fn day(&self) -> Option<Date> {
        let text = self.text(HeaderName::Date)?;
        let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        if words.len() > 1 && !is_number(words.first()?) {
            words.remove(0);
        }
        let written = match words.as_slice() {
            [day, month, year, ..] if is_number(day) && is_number(year) => match year.len() {
                // Before the year 2000 two digits were enough.
                2 if *year >= "70" => Some(format!("{day} {month} 19{year}")),
                2 => Some(format!("{day} {month} 20{year}")),
                _ => Some(format!("{day} {month} {year}")),
            },
            // Old systems and archives on the web write `Mon Jan  2 10:00:00 2006`.
            [month, day, rest @ ..] => {
                let year = rest.iter().find(|word| word.len() == 4 && is_number(word));
                year.map(|year| format!("{day} {month} {year}"))
            }
            _ => None,
        };
        written.and_then(|day| dates::parse(&day)).or_else(|| dates::parse(&text))
    }

    /// What the header says about the message.
    pub fn meta(&self) -> Meta {
        let subject = self.text(HeaderName::Subject).filter(|subject| {
            let bare = subject.trim_matches(['(', ')', '[', ']', '<', '>', ' ']).to_lowercase();
            !bare.is_empty() && !NO_SUBJECT.contains(&bare.as_str())
        });
        let (name, address) = self.address(HeaderName::From);
        let sender = || {
            let (name, address) = self.address(HeaderName::Sender);
            name.or(address)
        };
        let byline = name.or(address).or_else(sender).map(person);
        let (list, list_id) = self.address(HeaderName::ListId);
        let source = list.or_else(|| self.text(HeaderName::Organization)).or(list_id);
        Meta {
            title: subject.as_deref().and_then(located),
            byline: byline.as_deref().and_then(located),
            dateline: None,
            date: self.day(),
            source,
            lang: self.list(HeaderName::ContentLanguage).into_iter().next(),
            topics: self.list(HeaderName::Keywords),
        }
    }

    /// What the header says about the body.
    pub fn content(&self) -> Content {
        let kind = self.value(HeaderName::ContentType).and_then(HeaderValue::as_content_type);
        let shown = self.value(HeaderName::ContentDisposition).and_then(|v| v.as_content_type());
        let attribute = |name: &str| {
            let value = kind?.attribute(name)?.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let is = |name: &str, value: &str| {
            attribute(name).is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        let media = kind.map(|kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()).to_ascii_lowercase(),
            // An old form without a subtype.
            None if kind.ctype().eq_ignore_ascii_case("text") => "text/plain".to_owned(),
            None => kind.ctype().to_ascii_lowercase(),
        });
        let file = shown.and_then(|shown| shown.attribute("filename")).map(str::to_owned);
        Content {
            media: media.unwrap_or_default(),
            boundary: attribute("boundary"),
            charset: attribute("charset"),
            flowed: is("format", "flowed"),
            delsp: is("delsp", "yes"),
            encoding: self
                .text(HeaderName::ContentTransferEncoding)
                .unwrap_or_default()
                .to_ascii_lowercase(),
            attached: shown.is_some_and(|shown| shown.ctype().eq_ignore_ascii_case("attachment")),
            name: file.or_else(|| attribute("name")).map(|name| one_line(&name)),
        }
    }
}
