//! ODT, the texts of OpenDocument, in a package or flat: body, text boxes and notes; no annotations or deleted text.

use quick_xml::events::BytesStart;

use super::flow::Flow;
use super::package::Package;
use super::part::part;
use super::properties::Properties;
use super::signs::{is_zip, refuse_ole};
use super::xml::{self, Step, Visitor, attribute};
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::part::Part;

const KIND: &str = "ODT";
/// Blanks in a row beyond which they are no more than that.
const MAX_BLANKS: usize = 40;

/// Reads the text of an ODT document.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Part, ReadError> {
    refuse_ole(bytes)?;
    let mut story = Story::new(limits);
    if is_zip(bytes) {
        read_package(bytes, limits, &mut story)?;
    } else {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        xml::walk(bytes.trim_ascii_start(), KIND, limits, &mut story)?;
    }
    part(story.flow, &story.properties, limits)
}

fn read_package(bytes: &[u8], limits: &Limits, story: &mut Story) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, KIND, limits)?;
    let mut manifest = Manifest::default();
    package.walk("META-INF/manifest.xml", &mut manifest)?;
    if manifest.encrypted {
        return Err(ReadError::Encrypted);
    }
    // A document is worth reading whatever is wrong with what it says about itself.
    let mut about = Story::new(limits);
    if package.walk("meta.xml", &mut about).is_ok() {
        story.properties = about.properties;
    }
    if !package.walk("content.xml", story)? {
        return Err(ReadError::Malformed {
            kind: KIND.into(),
            what: "it holds no content.xml".to_owned(),
        });
    }
    Ok(())
}

/// Whether the list of members says that the text is locked.
#[derive(Default)]
struct Manifest {
    in_text: bool,
    encrypted: bool,
}

impl Visitor for Manifest {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
        match element.local_name().as_ref() {
            "file-entry" => {
                // A locked package may be one locked member.
                self.in_text = attribute(element, "full-path")
                    .is_some_and(|path| path == "content.xml" || path == "encrypted-package");
            }
            "encryption-data" if self.in_text => self.encrypted = true,
            _ => {}
        }
        Ok(Step::Enter)
    }

    fn end(&mut self, _: &str) -> Result<(), ReadError> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), ReadError> {
        Ok(())
    }
}

/// The words of a document and what it says about itself.
struct Story {
    flow: Flow,
    properties: Properties,
    /// Inside the element that describes the document.
    in_meta: bool,
    /// Paragraphs that are open, one inside the other.
    paragraphs: usize,
}

impl Story {
    fn new(limits: &Limits) -> Story {
        Story {
            flow: Flow::new(limits),
            properties: Properties::default(),
            in_meta: false,
            paragraphs: 0,
        }
    }
}

/// Elements whose words are not those of the text: what was deleted, annotations, numbers of notes, readings of
/// characters, how indexes are made, forms, scripts, styles and data of pictures.
const SILENT: [&str; 22] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "ruby-text",
    "table-of-content-source",
    "alphabetical-index-source",
    "bibliography-source",
    "illustration-index-source",
    "object-index-source",
    "table-index-source",
    "user-index-source",
    "covered-table-cell",
    "forms",
    "script",
    "scripts",
    "event-listeners",
    "binary-data",
    "styles",
    "automatic-styles",
    "master-styles",
    "settings",
    "math",
];

/// Boxes and shapes with paragraphs of their own.
const BOXES: [&str; 12] = [
    "text-box",
    "custom-shape",
    "rect",
    "line",
    "polyline",
    "polygon",
    "path",
    "circle",
    "ellipse",
    "connector",
    "caption",
    "measure",
];

impl Visitor for Story {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
        let name = element.local_name();
        let name = name.as_ref();
        if self.in_meta {
            return self.properties.start(element);
        }
        match name {
            "meta" if element.name().as_ref() == "office:meta" => self.in_meta = true,
            _ if SILENT.contains(&name) || is_hidden(name, element) => return Ok(Step::Skip),
            "p" | "h" => self.paragraphs += 1,
            "s" => {
                let count = attribute(element, "c").and_then(|c| c.parse().ok()).unwrap_or(1);
                self.flow.push(&" ".repeat(MAX_BLANKS.min(count)))?;
            }
            "tab" => self.flow.push("\t")?,
            "line-break" => self.flow.push("\n")?,
            // A formula stands between words.
            "object" if self.paragraphs > 0 => self.flow.push_collapsed(" ")?,
            "note" => self.flow.begin_aside(),
            _ if BOXES.contains(&name) => self.flow.begin_aside(),
            "table-row" => self.flow.begin_row(),
            "table-cell" => self.flow.begin_cell(),
            _ => {}
        }
        Ok(Step::Enter)
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "meta" if self.paragraphs == 0 => self.in_meta = false,
            _ if self.in_meta => self.properties.end(name)?,
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.flow.end_paragraph()?;
            }
            "note" => self.flow.end_note()?,
            _ if BOXES.contains(&name) => self.flow.end_box()?,
            "table-row" => self.flow.end_row()?,
            "table-cell" => self.flow.end_paragraph()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.in_meta {
            self.properties.text(text)
        } else if self.paragraphs > 0 {
            self.flow.push_collapsed(text)
        } else {
            Ok(())
        }
    }
}

/// Whether the document hides an element, or describes a picture in it.
fn is_hidden(name: &str, element: &BytesStart<'_>) -> bool {
    match name {
        "title" | "desc" => element.name().as_ref().starts_with("svg:"),
        "section" => attribute(element, "display").is_some_and(|shown| shown == "none"),
        "hidden-text" | "hidden-paragraph" => {
            attribute(element, "is-hidden").is_none_or(|hidden| hidden == "true")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::zipped;
    use super::*;

    fn flat(body: &str) -> String {
        format!(
            "<?xml version='1.0'?>\n<office:document><office:meta><dc:title>Head</dc:title>\
             <meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Bob</dc:creator>\
             <meta:creation-date>2019-05-17T10:00:00</meta:creation-date><meta:keyword>steel</meta:keyword>\
             </office:meta><office:styles><text:p>no</text:p></office:styles><office:body><office:text>{body}\
             </office:text></office:body></office:document>"
        )
    }

    #[test]
    fn words_of_the_body() {
        for (body, expected) in [
            (
                "<text:h>A\n <text:span>b</text:span>c</text:h> <text:p>x<text:s text:c='2'/>y<text:tab/>z<text:line-break/>w</text:p>",
                "A bc\n\nx  y\tz\nw",
            ),
            (
                "<text:tracked-changes><text:deletion><text:p>no</text:p></text:deletion></text:tracked-changes>\
              <text:p>a<office:annotation><text:p>no</text:p></office:annotation>b</text:p>",
                "ab",
            ),
            (
                "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p>\
              </text:note-body></text:note>b</text:p><text:p>c</text:p>",
                "ab\n\nc\n\nNote.",
            ),
            (
                "<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box><svg:title>no</svg:title></draw:frame>b</text:p>",
                "box\n\nab",
            ),
            (
                "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:covered-table-cell/>\
              <table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>",
                "x\ty",
            ),
            (
                "<text:section text:display='none'><text:p>no</text:p></text:section><text:p><text:meta>kept</text:meta> on</text:p>",
                "kept on",
            ),
        ] {
            let part = read(flat(body).as_bytes(), &Limits::default()).expect("sound");
            assert_eq!(part.text, format!("Head\n\nAnn Lee\n\n{expected}"), "{body}");
        }
    }

    #[test]
    fn packages() {
        let content = flat("<text:p>Words.</text:p>").replace("office:meta", "office:no");
        let meta = "<office:document-meta><office:meta><dc:title>Head</dc:title></office:meta></office:document-meta>";
        let bytes = zipped(&[("meta.xml", meta), ("content.xml", &content)]);
        assert_eq!(read(&bytes, &Limits::default()).expect("sound").text, "Head\n\nWords.");
        let manifest = "<m:manifest><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
        let locked = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
        let deep = zipped(&[("content.xml", &"<text:p>".repeat(100_000))]);
        for (bytes, code) in [
            (locked, "read.encrypted"),
            (deep, "read.too-deep"),
            (zipped(&[("a", "b")]), "read.malformed"),
            (b"words".to_vec(), "read.no-text"),
            (b"<a>".to_vec(), "read.malformed"),
        ] {
            assert_eq!(read(&bytes, &Limits::default()).expect_err(code).code(), code);
        }
    }
}
