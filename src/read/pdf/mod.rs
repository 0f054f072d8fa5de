//! PDF: the characters that its pages draw, put together to words, lines, columns and paragraphs.
//!
//! A PDF holds no text, only characters and their places. The crates hayro-syntax and hayro-font read the file and its
//! fonts; the rooms below read what the pages draw and put it together again. Pictures are never unpacked.

mod codes;
mod columns;
mod content;
mod fonts;
mod info;
mod paragraphs;
mod shadows;
#[cfg(test)]
mod tests;
mod words;

use hayro_font::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::fonts::Fonts;
use self::paragraphs::{Paragraph, join};
use self::words::Word;
use super::assemble::{self, Body, one_line};
use super::{Limits, Meta, Part, ReadError, check_size};

/// How far from the upper or lower edge a page number stands at most, as a share of the height of what is printed.
const MARGIN: f64 = 0.1;

/// Whether a file is a PDF by its first bytes; some have a few bytes before the mark.
pub fn is_pdf(first: &[u8]) -> bool {
    first.starts_with(b"%PDF-")
}

/// Reads the text of a PDF.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Part, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(refused)?;
    let mut fonts = Fonts::new();
    let mut text = Text::default();
    for page in pdf.pages().iter() {
        text.add_page(words::words(&content::glyphs(page, &mut fonts)));
        if text.length > limits.max_text {
            return Err(ReadError::TooLarge {
                what: "the text".into(),
                limit: limits.max_text as u64,
            });
        }
    }
    let part = text.part(info::meta(pdf.metadata()))?;
    check_size(&part.text, limits)?;
    Ok(part)
}

fn refused(error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => {
            ReadError::Unsupported { what: "a PDF with this kind of encryption".to_owned() }
        }
        LoadPdfError::Invalid => ReadError::Malformed {
            kind: "PDF".into(),
            what: "no pages were found in it".to_owned(),
        },
    }
}

/// The text of the pages read so far.
#[derive(Default)]
struct Text {
    paragraphs: Vec<String>,
    /// Where each page begins: number of the paragraph, and bytes into it.
    pages: Vec<(usize, usize)>,
    /// Whether the last paragraph may go on in the next column or on the next page.
    open: bool,
    length: usize,
}

impl Text {
    fn add_page(&mut self, directions: Vec<Vec<Word>>) {
        let mut begun = false;
        for words in directions {
            for block in columns::blocks(without_number(words)) {
                for paragraph in paragraphs::paragraphs(block) {
                    self.add(paragraph, &mut begun);
                }
            }
        }
        if !begun {
            self.pages.push((self.paragraphs.len(), 0));
        }
    }

    /// Adds a paragraph, or the rest of the last one; notes where the page begins.
    fn add(&mut self, paragraph: Paragraph, begun: &mut bool) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let before = self.paragraphs.len();
        let goes_on = self.open && text.starts_with(char::is_lowercase);
        match self.paragraphs.last_mut().filter(|_| goes_on) {
            Some(last) => {
                join(last, text, ' ');
                if !*begun {
                    self.pages.push((before - 1, last.len() - text.len()));
                }
            }
            None => {
                self.paragraphs.push(text.to_owned());
                if !*begun {
                    self.pages.push((before, 0));
                }
            }
        }
        *begun = true;
        self.open = paragraph.open;
        self.length += text.len() + 2;
    }

    fn part(mut self, mut meta: Meta) -> Result<Part, ReadError> {
        if !self.paragraphs.iter().any(|text| text.contains(char::is_alphanumeric)) {
            return Err(ReadError::NoText);
        }
        self.drop_printed_title(&mut meta);
        let part = assemble::part(meta, Body::Paragraphs(self.paragraphs), false);
        let starts = part.paragraphs.as_deref().unwrap_or_default();
        let place = |(paragraph, at): &(usize, usize)| {
            starts.get(*paragraph).map_or(part.text.len(), |span| span.start + at)
        };
        let mut pages: Vec<usize> = self.pages.iter().map(place).collect();
        // A page without words begins where the next one does, and that may go on with a paragraph from before.
        let mut next = part.text.len();
        for page in pages.iter_mut().rev() {
            *page = next.min(*page);
            next = *page;
        }
        // The title stands on the first page, wherever it comes from.
        if let Some(first) = pages.first_mut() {
            *first = 0;
        }
        Ok(Part { pages, ..part })
    }

    /// Leaves out the title where the first page prints it, for the text begins with it already; one that is
    /// printed longer than it is given is better than that.
    fn drop_printed_title(&mut self, meta: &mut Meta) {
        let Some(title) = &meta.title else { return };
        let letters = |text: &str| {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted: String = letters(&title.text);
        let first: Vec<String> = self.paragraphs.iter().take(8).map(|text| letters(text)).collect();
        let Some(at) = first.iter().position(|text| *text == wanted) else { return };
        if self.paragraphs.len() == 1 {
            meta.title = None;
            return;
        }
        self.paragraphs.remove(at);
        for (paragraph, offset) in &mut self.pages {
            if *paragraph == at {
                *offset = 0;
            }
            *paragraph -= usize::from(*paragraph > at);
        }
    }
}

/// Leaves out the number of the page, where it stands alone at the upper or lower edge.
fn without_number(mut words: Vec<Word>) -> Vec<Word> {
    for edge in [f64::max, f64::min] {
        let Some(outer) = words.iter().map(|word| word.base).reduce(edge) else { break };
        let Some(inner) =
            words.iter().map(|word| word.base).reduce(|a, b| if edge(a, b) == a { b } else { a })
        else {
            break;
        };
        let on_edge = |word: &Word| (word.base - outer).abs() < 0.5 * word.size;
        let line: Vec<&str> =
            words.iter().filter(|word| on_edge(word)).map(|word| word.text.as_str()).collect();
        let alone = words.iter().filter(|word| !on_edge(word)).all(|word| {
            (word.base - outer).abs() > (MARGIN * (inner - outer).abs()).min(1.3 * word.size)
        });
        if alone && line.len() < words.len() && is_page_number(&line.join(" ")) {
            words.retain(|word| (word.base - outer).abs() >= 0.5 * word.size);
        }
    }
    words
}

/// Whether a line is nothing but the number of a page: `12`, `- 12 -`, `Page 3 of 9`, `xiv`.
fn is_page_number(line: &str) -> bool {
    let line = one_line(line).to_lowercase();
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let line = line.strip_prefix("page").unwrap_or(line).trim();
    let number = |text: &str| {
        let roman = text.chars().all(|c| "ivxlc".contains(c));
        (1..=5).contains(&text.len()) && (roman || text.bytes().all(|b| b.is_ascii_digit()))
    };
    match line.split_once(" of ").or_else(|| line.split_once('/')) {
        Some((page, pages)) => number(page.trim()) && number(pages.trim()),
        None => number(line),
    }
}
