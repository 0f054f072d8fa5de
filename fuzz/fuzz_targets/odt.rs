//! Any bytes as an OpenDocument text, flat or packed, and as the content of a sound package.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read_as("a.odt", data);
    onrecord_fuzz::read_as("a.fodt", data);
    onrecord_fuzz::read_as("a.odt", &onrecord_fuzz::package("content.xml", data));
});
