//! Facets: how often each value of a field occurs among the records that match, exactly.
//!
//! Every value is counted in documents and stories, and of quotes in quotes and statements.
//! Names are counted by what they name, so that merged names are one value.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, SegmentReader};

use super::compile::About;
use super::names::of_key;
use super::ranked::{Belongs, UNDATED};
use super::search::Found;
use super::{Error, Index};
use crate::entities::EntityKind;
use crate::hit::{Counts, Facet, FacetValue, Overview};
use crate::query::Query;

/// A field whose values can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetField {
    /// Persons named in the document.
    Person,
    /// Organisations named; of quotes, the speaker's.
    Org,
    /// Places named.
    Place,
    /// Who is quoted.
    Speaker,
    /// In what role.
    Role,
    /// Publisher or agency.
    Source,
    /// Direct, indirect or mixed.
    Kind,
    /// Language.
    Lang,
    /// Stretches of time, in their order.
    Time(Period),
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// A week from Monday, named by ISO 8601 (`2017-W46`).
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

const FIELDS: [(&str, FacetField); 9] = [
    ("person", FacetField::Person),
    ("org", FacetField::Org),
    ("place", FacetField::Place),
    ("speaker", FacetField::Speaker),
    ("role", FacetField::Role),
    ("source", FacetField::Source),
    ("kind", FacetField::Kind),
    ("lang", FacetField::Lang),
    ("year", FacetField::Time(Period::Year)),
];

impl FacetField {
    /// Its name as typed.
    pub fn name(self) -> &'static str {
        match self {
            FacetField::Time(Period::Day) => "day",
            FacetField::Time(Period::Week) => "week",
            FacetField::Time(Period::Month) => "month",
            other => FIELDS.iter().find(|row| row.1 == other).map_or("", |row| row.0),
        }
    }
}

impl FromStr for FacetField {
    type Err = String;

    fn from_str(name: &str) -> Result<FacetField, String> {
        let found = FIELDS.iter().find(|row| row.0 == name).map(|row| row.1);
        found.ok_or_else(|| {
            let names: Vec<&str> = FIELDS.iter().map(|row| row.0).collect();
            format!("no facet has this name; there are {}", names.join(", "))
        })
    }
}

/// What is to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetOptions {
    /// Values of this field.
    pub field: FacetField,
    /// Most values to give; 0 gives all.
    pub limit: usize,
    /// Whether near-copies count as one when values are ordered.
    pub fold: bool,
}

impl Index {
    /// Counts the values of fields among the documents, or quotes, that match.
    pub fn facets(
        &self,
        query: &Query,
        quotes: bool,
        wanted: &[FacetOptions],
    ) -> Result<(Vec<Facet>, Overview), Error> {
        let prepared = self.prepare(query, About::of(quotes))?;
        let mut matching: Vec<Vec<Found>> = Vec::new();
        matching.resize_with(self.searcher.segment_readers().len(), Vec::new);
        let mut counter = super::ranked::Counter::default();
        self.each_match(&prepared, None, u64::MAX, |found| {
            counter.count(found.of);
            matching[found.of.doc.segment_ord as usize].push(found);
        })?;
        let overview = Overview {
            counts: counter.counts(),
            query: query.root.to_string(),
            revision: self.totals.revision,
            warnings: prepared.warnings,
            next: None,
        };
        Ok((self.count_values(quotes, wanted, &matching)?, overview))
    }

    /// Counts values among matches, given for each segment in order.
    pub(super) fn count_values(
        &self,
        quotes: bool,
        wanted: &[FacetOptions],
        matching: &[Vec<Found>],
    ) -> Result<Vec<Facet>, Error> {
        let mut facets = Vec::new();
        for options in wanted {
            let mut tally = Tally::default();
            for (segment, matches) in self.searcher.segment_readers().iter().zip(matching) {
                self.tally(*options, quotes, segment, matches, &mut tally)?;
            }
            facets.push(tally.facet(*options, quotes));
        }
        Ok(facets)
    }

    fn tally(
        &self,
        options: FacetOptions,
        quotes: bool,
        segment: &SegmentReader,
        matches: &[Found],
        tally: &mut Tally,
    ) -> Result<(), Error> {
        if let FacetField::Time(period) = options.field {
            for found in matches {
                let slot = tally.time(period, found.candidate.day);
                tally.count(slot, found.of);
            }
            return Ok(());
        }
        let (column, level) = column_of(options.field, quotes);
        let columns = segment.fast_fields();
        let Some(values) = columns.str(column).map_err(self.err())? else { return Ok(()) };
        let counts: Column<u64> = columns.u64("quotes").map_err(self.err())?;
        let mut names = Names { index: self, options, values, slots: Vec::new() };
        names.slots.resize(names.values.num_terms(), Names::UNKNOWN);
        let mut slots: Vec<u32> = Vec::new();
        for found in matches {
            slots.clear();
            let doc = found.of.doc.doc_id;
            match level {
                Level::Own => names.collect(found.candidate.address.doc_id, tally, &mut slots),
                Level::Doc => names.collect(doc, tally, &mut slots),
                Level::QuotesOfDoc => {
                    let last = doc + counts.first(doc).unwrap_or(0) as DocId;
                    (doc + 1..=last).try_for_each(|q| names.collect(q, tally, &mut slots))
                }
            }
            .map_err(self.io())?;
            slots.sort_unstable();
            slots.dedup();
            slots.iter().for_each(|slot| tally.count(*slot, found.of));
        }
        Ok(())
    }
}

/// Which record holds the values of a match.
enum Level {
    Own,
    Doc,
    QuotesOfDoc,
}

fn column_of(field: FacetField, quotes: bool) -> (&'static str, Level) {
    let quote_level = if quotes { Level::Own } else { Level::QuotesOfDoc };
    match field {
        FacetField::Person => ("person", Level::Doc),
        FacetField::Org if quotes => ("speaker_org", Level::Own),
        FacetField::Org => ("org", Level::Doc),
        FacetField::Place => ("place", Level::Doc),
        FacetField::Source => ("source", Level::Doc),
        FacetField::Lang => ("lang", Level::Doc),
        FacetField::Speaker => ("said_by", quote_level),
        FacetField::Role => ("role", quote_level),
        FacetField::Kind => ("quote_kind", quote_level),
        FacetField::Time(_) => ("date", Level::Own),
    }
}

/// The values of one column of one segment with their places in the tally.
struct Names<'i> {
    index: &'i Index,
    options: FacetOptions,
    values: StrColumn,
    slots: Vec<u32>,
}

impl Names<'_> {
    const UNKNOWN: u32 = u32::MAX;
    /// A value that is not counted.
    const NOTHING: u32 = u32::MAX - 1;

    fn collect(
        &mut self,
        row: DocId,
        tally: &mut Tally,
        slots: &mut Vec<u32>,
    ) -> std::io::Result<()> {
        // The column is borrowed while its own cache is filled: take the few ordinals out first.
        let ords: Vec<u64> = self.values.term_ords(row).collect();
        for ord in ords {
            let mut slot = self.slots.get(ord as usize).copied().unwrap_or(Names::NOTHING);
            if slot == Names::UNKNOWN {
                let mut value = String::new();
                self.values.ord_to_str(ord, &mut value)?;
                slot = self.slot(&value, tally);
                self.slots[ord as usize] = slot;
            }
            if slot != Names::NOTHING {
                slots.push(slot);
            }
        }
        Ok(())
    }

    fn slot(&self, value: &str, tally: &mut Tally) -> u32 {
        let (kind, name) = match self.options.field {
            FacetField::Person => (Some(EntityKind::Person), value),
            FacetField::Org => (Some(EntityKind::Organization), value),
            FacetField::Place => (Some(EntityKind::Place), value),
            FacetField::Speaker => of_key(value),
            _ => (None, value),
        };
        if name.is_empty() {
            return Names::NOTHING;
        }
        match kind.map(|kind| self.index.entity(kind, name)) {
            Some(entity) if entity.blocked => Names::NOTHING,
            Some(entity) => tally.slot(entity.name, Some(entity.id)),
            None => tally.slot(name.to_owned(), None),
        }
    }
}

/// Values with their counts.
#[derive(Default)]
struct Tally {
    slots: HashMap<(String, Option<String>), u32>,
    times: HashMap<i32, u32>,
    values: Vec<Value>,
    stories: HashSet<(u32, u32)>,
    statements: HashSet<(u32, u32, u64)>,
}

struct Value {
    name: String,
    id: Option<String>,
    /// For time: its first day.
    day: i32,
    counts: Counts,
    last: Option<DocAddress>,
}

impl Tally {
    fn slot(&mut self, name: String, id: Option<String>) -> u32 {
        let next = self.values.len() as u32;
        let slot = *self.slots.entry((name.clone(), id.clone())).or_insert(next);
        if slot == next {
            self.values.push(Value { name, id, day: 0, counts: Counts::default(), last: None });
        }
        slot
    }

    fn time(&mut self, period: Period, day: i32) -> u32 {
        let first = if day == UNDATED { day } else { first_day(period, day) };
        let next = self.values.len() as u32;
        let slot = *self.times.entry(first).or_insert(next);
        if slot == next {
            let name = if day == UNDATED { "undated".to_owned() } else { label(period, first) };
            let counts = Counts::default();
            self.values.push(Value { name, id: None, day: first, counts, last: None });
        }
        slot
    }

    fn count(&mut self, slot: u32, of: Belongs) {
        let value = &mut self.values[slot as usize];
        if value.last.replace(of.doc) != Some(of.doc) {
            value.counts.docs += 1;
            let first = of.story.is_none_or(|story| self.stories.insert((slot, story)));
            value.counts.stories += u64::from(first);
        }
        if let Some(print) = of.print {
            value.counts.quotes += 1;
            let first = of.story.is_none_or(|s| self.statements.insert((slot, s, print)));
            value.counts.statements += u64::from(first);
        }
    }

    fn facet(self, options: FacetOptions, quotes: bool) -> Facet {
        let mut values = self.values;
        match options.field {
            FacetField::Time(_) => values.sort_by_key(|v| (v.day == UNDATED, v.day)),
            _ => values.sort_by(|a, b| {
                let key = |v: &Value| match (quotes, options.fold) {
                    (true, true) => v.counts.statements,
                    (true, false) => v.counts.quotes,
                    (false, true) => v.counts.stories,
                    (false, false) => v.counts.docs,
                };
                key(b).cmp(&key(a)).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
            }),
        }
        let all = values.len();
        if options.limit > 0 {
            values.truncate(options.limit);
        }
        let value = |v: Value| FacetValue { value: v.name, id: v.id, counts: v.counts };
        Facet { field: options.field.name(), values: values.into_iter().map(value).collect(), all }
    }
}

/// The date of a day since 1970-01-01.
pub fn date_of(day: i64) -> Option<Date> {
    let days: Span = i32::try_from(day).ok()?.days();
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// First day of the stretch that a day lies in, as a day since 1970-01-01.
fn first_day(period: Period, day: i32) -> i32 {
    let Some(date) = date_of(day.into()) else { return day };
    let first = match period {
        Period::Day => return day,
        // 1970-01-01 was a Thursday.
        Period::Week => return day - (day + 3).rem_euclid(7),
        Period::Month => date.first_of_month(),
        Period::Year => date.first_of_year(),
    };
    super::rows::day(first) as i32
}

fn label(period: Period, first: i32) -> String {
    let Some(date) = date_of(first.into()) else { return first.to_string() };
    match period {
        Period::Day => date.to_string(),
        Period::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Period::Year => format!("{:04}", date.year()),
        Period::Week => {
            let week = date.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_in_stretches() {
        let day = |text: &str| super::super::rows::day(text.parse().expect("a date")) as i32;
        for (date, week, month, year) in [
            ("2017-11-18", "2017-W46", "2017-11", "2017"),
            ("2016-01-01", "2015-W53", "2016-01", "2016"),
            ("1969-12-31", "1970-W01", "1969-12", "1969"),
            ("2018-12-31", "2019-W01", "2018-12", "2018"),
        ] {
            let named = |period| label(period, first_day(period, day(date)));
            assert_eq!(named(Period::Day), date);
            assert_eq!(named(Period::Week), week);
            assert_eq!(named(Period::Month), month);
            assert_eq!(named(Period::Year), year);
        }
    }

    #[test]
    fn fields_have_names() {
        for (name, field) in FIELDS {
            assert_eq!((name.parse(), field.name()), (Ok(field), name));
        }
        assert!("speakers".parse::<FacetField>().is_err());
    }
}
