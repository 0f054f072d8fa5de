//! Facets: how often each value of a field occurs among the records that match, exactly.
//!
//! Every value is counted in documents and stories, and of quotes in quotes and statements.
//! Names are counted by what they name, so that merged names are one value.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, SegmentReader};

use super::columns::Columns;
use super::gather::Matches;
use super::top::{Belongs, UNDATED};
use crate::catalogue::{EntityKey, entity_id};
use crate::entities::EntityKind;
use crate::hit::{Counts, Facet, FacetValue, Overview};
use crate::index::cancel::Cancel;
use crate::index::days::{self, date_of};
use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::names::of_key;
use crate::index::store::schema::{self, Column, column};
use crate::query::{About, Query};

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
    /// What the source does.
    Act,
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

/// Those that can be typed; the other stretches of time have flags of their own.
const FIELDS: [FacetField; 10] = [
    FacetField::Person,
    FacetField::Org,
    FacetField::Place,
    FacetField::Speaker,
    FacetField::Role,
    FacetField::Source,
    FacetField::Act,
    FacetField::Kind,
    FacetField::Lang,
    FacetField::Time(Period::Year),
];

impl FacetField {
    /// Its name as typed.
    pub fn name(self) -> &'static str {
        match self {
            FacetField::Person => "person",
            FacetField::Org => "org",
            FacetField::Place => "place",
            FacetField::Speaker => "speaker",
            FacetField::Role => "role",
            FacetField::Source => "source",
            FacetField::Act => "act",
            FacetField::Kind => "kind",
            FacetField::Lang => "lang",
            FacetField::Time(Period::Day) => "day",
            FacetField::Time(Period::Week) => "week",
            FacetField::Time(Period::Month) => "month",
            FacetField::Time(Period::Year) => "year",
        }
    }
}

impl FromStr for FacetField {
    type Err = String;

    fn from_str(name: &str) -> Result<FacetField, String> {
        FIELDS.into_iter().find(|field| field.name() == name).ok_or_else(|| {
            let names: Vec<&str> = FIELDS.map(FacetField::name).into();
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
    ///
    /// # Errors
    ///
    /// A pattern that is none, an index that cannot be read, a search that was cancelled.
    pub fn facets(
        &self,
        query: &Query,
        about: About,
        wanted: &[FacetOptions],
        cancel: &Cancel,
    ) -> Result<(Vec<Facet>, Overview), Error> {
        let prepared = self.prepare(query, about.into(), cancel)?;
        let (matches, counts) = self.matches(&prepared)?;
        let overview = self.overview(query, &prepared, counts);
        Ok((self.count_values(about, wanted, &matches, cancel)?, overview))
    }

    /// Counts values among matches.
    pub(in crate::index) fn count_values(
        &self,
        about: About,
        wanted: &[FacetOptions],
        matches: &Matches,
        cancel: &Cancel,
    ) -> Result<Vec<Facet>, Error> {
        let mut facets = Vec::new();
        for options in wanted {
            let mut tally = Tally::default();
            for (ord, records) in matches.iter().enumerate() {
                cancel.check()?;
                let segment = self.searcher.segment_reader(ord as u32);
                let columns = Columns::open(self, ord, segment, about)?;
                match options.field {
                    FacetField::Time(period) => {
                        for record in records {
                            let slot = tally.time(period, columns.day(*record));
                            tally.count(slot, columns.belongs(*record));
                        }
                    }
                    field => self.tally(field, about, segment, &columns, records, &mut tally)?,
                }
            }
            facets.push(self.facet(tally, *options, about));
        }
        Ok(facets)
    }

    fn tally(
        &self,
        field: FacetField,
        about: About,
        segment: &SegmentReader,
        columns: &Columns,
        records: &[DocId],
        tally: &mut Tally,
    ) -> Result<(), Error> {
        let Some((values, level)) = column_of(field, about) else { return Ok(()) };
        let Some(values) = values.open(segment).map_err(self.err())? else { return Ok(()) };
        let counts = column::QUOTES.open(segment).map_err(self.err())?;
        let rows = |record: DocId| match level {
            Level::Own => record..record + 1,
            Level::Doc => columns.doc(record)..columns.doc(record) + 1,
            Level::QuotesOfDoc => {
                record + 1..record + 1 + counts.first(record).unwrap_or(0) as DocId
            }
        };
        let mut used = vec![false; values.num_terms()];
        for ord in records.iter().flat_map(|r| rows(*r)).flat_map(|row| values.term_ords(row)) {
            if let Some(used) = used.get_mut(ord as usize) {
                *used = true;
            }
        }
        let slots = self.slots(field, &values, &used, tally).map_err(self.io())?;
        let mut found: Vec<u32> = Vec::new();
        for record in records {
            found.clear();
            for ord in rows(*record).flat_map(|row| values.term_ords(row)) {
                let slot = slots.get(ord as usize).copied().unwrap_or(NOTHING);
                if slot != NOTHING {
                    found.push(slot);
                }
            }
            found.sort_unstable();
            found.dedup();
            if !found.is_empty() {
                let of = columns.belongs(*record);
                found.iter().for_each(|slot| tally.count(*slot, of));
            }
        }
        Ok(())
    }

    /// The places in the tally of the values of a column that are used.
    fn slots(
        &self,
        field: FacetField,
        values: &StrColumn,
        used: &[bool],
        tally: &mut Tally,
    ) -> std::io::Result<Vec<u32>> {
        let mut slots = vec![NOTHING; used.len()];
        let ords: Vec<u64> = (0..used.len() as u64).filter(|ord| used[*ord as usize]).collect();
        let mut next = ords.iter();
        values.dictionary().sorted_ords_to_term_cb(&ords, |bytes| {
            let value = String::from_utf8_lossy(bytes);
            let (kind, name) = match field {
                FacetField::Person => (Some(EntityKind::Person), value.as_ref()),
                FacetField::Org => (Some(EntityKind::Organization), value.as_ref()),
                FacetField::Place => (Some(EntityKind::Place), value.as_ref()),
                FacetField::Speaker => of_key(&value),
                FacetField::Source => (None, self.outlets.shown(&value)),
                _ => (None, value.as_ref()),
            };
            if let Some(ord) = next.next()
                && !name.is_empty()
            {
                let key = kind.map(|kind| self.directory.key_of(kind, name));
                if key.is_none_or(|key| !self.directory.is_blocked(key)) {
                    let name = key.map_or(name, |key| self.directory.shown(key, name));
                    slots[*ord as usize] = tally.slot(key, kind, name);
                }
            }
        })?;
        Ok(slots)
    }

    fn facet(&self, tally: Tally, options: FacetOptions, about: About) -> Facet {
        let main = |counts: &Counts| match (about, options.fold) {
            (About::Quotes, true) => counts.statements,
            (About::Quotes, false) => counts.quotes,
            (About::Docs, true) => counts.stories,
            (About::Docs, false) => counts.docs,
        };
        let mut values = tally.values;
        let all = values.len();
        let time = matches!(options.field, FacetField::Time(_));
        let order = |a: &Value, b: &Value| match time {
            true => (a.day == UNDATED, a.day).cmp(&(b.day == UNDATED, b.day)),
            false => {
                let by_count = main(&b.counts).cmp(&main(&a.counts));
                by_count.then_with(|| (&a.name, a.kind).cmp(&(&b.name, b.kind)))
            }
        };
        if options.limit > 0 && all > options.limit {
            values.select_nth_unstable_by(options.limit, order);
            values.truncate(options.limit);
        }
        values.sort_unstable_by(order);
        let given = values.into_iter().map(|value| {
            let (name, id) = match value.kind {
                Some(kind) => {
                    let id = entity_id(kind, &value.name);
                    (value.name, Some(id))
                }
                None => (value.name, None),
            };
            FacetValue { value: name, id, counts: value.counts }
        });
        Facet { field: options.field.name(), values: given.collect(), all }
    }
}

/// Which record holds the values of a match.
enum Level {
    Own,
    Doc,
    QuotesOfDoc,
}

/// The column with the values of a field; none for time, which is no text.
fn column_of(field: FacetField, about: About) -> Option<(Column<str>, Level)> {
    let quotes = about == About::Quotes;
    let quote_level = if quotes { Level::Own } else { Level::QuotesOfDoc };
    Some(match field {
        FacetField::Person => (column::PERSON, Level::Doc),
        FacetField::Org if quotes => (column::SPEAKER_ORG, Level::Own),
        FacetField::Org => (column::ORG, Level::Doc),
        FacetField::Place => (column::PLACE, Level::Doc),
        FacetField::Source => (column::SOURCE, Level::Doc),
        FacetField::Lang => (column::LANG, Level::Doc),
        FacetField::Speaker => (column::SAID_BY, quote_level),
        FacetField::Role => (column::ROLE, quote_level),
        FacetField::Act => (column::ACT, quote_level),
        FacetField::Kind => (column::QUOTE_KIND, quote_level),
        FacetField::Time(_) => return None,
    })
}

/// Stands for a value that is not counted.
const NOTHING: u32 = u32::MAX;

/// Values with their counts.
#[derive(Default)]
struct Tally {
    entities: HashMap<EntityKey, u32>,
    texts: HashMap<String, u32>,
    times: HashMap<i32, u32>,
    values: Vec<Value>,
    stories: HashSet<(u32, u32)>,
    statements: HashSet<(u32, u32, u64)>,
}

struct Value {
    /// The value, as it is shown.
    name: String,
    kind: Option<EntityKind>,
    /// For time: its first day.
    day: i32,
    counts: Counts,
    last: Option<DocAddress>,
}

impl Tally {
    fn slot(&mut self, key: Option<EntityKey>, kind: Option<EntityKind>, name: &str) -> u32 {
        let next = self.values.len() as u32;
        let slot = match key {
            Some(key) => *self.entities.entry(key).or_insert(next),
            None => *self.texts.entry(small_first(name)).or_insert(next),
        };
        // "The company" opened a sentence; "the company" is how it is written elsewhere.
        if key.is_none()
            && let Some(known) = self.values.get_mut(slot as usize)
            && name > known.name.as_str()
        {
            known.name = name.to_owned();
        }
        self.new_value(slot, name.to_owned(), kind, 0);
        slot
    }

    fn time(&mut self, period: Period, day: i32) -> u32 {
        let first = if day == UNDATED { day } else { first_day(period, day) };
        let next = self.values.len() as u32;
        let slot = *self.times.entry(first).or_insert(next);
        if slot == next {
            let name =
                if day == UNDATED { schema::UNDATED.to_owned() } else { label(period, first) };
            self.new_value(slot, name, None, first);
        }
        slot
    }

    fn new_value(&mut self, slot: u32, name: String, kind: Option<EntityKind>, day: i32) {
        if slot as usize == self.values.len() {
            self.values.push(Value { name, kind, day, counts: Counts::default(), last: None });
        }
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
}

/// A value by which those that differ by first capitals alone are one: "The company" as "the company",
/// "Prime Minister" as "prime minister".
fn small_first(value: &str) -> String {
    let small = |word: &str| {
        let mut letters = word.chars();
        match (letters.next(), letters.clone().next()) {
            // "EU" and "X-ray maker" keep theirs.
            (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
                first.to_lowercase().chain(letters).collect()
            }
            _ => word.to_owned(),
        }
    };
    value.split_inclusive(' ').map(small).collect()
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
    days::day(first) as i32
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
    fn a_first_capital_makes_no_other_value() {
        for (value, key) in [
            ("The company", "the company"),
            ("the company", "the company"),
            ("EU official", "EU official"),
            ("Prime Minister", "prime minister"),
            ("É", "É"),
            ("", ""),
        ] {
            assert_eq!(small_first(value), key);
        }
        let mut tally = Tally::default();
        let slots =
            ["The company", "the company", "The Company"].map(|v| tally.slot(None, None, v));
        assert_eq!(slots, [0, 0, 0]);
        assert_eq!(tally.values[0].name, "the company");
    }

    #[test]
    fn days_lie_in_stretches() {
        let day = |text: &str| days::day(text.parse().expect("a date")) as i32;
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
        for field in FIELDS {
            assert_eq!(field.name().parse(), Ok(field));
        }
        assert!("speakers".parse::<FacetField>().is_err());
    }
}
