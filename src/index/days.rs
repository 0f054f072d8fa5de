//! Days as numbers: counted from 1970-01-01, as columns and stored records have them.

use jiff::Span;
use jiff::civil::Date;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::reader::Index;
use super::store::schema::column;

const FIRST: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01.
pub fn day(date: Date) -> i64 {
    (date - FIRST).get_days().into()
}

/// The date of a day since 1970-01-01; `None` beyond the years that dates have.
pub fn date_of(day: i64) -> Option<Date> {
    FIRST.checked_add(Span::new().try_days(day).ok()?).ok()
}

/// The days that the records of a segment count as.
pub struct Days {
    stated: Column<i64>,
    /// Those of files, where the index lets them count.
    filed: Option<Column<i64>>,
}

impl Days {
    /// The day of a record, if it has one that counts.
    pub fn of(&self, record: DocId) -> Option<i64> {
        self.stated.first(record).or_else(|| self.filed.as_ref()?.first(record))
    }
}

impl Index {
    /// The days of the records of a segment.
    pub(in crate::index) fn days(&self, segment: &SegmentReader) -> tantivy::Result<Days> {
        let filed = self.walked().date_from_mtime.then(|| column::FILED.open(segment));
        Ok(Days { stated: column::DATE.open(segment)?, filed: filed.transpose()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for (text, number) in [("1970-01-01", 0), ("2017-11-18", 17_488), ("1969-12-31", -1)] {
            let date: Date = text.parse().expect("a date");
            assert_eq!((day(date), date_of(number)), (number, Some(date)));
        }
        assert_eq!((date_of(i64::MAX), date_of(i64::from(i32::MAX))), (None, None));
    }
}
