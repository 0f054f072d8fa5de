//! Scores the names of the held-out tenth of annotated files: `cargo run --release --example evaluate_names -- DATA_DIR`.
//!
//! Each document is printed as running text and goes through the whole analysis, headers and sentences included. A
//! name is right when its place and its kind are those of the annotation.

#[path = "train_names/corpus.rs"]
#[expect(dead_code, reason = "what a sentence weighs is for the trainer")]
mod corpus;
#[path = "train_names/score.rs"]
mod score;

use corpus::{SOURCES, held_out};
use onrecord::entities::{Entities, entities};
use onrecord::header;
use onrecord::read::{Limits, read};
use score::{Name, Score};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// Times that the analysis of all documents is repeated to measure its speed.
const REPEATS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder of the annotated files")?;
    let mut all = Score::default();
    let mut articles = Vec::new();
    for source in SOURCES.iter().filter(|source| source.scored) {
        let mut part = Score::default();
        for (index, printed) in
            corpus::read(&Path::new(&folder).join(source.file))?.into_iter().enumerate()
        {
            if !held_out(index) {
                continue;
            }
            let path = Path::new("document.txt");
            let mut read = read(printed.text.as_bytes(), path, &Limits::default())?;
            let Some(first) = (!read.parts.is_empty()).then(|| read.parts.swap_remove(0)) else {
                continue;
            };
            let article = header::article(first, "document.txt", None);
            if article.text != printed.text {
                return Err(format!("{} {index} was read as another text", source.file).into());
            }
            let Entities { entities, mentions } = entities(&article);
            let found: Vec<Name> =
                mentions.iter().map(|m| (m.span, entities[m.entity].kind)).collect();
            let wanted: Vec<Name> =
                printed.names.iter().filter_map(|(span, kind)| Some((*span, (*kind)?))).collect();
            part.add(&wanted, &found);
            all.add(&wanted, &found);
            articles.push(article);
        }
        println!("{:<26} exact F1 {:.2}", source.file, part.counts[0].f1());
    }
    print!("{}", all.show());
    let words: usize = articles.iter().map(|a| a.text.split_whitespace().count()).sum();
    let begin = Instant::now();
    let names: usize = (0..REPEATS)
        .map(|_| articles.iter().map(|a| entities(a).mentions.len()).sum::<usize>())
        .sum();
    let seconds = begin.elapsed().as_secs_f64();
    println!(
        "{:.2} million words a second ({names} names)",
        (words * REPEATS) as f64 / seconds / 1e6
    );
    Ok(())
}
