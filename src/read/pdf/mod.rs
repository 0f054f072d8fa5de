//! PDF: the characters that its pages draw, put together to words, lines, columns and paragraphs.
//!
//! A PDF holds no text, only characters and their places. The crates hayro-syntax and hayro-font read the file and its
//! fonts; the rooms below read what the pages draw and put it together again. Pictures are never unpacked.

mod columns;
mod content;
mod fonts;
mod info;
mod paragraphs;
mod shadows;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF whose pages have these content streams, in Helvetica of 10 points, with one more object, number 4.
    fn pdf(pages: &[&str], object: &str, trailer: &str) -> Vec<u8> {
        let kids: String = (0..pages.len()).map(|n| format!("{} 0 R ", 10 + 2 * n)).collect();
        let mut objects = vec![
            (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
            (
                2,
                format!(
                    "<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 300 400]/Resources 5 0 R>>",
                    pages.len()
                ),
            ),
            (3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned()),
            (4, object.to_owned()),
            (5, "<</Font<</F 3 0 R>>/XObject<</X 4 0 R>>>>".to_owned()),
        ];
        for (n, text) in pages.iter().enumerate() {
            let at = 10 + 2 * n;
            objects.push((at, format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", at + 1)));
            let length = text.len();
            objects.push((at + 1, format!("<</Length {length}>>stream\n{text}\nendstream")));
        }
        let mut file = "%PDF-1.4\n".to_owned();
        let mut table = "xref\n".to_owned();
        for (number, object) in objects {
            table += &format!("{number} 1\n{:010} 00000 n \n", file.len());
            file += &format!("{number} 0 obj\n{object}\nendobj\n");
        }
        let at = file.len();
        file += &format!("{table}trailer<</Size 99/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF");
        file.into_bytes()
    }

    const FIRST: &str = "BT /F 10 Tf 14 TL 20 350 Td (Tariffs lifted) Tj T* T* (The minister said that the compu-) Tj T* \
        (ter of the bank would not be sold to) Tj ET BT /F 10 Tf 150 10 Td (1) Tj ET";
    const SECOND: &str = "BT /F 10 Tf 14 TL 20 350 Td (anyone else.) Tj T* T* (All [is] well.) Tj ET BT /F 10 Tf 150 10 Td (2) Tj ET";

    #[test]
    fn pages_title_and_date() {
        let info = "<</Title(Tariffs Lifted)/Author(Ann Lee)/CreationDate(D:20190517120000Z)>>";
        let file = pdf(&[FIRST, SECOND], info, "/Info 4 0 R");
        let part = read(&file, &Limits::default()).expect("sound PDF");
        assert_eq!(
            part.text,
            "Tariffs Lifted\n\nAnn Lee\n\nThe minister said that the computer of the bank would not be sold to \
             anyone else.\n\nAll [is] well."
        );
        assert_eq!(part.pages, [0, part.text.find("anyone").expect("page 2")]);
        assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2019-05-17"));
    }

    #[test]
    fn what_holds_no_text_is_an_error() {
        let empty = pdf(&["0 0 10 10 re f"], "null", "");
        let key = "a".repeat(32);
        let lock = format!("<</Filter/Standard/V 1/R 2/P -4/O({key})/U({key})>>");
        let locked = pdf(&[FIRST], &lock, "/ID[(a)(a)]/Encrypt 4 0 R");
        for (bytes, code) in [
            (&empty[..], "read.no-text"),
            (&locked[..], "read.encrypted"),
            (b"", "read.empty"),
            (b"%PDF-1.4", "read.malformed"),
        ] {
            assert_eq!(read(bytes, &Limits::default()).expect_err(code).code(), code);
        }
        let short = Limits { max_text: 8, ..Limits::default() };
        let error = read(&pdf(&[FIRST], "null", ""), &short).expect_err("long");
        assert_eq!(error.code(), "read.too-large");
    }

    #[test]
    fn forms_in_forms_end() {
        let page = "/X Do BT /F 10 Tf 20 350 Td (Words.) Tj ET";
        let form = "<</Subtype/Form/BBox[0 0 9 9]/Length 11>>stream\n/X Do /X Do\nendstream";
        let part = read(&pdf(&[page], form, ""), &Limits::default()).expect("sound PDF");
        assert_eq!(part.text, "Words.");
    }

    #[test]
    fn numbers_printed_twice_to_look_bold() {
        let page =
            "BT /F 10 Tf 20 350 Td (1) Tj 0.3 0 Td (1) Tj 5.3 0 Td (.9) Tj 0.3 0 Td (.9) Tj ET";
        let part = read(&pdf(&[page], "null", ""), &Limits::default()).expect("sound PDF");
        assert_eq!(part.text, "1.9");
    }

    #[test]
    fn a_page_without_words_between_two_of_one_paragraph() {
        let part = read(&pdf(&[FIRST, "", SECOND], "", ""), &Limits::default()).expect("a PDF");
        assert_eq!(part.pages.len(), 3);
        assert!(part.pages.is_sorted(), "{:?} {}", part.pages, part.text);
        assert!(part.pages.iter().all(|at| part.text.is_char_boundary(*at)));
    }

    #[test]
    fn numbers_of_pages() {
        for (line, number) in [
            ("12", true),
            ("- 12 -", true),
            ("Page 3 of 9", true),
            ("3/9", true),
            ("xiv", true),
            ("A7", false),
            ("12 dead", false),
            ("", false),
            ("1234567", false),
        ] {
            assert_eq!(is_page_number(line), number, "{line}");
        }
    }
}
