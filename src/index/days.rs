//! Days as numbers: counted from 1970-01-01, as columns and stored records have them.

use jiff::Span;
use jiff::civil::Date;

const FIRST: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01.
pub fn day(date: Date) -> i64 {
    (date - FIRST).get_days().into()
}

/// The date of a day since 1970-01-01; `None` beyond the years that dates have.
pub fn date_of(day: i64) -> Option<Date> {
    FIRST.checked_add(Span::new().try_days(day).ok()?).ok()
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
