//! Days as typed after `date:`: `2017`, `2017-11`, `2017-11-17`, `today`, `-30d`, and ranges of them.

use super::ranges::{self, Range};
use jiff::Span;
use jiff::civil::Date;

/// Reads a range of days; relative ones count from `today`.
pub(super) fn parse(value: &str, today: Date) -> Option<Range<Date>> {
    let value = value.to_ascii_lowercase();
    let after = |day: Date| day.tomorrow().ok();
    let before = |day: Date| day.yesterday().ok().filter(|day| day.year() >= 1);
    ranges::parse(&value, |end| period(end, today), after, before)
}

/// Writes a range of days so that [`parse`] reads the same.
pub(super) fn print(low: Option<Date>, high: Option<Date>) -> String {
    let (low, high) = match (low, high) {
        (None, None) => return "*".to_owned(),
        (Some(low), Some(high)) if low == high => return low.to_string(),
        (Some(low), Some(high)) if low.first_of_year() == low && low.last_of_year() == high => {
            return format!("{:04}", low.year());
        }
        (Some(low), Some(high)) if low.first_of_month() == low && low.last_of_month() == high => {
            return format!("{:04}-{:02}", low.year(), low.month());
        }
        ends => ends,
    };
    let day = |end: Option<Date>| end.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(low), day(high))
}

/// The first and the last day that one end of a range names.
fn period(end: &str, today: Date) -> Option<(Date, Date)> {
    let one = |day: Date| Some((day, day)).filter(|_| day.year() >= 1);
    match end {
        "today" => return one(today),
        "yesterday" => return one(today.yesterday().ok()?),
        _ => {}
    }
    if let Some(back) = end.strip_prefix('-') {
        let unit = back.chars().next_back()?;
        let count: i32 = digits(back.strip_suffix(unit)?, 1..=7)?;
        let span = match unit {
            'd' => Span::new().try_days(count),
            'w' => Span::new().try_weeks(count),
            'm' => Span::new().try_months(count),
            'y' => Span::new().try_years(count),
            _ => return None,
        };
        return one(today.checked_sub(span.ok()?).ok()?);
    }
    let mut parts = end.split('-');
    let year: i16 = digits(parts.next()?, 4..=4)?;
    let month: Option<i8> =
        parts.next().map(|part| digits(part, 1..=2).ok_or(())).transpose().ok()?;
    let day: Option<i8> =
        parts.next().map(|part| digits(part, 1..=2).ok_or(())).transpose().ok()?;
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    if parts.next().is_some() || year < 1 {
        return None;
    }
    Some(match (month, day) {
        (None, _) => (first, first.last_of_year()),
        (_, None) => (first, first.last_of_month()),
        _ => (first, first),
    })
}

/// Reads a number of so many digits.
fn digits<T: std::str::FromStr>(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<T> {
    let plain = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_and_written() {
        let today = date(2017, 11, 17);
        for (typed, printed) in [
            ("2017", "2017"),
            ("2017-11", "2017-11"),
            ("2017-11-17", "2017-11-17"),
            ("2017-1-5", "2017-01-05"),
            ("2016-02", "2016-02"),
            ("2017-08-16..2017-11-21", "2017-08-16..2017-11-21"),
            ("2016..2017", "2016-01-01..2017-12-31"),
            ("2017-11..", "2017-11-01.."),
            ("..2017-11", "..2017-11-30"),
            (">2017", "2018-01-01.."),
            (">=2017", "2017-01-01.."),
            ("<2017", "..2016-12-31"),
            ("<=2017-02", "..2017-02-28"),
            ("today", "2017-11-17"),
            ("Yesterday..today", "2017-11-16..2017-11-17"),
            ("-30d..", "2017-10-18.."),
            ("-2w..", "2017-11-03.."),
            ("-1m..-1d", "2017-10-17..2017-11-16"),
            ("-1y", "2016-11-17"),
            ("*", "*"),
        ] {
            let range = parse(typed, today);
            assert_eq!(range.map(|(low, high)| print(low, high)).as_deref(), Some(printed));
            assert_eq!(parse(printed, today), range, "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for typed in [
            "abc",
            "",
            "2017-13",
            "2017-02-30",
            "17",
            "0000",
            "2017-11-17-1",
            "2017-",
            "2018..2017",
            "2017-2018",
            "-30",
            "-d",
            "-30x",
            "-9999999y",
            "-3000y",
            "30d",
            ">9999",
            "<0001",
            "..",
            ">",
            "2017-é",
            "-30é",
            "２０１７",
        ] {
            assert_eq!(parse(typed, date(2017, 11, 17)), None, "{typed}");
        }
    }
}
