//! XML as events, for the readers of news formats. No entity of a document type is ever expanded and nothing outside
//! the file is read.

use quick_xml::escape::{resolve_html5_entity, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::assemble::one_line;
use super::decode;
use super::error::ReadError;
use super::limits::Limits;

/// Bytes in which the root element is looked for.
const HEAD: usize = 8 * 1024;

/// Takes what [`walk`] comes by. Places are bytes of the text that is walked.
pub trait Visitor {
    /// An element begins; what it holds begins at `at`.
    fn start(&mut self, element: &BytesStart<'_>, at: usize);
    /// The element that began last ends; what it holds ends at `at`.
    fn end(&mut self, name: &str, at: usize);
    /// Characters, references resolved.
    fn text(&mut self, text: &str);
}

/// Goes through XML, or a piece of it; `kind` is its name in errors.
pub fn walk(
    xml: &str,
    kind: &'static str,
    limits: &Limits,
    visitor: &mut impl Visitor,
) -> Result<(), ReadError> {
    let malformed = |what: String| ReadError::Malformed { kind: kind.into(), what };
    let mark = leading(xml);
    let mut reader = Reader::from_str(xml.get(mark..).unwrap_or(""));
    let mut open: Vec<String> = Vec::new();
    loop {
        let before = mark + reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| malformed(error.to_string()))?;
        let after = mark + reader.buffer_position() as usize;
        match event {
            Event::Start(element) => {
                if open.len() >= limits.max_depth {
                    return Err(ReadError::TooDeep { limit: limits.max_depth });
                }
                open.push(element.local_name().as_ref().to_owned());
                visitor.start(&element, after);
            }
            Event::End(element) => {
                visitor.end(element.local_name().as_ref(), before);
                open.pop();
            }
            Event::Empty(element) => {
                visitor.start(&element, after);
                visitor.end(element.local_name().as_ref(), after);
            }
            Event::Text(text) => visitor.text(&text.xml10_content()),
            Event::CData(text) => visitor.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                visitor.text(&resolved(&name).map_err(malformed)?);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match open.last() {
        Some(name) => Err(malformed(format!("the file ends inside <{name}>"))),
        None => Ok(()),
    }
}

/// Bytes before the first that XML minds.
fn leading(xml: &str) -> usize {
    xml.len() - xml.trim_start_matches('\u{feff}').trim_start().len()
}

/// The characters that a reference stands for; an error says what is wrong with it.
pub fn resolved(name: &BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = name.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(c.to_string());
    }
    let known = resolve_predefined_entity(name).or_else(|| resolve_html5_entity(name));
    // What a document type defines stays as it is written.
    Ok(known.map_or_else(|| format!("&{};", &**name), str::to_owned))
}

/// The value of an attribute, unless it holds no word.
pub fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let found = element.attributes().filter_map(Result::ok).find(|a| a.key.as_ref() == key)?;
    let value = one_line(&found.normalized_value(XmlVersion::Implicit1_0).ok()?);
    (!value.is_empty()).then_some(value)
}

/// The name, without prefix, of the first element in the first bytes of a file.
pub fn root(first: &[u8]) -> Option<String> {
    let (text, _) = decode::xml(first.get(..HEAD).unwrap_or(first));
    root_of(&text)
}

/// The name, without prefix, of the first element.
pub fn root_of(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml.get(leading(xml)..)?);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                return Some(element.local_name().as_ref().to_owned());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_a_file() {
        let doctype = "<!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\"> <!-- <a> -->]>";
        let table = [
            (format!("\u{feff}<?xml version='1.0'?>\n{doctype}<nitf xml:lang='en'>"), Some("nitf")),
            ("<!-- <b> -->\n<n:newsItem xmlns:n='u'><a".to_owned(), Some("newsItem")),
            ("<NewsML/>".to_owned(), Some("NewsML")),
            ("words".to_owned(), None),
            ("<?xml".to_owned(), None),
            ("<!-- <nitf> -->".to_owned(), None),
            ("<never-ends".to_owned(), None),
            (String::new(), None),
        ];
        for (xml, expected) in table {
            assert_eq!(root(xml.as_bytes()).as_deref(), expected, "{xml}");
        }
        let wide: Vec<u8> =
            "\u{feff}<nitf>".encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
        assert_eq!(root(&wide).as_deref(), Some("nitf"));
    }
}
