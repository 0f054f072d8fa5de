//! IPTC NITF, XML for news.

use jiff::civil::Date;
use quick_xml::events::BytesStart;

use super::assemble::{self, Body, located, one_line};
use super::dates;
use super::error::ReadError;
use super::limits::Limits;
use super::part::{Meta, Part};
use super::xml::{self, Visitor};

/// Elements of the content that run on in the line.
const INLINE: [&str; 22] = [
    "a",
    "alt-code",
    "chron",
    "city",
    "classifier",
    "copyrite",
    "country",
    "em",
    "event",
    "frac",
    "function",
    "lang",
    "location",
    "money",
    "num",
    "object.title",
    "org",
    "person",
    "postaddr",
    "pronounce",
    "q",
    "virtloc",
];

/// Reads the text of a NITF document.
pub fn read(xml: &str, limits: &Limits) -> Result<Part, ReadError> {
    let (meta, paragraphs) = parse(xml, limits)?;
    assemble::checked(meta, Body::Paragraphs(paragraphs), true, limits)
}

/// What a NITF document says of itself, and its paragraphs.
pub fn parse(xml: &str, limits: &Limits) -> Result<(Meta, Vec<String>), ReadError> {
    let mut news = News::default();
    xml::walk(xml, "NITF", limits, &mut news)?;
    Ok(news.finish())
}

/// What has been read so far.
#[derive(Default)]
struct News {
    /// Names of the open elements.
    open: Vec<String>,
    page_title: String,
    title: String,
    byline: String,
    dateline: String,
    distributor: String,
    line: String,
    paragraphs: Vec<String>,
    holder: Option<String>,
    publication: Option<String>,
    issued: Option<Date>,
    released: Option<Date>,
    written: Option<Date>,
    lang: Option<String>,
    topics: Vec<String>,
}

impl News {
    fn inside(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// Takes note of what an element says in its attributes.
    fn note(&mut self, element: &BytesStart<'_>) {
        let attribute = |key: &str| xml::attribute(element, key);
        let day = |key: &str| attribute(key).and_then(|value| dates::parse(&value));
        match element.local_name().as_ref() {
            "nitf" => self.lang = attribute("xml:lang"),
            "date.issue" => self.issued = day("norm"),
            "date.release" => self.released = day("norm"),
            "story.date" => self.written = day("norm"),
            "doc.copyright" => self.holder = attribute("holder"),
            "pubdata" => {
                self.publication = attribute("name");
                self.released = self.released.or_else(|| day("date.publication"));
            }
            "keyword" => self.topics.extend(attribute("key")),
            _ => {}
        }
    }

    /// Ends the paragraph if the element that begins or ends here is a block.
    fn break_at(&mut self, name: &str) {
        match name {
            "story.date" | "location" if self.inside("dateline") => separate(&mut self.dateline),
            "byttl" | "byline" if self.inside("byline") => separate(&mut self.byline),
            _ if INLINE.contains(&name) => {}
            _ => {
                let line = one_line(&std::mem::take(&mut self.line));
                if !line.is_empty() {
                    self.paragraphs.push(line);
                }
            }
        }
    }

    fn finish(self) -> (Meta, Vec<String>) {
        let plain =
            |text: &str| located(text.trim_matches(|c: char| c.is_whitespace() || c == ','));
        let meta = Meta {
            title: plain(&self.title).or_else(|| plain(&self.page_title)),
            byline: plain(&self.byline),
            dateline: plain(&self.dateline),
            date: self.issued.or(self.released).or(self.written),
            source: self
                .holder
                .or_else(|| plain(&self.distributor).map(|l| l.text))
                .or(self.publication),
            lang: self.lang,
            topics: self.topics,
        };
        (meta, self.paragraphs)
    }
}

impl Visitor for News {
    fn start(&mut self, element: &BytesStart<'_>, _at: usize) {
        self.note(element);
        self.open.push(element.local_name().as_ref().to_owned());
        self.break_at(element.local_name().as_ref());
    }

    fn end(&mut self, name: &str, _at: usize) {
        self.break_at(name);
        self.open.pop();
    }

    fn text(&mut self, text: &str) {
        if self.inside("media") || self.inside("tobject") {
            return;
        }
        let target = if self.inside("body.content") || self.inside("hl2") {
            &mut self.line
        } else if self.inside("hl1") {
            &mut self.title
        } else if self.inside("byline") {
            &mut self.byline
        } else if self.inside("dateline") {
            &mut self.dateline
        } else if self.inside("distributor") {
            &mut self.distributor
        } else if self.inside("head") && self.inside("title") {
            &mut self.page_title
        } else {
            return;
        };
        target.push_str(text);
    }
}

/// Puts a comma between what was written and what follows.
fn separate(text: &mut String) {
    let written = text.trim_end().len();
    text.truncate(written);
    if written > 0 && !text.ends_with(',') {
        text.push_str(", ");
    } else if written > 0 {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
        <nitf xml:lang=\"en\"><head><title>Page</title><docdata><date.issue norm=\"20190517T173000-0400\"/>\
        <doc.copyright holder=\"The Wire &amp; Co\"/><key-list><keyword key=\"steel\"/><keyword key=\"trade\"/>\
        </key-list></docdata></head><body><body.head><hedline><hl1>Tariffs <em>lifted</em></hl1></hedline>\
        <byline>By <person>Ann Lee</person><byttl>Bureau Chief</byttl></byline>\
        <dateline><location>OTTAWA</location><story.date>May 17</story.date></dateline></body.head>\
        <body.content><block><p>&#8220;One,&#8221; said\n <person>A. Roe</person> &amp; &x; &mdash; all.</p>\
        <hl2>Part</hl2><media><media-caption>No</media-caption></media><p>Two.</p></block></body.content>\
        <body.end><tagline>Desk</tagline></body.end></body></nitf>";

    #[test]
    fn the_fields_of_nitf() {
        let part = read(NEWS, &Limits::default()).expect("sound NITF");
        assert_eq!(
            part.text,
            "Tariffs lifted\n\nBy Ann Lee, Bureau Chief\n\nOTTAWA, May 17\n\n“One,” said A. Roe & &x; — all.\n\nPart\n\nTwo."
        );
        assert_eq!(part.meta.source.as_deref(), Some("The Wire & Co"));
        assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2019-05-17"));
        assert_eq!((part.meta.topics.len(), part.meta.lang.as_deref()), (2, Some("en")));
        assert!(part.meta.dateline.is_some_and(|d| d.span.is_some()));
    }

    #[test]
    fn malformed_xml_is_an_error() {
        let deep = "<nitf>".repeat(500);
        for (xml, code) in [
            ("<nitf><p>", "read.malformed"),
            ("<nitf></body></nitf>", "read.malformed"),
            ("<nitf>&#x110000;</nitf>", "read.malformed"),
            ("<nitf><body/></nitf>", "read.no-text"),
            (&deep, "read.too-deep"),
        ] {
            assert_eq!(read(xml, &Limits::default()).expect_err(xml).code(), code, "{xml}");
        }
    }
}
