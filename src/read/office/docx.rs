//! DOCX, the word processing of Office Open XML: body, text boxes and notes; no headers, comments or deleted text.

use quick_xml::events::BytesStart;

use super::chunks::{self, Chunks};
use super::flow::Flow;
use super::package::Package;
use super::part::part;
use super::properties::Properties;
use super::relations::{self, Relations};
use super::signs::refuse_ole;
use super::xml::{Step, Visitor, attribute};
use crate::read::error::ReadError;
use crate::read::inside::Inside;
use crate::read::limits::Limits;
use crate::read::part::Part;

const KIND: &str = "DOCX";

/// Reads the text of a DOCX document; `inside` reads what it holds of other formats.
pub fn read(bytes: &[u8], limits: &Limits, inside: &Inside) -> Result<Part, ReadError> {
    refuse_ole(bytes)?;
    let mut package = Package::open(bytes, KIND, limits)?;
    let top = Relations::read(&mut package, "")?;
    let main = match top.target("officeDocument") {
        Some(main) => main.to_owned(),
        None => relations::main_by_content_type(&mut package)?,
    };
    let relations = Relations::read(&mut package, &main)?;
    let chunks = chunks::read(&mut package, &relations, limits, inside)?;
    let mut story = Story::new(chunks, limits);
    if !package.walk(&main, &mut story)? {
        return Err(ReadError::Malformed {
            kind: KIND.into(),
            what: format!("it holds no {main}"),
        });
    }
    for notes in ["footnotes", "endnotes"] {
        if let Some(target) = relations.target(notes) {
            package.walk(target, &mut story)?;
        }
    }
    let mut properties = Properties::default();
    let core = top.target("core-properties").unwrap_or("docProps/core.xml");
    // A document is worth reading whatever is wrong with what it says about itself.
    let _ = package.walk(core, &mut properties);
    part(story.flow, &properties, limits)
}

/// The words of a document or of its notes.
struct Story {
    flow: Flow,
    chunks: Chunks,
    /// Inside the characters of a run.
    in_text: bool,
    /// Inside the properties of a paragraph.
    in_properties: bool,
    /// The run is not shown.
    hidden: bool,
    /// The end of the paragraph is deleted: it runs on in the next.
    runs_on: bool,
    /// For each open choice between markups, whether a branch was taken.
    choices: Vec<bool>,
    /// For each open field, whether its code goes on; what it shows follows.
    fields: Vec<bool>,
}

impl Story {
    fn new(chunks: Chunks, limits: &Limits) -> Story {
        Story {
            flow: Flow::new(limits),
            chunks,
            in_text: false,
            in_properties: false,
            hidden: false,
            runs_on: false,
            choices: Vec::new(),
            fields: Vec::new(),
        }
    }

    fn push(&mut self, text: &str) -> Result<(), ReadError> {
        if self.hidden || self.fields.contains(&true) {
            return Ok(());
        }
        self.flow.push(text)
    }

    /// An element in the properties of a paragraph; only what became of its end matters.
    fn property(&mut self, name: &str) -> Step {
        match name {
            "rPr" => Step::Enter,
            "del" | "moveFrom" => {
                self.runs_on = true;
                Step::Skip
            }
            _ => Step::Skip,
        }
    }

    fn field(&mut self, element: &BytesStart<'_>) {
        match attribute(element, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(code) = self.fields.last_mut() {
                    *code = false;
                }
            }
            _ => drop(self.fields.pop()),
        }
    }

    /// Adds a piece of another format.
    fn chunk(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let id = attribute(element, "id").unwrap_or_default();
        for paragraph in self.chunks.get(&id).into_iter().flatten() {
            self.flow.end_paragraph()?;
            self.flow.push(paragraph)?;
            self.flow.end_paragraph()?;
        }
        Ok(())
    }

    /// Takes the first branch of a choice only.
    fn branch(&mut self) -> Step {
        match self.choices.last_mut() {
            Some(true) => Step::Skip,
            Some(taken) => {
                *taken = true;
                Step::Enter
            }
            None => Step::Enter,
        }
    }
}

/// Elements whose words are not those of the text: what was deleted or moved away, codes of fields, how things look,
/// readings of characters, data behind a control.
const SILENT: [&str; 17] = [
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "rPrChange",
    "sectPr",
    "sdtPr",
    "tblPr",
    "tblGrid",
    "tblPrEx",
    "trPr",
    "tcPr",
    "rt",
    "fldData",
    "ffData",
    "binData",
];

impl Visitor for Story {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
        let name = element.local_name();
        let name = name.as_ref();
        if self.in_properties {
            return Ok(self.property(name));
        }
        match name {
            _ if SILENT.contains(&name) => return Ok(Step::Skip),
            "t" => self.in_text = true,
            "pPr" => self.in_properties = true,
            "vanish" => self.hidden = !is_off(element),
            "tab" | "ptab" => self.push("\t")?,
            "br" | "cr" => self.push("\n")?,
            "noBreakHyphen" => self.push("-")?,
            "sym" => self.push(&symbol(element))?,
            "fldChar" => self.field(element),
            "altChunk" => {
                self.chunk(element)?;
                return Ok(Step::Skip);
            }
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => return Ok(self.branch()),
            "txbxContent" => self.flow.begin_aside(),
            "tr" => self.flow.begin_row(),
            "tc" => self.flow.begin_cell(),
            // The lines between text and notes.
            "footnote" | "endnote"
                if attribute(element, "type").is_some_and(|kind| kind != "normal") =>
            {
                return Ok(Step::Skip);
            }
            _ => {}
        }
        Ok(Step::Enter)
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "t" => self.in_text = false,
            "pPr" => self.in_properties = false,
            "r" => self.hidden = false,
            "p" => {
                // A code that does not end with its paragraph was never closed.
                self.fields.retain(|code| !code);
                if !std::mem::take(&mut self.runs_on) {
                    self.flow.end_paragraph()?;
                }
            }
            "AlternateContent" => drop(self.choices.pop()),
            "txbxContent" => self.flow.end_box()?,
            "tr" => self.flow.end_row()?,
            "tc" => self.flow.end_paragraph()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.in_text { self.push(&text.replace(['\n', '\r'], " ")) } else { Ok(()) }
    }
}

/// Whether a switch is there to be off.
fn is_off(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// The character of a `sym` element; those of symbol fonts have no meaning of their own.
fn symbol(element: &BytesStart<'_>) -> String {
    let code = attribute(element, "char").unwrap_or_default();
    let c = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
    c.filter(|c| !c.is_ascii()).map_or_else(|| " ".to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::zipped;
    use super::*;

    /// Reads a document that holds no others.
    fn read(bytes: &[u8]) -> Result<Part, ReadError> {
        let inside = Inside { kind: |_, _| None, read: |_, _, _| Err(ReadError::NoText) };
        super::read(bytes, &Limits::default(), &inside)
    }

    const RELATIONS: &str = "<Relationships><Relationship Type='http://x/officeDocument' Target='/w/doc.xml'/>\
        <Relationship Type='http://x/core-properties' Target='core.xml'/></Relationships>";

    /// Makes a document of the content of its body.
    fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
        let body = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        let members = [("_rels/.rels", RELATIONS), ("w/doc.xml", &body)];
        zipped(&[&members, more].concat())
    }

    fn text(body: &str) -> String {
        read(&document(body, &[])).expect("sound").text
    }

    #[test]
    fn words_of_the_body() {
        for (body, expected) in [
            (
                "<w:p><w:r><w:t>sp</w:t></w:r><w:r><w:t>lit</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>",
                "split\ta\nb",
            ),
            (
                "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r>\
              <w:delText>old</w:delText></w:r></w:del></w:p><w:p/><w:p><w:r><w:t>B &amp; C</w:t></w:r></w:p>",
                "new\n\nB & C",
            ),
            (
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>",
                "one two",
            ),
            (
                "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>yes</w:t></w:r></w:p>",
                "yes",
            ),
            (
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:t>code</w:t>\
              <w:fldChar w:fldCharType='separate'/><w:t>7</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
                "7",
            ),
            (
                "<w:p><w:r><w:t>a</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>\
              </w:txbxContent></mc:Choice><mc:Fallback><w:t>again</w:t></mc:Fallback></mc:AlternateContent><w:t>b</w:t></w:r></w:p>",
                "box\n\nab",
            ),
            (
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
                "x\ty",
            ),
            (
                "<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>s</w:t><w:sym w:char='F0B7'/><w:sym w:char='20AC'/></w:r></w:p>",
                "coop-s €",
            ),
        ] {
            assert_eq!(text(body), expected, "{body}");
        }
    }

    #[test]
    fn notes_and_properties() {
        let bytes = document(
            "<w:p><w:r><w:t>Body.</w:t></w:r></w:p>",
            &[
                ("w/_rels/doc.xml.rels", "<r><r Type='t/footnotes' Target='../n/f.xml'/></r>"),
                (
                    "n/f.xml",
                    "<f><w:footnote w:type='separator'><w:p><w:r><w:t>--</w:t></w:r></w:p></w:footnote>\
              <w:footnote><w:p><w:r><w:t>Note.</w:t></w:r></w:p></w:footnote></f>",
                ),
                ("core.xml", "<c><dc:title>Head</dc:title><dc:creator>Ann Lee</dc:creator></c>"),
            ],
        );
        let part = read(&bytes).expect("sound");
        assert_eq!(part.text, "Head\n\nAnn Lee\n\nBody.\n\nNote.");
    }

    #[test]
    fn the_main_document_by_its_type() {
        let body = "<d><w:p><w:r><w:t>Words</w:t></w:r></w:p></d>";
        let types = "<Types><Override PartName='/a/b.xml' ContentType='x.main+xml'/></Types>";
        for members in [
            vec![("[Content_Types].xml", types), ("a/b.xml", body)],
            vec![("Word\\Document.xml", body)],
        ] {
            let part = read(&zipped(&members)).expect("sound");
            assert_eq!(part.text, "Words");
        }
    }

    #[test]
    fn what_is_no_document() {
        let deep = "<w:p>".repeat(100_000);
        for (bytes, code) in [
            (b"PK\x03\x04".to_vec(), "read.malformed"),
            (zipped(&[("a", "b")]), "read.malformed"),
            (document("<w:p/>", &[]), "read.no-text"),
            (document(&deep, &[]), "read.too-deep"),
            (document("<w:p>", &[]), "read.malformed"),
        ] {
            assert_eq!(read(&bytes).expect_err(code).code(), code);
        }
    }
}
