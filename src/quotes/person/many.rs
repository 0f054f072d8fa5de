//! One role for several persons: "Senators Roe and Lee", "two pilots, Roe and Lee", "Roe and Lee, both teachers".

use super::phrase;
use super::title;
use crate::entities::lists::Flags;
use crate::quotes::text::forms::is_verb;
use crate::quotes::text::view::View;
use std::ops::Range;

/// Most names of a list.
const MOST: usize = 12;

/// The role that a mention shares with the other names of its list.
pub(super) fn shared(
    view: &View<'_>,
    mention: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let (first, last) = list(view, mention, sentence)?;
    let head = view.spots[first].clone();
    if first != mention
        && let Some(title) = title::before(view, head.clone(), sentence)
        && phrase::is_many(view.cut(title.end - 1))
    {
        return Some(title);
    }
    before(view, &head, sentence).or_else(|| behind(view, last, sentence))
}

/// The first and the last mention of the list of persons that a mention stands in.
fn list(view: &View<'_>, mention: usize, sentence: &Range<usize>) -> Option<(usize, usize)> {
    let (mut first, mut last) = (mention, mention);
    while mention - first < MOST
        && let Some(before) = first.checked_sub(1)
        && joined(view, before, first, sentence)
    {
        first = before;
    }
    while last - mention < MOST && joined(view, last, last + 1, sentence) {
        last += 1;
    }
    // A comma alone joins nothing: "Roe, Lee said".
    let anded = (first..last).any(|m| {
        (view.spots[m].end..view.spots[m + 1].start).any(|at| matches!(view.cut(at), "and" | "&"))
    });
    anded.then_some((first, last))
}

/// Whether only commas, "and" and a town stand between two persons of a sentence.
fn joined(view: &View<'_>, left: usize, right: usize, sentence: &Range<usize>) -> bool {
    let (Some(a), Some(b)) = (view.spots.get(left), view.spots.get(right)) else { return false };
    let inside = sentence.start <= a.start && a.end < b.start && b.end <= sentence.end;
    inside
        && !a.is_empty()
        && !b.is_empty()
        && view.is_person(left)
        && view.is_person(right)
        && b.start - a.end <= 3
        && (a.end..b.start).all(|at| matches!(view.cut(at), "," | "and" | "&"))
}

/// "Two pilots, Roe and Lee", "pilots such as Roe and Lee".
fn before(view: &View<'_>, head: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let link = head.start.checked_sub(1).filter(|at| *at > sentence.start)?;
    let stop = match view.cut(link) {
        "," | ":" | "like" | "including" => link,
        "as" if view.is(link - 1, "such") => link - 1,
        _ => return None,
    };
    let stop = stop - usize::from(stop > sentence.start + 1 && view.is(stop - 1, ","));
    let tokens = phrase::before_many(view, stop, sentence.start)?;
    let noun = phrase::noun_of_any(view, &tokens)?;
    phrase::is_many(view.cut(noun)).then_some(tokens)
}

/// "Roe and Lee, professors at the academy, …"
fn behind(view: &View<'_>, last: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let end = view.spots[last].end;
    if end + 1 >= sentence.end
        || !view.is(end, ",")
        || is_verb(view.cut(end + 1)) && !title::is_noun(view, end + 1)
    {
        return None;
    }
    let tokens = end + 1..phrase::end(view, end + 1, sentence.end);
    let closed = tokens.end >= sentence.end || !view.token(tokens.end).is_word();
    if tokens.is_empty() || !closed {
        return None;
    }
    let noun = phrase::noun_of_any(view, &tokens)?;
    let bare = !view.token(tokens.start).is(Flags::ARTICLE) || view.is(tokens.start, "the");
    (phrase::is_many(view.cut(noun)) && bare).then_some(tokens)
}

#[cfg(test)]
mod tests {
    use crate::quotes::person::roles::tests::roles_of;

    #[test]
    fn a_role_of_several() {
        for (body, want) in [
            (
                "They met Senators Ann Lee and Jerry Moss.",
                vec!["Ann Lee: Senators", "Jerry Moss: Senators"],
            ),
            (
                "They chose two pilots, Ann Lee and Jerry Moss, for it.",
                vec!["Ann Lee: two pilots", "Jerry Moss: two pilots"],
            ),
            (
                "Ann Lee and Jerry Moss, professors at the academy, came.",
                vec!["Ann Lee: professors at the academy", "Jerry Moss: professors at the academy"],
            ),
        ] {
            assert_eq!(roles_of(body), want, "{body}");
        }
    }

    #[test]
    fn two_names_share_nothing_by_standing_together() {
        for body in ["Ann Lee and Jerry Moss came.", "The pilots left, Ann Lee told Jerry Moss."] {
            assert_eq!(roles_of(body), [""; 0], "{body}");
        }
    }
}
