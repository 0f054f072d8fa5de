//! What the first lines of a text say, and where its body begins.

use super::dateline::{self, Dateline};
use super::lines::{self, HeaderLine, Line};
use crate::article::Span;
use crate::read::dates::Found;

/// Lines of a header that are read at most.
const MAX_LINES: usize = 10;
/// Lines at the head of the body among which one with nothing but a day is looked for.
const MAX_DAY_LINES: usize = 5;

/// What the first lines of a text say.
#[derive(Default)]
pub struct Head {
    pub title: Option<Span>,
    pub byline: Option<Span>,
    pub source: Option<Span>,
    pub days: Vec<Found>,
    pub dateline: Option<Dateline>,
    /// Where the body begins.
    pub body: usize,
}

impl Head {
    /// Reads the head of `text` in `whole`; `titled` if the headline is known and stands elsewhere.
    pub fn read(text: &str, whole: Span, titled: bool) -> Head {
        let lines: Vec<Line> = Line::all(text, whole).take(MAX_LINES).collect();
        let mut head = Head { body: whole.start, ..Head::default() };
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if let Some(found) = dateline::find(text, line.span) {
                head.body = found.body.max(head.body);
                head.dateline = Some(found);
                break;
            }
            if let Some(said) = HeaderLine::read(text, line.span) {
                head.take(said);
            } else if !titled && head.title.is_none() && line.is_title(text, &lines[at + 1..]) {
                head.title = Some(line.span);
            } else if !(line.is_deck(text) && leads_to_dateline(text, &lines[at + 1..])) {
                break;
            }
            at += 1;
            head.body = lines.get(at).map_or(line.span.end, |next| next.span.start);
        }
        if lines.len() == at && head.dateline.is_none() {
            // Nothing but header lines: then they are the text.
            head = Head { body: whole.start, ..Head::default() };
        } else if head.days.is_empty() && head.dateline.as_ref().is_none_or(|d| d.day.is_none()) {
            head.days.extend(
                lines
                    .iter()
                    .skip(at)
                    .take(MAX_DAY_LINES)
                    .find_map(|l| lines::day_alone(l.span.cut(text))),
            );
        }
        head
    }

    fn take(&mut self, line: HeaderLine) {
        self.byline = self.byline.or(line.byline);
        self.source = self.source.or(line.source);
        self.days.extend(line.day);
    }
}

/// Whether one of the next lines is a dateline, with nothing but header lines before it.
fn leads_to_dateline(text: &str, lines: &[Line]) -> bool {
    for line in lines {
        if dateline::find(text, line.span).is_some() {
            return true;
        }
        if HeaderLine::read(text, line.span).is_none() {
            return false;
        }
    }
    false
}
