//! Writes records of one type in one of the formats made for programs.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::delimited::{self, Separator};
use super::format::Format;
use super::refused::Refused;
use super::shape::Shape;
use super::template::Template;
use super::{json, keys, schema};
use crate::passage::clean;

/// Writes records of one type for programs.
pub struct Records<T> {
    how: How,
    of: PhantomData<T>,
}

enum How {
    Json,
    JsonOf(Vec<String>),
    Delimited(Separator, Vec<String>),
    Template { template: Template, end: u8, clean: bool },
}

impl<T: Shape> Records<T> {
    /// Gets ready, and refuses keys that the records do not have.
    ///
    /// `None` for [`Format::Human`]: that is not for records of any type.
    pub fn new(format: &Format, fields: &[String]) -> Result<Option<Records<T>>, Refused> {
        Records::with_columns(format, fields, T::COLUMNS)
    }

    /// The same for records that are given as they are and not as hits of a search.
    pub fn whole(format: &Format, fields: &[String]) -> Result<Option<Records<T>>, Refused> {
        Records::with_columns(format, fields, T::WHOLE)
    }

    fn with_columns(
        format: &Format,
        fields: &[String],
        standard: &[&str],
    ) -> Result<Option<Records<T>>, Refused> {
        let known = match format {
            Format::Json if fields.is_empty() => Vec::new(),
            _ => schema::keys_of::<T>(),
        };
        for field in fields {
            keys::check(field, &known)?;
        }
        let how = match format {
            Format::Human => return Ok(None),
            Format::Json if fields.is_empty() => How::Json,
            Format::Json => How::JsonOf(fields.to_vec()),
            Format::Delimited(separator) => {
                let standard = || standard.iter().map(|name| (*name).to_owned()).collect();
                let columns = if fields.is_empty() { standard() } else { fields.to_vec() };
                How::Delimited(*separator, columns)
            }
            Format::Template { text, end, clean } => {
                let template = Template::parse(text, &known)?;
                How::Template { template, end: *end, clean: *clean }
            }
        };
        Ok(Some(Records { how, of: PhantomData }))
    }

    /// Writes what stands before the first record.
    pub fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.how {
            How::Delimited(separator, columns) => delimited::header(out, *separator, columns),
            _ => Ok(()),
        }
    }

    /// Writes one record.
    pub fn write(&self, out: &mut dyn Write, record: &T) -> io::Result<()> {
        match &self.how {
            How::Json => json::line(out, record),
            How::JsonOf(keys) => json::line_of(out, record, keys),
            How::Delimited(separator, columns) => {
                delimited::record(out, *separator, columns, &json::value(record)?)
            }
            How::Template { template, end, clean } => {
                let filled = template.fill(&json::value(record)?);
                let filled = if *clean { clean::block(&filled) } else { filled.into() };
                out.write_all(filled.as_bytes())?;
                out.write_all(&[*end])
            }
        }
    }

    /// Writes a record as one of another type where lines have types, else as what it is.
    pub(super) fn write_typed<U: Shape>(
        &self,
        out: &mut dyn Write,
        record: &T,
        typed: &U,
    ) -> io::Result<()> {
        match &self.how {
            How::Json => json::line(out, typed),
            How::JsonOf(keys) => json::line_of(out, typed, keys),
            How::Delimited(..) | How::Template { .. } => self.write(out, record),
        }
    }

    /// Writes a whole list, with what stands before it.
    pub fn all(&self, out: &mut dyn Write, records: &[T]) -> io::Result<()> {
        self.begin(out)?;
        records.iter().try_for_each(|record| self.write(out, record))
    }

    /// Writes one line of another type behind the records, where the format can hold it.
    pub fn end<U: Shape>(&self, out: &mut dyn Write, last: &U) -> io::Result<()> {
        match &self.how {
            How::Json | How::JsonOf(_) => json::line(out, last),
            _ => Ok(()),
        }
    }
}
