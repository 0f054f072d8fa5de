//! Any bytes as a file of any format: nothing panics, and every span cuts the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::pipeline::extract_bytes;
use onrecord::read::Settings;

const NAMES: &[&str] = &["a.txt", "a.html", "a.md", "a.json", "a.jsonl", "a.xml", "a.csv", "a"];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let extracted =
        extract_bytes(bytes, NAMES[usize::from(*first) % NAMES.len()], &Settings::default());
    for doc in &extracted.docs {
        let quotes = doc.quotes.iter().flat_map(|quote| {
            let speaker = quote.speaker.iter().map(|speaker| speaker.span);
            let role = quote.role.iter().map(|role| role.span);
            quote.spans.iter().copied().chain(speaker).chain(role)
        });
        let entities = doc.doc.entities.iter().flat_map(|entity| entity.spans.iter().copied());
        for span in quotes.chain(entities) {
            assert!(doc.text.get(span.start..span.end).is_some_and(|cut| !cut.is_empty()));
        }
    }
});
