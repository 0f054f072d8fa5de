//! What a web page says about itself: JSON-LD, `meta` elements, `time`, `lang`, and the byline that it shows.

use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

use super::assemble::{located, one_line};
use super::dates;
use super::part::Meta;

/// A byline longer than this is a paragraph.
const MAX_BYLINE: usize = 160;

/// Reads the metadata of a page, before its furniture is taken out.
pub fn read(document: &Document) -> Meta {
    let linked = linked_data(document);
    let tags = Tags::read(document);
    let from_tags = |names: &[&str]| names.iter().find_map(|name| tags.get(name));
    let site = from_tags(&["og:site_name", "application-name"]);
    let source = text_at(&linked, &["publisher", "provider", "sourceOrganization"])
        .or_else(|| site.clone())
        .or_else(|| {
            from_tags(&["publisher", "dc.publisher", "dcterms.publisher", "citation_journal_title"])
        });
    let title = text_at(&linked, &["headline"])
        .or_else(|| from_tags(&["og:title", "twitter:title", "dc.title"]))
        .map(|title| without_site(&title, source.as_deref()))
        .or_else(|| heading(document))
        .or_else(|| document_title(document, source.as_deref()));
    let date = text_at(&linked, &["datePublished", "dateCreated", "uploadDate"])
        .or_else(|| from_tags(&DATES))
        .and_then(|date| dates::parse(&date))
        .or_else(|| shown_date(document));
    let author = text_at(&linked, &["author", "creator"])
        .or_else(|| {
            from_tags(&[
                "author",
                "article:author",
                "dc.creator",
                "parsely-author",
                "sailthru.author",
                "byl",
            ])
        })
        .filter(|author| !author.contains("://"));
    let byline = shown_byline(document).or(author);
    let lang = document
        .html_root()
        .attr("lang")
        .map(|lang| lang.to_string())
        .filter(|lang| !lang.trim().is_empty());
    Meta {
        title: title.as_deref().and_then(located),
        byline: byline.as_deref().and_then(located),
        dateline: text_at(&linked, &["dateline"]).as_deref().and_then(located),
        date,
        source: source.or_else(|| site_of_title(document, title.as_deref())),
        lang: lang
            .or_else(|| text_at(&linked, &["inLanguage"]))
            .or_else(|| from_tags(&["og:locale"])),
        topics: topics(&linked, &tags),
    }
}

const DATES: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
];

/// The `meta` elements with a name or property and a content, in the order of the page.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn read(document: &Document) -> Tags {
        let named = |node: &NodeRef| {
            let name = node
                .attr("property")
                .or_else(|| node.attr("name"))
                .or_else(|| node.attr("itemprop"))?;
            let content = one_line(&node.attr("content")?);
            (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content))
        };
        Tags(document.root().find(&["meta"]).iter().filter_map(named).collect())
    }

    fn get(&self, name: &str) -> Option<String> {
        self.all(name).next().map(str::to_owned)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }
}

/// The JSON-LD object that describes an article; empty when there is none.
fn linked_data(document: &Document) -> Map<String, Value> {
    for script in document.root().find(&["script"]) {
        if script
            .attr("type")
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
            && let Ok(value) = serde_json::from_str::<Value>(script.text().trim())
            && let Some(article) = find_article(value)
        {
            return article;
        }
    }
    Map::new()
}

/// Finds the article among what a JSON-LD script holds: the object itself, one of a list, one of a graph.
fn find_article(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Array(list) => list.into_iter().find_map(find_article),
        Value::Object(mut object) => {
            if object.get("@type").is_some_and(is_article) {
                return Some(object);
            }
            ["@graph", "mainEntity"].iter().find_map(|key| find_article(object.remove(*key)?))
        }
        _ => None,
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article")
                || kind.ends_with("Posting")
                || matches!(kind.as_str(), "Report" | "Review")
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// The words at the first of `keys` that has any: a string, a `name`, or those of a list joined by commas.
fn text_at(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| {
        let words = names(object.get(*key)?).join(", ");
        (!words.is_empty()).then_some(words)
    })
}

fn names(value: &Value) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(text) => Some(one_line(text)),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(one_line),
        _ => None,
    };
    match value {
        Value::Array(list) => list.iter().filter_map(name).filter(|n| !n.is_empty()).collect(),
        one => name(one).filter(|n| !n.is_empty()).into_iter().collect(),
    }
}

fn topics(linked: &Map<String, Value>, tags: &Tags) -> Vec<String> {
    let split = |text: &str| {
        text.split([',', ';']).map(one_line).filter(|t| !t.is_empty()).collect::<Vec<_>>()
    };
    let given = match linked.get("keywords") {
        Some(Value::String(text)) => split(text),
        Some(list) => names(list),
        None => Vec::new(),
    };
    if !given.is_empty() {
        return given;
    }
    let tagged: Vec<String> = tags.all("article:tag").flat_map(split).collect();
    if !tagged.is_empty() {
        return tagged;
    }
    tags.get("news_keywords")
        .or_else(|| tags.get("keywords"))
        .map(|text| split(&text))
        .unwrap_or_default()
}

/// The first heading, if the page has one with words.
fn heading(document: &Document) -> Option<String> {
    document.root().find(&["h1"]).iter().map(|h| one_line(&h.text())).find(|h| !h.is_empty())
}

/// The `title` element without the name of the site.
fn document_title(document: &Document, site: Option<&str>) -> Option<String> {
    let title = document.root().find(&["title"]).first().map(|t| one_line(&t.text()))?;
    (!title.is_empty()).then(|| without_site(&title, site))
}

/// Cuts `| The Site` off the end of a title.
fn without_site(title: &str, site: Option<&str>) -> String {
    let cut = site.and_then(|site| title.strip_suffix(site)).map(|rest| rest.trim_end());
    let cut =
        cut.and_then(|rest| rest.strip_suffix(['|', '-', '–', '—', ':', '·'])).map(str::trim_end);
    cut.filter(|rest| !rest.is_empty()).unwrap_or(title).to_owned()
}

/// What stands behind the headline in the `title` element: `Headline - The Site`.
fn site_of_title(document: &Document, title: Option<&str>) -> Option<String> {
    let full = document.root().find(&["title"]).first().map(|t| one_line(&t.text()))?;
    let rest = full.strip_prefix(title?)?.trim_start();
    let site = rest.strip_prefix(['|', '-', '–', '—', '·'])?.trim();
    (!site.is_empty() && site.len() <= 80).then(|| site.to_owned())
}

fn shown_date(document: &Document) -> Option<jiff::civil::Date> {
    let times = document.root().find(&["time"]);
    times.iter().find_map(|time| {
        let day = time.attr("datetime").and_then(|value| dates::parse(&value));
        day.or_else(|| dates::parse(&time.text()))
    })
}

/// The byline that the page shows; its element is taken out of the page.
fn shown_byline(document: &Document) -> Option<String> {
    let selection = document.select(
        ".byline, .by-line, .article-byline, .story-byline, .article__byline, [itemprop=author], [rel=author], .author",
    );
    for node in selection.nodes() {
        let text = one_line(&node.text());
        let words = text.trim_end_matches(['|', '-', '–', '—', '·', ' ']);
        if words.len() <= MAX_BYLINE
            && words.chars().any(char::is_alphabetic)
            && node.find(&["h1"]).is_empty()
        {
            node.remove_from_parent();
            return Some(words.to_owned());
        }
    }
    None
}
