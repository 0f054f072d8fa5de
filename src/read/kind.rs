//! The formats that can be read.

use serde::{Deserialize, Serialize};

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// JSON: one object, an array of objects, or an object that holds one.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// IPTC ninjs, JSON for news.
    Ninjs,
    /// IPTC NITF, XML for news.
    Nitf,
    /// IPTC NewsML-G2 and NewsML 1, XML around news.
    NewsMl,
    /// Articles exported from LexisNexis as text.
    LexisNexis,
    /// Articles exported from Factiva as text.
    Factiva,
    /// A mail with what is attached to it.
    Eml,
    /// Many mails in one file.
    Mbox,
    /// A web page saved as a mail.
    Mhtml,
    /// A document of Office Open XML.
    Docx,
    /// A text of OpenDocument.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// PDF: the text of its pages.
    Pdf,
    /// What a program of the user's made of a file.
    Pre,
}

/// The endings of names with the formats that they stand for.
const ENDINGS: [(&str, Kind); 26] = [
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("json", Kind::Json),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
    ("xml", Kind::Nitf),
    ("eml", Kind::Eml),
    ("emlx", Kind::Eml),
    ("mbox", Kind::Mbox),
    ("mbx", Kind::Mbox),
    ("mht", Kind::Mhtml),
    ("mhtml", Kind::Mhtml),
    ("docx", Kind::Docx),
    ("docm", Kind::Docx),
    ("dotx", Kind::Docx),
    ("dotm", Kind::Docx),
    ("odt", Kind::Odt),
    ("ott", Kind::Odt),
    ("fodt", Kind::Odt),
    ("rtf", Kind::Rtf),
    ("pdf", Kind::Pdf),
];
/// Endings of files that are read only where their bytes are of another format than their name says.
const BORROWED: [&str; 2] = ["doc", "dot"];

/// The endings of names by which a format can be told.
pub fn endings() -> impl Iterator<Item = &'static str> {
    ENDINGS.iter().map(|(ending, _)| *ending).chain(BORROWED)
}

impl Kind {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Markdown => "markdown",
            Kind::Html => "html",
            Kind::Json => "json",
            Kind::JsonLines => "jsonl",
            Kind::Ninjs => "ninjs",
            Kind::Nitf => "nitf",
            Kind::NewsMl => "newsml",
            Kind::LexisNexis => "lexisnexis",
            Kind::Factiva => "factiva",
            Kind::Eml => "eml",
            Kind::Mbox => "mbox",
            Kind::Mhtml => "mhtml",
            Kind::Docx => "docx",
            Kind::Odt => "odt",
            Kind::Rtf => "rtf",
            Kind::Pdf => "pdf",
            Kind::Pre => "pre",
        }
    }

    /// The format that the ending of a name stands for; of XML and of word processors the bytes have the last word.
    pub(super) fn of_ending(ending: &str) -> Option<Kind> {
        let ending = ending.to_ascii_lowercase();
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
    }

    /// Whether its files are characters from the first byte to the last, so that a NUL shows another format.
    pub(super) fn is_characters(self) -> bool {
        match self {
            Kind::Eml
            | Kind::Mbox
            | Kind::Mhtml
            | Kind::Docx
            | Kind::Odt
            | Kind::Rtf
            | Kind::Pdf
            | Kind::Pre => false,
            Kind::Text
            | Kind::Markdown
            | Kind::Html
            | Kind::Json
            | Kind::JsonLines
            | Kind::Ninjs
            | Kind::Nitf
            | Kind::NewsMl
            | Kind::LexisNexis
            | Kind::Factiva => true,
        }
    }
}
