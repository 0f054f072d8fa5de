//! Cuts every place of a document and compares what is cut with the words that are stored.
//!
//! The places are cut from bytes, not from text: a place that begins or ends inside a character is
//! wrong even where nothing else is.

use crate::article::{Located, Span};
use crate::record::{DocRecord, QuoteId, QuoteRecord, RoleRecord};

/// A document as the index holds it.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// The document.
    pub doc: &'a DocRecord,
    /// Its text.
    pub text: &'a str,
    /// Its quotes.
    pub quotes: &'a [QuoteRecord],
}

/// A place that cuts other words than the ones stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanProblem {
    /// The quote, unless it is a place of the document.
    pub quote: Option<QuoteId>,
    /// What should stand there.
    pub what: &'static str,
    /// The place.
    pub span: Span,
    /// The words stored.
    pub stored: String,
    /// The words cut; `None` when the place is outside, or its edges are inside of characters.
    pub cut: Option<String>,
}

impl std::fmt::Display for SpanProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} at bytes {}-{}: ", self.what, self.span.start, self.span.end)?;
        match &self.cut {
            Some(cut) => write!(f, "\"{cut}\" stands there, not \"{}\"", self.stored),
            None => write!(f, "no whole characters stand there; it should be \"{}\"", self.stored),
        }
    }
}

/// What came of cutting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// Places cut.
    pub checked: u64,
    /// Those that are wrong.
    pub problems: Vec<SpanProblem>,
}

/// Cuts all places of a document from the bytes that they count into.
pub fn check_spans(stored: &Stored, bytes: &[u8]) -> Spans {
    let mut cutter = Cutter { bytes, quote: None, spans: Spans::default() };
    let doc = stored.doc;
    for (what, part) in
        [("headline", &doc.title), ("byline", &doc.byline), ("dateline", &doc.dateline)]
    {
        if let Some(Located { text, span: Some(span) }) = part {
            cutter.one(what, *span, text);
        }
    }
    cutter.one("body", doc.body, doc.body.cut(stored.text));
    for entity in &doc.entities {
        for span in &entity.spans {
            cutter.one("name", *span, span.cut(stored.text));
        }
        entity.roles.iter().for_each(|role| cutter.role(role));
    }
    for quote in stored.quotes {
        cutter.quote(quote);
    }
    cutter.spans
}

/// Cuts the places of one quote only.
pub fn check_quote(quote: &QuoteRecord, bytes: &[u8]) -> Spans {
    let mut cutter = Cutter { bytes, quote: None, spans: Spans::default() };
    cutter.quote(quote);
    cutter.spans
}

struct Cutter<'a> {
    bytes: &'a [u8],
    /// The quote whose places are cut.
    quote: Option<QuoteId>,
    spans: Spans,
}

impl<'a> Cutter<'a> {
    /// A slice of UTF-8 is itself UTF-8 only where it begins and ends between characters.
    fn cut(&self, span: Span) -> Option<&'a str> {
        std::str::from_utf8(self.bytes.get(span.start..span.end)?).ok()
    }

    fn one(&mut self, what: &'static str, span: Span, stored: &str) {
        self.spans.checked += 1;
        let cut = self.cut(span);
        // No words can have no place.
        if cut != Some(stored) || stored.is_empty() {
            self.wrong(what, span, stored, cut.map(str::to_owned));
        }
    }

    fn role(&mut self, role: &RoleRecord) {
        self.one("role", role.span, &role.text);
    }

    fn quote(&mut self, quote: &QuoteRecord) {
        self.quote = Some(quote.id);
        self.spans.checked += quote.spans.len() as u64;
        let whole = match (quote.spans.first(), quote.spans.last()) {
            (Some(first), Some(last)) => Span::from((first.start, last.end)),
            _ => Span::new(0, 0),
        };
        let parts: Option<Vec<&str>> = quote.spans.iter().map(|span| self.cut(*span)).collect();
        let cut = parts.map(|parts| parts.join(" … "));
        if cut.as_deref() != Some(&quote.text) || quote.text.is_empty() {
            self.wrong("quote", whole, &quote.text, cut);
        }
        if QuoteId::of(quote.doc, whole) != quote.id {
            self.wrong("id of the quote", whole, &quote.text, None);
        }
        for speaker in quote.speakers() {
            self.one("speaker", speaker.span, &speaker.as_written);
        }
        if let Some(cue) = &quote.cue {
            self.one("cue", cue.span, &cue.text);
        }
        if let Some(role) = &quote.role {
            self.role(role);
        }
        self.quote = None;
    }

    fn wrong(&mut self, what: &'static str, span: Span, stored: &str, cut: Option<String>) {
        let short = |text: String| text.chars().take(60).collect::<String>();
        self.spans.problems.push(SpanProblem {
            quote: self.quote,
            what,
            span,
            stored: short(stored.to_owned()),
            cut: cut.map(short),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::{Act, QuoteKind, ResolvedBy};
    use crate::record::{CueRecord, DocId, SpeakerRecord};

    const TEXT: &str = "“Né ici,” said Zoé, the mayor. “Mort là.”";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).expect("words of the text");
        Span::new(start, start + words.len())
    }

    fn quote() -> QuoteRecord {
        let spans = vec![at("Né ici,"), at("Mort là.")];
        let doc = DocId(7);
        QuoteRecord {
            id: QuoteId::of(doc, Span::new(spans[0].start, spans[1].end)),
            doc,
            number: 1,
            kind: QuoteKind::Direct,
            text: "Né ici, … Mort là.".to_owned(),
            spans,
            cue: Some(CueRecord {
                text: "said".to_owned(),
                verb: "say".to_owned(),
                negated: false,
                span: at("said"),
            }),
            act: Act::Statement,
            others: vec![SpeakerRecord {
                name: "Jo Day".to_owned(),
                kind: None,
                as_written: "the mayor".to_owned(),
                resolved_by: ResolvedBy::Role,
                span: at("the mayor"),
            }],
            speaker: Some(SpeakerRecord {
                name: "Zoé Roy".to_owned(),
                kind: None,
                as_written: "Zoé".to_owned(),
                resolved_by: ResolvedBy::Surname,
                span: at("Zoé"),
            }),
            role: Some(RoleRecord { text: "mayor".to_owned(), org: None, span: at("mayor") }),
            confidence: 0.9,
            rule: "test".to_owned(),
            date: None,
            source: None,
            title: None,
        }
    }

    #[test]
    fn every_place_of_a_quote_is_cut() {
        let sound = check_quote(&quote(), TEXT.as_bytes());
        assert_eq!(sound, Spans { checked: 6, problems: Vec::new() });
        let moved = |span: Span| Span::new(span.start + 1, span.end + 1);
        for (what, wrong) in [
            ("speaker", {
                let mut quote = quote();
                if let Some(speaker) = &mut quote.speaker {
                    speaker.span = moved(speaker.span);
                }
                quote
            }),
            ("speaker", {
                let mut quote = quote();
                quote.others[0].span = moved(quote.others[0].span);
                quote
            }),
            ("role", {
                let mut quote = quote();
                if let Some(role) = &mut quote.role {
                    role.text = "Mayor".to_owned();
                }
                quote
            }),
            ("cue", {
                let mut quote = quote();
                if let Some(cue) = &mut quote.cue {
                    cue.span = Span::new(4000, 4004);
                }
                quote
            }),
            ("quote", QuoteRecord { text: "Né ici. … Mort là.".to_owned(), ..quote() }),
            ("id of the quote", QuoteRecord { id: QuoteId(1), ..quote() }),
        ] {
            let spans = check_quote(&wrong, TEXT.as_bytes());
            let found: Vec<&str> = spans.problems.iter().map(|p| p.what).collect();
            assert_eq!(found, [what]);
            assert_eq!(spans.problems[0].quote, Some(wrong.id));
        }
    }

    #[test]
    fn edges_inside_of_a_character_cut_nothing() {
        let mut quote = quote();
        // The mark is three bytes long, the first letter one and the second two.
        quote.spans[0].end = quote.spans[0].start + 2;
        let spans = check_quote(&quote, TEXT.as_bytes());
        assert_eq!(spans.problems[0].cut, None, "{:?}", spans.problems);
        let said = spans.problems[0].to_string();
        assert!(said.starts_with("quote at bytes 3-"), "{said}");
        assert!(said.contains("no whole characters stand there"), "{said}");
    }

    #[test]
    fn latin_bytes_are_not_the_text() {
        let latin: Vec<u8> = TEXT.chars().map(|c| u8::try_from(c).unwrap_or(b'"')).collect();
        assert!(!check_quote(&quote(), &latin).problems.is_empty());
    }
}
