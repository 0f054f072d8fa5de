//! A cheap look at how deep a page is nested, before a parser that minds is let at it.
//!
//! Tree builders walk their stack of open elements for many tags, so deep nesting costs the square of its depth.

use dom_query::Document;

use super::error::ReadError;

/// Elements without content.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];
/// Elements whose end tag is often left out, and that end when the next of their kind begins.
const OPEN_ENDED: [&[u8]; 13] = [
    b"p", b"li", b"dt", b"dd", b"td", b"th", b"tr", b"tbody", b"thead", b"option", b"html",
    b"body", b"head",
];
/// Elements that hold characters, not elements.
const RAW: [&[u8]; 4] = [b"script", b"style", b"textarea", b"title"];

/// Refuses a page that opens more than `limit` elements inside each other.
pub fn check(html: &str, limit: usize) -> Result<(), ReadError> {
    let bytes = html.as_bytes();
    let (mut depth, mut drawing, mut at) = (0usize, 0usize, 0);
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += memchr::memmem::find(rest, b"-->").unwrap_or(rest.len());
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closing)..];
        let name =
            &name[..name.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name.is_empty() {
            continue;
        }
        let name = name.to_ascii_lowercase();
        let name = name.as_slice();
        if VOID.contains(&name) || OPEN_ENDED.contains(&name) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
            drawing = drawing.saturating_sub(usize::from(name == b"svg"));
            continue;
        }
        if RAW.contains(&name) {
            at += end_of_raw(rest, name);
            continue;
        }
        drawing += usize::from(name == b"svg");
        // Only in a drawing does `<path/>` close itself.
        let closed = drawing > 0 && name != b"svg" && closes_itself(rest);
        if !closed {
            depth += 1;
            if depth > limit {
                return Err(ReadError::TooDeep { limit });
            }
        }
    }
    Ok(())
}

/// Whether a tag ends with `/>`; one that is very long does not.
fn closes_itself(rest: &[u8]) -> bool {
    let near = &rest[..rest.len().min(4096)];
    memchr::memchr(b'>', near).is_some_and(|end| near[..end].ends_with(b"/"))
}

/// Where the end tag of `name` begins; an element that nobody closes takes the rest.
fn end_of_raw(rest: &[u8], name: &[u8]) -> usize {
    memchr::memmem::find_iter(rest, b"</")
        .find(|at| {
            rest.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
        })
        .unwrap_or(rest.len())
}

/// Refuses a tree deeper than `limit`, whatever its source looked like.
pub fn check_tree(document: &Document, limit: usize) -> Result<(), ReadError> {
    // Elements that close by themselves and those that the parser adds are not counted before.
    let limit = limit * 2 + 16;
    let mut depth = 0;
    let mut node = document.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > limit {
                return Err(ReadError::TooDeep { limit });
            }
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return Ok(()),
            }
            depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_true_nesting_counts() {
        let flat = "<p>a<br><img src=x>".repeat(1000)
            + &"<div>b</div>".repeat(1000)
            + &"<li>x".repeat(1000);
        let script = format!("<script>{}</script>", "'<div>'".repeat(1000));
        let comment = format!("<!-- {} -->", "<div>".repeat(1000));
        let drawing = format!("<svg>{}</svg>", "<path d='x'/>".repeat(1000));
        for html in [flat, script, comment, drawing, "a < b <3 </> <".to_owned()] {
            assert_eq!(check(&html, 400), Ok(()), "{}", &html[..html.len().min(40)]);
        }
        for tag in ["<div>", "<DIV/>", "<b>", "<span\nclass=a>", "<path/>", "<svg>", "</p><i>"] {
            assert_eq!(
                check(&tag.repeat(401), 400),
                Err(ReadError::TooDeep { limit: 400 }),
                "{tag}"
            );
        }
    }

    #[test]
    fn a_deep_tree_is_refused_after_parsing() {
        let deep = Document::from(format!("<svg><desc>{}", "<path/>".repeat(2000)));
        assert!(check_tree(&deep, 400).is_err());
        assert!(check_tree(&Document::from("<p>a<p>b"), 400).is_ok());
    }
}
