//! The source files of the program, by the paths of their modules.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The code of each file by its module, such as `read::pdf::words`; a `mod.rs` stands for its folder.
pub type Sources = BTreeMap<String, String>;

/// The folder of the sources.
pub fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All source files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// All modules of the program. Its two roots are not among them: they use every room, and none uses them.
pub fn sources() -> Sources {
    let src = src();
    let module = |file: &Path| {
        let path = file.strip_prefix(&src).expect("below src").with_extension("");
        let path = if path.ends_with("mod") { path.parent().expect("a folder") } else { &path };
        let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
        names.join("::")
    };
    files(&src)
        .iter()
        .map(|file| (module(file), fs::read_to_string(file).expect("a source file")))
        .filter(|(module, _)| !["lib", "main"].contains(&module.as_str()))
        .collect()
}
