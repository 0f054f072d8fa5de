//! Goes through a file of NewsML and picks up its items.

use quick_xml::events::BytesStart;

use super::content::Content;
use super::item::Item;
use crate::read::assemble::one_line;
use crate::read::error::ReadError;
use crate::read::html;
use crate::read::kind::Kind;
use crate::read::limits::Limits;
use crate::read::reading::{Lines, Reading};
use crate::read::xml::{self, Visitor};

/// Elements that such a file begins with. Items of other kinds (concepts, knowledge, plans) hold no news.
pub const ROOTS: [&str; 4] = ["newsItem", "newsMessage", "packageItem", "NewsML"];

/// Elements that hold the content of an item.
const CONTENTS: [&str; 3] = ["inlineXML", "inlineData", "DataContent"];

/// Reads the items of a file.
pub fn read(text: &str, limits: &Limits) -> Result<Reading, ReadError> {
    let mut file = File::default();
    xml::walk(text, "NewsML", limits, &mut file)?;
    let mut reading = Reading::new(Kind::NewsMl);
    if let [item] = file.items.as_mut_slice() {
        reading.parts.push(std::mem::take(item).part(text, limits)?);
        return Ok(reading);
    }
    let mut line = Lines::new(text.as_bytes());
    for (number, item) in (1..).zip(file.items) {
        // A picture or a film lies elsewhere.
        if item.contents.is_empty() {
            continue;
        }
        let place = item.place.clone();
        let bytes = text.get(place.clone()).unwrap_or("").as_bytes();
        reading.add(number, line.at(place.start), bytes, item.part(text, limits));
    }
    if reading.parts.is_empty() && reading.problems.is_empty() {
        return Err(ReadError::NoText);
    }
    Ok(reading)
}

/// What has been read so far of a file.
#[derive(Default)]
struct File {
    /// Names of the open elements.
    open: Vec<String>,
    items: Vec<Item>,
    /// Depth at which the item that is open began.
    inside: Option<usize>,
    /// The content that is open, and its depth.
    content: Option<(Content, usize)>,
    /// Characters of the element that is open.
    text: String,
}

impl Visitor for File {
    fn start(&mut self, element: &BytesStart<'_>, at: usize) {
        let name = element.local_name().as_ref().to_owned();
        if self.content.is_none() && is_mixed(&name) {
            self.text.push_str(if name == "br" { " " } else { "" });
        } else if self.content.is_none() {
            self.text.clear();
            self.begin(&name, element, at);
        }
        self.open.push(name);
    }

    fn end(&mut self, name: &str, at: usize) {
        self.open.pop();
        let depth = self.open.len();
        if let Some((mut content, _)) = self.content.take_if(|(_, began)| *began == depth) {
            content.place.end = at.max(content.place.start);
            if let Some(item) = self.items.last_mut() {
                item.contents.push(content);
            }
        } else if self.content.is_none() && !is_mixed(name) {
            let words = one_line(&std::mem::take(&mut self.text));
            let parent = self.open.last().map_or("", String::as_str);
            if self.inside.is_some()
                && let Some(item) = self.items.last_mut()
            {
                item.take(name, parent, self.open.iter().rev().nth(1), words);
            }
            if self.inside == Some(depth) {
                self.inside = None;
                if let Some(item) = self.items.last_mut() {
                    item.place.end = at.max(item.place.start);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.content {
            Some((content, _)) => content.text.push_str(text),
            None => self.text.push_str(text),
        }
    }
}

/// Whether an element stands among the words of a line, such as a headline.
fn is_mixed(name: &str) -> bool {
    html::INLINE.contains(&name) || matches!(name, "br" | "Origin")
}

impl File {
    /// Takes note of an element outside of contents.
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, at: usize) {
        let depth = self.open.len();
        if self.inside.is_none() {
            if matches!(name, "newsItem" | "NewsItem") {
                let default_lang = xml::attribute(element, "xml:lang");
                self.items.push(Item::new(at, default_lang));
                self.inside = Some(depth);
            }
            return;
        }
        if CONTENTS.contains(&name) && xml::attribute(element, "encoding").is_none() {
            let media_type = xml::attribute(element, "contenttype").unwrap_or_default();
            self.content =
                Some((Content { media_type, place: at..at, ..Content::default() }, depth));
            return;
        }
        let parent = self.open.last().map_or("", String::as_str);
        if let Some(item) = self.items.last_mut() {
            item.note(name, parent, element);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::{Identity, Part};

    const ITEM: &str = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"u:1\" xml:lang=\"en-GB\">\
        <rightsInfo><copyrightHolder><name>Holder</name></copyrightHolder></rightsInfo>\
        <itemMeta><itemClass qcode=\"ninat:text\"/><provider qcode=\"nprov:WIRE\"><name>The Wire</name></provider>\
        <versionCreated>2018-10-21T16:25:32-05:00</versionCreated></itemMeta>\
        <contentMeta><contentCreated>2016-10-18T11:12:00-05:00</contentCreated><language tag=\"en-US\"/>\
        <located><name>Berlin</name><broader><name>Germany</name></broader></located>\
        <creator><name>Ann Lee</name></creator><headline>Quotas <b>&amp;</b><br/>tariffs</headline>\
        <headline role=\"hlrole:sub\">Below it</headline>\
        <subject><name xml:lang=\"en\">trade</name><name xml:lang=\"de\">Handel</name><broader><name>no</name></broader></subject>\
        <subject><name>fish</name></subject><slugline>slug</slugline></contentMeta>\
        <contentSet><remoteContent href=\"http://x/\"/>CONTENT</contentSet></newsItem>";

    const NITF: &str = "<inlineXML contenttype=\"application/nitf+xml\"><n:nitf xmlns:n=\"u\"><n:body><n:body.head>\
        <n:byline>By A. Roe</n:byline></n:body.head><n:body.content><n:p>One <n:em>t</n:em>wo.</n:p><n:p>Three.</n:p>\
        </n:body.content></n:body></n:nitf></inlineXML>";

    const XHTML_TEXT: &str = "<inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\">\
        <head><title/></head><body><p>One <b>t</b>wo.<br/></p><script src=\"x\"/><p>Three&#46;</p></body></html></inlineXML>";

    fn item(content: &str) -> String {
        ITEM.replace("CONTENT", content)
    }

    fn one(xml: &str) -> Part {
        let mut reading = read(xml, &Limits::default()).expect("sound NewsML");
        assert_eq!((reading.parts.len(), reading.problems.len()), (1, 0), "{xml}");
        reading.parts.remove(0)
    }

    #[test]
    fn an_item_around_each_content() {
        let plain = "<inlineData contenttype=\"text/plain\">One two.\n\nThree.</inlineData>";
        let escaped =
            "<inlineData contenttype=\"text/html\">&lt;p>One two.&lt;p>Three.</inlineData>";
        let table = [
            (NITF, "Quotas & tariffs\n\nBy A. Roe\n\nBelow it\n\nOne two.\n\nThree."),
            (XHTML_TEXT, "Quotas & tariffs\n\nAnn Lee\n\nBelow it\n\nOne two.\n\nThree."),
            (plain, "Quotas & tariffs\n\nAnn Lee\n\nOne two.\n\nThree."),
            (escaped, "Quotas & tariffs\n\nAnn Lee\n\nBelow it\n\nOne two.\n\nThree."),
        ];
        for (content, expected) in table {
            let part = one(&item(content));
            assert_eq!(part.text, expected);
            assert_eq!((part.number, &part.identity), (None, &Identity::File));
            assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2016-10-18"));
            assert_eq!(part.meta.source.as_deref(), Some("The Wire"));
            assert_eq!(part.meta.lang.as_deref(), Some("en-US"));
            assert_eq!(part.meta.topics, ["trade", "fish"]);
            assert_eq!(part.meta.dateline.map(|d| d.text).as_deref(), Some("Berlin"));
        }
    }

    #[test]
    fn a_message_of_several_items() {
        let picture = item("");
        let empty = item("<inlineXML><events><event>No</event></events></inlineXML>");
        let (first, second) = (item(NITF), item(XHTML_TEXT));
        let xml = format!(
            "<?xml version=\"1.0\"?>\n<newsMessage><header/><itemSet><packageItem/><knowledgeItem/>\n{first}{picture}\n{empty}{second}</itemSet></newsMessage>"
        );
        let reading = read(&xml, &Limits::default()).expect("sound NewsML");
        let numbers: Vec<_> = reading.parts.iter().map(|p| p.number).collect();
        assert_eq!(numbers, [Some(1), Some(4)]);
        let problems: Vec<_> =
            reading.problems.iter().map(|p| (p.number, p.line, p.error.code())).collect();
        assert_eq!(problems, [(3, 4, "read.no-text")]);
        assert_ne!(reading.parts[0].identity, reading.parts[1].identity);
    }

    #[test]
    fn items_of_the_first_version() {
        let xml = "<NewsML><Catalog/><NewsItem xml:lang=\"fr\"><NewsManagement><FirstCreated>20161018T111200Z</FirstCreated>\
            </NewsManagement><NewsComponent><AdministrativeMetadata><Provider><Party FormalName=\"AFX\"/></Provider>\
            </AdministrativeMetadata><NewsComponent><NewsLines><HeadLine>Titre</HeadLine><ByLine>Par A. Roe</ByLine>\
            <KeywordLine>quota</KeywordLine></NewsLines><ContentItem><MediaType FormalName=\"Text\"/><DataContent>\
            <p>Un &eacute;t&eacute;.</p>\n<p>Deux.</p></DataContent></ContentItem></NewsComponent><NewsComponent><NewsLines>\
            <HeadLine>Photo</HeadLine></NewsLines><ContentItem><DataContent><p>Vue.</p></DataContent></ContentItem>\
            </NewsComponent></NewsComponent></NewsItem></NewsML>";
        let part = one(xml);
        assert_eq!(part.text, "Titre\n\nPar A. Roe\n\nUn été.\n\nDeux.");
        assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2016-10-18"));
        assert_eq!(
            (part.meta.source.as_deref(), part.meta.lang.as_deref()),
            (Some("AFX"), Some("fr"))
        );
        assert_eq!(part.meta.topics, ["quota"]);
    }

    #[test]
    fn what_holds_no_text() {
        let deep = "<newsItem>".repeat(500);
        for (xml, code) in [
            ("<packageItem><contentMeta/></packageItem>", "read.no-text"),
            ("<newsMessage><itemSet/></newsMessage>", "read.no-text"),
            (&item(""), "read.no-text"),
            ("<newsItem><contentSet>", "read.malformed"),
            (&deep, "read.too-deep"),
        ] {
            assert_eq!(read(xml, &Limits::default()).expect_err(xml).code(), code, "{xml}");
        }
    }

    proptest! {
        #[test]
        fn no_damage_makes_it_panic(at in 0usize..3000, with in "[<>/&;a\"é]{0,3}", len in 0usize..20) {
            let xml = format!("<newsMessage>{}{}</newsMessage>", item(NITF), item(XHTML_TEXT));
            let chars: Vec<char> = xml.chars().collect();
            let at = at.min(chars.len());
            let damaged: String = chars[..at]
                .iter()
                .copied()
                .chain(with.chars())
                .chain(chars[at..].iter().skip(len).copied())
                .collect();
            let _ = read(&damaged, &Limits::default());
        }
    }
}
