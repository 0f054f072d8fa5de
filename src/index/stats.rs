//! Counting: the size of an index, and how often each value occurs among matching documents.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use tantivy::columnar::{Column, StrColumn};

use super::{Error, Index};
use crate::hit::{Facet, Stats};
use crate::query::Query;

/// Most values that a facet lists.
const MOST: usize = 10;

impl Index {
    /// The size and content of the index, or of the documents that match a query.
    pub fn stats(&self, query: Option<&Query>) -> Result<Stats, Error> {
        let everything = Query { root: crate::query::tree::Node::All, warnings: Vec::new() };
        let prepared = self.prepare(query.unwrap_or(&everything))?;
        let mut matching: Vec<Vec<u32>> = vec![Vec::new(); self.searcher.segment_readers().len()];
        self.each_match(&prepared, None, |c| {
            matching[c.address.segment_ord as usize].push(c.address.doc_id)
        })?;
        let mut stats = Stats {
            revision: self.totals.revision,
            files: self.totals.files,
            failed: self.totals.failed,
            bytes: size_of(&self.manifest.data(&self.dir)),
            ..Stats::default()
        };
        let mut years: HashMap<String, u64> = HashMap::new();
        let names = ["source", "lang", "person", "org", "place"];
        let mut values: Vec<HashMap<String, u64>> = vec![HashMap::new(); names.len()];
        let mut range: Option<(i64, i64)> = None;
        for (segment, docs) in self.searcher.segment_readers().iter().zip(&matching) {
            let columns = segment.fast_fields();
            let number = |name: &str| -> Result<Column<u64>, Error> {
                columns.u64(name).map_err(self.err())
            };
            let (words, quotes) = (number("words")?, number("quotes")?);
            let days: Column<i64> = columns.i64("date").map_err(self.err())?;
            stats.docs += docs.len() as u64;
            for doc in docs {
                stats.words += words.first(*doc).unwrap_or(0);
                stats.quotes += quotes.first(*doc).unwrap_or(0);
                let Some(day) = days.first(*doc) else { continue };
                range = Some(range.map_or((day, day), |(low, high)| (low.min(day), high.max(day))));
                if let Some(date) = date_of(day) {
                    *years.entry(format!("{:04}", date.year())).or_default() += 1;
                }
            }
            for (name, counts) in names.iter().zip(&mut values) {
                if let Some(column) = columns.str(name).map_err(self.err())? {
                    count_values(&column, docs, counts).map_err(self.io())?;
                }
            }
        }
        stats.dates = range.and_then(|(low, high)| Some((date_of(low)?, date_of(high)?)));
        stats.undated = stats.docs - years.values().sum::<u64>();
        stats.facets =
            names.into_iter().zip(values).map(|(field, counts)| top(field, counts)).collect();
        let mut by_year: Vec<(String, u64)> = years.into_iter().collect();
        by_year.sort();
        stats.facets.insert(0, Facet { field: "year", values: by_year });
        stats.facets.retain(|f| !f.values.is_empty());
        Ok(stats)
    }
}

/// Counts each value once a document.
fn count_values(
    column: &StrColumn,
    docs: &[u32],
    counts: &mut HashMap<String, u64>,
) -> std::io::Result<()> {
    let mut by_ord: HashMap<u64, u64> = HashMap::new();
    let mut ords: Vec<u64> = Vec::new();
    for doc in docs {
        ords.clear();
        ords.extend(column.term_ords(*doc));
        ords.sort_unstable();
        ords.dedup();
        ords.iter().for_each(|ord| *by_ord.entry(*ord).or_default() += 1);
    }
    let mut value = String::new();
    for (ord, count) in by_ord {
        value.clear();
        if column.ord_to_str(ord, &mut value)? && !value.is_empty() {
            *counts.entry(value.clone()).or_default() += count;
        }
    }
    Ok(())
}

fn top(field: &'static str, counts: HashMap<String, u64>) -> Facet {
    let mut values: Vec<(String, u64)> = counts.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values.truncate(MOST);
    Facet { field, values }
}

fn date_of(day: i64) -> Option<Date> {
    let days: Span = i32::try_from(day).ok()?.days();
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// Bytes of the files in a folder.
fn size_of(folder: &std::path::Path) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
}
