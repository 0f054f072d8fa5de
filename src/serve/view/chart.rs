//! Statements over time as bars: drawn by the server, each bar a link that narrows the question to its stretch.

use super::dates;
use crate::hit::FacetValue;

/// Bars that a chart has at most; above it longer stretches are taken.
const BARS: usize = 120;
/// Height of the highest bar.
const HEIGHT: f64 = 80.0;
/// Labels below the bars.
const LABELS: usize = 8;

/// A bar.
#[derive(Debug, PartialEq)]
pub struct Bar {
    /// Left edge, in hundredths of the width.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Where the part of direct quotes begins, from above.
    pub direct_y: f64,
    /// Its height.
    pub direct: f64,
    /// Where the other part begins.
    pub other_y: f64,
    /// Its height.
    pub other: f64,
    /// `Nov 2017: 12 statements, 5 direct`.
    pub says: String,
    /// The stretch of time, as a query writes it.
    pub value: String,
    /// The question narrowed to it.
    pub link: String,
}

/// A chart.
#[derive(Debug, Default, PartialEq)]
pub struct Chart {
    /// Its bars, in order of time.
    pub bars: Vec<Bar>,
    /// Texts below them and where they stand, in hundredths of the width.
    pub labels: Vec<(f64, String)>,
    /// What a bar is: `month`.
    pub unit: &'static str,
}

/// A chart of stretches of time, all and those of direct quotes; `link` narrows to one.
pub fn chart(
    unit: &'static str,
    all: &[FacetValue],
    direct: &[FacetValue],
    link: impl Fn(&str) -> String,
) -> Chart {
    let dated: Vec<&FacetValue> = all.iter().filter(|value| value.value != "undated").collect();
    let Some(places) = places(unit, &dated) else { return Chart::default() };
    let (first, last) = (places[0], places[places.len() - 1]);
    let slots = (last - first + 1) as f64;
    let most = dated.iter().map(|value| value.counts.statements).max().unwrap_or(1).max(1) as f64;
    let width = 100.0 / slots;
    let of_direct = |name: &str| {
        direct.iter().find(|value| value.value == name).map_or(0, |value| value.counts.statements)
    };
    let bars: Vec<Bar> = dated
        .iter()
        .zip(&places)
        .map(|(value, place)| {
            let (number, said) = (value.counts.statements, of_direct(&value.value));
            let said = said.min(number);
            let height = |number: u64| round(number as f64 / most * HEIGHT);
            let (whole, direct) = (height(number), height(said));
            Bar {
                x: round((place - first) as f64 * width),
                width: round((width * 0.9).max(0.2)),
                direct_y: round(HEIGHT - direct),
                direct,
                other_y: round(HEIGHT - whole),
                other: round(whole - direct),
                says: says(&dates::label(&value.value), number, said),
                value: value.value.clone(),
                link: link(&value.value),
            }
        })
        .collect();
    let labels = labels(unit, first, last);
    Chart { bars, labels, unit }
}

fn says(when: &str, number: u64, direct: u64) -> String {
    let noun = if number == 1 { "statement" } else { "statements" };
    format!("{when}: {number} {noun}, {direct} direct")
}

/// The number of each stretch, counted on one line of time.
fn places(unit: &str, values: &[&FacetValue]) -> Option<Vec<i64>> {
    let places: Option<Vec<i64>> = values.iter().map(|value| place(unit, &value.value)).collect();
    places.filter(|places| !places.is_empty())
}

fn place(unit: &str, value: &str) -> Option<i64> {
    let number = |part: Option<&str>| part?.parse::<i64>().ok();
    let mut parts = value.splitn(3, '-');
    let year = number(parts.next())?;
    match unit {
        "year" => Some(year),
        "month" => Some(year * 12 + number(parts.next())? - 1),
        _ => {
            let date: jiff::civil::Date = value.parse().ok()?;
            let since = date - jiff::civil::date(1970, 1, 1);
            Some(since.get_days().into())
        }
    }
}

/// Years below the bars; days of a short time as they are.
fn labels(unit: &str, first: i64, last: i64) -> Vec<(f64, String)> {
    let slots = (last - first + 1) as f64;
    let at = |place: i64| round((place - first) as f64 / slots * 100.0);
    match unit {
        "day" => {
            let ends = if first == last { vec![first] } else { vec![first, last] };
            let name = |place: i64| {
                let span = jiff::Span::new().try_days(place).unwrap_or_default();
                jiff::civil::date(1970, 1, 1).checked_add(span).map(dates::day).unwrap_or_default()
            };
            ends.into_iter().map(|place| (at(place).min(88.0), name(place))).collect()
        }
        _ => {
            let months = if unit == "month" { 12 } else { 1 };
            let years: Vec<i64> = (first..=last).filter(|place| place % months == 0).collect();
            let step = years.len().div_ceil(LABELS).max(1);
            let mut labels: Vec<(f64, String)> = years
                .iter()
                .step_by(step)
                .map(|place| (at(*place), (place / months).to_string()))
                .collect();
            if labels.is_empty() {
                labels.push((0.0, (first / months).to_string()));
            }
            labels
        }
    }
}

/// The unit that shows a span of days in few bars.
pub fn unit(days: i64) -> &'static str {
    match days {
        ..=92 => "day",
        days if days as usize / 30 <= BARS => "month",
        _ => "year",
    }
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hit::Counts;

    fn value(value: &str, statements: u64) -> FacetValue {
        let counts = Counts { statements, ..Counts::default() };
        FacetValue { value: value.to_owned(), id: None, counts }
    }

    #[test]
    fn bars_stand_where_their_time_is() {
        let all = [value("2017-11", 4), value("2018-01", 2), value("undated", 9)];
        let chart = chart("month", &all, &[value("2017-11", 1)], |value| format!("?d={value}"));
        let places: Vec<(f64, f64, f64)> =
            chart.bars.iter().map(|bar| (bar.x, bar.direct, bar.other)).collect();
        assert_eq!(places, [(0.0, 20.0, 60.0), (66.67, 0.0, 40.0)]);
        assert_eq!(chart.bars[0].says, "Nov 2017: 4 statements, 1 direct");
        assert_eq!(chart.labels, [(66.67, "2018".to_owned())]);
        assert_eq!(chart.bars[1].link, "?d=2018-01");
    }

    #[test]
    fn the_unit_goes_by_the_span() {
        assert_eq!([unit(3), unit(400), unit(40_000)], ["day", "month", "year"]);
        assert_eq!(super::chart("year", &[], &[], str::to_owned), Chart::default());
        let days = [value("2017-11-29", 1), value("2017-12-02", 1)];
        let chart = super::chart("day", &days, &[], str::to_owned);
        assert_eq!(chart.bars[1].x, 75.0);
    }
}
