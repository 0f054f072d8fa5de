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
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Kind::Text),
            "md" | "markdown" => Some(Kind::Markdown),
            "html" | "htm" | "xhtml" => Some(Kind::Html),
            "json" => Some(Kind::Json),
            "jsonl" | "ndjson" => Some(Kind::JsonLines),
            "xml" => Some(Kind::Nitf),
            "eml" | "emlx" => Some(Kind::Eml),
            "mbox" | "mbx" => Some(Kind::Mbox),
            "mht" | "mhtml" => Some(Kind::Mhtml),
            "docx" | "docm" | "dotx" | "dotm" => Some(Kind::Docx),
            "odt" | "ott" | "fodt" => Some(Kind::Odt),
            "rtf" => Some(Kind::Rtf),
            "pdf" => Some(Kind::Pdf),
            _ => None,
        }
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
