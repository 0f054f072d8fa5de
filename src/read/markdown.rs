//! Markdown: the text is the file, front matter says who and when, and markup is noted as hidden.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::part::Part;
use super::{assemble, front};
use crate::article::{Located, OffsetBase, Span};

/// Reads the text of a Markdown file.
pub fn read(text: String, base: OffsetBase) -> Part {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let (mut meta, mut start) = front::read(&text).unwrap_or_else(|| (Default::default(), mark));
    let found = scan(&text, start);
    if let Some(heading) = found.heading {
        let span = heading.words;
        let words: String =
            found.words.iter().filter(|w| span.contains(**w)).map(|w| w.cut(&text)).collect();
        match &meta.title {
            Some(title) if assemble::is_alike(&title.text, &words) => start = heading.end,
            Some(_) => {}
            None => {
                start = heading.end;
                let span = (span.cut(&text) == words).then_some(span);
                meta.title = Some(Located { text: words, span });
            }
        }
    }
    let body = Span::new(start, text.len());
    let paragraphs: Vec<Span> =
        found.blocks.into_iter().filter(|block| body.contains(*block)).collect();
    let hidden = gaps(&text, body, &found.words);
    Part { base, meta, body: Some(body), paragraphs: Some(paragraphs), hidden, ..Part::of(text) }
}

/// A `# Heading` before which no other words stand.
struct Heading {
    words: Span,
    end: usize,
}

struct Found {
    heading: Option<Heading>,
    /// Runs of words that one block holds: paragraphs, headings, list items, cells.
    blocks: Vec<Span>,
    /// Source ranges of words, sorted.
    words: Vec<Span>,
}

/// Reads `text` from `start` on.
fn scan(text: &str, start: usize) -> Found {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut found = Found { heading: None, blocks: Vec::new(), words: Vec::new() };
    let mut block: Option<Span> = None;
    let mut heading = false;
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        let span = Span::new(start + range.start, start + range.end);
        match event {
            Event::Text(_) => word(&mut found.words, &mut block, span),
            Event::Code(_) => word(&mut found.words, &mut block, inside_ticks(text, span)),
            Event::Html(_) => {
                close(&mut found.blocks, &mut block);
                for piece in outside_tags(span.cut(text)) {
                    let piece = Span::new(span.start + piece.start, span.start + piece.end);
                    word(&mut found.words, &mut block, piece);
                }
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => {}
            Event::Start(tag) if is_inline(&tag.to_end()) => {}
            Event::End(tag) if is_inline(&tag) => {}
            Event::Start(tag) => {
                close(&mut found.blocks, &mut block);
                heading = matches!(tag, Tag::Heading { level: HeadingLevel::H1, .. })
                    && found.blocks.is_empty();
            }
            Event::End(TagEnd::Heading(_)) if heading => {
                heading = false;
                if let Some(words) = block {
                    found.heading = Some(Heading { words, end: span.end.max(words.end) });
                }
                close(&mut found.blocks, &mut block);
            }
            _ => close(&mut found.blocks, &mut block),
        }
    }
    close(&mut found.blocks, &mut block);
    found
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Adds words to the open block; what goes back behind the last words is left out.
fn word(words: &mut Vec<Span>, block: &mut Option<Span>, span: Span) {
    if span.is_empty() || words.last().is_some_and(|last| span.start < last.end) {
        return;
    }
    words.push(span);
    match block {
        Some(open) => open.end = span.end,
        None => *block = Some(span),
    }
}

fn close(blocks: &mut Vec<Span>, block: &mut Option<Span>) {
    blocks.extend(block.take());
}

/// Inline code without the back ticks around it.
fn inside_ticks(text: &str, span: Span) -> Span {
    let code = span.cut(text);
    let ticks = code.len() - code.trim_start_matches('`').len();
    if code.len() > 2 * ticks { Span::new(span.start + ticks, span.end - ticks) } else { span }
}

/// What stands in HTML outside tags and comments.
fn outside_tags(html: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let open = html[at..].find('<').map_or(html.len(), |found| at + found);
        if !html[at..open].trim().is_empty() {
            pieces.push(at..open);
        }
        let end = if html[open..].starts_with("<!--") { "-->" } else { ">" };
        at = html[open..].find(end).map_or(html.len(), |found| open + found + end.len());
    }
    pieces
}

/// What stands in the body between words, without the white space: link targets, marks, tags.
fn gaps(text: &str, body: Span, words: &[Span]) -> Vec<Span> {
    let mut hidden = Vec::new();
    let mut at = body.start;
    let ends =
        words.iter().copied().filter(|w| body.contains(*w)).chain([Span::new(body.end, body.end)]);
    for word in ends {
        let mut line = at;
        for piece in text[at..word.start].split_inclusive('\n') {
            let span = Span::new(line, line + piece.len()).trimmed(text);
            if !span.is_empty() {
                hidden.push(span);
            }
            line += piece.len();
        }
        at = word.end;
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts<'a>(part: &'a Part, spans: &[Span]) -> Vec<&'a str> {
        spans.iter().map(|s| s.cut(&part.text)).collect()
    }

    #[test]
    fn the_heading_is_the_title_and_markup_is_hidden() {
        let text = "# A *title*\n\nThe [big\nfederations](https://x.example/a) said **no** & `yes`.\n\n- one\n- two\n\n\
                    > \"Quoted,\" she said.\n\n<p>Set <b>apart</b></p>\n\n[ref]: https://y.example\n";
        let part = read(text.to_owned(), OffsetBase::File);
        let title = part.meta.title.clone().expect("a title");
        assert_eq!((title.text.as_str(), title.span), ("A title", None));
        let paragraphs = part.paragraphs.clone().unwrap_or_default();
        assert_eq!(
            cuts(&part, &paragraphs),
            [
                "The [big\nfederations](https://x.example/a) said **no** & `yes`.",
                "one",
                "two",
                "\"Quoted,\" she said.",
                "Set <b>apart"
            ]
        );
        let hidden = cuts(&part, &part.hidden);
        for mark in [
            "[",
            "](https://x.example/a)",
            "**",
            "`",
            "-",
            ">",
            "<p>",
            "<b>",
            "[ref]: https://y.example",
        ] {
            assert!(hidden.contains(&mark), "{mark} in {hidden:?}");
        }
        assert!(hidden.iter().all(|h| !h.contains("said") && !h.contains('&')), "{hidden:?}");
    }

    #[test]
    fn front_matter_wins_and_its_title_is_not_repeated() {
        let text = "---\ntitle: A title\n---\n\n# A Title\n\nBody.\n";
        let part = read(text.to_owned(), OffsetBase::File);
        assert_eq!(part.meta.title.and_then(|t| t.span).map(|s| s.start), Some(11));
        assert_eq!(part.body.map(|b| b.cut(text).trim()), Some("Body."));
        let other = "---\ntitle: A title\n---\n# Another\n\nBody.\n";
        let part = read(other.to_owned(), OffsetBase::File);
        assert_eq!(part.body.map(|b| b.cut(other)), Some("# Another\n\nBody.\n"));
    }

    #[test]
    fn malformed_front_matter_is_text() {
        let text = "---\na: [b\n---\n\nBody.\n";
        let part = read(text.to_owned(), OffsetBase::File);
        assert_eq!(part.body, Some(Span::new(0, text.len())));
    }
}
