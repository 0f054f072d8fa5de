//! Scores quotes and speakers against a folder of attributions marked by people.
//!
//! ```text
//! cargo run --release --example evaluate_quotes -- FOLDER
//! ```
//!
//! FOLDER holds `text/*.txt` and `attributions/*.ann` in brat standoff, as PolNeAR has them
//! (Newell, Margolin and Ruths, LREC 2018): `T` lines with Source, Cue and Content in code points,
//! `E` lines that join them. A text marked by several people is scored against the one whose
//! file name sorts first. A stretch of content is found when a quote shares at least half of
//! their union with it (one to one, best first); its speaker is right when the head of the
//! predicted one is a word of the marked source.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::pipeline::{Extracted, extract};
use onrecord::read;
use onrecord::record::{Analysed, QuoteRecord};
use onrecord::walk::Filter;

/// A marked stretch of content and the words of its source.
struct Gold {
    start: usize,
    end: usize,
    source: HashSet<String>,
    found: bool,
}

/// A stretch of a quote.
struct Predicted {
    start: usize,
    end: usize,
    rule: String,
    confidence: f64,
    /// The head of its speaker.
    head: Option<String>,
    found: bool,
    right: bool,
}

#[derive(Default)]
struct Count {
    all: usize,
    found: usize,
    right: usize,
}

impl Count {
    fn add(&mut self, predicted: &Predicted) {
        self.all += 1;
        self.found += usize::from(predicted.found);
        self.right += usize::from(predicted.right);
    }

    fn print(&self, name: &str) {
        let share = |n: usize| n as f64 / self.all.max(1) as f64;
        println!("{name:24} {:6} {:8.3} {:8.3}", self.all, share(self.found), share(self.right));
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty() && !matches!(*w, "the" | "a" | "an" | "s"))
        .map(str::to_lowercase)
}

/// The last word before a comma, bracket or preposition.
fn head(speaker: &str) -> Option<String> {
    let end = speaker.find([',', '(']).unwrap_or(speaker.len());
    let stops = ["of", "for", "in", "from", "with", "at", "to", "on", "who", "familiar"];
    let before: Vec<String> = words(&speaker[..end]).collect();
    let stop = before.iter().position(|w| stops.contains(&w.as_str())).filter(|at| *at > 0);
    before[..stop.unwrap_or(before.len())].last().cloned()
}

/// Reads the stretches of one marked text, counted in code points.
fn gold(path: &Path, text: &[char]) -> Result<Vec<Gold>, Box<dyn Error>> {
    let mut spans: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let mut events: Vec<Vec<(String, String)>> = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(what)) = (columns.next(), columns.next()) else { continue };
        if id.starts_with('T') {
            let Some((_, ranges)) = what.split_once(' ') else { continue };
            let parts = ranges.split(';').filter_map(|range| {
                let (start, end) = range.split_once(' ')?;
                Some((start.parse().ok()?, end.parse().ok()?))
            });
            spans.insert(id.to_owned(), parts.collect());
        } else if id.starts_with('E') {
            let pairs = what.split(' ').filter_map(|pair| pair.split_once(':'));
            events.push(pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect());
        }
    }
    let mut found = Vec::new();
    for event in &events {
        let of = |role: &str| {
            let ids = event.iter().filter(move |(k, _)| k.starts_with(role));
            ids.filter_map(|(_, id)| spans.get(id)).flatten().copied().collect::<Vec<_>>()
        };
        let cut = |(start, end): (usize, usize)| -> String {
            text.get(start..end).unwrap_or_default().iter().collect()
        };
        let source: HashSet<String> =
            of("Source").into_iter().flat_map(|s| words(&cut(s)).collect::<Vec<_>>()).collect();
        found.extend(of("Content").into_iter().map(|(start, end)| Gold {
            start,
            end,
            source: source.clone(),
            found: false,
        }));
    }
    found.retain(|g| g.end > g.start);
    Ok(found)
}

/// The stretches of a quote in code points.
fn predicted(quote: &QuoteRecord, text: &str) -> Vec<Predicted> {
    let chars = |at: usize| text[..at].chars().count();
    let written = quote.speaker.as_ref().map(|s| s.span.cut(text));
    let stretch = |span: &onrecord::article::Span| Predicted {
        start: chars(span.start),
        end: chars(span.end),
        rule: quote.rule.to_string(),
        confidence: f64::from(quote.confidence),
        head: written.and_then(head),
        found: false,
        right: false,
    };
    quote.spans.iter().map(stretch).collect()
}

/// Pairs stretches one to one, the best first.
fn pair(gold: &mut [Gold], predicted: &mut [Predicted]) {
    let mut pairs = Vec::new();
    for (g, marked) in gold.iter().enumerate() {
        for (p, made) in predicted.iter().enumerate() {
            let shared = marked.end.min(made.end).saturating_sub(marked.start.max(made.start));
            let union = marked.end.max(made.end) - marked.start.min(made.start);
            if shared * 2 >= union && shared > 0 {
                pairs.push((shared * 10_000 / union, g, p));
            }
        }
    }
    pairs.sort_by_key(|(share, g, p)| (std::cmp::Reverse(*share), *g, *p));
    for (_, g, p) in pairs {
        let (marked, made) = (&mut gold[g], &mut predicted[p]);
        if !marked.found && !made.found {
            (marked.found, made.found) = (true, true);
            made.right = made.head.as_ref().is_some_and(|head| marked.source.contains(head));
        }
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("give a folder")?);
    let mut marks: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join("attributions"))?
        .map(|e| Ok(e?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // NAME.ann or NAME_ANNOTATOR.ann
        let name = stem.rsplit_once('_').map_or(stem.as_str(), |(name, _)| name);
        marks.entry(stem.clone()).or_insert_with(|| file.clone());
        marks.entry(name.to_owned()).or_insert(file);
    }
    let filter = Filter::new(&[], &[], &[], false, false, PathBuf::from("-"))?;
    let mut texts: Vec<Analysed> = Vec::new();
    extract(
        &[folder.join("text")],
        &filter,
        0,
        &read::Settings::default(),
        &mut |extracted: Extracted| {
            texts.extend(extracted.docs);
            true
        },
    )?;
    let (mut total, mut sourced, mut all) = (0, 0, Count::default());
    let mut rules: BTreeMap<String, Count> = BTreeMap::new();
    let mut steps: BTreeMap<u32, Count> = BTreeMap::new();
    for analysed in &texts {
        let path = analysed.doc.paths.first().ok_or("a text without a path")?;
        let name = path.text().trim_end_matches(".txt");
        let Some(file) = marks.get(name) else { continue };
        let chars: Vec<char> = analysed.text.chars().collect();
        let mut marked = gold(file, &chars)?;
        let mut made: Vec<Predicted> = analysed
            .quotes
            .iter()
            .filter(|quote| !quote.is_silence())
            .flat_map(|quote| predicted(quote, &analysed.text))
            .collect();
        pair(&mut marked, &mut made);
        total += marked.len();
        sourced += marked.iter().filter(|g| !g.source.is_empty()).count();
        for one in &made {
            all.add(one);
            rules.entry(one.rule.clone()).or_default().add(one);
            steps.entry((one.confidence * 20.0).round() as u32 * 5).or_default().add(one);
        }
    }
    let (found, right) = (all.found as f64, all.right as f64);
    let (precision, recall) =
        (found / all.all.max(1) as f64, found / f64::from(total.max(1) as u32));
    println!("content          P {precision:.3} R {recall:.3} F1 {:.3}", f1(precision, recall));
    let (precision, recall) =
        (right / all.all.max(1) as f64, right / f64::from(sourced.max(1) as u32));
    println!("source + content P {precision:.3} R {recall:.3} F1 {:.3}\n", f1(precision, recall));
    println!("{:24} {:>6} {:>8} {:>8}", "rule", "quotes", "content", "speaker");
    rules.iter().for_each(|(rule, count)| count.print(rule));
    println!("\n{:24} {:>6} {:>8} {:>8}", "confidence", "quotes", "content", "speaker");
    steps.iter().for_each(|(step, count)| count.print(&format!("0.{step:02}")));
    Ok(())
}
