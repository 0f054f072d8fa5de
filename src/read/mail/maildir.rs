//! The files of a maildir, which no ending tells from others.

use std::path::Path;

use super::fields;

/// Fields of which every mail has one.
/// Lines of a header that are looked at.
const HEADER: usize = 20;
const USUAL: [&str; 7] =
    ["from", "date", "received", "return-path", "message-id", "delivered-to", "subject"];

/// Whether a file has the name of a message in a maildir and begins like one.
pub fn is_in_maildir(path: &Path, first: &[u8]) -> bool {
    let usual = |line: &[u8]| {
        fields::name(line).is_some_and(|name| USUAL.contains(&name.to_ascii_lowercase().as_str()))
    };
    is_maildir_name(path) && first.split(|b| *b == b'\n').next().is_some_and(usual)
}

/// Whether the first bytes are the header of a mail: who sent it, and one more of the usual fields, before anything else.
pub fn is_mail(first: &[u8]) -> bool {
    let lines = first.split(|byte| *byte == b'\n').take(HEADER).take_while(|line| {
        let folded = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        folded || fields::name(line).is_some()
    });
    let names: Vec<String> =
        lines.filter_map(|line| Some(fields::name(line)?.to_ascii_lowercase())).collect();
    let sent = |name: &String| matches!(name.as_str(), "from" | "received" | "return-path");
    names.iter().any(sent) && names.iter().filter(|name| USUAL.contains(&name.as_str())).count() > 1
}

/// Whether a file is named as messages of a maildir are, and lies where they do.
pub fn is_maildir_name(path: &Path) -> bool {
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    path.parent().and_then(name).is_some_and(|folder| folder == "cur" || folder == "new")
        && name(path).is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_digit()) && name.matches('.').count() >= 2
        })
}
