//! The files of a maildir, which no ending tells from others.

use std::path::Path;

use super::fields;

/// Fields of which every mail has one.
const USUAL: [&str; 7] =
    ["from", "date", "received", "return-path", "message-id", "delivered-to", "subject"];

/// Whether a file has the name of a message in a maildir and begins like one.
pub fn is_in_maildir(path: &Path, first: &[u8]) -> bool {
    let usual = |line: &[u8]| {
        fields::name(line).is_some_and(|name| USUAL.contains(&name.to_ascii_lowercase().as_str()))
    };
    is_maildir_name(path) && first.split(|b| *b == b'\n').next().is_some_and(usual)
}

/// Whether a file is named as messages of a maildir are, and lies where they do.
pub fn is_maildir_name(path: &Path) -> bool {
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    path.parent().and_then(name).is_some_and(|folder| folder == "cur" || folder == "new")
        && name(path).is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_digit()) && name.matches('.').count() >= 2
        })
}
