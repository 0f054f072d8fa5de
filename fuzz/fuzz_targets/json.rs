//! Any bytes as JSON and as JSON Lines.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read_as("a.json", data);
    onrecord_fuzz::read_as("a.jsonl", data);
});
