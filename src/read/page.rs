//! Web pages: the article without the furniture around it.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::assemble::{self, Body};
use super::{Limits, Part, ReadError, check_size, html, nesting, page_meta};

/// Elements beyond which a page is not weighed but taken whole.
const MAX_ELEMENTS: usize = 100_000;

/// Reads the text of a web page.
pub fn read(text: &str, limits: &Limits) -> Result<Part, ReadError> {
    nesting::check(text, limits.max_depth)?;
    let document = Document::from(text);
    nesting::check_tree(&document, limits.max_depth)?;
    let meta = page_meta::read(&document);
    html::remove_furniture(&document);
    let paragraphs = main_text(document);
    let header: Vec<&str> =
        [&meta.title, &meta.byline].into_iter().flatten().map(|l| l.text.as_str()).collect();
    let paragraphs = assemble::without_repeats(paragraphs, |at, paragraph| {
        at < 5 && header.iter().any(|piece| same(piece, paragraph))
    });
    let body = Body::Paragraphs(paragraphs);
    if body.is_empty() {
        return Err(ReadError::NoText);
    }
    let part = assemble::part(meta, body, false);
    check_size(&part.text, limits)?;
    Ok(part)
}

/// Whether a paragraph repeats a piece of the header.
fn same(piece: &str, paragraph: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    piece.len().abs_diff(paragraph.len()) < 40 && plain(piece) == plain(paragraph)
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
    fn a_small_page_and_none() {
        let part = read_page("<h1>Short</h1><p>It rained.</p><p>Then it stopped.</p>");
        assert_eq!(part.text, "Short\n\nIt rained.\n\nThen it stopped.");
        let notice = read_page("<title>Closed today</title><p>Closed today</p>");
        assert_eq!(notice.body.map(|body| body.cut(&notice.text)), Some("Closed today"));
        let nothing = read("<nav>Home</nav><script>var a</script>", &Limits::default());
        assert_eq!(nothing.expect_err("no text"), ReadError::NoText);
    }
}
