//! Articles with their attributions marked by hand: `text/NAME.txt` and `attributions/NAME_*.ann` in brat standoff.

use onrecord::article::{Article, Span};
use onrecord::header;
use onrecord::quotes::find;
use onrecord::quotes::learned::document::Document;
use onrecord::read::{self, Limits};
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A marked attribution, in words of the document.
pub struct Gold {
    pub contents: Vec<Range<usize>>,
    pub sources: Vec<Range<usize>>,
    pub cues: Vec<Range<usize>>,
    /// Whether a source is marked, were it outside the body.
    pub sourced: bool,
}

/// A marked article.
pub struct Marked {
    pub name: String,
    pub article: Article,
    pub document: Document,
    pub gold: Vec<Gold>,
}

/// The articles of a folder, by name.
pub fn read(folder: &Path) -> Result<Vec<Marked>, Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(folder.join("attributions"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let mut out: Vec<Marked> = Vec::new();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // NAME_ANNOTATOR.ann; of several annotators the first.
        let name = stem.rsplit_once('_').map_or(stem.as_str(), |(name, _)| name).to_owned();
        if out.last().is_some_and(|last| last.name == name) {
            continue;
        }
        let path = folder.join("text").join(format!("{name}.txt"));
        let bytes = fs::read(&path)?;
        let mut reading = read::read(&bytes, &path, &Limits::default())?;
        let part = reading.parts.pop().ok_or("a text without a part")?;
        let article = header::article(part, &path.to_string_lossy(), None);
        let document = find::document(&article);
        let gold = gold(&fs::read_to_string(&file)?, &article.text, &document);
        out.push(Marked { name, article, document, gold });
    }
    Ok(out)
}

fn gold(marks: &str, text: &str, document: &Document) -> Vec<Gold> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut out = Vec::new();
    for line in marks.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(what)) = (columns.next(), columns.next()) else { continue };
        if id.starts_with('T') {
            let Some((_, ranges)) = what.split_once(' ') else { continue };
            let range = |range: &str| {
                let (start, end) = range.split_once(' ')?;
                let place = |number: &str| bytes.get(number.parse::<usize>().ok()?).copied();
                Some(Span::new(place(start)?, place(end)?))
            };
            spans.insert(id, ranges.split(';').filter_map(range).collect());
        } else if id.starts_with('E') {
            let of = |role: &str| -> Vec<Range<usize>> {
                what.split(' ')
                    .filter_map(|pair| pair.split_once(':'))
                    .filter(|(key, _)| key.starts_with(role))
                    .filter_map(|(_, id)| spans.get(id))
                    .flatten()
                    .map(|span| document.tokens(*span))
                    .filter(|range| !range.is_empty())
                    .collect()
            };
            out.push(Gold {
                contents: of("Content"),
                sources: of("Source"),
                cues: of("Cue"),
                sourced: what.contains(" Source"),
            });
        }
    }
    out
}
