//! The content of an item: NITF, XHTML, HTML or plain text.

use std::ops::Range;

use quick_xml::events::BytesStart;

use crate::read::assemble::{Body, one_line};
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::part::Meta;
use crate::read::xml::{self, Visitor};
use crate::read::{html, nitf};

/// Elements that a piece of XHTML begins with.
const XHTML: [&str; 12] =
    ["html", "body", "div", "p", "article", "section", "h1", "h2", "h3", "ul", "table", "span"];

/// One rendering of the content.
#[derive(Default)]
pub struct Content {
    pub media_type: String,
    /// Its bytes.
    pub place: Range<usize>,
    /// Its characters, references resolved.
    pub text: String,
}

impl Content {
    /// What it says of itself, and its words; none when it is no text.
    pub fn read(&self, text: &str, limits: &Limits) -> Result<(Meta, Body), ReadError> {
        let inner = text.get(self.place.clone()).unwrap_or("");
        let root = xml::root_of(inner).unwrap_or_default();
        if root == "nitf" || self.media_type.contains("nitf") {
            let (meta, paragraphs) = nitf::parse(inner, limits)?;
            return Ok((meta, Body::Paragraphs(paragraphs)));
        }
        let body = if XHTML.contains(&root.as_str()) {
            let mut flow = Flow::default();
            xml::walk(inner, "XHTML", limits, &mut flow)?;
            flow.finish()
        } else if !root.is_empty() {
            Body::Paragraphs(Vec::new())
        } else if self.media_type.contains("html") {
            Body::Paragraphs(html::strip(&self.text, limits)?)
        } else if self.media_type.is_empty() || self.media_type.starts_with("text/plain") {
            Body::Running(self.text.clone())
        } else {
            Body::Paragraphs(Vec::new())
        };
        Ok((Meta::default(), body))
    }
}

/// The paragraphs of XHTML.
#[derive(Default)]
struct Flow {
    done: Vec<String>,
    line: String,
    /// Open elements whose words are not of the text.
    silent: usize,
}

impl Flow {
    fn break_at(&mut self, name: &str) {
        if matches!(name, "td" | "th") {
            self.line.push(' ');
        } else if !html::INLINE.contains(&name) {
            let line = one_line(&std::mem::take(&mut self.line));
            self.done.extend((!line.is_empty()).then_some(line));
        }
    }

    fn finish(mut self) -> Body {
        self.break_at("body");
        Body::Paragraphs(self.done)
    }
}

impl Visitor for Flow {
    fn start(&mut self, element: &BytesStart<'_>, _at: usize) {
        let name = element.local_name();
        self.silent += usize::from(html::SILENT.contains(&name.as_ref()));
        self.break_at(name.as_ref());
    }

    fn end(&mut self, name: &str, _at: usize) {
        self.silent = self.silent.saturating_sub(usize::from(html::SILENT.contains(&name)));
        self.break_at(name);
    }

    fn text(&mut self, text: &str) {
        if self.silent == 0 {
            self.line.push_str(text);
        }
    }
}
