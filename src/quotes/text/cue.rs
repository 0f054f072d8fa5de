//! A cue made of its words: its verb, and whether what it brings is denied.

use super::verbs;
use super::view::View;
use crate::entities::classes::Class;
use crate::quotes::quote::Cue;
use std::ops::Range;

/// The cue in `words`; `negated` tells whether a negation belongs to it.
///
/// "Roe denied that": what follows is denied, and "did not deny that" takes it back.
pub(crate) fn read(view: &View<'_>, words: Range<usize>, negated: bool) -> Cue {
    let denies = words.clone().any(|at| view.has(at, Class::Denial));
    // Of "has repeatedly warned" the verb is the last one that the list has.
    let is_verb = |at: &usize| verbs::of(view.cut(*at)).is_some() || verbs::is_cue(view.token(*at));
    let verb = words.clone().rev().find(is_verb).map(|at| verbs::base(view.cut(at)).to_string());
    let span = view.span(words);
    let verb = verb.unwrap_or_else(|| verbs::base(span.cut(view.text)).to_lowercase());
    Cue { span, verb, negated: negated != denies }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::tests::article;
    use crate::entities::tokens::Tokens;
    use crate::quotes::find::entities_of;

    /// Verb and negation of a cue of the words `cue` in a sentence.
    fn cue(cue: &str, negated: bool) -> (String, bool) {
        let article = article(&format!("The owner {cue} the wall fell."));
        let tokens = Tokens::of(&article);
        let entities = entities_of(&article, &tokens);
        let view = View::new(&article, &tokens, &entities);
        let cue = read(&view, 2..2 + cue.split(' ').count(), negated);
        (cue.verb, cue.negated)
    }

    #[test]
    fn verbs_and_denials() {
        assert_eq!(cue("has repeatedly warned", false), ("warn".to_owned(), false));
        assert_eq!(cue("denied", false), ("deny".to_owned(), true));
        assert_eq!(cue("did not deny", true), ("deny".to_owned(), false));
        assert_eq!(cue("has never said", true), ("say".to_owned(), true));
        assert_eq!(cue("According to", false), ("according to".to_owned(), false));
    }
}
