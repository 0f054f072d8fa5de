//! A PDF as a whole: opens it, and has its pages read one after the other.

use hayro_font::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::fonts::Fonts;
use super::pages::Pages;
use super::{content, info, words};
use crate::read::error::ReadError;
use crate::read::limits::{Limits, check_size};
use crate::read::part::Part;

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
    let mut text = Pages::default();
    for page in pdf.pages().iter() {
        text.add_page(words::words(&content::glyphs(page, &mut fonts)));
        if text.length() > limits.max_text {
            return Err(limits.too_much_text());
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
