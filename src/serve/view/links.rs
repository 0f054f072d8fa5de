//! Addresses within the site.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::record::{DocId, QuoteId};
use crate::serve::params::query_string;

/// Letters that a part of a path keeps.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// Digits of an id in an address: it stays one of its kind in large archives, and can be read aloud.
const DIGITS: usize = 12;

/// One part of a path.
pub fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// A page with a query and other parameters; those without a value are left out.
pub fn search(page: &str, pairs: &[(&str, &str)]) -> String {
    format!("{page}{}", query_string(pairs.iter().copied()))
}

/// A document.
pub fn doc(id: DocId) -> String {
    format!("/d/{}", short(&id.to_string()))
}

/// A quote alone.
pub fn quote(id: QuoteId) -> String {
    format!("/q/{}", short(&id.to_string()))
}

/// A quote in its article, with the words that were asked for marked there.
pub fn in_context(doc_id: DocId, quote: QuoteId, query: &str) -> String {
    format!("{}{}#{}", doc(doc_id), query_string([("q", query)]), anchor(quote))
}

/// The name of a quote within the page of its article.
pub fn anchor(quote: QuoteId) -> String {
    format!("q-{}", short(&quote.to_string()))
}

/// A story.
pub fn story(lead: DocId) -> String {
    format!("/s/{}", short(&lead.to_string()))
}

/// A person, organisation or place, by its id `e:person/jane-roe`.
pub fn entity(id: &str) -> Option<String> {
    let (kind, slug) = id.strip_prefix("e:")?.split_once('/')?;
    match kind {
        "person" => Some(format!("/p/{}", part(slug))),
        _ => Some(format!("/p/{}/{}", part(kind), part(slug))),
    }
}

/// An id without its kind, shortened.
pub fn short(id: &str) -> String {
    let digits = id.split_once(':').map_or(id, |(_, digits)| digits);
    digits.chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_safe() {
        assert_eq!(part("a/b ü?"), "a%2Fb%20%C3%BC%3F");
        assert_eq!(search("/quotes", &[("q", "a&b"), ("sort", "")]), "/quotes?q=a%26b");
        assert_eq!(entity("e:person/jane-roe").as_deref(), Some("/p/jane-roe"));
        assert_eq!(entity("e:organization/acme").as_deref(), Some("/p/organization/acme"));
        assert_eq!(entity("jane"), None);
        assert_eq!(short("q:a48173c04c967380"), "a48173c04c96");
    }
}
