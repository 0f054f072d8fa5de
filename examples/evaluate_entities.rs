//! Shows how the names of an archive are joined: `cargo run --release --example evaluate_entities -- NAMES.tsv [N]`.
//!
//! Each line of the file has five columns: `name`, kind, name, nothing, documents; or `alias`, kind, name, alias,
//! documents. Printed are the N most frequent persons and bodies with all their names, and the surnames that
//! several persons share, for a reader to judge.

use onrecord::catalogue::{
    AliasCount, CatalogueView, Directory, EntityKey, Fixes, KINDS, NameCount, kind_name, resolve,
};
use onrecord::entities::EntityKind;
use onrecord::words::fold;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give the file of names")?;
    let most: usize = std::env::args().nth(2).map_or(Ok(50), |n| n.parse())?;
    let (mut names, mut aliases) = (Vec::new(), Vec::new());
    for line in std::fs::read_to_string(path)?.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [what, kind, name, alias, docs] = columns[..] else {
            return Err(format!("not five columns: {line}").into());
        };
        let kind = KINDS.into_iter().find(|k| kind_name(*k) == kind).ok_or("no such kind")?;
        let (name, alias, docs) = (name.to_owned(), alias.to_owned(), docs.parse()?);
        if what == "name" {
            names.push(NameCount { kind, name, docs });
        } else {
            aliases.push(AliasCount { kind, name, alias, docs });
        }
    }
    let begin = Instant::now();
    let catalogue = resolve(names.iter().cloned(), aliases, []);
    let bytes = catalogue.encode();
    println!(
        "{} names, {} entities of several, {} bytes, {:?}",
        names.len(),
        catalogue.entities.len(),
        bytes.len(),
        begin.elapsed()
    );
    let directory =
        Directory::new(CatalogueView::open(bytes)?, &Fixes::default(), &|_, _| Vec::new());
    let mut entities: HashMap<EntityKey, (EntityKind, u64, Vec<&NameCount>)> = HashMap::new();
    for count in &names {
        let key = directory.key_of(count.kind, &count.name);
        let entity = entities.entry(key).or_insert((count.kind, 0, Vec::new()));
        entity.1 += count.docs;
        entity.2.push(count);
    }
    let mut entities: Vec<_> = entities.into_values().collect();
    for (_, _, names) in &mut entities {
        names.sort_by_key(|n| (std::cmp::Reverse(n.docs), &n.name));
    }
    entities.sort_by_key(|(_, docs, names)| (std::cmp::Reverse(*docs), &names[0].name));
    for kind in KINDS {
        println!("\n{}", kind_name(kind));
        for (_, docs, names) in entities.iter().filter(|e| e.0 == kind).take(most) {
            let shown = directory.resolve(kind, &names[0].name).name;
            let names: Vec<String> =
                names.iter().map(|n| format!("{} {}", n.name, n.docs)).collect();
            println!("{docs:>6} {shown}: {}", names.join(", "));
        }
    }
    println!("\nsurnames of several persons");
    let mut surnames: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
    for (kind, docs, names) in &entities {
        if *kind == EntityKind::Person {
            let shown = directory.resolve(*kind, &names[0].name).name;
            let last = fold(shown.split(' ').next_back().unwrap_or_default());
            surnames.entry(last).or_default().push((shown, *docs));
        }
    }
    let mut shared: Vec<_> = surnames.into_iter().filter(|(_, people)| people.len() > 1).collect();
    shared.sort_by_key(|(_, people)| std::cmp::Reverse(people.iter().map(|p| p.1).sum::<u64>()));
    for (surname, people) in shared.into_iter().take(most) {
        let people: Vec<String> =
            people.iter().take(12).map(|(n, docs)| format!("{n} {docs}")).collect();
        println!("{surname}: {}", people.join(", "));
    }
    Ok(())
}
