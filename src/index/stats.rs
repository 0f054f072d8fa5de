//! Counting: the size of an index, and of the documents that match a query.

use tantivy::columnar::Column;

use super::compile::Aim;
use super::facets::{FacetField, FacetOptions, Period, date_of};
use super::{Error, Index};
use crate::hit::Stats;
use crate::query::{About, Query};

/// Most values that a facet lists.
const MOST: usize = 10;

/// The facets of an index, in their order.
const FACETS: [FacetField; 6] = [
    FacetField::Time(Period::Year),
    FacetField::Source,
    FacetField::Lang,
    FacetField::Person,
    FacetField::Org,
    FacetField::Place,
];

impl Index {
    /// The size and content of the index, or of the documents that match a query.
    pub fn stats(&self, query: Option<&Query>) -> Result<Stats, Error> {
        let everything = Query { root: crate::query::tree::Node::All, warnings: Vec::new() };
        let prepared = self.prepare(query.unwrap_or(&everything), Aim::Docs)?;
        let (matches, counts) = self.matches(&prepared)?;
        let mut stats = Stats {
            revision: self.totals.revision,
            files: self.totals.files,
            failed: self.totals.failed,
            docs: counts.docs,
            stories: counts.stories,
            bytes: size_of(&self.manifest.data(&self.dir)),
            ..Stats::default()
        };
        let mut range: Option<(i64, i64)> = None;
        let mut dated = 0;
        for (segment, docs) in self.searcher.segment_readers().iter().zip(&matches) {
            let columns = segment.fast_fields();
            let number = |name: &str| -> Result<Column<u64>, Error> {
                columns.u64(name).map_err(self.err())
            };
            let (words, quotes) = (number("words")?, number("quotes")?);
            let days: Column<i64> = columns.i64("date").map_err(self.err())?;
            for doc in docs {
                stats.words += words.first(*doc).unwrap_or(0);
                stats.quotes += quotes.first(*doc).unwrap_or(0);
                let Some(day) = days.first(*doc) else { continue };
                dated += 1;
                range = Some(range.map_or((day, day), |(low, high)| (low.min(day), high.max(day))));
            }
        }
        stats.dates = range.and_then(|(low, high)| Some((date_of(low)?, date_of(high)?)));
        stats.undated = stats.docs - dated;
        let wanted = FACETS.map(|field| {
            let limit = if field == FACETS[0] { 0 } else { MOST };
            FacetOptions { field, limit, fold: false }
        });
        stats.facets = self.count_values(About::Docs, &wanted, &matches)?;
        for facet in &mut stats.facets {
            facet.values.retain(|value| value.value != "undated");
        }
        stats.facets.retain(|f| !f.values.is_empty());
        Ok(stats)
    }
}

/// Bytes of the files in a folder.
fn size_of(folder: &std::path::Path) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
}
