//! The day of an article and where it comes from: metadata, the written header, the path, the time of the file.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::article::DateSource;
use crate::read::dates::Found;

/// Before this year there was no newspaper.
const FIRST_YEAR: i16 = 1600;
/// Times of files before this year are those of archives that keep none.
const FIRST_MODIFIED: i16 = 1995;
/// Days that a written day without a year may lie from the day of the path, or before that of the file.
const NEAR_PATH: i32 = 31;
const NEAR_FILE: i32 = 180;

/// Takes the first possible day: of the metadata, of those written, of the path, of the file.
pub fn resolve<'a>(
    meta: Option<Date>,
    mut written: impl Iterator<Item = &'a Found>,
    path: &str,
    modified: Option<Date>,
) -> Option<(Date, DateSource)> {
    let latest = modified.filter(|m| m.year() >= FIRST_MODIFIED).and_then(|m| m.tomorrow().ok());
    let possible = |date: &Date| {
        date.year() >= FIRST_YEAR && date.year() <= 2100 && latest.is_none_or(|l| *date <= l)
    };
    let of_path = in_path(path).filter(possible);
    meta.filter(possible)
        .map(|date| (date, DateSource::Meta))
        .or_else(|| {
            let day =
                written.find_map(|found| completed(found, of_path, modified).filter(possible))?;
            Some((day, DateSource::Dateline))
        })
        .or_else(|| of_path.map(|date| (date, DateSource::Path)))
        .or_else(|| modified.filter(possible).map(|date| (date, DateSource::Mtime)))
}

/// A written day; one without a year is put near the day of the path, or shortly before that of the file.
fn completed(found: &Found, path: Option<Date>, modified: Option<Date>) -> Option<Date> {
    if found.year.is_some() {
        return found.date(None);
    }
    let near = |anchor: Date, before: i32, after: i32| {
        [-1, 0, 1].into_iter().filter_map(|years| found.date(Some(anchor.year() + years))).find(
            |date| {
                let earliest = anchor.saturating_sub(before.days());
                let latest = anchor.saturating_add(after.days());
                earliest <= *date && *date <= latest
            },
        )
    };
    match path {
        Some(path) => near(path, NEAR_PATH, NEAR_PATH),
        None => near(modified.filter(|m| m.year() >= FIRST_MODIFIED)?, NEAR_FILE, 1),
    }
}

/// The last day in a path: `2015-11-16`, `2015/11/16`, `2015_11_16`, `20151116`.
pub fn in_path(path: &str) -> Option<Date> {
    let bytes = path.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let number = |at: usize, length: usize| {
        let digits = bytes.get(at..at + length)?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| digits.iter().fold(0i16, |n, d| n * 10 + i16::from(d - b'0')))
    };
    let day_at = |at: usize| {
        let year = number(at, 4)?;
        let separator = bytes.get(at + 4).copied().filter(|b| b"-_/.\\".contains(b));
        let step = usize::from(separator.is_some());
        if step == 1 && bytes.get(at + 7).copied() != separator {
            return None;
        }
        let (month, day) = (number(at + 4 + step, 2)?, number(at + 6 + 2 * step, 2)?);
        if digit(at + 8 + 2 * step) {
            return None;
        }
        Date::new(year, month as i8, day as i8)
            .ok()
            .filter(|date| (FIRST_YEAR..=2100).contains(&date.year()))
    };
    (0..bytes.len()).rev().filter(|at| digit(*at) && (*at == 0 || !digit(at - 1))).find_map(day_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::dates::find;

    #[test]
    fn days_in_paths() {
        let table = [
            ("wire/2015-11-16/a.txt", Some("2015-11-16")),
            ("2015/11/16/a.txt", Some("2015-11-16")),
            ("a_20151116_b.txt", Some("2015-11-16")),
            ("2015_11_16.txt", Some("2015-11-16")),
            ("2014-01-01/2015-11-16.txt", Some("2015-11-16")),
            ("201511161.txt", None),
            ("2015-11_16.txt", None),
            ("2015-02-31.txt", None),
            ("99991231.txt", None),
            ("é2015.txt", None),
            ("", None),
        ];
        for (path, expected) in table {
            assert_eq!(in_path(path).map(|d| d.to_string()).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn the_first_possible_day_is_taken() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let modified = Some(day("2018-01-05"));
        let table = [
            (Some("2017-11-17"), "Nov. 1, 2017", "2016-01-01", "2017-11-17", DateSource::Meta),
            (Some("1500-01-01"), "Nov. 1, 2017", "2016-01-01", "2017-11-01", DateSource::Dateline),
            (Some("2018-01-07"), "", "2016-01-01", "2016-01-01", DateSource::Path),
            (None, "Nov. 31, 2017", "a", "2018-01-05", DateSource::Mtime),
            (None, "Dec. 30", "a", "2017-12-30", DateSource::Dateline),
            (None, "Dec. 30", "2017-01-02", "2016-12-30", DateSource::Dateline),
            (None, "May 3", "2017-01-02", "2017-01-02", DateSource::Path),
            (None, "March 3", "a", "2018-01-05", DateSource::Mtime),
        ];
        for (meta, written, path, expected, source) in table {
            let found = find(written);
            let got = resolve(meta.map(day), found.iter(), path, modified);
            assert_eq!(got, Some((day(expected), source)), "{written} {path}");
        }
        assert_eq!(resolve(None, [].iter(), "a", None), None);
        let bogus = Some(day("1980-01-01"));
        assert_eq!(
            resolve(Some(day("2017-11-17")), [].iter(), "a", bogus).map(|d| d.1),
            Some(DateSource::Meta)
        );
    }
}
