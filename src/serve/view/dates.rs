//! Days as people read them, and the stretches of time of a chart.

use jiff::civil::Date;

use crate::article::DateSource;
use crate::record::DocRecord;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `17 May 2019`.
pub fn day(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        MONTHS[usize::from(date.month().unsigned_abs()) - 1],
        date.year()
    )
}

/// `14 Mar 2017 – 22 Oct 2019`, or the one day.
pub fn span(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{} – {}", day(first), day(last)),
        (Some(one), _) | (None, Some(one)) => day(one),
        (None, None) => "undated".to_owned(),
    }
}

/// The day of a document, and where it comes from when that is not the document itself.
pub fn of_doc(doc: &DocRecord) -> String {
    match (doc.date, doc.date_source) {
        (None, _) => "undated".to_owned(),
        (Some(date), Some(DateSource::Mtime)) => format!("{} (of the file)", day(date)),
        (Some(date), Some(DateSource::Path)) => format!("{} (from the path)", day(date)),
        (Some(date), _) => day(date),
    }
}

/// What a value of a chart is called: a year, `Nov 2017`, or a day.
pub fn label(value: &str) -> String {
    let mut parts = value.splitn(3, '-');
    let (year, month, date) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match (month, date) {
        (Some(month), Some(date)) => format!("{} {month} {year}", date.trim_start_matches('0')),
        (Some(month), None) => format!("{month} {year}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_by_people() {
        let date = jiff::civil::date(2019, 5, 17);
        assert_eq!(
            (day(date), span(Some(date), Some(date))),
            ("17 May 2019".into(), "17 May 2019".into())
        );
        for (value, shown) in [
            ("2017", "2017"),
            ("2017-11", "Nov 2017"),
            ("2017-11-08", "8 Nov 2017"),
            ("undated", "undated"),
        ] {
            assert_eq!(label(value), shown);
        }
    }
}
