//! Whether what is shown is still true of the files.

use super::scene::Scene;
use crate::check;
use crate::hit::Found;
use crate::serve::problem::Problem;
use crate::typed::Typed;
use crate::wire::Format;

/// Whether no file holds the document as it was indexed.
pub fn changed(scene: &Scene, found: &Found) -> bool {
    let root = scene.index.root();
    let is_same = |key: String| {
        let file = scene.index.file(&key).ok().flatten();
        file.is_some_and(|file| check::glance(&root, &file).is_ok())
    };
    !found.doc.paths.iter().any(|path| is_same(path.key()))
}

/// The citation of an id, checked against its file as it is now.
///
/// # Errors
///
/// Why it is not cited.
pub fn cited(scene: &Scene, id: &str, flags: &[&str]) -> Result<String, Problem> {
    let words: Vec<String> =
        ["cite"].iter().chain(flags).chain([&id]).map(|word| (*word).to_owned()).collect();
    let mut out = Vec::new();
    let typed = Typed {
        words: &words,
        format: Format::Human,
        input: &[],
        index: std::sync::Arc::clone(&scene.index),
        cancel: scene.asked.cancel,
    };
    let ran = scene.site.served.program.run(typed, &mut out);
    ran.map_err(|failure| Problem::of(&failure))?;
    Ok(String::from_utf8_lossy(&out).trim_end().to_owned())
}
