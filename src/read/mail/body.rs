//! The tree of a message: which of its parts are its text, and which are attached to it.

use std::borrow::Cow;

use super::encoding;
use super::fields::{self, Content};
use crate::read::error::ReadError;
use crate::read::html;
use crate::read::limits::Limits;

/// Multipart bodies inside each other, in one message.
const MAX_NESTING: usize = 30;
/// Parts of one message.
const MAX_PARTS: usize = 2000;
/// Words from which on a plain text is no mere notice that the mail should be seen as HTML.
const NOTICE: usize = 60;

/// Fields that say which mail did not arrive, and why. Mostly the text above them says it in words; where there is none,
/// and some servers give the words this type too, they are the text.
const DELIVERY: &str = "message/delivery-status";

/// A piece of the text of a message.
pub enum Piece {
    /// Plain text.
    Plain(String),
    /// HTML.
    Html(String),
}

/// A part that is not shown with the text.
pub struct Attachment<'a> {
    /// What its header says.
    pub content: Content,
    body: &'a [u8],
}

impl<'a> Attachment<'a> {
    /// Its bytes as they were sent.
    pub fn bytes(&self) -> Cow<'a, [u8]> {
        encoding::bytes(&self.content, self.body)
    }
}

/// What a message holds.
pub struct Parts<'a> {
    /// The text, in order.
    pub text: Vec<Piece>,
    /// What is attached, in order.
    pub attached: Vec<Attachment<'a>>,
    /// Why some of it was not looked at.
    pub error: Option<ReadError>,
}

/// Goes through the body of a message.
pub fn parts<'a>(content: Content, body: &'a [u8], limits: &Limits) -> Parts<'a> {
    let mut walk =
        Walk { limits, attached: Vec::new(), delivery: Vec::new(), error: None, left: MAX_PARTS };
    // What the whole message is, it is not attached to anything.
    let mut text = walk.part(Content { attached: false, ..content }, body, 0);
    if !walk.delivery.is_empty() && words(&text, limits) == 0 {
        text.append(&mut walk.delivery);
    }
    Parts { text, attached: walk.attached, error: walk.error }
}

struct Walk<'a, 'l> {
    limits: &'l Limits,
    attached: Vec<Attachment<'a>>,
    /// Fields of delivery reports.
    delivery: Vec<Piece>,
    error: Option<ReadError>,
    left: usize,
}

impl<'a> Walk<'a, '_> {
    fn part(&mut self, content: Content, body: &'a [u8], depth: usize) -> Vec<Piece> {
        if let Some(kind) = content.media.strip_prefix("multipart/") {
            let bodies = content.boundary.as_deref().and_then(|line| divide(body, line, self.left));
            if let Some(bodies) = bodies {
                return self.multipart(kind, bodies, depth);
            }
        }
        // A multipart body without parts is shown as it stands.
        let broken = content.media.starts_with("multipart/");
        match content.media.as_str() {
            _ if content.attached => self.attach(content, body),
            "text/html" => return vec![Piece::Html(encoding::text(&content, body))],
            "" | "text/plain" | "text" => {
                return vec![Piece::Plain(encoding::text(&content, body))];
            }
            DELIVERY => self.delivery.push(Piece::Plain(encoding::text(&content, body))),
            _ if broken => return vec![Piece::Plain(encoding::text(&content, body))],
            _ => self.attach(content, body),
        }
        Vec::new()
    }

    fn attach(&mut self, content: Content, body: &'a [u8]) {
        self.attached.push(Attachment { content, body });
    }

    fn multipart(&mut self, kind: &str, bodies: Vec<&'a [u8]>, depth: usize) -> Vec<Piece> {
        if depth >= MAX_NESTING {
            self.error.get_or_insert(ReadError::TooDeep { limit: MAX_NESTING });
            return Vec::new();
        }
        let mut children = Vec::new();
        for (number, bytes) in bodies.into_iter().enumerate() {
            if self.left == 0 {
                self.error.get_or_insert(ReadError::Malformed {
                    kind: "mail".into(),
                    what: format!("more than {MAX_PARTS} parts"),
                });
                break;
            }
            self.left -= 1;
            let (fields, body) = fields::split(bytes);
            let mut content = fields.map(|fields| fields.content()).unwrap_or_default();
            if kind == "digest" && content.media.is_empty() {
                content.media = "message/rfc822".to_owned();
            }
            let shown = !content.attached && !content.media.starts_with("multipart/");
            // Only the first of related parts is shown by itself, and of alternatives only text is known.
            let support = match kind {
                "related" => number > 0,
                "alternative" => !["", "text/plain", "text/html"].contains(&content.media.as_str()),
                _ => false,
            };
            if !(shown && support) {
                children.push(self.part(content, body, depth + 1));
            }
        }
        match kind {
            "alternative" => choose(children, self.limits),
            "related" => children.into_iter().next().unwrap_or_default(),
            _ => children.into_iter().flatten().collect(),
        }
    }
}

/// The bodies between the lines that begin with `--boundary`, one more than `limit` at most; `None` without such a line.
fn divide<'a>(body: &'a [u8], boundary: &str, limit: usize) -> Option<Vec<&'a [u8]>> {
    let mark = format!("--{boundary}");
    let mut found = Vec::new();
    let mut start = None;
    for at in memchr::memmem::find_iter(body, &mark) {
        let before = body.get(..at)?;
        if !(before.is_empty() || before.ends_with(b"\n")) {
            continue;
        }
        let after = body.get(at + mark.len()..)?;
        let line_end = memchr::memchr(b'\n', after).unwrap_or(after.len());
        let rest = after.get(..line_end)?.trim_ascii();
        if !rest.is_empty() && rest != b"--" {
            continue;
        }
        if let Some(start) = start {
            let part = body.get(start..at).unwrap_or_default();
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            found.push(part.strip_suffix(b"\r").unwrap_or(part));
        }
        if rest == b"--" || found.len() > limit {
            return Some(found);
        }
        start = Some((at + mark.len() + line_end + 1).min(body.len()));
    }
    // The last line is missing where a mail was cut.
    found.push(body.get(start?..)?);
    Some(found)
}

/// Of several forms of one text the plain one, unless it only says that there is another.
fn choose(children: Vec<Vec<Piece>>, limits: &Limits) -> Vec<Piece> {
    let is_plain = |pieces: &Vec<Piece>| pieces.iter().all(|p| matches!(p, Piece::Plain(_)));
    let (plain, mut rich): (Vec<_>, Vec<_>) = children.into_iter().partition(is_plain);
    let plain = plain.into_iter().find(|pieces| words(pieces, limits) > 0);
    let Some(plain) = plain else { return rich.pop().unwrap_or_default() };
    let count = words(&plain, limits);
    match rich.pop() {
        Some(rich) if count < NOTICE && words(&rich, limits) > count * 4 => rich,
        _ => plain,
    }
}

fn words(pieces: &[Piece], limits: &Limits) -> usize {
    let count = |text: &str| {
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    };
    let words = pieces.iter().map(|piece| match piece {
        Piece::Plain(text) => count(text),
        Piece::Html(source) => html::visible(source, limits)
            .map_or(0, |paragraphs| paragraphs.iter().map(|p| count(p)).sum()),
    });
    words.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(message: &str) -> (Vec<String>, usize) {
        let (fields, body) = fields::split(message.as_bytes());
        let content = fields.expect("a header").content();
        let parts = parts(content, body, &Limits::default());
        let text = parts.text.into_iter().map(|piece| match piece {
            Piece::Plain(text) => text,
            Piece::Html(text) => format!("html:{text}"),
        });
        (text.collect(), parts.attached.len())
    }

    fn multi(kind: &str, parts: &[&str]) -> String {
        let mut mail =
            format!("Content-Type: multipart/{kind}; boundary=\"={kind}=\"\n\nPreamble\n");
        for part in parts {
            mail += &format!("--={kind}= \r\n{part}\r\n");
        }
        mail + &format!("--={kind}=--\nEpilogue")
    }

    #[test]
    fn what_is_text_and_what_is_attached() {
        let plain = "Content-Type: text/plain\n\nPlain --=mixed= words.";
        let html = "Content-Type: TEXT/HTML\n\n<p>Rich.";
        let image = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO";
        let file = "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nFile.";
        let bare = "\nBare.";
        let both = multi("alternative", &[plain, html]);
        let long = format!("{html} {}", "word ".repeat(40));
        let rich = format!("html:<p>Rich. {}", "word ".repeat(40));
        let status = "Content-Type: message/delivery-status\n\nAction: failed";
        let table: [(String, &[&str], usize); 10] = [
            (multi("report", &[plain, status]), &["Plain --=mixed= words."], 0),
            (multi("report", &[status, status]), &["Action: failed", "Action: failed"], 0),
            (both.clone(), &["Plain --=mixed= words."], 0),
            (multi("alternative", &["\n \n", html]), &["html:<p>Rich."], 0),
            (multi("alternative", &[plain, &long]), &[&rich], 0),
            (multi("mixed", &[&both, file, bare, image]), &["Plain --=mixed= words.", "Bare."], 2),
            (multi("related", &[html, image, plain, file]), &["html:<p>Rich."], 1),
            (multi("digest", &[bare, bare]), &[], 2),
            (
                "Content-Type: multipart/mixed; boundary=x\n\nNo parts.".to_owned(),
                &["No parts."],
                0,
            ),
            ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nCut".to_owned(), &["Cut"], 0),
        ];
        for (mail, text, attached) in table {
            assert_eq!(
                show(&mail),
                (text.iter().map(|t| (*t).to_owned()).collect(), attached),
                "{mail}"
            );
        }
    }

    #[test]
    fn nesting_and_number_are_limited() {
        let mut deep = "\nwords".to_owned();
        for level in 0..40 {
            deep =
                format!("Content-Type: multipart/mixed; boundary=b{level}x\n\n--b{level}x\n{deep}");
        }
        let many =
            format!("Content-Type: multipart/mixed; boundary=x\n\n{}", "--x\n\nw\n".repeat(3000));
        for (mail, code) in [(deep, "read.too-deep"), (many, "read.malformed")] {
            let (fields, body) = fields::split(mail.as_bytes());
            let content = fields.expect("a header").content();
            let parts = parts(content, body, &Limits::default());
            assert_eq!(parts.error.map(|error| error.code()), Some(code));
        }
    }
}
