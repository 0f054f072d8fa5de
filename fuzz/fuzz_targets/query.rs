//! Any text as a query on documents or quotes, read with patience or strictly: nothing panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::query::{Context, explain, parse};

fuzz_target!(|data: (bool, bool, bool, &str)| {
    let (strict, any, quotes, text) = data;
    let today = "2026-01-01".parse().expect("a date");
    let context = Context { today, strict, any, quotes };
    if let Ok(query) = parse(text, &context) {
        let _ = explain(&query.root);
    }
});
