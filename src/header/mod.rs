//! From a part of a file to an [`Article`]: headline, byline, dateline, date, source, and where the body begins.
//!
//! What the format says wins. Where it says nothing, the first lines are read the way wire files are laid out:
//! headline, byline, credit and date lines, then a dateline that runs into the first paragraph.

mod dateline;
mod head;
mod lines;
mod when;

use jiff::civil::Date;

use crate::article::{Article, DateSource, Header, Located, Span};
use crate::read::{Meta, Part};
use crate::segment;

use head::Head;

/// The day of a document whose text gives none: that in the path of its file, else the day on
/// which the file was last changed.
pub fn date_of_file(path: &str, modified: Option<Date>) -> (Option<Date>, Option<DateSource>) {
    when::resolve(None, std::iter::empty(), path, modified).unzip()
}

/// Builds the article of a part; `path` is that of its file, `modified` the day on which the file was last changed.
pub fn article(part: Part, path: &str, modified: Option<Date>) -> Article {
    let Part { text, base, meta, body, paragraphs, hidden, pages, .. } = part;
    let whole = body.unwrap_or_else(|| {
        Span::new(text.len() - text.trim_start_matches('\u{feff}').len(), text.len())
    });
    // Where the reader knows the paragraphs, the format has a place for a headline.
    let head = Head::read(&text, whole, paragraphs.is_some() || meta.title.is_some());
    let body = Span::new(head.body, whole.end).trimmed(&text);
    let paragraphs = match paragraphs {
        Some(known) => inside(&text, known, body),
        None => segment::paragraphs(&text, body),
    };
    let sentences = segment::sentences(&text, &paragraphs, &hidden);
    let given = meta.lang.as_deref().and_then(code);
    let lang = given.unwrap_or_else(|| segment::language(body.cut(&text)).to_owned());
    let header = header(meta, head, &text, path, modified);
    Article { text, base, header, body, lang, hidden, pages, paragraphs, sentences }
}

/// The paragraphs as far as they lie in the body.
fn inside(text: &str, paragraphs: Vec<Span>, body: Span) -> Vec<Span> {
    let clip = |p: Span| {
        Span::new(p.start.clamp(body.start, body.end), p.end.clamp(body.start, body.end))
            .trimmed(text)
    };
    paragraphs.into_iter().map(clip).filter(|p| !p.is_empty()).collect()
}

/// The two or three letters of a language tag such as `en-US`.
fn code(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

fn header(meta: Meta, head: Head, text: &str, path: &str, modified: Option<Date>) -> Header {
    let located = |span: Span| Located { text: span.cut(text).to_owned(), span: Some(span) };
    let printed = head.dateline.as_ref().map(|d| located(d.span));
    // A dateline that stands in the text says more than a field with the name of a place.
    let dateline = match meta.dateline {
        Some(given) if given.span.is_some() || printed.is_none() => Some(given),
        _ => printed,
    };
    let written = head.days.iter().chain(head.dateline.as_ref().and_then(|d| d.day.as_ref()));
    let (date, date_source) = when::resolve(meta.date, written, path, modified).unzip();
    let agency = head.dateline.and_then(|d| d.agency).map(|span| span.cut(text).to_owned());
    Header {
        title: meta.title.or_else(|| head.title.map(located)),
        byline: meta.byline.or_else(|| head.byline.map(located)),
        dateline,
        date,
        date_source,
        source: meta
            .source
            .or(agency)
            .or_else(|| head.source.map(|span| span.cut(text).to_owned())),
        topics: meta.topics,
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
