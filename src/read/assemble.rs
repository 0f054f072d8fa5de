//! Builds the text of a format that has no text of its own: title, byline, dateline and paragraphs, with blank lines
//! between, so that each of them has a place in the text.

use super::error::ReadError;
use super::limits::{Limits, check_size};
use super::part::{Meta, Part};
use crate::article::{Located, Span};

/// What stands between two pieces.
const BREAK: &str = "\n\n";

/// A body: running text, or paragraphs that the reader knows.
pub enum Body {
    /// Text that still has to be divided.
    Running(String),
    /// Paragraphs.
    Paragraphs(Vec<String>),
}

impl Body {
    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        match self {
            Body::Running(text) => text.trim().is_empty(),
            Body::Paragraphs(list) => list.iter().all(|p| p.trim().is_empty()),
        }
    }
}

/// Takes out the paragraphs that only repeat a piece of the header; `repeats` is told their places too. Where nothing
/// else is left they stay: the whole of a short notice may be its title.
pub fn without_repeats(
    paragraphs: Vec<String>,
    repeats: impl Fn(usize, &str) -> bool,
) -> Vec<String> {
    let is_said: Vec<bool> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, p)| p.trim().is_empty() || repeats(at, p))
        .collect();
    if is_said.iter().all(|said| *said) {
        return paragraphs;
    }
    paragraphs.into_iter().zip(is_said).filter(|(_, said)| !said).map(|(p, _)| p).collect()
}

/// The same as [`part`], of a body that has words and makes no text that is too long.
pub fn checked(
    meta: Meta,
    body: Body,
    print_dateline: bool,
    limits: &Limits,
) -> Result<Part, ReadError> {
    if body.is_empty() {
        return Err(ReadError::NoText);
    }
    let part = part(meta, body, print_dateline);
    check_size(&part.text, limits)?;
    Ok(part)
}

/// Puts title, byline, dateline and body together; `dateline` goes into the text only if `print_dateline`.
pub fn part(mut meta: Meta, body: Body, print_dateline: bool) -> Part {
    let mut text = String::new();
    place(&mut text, meta.title.as_mut());
    place(&mut text, meta.byline.as_mut());
    if print_dateline {
        place(&mut text, meta.dateline.as_mut());
    }
    if !text.is_empty() {
        text.push_str(BREAK);
    }
    let start = text.len();
    let mut paragraphs = None;
    match body {
        Body::Running(running) => text.push_str(running.trim()),
        Body::Paragraphs(list) => {
            let spans = list
                .iter()
                .map(|p| p.trim())
                .filter(|p| !p.is_empty())
                .map(|p| append(&mut text, p, start));
            paragraphs = Some(spans.collect());
        }
    }
    let body = Some(Span::new(start, text.len()));
    Part { meta, body, paragraphs, ..Part::of(text) }
}

/// Appends a piece of the header and notes where it stands.
fn place(text: &mut String, piece: Option<&mut Located>) {
    if let Some(located) = piece {
        located.text = one_line(&located.text);
        located.span = Some(append(text, &located.text, 0));
    }
}

fn append(text: &mut String, piece: &str, first: usize) -> Span {
    if text.len() > first {
        text.push_str(BREAK);
    }
    let start = text.len();
    text.push_str(piece);
    Span::new(start, text.len())
}

/// Whether two lines say the same but for white space and letter case.
pub fn is_alike(a: &str, b: &str) -> bool {
    a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}

/// The letters and digits of a text in lower case: what stays the same where it is printed in another way.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A piece of a header that is not in any text yet; `None` when it holds no word.
pub fn located(text: &str) -> Option<Located> {
    let text = one_line(text);
    (!text.is_empty()).then_some(Located { text, span: None })
}

/// Makes every run of white space one blank.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_all_title_stays() {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let repeats = |_: usize, p: &str| p == "Title";
        for (all, kept) in [
            (list(&["Title", "Words.", " "]), list(&["Words."])),
            (list(&["Title"]), list(&["Title"])),
            (list(&["Title", " "]), list(&["Title", " "])),
            (list(&[]), list(&[])),
        ] {
            assert_eq!(without_repeats(all, repeats), kept);
        }
    }

    #[test]
    fn every_piece_has_a_place() {
        let meta =
            Meta {
                title: located(" A\n title "), byline: located("By É. Roe"), ..Meta::default()
            };
        let body = Body::Paragraphs(vec!["One.".to_owned(), " ".to_owned(), "Two é.".to_owned()]);
        let part = part(meta, body, false);
        assert_eq!(part.text, "A title\n\nBy É. Roe\n\nOne.\n\nTwo é.");
        let cut = |piece: Option<Located>| {
            piece.and_then(|l| l.span).map(|s| s.cut(&part.text).to_owned())
        };
        assert_eq!(cut(part.meta.title.clone()).as_deref(), Some("A title"));
        assert_eq!(cut(part.meta.byline.clone()).as_deref(), Some("By É. Roe"));
        assert_eq!(part.body.map(|b| b.cut(&part.text)), Some("One.\n\nTwo é."));
        let paragraphs = part.paragraphs.clone().unwrap_or_default();
        assert_eq!(
            paragraphs.iter().map(|p| p.cut(&part.text)).collect::<Vec<_>>(),
            ["One.", "Two é."]
        );
    }
}
