//! What an answer is narrowed to beside the query: speaker, role, kind and the like.

use super::error::Error;
use crate::catalogue::name_typed;
use crate::query::Query;
use crate::query::fields::Field;
use crate::quotes::QuoteKind;

/// What an answer is narrowed to; nothing by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrow {
    /// Who said it: a name or an id; `unnamed` for sources without a name.
    pub speaker: Option<String>,
    /// Words of the speaker's role.
    pub role: Option<String>,
    /// Organisation that the speaker belongs to.
    pub org: Option<String>,
    /// Verb of the cue, in any form.
    pub verb: Option<String>,
    /// Only quotes of this kind.
    pub kind: Option<QuoteKind>,
    /// Least confidence, 0 to 1.
    pub min_conf: Option<f64>,
    /// Only what came after this revision.
    pub added_after: Option<u64>,
}

impl Narrow {
    /// The query with what narrows it.
    ///
    /// # Errors
    ///
    /// A text without a word, which would ask for nothing.
    pub(super) fn apply(&self, mut query: Query) -> Result<Query, Error> {
        let speaker = self.speaker.as_deref().map(name_typed);
        for (what, field, text, together) in [
            // Words of one name need not be looked for side by side, which is dear.
            ("speaker", Field::Speaker, &speaker, false),
            ("role", Field::Role, &self.role, false),
            ("org", Field::Org, &self.org, true),
            ("verb", Field::Verb, &self.verb, false),
        ] {
            if let Some(text) = text {
                query = query.within(field, words_of(what, text)?, together);
            }
        }
        if let Some(kind) = self.kind {
            let kind = match kind {
                QuoteKind::Direct => "direct",
                QuoteKind::Indirect => "indirect",
                QuoteKind::Mixed => "mixed",
            };
            query = query.within(Field::Kind, kind, false);
        }
        if let Some(least) = self.min_conf {
            query = query.at_least(Field::Conf, least);
        }
        if let Some(revision) = self.added_after {
            query = query.added_after(revision);
        }
        Ok(query)
    }
}

/// A text that was given as `what`, if it holds a word.
pub(super) fn words_of<'t>(what: &'static str, text: &'t str) -> Result<&'t str, Error> {
    match crate::query::has_no_word(text) {
        true => Err(Error::NoWord { what }),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{About, Context, parse};

    fn narrowed(narrow: Narrow) -> Result<String, Error> {
        let today = jiff::civil::date(2020, 1, 1);
        let context = Context { about: About::Quotes, ..Context::new(today) };
        let query = parse("wages", &context).expect("a query");
        narrow.apply(query).map(|query| query.root.to_string())
    }

    #[test]
    fn what_is_given_stands_in_the_query() {
        let own = |text: &str| Some(text.to_owned());
        let all = Narrow {
            speaker: own("e:person/marta-olvera"),
            role: own("minister"),
            org: own("Portworkers Union"),
            verb: own("denied"),
            kind: Some(QuoteKind::Mixed),
            min_conf: Some(0.5),
            added_after: Some(3),
        };
        let query = "wages AND speaker:(marta AND olvera) AND role:minister AND \
                     org:\"Portworkers Union\" AND verb:denied AND kind:mixed AND conf:>=0.5 AND \
                     added:>r3";
        assert_eq!(narrowed(all).expect("a query"), query);
        assert_eq!(narrowed(Narrow::default()).expect("a query"), "wages");
        let empty = Narrow { role: own("…"), ..Narrow::default() };
        assert!(matches!(narrowed(empty), Err(Error::NoWord { what: "role" })));
    }
}
