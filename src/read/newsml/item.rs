//! What an item says of itself, and the part made of it.

use std::ops::Range;

use jiff::civil::Date;
use quick_xml::events::BytesStart;

use super::content::Content;
use crate::read::assemble::{self, Body, located};
use crate::read::error::ReadError;
use crate::read::limits::{Limits, check_size};
use crate::read::part::{Meta, Part};
use crate::read::{dates, xml};

/// What a `newsItem` says.
#[derive(Default)]
pub struct Item {
    /// Its bytes.
    pub place: Range<usize>,
    pub contents: Vec<Content>,
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

impl Item {
    /// An item that begins at `at`.
    pub fn new(at: usize, default_lang: Option<String>) -> Item {
        Item { place: at..at, default_lang, ..Item::default() }
    }

    /// Takes note of what an element says in its attributes.
    pub fn note(&mut self, name: &str, parent: &str, element: &BytesStart<'_>) {
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
    pub fn take(&mut self, name: &str, parent: &str, above: Option<&String>, words: String) {
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

    /// Makes a part of the item.
    pub fn part(self, text: &str, limits: &Limits) -> Result<Part, ReadError> {
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
