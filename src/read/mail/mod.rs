//! Mail: one message (RFC 5322 and MIME), an mbox of many, a web page that was saved as a message (MHTML).
//!
//! A message gives its text, and a further part for each attachment that can be read. The tree of a message is walked
//! here, in one pass a level and with every depth and number limited; the fields of its headers are read by a crate.

mod body;
mod encoding;
mod fields;
mod mbox;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::assemble::{self, Body, located};
use super::{
    Identity, Kind, Limits, Meta, Part, ReadError, Reading, RecordProblem, check_size, decode,
    html, page,
};
use body::{Attachment, Piece};
pub use mbox::is_mbox;

/// Messages inside each other.
const MAX_MESSAGES: usize = 4;
/// Fields of which every mail has one.
const USUAL: [&str; 7] =
    ["from", "date", "received", "return-path", "message-id", "delivered-to", "subject"];
/// Endings of the names of attachments that go by their type only.
const ENDINGS: [(&str, &str); 9] = [
    ("text/plain", "txt"),
    ("text/html", "html"),
    ("text/markdown", "md"),
    ("text/rtf", "rtf"),
    ("application/rtf", "rtf"),
    ("application/json", "json"),
    ("application/pdf", "pdf"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
];

/// Forms of old Macs, that have the name of the file which they hold or describe.
const WRAPPED: [&str; 2] = ["application/applefile", "application/mac-binhex40"];

/// Whether a file has the name of a message in a maildir and begins like one.
pub fn is_in_maildir(path: &Path, first: &[u8]) -> bool {
    let usual = |line: &[u8]| {
        fields::name(line).is_some_and(|name| USUAL.contains(&name.to_ascii_lowercase().as_str()))
    };
    is_maildir_name(path) && first.split(|b| *b == b'\n').next().is_some_and(usual)
}

/// Whether a file is named as messages of a maildir are, and lies where they do.
pub fn is_maildir_name(path: &Path) -> bool {
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    path.parent().and_then(name).is_some_and(|folder| folder == "cur" || folder == "new")
        && name(path).is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_digit()) && name.matches('.').count() >= 2
        })
}

/// Reads a file of one of the kinds of mail.
pub fn read(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    match kind {
        Kind::Mbox => mbox(bytes, limits),
        Kind::Mhtml => {
            let parts = vec![mhtml(bytes, limits)?];
            Ok(Reading { kind, parts, problems: Vec::new() })
        }
        _ => message(bytes, limits),
    }
}

/// Reads one message.
fn message(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let mut file = File::new(Kind::Eml, limits);
    file.message(stored(bytes), bytes, 0)?;
    if let ([part], []) = (file.reading.parts.as_mut_slice(), file.reading.problems.as_slice()) {
        (part.number, part.identity) = (None, Identity::File);
    }
    Ok(file.reading)
}

/// Reads a file of many messages.
fn mbox(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    let mut file = File::new(Kind::Mbox, limits);
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
    reading: Reading,
    /// The record that comes next.
    number: u32,
    /// Line on which the message begins that is being read.
    line: usize,
    /// Bytes of text that attachments may still unpack to.
    left: usize,
}

impl<'l> File<'l> {
    fn new(kind: Kind, limits: &'l Limits) -> File<'l> {
        let reading = Reading { kind, parts: Vec::new(), problems: Vec::new() };
        let left = limits.max_text.saturating_mul(4);
        File { limits, reading, number: 1, line: 1, left }
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
        let mut seen = 0;
        for (at, message) in messages {
            if depth == 0 {
                let above = bytes.get(seen..at).unwrap_or_default();
                self.line += memchr::memchr_iter(b'\n', above).count();
                seen = at;
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
        let (own, error) = match text(meta.clone(), parts.text, self.limits) {
            Ok(part) => (Some(part), None),
            // What only carries something else is still looked for by its subject.
            Err(ReadError::NoText) => (subject(meta), Some(ReadError::NoText)),
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
        let Some(path) = path(attachment) else { return };
        let bytes = attachment.bytes();
        if self.left == 0 {
            return self.problem(ReadError::TooLarge {
                what: "the text of all attachments".into(),
                limit: self.limits.max_text as u64 * 4,
            });
        }
        let read = match super::kind(&path, &bytes) {
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
        let reading = read_attached(bytes, path, &limits).inspect_err(|error| {
            if matches!(error, ReadError::TooLarge { .. }) {
                self.left = self.left.saturating_sub(limits.max_text);
            }
        })?;
        let name = path.file_name().map(|name| name.to_string_lossy());
        for mut part in reading.parts {
            self.left = self.left.saturating_sub(part.text.len());
            part.base = crate::article::OffsetBase::Text;
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
}

/// Reads a file that is attached. HTML in a mail is a letter, or a part of one, and no page of a site.
fn read_attached(bytes: &[u8], path: &Path, limits: &Limits) -> Result<Reading, ReadError> {
    let plain = super::gzip::inner(path).is_none() && bytes.len() as u64 <= limits.max_file;
    if !plain || super::kind(path, bytes) != Some(Kind::Html) {
        return super::read(bytes, path, limits);
    }
    let (text, _) = super::characters(bytes, decode::page)?;
    check_size(&text, limits)?;
    let parts = vec![page::whole(&text, limits)?];
    Ok(Reading { kind: Kind::Html, parts, problems: Vec::new() })
}

/// The name under which an attachment is read: its own, or one that fits its type; `None` when neither is known.
fn path(attachment: &Attachment<'_>) -> Option<PathBuf> {
    let content = &attachment.content;
    if WRAPPED.contains(&content.media.as_str()) || !encoding::is_known(content) {
        return None;
    }
    if ["message/rfc822", "message/global", "message/news"].contains(&content.media.as_str()) {
        return Some(PathBuf::from("message.eml"));
    }
    // Only the last part of a name counts, and nothing is ever opened under it.
    let name = content.name.as_deref().and_then(|name| name.rsplit(['/', '\\']).next());
    let name = name.filter(|name| !name.is_empty());
    let named = name.map(PathBuf::from).filter(|path| path.extension().is_some());
    named.or_else(|| {
        let ending = ENDINGS.iter().find(|(media, _)| *media == content.media)?.1;
        Some(PathBuf::from(format!("{}.{ending}", name.unwrap_or("attachment"))))
    })
}

/// A message that says no more than its subject.
fn subject(meta: Meta) -> Option<Part> {
    let words = meta.title.as_ref()?.text.clone();
    Some(assemble::part(meta, Body::Paragraphs(vec![words]), false))
}

/// The text of a message itself.
fn text(meta: Meta, pieces: Vec<Piece>, limits: &Limits) -> Result<Part, ReadError> {
    let all_html = pieces.iter().all(|piece| matches!(piece, Piece::Html(_)));
    let mut paragraphs = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Plain(text) => {
                check_size(&text, limits)?;
                paragraphs.push(text.trim_matches('\n').to_owned());
            }
            Piece::Html(source) => {
                check_size(&source, limits)?;
                paragraphs.extend(html::visible(&source, limits)?);
            }
        }
    }
    let body = if all_html {
        Body::Paragraphs(paragraphs)
    } else {
        paragraphs.retain(|text| !text.trim().is_empty());
        Body::Running(paragraphs.join("\n\n"))
    };
    if body.is_empty() {
        return Err(ReadError::NoText);
    }
    let part = assemble::part(meta, body, false);
    check_size(&part.text, limits)?;
    Ok(part)
}

#[cfg(test)]
mod tests;
