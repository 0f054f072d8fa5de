//! IPTC NewsML-G2 and NewsML 1: items of news, one or many a file, around NITF, XHTML or plain text.

use std::ops::Range;

use jiff::civil::Date;
use quick_xml::events::BytesStart;

use super::assemble::{self, Body, located, one_line};
use super::xml::{self, Visitor};
use super::{
    Identity, Kind, Limits, Meta, Part, ReadError, Reading, RecordProblem, check_size, dates, html,
    nitf,
};

/// Elements that such a file begins with. Items of other kinds (concepts, knowledge, plans) hold no news.
pub const ROOTS: [&str; 4] = ["newsItem", "newsMessage", "packageItem", "NewsML"];

/// Elements that hold the content of an item.
const CONTENTS: [&str; 3] = ["inlineXML", "inlineData", "DataContent"];

/// Elements that a piece of XHTML begins with.
const XHTML: [&str; 12] =
    ["html", "body", "div", "p", "article", "section", "h1", "h2", "h3", "ul", "table", "span"];

/// Reads the items of a file.
pub fn read(text: &str, limits: &Limits) -> Result<Reading, ReadError> {
    let mut file = File::default();
    xml::walk(text, "NewsML", limits, &mut file)?;
    let mut reading = Reading { kind: Kind::NewsMl, parts: Vec::new(), problems: Vec::new() };
    if let [item] = file.items.as_mut_slice() {
        reading.parts.push(std::mem::take(item).part(text, limits)?);
        return Ok(reading);
    }
    let (mut line, mut seen) = (1, 0);
    for (number, item) in (1..).zip(file.items) {
        // A picture or a film lies elsewhere.
        if item.contents.is_empty() {
            continue;
        }
        let place = item.place.clone();
        line += text.get(seen..place.start).map_or(0, |between| between.matches('\n').count());
        seen = place.start;
        match item.part(text, limits) {
            Ok(part) => {
                let identity = Identity::Record(text.get(place).unwrap_or("").as_bytes().to_vec());
                reading.parts.push(Part { number: Some(number), identity, ..part });
            }
            Err(error) => reading.problems.push(RecordProblem { number, line, error }),
        }
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

/// What a `newsItem` says.
#[derive(Default)]
struct Item {
    /// Its bytes.
    place: Range<usize>,
    contents: Vec<Content>,
    title: Option<String>,
    item_title: Option<String>,
    subtitle: Option<String>,
    byline: Option<String>,
    creators: Vec<String>,
    dateline: Option<String>,
    located: Option<String>,
    provider: Option<String>,
    credit: Option<String>,
    holder: Option<String>,
    lang: Option<String>,
    /// Language of what says nothing else.
    default_lang: Option<String>,
    topics: Vec<String>,
    /// The subject that is open has given its name.
    named: bool,
    content_created: Option<Date>,
    first_created: Option<Date>,
    version_created: Option<Date>,
    /// The headline that is open is one below the first.
    below: bool,
}

/// One rendering of the content.
#[derive(Default)]
struct Content {
    media_type: String,
    /// Its bytes.
    place: Range<usize>,
    /// Its characters, references resolved.
    text: String,
}

impl Visitor for File {
    fn start(&mut self, element: &BytesStart<'_>, at: usize) {
        let name = element.local_name().as_ref().to_owned();
        if self.content.is_none() {
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
        } else if self.content.is_none() {
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

impl File {
    /// Takes note of an element outside of contents.
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, at: usize) {
        let depth = self.open.len();
        if self.inside.is_none() {
            if matches!(name, "newsItem" | "NewsItem") {
                let default_lang = xml::attribute(element, "xml:lang");
                self.items.push(Item { place: at..at, default_lang, ..Item::default() });
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

impl Item {
    /// Takes note of what an element says in its attributes.
    fn note(&mut self, name: &str, parent: &str, element: &BytesStart<'_>) {
        let attribute = |key: &str| xml::attribute(element, key);
        match (name, parent) {
            ("headline", _) => {
                self.below =
                    attribute("role").is_some_and(|role| role.to_lowercase().contains("sub"));
            }
            ("subject", "contentMeta") => self.named = false,
            ("language", "contentMeta") => keep(&mut self.lang, attribute("tag")),
            ("Language", _) => keep(&mut self.lang, attribute("FormalName")),
            ("provider", "itemMeta") => {
                // A code is better than nothing; a name that follows takes its place.
                let code = attribute("qcode");
                let code = code.as_deref().and_then(|code| code.split_once(':'));
                self.provider = attribute("literal").or_else(|| Some(code?.1.to_owned()));
            }
            ("Party", "Provider") => keep(&mut self.provider, attribute("FormalName")),
            ("Party", "Source" | "Creator") => keep(&mut self.credit, attribute("FormalName")),
            ("copyrightHolder", _) => keep(&mut self.holder, attribute("literal")),
            _ => {}
        }
    }

    /// Takes the words of an element.
    fn take(&mut self, name: &str, parent: &str, above: Option<&String>, words: String) {
        if words.is_empty() {
            return;
        }
        let words = Some(words);
        let day = || words.as_deref().and_then(dates::parse);
        match (name, parent) {
            ("headline", "contentMeta") if self.below => keep(&mut self.subtitle, words),
            ("headline", "contentMeta") | ("HeadLine", "NewsLines") => keep(&mut self.title, words),
            ("subheadline", "contentMeta") | ("SubHeadLine", "NewsLines") => {
                keep(&mut self.subtitle, words);
            }
            ("title", "itemMeta") => keep(&mut self.item_title, words),
            ("by", "contentMeta") | ("ByLine", "NewsLines") => keep(&mut self.byline, words),
            ("dateline", "contentMeta") | ("DateLine", "NewsLines") => {
                keep(&mut self.dateline, words);
            }
            ("creditline", "contentMeta") | ("CreditLine", "NewsLines") => {
                keep(&mut self.credit, words);
            }
            ("contentCreated", "contentMeta") => keep(&mut self.content_created, day()),
            ("firstCreated", "itemMeta") | ("FirstCreated", "NewsManagement") => {
                keep(&mut self.first_created, day());
            }
            ("versionCreated", "itemMeta") | ("ThisRevisionCreated", "NewsManagement") => {
                keep(&mut self.version_created, day());
            }
            ("keyword", "contentMeta") | ("KeywordLine", "NewsLines") => self.topics.extend(words),
            ("name", _)
                if above.is_some_and(|above| {
                    matches!(&**above, "contentMeta" | "itemMeta" | "rightsInfo")
                }) =>
            {
                self.name(parent, words);
            }
            _ => {}
        }
    }

    /// Takes the name that `parent` gives.
    fn name(&mut self, parent: &str, words: Option<String>) {
        match parent {
            // Names in more languages follow.
            "subject" if !self.named => {
                self.named = true;
                self.topics.extend(words);
            }
            "creator" => self.creators.extend(words),
            "located" => keep(&mut self.located, words),
            "provider" => self.provider = words,
            "infoSource" => keep(&mut self.credit, words),
            "copyrightHolder" => keep(&mut self.holder, words),
            _ => {}
        }
    }

    fn part(self, text: &str, limits: &Limits) -> Result<Part, ReadError> {
        let mut best: Option<(Meta, Body)> = None;
        for content in &self.contents {
            let (meta, body) = content.read(text, limits)?;
            // Of several renderings, the fullest; a caption stands beside its story.
            if words(&body) > best.as_ref().map_or(0, |(_, body)| words(body)) {
                best = Some((meta, body));
            }
        }
        let Some((inner, mut body)) = best else { return Err(ReadError::NoText) };
        if let (Body::Paragraphs(list), Some(subtitle)) = (&mut body, &self.subtitle)
            && !list.contains(subtitle)
        {
            list.insert(0, subtitle.clone());
        }
        let print_dateline = inner.dateline.is_some();
        let line = |words: &Option<String>| words.as_deref().and_then(located);
        let meta = Meta {
            title: line(&self.title).or(inner.title).or_else(|| line(&self.item_title)),
            byline: line(&self.byline)
                .or(inner.byline)
                .or_else(|| located(&self.creators.join(", "))),
            dateline: inner
                .dateline
                .or_else(|| line(&self.dateline))
                .or_else(|| line(&self.located)),
            date: self
                .content_created
                .or(self.first_created)
                .or(self.version_created)
                .or(inner.date),
            source: self.provider.or(inner.source).or(self.credit).or(self.holder),
            lang: self.lang.or(inner.lang).or(self.default_lang),
            topics: if self.topics.is_empty() { inner.topics } else { self.topics },
        };
        let part = assemble::part(meta, body, print_dateline);
        check_size(&part.text, limits)?;
        Ok(part)
    }
}

/// Fills what is still empty.
fn keep<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

fn words(body: &Body) -> usize {
    match body {
        Body::Running(text) => text.trim().len(),
        Body::Paragraphs(list) => list.iter().map(String::len).sum(),
    }
}

impl Content {
    /// What it says of itself, and its words; none when it is no text.
    fn read(&self, text: &str, limits: &Limits) -> Result<(Meta, Body), ReadError> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ITEM: &str = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"u:1\" xml:lang=\"en-GB\">\
        <rightsInfo><copyrightHolder><name>Holder</name></copyrightHolder></rightsInfo>\
        <itemMeta><itemClass qcode=\"ninat:text\"/><provider qcode=\"nprov:WIRE\"><name>The Wire</name></provider>\
        <versionCreated>2018-10-21T16:25:32-05:00</versionCreated></itemMeta>\
        <contentMeta><contentCreated>2016-10-18T11:12:00-05:00</contentCreated><language tag=\"en-US\"/>\
        <located><name>Berlin</name><broader><name>Germany</name></broader></located>\
        <creator><name>Ann Lee</name></creator><headline>Quotas &amp; tariffs</headline>\
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
