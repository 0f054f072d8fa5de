//! Any bytes as a Word file, and as the main part of a sound one.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read_as("a.docx", data);
    onrecord_fuzz::read_as("a.docx", &onrecord_fuzz::package("word/document.xml", data));
});
