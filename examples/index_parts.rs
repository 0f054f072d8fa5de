//! Lists what the bytes of an index are spent on: `cargo run --release --example index_parts -- INDEX/data-1`.
//!
//! One line for each kind of file and field, the largest first: bytes, and their share of all.

use std::collections::BTreeMap;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the data folder of an index")?;
    let reader = tantivy::Index::open_in_dir(folder)?.reader()?;
    let mut parts: BTreeMap<(&str, String), u64> = BTreeMap::new();
    for segment in reader.searcher().space_usage()?.segments() {
        for (file, usage) in [
            ("words", segment.termdict()),
            ("postings", segment.postings()),
            ("positions", segment.positions()),
            ("columns", segment.fast_fields()),
            ("lengths", segment.fieldnorms()),
        ] {
            for field in usage.fields() {
                let part = (file, field.field_name().to_owned());
                *parts.entry(part).or_default() += field.total().get_bytes();
            }
        }
        *parts.entry(("store", String::new())).or_default() += segment.store().total().get_bytes();
    }
    let all: u64 = parts.values().sum();
    let mut parts: Vec<_> = parts.into_iter().filter(|(_, bytes)| *bytes > 0).collect();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    println!("{all:>12}  100.0 %  all");
    for ((file, field), bytes) in parts {
        println!("{bytes:>12}  {:>5.1} %  {file} {field}", bytes as f64 * 100.0 / all as f64);
    }
    Ok(())
}
