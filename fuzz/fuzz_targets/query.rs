//! Any text as a query on documents or quotes, read with patience or strictly: nothing panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::query::{About, Context, explain, parse};

fuzz_target!(|data: (bool, bool, bool, &str)| {
    let (strict, any, quotes, text) = data;
    let today = "2026-01-01".parse().expect("a date");
    let about = if quotes { About::Quotes } else { About::Docs };
    let context = Context { today, strict, any, about };
    if let Ok(query) = parse(text, &context) {
        let _ = explain(&query.root);
    }
});
