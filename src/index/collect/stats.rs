//! Counting: the size of an index, and of the documents that match a query.

use super::facets::{FacetField, FacetOptions, Period};
use crate::hit::Stats;
use crate::index::cancel::Cancel;
use crate::index::days::date_of;
use crate::index::error::Error;
use crate::index::plan::compile::Aim;
use crate::index::reader::Index;
use crate::index::store::schema::{self, column};
use crate::query::tree::{Flag, Node};
use crate::query::{About, Query};

/// Most values that a facet lists.
const MOST: usize = 10;

/// The documents without any date but the file's own.
const UNDATED: Node = Node::Flag(Flag::Undated);

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
    ///
    /// # Errors
    ///
    /// A pattern that is none, an index that cannot be read, a search that was cancelled.
    pub fn stats(&self, query: Option<&Query>, cancel: &Cancel) -> Result<Stats, Error> {
        let everything = Query { root: Node::All, warnings: Vec::new() };
        let prepared = self.prepare(query.unwrap_or(&everything), Aim::Docs, cancel)?;
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
        for (segment, docs) in self.searcher.segment_readers().iter().zip(&matches) {
            let words = column::WORDS.open(segment).map_err(self.err())?;
            let quotes = column::QUOTES.open(segment).map_err(self.err())?;
            let days = self.days(segment).map_err(self.err())?;
            for doc in docs {
                stats.words += words.first(*doc).unwrap_or(0);
                stats.quotes += quotes.first(*doc).unwrap_or(0);
                let Some(day) = days.of(*doc) else { continue };
                range = Some(range.map_or((day, day), |(low, high)| (low.min(day), high.max(day))));
            }
        }
        stats.dates = range.and_then(|(low, high)| Some((date_of(low)?, date_of(high)?)));
        // As `is:undated` finds them: the day of a file is none of its article.
        let undated = match &query.unwrap_or(&everything).root {
            Node::All => UNDATED,
            root => Node::And(vec![root.clone(), UNDATED]),
        };
        let undated = Query { root: undated, warnings: Vec::new() };
        stats.undated = self.count(&undated, About::Docs, cancel)?.counts.docs;
        let wanted = FACETS.map(|field| {
            let limit = if field == FACETS[0] { 0 } else { MOST };
            FacetOptions { field, limit, fold: false }
        });
        stats.facets = self.count_values(About::Docs, &wanted, &matches, cancel)?;
        let years = FacetField::Time(Period::Year).name();
        for facet in stats.facets.iter_mut().filter(|facet| facet.field == years) {
            facet.values.retain(|value| value.value != schema::UNDATED);
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
