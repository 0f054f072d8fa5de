//! Any bytes as the manifest of an index.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::index::Manifest;

fuzz_target!(|data: &[u8]| {
    let dir = std::env::temp_dir().join(format!("onrecord-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a folder");
    std::fs::write(dir.join("manifest.json"), data).expect("a file");
    if let Ok(manifest) = Manifest::read(&dir) {
        assert!(manifest.data(&dir).starts_with(&dir));
        let _ = manifest.root(&dir);
    }
});
