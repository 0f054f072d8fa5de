//! What a document says about itself: the Dublin Core fields of DOCX and ODT, the info group of RTF.

use quick_xml::events::BytesStart;

use super::xml::{Step, Visitor};
use crate::read::assemble::{located, one_line};
use crate::read::dates;
use crate::read::error::ReadError;
use crate::read::part::Meta;

/// A field longer than this, in bytes, is no field.
const MAX_FIELD: usize = 1000;
/// More fields are not kept.
const MAX_FIELDS: usize = 200;
/// What programs fill in where nobody wrote a title; compared in lower case.
const NO_TITLES: [&str; 13] = [
    "untitled",
    "untitled document",
    "unnamed",
    "unbenannt",
    "sans titre",
    "no title",
    "title",
    "document",
    "word document",
    "normal",
    "template",
    "slide 1",
    "powerpoint presentation",
];
/// What programs fill in where nobody said who writes; compared in lower case.
const NO_AUTHORS: [&str; 16] = [
    "author",
    "admin",
    "administrator",
    "apache poi",
    "docx4j",
    "microsoft office user",
    "microsoft",
    "owner",
    "pandoc",
    "python-docx",
    "root",
    "un-named",
    "unknown",
    "user",
    "utilisateur",
    "windows user",
];

/// The fields in the order of the document.
#[derive(Default)]
pub struct Properties {
    fields: Vec<(String, String)>,
    /// Name and text so far of the element that is open.
    open: Option<(String, String)>,
}

impl Properties {
    /// Adds a field; its name is that of Dublin Core or OpenDocument.
    pub fn add(&mut self, name: &str, value: &str) {
        let value = one_line(value);
        if !value.is_empty() && value.len() <= MAX_FIELD && self.fields.len() < MAX_FIELDS {
            self.fields.push((name.to_owned(), value));
        }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn first<'a>(&'a self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// The fields as metadata of an article, without what programs fill in.
    pub fn meta(&self) -> Meta {
        // OpenDocument's creator is who changed it last.
        let author = self.first(&["initial-creator", "creator"]).filter(|a| is_author(a));
        let topics = ["keywords", "keyword", "subject"].into_iter().flat_map(|key| self.all(key));
        let topics = topics.flat_map(|list| list.split([',', ';'])).map(str::trim);
        Meta {
            title: self.first(&["title"]).filter(|title| is_title(title)).and_then(located),
            byline: author.and_then(located),
            date: self.first(&["created", "creation-date"]).and_then(dates::parse),
            lang: self.first(&["language"]).map(str::to_owned),
            topics: topics.filter(|topic| !topic.is_empty()).map(str::to_owned).collect(),
            ..Meta::default()
        }
    }
}

/// Whether somebody wrote it: no name of a file and no word of a program.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let name = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let file = lower.rsplit_once('.').is_some_and(|(_, extension)| {
        matches!(extension, "doc" | "docx" | "dot" | "odt" | "ott" | "rtf" | "sxw" | "txt" | "wpd")
    });
    lower.chars().any(char::is_alphanumeric)
        && !file
        && !lower.starts_with("microsoft word -")
        && !NO_TITLES.contains(&name)
        && !NO_TITLES.contains(&lower.as_str())
}

fn is_author(author: &str) -> bool {
    author.chars().any(char::is_alphabetic) && !NO_AUTHORS.contains(&author.to_lowercase().as_str())
}

impl Visitor for Properties {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<Step, ReadError> {
        self.open = Some((element.local_name().as_ref().to_owned(), String::new()));
        Ok(Step::Enter)
    }

    fn end(&mut self, _: &str) -> Result<(), ReadError> {
        if let Some((name, value)) = self.open.take() {
            self.add(&name, &value);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if let Some((_, value)) = &mut self.open
            && value.len() <= MAX_FIELD
        {
            value.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_fill_in_is_no_title_or_author() {
        for title in ["Microsoft Word - a", "Untitled 3", "Document1", "a b.DOC", "--", "Title"] {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("The port in 2019") && is_title("1984"));
        assert!(!is_author("python-docx") && !is_author("1") && is_author("Ann Lee"));
    }

    #[test]
    fn fields_become_metadata() {
        let mut properties = Properties::default();
        for (name, value) in [
            ("title", " A \n title "),
            ("creator", "Bob"),
            ("initial-creator", "Ann"),
            ("created", "2019-05-17T10:00:00Z"),
            ("keywords", "steel, trade;"),
            ("subject", "Ports"),
            ("language", "en-GB"),
            ("keywords", &"x".repeat(2000)),
        ] {
            properties.add(name, value);
        }
        let meta = properties.meta();
        assert_eq!(meta.title.map(|l| l.text).as_deref(), Some("A title"));
        assert_eq!(meta.byline.map(|l| l.text).as_deref(), Some("Ann"));
        assert_eq!(meta.date.map(|d| d.to_string()).as_deref(), Some("2019-05-17"));
        assert_eq!(
            (meta.topics, meta.lang.as_deref()),
            (["steel", "trade", "Ports"].map(str::to_owned).to_vec(), Some("en-GB"))
        );
    }
}
