//! The word tables of the model, of the files with clusters and places and of the program's list of bodies.

use onrecord::entities::model::hash;
use onrecord::entities::model::words::{BODY, CLUSTERS, KINDS, Known, fill, phrase};
use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::path::Path;

/// The tables as bytes.
pub struct Tables {
    pub single: Vec<[u8; 4]>,
    pub phrases: Vec<[u8; 4]>,
    pub coarse: Vec<[u8; 2]>,
}

/// Reads `word_clusters.tsv` and `gazetteer.tsv` of `folder`.
pub fn read(folder: &Path) -> Result<Tables> {
    let mut single: BTreeMap<u64, Known> = BTreeMap::new();
    let mut coarse = vec![[0; 2]; CLUSTERS];
    // The frequent words come first: they are in their places before the others.
    let mut order = Vec::new();
    for line in std::fs::read_to_string(folder.join("word_clusters.tsv"))?.lines() {
        let mut parts = line.split('\t');
        let (Some(word), Some(numbers)) =
            (parts.next(), parts.map(|n| n.parse::<u16>().ok()).collect::<Option<Vec<_>>>())
        else {
            return Err(Error::other(format!("no cluster: {line}")));
        };
        let [fine, middle, rough] = numbers[..] else {
            return Err(Error::other(format!("not three clusters: {line}")));
        };
        let key = hash::lower(word);
        if !single.contains_key(&key) {
            order.push(key);
        }
        single.entry(key).or_default().cluster = fine + 1;
        coarse[usize::from(fine)] = [middle as u8, rough as u8];
    }
    let mut phrases: BTreeMap<u64, Known> = BTreeMap::new();
    for line in std::fs::read_to_string(folder.join("gazetteer.tsv"))?.lines() {
        let Some((words, kinds)) = line.split_once('\t') else { continue };
        let bits = kinds.split(',').filter_map(|kind| KINDS.iter().position(|k| *k == kind));
        let lists = bits.fold(0, |sum, bit| sum | 1 << bit);
        let parts: Vec<&str> = words.split(' ').collect();
        match parts.len() {
            1 => {
                let key = hash::lower(words);
                if !single.contains_key(&key) {
                    order.push(key);
                }
                single.entry(key).or_default().lists |= lists;
            }
            2..=4 => {
                let key = phrase(parts.iter().map(|part| hash::lower(part)));
                phrases.entry(key).or_default().lists |= lists;
            }
            _ => {}
        }
    }
    for name in onrecord::entities::lists::bodies() {
        let small = name.to_lowercase();
        let parts: Vec<&str> = small.split(' ').collect();
        if (2..=4).contains(&parts.len()) {
            let key = phrase(parts.iter().map(|part| hash::lower(part)));
            phrases.entry(key).or_default().lists |= BODY;
        }
    }
    let entries: Vec<(u64, Known)> = order.iter().map(|key| (*key, single[key])).collect();
    let places: Vec<(u64, Known)> = phrases.into_iter().collect();
    Ok(Tables {
        single: fill(&entries, entries.len() * 5 / 4),
        phrases: fill(&places, places.len() * 3 / 2),
        coarse,
    })
}
