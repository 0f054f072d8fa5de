//! YAML front matter of Markdown: the lines between `---` and `---` at the head of a file.

use saphyr_parser::{Event, Parser, ScanError};

use super::dates;
use super::part::Meta;
use crate::article::{Located, Span};

/// Front matter longer than this is taken for text.
const MAX_BYTES: usize = 64 * 1024;

/// Reads front matter at the head of `text`: what it says, and where the text after it begins.
///
/// `None` when there is none, or when it is not sound YAML with keys and values.
pub fn read(text: &str) -> Option<(Meta, usize)> {
    let (yaml, end) = block(text)?;
    let entries = entries(yaml.cut(text), yaml.start).ok()?;
    if entries.is_empty() && !yaml.cut(text).trim().is_empty() {
        return None;
    }
    Some((meta(&entries), end))
}

/// The lines between the fences, and where the line after them begins.
fn block(text: &str) -> Option<(Span, usize)> {
    let head = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - head.len();
    let mut at =
        offset + head.split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?.len();
    let start = at;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((Span::new(start, at), at + line.len()));
        }
        at += line.len();
        if at - start > MAX_BYTES {
            break;
        }
    }
    None
}

/// A key of the outermost mapping with its words: one, those of a list, or the names in it.
struct Entry {
    key: String,
    values: Vec<Located>,
}

/// What is open while the events of a document go by.
enum Open {
    List,
    /// A mapping; its key while a value is awaited.
    Mapping(Option<String>),
}

fn entries(yaml: &str, offset: usize) -> Result<Vec<Entry>, ScanError> {
    let places: Vec<usize> = yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect();
    let place = |index: usize| places.get(index).copied().unwrap_or(yaml.len());
    let mut entries: Vec<Entry> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for item in Parser::new_from_str(yaml) {
        let (event, span) = item?;
        match event {
            Event::Scalar(value, ..) => {
                if !is_value(&mut open, &mut entries, &value) {
                    continue;
                }
                let from = place(span.start.index());
                let written = &yaml[from..place(span.end.index()).max(from)];
                let span = written.find(&*value).map(|at| offset + from + at);
                let span = span.map(|at| Span::new(at, at + value.len()));
                if let Some(entry) = entries.last_mut() {
                    entry.values.push(Located { text: value.into_owned(), span });
                }
            }
            Event::Alias(_) => forget_key(&mut open),
            Event::SequenceStart(..) => {
                forget_key(&mut open);
                open.push(Open::List);
            }
            Event::MappingStart(..) => {
                forget_key(&mut open);
                open.push(Open::Mapping(None));
            }
            Event::SequenceEnd | Event::MappingEnd => drop(open.pop()),
            _ => {}
        }
    }
    Ok(entries)
}

/// Takes note of a scalar that is a key; whether it is a value worth keeping: of the outermost mapping, of a list in
/// it, or a `name`.
fn is_value(open: &mut [Open], entries: &mut Vec<Entry>, scalar: &str) -> bool {
    let depth = open.len();
    match open.last_mut() {
        Some(Open::Mapping(key @ None)) => {
            let scalar = scalar.trim().to_lowercase();
            if depth == 1 {
                entries.push(Entry { key: scalar.clone(), values: Vec::new() });
            }
            *key = Some(scalar);
            false
        }
        Some(Open::Mapping(key)) => key.take().is_some_and(|key| depth == 1 || key == "name"),
        Some(Open::List) => depth == 2,
        None => false,
    }
}

fn forget_key(open: &mut [Open]) {
    if let Some(Open::Mapping(key)) = open.last_mut() {
        *key = None;
    }
}

fn meta(entries: &[Entry]) -> Meta {
    let values = |keys: &[&str]| -> &[Located] {
        let filled = |key: &&str| {
            entries.iter().find(|e| e.key == **key && e.values.iter().any(|v| !is_null(&v.text)))
        };
        keys.iter().find_map(filled).map_or(&[], |entry| &entry.values)
    };
    let first = |keys: &[&str]| values(keys).first().cloned();
    let listed = |keys: &[&str]| match values(keys) {
        [one] => {
            one.text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
        }
        many => many.iter().map(|v| v.text.clone()).collect::<Vec<_>>(),
    };
    let byline = match values(&["byline", "author", "authors", "by", "creator"]) {
        [] => None,
        [one] => Some(one.clone()),
        many => {
            let names: Vec<&str> = many.iter().map(|v| v.text.as_str()).collect();
            Some(Located { text: names.join(", "), span: None })
        }
    };
    Meta {
        title: first(&["title", "headline"]),
        byline,
        dateline: first(&["dateline", "location"]),
        date: first(&[
            "date",
            "published",
            "pubdate",
            "publication_date",
            "publish_date",
            "created",
        ])
        .and_then(|v| dates::parse(&v.text)),
        source: first(&["source", "publisher", "publication", "outlet", "newspaper"])
            .map(|v| v.text),
        lang: first(&["lang", "language", "locale"]).map(|v| v.text),
        topics: listed(&["tags", "keywords", "topics", "subjects", "categories"]),
    }
}

fn is_null(text: &str) -> bool {
    matches!(text.trim(), "" | "~" | "null")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lists_and_names() {
        let text = "---\ntitle: \"Ça: a “title”\"\nauthors:\n  - name: Ann Lee\n    mail: a@b.example\n  - name: J. Roe\n\
                    date: 2017-12-04\nTags: [NAFTA, rules of origin]\nlang: en\nsource:\n---\n\nBody.";
        let (meta, end) = read(text).expect("front matter");
        assert_eq!(&text[end..], "\nBody.");
        let title = meta.title.expect("a title");
        assert_eq!(title.text, "Ça: a “title”");
        assert_eq!(title.span.map(|s| s.cut(text)), Some("Ça: a “title”"));
        assert_eq!(meta.byline.map(|b| b.text).as_deref(), Some("Ann Lee, J. Roe"));
        assert_eq!(meta.date.map(|d| d.to_string()).as_deref(), Some("2017-12-04"));
        assert_eq!(
            (meta.topics, meta.source),
            (vec!["NAFTA".to_owned(), "rules of origin".to_owned()], None)
        );
    }

    #[test]
    fn what_is_no_front_matter_is_text() {
        let deep = format!("---\n{}\n---\n", "[".repeat(10_000));
        let table = [
            "",
            "# Title",
            "---\ntitle: x\n",
            "---\nIt rained.\n---\n",
            "---\na: [b\n---\n",
            "---\n\t- x: {\n---\n",
            &deep,
        ];
        for text in table {
            assert!(read(text).is_none(), "{}", &text[..text.len().min(40)]);
        }
        assert_eq!(read("\u{feff}---\r\n---\r\nBody").map(|(_, end)| end), Some(13));
    }
}
