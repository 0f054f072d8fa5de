//! Pieces of other formats that a DOCX document holds as they are: a program put them in, and Word would turn them into
//! text when it opens the document.

use std::collections::HashMap;
use std::path::Path;

use super::package::Package;
use super::relations::Relations;
use crate::read::error::ReadError;
use crate::read::inside::Inside;
use crate::read::kind::Kind;
use crate::read::limits::{Limits, check_size};
use crate::read::{decode, html};

/// The paragraphs of the pieces, by the names of their relations.
pub type Chunks = HashMap<String, Vec<String>>;

/// Reads the pieces that `relations` name.
pub fn read(
    package: &mut Package<'_>,
    relations: &Relations,
    limits: &Limits,
    inside: &Inside,
) -> Result<Chunks, ReadError> {
    let mut chunks = Chunks::new();
    let mut left = limits.max_text;
    for (id, target) in relations.all("aFChunk") {
        let Some(bytes) = package.bytes(target)? else { continue };
        let found = match paragraphs(&bytes, Path::new(target), limits, inside) {
            Err(ReadError::Empty | ReadError::NoText) => continue,
            found => found?,
        };
        let length: usize = found.iter().map(String::len).sum();
        left = left.checked_sub(length).ok_or_else(|| limits.too_much_text())?;
        chunks.insert(id.to_owned(), found);
    }
    Ok(chunks)
}

/// The paragraphs of a piece. Of formats that may hold pieces themselves nothing is read.
fn paragraphs(
    bytes: &[u8],
    path: &Path,
    limits: &Limits,
    inside: &Inside,
) -> Result<Vec<String>, ReadError> {
    match (inside.kind)(path, bytes) {
        Some(Kind::Html) => {
            let (source, _) = decode::page(bytes);
            check_size(&source, limits)?;
            html::visible(&source, limits)
        }
        Some(Kind::Text | Kind::Rtf | Kind::Mhtml) => {
            let reading = (inside.read)(bytes, path, limits)?;
            let bodies = reading.parts.iter().map(|part| match part.body {
                Some(body) => body.cut(&part.text),
                None => part.text.trim_start_matches('\u{feff}'),
            });
            let bodies: Vec<String> = bodies.map(|body| body.replace("\r\n", "\n")).collect();
            Ok(bodies.iter().flat_map(|body| body.split("\n\n")).map(str::to_owned).collect())
        }
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::zipped;
    use super::*;
    use crate::read::read;

    #[test]
    fn pieces_stand_where_they_are_named() {
        let relation = |id: &str, target: &str| {
            format!("<Relationship Id='{id}' Type='http://x/aFChunk' Target='{target}'/>")
        };
        let targets = ["/c/a.html", "b.txt", "c.rtf", "d.docx", "e.html", "gone.html"];
        let relations: String =
            targets.iter().enumerate().map(|(at, to)| relation(&format!("r{at}"), to)).collect();
        let named: String =
            (0..targets.len() + 1).map(|at| format!("<w:altChunk r:id='r{at}'/>")).collect();
        let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let main = format!("<w:d>{}{named}{}</w:d>", words("Before."), words("After."));
        let bytes = zipped(&[
            ("word/document.xml", &main),
            ("word/_rels/document.xml.rels", &format!("<r>{relations}</r>")),
            ("c/a.html", "<title>No</title><p>A <b>page</b>.<ul><li>A line.</ul>"),
            ("word/b.txt", "Plain\r\nwords.\r\n"),
            ("word/c.rtf", "{\\rtf1 Rich\\par words.}"),
            ("word/d.docx", "PK\u{3}\u{4}"),
            ("word/e.html", " "),
        ]);
        let docx = |limits: &Limits| read(&bytes, Path::new("a.docx"), limits);
        let part = docx(&Limits::default()).expect("sound").parts.remove(0);
        let expected =
            ["Before.", "A page.", "A line.", "Plain\nwords.", "Rich", "words.", "After."];
        assert_eq!(part.text, expected.join("\n\n"));
        let small = Limits { max_text: 60, ..Limits::default() };
        assert_eq!(docx(&small).expect_err("long").code(), "read.too-large");
    }
}
