//! Any bytes as requests to a reading process.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The process of the fuzzer must not be confined: the limits, in the packed form, with no limit on memory.
    let limits = [0x80, 0x80, 0x40, 0x80, 0x80, 0x40, 20, 1, 0, 0];
    let mut requests = (limits.len() as u64).to_le_bytes().to_vec();
    requests.extend(limits);
    requests.extend(data);
    let _ = onrecord::read::serve(&mut requests.as_slice(), &mut Vec::new());
});
