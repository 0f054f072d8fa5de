//! What every target on a reader checks.

use std::io::Write;
use std::path::Path;

use onrecord::article::Span;
use onrecord::read::{Limits, read};

/// Reads bytes as a file of this name: nothing panics, twice gives the same, and every span cuts the text.
pub fn read_as(name: &str, bytes: &[u8]) {
    let limits = Limits { max_file: 1 << 20, max_text: 1 << 20, ..Limits::default() };
    let reading = read(bytes, Path::new(name), &limits);
    assert_eq!(reading, read(bytes, Path::new(name), &limits));
    for part in reading.iter().flat_map(|reading| &reading.parts) {
        let cuts = |span: &Span| part.text.get(span.start..span.end).is_some();
        let meta = [&part.meta.title, &part.meta.byline, &part.meta.dateline];
        assert!(meta.into_iter().flatten().filter_map(|piece| piece.span.as_ref()).all(cuts));
        assert!(part.body.iter().chain(part.paragraphs.iter().flatten()).all(cuts));
        assert!(part.hidden.iter().all(cuts));
        assert!(
            part.pages.is_sorted() && part.pages.iter().all(|at| part.text.is_char_boundary(*at))
        );
    }
}

/// A package with one member: a change of its bytes is not found out by a checksum.
pub fn package(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file(name, stored).expect("memory");
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory").into_inner()
}
