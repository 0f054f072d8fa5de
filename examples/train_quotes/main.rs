//! Trains the model of quotes on articles marked by hand.
//!
//! ```text
//! cargo run --release --example train_quotes -- seeds/quotes FOLDER…
//! cargo run --release --example train_quotes -- --check FOLDER… > predictions.jsonl
//! ```
//!
//! Each FOLDER holds `text/*.txt` and `attributions/*.ann`. The first form writes `model.bin` and its card `model.json`; one thread and a fixed
//! seed: the same input gives the same bytes. The second writes for each article what a model
//! says that has not seen its fifth, in the shape of `onrecord extract --json`, as far as scorers ask.

mod chain;
mod corpus;
mod stages;
mod trees;

use onrecord::article::Span;
use onrecord::quotes::find::quotes_by;
use onrecord::quotes::learned::features;
use onrecord::quotes::{Act, Quote};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stages::{Lesson, train};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Parts for checking.
const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if args.len() < 2 {
        return Err("give a folder to write to, or --check, and the folders to read".into());
    }
    let out = args.remove(0);
    let mut lessons = Vec::new();
    for folder in &args {
        lessons.extend(corpus::read(folder)?.into_iter().map(Lesson::new));
    }
    let contents: usize =
        lessons.iter().flat_map(|l| &l.marked.gold).map(|gold| gold.contents.len()).sum();
    eprintln!("{} articles, {contents} contents", lessons.len());
    if out == Path::new("--check") {
        return check(&lessons);
    }
    let weights = train(&lessons.iter().collect::<Vec<_>>());
    let model = weights.write();
    let sum: String = Sha256::digest(&model).iter().map(|byte| format!("{byte:02x}")).collect();
    let card = json!({
        "feature_version": features::VERSION,
        "articles": lessons.len(),
        "contents": contents,
        "bytes": model.len(),
        "sha256": sum,
    });
    std::fs::write(out.join("model.bin"), model)?;
    std::fs::write(out.join("model.json"), serde_json::to_string_pretty(&card)? + "\n")?;
    Ok(())
}

/// Prints what models say of the articles that they have not seen.
fn check(lessons: &[Lesson]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for fold in 0..FOLDS {
        let part = |at: &usize| at % FOLDS == fold;
        let others = (0..lessons.len()).filter(|at| !part(at)).map(|at| &lessons[at]);
        let weights = train(&others.collect::<Vec<_>>());
        for lesson in (0..lessons.len()).filter(part).map(|at| &lessons[at]) {
            let article = &lesson.marked.article;
            let quotes = quotes_by(article, &weights);
            for quote in quotes.iter().filter(|quote| quote.act != Act::Silence) {
                let line = line(&lesson.marked.name, &article.text, quote);
                writeln!(out, "{line}")?;
            }
        }
        eprintln!("part {} of {FOLDS}", fold + 1);
    }
    Ok(())
}

/// A quote as scorers read it.
fn line(name: &str, text: &str, quote: &Quote) -> Value {
    let span = |span: Span| {
        let chars = |at: usize| text[..at].chars().count();
        json!({ "char_start": chars(span.start), "char_end": chars(span.end) })
    };
    let speaker = quote.speaker.as_ref().map(|speaker| {
        json!({
            "name": speaker.name,
            "as_written": speaker.span.cut(text),
            "span": span(speaker.span),
        })
    });
    let cue =
        quote.cue.as_ref().map(|cue| json!({ "text": cue.span.cut(text), "span": span(cue.span) }));
    json!({
        "type": "quote",
        "path": format!("{name}.txt"),
        "kind": quote.kind,
        "text": quote.spans.iter().map(|s| s.cut(text)).collect::<Vec<_>>().join(" … "),
        "spans": quote.spans.iter().map(|s| span(*s)).collect::<Vec<_>>(),
        "speaker": speaker,
        "act": quote.act,
        "cue": cue,
        "confidence": quote.confidence,
        "rule": quote.rule,
    })
}
