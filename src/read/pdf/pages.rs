//! The paragraphs of pages to one text, with the places where its pages begin.

use super::numbers::without_number;
use super::paragraphs::{Paragraph, join};
use super::word::Word;
use super::{columns, paragraphs};
use crate::read::assemble::{self, Body};
use crate::read::error::ReadError;
use crate::read::part::{Meta, Part};

/// The text of the pages read so far.
#[derive(Default)]
pub struct Pages {
    paragraphs: Vec<String>,
    /// Where each page begins: number of the paragraph, and bytes into it.
    pages: Vec<(usize, usize)>,
    /// Whether the last paragraph may go on in the next column or on the next page.
    open: bool,
    length: usize,
}

impl Pages {
    /// Adds the words of a page, those of each direction of writing by themselves.
    pub fn add_page(&mut self, directions: Vec<Vec<Word>>) {
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

    /// Bytes of text, about.
    pub fn length(&self) -> usize {
        self.length
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

    /// Makes the record of the file.
    pub fn part(mut self, mut meta: Meta) -> Result<Part, ReadError> {
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
        let wanted = assemble::letters(&title.text);
        let is_title = |text: &String| assemble::letters(text) == wanted;
        let Some(at) = self.paragraphs.iter().take(8).position(is_title) else { return };
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
