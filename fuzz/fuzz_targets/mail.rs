//! Any bytes as a message, a mailbox and a saved page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for name in ["a.eml", "a.mbox", "a.mht"] {
        onrecord_fuzz::read_as(name, data);
    }
});
