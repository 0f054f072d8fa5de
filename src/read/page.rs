//! Web pages: the article without the furniture around it, and documents that are HTML and no page of a site.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::assemble::{self, Body};
use super::error::ReadError;
use super::limits::Limits;
use super::part::{Meta, Part};
use super::{html, nesting, page_meta};

/// Elements beyond which a page is not weighed but taken whole.
const MAX_ELEMENTS: usize = 100_000;

/// Elements of which a page of a site has one; a document without them is all text, and no article is looked for in it.
const OF_A_SITE: &str =
    "article, main, nav, header, footer, aside, form, script, noscript, iframe, table";

/// Reads the text of a web page.
pub fn read(text: &str, limits: &Limits) -> Result<Part, ReadError> {
    let document = parse(text, limits)?;
    let meta = page_meta::read(&document);
    let is_of_a_site = !document.select(OF_A_SITE).is_empty();
    html::remove_furniture(&document);
    let paragraphs = match is_of_a_site || is_much_linked(&document) {
        true => main_text(document),
        false => html::paragraphs(document.root()),
    };
    part(meta, paragraphs, limits)
}

/// Reads a document that is HTML, such as one attached to a mail: all that can be seen is its text.
pub fn whole(text: &str, limits: &Limits) -> Result<Part, ReadError> {
    let document = parse(text, limits)?;
    let meta = page_meta::read(&document);
    part(meta, html::visible_in(&document), limits)
}

fn parse(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    nesting::check(text, limits.max_depth)?;
    let document = Document::from(text);
    nesting::check_tree(&document, limits.max_depth)?;
    Ok(document)
}

fn part(meta: Meta, paragraphs: Vec<String>, limits: &Limits) -> Result<Part, ReadError> {
    let header: Vec<&str> =
        [&meta.title, &meta.byline].into_iter().flatten().map(|l| l.text.as_str()).collect();
    let paragraphs = assemble::without_repeats(paragraphs, |at, paragraph| {
        at < 5 && header.iter().any(|piece| same(piece, paragraph))
    });
    assemble::checked(meta, Body::Paragraphs(paragraphs), false, limits)
}

/// Whether a paragraph repeats a piece of the header.
fn same(piece: &str, paragraph: &str) -> bool {
    piece.len().abs_diff(paragraph.len()) < 40
        && assemble::letters(piece) == assemble::letters(paragraph)
}

/// Whether more than a quarter of the words are links, as where lists of other pages stand around an article.
fn is_much_linked(document: &Document) -> bool {
    let links = document.root().find(&["a"]);
    let linked: usize = links.iter().map(|link| link.text().len()).sum();
    linked * 4 > document.root().text().len()
}

/// The paragraphs of the article: those of the part of the page that reads most like one, unless that leaves out most
/// of what the page says.
fn main_text(document: Document) -> Vec<String> {
    let all = html::paragraphs(document.root());
    let said: usize = document.root().find(&["p"]).iter().map(|p| p.text().trim().len()).sum();
    let config =
        Config { max_elements_to_parse: MAX_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return all;
    };
    let Ok(article) = readability.parse() else { return all };
    let main = html::paragraphs(Document::from(article.content).root());
    let kept: usize = main.iter().map(String::len).sum();
    if kept * 10 < said * 7 { all } else { main }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(html: &str) -> Part {
        read(html, &Limits::default()).expect("a page")
    }

    #[test]
    fn a_page_with_everything_around_the_article() {
        let words = "The port said on Thursday that ships would wait until the wind had dropped below forty knots. ";
        let page = format!(
            "<!doctype html><html lang='en-GB'><head><title>Port waits for wind | The Quay</title>\
             <meta property='og:site_name' content='The Quay'><meta name='keywords' content='ports, wind'>\
             <script type='application/ld+json'>{{\"@graph\":[{{\"@type\":[\"NewsArticle\"],\"headline\":\"Port waits \
             for wind | The Quay\",\"datePublished\":\"2019-03-07T10:00:00Z\",\"author\":[{{\"name\":\"Ann Lee\"}}]}}]}}\
             </script></head><body><header><a href=/>The Quay</a></header><nav>Home News</nav>\
             <div class=cookieNotice>We use cookies</div><article><h1>Port waits for wind</h1>\
             <p class=byline>By Ann Lee |</p><div class='share-tools'>Tweet</div><p>{words}<p>{words}\
             <h2>Why it waits</h2><ul><li>{words}</ul><div class='related'>Read this too</div></article>\
             <div class='comments'><p>{}</div><footer>Copyright</footer></body></html>",
            "Balderdash. ".repeat(200)
        );
        let part = read_page(&page);
        let (title, byline) =
            (part.meta.title.expect("a title"), part.meta.byline.expect("a byline"));
        assert_eq!(title.span.map(|s| s.cut(&part.text)), Some("Port waits for wind"));
        assert_eq!(byline.text, "By Ann Lee");
        assert_eq!(part.meta.source.as_deref(), Some("The Quay"));
        assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2019-03-07"));
        assert_eq!((part.meta.lang.as_deref(), part.meta.topics.len()), (Some("en-GB"), 2));
        let paragraphs = part.paragraphs.unwrap_or_default();
        let cut: Vec<&str> = paragraphs.iter().map(|p| p.cut(&part.text)).collect();
        assert_eq!(cut, [words.trim(), words.trim(), "Why it waits", words.trim()]);
    }

    #[test]
    fn a_document_that_is_no_page_of_a_site() {
        let notice = "This message is meant for the harbour office alone, and whoever else reads it is asked to \
                      send it back, to keep no copy of it, and to tell nobody what it says.";
        let letter = format!(
            "<html><body><div><div><p>{notice}</p></div></div><blockquote><div>From: Ann Lee</div>\
             <div>Subject: Mooring fees</div></blockquote><div>No fee is due for the second week.</div>\
             <div>Thanks</div></body></html>"
        );
        let lines = "From: Ann Lee\n\nSubject: Mooring fees\n\nNo fee is due for the second week.\n\nThanks";
        let expected = format!("{notice}\n\n{lines}");
        assert_eq!(read_page(&letter).text, expected);
        let list = "<ul><li><a href=/a>Tides of the coming week</a><li><a href=/b>Who moored in March</a></ul>";
        let linked = letter.replace("<blockquote>", &list.repeat(3)).replace("</blockquote>", "");
        assert!(!read_page(&linked).text.contains("Tides"));
        let footer = letter.replace("<div>Thanks</div>", "<footer>Thanks</footer>");
        let all = whole(&footer, &Limits::default()).expect("a document");
        assert_eq!(all.text, expected);
    }

    #[test]
    fn a_small_page_and_none() {
        let part = read_page("<h1>Short</h1><p>It rained.</p><p>Then it stopped.</p>");
        assert_eq!(part.text, "Short\n\nIt rained.\n\nThen it stopped.");
        let notice = read_page("<title>Closed today</title><p>Closed today</p>");
        assert_eq!(notice.body.map(|body| body.cut(&notice.text)), Some("Closed today"));
        let nothing = read("<nav>Home</nav><script>var a</script>", &Limits::default());
        assert_eq!(nothing.expect_err("no text"), ReadError::NoText);
    }
}
