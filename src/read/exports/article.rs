//! An article of an export, and the record made of it.

use std::ops::Range;

use jiff::civil::Date;

use crate::read::assemble::{self, Body, located, one_line};
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::part::{Meta, Part};

/// An article of an export.
#[derive(Debug, Default, PartialEq)]
pub struct Article {
    /// Its bytes.
    pub place: Range<usize>,
    pub title: String,
    pub byline: String,
    pub dateline: String,
    pub date: Option<Date>,
    pub source: String,
    pub lang: Option<String>,
    pub topics: Vec<String>,
    pub paragraphs: Vec<String>,
    /// Whether it bears the marks of the layout.
    pub sure: bool,
}

impl Article {
    /// Makes a record of it.
    pub fn part(self, limits: &Limits) -> Result<Part, ReadError> {
        let source = one_line(&self.source);
        let meta = Meta {
            title: located(&self.title),
            byline: located(&self.byline),
            dateline: located(&self.dateline),
            date: self.date,
            source: (!source.is_empty()).then_some(source),
            lang: self.lang,
            topics: self.topics,
        };
        assemble::checked(meta, Body::Paragraphs(self.paragraphs), true, limits)
    }
}
