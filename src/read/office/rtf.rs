//! RTF: groups, control words and bytes to text. Groups are kept on a stack of bounded depth, never by recursion.

use super::flow::Flow;
use super::part::part;
use super::properties::Properties;
use super::rtf_fonts::{Bytes, Fonts};
use super::rtf_tokens::{Token, Tokens};
use super::signs::is_rtf;
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::part::Part;

/// Reads the text of an RTF document.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Part, ReadError> {
    if !is_rtf(bytes) {
        let what = "it does not begin with {\\rtf".to_owned();
        return Err(ReadError::Malformed { kind: "RTF".into(), what });
    }
    let mut document = Document::new(limits);
    for token in Tokens::new(bytes) {
        document.take(token)?;
        if document.ended {
            break;
        }
    }
    document.flush()?;
    while let Some(group) = document.outer.pop() {
        document.close(group)?;
    }
    part(document.flow, &document.properties, limits)
}

/// Bytes of a field beyond which no more is kept.
const MAX_FIELD: usize = 4096;

/// Where the words of a group go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// Into the text.
    Text,
    /// Nowhere.
    Nowhere,
    /// Into the table of fonts.
    Fonts,
    /// Nowhere, but groups in it may be fields.
    Info,
    /// Into a field of what the document says about itself.
    Field(&'static str),
}

/// What a group in the middle of a paragraph has to itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aside {
    Note,
    Box,
}

/// What holds until a group ends.
#[derive(Clone)]
struct Group {
    target: Target,
    font: Option<i32>,
    /// Characters that stand for one Unicode character in programs that know none.
    stand_ins: usize,
    hidden: bool,
    deleted: bool,
    aside: Option<Aside>,
    /// The group begins with `\*`: what is not known in it is left out.
    optional: bool,
}

impl Group {
    fn shown(&self) -> bool {
        self.target != Target::Text || !(self.hidden || self.deleted)
    }
}

/// What has been read so far.
struct Document {
    flow: Flow,
    properties: Properties,
    fonts: Fonts,
    group: Group,
    outer: Vec<Group>,
    max_depth: usize,
    /// Bytes of text whose encoding is that of the group.
    pending: Vec<u8>,
    /// First half of a character of two UTF-16 units.
    high: Option<u16>,
    /// Characters still to leave out, as they stand for one that was read.
    skip: usize,
    /// Words of the field that is open.
    field: String,
    /// Year, month and day of creation.
    created: [i32; 3],
    default_font: Option<i32>,
    ended: bool,
}

impl Document {
    fn new(limits: &Limits) -> Document {
        Document {
            flow: Flow::new(limits),
            properties: Properties::default(),
            fonts: Fonts::default(),
            group: Group {
                target: Target::Text,
                font: None,
                stand_ins: 1,
                hidden: false,
                deleted: false,
                aside: None,
                optional: false,
            },
            outer: Vec::new(),
            max_depth: limits.max_depth,
            pending: Vec::new(),
            high: None,
            skip: 0,
            field: String::new(),
            created: [0; 3],
            default_font: None,
            ended: false,
        }
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        match token {
            Token::Bytes(bytes) => {
                let skipped = self.skip.min(bytes.len());
                self.skip -= skipped;
                self.bytes(bytes.get(skipped..).unwrap_or_default());
                Ok(())
            }
            Token::Byte(_) if self.skip > 0 => {
                self.skip -= 1;
                Ok(())
            }
            Token::Byte(byte) => {
                self.bytes(&[byte]);
                Ok(())
            }
            Token::Open => {
                self.flush()?;
                self.open()
            }
            Token::Close => {
                self.flush()?;
                match self.outer.pop() {
                    Some(group) => self.close(group)?,
                    None => self.ended = true,
                }
                self.ended |= self.outer.is_empty();
                Ok(())
            }
            Token::Binary => self.flush(),
            Token::Word { name, number } => {
                self.flush()?;
                if name == "u" {
                    return self.unicode(number.unwrap_or(0));
                }
                self.skip = 0;
                self.word(name, number)
            }
        }
    }

    fn open(&mut self) -> Result<(), ReadError> {
        if self.outer.len() >= self.max_depth {
            return Err(ReadError::TooDeep { limit: self.max_depth });
        }
        self.skip = 0;
        let inner = Group { aside: None, optional: false, ..self.group.clone() };
        self.outer.push(std::mem::replace(&mut self.group, inner));
        Ok(())
    }

    /// Goes back to the group around the one that ends.
    fn close(&mut self, outer: Group) -> Result<(), ReadError> {
        self.skip = 0;
        let inner = std::mem::replace(&mut self.group, outer);
        match inner.aside {
            Some(Aside::Note) => self.flow.end_note()?,
            Some(Aside::Box) => self.flow.end_box()?,
            None => {}
        }
        if let Target::Field(name) = inner.target
            && self.group.target != inner.target
        {
            self.properties.add(name, &std::mem::take(&mut self.field));
        }
        if inner.target == Target::Info && self.group.target != Target::Info {
            let [year, month, day] = self.created;
            self.properties.add("created", &format!("{year:04}-{month:02}-{day:02}"));
        }
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let wanted = matches!(self.group.target, Target::Text | Target::Field(_));
        if wanted && self.group.shown() {
            self.pending.extend_from_slice(bytes);
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) -> Result<(), ReadError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.pending);
        match self.fonts.bytes(self.group.font.or(self.default_font)) {
            Bytes::In(encoding) => self.text(&encoding.decode_without_bom_handling(&bytes).0),
            Bytes::Pictures => {
                let plain = |b: &u8| if b.is_ascii() { char::from(*b) } else { ' ' };
                self.text(&bytes.iter().map(plain).collect::<String>())
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        match self.group.target {
            Target::Text if self.group.shown() => self.flow.push(text),
            Target::Field(_) if self.field.len() < MAX_FIELD => {
                self.field.push_str(text);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A UTF-16 unit, written as a signed number.
    fn unicode(&mut self, number: i32) -> Result<(), ReadError> {
        self.skip = self.group.stand_ins;
        let unit = (number & 0xffff) as u16;
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return Ok(());
        }
        let units: Vec<u16> = high.into_iter().chain([unit]).collect();
        self.text(&String::from_utf16_lossy(&units))
    }

    fn word(&mut self, name: &str, number: Option<i32>) -> Result<(), ReadError> {
        if self.destination(name) {
            return Ok(());
        }
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        match name {
            "*" => self.group.optional = true,
            "ansicpg" => self.fonts.set_page(value),
            "mac" => self.fonts.set_page(10_000),
            "deff" => self.default_font = number,
            "uc" => self.group.stand_ins = usize::try_from(value).unwrap_or(1).min(32),
            "f" => self.group.font = number,
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "plain" => {
                self.group.font = self.default_font;
                self.group.hidden = false;
                self.group.deleted = false;
            }
            "fcharset" | "cpg" if self.group.target == Target::Fonts => {
                let font = self.group.font.unwrap_or(0);
                if name == "cpg" {
                    self.fonts.set_font_page(font, value);
                } else {
                    self.fonts.set_charset(font, value);
                }
            }
            "yr" | "mo" | "dy" if self.group.target == Target::Field("created") => {
                let at = ["yr", "mo", "dy"].iter().position(|part| *part == name);
                if let Some(part) = at.and_then(|at| self.created.get_mut(at)) {
                    *part = value;
                }
            }
            _ if self.group.target == Target::Text => return self.sign(name),
            _ => {
                if let Some(text) = character(name) {
                    return self.text(text);
                }
            }
        }
        Ok(())
    }

    /// A control word that stands for a character or ends something in the text.
    fn sign(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "par" | "sect" | "page" | "column" | "nestcell" | "nestrow" => {
                // A hidden or deleted end does not end the paragraph.
                if self.group.shown() { self.flow.end_paragraph() } else { Ok(()) }
            }
            "trowd" if !self.flow.in_row() => {
                self.flow.end_paragraph()?;
                self.flow.begin_row();
                self.flow.begin_cell();
                Ok(())
            }
            "cell" => {
                self.flow.end_paragraph()?;
                self.flow.begin_cell();
                Ok(())
            }
            "row" => self.flow.end_row(),
            _ => match character(name) {
                Some(text) => self.text(text),
                None => Ok(()),
            },
        }
    }

    /// Whether the word says where the words of its group go; if it does, that is noted.
    fn destination(&mut self, name: &str) -> bool {
        let optional = std::mem::take(&mut self.group.optional);
        let target = self.group.target;
        let field = match name {
            "title" => Some("title"),
            "author" => Some("creator"),
            "subject" => Some("subject"),
            "keywords" => Some("keywords"),
            "creatim" => Some("created"),
            _ => None,
        };
        self.group.target = match name {
            _ if target == Target::Nowhere => return false,
            "fonttbl" => Target::Fonts,
            "info" => Target::Info,
            _ if target == Target::Info && field.is_some() => {
                self.field.clear();
                field.map_or(Target::Nowhere, Target::Field)
            }
            "footnote" if target == Target::Text && self.group.aside.is_none() => {
                self.begin_aside(Aside::Note)
            }
            "shptxt" if target == Target::Text && self.group.aside.is_none() => {
                self.begin_aside(Aside::Box)
            }
            // The modern form of a drawing: what it says about itself is in groups that are silent.
            "shpinst" => target,
            _ if SILENT.contains(&name) || optional => Target::Nowhere,
            _ => return false,
        };
        true
    }

    fn begin_aside(&mut self, aside: Aside) -> Target {
        self.flow.begin_aside();
        self.group.aside = Some(aside);
        Target::Text
    }
}

/// Groups whose words are not those of the text: tables of looks, headers, pictures, data, codes of fields, entries of
/// an index, what is said a second time for old programs.
const SILENT: [&str; 44] = [
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "blipuid",
    "colorschememapping",
    "colortbl",
    "datastore",
    "do",
    "expandedcolortbl",
    "falt",
    "filetbl",
    "fldinst",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "latentstyles",
    "listtext",
    "listtable",
    "listoverridetable",
    "nonesttables",
    "nonshppict",
    "objdata",
    "pict",
    "pntext",
    "private",
    "revtbl",
    "shprslt",
    "sp",
    "stylesheet",
    "tc",
    "xe",
];

/// The text of a control word that stands for a character.
fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "line" | "softline" | "lbr" => "\n",
        "~" => "\u{a0}",
        "_" => "-",
        "emdash" => "—",
        "endash" => "–",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        let bytes = format!("{{\\rtf1\\ansi\\ansicpg1252{body}}}");
        read(bytes.as_bytes(), &Limits::default()).expect("sound").text
    }

    #[test]
    fn words_of_the_text() {
        for (body, expected) in [
            (r"\pard One\par\b Tw\b0 o\tab x\line y\par", "One\n\nTwo\tx\ny"),
            (
                r"caf\'e9 \{a\}\\ \u8364?\uc0\u8212 b\uc2\u233 xxc{\uc0\u233}\uc1\u-10179?\u-8704?z",
                "café {a}\\ €—bécé😀z",
            ),
            (
                r"{\fonttbl{\f1\fcharset204 Arial;}{\f2\fnil\fcharset128 \'82l;}{\f3\fcharset2 Symbol;}}\f1\'cf\'f0{\f2 \'83A\'82\'a0}\f3\'b7 x",
                "Прアあ  x",
            ),
            (
                r"{\stylesheet{\s0 Normal;}}{\*\generator X;}{\*\unknown{y}}{\header h}{\pict 0102}{\v hidden}{\deleted gone}a",
                "a",
            ),
            (
                r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} a{\footnote\pard Note.\par}b\par c",
                "link ab\n\nc\n\nNote.",
            ),
            (
                r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv b}}{\shptxt box\par}}{\shprslt box}}host",
                "box\n\nhost",
            ),
            (
                r"\trowd\cellx1\cellx2\intbl x\cell y\cell\row\trowd\intbl z\cell w\cell\row\pard end\-ed\_on\~x",
                "x\ty\n\nz\tw\n\nended-on\u{a0}x",
            ),
            ("{\\listtext 1.\\tab}a\\\nb\\bin3 }}{c\r\nd {}e", "a\n\nbcd e"),
        ] {
            assert_eq!(text(body), expected, "{body}");
        }
    }

    #[test]
    fn what_the_document_says_about_itself() {
        let part = read(
            br"{\rtf1{\info{\title The \u233?nd}{\author Ann {\b Lee}}{\creatim\yr2019\mo5\dy7\hr3}{\company No}}Words\par}",
            &Limits::default(),
        )
        .expect("sound");
        assert_eq!(part.text, "The énd\n\nAnn Lee\n\nWords");
        assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2019-05-07"));
    }

    #[test]
    fn hostile_bytes() {
        let deep = [b"{\\rtf1".to_vec(), b"{".repeat(1_000_000)].concat();
        for (bytes, code) in [
            (deep.as_slice(), "read.too-deep"),
            (b"{\\rtf", "read.no-text"),
            (b"{\\rtf1}}}} words", "read.no-text"),
            (b"words", "read.malformed"),
            (b"{\\rtf1\\bin999999999999 x", "read.no-text"),
            (b"{\\rtf1\\'", "read.no-text"),
        ] {
            assert_eq!(read(bytes, &Limits::default()).expect_err(code).code(), code);
        }
        let small = Limits { max_text: 3, ..Limits::default() };
        assert_eq!(read(b"{\\rtf1 words}", &small).expect_err("long").code(), "read.too-large");
    }
}
