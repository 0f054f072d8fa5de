//! HTML to paragraphs: which elements break a line, and which parts of a page are furniture.

use std::collections::HashSet;
use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::error::ReadError;
use super::limits::Limits;
use super::nesting;

/// Words in `class` and `id` that mark navigation, sharing, comments and the like.
static FURNITURE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let list = include_str!("../../seeds/lists/page-furniture.txt");
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// Elements that never hold words of an article.
pub const SILENT: &[&str] = &[
    "nav", "footer", "aside", "form", "button", "input", "select", "textarea", "dialog", "script",
    "style", "noscript", "template", "iframe", "svg", "object", "head", "audio", "video", "canvas",
    "menu",
];
/// Elements whose words nobody sees.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "head", "audio", "video", "canvas",
];
/// Elements that run on in the line.
pub const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "meter", "nobr", "person", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];
/// Roles of furniture.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "complementary",
    "dialog",
    "alertdialog",
    "search",
    "contentinfo",
    "menu",
];

/// The paragraphs of a piece of HTML that is all article, such as a body in a JSON field.
pub fn strip(html: &str, limits: &Limits) -> Result<Vec<String>, ReadError> {
    nesting::check(html, limits.max_depth)?;
    let document = Document::from(html);
    nesting::check_tree(&document, limits.max_depth)?;
    Ok(paragraphs(document.root()))
}

/// The paragraphs of a piece of HTML of which everything that can be seen counts, such as a mail.
pub fn visible(html: &str, limits: &Limits) -> Result<Vec<String>, ReadError> {
    nesting::check(html, limits.max_depth)?;
    let document = Document::from(html);
    nesting::check_tree(&document, limits.max_depth)?;
    Ok(visible_in(&document))
}

/// The paragraphs of a document of which everything that can be seen counts.
pub fn visible_in(document: &Document) -> Vec<String> {
    paragraphs_but(document.root(), |name, node| {
        UNSEEN.contains(&name)
            || node.has_attr("hidden")
            || node.attr("style").is_some_and(|style| hides(&style))
    })
}

/// The words under `root`, one string a block; runs of white space are one blank.
pub fn paragraphs(root: NodeRef<'_>) -> Vec<String> {
    paragraphs_but(root, |name, _| SILENT.contains(&name))
}

/// The words under `root` but for those of silent elements.
fn paragraphs_but(root: NodeRef<'_>, is_silent: impl Fn(&str, NodeRef<'_>) -> bool) -> Vec<String> {
    let mut out = Paragraphs::default();
    walk(root, |node, entering| {
        if node.is_text() {
            if entering {
                out.push(&node.text());
            }
            return true;
        }
        let Some(name) = node.node_name() else { return true };
        let silent = is_silent(&name, node);
        match &*name {
            "td" | "th" => out.push(" "),
            name if !INLINE.contains(&name) => out.end(),
            _ => {}
        }
        !silent
    });
    out.end();
    out.done
}

#[derive(Default)]
struct Paragraphs {
    done: Vec<String>,
    line: String,
    /// White space came last.
    blank: bool,
}

impl Paragraphs {
    fn push(&mut self, text: &str) {
        for (number, word) in text.split(is_blank).enumerate() {
            self.blank |= number > 0;
            if word.is_empty() {
                continue;
            }
            if self.blank && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.line.push_str(word);
            self.blank = false;
        }
    }

    fn end(&mut self) {
        if !self.line.trim().is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
        self.line.clear();
        self.blank = false;
    }
}

/// White space that HTML folds; a no-break space is folded too.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'
}

/// Goes through the tree under `root` without recursion; `visit(node, entering)` says, on entering, whether to go in.
fn walk<'a>(root: NodeRef<'a>, mut visit: impl FnMut(NodeRef<'a>, bool) -> bool) {
    let mut node = root;
    let mut go_in = visit(node, true);
    loop {
        match node.first_child().filter(|_| go_in) {
            Some(child) => node = child,
            None => loop {
                visit(node, false);
                if node.id == root.id {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => return,
                }
            },
        }
        go_in = visit(node, true);
    }
}

/// Takes navigation, sharing, comments, notices and the like out of the page.
pub fn remove_furniture(document: &Document) {
    let total = text_of_paragraphs(document.root());
    let mut doomed = Vec::new();
    walk(document.root(), |node, entering| {
        if !entering || !node.is_element() {
            return true;
        }
        let remove = is_furniture(node, total);
        if remove {
            doomed.push(node);
        }
        !remove
    });
    for node in doomed {
        node.remove_from_parent();
    }
}

fn is_furniture(node: NodeRef<'_>, total: usize) -> bool {
    let Some(name) = node.node_name() else { return false };
    match &*name {
        "html" | "body" | "main" | "head" | "h1" => return false,
        // Some pages are one form.
        "form" => return !holds_heading(node) && text_of_paragraphs(node) * 2 < total.max(1),
        name if SILENT.contains(&name) => return true,
        "header" => return !holds_heading(node),
        _ => {}
    }
    let attribute = |key: &str| node.attr(key).map(|value| value.to_string()).unwrap_or_default();
    if node.has_attr("hidden") || attribute("aria-hidden") == "true" || hides(&attribute("style")) {
        return !holds_heading(node);
    }
    let marks = attribute("class") + " " + &attribute("id");
    let marked = marks.split_whitespace().find_map(furniture_word);
    let Some(word) =
        marked.or_else(|| ROLES.contains(&attribute("role").as_str()).then_some("role"))
    else {
        return false;
    };
    if holds_heading(node) {
        return false;
    }
    // Readers may write more than reporters, but a box that holds most of the text is the article.
    word.starts_with("comment")
        || word.starts_with("disqus")
        || text_of_paragraphs(node) * 2 < total.max(1)
}

fn hides(style: &str) -> bool {
    style.split_whitespace().collect::<String>().to_ascii_lowercase().contains("display:none")
}

fn holds_heading(node: NodeRef<'_>) -> bool {
    !node.find(&["h1"]).is_empty()
}

/// Bytes of text in the `p` elements under `node`.
fn text_of_paragraphs(node: NodeRef<'_>) -> usize {
    node.find(&["p"]).iter().map(|p| p.text().len()).sum()
}

/// The first word, or pair of words, of a class name that marks furniture.
fn furniture_word(class: &str) -> Option<&'static str> {
    let mut last = String::new();
    let mut word = String::new();
    let mut lower = false;
    for c in class.chars().chain(['-']) {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            if let Some(found) = FURNITURE.get(word.as_str()) {
                return Some(found);
            }
            if let Some(found) = FURNITURE.get(format!("{last}-{word}").as_str()) {
                return Some(found);
            }
            last = std::mem::take(&mut word);
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_break_and_inline_elements_do_not() {
        let html = "<h2>One</h2>two <b>th</b>ree<br>four&nbsp;five<ul><li>a<li>b</ul><p>c\n  d</p><script>x</script>\
                    <table><tr><td>e<td>f<tr><td>g</table><blockquote>h</blockquote>";
        let expected = ["One", "two three", "four five", "a", "b", "c d", "e f", "g", "h"];
        assert_eq!(strip(html, &Limits::default()), Ok(expected.map(str::to_owned).to_vec()));
        assert_eq!(
            strip("plain &amp; simple", &Limits::default()),
            Ok(vec!["plain & simple".to_owned()])
        );
    }

    #[test]
    fn class_names_of_furniture() {
        for class in [
            "comments",
            "share-buttons",
            "cookie_banner",
            "relatedLinks",
            "article__newsletter",
            "read-next",
        ] {
            assert!(furniture_word(class).is_some(), "{class}");
        }
        for class in
            ["story-body", "content", "article", "commentary", "shared-history", "lead", "nextstep"]
        {
            assert!(furniture_word(class).is_none(), "{class}");
        }
    }
}
