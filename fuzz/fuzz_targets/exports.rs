//! Any bytes as a text, which may be an export of a database.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read_as("a.txt", data);
});
