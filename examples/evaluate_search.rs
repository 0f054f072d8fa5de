//! Scores the ranking of documents against a collection with judged questions.
//!
//! ```text
//! cargo run --release --example evaluate_search -- FOLDER [--run FILE]
//! ```
//!
//! FOLDER holds `files/`, the documents; `queries.tsv`, one question a line: its id, a tab, its text; and
//! `qrels.txt` as at TREC, one judgment a line: question, 0, document, relevance. The name of a document is
//! that of its file without ending and without zeros in front. `--run` writes what was found, as at TREC.
//!
//! The documents are indexed as any folder is. A question is asked as `query --any --fold none -n 100` does,
//! in lower case, since AND, OR and NOT are operators in capitals alone. Each figure is the mean over all
//! questions with a relevant document; one without an answer counts 0. `rel` is the relevance of the document
//! at a rank, 0 where it was not judged, and whatever is above 0 is relevant:
//!
//! - nDCG@10: the sum of `rel / log2(rank + 1)` over ten ranks, as a share of what the best order gives
//! - MAP: the precision at the rank of each relevant document, 0 for one beyond 100, meant over all of them
//! - MRR: 1 / rank of the first relevant document
//! - P@10: relevant documents among ten, as a share of ten
//! - recall@100: relevant documents among a hundred, as a share of all of them

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use onrecord::ask::{Archive, FixesFile, Fold, Request, SearchOptions};
use onrecord::pipeline::{Event, IndexOptions, run};

/// Ranks that are looked at.
const DEPTH: usize = 100;

/// Documents with their relevance, for each question.
type Judged = BTreeMap<String, BTreeMap<String, u32>>;

/// The figures, in the order in which they are printed.
const FIGURES: [&str; 5] = ["nDCG@10", "MAP", "MRR", "P@10", "recall@100"];

/// A name as it stands in the judgments.
fn name(of: &str) -> String {
    of.trim_start_matches('0').to_owned()
}

fn judgments(text: &str) -> Result<Judged, Box<dyn Error>> {
    let mut judged = Judged::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [question, _, document, relevance] = columns[..] else {
            return Err(format!("not a judgment: {line}").into());
        };
        // What is worse than not relevant is not relevant.
        let relevance = relevance.parse::<i64>()?.max(0).try_into()?;
        judged.entry(question.to_owned()).or_default().insert(name(document), relevance);
    }
    judged.retain(|_, documents| documents.values().any(|relevance| *relevance > 0));
    Ok(judged)
}

/// The figures of one question.
fn figures(relevances: &BTreeMap<String, u32>, ranked: &[(String, f32)]) -> [f64; 5] {
    let discounted = |(rank, rel): (usize, u32)| f64::from(rel) / (rank as f64 + 2.0).log2();
    let mut best: Vec<u32> = relevances.values().copied().filter(|rel| *rel > 0).collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let all = best.len() as f64;
    let found: Vec<u32> =
        ranked.iter().map(|(name, _)| relevances.get(name).copied().unwrap_or(0)).collect();
    let gain =
        |rels: &[u32]| rels.iter().copied().take(10).enumerate().map(discounted).sum::<f64>();
    let ranks: Vec<usize> =
        (1..).zip(&found).filter(|(_, rel)| **rel > 0).map(|(r, _)| r).collect();
    let precisions = (1..).zip(&ranks).map(|(n, rank)| f64::from(n) / *rank as f64);
    [
        gain(&found) / gain(&best),
        precisions.sum::<f64>() / all,
        ranks.first().map_or(0.0, |rank| 1.0 / *rank as f64),
        ranks.iter().filter(|rank| **rank <= 10).count() as f64 / 10.0,
        ranks.len() as f64 / all,
    ]
}

/// The names of what answers a question, with their scores, the best first.
fn ask(archive: &Archive, text: &str) -> Result<Vec<(String, f32)>, Box<dyn Error>> {
    let mut request = Request { any: true, ..Request::docs(text.to_lowercase()) };
    request.options =
        SearchOptions { limit: DEPTH, fold: Fold::None, snippets: 0, ..request.options };
    let (mut ranked, mut seen) = (Vec::new(), HashSet::new());
    for hit in archive.ask(request)?.docs() {
        let hit = hit?;
        // The same bytes under two names are one document.
        for path in &hit.doc.paths {
            let path = path.to_path();
            let name = name(&path.file_stem().unwrap_or_default().to_string_lossy());
            if seen.insert(name.clone()) {
                ranked.push((name, hit.score));
            }
        }
    }
    ranked.truncate(DEPTH);
    Ok(ranked)
}

/// Makes an index of a folder.
fn index(files: PathBuf, index: &Path) -> Result<u64, Box<dyn Error>> {
    let options = IndexOptions::new(index, vec![files]);
    let report = run(&options, &AtomicBool::new(false), &mut |event| {
        if let Event::Problem { path, problem } = event {
            eprintln!("{}: {}", path.text(), problem.reason);
        }
    })?;
    Ok(report.docs)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let folder = PathBuf::from(args.next().ok_or("give a folder")?);
    let run_file = match args.next() {
        Some(flag) if flag == "--run" => Some(args.next().ok_or("--run takes a file")?),
        Some(other) => return Err(format!("{}: not known", other.display()).into()),
        None => None,
    };
    let judged = judgments(&fs::read_to_string(folder.join("qrels.txt"))?)?;
    let questions = fs::read_to_string(folder.join("queries.tsv"))?;
    let place = tempfile::tempdir()?;
    let docs = index(folder.join("files"), place.path())?;
    let archive = Archive::new(place.path(), FixesFile::default());
    let (mut sums, mut run) = ([0.0; 5], String::new());
    for line in questions.lines().filter(|line| !line.trim().is_empty()) {
        let (id, text) = line.split_once('\t').ok_or("a question has no tab")?;
        let Some(relevances) = judged.get(id) else { continue };
        let ranked = ask(&archive, text)?;
        for (rank, (name, score)) in (1..).zip(&ranked) {
            writeln!(run, "{id} Q0 {name} {rank} {score} onrecord")?;
        }
        for (sum, figure) in sums.iter_mut().zip(figures(relevances, &ranked)) {
            *sum += figure;
        }
    }
    println!("{docs} documents, {} judged questions", judged.len());
    for (name, sum) in FIGURES.iter().zip(sums) {
        println!("{name:10} {:.4}", sum / judged.len().max(1) as f64);
    }
    if let Some(file) = run_file {
        fs::write(file, run)?;
    }
    Ok(())
}
