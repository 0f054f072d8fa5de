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
//! predicted one is a word of the marked source. It tells this for all stretches, for those in
//! quotation marks, by the act that `A` lines give, by rule, and for quotes of a confidence and more.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::pipeline::{Extracted, extract};
use onrecord::quotes::QuoteKind;
use onrecord::read;
use onrecord::record::Walked;
use onrecord::record::{Analysed, QuoteRecord};
use onrecord::walk::Filter;

/// A marked stretch of content and the words of its source.
struct Gold {
    start: usize,
    end: usize,
    source: HashSet<String>,
    /// What its source does, where the marks tell.
    act: Option<String>,
    /// Whether it begins with a quotation mark.
    marked: bool,
    /// Whether a quote has it, whether with the right speaker, and the quote's act.
    found: bool,
    right: bool,
    found_act: Option<&'static str>,
}

/// A stretch of a quote.
struct Predicted {
    start: usize,
    end: usize,
    rule: String,
    confidence: f64,
    direct: bool,
    act: &'static str,
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
    let mut events: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut acts: HashMap<String, String> = HashMap::new();
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
            let pairs = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
            events.push((id.to_owned(), pairs));
        } else if id.starts_with('A')
            && let Some((event, act)) = what.strip_prefix("Act ").and_then(|a| a.split_once(' '))
        {
            acts.insert(event.to_owned(), act.to_owned());
        }
    }
    let mut found = Vec::new();
    for (id, event) in &events {
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
            act: acts.get(id).cloned(),
            marked: cut((start, end)).starts_with(['"', '“', '‘', '\'']),
            found: false,
            right: false,
            found_act: None,
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
        direct: quote.kind == QuoteKind::Direct,
        act: quote.act.name(),
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
            (marked.right, marked.found_act) = (made.right, Some(made.act));
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
    let filter = Filter::new(&Walked::default(), PathBuf::from("-"), |_| false)?;
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
    let (mut gold_all, mut made_all) = (Vec::new(), Vec::new());
    for analysed in &texts {
        let path = analysed.doc.paths.first().ok_or("a text without a path")?;
        let name = path.text().trim_end_matches(".txt");
        let Some(file) = marks.get(name) else { continue };
        let chars: Vec<char> = analysed.text.chars().collect();
        let mut marked = gold(file, &chars)?;
        let quotes = analysed.quotes.iter().filter(|quote| !quote.is_silence());
        let mut made: Vec<Predicted> = quotes.flat_map(|q| predicted(q, &analysed.text)).collect();
        pair(&mut marked, &mut made);
        gold_all.extend(marked);
        made_all.extend(made);
    }
    report(&gold_all, &made_all);
    Ok(())
}

/// Prints precision, recall and their mean of what is found of `gold`.
fn line(name: &str, right: usize, made: usize, gold: usize) {
    let share = |all: usize| right as f64 / all.max(1) as f64;
    let (precision, recall) = (share(made), share(gold));
    println!("{name:34} P {precision:.3} R {recall:.3} F1 {:.3}", f1(precision, recall));
}

fn report(gold: &[Gold], made: &[Predicted]) {
    let count = |is: &dyn Fn(&Gold) -> bool| gold.iter().filter(|g| is(g)).count();
    let quotes = |is: &dyn Fn(&Predicted) -> bool| made.iter().filter(|p| is(p)).count();
    let sourced = count(&|g| !g.source.is_empty());
    line("content", quotes(&|p| p.found), made.len(), gold.len());
    let with_speaker = quotes(&|p| p.head.is_some());
    line("source and content", quotes(&|p| p.right), with_speaker, sourced);
    // What is in marks is matched with all quotes, and precision asked of the direct ones.
    let direct = quotes(&|p| p.direct);
    let precision = quotes(&|p| p.direct && p.found) as f64 / direct.max(1) as f64;
    let in_marks = count(&|g| g.marked);
    let share = |n: usize| n as f64 / in_marks.max(1) as f64;
    println!(
        "in marks: {in_marks}, found {:.3}, with the right speaker {:.3}; direct quotes right {precision:.3}",
        share(count(&|g| g.marked && g.found)),
        share(count(&|g| g.marked && g.right)),
    );
    println!("\n{:24} {:>6} {:>8} {:>8} {:>8}", "act", "marked", "found", "speaker", "act");
    let acts: BTreeSet<&str> = gold.iter().filter_map(|g| g.act.as_deref()).collect();
    for act in acts {
        let of = |g: &Gold| g.act.as_deref() == Some(act);
        let all = count(&of);
        let found = count(&|g| of(g) && g.found);
        let share = |n: usize, all: usize| n as f64 / all.max(1) as f64;
        println!(
            "{act:24} {all:6} {:8.3} {:8.3} {:8.3}",
            share(found, all),
            share(count(&|g| of(g) && g.right), all),
            share(count(&|g| of(g) && g.found && g.found_act == Some(act)), found),
        );
    }
    let mut rules: BTreeMap<&str, Count> = BTreeMap::new();
    made.iter().for_each(|one| rules.entry(&one.rule).or_default().add(one));
    println!("\n{:24} {:>6} {:>8} {:>8}", "rule", "quotes", "content", "speaker");
    rules.iter().for_each(|(rule, count)| count.print(rule));
    println!("\nconfidence and more: content");
    for step in (0..10).rev() {
        let least = f64::from(step) / 10.0;
        let sure = quotes(&|p| p.confidence >= least);
        let name = format!("{least:.1}: {sure} quotes");
        line(&name, quotes(&|p| p.confidence >= least && p.found), sure, gold.len());
    }
}
