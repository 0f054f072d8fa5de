//! The parameters of an address: what is not known is refused with the nearest name, as an unknown flag is.

use hyper::StatusCode;

use super::problem::Problem;

/// Names and values in the order of the address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string, or the body of a form.
    pub fn parse(text: &[u8]) -> Params {
        Params(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of a name; an empty one counts as none, as forms send fields that were left empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a name that are not empty.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(move |(known, value)| known == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// All pairs as they came.
    pub fn raw(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The pairs that are not empty.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let filled = self.0.iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Refuses names that are not `known`.
    pub fn only(&self, known: &[&str]) -> Result<(), Problem> {
        let Some((name, _)) = self.0.iter().find(|(name, _)| !known.contains(&name.as_str()))
        else {
            return Ok(());
        };
        let near = known.iter().map(|known| (strsim::osa_distance(name, known), known));
        let near = near.min().filter(|(distance, _)| *distance <= 2);
        let hint = match near {
            Some((_, known)) => format!("did you mean {known}?"),
            None if known.is_empty() => "this address takes no parameters".to_owned(),
            None => format!("known parameters: {}", known.join(", ")),
        };
        let detail = format!("unknown parameter \"{name}\"");
        Err(Problem::new(StatusCode::BAD_REQUEST, "parameter.unknown", detail).hint(hint))
    }
}

/// A query string of these pairs, those without a value left out; with its question mark where there are any.
pub fn query_string<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    let filled = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    filled.for_each(|(name, value)| {
        text.append_pair(name, value);
    });
    let text = text.finish();
    if text.is_empty() { text } else { format!("?{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_or_refused() {
        let params = Params::parse(b"q=a+b%22&sort=&facet=x&facet=y");
        assert_eq!((params.get("q"), params.get("sort")), (Some("a b\""), None));
        assert_eq!(params.all("facet").collect::<Vec<_>>(), ["x", "y"]);
        assert!(params.only(&["q", "sort", "facet"]).is_ok());
        let refused = params.only(&["q", "sorted", "facet"]).expect_err("a name");
        assert_eq!(refused.hint.as_deref(), Some("did you mean sorted?"));
        assert_eq!(query_string([("q", "a b\""), ("sort", "")]), "?q=a+b%22");
        assert_eq!(query_string([]), "");
    }
}
