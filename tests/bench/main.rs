//! Speed of the inner parts, each over the articles of `seeds/docs`: `cargo bench`.
//!
//! Throughput is in bytes of text. The comparison with other programs is `tests/bench/compare`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use onrecord::article::{Article, Positions};
use onrecord::{entities, header, pipeline, query, quotes, read, stories, words};

fn main() {
    divan::main();
}

/// The sample documents: path and bytes.
static FILES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/docs");
    let mut files = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sample documents").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push((path.clone(), std::fs::read(&path).expect("a sample"))),
            }
        }
    }
    files.sort();
    files
});

/// The same as articles.
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let parts = FILES.iter().filter_map(|(path, bytes)| {
        let reading = read::read(bytes, path, &read::Limits::default()).ok()?;
        Some(reading.parts.into_iter().map(|part| header::article(part, "", None)))
    });
    parts.flatten().collect()
});

fn bytes() -> BytesCount {
    BytesCount::new(FILES.iter().map(|(_, bytes)| bytes.len()).sum::<usize>())
}

fn texts() -> BytesCount {
    BytesCount::new(ARTICLES.iter().map(|article| article.text.len()).sum::<usize>())
}

/// From bytes to text, all formats.
#[divan::bench]
fn read_all(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (path, bytes) in FILES.iter() {
            let _ = black_box(read::read(bytes, path, &read::Limits::default()));
        }
    });
}

/// From bytes to records: all that one worker does.
#[divan::bench]
fn analyse_all(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (path, bytes) in FILES.iter() {
            black_box(pipeline::extract_bytes(
                bytes,
                &path.to_string_lossy(),
                &read::Settings::default(),
            ));
        }
    });
}

/// Names alone.
#[divan::bench]
fn name(bencher: Bencher) {
    bencher.counter(texts()).bench(|| ARTICLES.iter().map(entities::entities).count());
}

/// Names and quotes.
#[divan::bench]
fn name_and_quote(bencher: Bencher) {
    bencher.counter(texts()).bench(|| ARTICLES.iter().map(quotes::entities_and_quotes).count());
}

/// Words as the index folds them.
#[divan::bench]
fn fold(bencher: Bencher) {
    let fold = || ARTICLES.iter().map(|article| words::words(&article.text).len()).sum::<usize>();
    bencher.counter(texts()).bench(fold);
}

/// Fingerprints by which near-copies are found.
#[divan::bench]
fn fingerprint(bencher: Bencher) {
    let prints =
        || ARTICLES.iter().map(|a| stories::prints_of([a.text.as_str()]).len()).sum::<usize>();
    bencher.counter(texts()).bench(prints);
}

/// Lines and characters of places, every 50 bytes.
#[divan::bench]
fn locate(bencher: Bencher) {
    bencher.counter(texts()).bench(|| {
        for article in ARTICLES.iter() {
            let positions = Positions::new(&article.text);
            (0..article.text.len()).step_by(50).for_each(|at| {
                black_box(positions.before(at));
            });
        }
    });
}

/// A query with one of everything.
#[divan::bench]
fn parse_query(bencher: Bencher) {
    let context = query::Context::new(jiff::civil::date(2018, 6, 12));
    let typed = "nafta OR (tlcan w/5 \"rules of origin\"~2) -speaker:dias quote(role:minister wage*) date:2017";
    bencher.bench(|| query::parse(black_box(typed), &context));
}
