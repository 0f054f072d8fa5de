//! Names with a nickname in quotation marks: `Roland "Boots" Lee` is one person, not two.

use super::entity::EntityKind;
use super::model::Found;
use super::tokens::{Kind, Token};

/// Most words of a nickname.
const MOST: usize = 2;

/// Joins the two parts of a person's name that a nickname parts; `found` is sorted by sentence and place.
pub(super) fn join(text: &str, sentences: &[&[Token]], found: Vec<Found>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for name in found {
        let Some(sentence) = sentences.get(name.sentence) else { continue };
        // What the model names inside the marks goes with the whole.
        let before = out.iter().rposition(|known| {
            known.sentence == name.sentence && is_parted(text, sentence, known, &name)
        });
        match before {
            Some(at) => {
                out.truncate(at + 1);
                let first = &mut out[at];
                first.words.end = name.words.end;
                first.kind = EntityKind::Person;
                first.confidence = first.confidence.max(name.confidence);
            }
            None => out.push(name),
        }
    }
    out
}

/// Whether a nickname is all that stands between two parts of a person's name.
fn is_parted(text: &str, sentence: &[Token], first: &Found, second: &Found) -> bool {
    let person = |found: &Found| found.kind == EntityKind::Person;
    if !person(second) || !person(first) && first.words.len() > 1 {
        return false;
    }
    let Some([open, name @ .., close]) = sentence.get(first.words.end..second.words.start) else {
        return false;
    };
    let mark = |token: &Token| {
        token.kind == Kind::Mark || matches!(token.span.cut(text), "‘" | "’" | "'" | "(" | ")")
    };
    (1..=MOST).contains(&name.len())
        && mark(open)
        && mark(close)
        && name.iter().all(Token::is_name_like)
        // A bracket may hold a party or a town.
        && !(open.span.cut(text) == "(" && name.iter().any(|t| t.kind != Kind::Capital))
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::check;

    #[test]
    fn a_nickname_parts_no_name() {
        check(
            "Yesterday Robert \"Boots\" Brandt died. Mr. Brandt was 80.",
            &["Robert \"Boots\" Brandt/p", "Brandt=Robert \"Boots\" Brandt/p"],
        );
    }

    #[test]
    fn two_persons_stay_two() {
        check(
            "Helena Brandt (Ohio) met Jerry Moss.",
            &["Helena Brandt/p", "Ohio/l", "Jerry Moss/p"],
        );
        check("Helena Brandt said \"No\". Jerry Moss left.", &["Helena Brandt/p", "Jerry Moss/p"]);
    }
}
