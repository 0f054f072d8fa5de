//! The numbers of pages, which are no words of a text.

use super::word::Word;
use crate::read::assemble::one_line;

/// How far from the upper or lower edge a page number stands at most, as a share of the height of what is printed.
const MARGIN: f64 = 0.1;

/// Leaves out the number of the page, where it stands alone at the upper or lower edge.
pub fn without_number(mut words: Vec<Word>) -> Vec<Word> {
    for edge in [f64::max, f64::min] {
        let Some(outer) = words.iter().map(|word| word.base).reduce(edge) else { break };
        let Some(inner) =
            words.iter().map(|word| word.base).reduce(|a, b| if edge(a, b) == a { b } else { a })
        else {
            break;
        };
        let on_edge = |word: &Word| (word.base - outer).abs() < 0.5 * word.size;
        let line: Vec<&str> =
            words.iter().filter(|word| on_edge(word)).map(|word| word.text.as_str()).collect();
        let alone = words.iter().filter(|word| !on_edge(word)).all(|word| {
            (word.base - outer).abs() > (MARGIN * (inner - outer).abs()).min(1.3 * word.size)
        });
        if alone && line.len() < words.len() && is_page_number(&line.join(" ")) {
            words.retain(|word| (word.base - outer).abs() >= 0.5 * word.size);
        }
    }
    words
}

/// Whether a line is nothing but the number of a page: `12`, `- 12 -`, `Page 3 of 9`, `xiv`.
fn is_page_number(line: &str) -> bool {
    let line = one_line(line).to_lowercase();
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let line = line.strip_prefix("page").unwrap_or(line).trim();
    let number = |text: &str| {
        let roman = text.chars().all(|c| "ivxlc".contains(c));
        (1..=5).contains(&text.len()) && (roman || text.bytes().all(|b| b.is_ascii_digit()))
    };
    match line.split_once(" of ").or_else(|| line.split_once('/')) {
        Some((page, pages)) => number(page.trim()) && number(pages.trim()),
        None => number(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages() {
        for (line, number) in [
            ("12", true),
            ("- 12 -", true),
            ("Page 3 of 9", true),
            ("3/9", true),
            ("xiv", true),
            ("A7", false),
            ("12 dead", false),
            ("", false),
            ("1234567", false),
        ] {
            assert_eq!(is_page_number(line), number, "{line}");
        }
    }
}
