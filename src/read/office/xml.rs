//! Walks XML as it comes in, with a bound on its depth. No entity of a document type is ever expanded.

use std::io::{self, BufReader, Read};

use encoding_rs::{Decoder, UTF_8};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::xml::resolved;

/// What to do with an element that begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Go on with what it holds.
    Enter,
    /// Leave out all that it holds; its end is not told.
    Skip,
}

/// Is told what a document holds, in order.
pub trait Visitor {
    /// An element begins.
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError>;
    /// An element ends that was entered; `name` is without prefix.
    fn end(&mut self, name: &str) -> Result<(), ReadError>;
    /// Characters of the innermost element.
    fn text(&mut self, text: &str) -> Result<(), ReadError>;
}

/// Bytes that are decoded at once.
const BLOCK: usize = 8 * 1024;

/// Hands on UTF-8, with a sign in place of every byte that is none: one such byte does not spoil a document.
struct Lossy<R> {
    source: R,
    decoder: Decoder,
    /// What was decoded, and how much of it was handed on.
    text: String,
    at: usize,
    ended: bool,
}

impl<R> Lossy<R> {
    fn new(source: R) -> Lossy<R> {
        let decoder = UTF_8.new_decoder_without_bom_handling();
        Lossy { source, decoder, text: String::new(), at: 0, ended: false }
    }
}

impl<R: Read> Read for Lossy<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            let mut block = [0; BLOCK];
            let count = self.source.read(&mut block)?;
            self.ended = count == 0;
            self.text.clear();
            self.at = 0;
            // A character may wait for its end, and every byte may become a sign of three.
            self.text.reserve(3 * (count + 4));
            let block = block.get(..count).unwrap_or_default();
            let _ = self.decoder.decode_to_string(block, &mut self.text, self.ended);
        }
        let mut ready = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = ready.read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

/// Tells `visitor` what the XML in `source` holds.
pub fn walk(
    source: impl Read,
    kind: &'static str,
    limits: &Limits,
    visitor: &mut impl Visitor,
) -> Result<(), ReadError> {
    let malformed = |what: String| ReadError::Malformed { kind: kind.into(), what };
    let mut reader = Reader::from_reader(BufReader::new(Lossy::new(source)));
    let mut buffer = Vec::new();
    let mut depth = 0;
    // Depth at which the element stands that is left out.
    let mut skipped: Option<usize> = None;
    loop {
        buffer.clear();
        let event =
            reader.read_event_into(&mut buffer).map_err(|error| malformed(error.to_string()))?;
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > limits.max_depth {
                    return Err(ReadError::TooDeep { limit: limits.max_depth });
                }
                if skipped.is_none() && visitor.start(&element)? == Step::Skip {
                    skipped = Some(depth);
                }
            }
            Event::End(element) => {
                match skipped {
                    Some(at) if at == depth => skipped = None,
                    Some(_) => {}
                    None => visitor.end(element.local_name().as_ref())?,
                }
                depth = depth.saturating_sub(1);
            }
            Event::Empty(element) if skipped.is_none() => match visitor.start(&element)? {
                Step::Enter => visitor.end(element.local_name().as_ref())?,
                Step::Skip => {}
            },
            Event::Text(text) if skipped.is_none() => visitor.text(&text.xml10_content())?,
            Event::CData(text) if skipped.is_none() => visitor.text(&text.xml10_content())?,
            Event::GeneralRef(name) if skipped.is_none() => {
                visitor.text(&resolved(&name).map_err(malformed)?)?
            }
            Event::Eof if depth > 0 => return Err(malformed("it ends too early".to_owned())),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of the attribute of that name, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(String);

    impl Visitor for Log {
        fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
            let name = element.local_name().as_ref().to_owned();
            self.0.push_str(&format!("<{name}{}", attribute(element, "k").unwrap_or_default()));
            Ok(if name == "no" { Step::Skip } else { Step::Enter })
        }
        fn end(&mut self, name: &str) -> Result<(), ReadError> {
            self.0.push_str(&format!("{name}>"));
            Ok(())
        }
        fn text(&mut self, text: &str) -> Result<(), ReadError> {
            self.0.push_str(text);
            Ok(())
        }
    }

    fn walked(xml: impl AsRef<[u8]>) -> Result<String, ReadError> {
        let mut log = Log::default();
        let limits = Limits { max_depth: 4, ..Limits::default() };
        walk(xml.as_ref(), "XML", &limits, &mut log)?;
        Ok(log.0)
    }

    #[test]
    fn bytes_that_are_no_utf8_spoil_no_more_than_themselves() {
        assert_eq!(walked(b"<a>sa\xeel \xc3</a>").as_deref(), Ok("<asa\u{fffd}l \u{fffd}a>"));
        // No character is cut where a block ends, and nothing is lost when all of it is broken.
        for at in 0..4 {
            let words = format!("{}{}", "x".repeat(at), "\u{20ac}".repeat(BLOCK));
            assert_eq!(walked(format!("<a>{words}</a>")), Ok(format!("<a{words}a>")));
        }
        let broken = [b"<a>".as_slice(), &[0xff; 3 * BLOCK], b"</a>"].concat();
        let log = walked(broken).expect("sound");
        assert_eq!(log.chars().filter(|c| *c == '\u{fffd}').count(), 3 * BLOCK);
    }

    #[test]
    fn events_in_order_and_errors() {
        let sound = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e SYSTEM 'file:///x'>]>\
            <w:a w:k='&lt;v'>x<no>y<b/><no/></no><no/><b/>&amp;&e;&#233;<![CDATA[<c>]]></w:a>";
        let log = walked(sound).expect("sound");
        assert_eq!(log, "<a<vx<no<no<bb>&&e;é<c>a>");
        let deep = "<a>".repeat(100_000);
        for (xml, code) in [
            ("<a>", "read.malformed"),
            ("<a></b>", "read.malformed"),
            ("<a>&#x110000;</a>", "read.malformed"),
            (&deep, "read.too-deep"),
        ] {
            assert_eq!(walked(xml).expect_err(code).code(), code);
        }
    }
}
