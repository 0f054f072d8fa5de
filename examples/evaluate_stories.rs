//! Scores the grouping of near-copies on copies made by script.
//!
//! ```text
//! cargo run --release --example evaluate_stories -- FOLDER
//! ```
//!
//! FOLDER holds articles as `*.txt`, the headline in the first line. Of 200 of them, picked by a fixed
//! seed, four copies each are made: with one, two, three and all of these changes: cut by up to 70 %
//! from the end; the first paragraph dropped, or 20 to 45 words put before it; credit lines added; 1 to 2 % of the words
//! replaced. Every other copy keeps its headline, a new one, in the body. Then all articles and copies
//! are grouped, and the articles alone, which is for reading by eye.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use onrecord::stories::{Common, Facts, SHARE, Stories, Text, candidates, common, prints};

const PICKED: usize = 200;
const HEADLINES: [&str; 3] = [
    "What we know so far about the talks",
    "UPDATE 2-Officials weigh next step as deadline nears",
    "Vote looms after long night",
];
const CREDITS: [&str; 4] = [
    "(Reporting by Ada Quill and Tom Reyes; Editing by June Park)",
    "Copyright 2031 The Arden Ledger. All rights reserved. This material may not be published, \
     broadcast, rewritten or redistributed.",
    "Staff writer Nell Ortiz contributed to this report. Follow her on the usual networks.",
    "—With assistance from Ivo Brandt.",
];

/// A fixed sequence of numbers without a pattern (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % n.max(1) as u64) as usize
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

struct Doc {
    name: String,
    /// Index of the article that it is or was made of.
    origin: usize,
    /// What was done to it.
    changes: String,
    headline: String,
    body: String,
}

/// The articles of a folder, by name.
fn read(folder: PathBuf) -> Result<Vec<Doc>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_, std::io::Error>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut docs = Vec::new();
    for (origin, file) in files.iter().enumerate() {
        let text = String::from_utf8_lossy(&fs::read(file)?).into_owned();
        let (headline, body) = text.split_once('\n').unwrap_or(("", &text));
        docs.push(Doc {
            name: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            origin,
            changes: String::new(),
            headline: headline.to_owned(),
            body: body.trim().to_owned(),
        });
    }
    Ok(docs)
}

/// Cuts up to 70 % from the end, after a sentence or a word.
fn cut(body: &str, dice: &mut Dice) -> (String, usize) {
    let percent = dice.below(71);
    let at = body.floor_char_boundary(body.len() * (100 - percent) / 100);
    let end = match dice.below(2) {
        0 => body[..at].rfind(". ").map_or(at, |end| end + 1),
        _ => body[..at].rfind(char::is_whitespace).unwrap_or(at),
    };
    (body[..end].to_owned(), percent)
}

/// Drops the first paragraph, or puts one before it.
fn other_lead(body: &str, others: &[&str], dice: &mut Dice) -> (String, &'static str) {
    let dropped = body.split_once('\n').map(|(_, rest)| rest.trim_start());
    match dropped.filter(|rest| dice.below(2) == 0 && rest.len() * 4 > body.len() * 3) {
        Some(rest) => (rest.to_owned(), "lead dropped"),
        None => {
            let lead: Vec<&str> = (0..20 + dice.below(26)).map(|_| dice.pick(others)).collect();
            (format!("{}.\n\n{body}", lead.join(" ")), "lead added")
        }
    }
}

/// Replaces 1 to 2 % of the words by others.
fn edited(body: &str, others: &[&str], dice: &mut Dice) -> String {
    let one_in = 50 + dice.below(51);
    let words = body.split_inclusive(char::is_whitespace).map(|word| {
        let blank = word.len() - word.trim_end().len();
        match dice.below(one_in) {
            0 => format!("{}{}", dice.pick(others), &word[word.len() - blank..]),
            _ => word.to_owned(),
        }
    });
    words.collect()
}

/// A copy with so many changes of four.
fn copy(of: &Doc, changes: usize, others: &[&str], dice: &mut Dice) -> Doc {
    let mut left = vec![0, 1, 2, 3];
    while left.len() > changes {
        left.remove(dice.below(left.len()));
    }
    let (mut body, mut done) = (of.body.clone(), Vec::new());
    if left.contains(&0) {
        let (shorter, percent) = cut(&body, dice);
        body = shorter;
        done.push(format!("{percent} % cut"));
    }
    if left.contains(&1) {
        let (other, what) = other_lead(&body, others, dice);
        body = other;
        done.push(what.to_owned());
    }
    if left.contains(&2) {
        body = edited(&body, others, dice);
        done.push("edited".to_owned());
    }
    if left.contains(&3) {
        body = format!(
            "By {}\n\n{body}\n\n{}",
            dice.pick(&["ANN LEE", "Tom Reyes"]),
            dice.pick(&CREDITS)
        );
        done.push("credited".to_owned());
    }
    let headline = dice.pick(&HEADLINES).to_owned();
    if changes.is_multiple_of(2) {
        body = format!("{headline}\n\n{body}");
    }
    let name = format!("{}+{changes}", of.name);
    Doc { name, origin: of.origin, changes: done.join(", "), headline, body }
}

#[derive(Default)]
struct Grouped {
    groups: Vec<Vec<usize>>,
    /// Candidates with what they have in common.
    looked_at: Vec<(usize, usize, Common)>,
    printing: Duration,
    pairing: Duration,
    verifying: Duration,
}

fn group(docs: &[Doc]) -> Grouped {
    let mut made = Grouped::default();
    let start = Instant::now();
    let all: Vec<(u64, Vec<u32>)> = (0..).zip(docs.iter().map(|d| prints(&d.body))).collect();
    made.printing = start.elapsed();
    let start = Instant::now();
    let pairs = candidates(all, None);
    made.pairing = start.elapsed();
    let texts: Vec<Text> = docs.iter().map(|d| Text::new(&d.body)).collect();
    let start = Instant::now();
    made.looked_at = pairs
        .into_iter()
        .map(|(a, b)| (a as usize, b as usize))
        .filter_map(|(a, b)| Some((a, b, common(&texts[a], &texts[b])?)))
        .collect();
    made.verifying = start.elapsed();
    let copies = made.looked_at.iter().filter(|(.., common)| common.is_copy());
    let facts =
        |id: u64| Some(Facts { day: None, copies: 1, words: texts[id as usize].len() as u64 });
    let stories = Stories::new(copies.map(|(a, b, _)| (*a as u64, *b as u64)), facts);
    made.groups = stories.groups().map(|ids| ids.iter().map(|id| *id as usize).collect()).collect();
    made
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("give a folder")?);
    let mut docs = read(folder)?;
    let articles = docs.len();
    let alone = group(&docs);

    let mut dice = Dice(20_310_517);
    let all: String = docs.iter().take(20).map(|d| d.body.as_str()).collect();
    let others: Vec<&str> = all.split_whitespace().collect();
    let mut left: Vec<usize> = (0..articles).collect();
    let mut picked = BTreeSet::new();
    while picked.len() < PICKED && !left.is_empty() {
        picked.insert(left.swap_remove(dice.below(left.len())));
    }
    for origin in &picked {
        for changes in 1..=4 {
            docs.push(copy(&docs[*origin], changes, &others, &mut dice));
        }
    }
    let both = group(&docs);

    let mut home: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, members) in both.groups.iter().enumerate() {
        home.extend(members.iter().map(|doc| (*doc, number)));
    }
    let found =
        |doc: &usize| home.get(doc).is_some_and(|n| home.get(&docs[*doc].origin) == Some(n));
    let made = articles..docs.len();
    println!("changes  copies  grouped");
    for changes in 1..=4 {
        let these: Vec<usize> = made.clone().skip(changes - 1).step_by(4).collect();
        println!("{changes:7} {:7} {:8}", these.len(), these.iter().filter(|d| found(d)).count());
    }
    let grouped = made.clone().filter(|d| found(d)).count();
    println!(
        "    all {:7} {grouped:8}  {:.2} %",
        made.len(),
        100.0 * grouped as f64 / made.len() as f64
    );
    for doc in made.filter(|d| !found(d)) {
        let pair = both.looked_at.iter().find(|(a, b, _)| (*a, *b) == (docs[doc].origin, doc));
        println!("  missed: {} ({}) {:?}", docs[doc].name, docs[doc].changes, pair.map(|p| p.2));
    }

    // What the untouched articles join, their copies may join too.
    let mut relatives: BTreeSet<(usize, usize)> = BTreeSet::new();
    for members in &alone.groups {
        relatives.extend(members.iter().flat_map(|a| members.iter().map(move |b| (*a, *b))));
    }
    let wrong: Vec<_> = (both.looked_at.iter())
        .filter(|(.., common)| common.is_copy())
        .map(|(a, b, common)| (docs[*a].origin, docs[*b].origin, &docs[*a], &docs[*b], common))
        .filter(|(x, y, ..)| x != y && !relatives.contains(&(*x, *y)))
        .collect();
    println!("\nfalse pairs: {}", wrong.len());
    for (_, _, a, b, common) in wrong {
        println!("  {:.2}\n    {} ({})", common.share, a.name, a.changes);
        println!("    {} ({})", b.name, b.changes);
    }

    println!("\ngroups among the untouched {articles}: {}", alone.groups.len());
    for members in &alone.groups {
        println!();
        for doc in members {
            println!("  {}: {}", docs[*doc].name, docs[*doc].headline);
        }
        let inside =
            |(a, b, _): &&(usize, usize, Common)| members.contains(a) && members.contains(b);
        for (a, b, common) in alone.looked_at.iter().filter(inside) {
            println!("    {:.2} of {} and {}", common.share, docs[*a].name, docs[*b].name);
        }
    }
    let mut apart: Vec<_> = alone.looked_at.iter().filter(|(.., c)| !c.is_copy()).collect();
    apart.sort_by(|x, y| y.2.share.total_cmp(&x.2.share));
    println!("\npairs that stay apart: {}, the most alike (threshold {SHARE}):", apart.len());
    for (a, b, common) in apart.iter().take(20) {
        println!("  {:.2}, in place: {}", common.share, common.in_place);
        println!("    {}\n    {}", docs[*a].name, docs[*b].name);
    }

    let words: usize = docs.iter().map(|d| onrecord::words::count(&d.body)).sum();
    let per_second = words as f64 / both.printing.as_secs_f64() / 1e6;
    println!("\n{words} words, {per_second:.1} million a second for prints");
    println!("{} candidates in {:.1?}", both.looked_at.len(), both.pairing);
    println!("compared in {:.1?}", both.verifying);
    Ok(())
}
