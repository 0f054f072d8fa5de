//! The quotes of the sample documents against what a reader marked in them.

use std::collections::HashMap;

use serde_json::Value;

use crate::testenv::seeds_extracted;

/// Shares of the marked quotes that the program found at least when this was written.
const FOUND: f64 = 0.95;
const RIGHT: f64 = 0.87;

fn plain(text: &str) -> String {
    text.chars().filter(|c| !"“”\"’‘'".contains(*c)).collect()
}

#[test]
fn most_quotes_have_their_speaker() {
    let lines = seeds_extracted();
    let text = |line: &'_ Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let mut records: HashMap<String, String> = HashMap::new();
    let mut quotes: HashMap<String, Vec<&Value>> = HashMap::new();
    for line in &lines {
        if line["type"] == "doc" {
            let record = line["record"].as_u64().map(|n| format!("#{n}")).unwrap_or_default();
            records.insert(text(line, "id"), record);
        } else if line["type"] == "quote" {
            let record = &records[&text(line, "doc")];
            quotes.entry(text(line, "path") + record).or_default().push(line);
        }
    }
    let (mut all, mut found, mut right) = (0, 0, 0);
    let mut wrong = Vec::new();
    for row in include_str!("../gold/quotes.tsv").lines().filter(|l| !l.starts_with('#')) {
        let [path, speaker, words] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}: three columns");
        };
        let has = |q: &&&Value| plain(q["text"].as_str().unwrap_or_default()).contains(words);
        let quote = quotes.get(path).and_then(|quotes| quotes.iter().find(has));
        all += 1;
        found += usize::from(quote.is_some());
        let named = quote.is_some_and(|quote| {
            let given = &quote["speaker"];
            match speaker {
                "-" => !given.is_null() && given["resolved_by"] != "name",
                name => given["name"] == name,
            }
        });
        right += usize::from(named);
        if !named {
            wrong.push(row);
        }
    }
    let share = |n: usize| n as f64 / f64::from(all as u32);
    assert!(share(found) >= FOUND, "found {found} of {all}: {wrong:#?}");
    assert!(share(right) >= RIGHT, "right {right} of {all}: {wrong:#?}");
}
