//! Any text as a file of fixes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::catalogue::Fixes;

fuzz_target!(|text: &str| {
    let _ = Fixes::parse(text);
});
