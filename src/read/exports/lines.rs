//! The lines of an export, and what the layouts tell from their words.

use std::ops::Range;

use crate::read::assemble::one_line;

/// A line without white space around it, and its bytes.
pub struct Line<'a> {
    pub text: &'a str,
    pub place: Range<usize>,
}

/// The lines of a text; a form feed begins a new page and no word.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            Line {
                text: line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'),
                place: start..at,
            }
        })
        .collect()
}

/// The bytes from the first of some lines to the last.
pub fn place(lines: &[Line<'_>]) -> Range<usize> {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.place.start..last.place.end,
        _ => 0..0,
    }
}

/// The paragraphs of some lines: what stands between blank ones.
pub fn paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut done = vec![String::new()];
    for line in lines {
        match done.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            Some(last) if !last.is_empty() => done.push(String::new()),
            _ => {}
        }
    }
    done.retain(|paragraph| !paragraph.is_empty());
    done.iter().map(|paragraph| one_line(paragraph)).collect()
}

/// Whether a line says who owns the article.
pub fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    [
        "copyright ",
        "(c) ",
        "©",
        "all rights reserved",
        "tous droits réservés",
        "alle rechte vorbehalten",
    ]
    .iter()
    .any(|mark| lower.starts_with(mark))
}

/// The code of a language by the name that the databases give it.
pub fn language(name: &str) -> Option<&'static str> {
    Some(match name.trim().to_lowercase().as_str() {
        "english" | "anglais" | "englisch" => "en",
        "french" | "français" | "francais" | "französisch" => "fr",
        "german" | "deutsch" | "allemand" => "de",
        "spanish" | "español" | "espagnol" | "spanisch" => "es",
        "italian" | "italiano" | "italien" | "italienisch" => "it",
        "portuguese" | "português" | "portugais" => "pt",
        "dutch" | "nederlands" | "néerlandais" | "niederländisch" => "nl",
        "swedish" | "svenska" => "sv",
        "danish" | "dansk" => "da",
        "norwegian" | "norsk" => "no",
        "russian" | "russe" | "русский" => "ru",
        "polish" | "polski" => "pl",
        "japanese" => "ja",
        "chinese" => "zh",
        "arabic" | "arabe" => "ar",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let made =
            paragraphs(lines("\u{feff}a\r\n  b\r\n \r\n\r\n\u{c}c  d\n").iter().map(|l| l.text));
        assert_eq!(made, ["a b", "c d"]);
    }
}
