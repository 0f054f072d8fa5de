//! Texts in capitals throughout: the same text in small letters but for its names, as the patterns read it.

use crate::article::Article;
use crate::entities::Entities;
use crate::entities::tokens::{Kind, Token, Tokens};

/// Fewest words that tell.
const FEWEST: usize = 8;

/// The article with the letters that it had if it were not in capitals; none of another one.
///
/// Only ASCII letters change, so that all spans stay what they are.
pub(crate) fn calmed(article: &Article, tokens: &Tokens, entities: &Entities) -> Option<Article> {
    let words = || tokens.all.iter().filter(|t| t.is_word() && t.kind != Kind::Number);
    let count = words().count();
    let small = |t: &&Token| {
        t.kind == Kind::Lower || t.span.cut(&article.text).contains(char::is_lowercase)
    };
    // No more are counted than tell that it is not all in capitals.
    if count < FEWEST || words().filter(small).take(count / 20 + 1).count() * 20 > count {
        return None;
    }
    let mut bytes = article.text.clone().into_bytes();
    let body = article.body.start..article.body.end.min(bytes.len());
    if let Some(body) = bytes.get_mut(body) {
        body.make_ascii_lowercase();
    }
    let names = entities.mentions.iter().flat_map(|mention| {
        tokens.all.iter().filter(move |token| mention.span.contains(token.span))
    });
    let first =
        |range: &std::ops::Range<usize>| tokens.all[range.clone()].iter().find(|t| t.is_word());
    let opened = tokens.sentences.iter().filter_map(first);
    for token in names.chain(opened) {
        if let Some(byte) = bytes.get_mut(token.span.start) {
            byte.make_ascii_uppercase();
        }
    }
    // ASCII letters alone changed: the bytes are text as before.
    let text = String::from_utf8(bytes).ok()?;
    Some(Article { text, ..article.clone() })
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn texts_in_capitals() {
        gives(
            "MAYOR HELENA BRANDT SAID ON MONDAY THAT THE GATES WOULD OPEN. \"WE WILL SEE,\" BRANDT SAID. NOBODY CAME.",
            &[
                "THE GATES WOULD OPEN | HELENA BRANDT | source-clause",
                "WE WILL SEE, | HELENA BRANDT | quote-source-cue",
            ],
        );
        gives("THE GATES. Nobody came to the port on Monday, as it rained.", &[]);
    }
}
