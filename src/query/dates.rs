//! Days as typed after `date:`: `2017`, `2017-11`, `2017-11-17`, `today`, `-30d`, and ranges of them;
//! also as people write them: `17/11/2017`, `"November 2017"`, `"last month"`.
//!
//! Of numbers with slashes or dots the year stands first or last. Before it stand day and month where
//! the first number is above 12, month and day where the second is; where neither is, and they differ,
//! nobody can tell, and it is no date.

use super::ranges::{self, Range};
use jiff::Span;
use jiff::civil::Date;

/// The months by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// The months as they are called.
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a range of days; relative ones count from `today`.
pub(super) fn parse(value: &str, today: Date) -> Option<Range<Date>> {
    let value = value.to_lowercase();
    let after = |day: Date| day.tomorrow().ok();
    let before = |day: Date| day.yesterday().ok().filter(|day| day.year() >= 1);
    ranges::parse(value.trim(), |end| period(end.trim(), today), after, before)
}

/// What to type in place of a value that is no date.
pub(super) fn advice(typed: &str) -> String {
    let value = typed.to_lowercase();
    let ends: Vec<&str> =
        value.split("..").map(|end| end.trim_start_matches(['<', '>', '='])).collect();
    if typed.is_empty() {
        return "date:2017 OR date:2018, or a range: date:2017..2018".to_owned();
    }
    if let Some((first, second, year)) = ends.iter().find_map(|end| doubtful(end)) {
        return format!(
            "{first}/{second}/{year} may be day/month or month/day: {year:04}-{second:02}-{first:02} or \
             {year:04}-{first:02}-{second:02}"
        );
    }
    if ends.iter().any(|end| month_of(end).is_some()) {
        return "a month has its year, in quotation marks: date:\"November 2017\"".to_owned();
    }
    if ends.iter().any(|end| matches!(*end, "last" | "this" | "past")) {
        return format!("several words stand in quotation marks: date:\"{typed} month\"");
    }
    let shaped = |end: &&str| {
        end.len() >= 6 && end.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))
    };
    if ends.iter().any(|end| shaped(end) && period(end, Date::constant(2000, 1, 1)).is_none()) {
        return "there is no such day; a day is 2017-11-17, a month 2017-11".to_owned();
    }
    let known = |end: &&str| !end.is_empty() && period(end, Date::constant(2000, 1, 1)).is_some();
    if ends.len() == 2 && ends.iter().all(known) {
        return "the first day comes after the last: date:2017..2018".to_owned();
    }
    "a date is 2017, 2017-11, 2017-11-17, 17/11/2017, \"November 2017\", today, \"last month\" or -30d; a \
     range 2017-08..2017-11, 2017.. or >2017-11"
        .to_owned()
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
    if let Some(found) = relative(end, today).or_else(|| written(end)).or_else(|| numbers(end)) {
        return Some(found).filter(|(first, _)| first.year() >= 1);
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

/// `this week`, `last month`: as the calendar has it, weeks from Monday; `last 3 months`: up to today.
fn relative(text: &str, today: Date) -> Option<(Date, Date)> {
    let joined = text.replace(['-', '_'], " ");
    let words: Vec<&str> = joined.split_whitespace().collect();
    let (which, count, unit) = match words.as_slice() {
        [which @ ("this" | "last" | "past"), unit] => (*which, None, *unit),
        ["last" | "past", count, unit] => ("last", Some(digits::<i32>(count, 1..=5)?), *unit),
        _ => return None,
    };
    let span = |count: i32| {
        let span = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Span::new().try_days(count),
            "week" => Span::new().try_weeks(count),
            "month" => Span::new().try_months(count),
            "year" => Span::new().try_years(count),
            _ => return None,
        };
        span.ok()
    };
    if let Some(count) = count {
        return Some((today.checked_sub(span(count)?).ok()?, today));
    }
    let day = if which == "this" { today } else { today.checked_sub(span(1)?).ok()? };
    Some(match unit {
        "day" => (day, day),
        "week" => {
            let back = Span::new().days(day.weekday().to_monday_zero_offset());
            let monday = day.checked_sub(back).ok()?;
            (monday, monday.checked_add(Span::new().days(6)).ok()?)
        }
        "month" => (day.first_of_month(), day.last_of_month()),
        "year" => (day.first_of_year(), day.last_of_year()),
        _ => return None,
    })
}

/// `November 2017`, `17 November 2017`, `Nov. 17, 2017`.
fn written(text: &str) -> Option<(Date, Date)> {
    let words: Vec<&str> = text
        .split([' ', ','])
        .map(|word| word.trim_end_matches('.'))
        .filter(|w| !w.is_empty())
        .collect();
    let (month, day, year) = match words.as_slice() {
        [month, year] => (*month, None, *year),
        [first, second, year] if month_of(first).is_some() => (*first, Some(*second), *year),
        [first, second, year] => (*second, Some(*first), *year),
        _ => return None,
    };
    let (month, year) = (month_of(month)?, digits(year, 4..=4)?);
    match day {
        None => month_in(year, month),
        Some(day) => day_of(year, month, digits(day, 1..=2)?),
    }
}

/// `17/11/2017`, `11/17/2017`, `17.11.2017`, `11/2017`, `2017/11/17`.
fn numbers(text: &str) -> Option<(Date, Date)> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.'))?;
    let parts: Vec<&str> = text.split(sign).collect();
    match parts.as_slice() {
        [year, month] if year.len() == 4 => month_in(digits(year, 4..=4)?, digits(month, 1..=2)?),
        [month, year] => month_in(digits(year, 4..=4)?, digits(month, 1..=2)?),
        [year, month, day] if year.len() == 4 => {
            day_of(digits(year, 4..=4)?, digits(month, 1..=2)?, digits(day, 1..=2)?)
        }
        [first, second, year] => {
            let (first, second): (i8, i8) = (digits(first, 1..=2)?, digits(second, 1..=2)?);
            let year = digits(year, 4..=4)?;
            match (first, second) {
                (13.., _) => day_of(year, second, first),
                (_, 13..) => day_of(year, first, second),
                _ if first == second => day_of(year, first, second),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Two numbers that may each be the month, and their year.
fn doubtful(text: &str) -> Option<(i8, i8, i16)> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.'))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (first, second): (i8, i8) = (digits(first, 1..=2)?, digits(second, 1..=2)?);
    let may_be = |number: i8| (1..=12).contains(&number);
    (may_be(first) && may_be(second) && first != second).then_some((
        first,
        second,
        digits(year, 4..=4)?,
    ))
}

/// The number of a month by its name, which may be cut to three letters (or four: Sept).
fn month_of(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    let is_month = word.len() <= 4 && MONTH_NAMES[at].starts_with(word) || word == MONTH_NAMES[at];
    is_month.then_some(at as i8 + 1)
}

fn month_in(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn day_of(year: i16, month: i8, day: i8) -> Option<(Date, Date)> {
    let day = Date::new(year, month, day).ok()?;
    Some((day, day))
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
            ("this month", "2017-11"),
            ("last month", "2017-10"),
            ("last-month", "2017-10"),
            ("Last Year", "2016"),
            ("last week", "2017-11-06..2017-11-12"),
            ("last 3 months", "2017-08-17..2017-11-17"),
            ("November 2017", "2017-11"),
            ("nov. 2017", "2017-11"),
            ("Sept 2017..November 2017", "2017-09-01..2017-11-30"),
            ("17 November 2017", "2017-11-17"),
            ("November 17, 2017", "2017-11-17"),
            (">17/11/2017", "2017-11-18.."),
            ("17/11/2017", "2017-11-17"),
            ("11/17/2017", "2017-11-17"),
            ("17.11.2017", "2017-11-17"),
            ("17.11.2017..20.11.2017", "2017-11-17..2017-11-20"),
            ("3/3/2017", "2017-03-03"),
            ("11/2017", "2017-11"),
            ("2017/11/17", "2017-11-17"),
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
            "3/4/2017",
            "3.4.2017",
            "31/2/2017",
            "13/13/2017",
            "November",
            "Novembers 2017",
            "maybe 2017",
            "last",
            "last moon",
            "last x days",
            "last 99999 years",
            "0/2017",
        ] {
            assert_eq!(parse(typed, date(2017, 11, 17)), None, "{typed}");
        }
    }
}
