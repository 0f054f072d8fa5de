//! What an answer is narrowed to beside the query: speaker, role, kind and the like.

use super::error::Error;
use crate::catalogue::name_typed;
use crate::query::Query;
use crate::query::fields::Field;
use crate::quotes::{Act, QuoteKind};

/// What an answer is narrowed to; nothing by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrow {
    /// Who said it: a name or an id, or several with OR; `unnamed` for sources without a name.
    pub speaker: Option<String>,
    /// Words of the speaker's role.
    pub role: Option<String>,
    /// Organisation that the speaker belongs to.
    pub org: Option<String>,
    /// Verb of the cue, in any form.
    pub verb: Option<String>,
    /// Only quotes of this kind.
    pub kind: Option<QuoteKind>,
    /// What the speaker does by it: one of these; nothing asks for none.
    pub acts: Vec<Act>,
    /// Least confidence, 0 to 1.
    pub min_conf: Option<f64>,
    /// Least confidence where neither `min_conf` nor the query asks for one; 0 for all.
    pub usual_conf: f64,
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
        let speaker = self.speaker.as_deref().map(names_typed);
        let org = self.org.as_deref().map(names_typed);
        for (what, field, text, together) in [
            // Words of one name need not be looked for side by side, which is dear.
            ("speaker", Field::Speaker, &speaker, false),
            ("role", Field::Role, &self.role, false),
            ("org", Field::Org, &org, true),
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
        if !self.acts.is_empty() {
            let acts: Vec<&str> = self.acts.iter().map(|act| act.name()).collect();
            query = query.one_of(Field::Act, &acts.join(" "));
        }
        if let Some(revision) = self.added_after {
            query = query.added_after(revision);
        }
        Ok(query)
    }

    /// The least confidence of what is asked for by `query`; none where everything is wanted.
    pub(super) fn least(&self, query: &Query) -> Option<f64> {
        let usual = || Some(self.usual_conf).filter(|_| !query.asks_for(Field::Conf));
        self.min_conf.or_else(usual).filter(|least| *least > 0.0)
    }
}

/// Names as their words, of which some may be ids (`e:person/jerry-dias`), with OR between them.
fn names_typed(typed: &str) -> String {
    let names: Vec<String> = typed.split(" OR ").map(|name| name_typed(name.trim())).collect();
    names.join(" OR ")
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
            acts: vec![Act::Belief, Act::Intention],
            min_conf: None,
            usual_conf: 0.0,
            added_after: Some(3),
        };
        let query = "wages AND speaker:(marta AND olvera) AND role:minister AND \
                     org:\"Portworkers Union\" AND verb:denied AND kind:mixed AND \
                     act:(belief OR intention) AND added:>r3";
        assert_eq!(narrowed(all).expect("a query"), query);
        assert_eq!(narrowed(Narrow::default()).expect("a query"), "wages");
        for (typed, min_conf, usual_conf, least) in [
            ("wages", None, 0.5, Some(0.5)),
            ("wages", Some(0.7), 0.5, Some(0.7)),
            ("wages", Some(0.0), 0.5, None),
            ("wages", None, 0.0, None),
            ("wages conf:>0.1", None, 0.5, None),
            ("wages conf:>0.1", Some(0.2), 0.5, Some(0.2)),
        ] {
            let context = Context::new(jiff::civil::date(2020, 1, 1));
            let query = parse(typed, &context).expect("a query");
            let narrow = Narrow { min_conf, usual_conf, ..Narrow::default() };
            assert_eq!(narrow.least(&query), least, "{typed} {min_conf:?} {usual_conf}");
        }
        let two = Narrow { speaker: own("e:person/ann-lee OR Roe"), ..Narrow::default() };
        let query = narrowed(two).expect("a query");
        assert_eq!(query, "wages AND speaker:((ann AND lee) OR Roe)");
        let empty = Narrow { role: own("…"), ..Narrow::default() };
        assert!(matches!(narrowed(empty), Err(Error::NoWord { what: "role" })));
    }
}
