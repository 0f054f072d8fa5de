//! IPTC NITF, XML for news. No entity of a document type is ever expanded and nothing outside the file is read.

use jiff::civil::Date;
use quick_xml::escape::{resolve_html5_entity, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::assemble::{self, Body, located, one_line};
use super::{Limits, Meta, Part, ReadError, check_size, dates};

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

/// Whether XML begins with the element `nitf`.
pub fn is_nitf(first: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&first[..first.len().min(4096)]);
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!DOCTYPE") => ">",
            _ => break,
        };
        match rest.split_once(end) {
            Some((_, after)) => {
                rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ']' || c == '>')
            }
            None => return false,
        }
    }
    let name = rest.strip_prefix('<').unwrap_or("");
    let name = name
        .split_once(':')
        .filter(|(prefix, _)| prefix.chars().all(char::is_alphanumeric))
        .map_or(name, |n| n.1);
    name.strip_prefix("nitf")
        .is_some_and(|after| after.starts_with(|c: char| c.is_whitespace() || c == '>'))
}

/// Reads the text of a NITF document.
pub fn read(xml: &str, limits: &Limits) -> Result<Part, ReadError> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}').trim_start());
    let mut news = News::default();
    loop {
        match reader.read_event().map_err(|error| malformed(error.to_string()))? {
            Event::Start(element) => {
                if news.open.len() >= limits.max_depth {
                    return Err(ReadError::TooDeep { limit: limits.max_depth });
                }
                news.start(&element);
                news.open.push(element.local_name().as_ref().to_owned());
                news.break_at(element.local_name().as_ref());
            }
            Event::End(element) => {
                news.break_at(element.local_name().as_ref());
                news.open.pop();
            }
            Event::Empty(element) => {
                news.start(&element);
                news.break_at(element.local_name().as_ref());
            }
            Event::Text(text) => news.text(&text.xml10_content()),
            Event::CData(text) => news.text(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(c)) => news.text(c.encode_utf8(&mut [0; 4])),
                Ok(None) => {
                    let known =
                        resolve_predefined_entity(&name).or_else(|| resolve_html5_entity(&name));
                    // What a document type defines stays as it is written.
                    news.text(&known.map_or_else(|| format!("&{};", &*name), str::to_owned));
                }
                Err(error) => return Err(malformed(error.to_string())),
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some(name) = news.open.last() {
        return Err(malformed(format!("the file ends inside <{name}>")));
    }
    news.part(limits)
}

fn malformed(what: String) -> ReadError {
    ReadError::Malformed { kind: "NITF", what }
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
    fn start(&mut self, element: &BytesStart<'_>) {
        let attribute = |key: &str| {
            let found =
                element.attributes().filter_map(Result::ok).find(|a| a.key.as_ref() == key)?;
            let value = one_line(&found.normalized_value(XmlVersion::Implicit1_0).ok()?);
            (!value.is_empty()).then_some(value)
        };
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

    fn part(self, limits: &Limits) -> Result<Part, ReadError> {
        let body = Body::Paragraphs(self.paragraphs);
        if body.is_empty() {
            return Err(ReadError::NoText);
        }
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
        let part = assemble::part(meta, body, true);
        check_size(&part.text, limits)?;
        Ok(part)
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
    fn the_root_decides() {
        assert!(is_nitf(NEWS.as_bytes()));
        for xml in ["", "<nitfy>", "<rss>", "nitf", "<?xml", "<!-- <nitf> -->"] {
            assert!(!is_nitf(xml.as_bytes()), "{xml}");
        }
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
