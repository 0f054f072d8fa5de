//! Days as news files write them: `2017-11-17`, `Nov. 17, 2017`, `17 novembre 2017`, `20171117T120000Z`.
//!
//! A form that could mean two days (`03/04/2017`) is not read at all.

use std::ops::Range;

use jiff::civil::Date;

/// A day found in a line of text; its year may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The year, if it is written.
    pub year: Option<i16>,
    /// The month, from 1.
    pub month: i8,
    /// The day of the month, from 1; not yet checked against the month.
    pub day: i8,
    /// Where it stands.
    pub span: Range<usize>,
}

impl Found {
    /// The day in the written year, else in `year`; `None` if there is no such day.
    pub fn date(&self, year: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(year)?, self.month, self.day).ok()
    }
}

/// The day that a field of metadata gives.
pub fn parse(text: &str) -> Option<Date> {
    find(text)?.date(None)
}

/// The day of a number of seconds, or milliseconds, since 1970.
pub fn from_unix(number: i64) -> Option<Date> {
    let seconds = if number.unsigned_abs() >= 100_000_000_000 { number / 1000 } else { number };
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(time).date())
}

/// The first day written in `text`.
pub fn find(text: &str) -> Option<Found> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let tokens: Vec<Token> = tokens(text).collect();
    (0..tokens.len()).find_map(|at| {
        let rest = Rest { text, tokens: &tokens[at..] };
        rest.compact()
            .or_else(|| rest.numeric())
            .or_else(|| rest.month_first())
            .or_else(|| rest.day_first())
    })
}

/// A run of digits or a run of letters.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its value, if it is a number of that many digits.
    fn number(&self, digits: Range<usize>) -> Option<i32> {
        if digits.contains(&self.text.len()) { self.text.parse().ok() } else { None }
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(char::is_alphanumeric)?;
        let rest = &text[at..];
        let digit = rest.as_bytes()[0].is_ascii_digit();
        let end = rest
            .find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != digit)
            .unwrap_or(rest.len());
        let token = Token { text: &rest[..end], start: at };
        at += end;
        Some(token)
    })
}

/// The tokens from one of them on.
struct Rest<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
}

impl Rest<'_> {
    /// What stands between one token and the next.
    fn gap(&self, after: usize) -> &str {
        match self.tokens.get(after + 1) {
            Some(next) => &self.text[self.tokens[after].end()..next.start],
            None => "",
        }
    }

    fn number(&self, at: usize, digits: Range<usize>) -> Option<i32> {
        self.tokens.get(at)?.number(digits)
    }

    fn found(&self, year: Option<i32>, month: i32, day: i32, last: usize) -> Option<Found> {
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then(|| Found {
            year: year.and_then(|y| i16::try_from(y).ok()),
            month: month as i8,
            day: day as i8,
            span: self.tokens[0].start..self.tokens[last].end(),
        })
    }

    /// `20171117`
    fn compact(&self) -> Option<Found> {
        let all = self.number(0, 8..9)?;
        let year = all / 10_000;
        if !(1000..3000).contains(&year) {
            return None;
        }
        self.found(Some(year), all / 100 % 100, all % 100, 0)
    }

    /// `2017-11-17`, `17.11.2017`; with strokes only where day and month cannot be mistaken.
    fn numeric(&self) -> Option<Found> {
        let (gap, other) = (self.gap(0), self.gap(1));
        if gap != other || !["-", "/", ".", "_"].contains(&gap) {
            return None;
        }
        if let Some(year) = self.number(0, 4..5) {
            return self.found(Some(year), self.number(1, 1..3)?, self.number(2, 1..3)?, 2);
        }
        let (first, second) = (self.number(0, 1..3)?, self.number(1, 1..3)?);
        let year = self.number(2, 4..5)?;
        match gap {
            "." => self.found(Some(year), second, first, 2),
            _ if first > 12 || first == second => self.found(Some(year), second, first, 2),
            _ if second > 12 => self.found(Some(year), first, second, 2),
            _ => None,
        }
    }

    /// `Nov. 17, 2017`, `November 17th`
    fn month_first(&self) -> Option<Found> {
        let day = self.number(1, 1..3)?;
        if !blank(self.gap(0), ".") {
            return None;
        }
        let month = month(self.tokens[0].text)?;
        let last = 1 + usize::from(self.is_ordinal(2));
        match self.year_after(last).or_else(|| self.year_behind_time(last)) {
            Some((year, last)) => self.found(Some(year), month, day, last),
            None => self.found(None, month, day, last),
        }
    }

    /// `17 November 2017`, `1er avril`, `4 de septiembre de 2017`
    fn day_first(&self) -> Option<Found> {
        let day = self.number(0, 1..3)?;
        let mut at = 1 + usize::from(self.is_ordinal(1));
        // `17-Nov-2017`
        if self.gap(at - 1) == "-" && self.gap(at) == "-" {
            let month = month(self.tokens.get(at)?.text)?;
            return self.found(Some(self.number(at + 1, 4..5)?), month, day, at + 1);
        }
        if !blank(self.gap(at - 1), ".º°") {
            return None;
        }
        if matches!(self.tokens.get(at)?.text, "de" | "of") {
            at += 1;
        }
        let month = month(self.tokens.get(at)?.text)?;
        match self.year_after(at) {
            Some((year, last)) => self.found(Some(year), month, day, last),
            None => self.found(None, month, day, at),
        }
    }

    fn is_ordinal(&self, at: usize) -> bool {
        self.gap(at - 1).is_empty()
            && self
                .tokens
                .get(at)
                .is_some_and(|t| matches!(t.text, "st" | "nd" | "rd" | "th" | "er" | "º"))
    }

    /// The year behind a time and perhaps its zone, as `date` prints it: `Nov 17 23:30:00 EST 2017`.
    fn year_behind_time(&self, at: usize) -> Option<(i32, usize)> {
        let time = (at + 1..at + 4).all(|at| self.number(at, 1..3).is_some());
        if !time || self.gap(at + 1) != ":" || self.gap(at + 2) != ":" {
            return None;
        }
        let zone =
            self.tokens.get(at + 4).is_some_and(|t| t.text.bytes().all(|b| b.is_ascii_uppercase()));
        let year = at + 4 + usize::from(zone);
        Some((self.number(year, 4..5)?, year))
    }

    /// The year after token `at`, and its token.
    fn year_after(&self, at: usize) -> Option<(i32, usize)> {
        let of = self.tokens.get(at + 1).is_some_and(|t| matches!(t.text, "de" | "del" | "of"));
        let year = at + 1 + usize::from(of);
        if !blank(self.gap(at), ".,") || (of && !blank(self.gap(at + 1), "")) {
            return None;
        }
        let number = self.number(year, 4..5)?;
        (1000..3000).contains(&number).then_some((number, year))
    }
}

/// Whether nothing but white space and the given marks stands between two tokens.
fn blank(gap: &str, marks: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || marks.contains(c))
}

/// Number of a month by its name or a usual abbreviation, in the languages of the news that we meet.
pub fn month(word: &str) -> Option<i32> {
    if word.len() < 3 || word.len() > 12 {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "jan" | "january" | "janv" | "janvier" | "ene" | "enero" | "januar" | "janeiro"
        | "gennaio" => 1,
        "feb" | "february" | "févr" | "fév" | "février" | "febrero" | "februar" | "fevereiro"
        | "febbraio" => 2,
        "mar" | "march" | "mars" | "marzo" | "märz" | "março" => 3,
        "apr" | "april" | "avr" | "avril" | "abr" | "abril" | "aprile" => 4,
        "may" | "mai" | "mayo" | "maio" | "maggio" => 5,
        "jun" | "june" | "juin" | "junio" | "juni" | "junho" | "giugno" => 6,
        "jul" | "july" | "juil" | "juillet" | "julio" | "juli" | "julho" | "luglio" => 7,
        "aug" | "august" | "août" | "aout" | "ago" | "agosto" => 8,
        "sep" | "sept" | "september" | "septembre" | "septiembre" | "setembro" | "settembre" => 9,
        "oct" | "october" | "octobre" | "octubre" | "okt" | "oktober" | "outubro" | "ottobre" => 10,
        "nov" | "november" | "novembre" | "noviembre" | "novembro" => 11,
        "dec" | "december" | "déc" | "décembre" | "dic" | "diciembre" | "dez" | "dezember"
        | "dezembro" | "dicembre" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_metadata() {
        let table = [
            ("2017-11-17", "2017-11-17"),
            ("2017-11-17T23:10:00-05:00", "2017-11-17"),
            ("20190517T173000-0400", "2019-05-17"),
            ("Tue, 08 Sep 2015 08:00:00 GMT", "2015-09-08"),
            ("November 17, 2017", "2017-11-17"),
            ("Updated 3:04 PM ET, Fri November 17, 2017", "2017-11-17"),
            ("Nov. 17th, 2017", "2017-11-17"),
            ("17 November 2017", "2017-11-17"),
            ("1er avril 2016", "2016-04-01"),
            ("4 de septiembre de 2017", "2017-09-04"),
            ("3. März 2018", "2018-03-03"),
            ("17.11.2017", "2017-11-17"),
            ("11/17/2017", "2017-11-17"),
            ("17/11/2017", "2017-11-17"),
            ("2017/1/9", "2017-01-09"),
            ("17-Nov-2017", "2017-11-17"),
            ("Fri Nov 17 23:30:00 EST 2017", "2017-11-17"),
            ("Fri Nov  7 23:30:00 2017", "2017-11-07"),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "2017",
            "03/04/2017",
            "2017-02-31",
            "2017-13-01",
            "Nov. 17",
            "99999999",
            "1 2 3",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_without_a_year_and_their_place() {
        let found = find("OTTAWA, Nov. 17 (AP)").expect("a day");
        assert_eq!((found.year, found.month, found.day, found.span), (None, 11, 17, 8..15));
        assert_eq!(find("PARIS, 3 March").map(|f| (f.month, f.day)), Some((3, 3)));
    }

    #[test]
    fn unix_time_in_seconds_and_milliseconds() {
        assert_eq!(from_unix(1_510_876_800).map(|d| d.to_string()).as_deref(), Some("2017-11-17"));
        assert_eq!(
            from_unix(1_510_876_800_000).map(|d| d.to_string()).as_deref(),
            Some("2017-11-17")
        );
        assert_eq!(from_unix(i64::MIN), None);
    }
}
