//! The records of a file of mail: its messages, and what is attached to them.

use std::path::Path;

use jiff::civil::Date;

use super::body::{self, Attachment, Piece};
use super::{fields, mbox, name, text};
use crate::article::OffsetBase;
use crate::read::assemble::located;
use crate::read::error::ReadError;
use crate::read::inside::Inside;
use crate::read::kind::Kind;
use crate::read::limits::{Limits, check_size};
use crate::read::part::{Identity, Part};
use crate::read::reading::{Lines, Reading, RecordProblem};
use crate::read::{decode, gzip, page};

/// Messages inside each other.
pub const MAX_MESSAGES: usize = 4;

/// Reads a file of one of the kinds of mail; `inside` reads what is attached to it.
pub fn read(
    kind: Kind,
    bytes: &[u8],
    limits: &Limits,
    inside: &Inside,
) -> Result<Reading, ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    match kind {
        Kind::Mbox => mbox(bytes, limits, inside),
        Kind::Mhtml => Ok(Reading::of(kind, mhtml(bytes, limits)?)),
        _ => message(bytes, limits, inside),
    }
}

/// Reads one message.
fn message(bytes: &[u8], limits: &Limits, inside: &Inside) -> Result<Reading, ReadError> {
    let mut file = File::new(Kind::Eml, limits, inside);
    file.message(stored(bytes), bytes, 0)?;
    if let ([part], []) = (file.reading.parts.as_mut_slice(), file.reading.problems.as_slice()) {
        (part.number, part.identity) = (None, Identity::File);
    }
    Ok(file.reading)
}

/// Reads a file of many messages.
fn mbox(bytes: &[u8], limits: &Limits, inside: &Inside) -> Result<Reading, ReadError> {
    let mut file = File::new(Kind::Mbox, limits, inside);
    file.mbox(bytes, 0)?;
    Ok(file.reading)
}

/// Reads a page that was saved as a message.
fn mhtml(bytes: &[u8], limits: &Limits) -> Result<Part, ReadError> {
    let (fields, body) = fields::split(stored(bytes));
    let fields = fields.ok_or_else(|| malformed("no header"))?;
    let parts = body::parts(fields.content(), body, limits);
    let source = parts.text.iter().find_map(|piece| match piece {
        Piece::Html(source) => Some(source),
        Piece::Plain(_) => None,
    });
    let mut part = page::read(source.ok_or(ReadError::NoText)?, limits)?;
    part.meta.title = part.meta.title.or_else(|| fields.meta().title);
    Ok(part)
}

/// The message of a file: without blank lines and a line `From` above it, or the count of Apple Mail around it.
fn stored(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    let (line, rest) = bytes.split_at(end);
    let count = std::str::from_utf8(line.trim_ascii()).ok().and_then(|line| line.parse().ok());
    match count {
        Some(count) => rest.get(..count).unwrap_or(rest),
        None if mbox::is_from_line(line) || is_bare_from_line(line, rest) => rest,
        None => bytes,
    }
}

/// Whether a line above a header is `From` and an address without a date, as some programs write it.
fn is_bare_from_line(line: &[u8], rest: &[u8]) -> bool {
    let below = rest.split(|b| *b == b'\n').next().unwrap_or_default();
    line.starts_with(b"From ") && fields::name(line).is_none() && fields::name(below).is_some()
}

fn malformed(what: &str) -> ReadError {
    ReadError::Malformed { kind: "mail".into(), what: what.to_owned() }
}

/// What has been read of a file.
struct File<'l> {
    limits: &'l Limits,
    inside: &'l Inside,
    reading: Reading,
    /// The record that comes next.
    number: u32,
    /// Line on which the message begins that is being read.
    line: usize,
    /// Bytes of text that attachments may still unpack to.
    left: usize,
}

impl<'l> File<'l> {
    fn new(kind: Kind, limits: &'l Limits, inside: &'l Inside) -> File<'l> {
        let left = limits.max_text.saturating_mul(4);
        File { limits, inside, reading: Reading::new(kind), number: 1, line: 1, left }
    }

    /// Adds a record under the next number.
    fn add(&mut self, part: Part, identity: Identity) {
        self.reading.parts.push(Part { number: Some(self.number), identity, ..part });
        self.number += 1;
    }

    fn problem(&mut self, error: ReadError) {
        self.reading.problems.push(RecordProblem { number: self.number, line: self.line, error });
        self.number += 1;
    }

    fn mbox(&mut self, bytes: &[u8], depth: usize) -> Result<(), ReadError> {
        let messages = mbox::messages(bytes);
        if messages.is_empty() {
            let what = "it does not begin with a line \"From \"".to_owned();
            return Err(ReadError::Malformed { kind: "mbox".into(), what });
        }
        let mut line = Lines::new(bytes);
        for (at, message) in messages {
            if depth == 0 {
                self.line = line.at(at);
            }
            if let Err(error) = self.message(&mbox::unescape(message), message, depth) {
                self.problem(error);
            }
        }
        Ok(())
    }

    /// Adds a message and what is attached to it; an error if that gives nothing at all. It is known by its bytes as
    /// they are `stored`.
    fn message(&mut self, bytes: &[u8], stored: &[u8], depth: usize) -> Result<(), ReadError> {
        if depth >= MAX_MESSAGES {
            return Err(ReadError::TooDeep { limit: MAX_MESSAGES });
        }
        let (fields, body) = fields::split(bytes);
        let fields = fields.ok_or_else(|| malformed("no header"))?;
        let parts = body::parts(fields.content(), body, self.limits);
        let meta = fields.meta();
        let day = meta.date;
        let (own, error) = match text::text(meta.clone(), parts.text, self.limits) {
            Ok(part) => (Some(part), None),
            // What only carries something else is still looked for by its subject.
            Err(ReadError::NoText) => (text::subject(meta), Some(ReadError::NoText)),
            Err(why) => (None, Some(why)),
        };
        let (place, number) = (self.reading.parts.len(), self.number);
        let taken = u32::from(own.is_some());
        self.number += taken;
        for attachment in &parts.attached {
            self.attachment(attachment, day, depth);
        }
        if let Some(why) = parts.error {
            self.problem(why);
        }
        if let Some(why) = error
            && (why != ReadError::NoText || self.number == number + taken)
        {
            self.number -= taken;
            return Err(why);
        }
        if let Some(part) = own {
            let identity = Identity::Record(stored.to_vec());
            let part = Part { number: Some(number), identity, ..part };
            self.reading.parts.insert(place, part);
        }
        Ok(())
    }

    /// Adds what an attachment gives; what cannot be read at all is passed over.
    fn attachment(&mut self, attachment: &Attachment<'_>, day: Option<Date>, depth: usize) {
        let Some(path) = name::path(attachment) else { return };
        let bytes = attachment.bytes();
        if self.left == 0 {
            return self.problem(ReadError::TooLarge {
                what: "the text of all attachments".into(),
                limit: self.limits.max_text as u64 * 4,
            });
        }
        let read = match (self.inside.kind)(&path, &bytes) {
            None => return,
            Some(Kind::Eml) => self.message(stored(&bytes), &bytes, depth + 1),
            Some(Kind::Mbox) => self.mbox(&bytes, depth + 1),
            Some(_) => self.file(&bytes, &path, day),
        };
        if let Err(error) = read {
            self.problem(error);
        }
    }

    /// Adds the records of a file that is attached.
    fn file(&mut self, bytes: &[u8], path: &Path, day: Option<Date>) -> Result<(), ReadError> {
        let limits = Limits { max_text: self.limits.max_text.min(self.left), ..*self.limits };
        let reading = self.read(bytes, path, &limits).inspect_err(|error| {
            if matches!(error, ReadError::TooLarge { .. }) {
                self.left = self.left.saturating_sub(limits.max_text);
            }
        })?;
        let name = path.file_name().map(|name| name.to_string_lossy());
        for mut part in reading.parts {
            self.left = self.left.saturating_sub(part.text.len());
            part.base = OffsetBase::Text;
            part.meta.title = part.meta.title.or_else(|| located(name.as_deref()?));
            // It is at least as old as the mail that brought it, and mostly of that day.
            part.meta.date = part.meta.date.or(day);
            let identity = match &mut part.identity {
                Identity::File => Identity::Record(bytes.to_vec()),
                Identity::Record(record) => Identity::Record(std::mem::take(record)),
            };
            self.add(part, identity);
        }
        for problem in reading.problems {
            self.problem(problem.error);
        }
        Ok(())
    }

    /// Reads a file that is attached. HTML in a mail is a letter, or a part of one, and no page of a site.
    fn read(&self, bytes: &[u8], path: &Path, limits: &Limits) -> Result<Reading, ReadError> {
        let plain = gzip::inner(path).is_none() && bytes.len() as u64 <= limits.max_file;
        if !plain || (self.inside.kind)(path, bytes) != Some(Kind::Html) {
            return (self.inside.read)(bytes, path, limits);
        }
        let (text, _) = decode::characters(bytes, decode::page)?;
        check_size(&text, limits)?;
        Ok(Reading::of(Kind::Html, page::whole(&text, limits)?))
    }
}
