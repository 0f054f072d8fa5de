//! Colours and links of human output.

use std::path::Path;

use crate::os;
use crate::passage::clean;
use crate::record::RelPath;

/// What stdout can show.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Whether it has colours.
    pub color: bool,
    /// Whether paths are linked to their files.
    pub links: bool,
}

/// What a piece of text is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A headline or a heading.
    Title,
    /// Something beside the point.
    Dim,
    /// A path.
    Path,
    /// A word that matched.
    Hit,
    /// The words of a quote.
    Quote,
    /// Who said it.
    Speaker,
    /// The words that attribute it.
    Cue,
    /// In what role.
    Role,
}

const RESET: &str = "\x1b[0m";

impl Style {
    /// What is written before text that looks so.
    pub fn open(&self, look: Look) -> &'static str {
        if !self.color {
            return "";
        }
        match look {
            Look::Title => "\x1b[1m",
            Look::Dim => "\x1b[2m",
            Look::Path => "\x1b[35m",
            Look::Hit => "\x1b[1;31m",
            Look::Quote => "\x1b[32m",
            Look::Speaker => "\x1b[1;36m",
            Look::Cue => "\x1b[33m",
            Look::Role => "\x1b[34m",
        }
    }

    /// What is written after it.
    pub fn close(&self) -> &'static str {
        if self.color { RESET } else { "" }
    }

    /// A text on one line, cleaned, that looks so.
    pub fn paint(&self, look: Look, text: &str) -> String {
        format!("{}{}{}", self.open(look), clean::line(text), self.close())
    }

    /// A path below `root`, linked to its file.
    pub fn path(&self, root: &Path, path: &RelPath) -> String {
        let shown = self.paint(Look::Path, path.text());
        if !self.links {
            return shown;
        }
        let url = file_url(&os::path_bytes(&root.join(path.to_path())));
        format!("\x1b]8;;{url}\x1b\\{shown}\x1b]8;;\x1b\\")
    }
}

/// The address of a file on this machine.
fn file_url(path: &[u8]) -> String {
    let mut url = format!("file://{}", os::host_name());
    if !path.starts_with(b"/") {
        url.push('/');
    }
    for byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b':' => {
                url.push(char::from(*byte));
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped() {
        let host = os::host_name();
        assert_eq!(file_url(b"/a b/\xff;.txt"), format!("file://{host}/a%20b/%FF%3B.txt"));
        assert_eq!(file_url(b"C:/x"), format!("file://{host}/C:/x"));
    }

    #[test]
    fn without_colour_text_is_plain() {
        let path = RelPath::new(Path::new("a/\u{1b}b.txt"));
        let plain = Style::default();
        assert_eq!(plain.path(Path::new("/r"), &path), "a/\u{fffd}b.txt");
        assert_eq!(plain.paint(Look::Title, "T\n"), "T ");
        let full = Style { color: true, links: true };
        let shown = full.path(Path::new("/r"), &path);
        assert!(shown.contains("/r/a/%1Bb.txt\x1b\\\x1b[35ma/\u{fffd}b.txt\x1b[0m"), "{shown:?}");
    }
}
