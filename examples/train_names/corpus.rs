//! Reads the annotated files and prints them as a newspaper would, so that names are learnt and scored on running text.

use onrecord::article::Span;
use onrecord::entities::EntityKind;
use std::path::Path;

/// A file of documents.
pub struct Source {
    pub file: &'static str,
    /// What one of its sentences weighs.
    pub weight: f32,
    /// Whether names of other kinds are marked too.
    pub other: bool,
    /// Whether the tenth that is held out counts for the scores.
    pub scored: bool,
}

const fn source(file: &'static str, weight: f32, other: bool, scored: bool) -> Source {
    Source { file, weight, other, scored }
}

/// All files, in the order of the notes that come with them.
pub const SOURCES: [Source; 14] = [
    // News, and marked by the idea of names that the program has: the sentences that count most.
    source("onrecord_news.conll", 2.5, true, true),
    source("wikigold.conll", 1.0, true, true),
    source("redocred.conll", 1.0, true, true),
    source("crossner_politics.conll", 1.0, true, true),
    source("crossner_science.conll", 0.7, true, true),
    source("crossner_music.conll", 0.7, true, true),
    source("crossner_literature.conll", 0.7, true, true),
    source("crossner_ai.conll", 0.7, true, true),
    source("gum.conll", 1.0, true, true),
    source("uner_ewt.conll", 1.0, false, true),
    source("re3d.conll", 1.0, true, true),
    source("btc.conll", 1.0, false, false),
    source("wnut17.conll", 1.0, true, false),
    source("gmb.conll", 0.3, true, false),
];

/// Whether document number `index` of its file is kept out of training.
pub fn held_out(index: usize) -> bool {
    index % 10 == 9
}

/// What a marked stretch names; `None` for another kind.
pub type Kind = Option<EntityKind>;

/// A document as running text.
pub struct Printed {
    pub text: String,
    /// One line each.
    pub sentences: Vec<Span>,
    /// Marked stretches, sorted.
    pub names: Vec<(Span, Kind)>,
}

/// The documents of a file.
pub fn read(path: &Path) -> std::io::Result<Vec<Printed>> {
    let file = std::fs::read_to_string(path)?;
    let mut documents = Vec::new();
    let mut document: Vec<Vec<(&str, &str)>> = Vec::new();
    let mut sentence = Vec::new();
    for line in file.lines().chain(["", "-DOCSTART-\tO"]) {
        let Some((token, tag)) = line.split_once('\t') else {
            if !sentence.is_empty() {
                document.push(std::mem::take(&mut sentence));
            }
            continue;
        };
        if token == "-DOCSTART-" {
            if !document.is_empty() {
                documents.push(print(&std::mem::take(&mut document)));
            }
        } else {
            sentence.push((token, tag));
        }
    }
    Ok(documents)
}

fn print(sentences: &[Vec<(&str, &str)>]) -> Printed {
    let mut printed = Printed { text: String::new(), sentences: Vec::new(), names: Vec::new() };
    for sentence in sentences {
        if !printed.text.is_empty() {
            printed.text.push('\n');
        }
        let start = printed.text.len();
        let tokens: Vec<&str> = sentence.iter().map(|(token, _)| *token).collect();
        let spans = set(&tokens, &mut printed.text);
        printed.sentences.push(Span::new(start, printed.text.len()));
        let mut at = 0;
        while at < sentence.len() {
            let tag = sentence[at].1;
            let first = at;
            at += 1;
            let Some(kind) = tag.get(2..) else { continue };
            while sentence.get(at).is_some_and(|(_, next)| next.strip_prefix("I-") == Some(kind)) {
                at += 1;
            }
            let kind = match kind {
                "PER" => Some(EntityKind::Person),
                "ORG" => Some(EntityKind::Organization),
                "LOC" => Some(EntityKind::Place),
                _ => None,
            };
            printed.names.push((Span::new(spans[first].start, spans[at - 1].end), kind));
        }
    }
    printed.text.push('\n');
    printed
}

const CLOSING: &[&str] = &[
    ")", "]", "}", "%", "'s", "'S", "n't", "N'T", "'re", "'ve", "'ll", "'d", "'m", "'t", "'RE",
    "'VE", "'LL", "'D", "'M", "’s", "n’t", "’re", "’ve", "’ll", "’d", "’m", "…", "»",
];
const OPENING: &[&str] = &["(", "[", "{", "$", "#", "‘", "«", "£", "€"];

/// Sets tokens with the blanks of print; returns where each one stands.
fn set(tokens: &[&str], out: &mut String) -> Vec<Span> {
    let mut spans = Vec::with_capacity(tokens.len());
    let (mut double, mut single) = (false, false);
    let mut glued = true;
    for (at, raw) in tokens.iter().enumerate() {
        let token = match *raw {
            "-LRB-" => "(",
            "-RRB-" => ")",
            "-LSB-" => "[",
            "-RSB-" => "]",
            "-LCB-" => "{",
            "-RCB-" => "}",
            "``" | "''" => "\"",
            "`" => "'",
            other => other,
        };
        let next = tokens.get(at + 1).copied().unwrap_or("");
        let prior = if at > 0 { tokens[at - 1] } else { "" };
        // Whether a blank stands before it and whether none stands behind it.
        let (mut blank, mut glue) = (!glued, false);
        match *raw {
            "``" | "“" => (glue, double) = (true, true),
            "''" | "”" => (blank, double) = (false, false),
            "\"" if double => (blank, double) = (false, false),
            "\"" => (glue, double) = (true, true),
            "'" | "’" => {
                let plural = prior.ends_with(['s', 'x', 'z', 'S', 'X', 'Z']);
                let closes_later = tokens.get(at + 2..).is_some_and(|rest| rest.contains(&"'"));
                let word = next.starts_with(|c: char| c.is_alphanumeric() || c == '_');
                if single {
                    (blank, single) = (false, false);
                } else if !plural && word && closes_later {
                    (glue, single) = (true, true);
                } else {
                    blank = false;
                }
            }
            "`" => (glue, single) = (true, true),
            _ if CLOSING.contains(&token) || token.chars().all(|c| ".,;:!?".contains(c)) => {
                blank = false
            }
            _ if OPENING.contains(&token) => glue = true,
            "/" => (blank, glue) = (false, true),
            _ => {}
        }
        if blank && at > 0 {
            out.push(' ');
        }
        let start = out.len();
        out.push_str(token);
        spans.push(Span::new(start, out.len()));
        glued = glue;
    }
    spans
}
