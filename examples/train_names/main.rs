//! Trains the names model: `cargo run --release --example train_names -- DATA_DIR OUT_DIR`.
//!
//! Reads the annotated files, the clusters and the lists in DATA_DIR, holds out every tenth document, and writes
//! `model.bin` and `model.json` to OUT_DIR. One thread and a fixed seed: the same input gives the same bytes.

mod corpus;
mod export;
mod gold;
mod learn;
mod lists;
mod score;

use corpus::{Printed, SOURCES, Source, held_out};
use learn::{Data, Example, Item, Random, Recipe};
use onrecord::entities::model::document::Document;
use onrecord::entities::model::features::{self, features};
use onrecord::entities::model::file::Model;
use onrecord::entities::model::words::{Slots, Words};
use onrecord::entities::model::{Found, names_by, stretches};
use onrecord::entities::tokens::Tokens;
use score::{Name, Score};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::error::Error;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;
use std::time::Instant;

const SEED: u64 = 20_260_117;
/// Features that are seen less often are left out.
const CUT_OFF: u32 = 2;
/// Share of the documents that are learnt in large letters, too, and as headlines.
const UPPER: f32 = 0.1;
const TITLE: f32 = 0.05;
const RECIPE: Recipe = Recipe { passes: 8, rate: 0.04, rest: 0.15, dropout: 0.5, unseen: 0.2 };

/// The hash of a feature is hashed enough.
#[derive(Default)]
struct Asis(u64);

impl Hasher for Asis {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

type Counts = HashMap<u64, u32, BuildHasherDefault<Asis>>;

/// What is learnt from while features are still hashes.
#[derive(Default)]
struct Raw {
    data: Data,
    hashes: Vec<u64>,
    document: Document,
    unreadable: usize,
}

impl Raw {
    fn add(&mut self, printed: &Printed, source: &Source, weight: f32, tables: &Words) {
        let article = gold::article(printed);
        let Raw { data, hashes, document, unreadable } = self;
        let allowed = gold::read(&article, &printed.names, source.other, tables, document);
        *unreadable += allowed.iter().filter(|a| **a == gold::ANY).count();
        let mut out = Vec::new();
        for sentence in &document.sentences {
            for stretch in stretches(document, &sentence.words) {
                let start = data.words.len();
                for at in stretch {
                    let lexical = features(document, sentence, at, &mut out);
                    let first = hashes.len();
                    hashes.extend_from_slice(&out);
                    data.words.push(Item {
                        features: first..hashes.len(),
                        lexical,
                        allowed: allowed[at],
                    });
                }
                data.examples.push(Example { words: start..data.words.len(), weight });
            }
        }
    }

    /// Numbers the features that are frequent enough; returns their hashes and counts.
    fn number(&mut self) -> Vec<(u64, u32)> {
        let mut counts = Counts::default();
        for hash in &self.hashes {
            *counts.entry(*hash).or_insert(0) += 1;
        }
        let mut kept: Vec<(u64, u32)> = Vec::new();
        let mut numbers = Counts::default();
        for hash in &self.hashes {
            let count = counts[hash];
            self.data.features.push(if count < CUT_OFF {
                u32::MAX
            } else {
                *numbers.entry(*hash).or_insert_with(|| {
                    kept.push((*hash, count));
                    kept.len() as u32 - 1
                })
            });
        }
        self.hashes = Vec::new();
        kept
    }
}

impl Raw {
    /// Leaves out all features but the chosen ones; returns those.
    fn keep(&mut self, features: &[(u64, u32)], chosen: &[u32]) -> Vec<(u64, u32)> {
        let mut numbers = vec![u32::MAX; features.len()];
        for (number, row) in chosen.iter().enumerate() {
            numbers[*row as usize] = number as u32;
        }
        for feature in &mut self.data.features {
            if *feature != u32::MAX {
                *feature = numbers[*feature as usize];
            }
        }
        chosen.iter().map(|row| features[*row as usize]).collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, out] = arguments.as_slice() else {
        return Err("give the folder of the data and the folder for the model".into());
    };
    let (folder, out) = (Path::new(folder), Path::new(out));
    let begin = Instant::now();
    let tables = lists::read(folder)?;
    let words = Words {
        single: Slots(&tables.single),
        phrases: Slots(&tables.phrases),
        coarse: &tables.coarse,
    };
    let mut raw = Raw::default();
    let mut held = Vec::new();
    let mut random = Random(SEED);
    for source in &SOURCES {
        for (index, printed) in corpus::read(&folder.join(source.file))?.into_iter().enumerate() {
            if held_out(index) {
                if source.scored {
                    held.push(printed);
                }
                continue;
            }
            raw.add(&printed, source, source.weight, &words);
            for (share, all) in [(UPPER, true), (TITLE, false)] {
                if random.chance(share)
                    && let Some(loud) = gold::shout(&printed, all)
                {
                    raw.add(&loud, source, source.weight, &words);
                }
            }
        }
    }
    let kept = raw.number();
    println!(
        "{} stretches, {} words, {} features, {} words unreadable, {:.0} s",
        raw.data.examples.len(),
        raw.data.words.len(),
        kept.len(),
        raw.unreadable,
        begin.elapsed().as_secs_f32()
    );
    // A draft tells which features matter; the weights are learnt anew with those that the file has room for.
    let draft = learn::learn(&raw.data, kept.len(), &RECIPE, SEED);
    let chosen = export::choose(&kept, &draft);
    drop(draft);
    let kept = raw.keep(&kept, &chosen);
    let weights = learn::learn(&raw.data, kept.len(), &RECIPE, SEED + 1);
    drop(raw);
    println!("learnt after {:.0} s", begin.elapsed().as_secs_f32());
    let held: Vec<_> = held.iter().map(|printed| (printed, gold::article(printed))).collect();
    let file = export::file(&kept, &weights, &tables);
    let (score, confidence) = judge(&file, &held)?;
    print!("{}", score.show());
    println!(
        "mean confidence {confidence:.1}, {} bytes, {:.0} s",
        file.len(),
        begin.elapsed().as_secs_f32()
    );
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("model.bin"), &file)?;
    let card = serde_json::json!({
        "feature_version": features::VERSION,
        "seed": SEED,
        "sha256": hash(&file),
        "inputs": inputs(folder)?,
        "held_out": score::LINES.iter().zip(score.counts).map(|(name, count)| {
            (name.to_string(), serde_json::json!({
                "precision": round(count.precision()),
                "recall": round(count.recall()),
                "f1": round(count.f1()),
                "wanted": count.wanted,
            }))
        }).collect::<serde_json::Map<_, _>>(),
    });
    std::fs::write(out.join("model.json"), serde_json::to_string_pretty(&card)? + "\n")?;
    Ok(())
}

fn round(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of each input file.
fn inputs(folder: &Path) -> std::io::Result<serde_json::Map<String, serde_json::Value>> {
    let files = SOURCES.iter().map(|s| s.file).chain(["gazetteer.tsv", "word_clusters.tsv"]);
    files
        .map(|file| Ok((file.to_owned(), hash(&std::fs::read(folder.join(file))?).into())))
        .collect()
}

/// Scores what a model finds in documents that it has not seen, sentences as they are given; and the mean
/// confidence in per cent, which should be the precision.
fn judge(
    file: &[u8],
    held: &[(&Printed, onrecord::article::Article)],
) -> Result<(Score, f64), Box<dyn Error>> {
    let model = Model::read(file).ok_or("the file is no model")?;
    let mut score = Score::default();
    let (mut confidence, mut count) = (0.0, 0);
    for (printed, article) in held {
        let tokens = Tokens::of(article);
        let sentences: Vec<_> = tokens.sentences.iter().map(|s| &tokens.all[s.clone()]).collect();
        let found: Vec<(Name, f32)> = names_by(&model, &article.text, &sentences)
            .into_iter()
            .map(|Found { sentence, words, kind, confidence, .. }| {
                let part = sentences[sentence];
                let (first, last) = (part[words.start].span, part[words.end - 1].span);
                ((onrecord::article::Span::new(first.start, last.end), kind), confidence)
            })
            .collect();
        let wanted: Vec<Name> =
            printed.names.iter().filter_map(|(span, kind)| Some((*span, (*kind)?))).collect();
        confidence += found.iter().map(|(_, sure)| f64::from(*sure)).sum::<f64>();
        count += found.len();
        let found: Vec<Name> = found.into_iter().map(|(name, _)| name).collect();
        score.add(&wanted, &found);
    }
    Ok((score, 100.0 * confidence / count.max(1) as f64))
}
