//! Statements that must be found with their speakers, and marks that are nobody's words.

mod marks;
mod persons;
mod unmarked;
mod who;

use super::*;
use crate::article::Span;
use crate::entities::tests::article;
use crate::entities::tokens::Tokens;
use proptest::prelude::*;

/// What the rules give where nothing was learnt, silences among it.
fn by_rules_alone(article: &Article) -> Vec<Quote> {
    let tokens = Tokens::of(article);
    let entities = find::entities_of(article, &tokens);
    find::of_tokens_by(article, tokens, &entities, None)
}

/// A line for each quote: kind, words, cue, speaker as written and as resolved, role.
fn lines(text: &str) -> Vec<String> {
    let article = article(text);
    let quotes = by_rules_alone(&article);
    let show = |quote: &Quote| {
        let words: Vec<&str> = quote.spans.iter().map(|s| s.cut(text)).collect();
        let cue = quote.cue.as_ref().map_or(String::from("-"), |c| {
            assert!(!c.span.is_empty());
            format!("{}{}", if c.negated { "not " } else { "" }, c.verb)
        });
        let speaker = quote.speaker.as_ref().map_or(String::from("-"), |s| {
            let written = s.span.cut(text);
            let name = if s.name == written { "" } else { &s.name };
            format!("{written}={name} {:?}", s.resolved_by).replace("= ", " ")
        });
        let role = quote.role.as_ref().map_or(String::new(), |r| {
            assert_eq!(r.span.cut(text), r.text);
            format!(
                " ({}{})",
                r.text,
                r.organization.as_ref().map_or(String::new(), |o| format!(" @ {o}"))
            )
        });
        let kind = match quote.act {
            Act::Silence => "Silence".to_owned(),
            _ => format!("{:?}", quote.kind),
        };
        format!("{kind}: {} | {cue} | {speaker}{role}", words.join(" … "))
    };
    quotes.iter().map(show).collect()
}

/// Checks the quotes of a text, a line for each: words | speaker | rule.
pub(crate) fn gives(text: &str, want: &[&str]) {
    let quotes = by_rules_alone(&article(text));
    let show = |quote: &Quote| {
        let words: Vec<&str> = quote.spans.iter().map(|s| s.cut(text)).collect();
        let speaker = quote.speaker.as_ref().map_or("-", |s| &s.name);
        format!("{} | {speaker} | {}", words.join(" … "), quote.rule.name())
    };
    assert_eq!(quotes.iter().map(show).collect::<Vec<_>>(), want, "{text}");
}

/// The words of each quote of a text, silences left out, and whether its cue is negated.
pub(crate) fn said(text: &str) -> Vec<(String, bool)> {
    let quotes = by_rules_alone(&article(text));
    let show = |quote: &Quote| {
        let words: Vec<&str> = quote.spans.iter().map(|s| s.cut(text)).collect();
        (words.join(" … "), quote.cue.as_ref().is_some_and(|cue| cue.negated))
    };
    quotes.iter().filter(|quote| quote.act != Act::Silence).map(show).collect()
}

fn check(text: &str, want: &[&str]) {
    assert_eq!(lines(text), want, "{text}");
}

#[test]
fn a_sentence_without_tokens_is_passed_over() {
    check("\u{feff}\n\nIt rained all day.\n\n\u{feff} \u{feff}\n\nIt snowed.", &[]);
}

proptest! {
    #[test]
    fn any_text_gives_spans_within_it(
        text in "(\\PC|[ \n.,:'\"“”«»-])*|((He|Ann Lee|Unifor|said|saying|told|vowed to|called for|praised|wants|put|it|as|As|that|who|whose|the minister|head of|and|but|by|is|was|to|in June|Monday|according to|According to|reporters|what|if|not|people|percent|a report)([ ,.:;\"“”\n-]|, |[.] |: |\" |, \"))*|(He|Ann|Lee|said|saying|that|told|who|the|minister|of|[ ,.:\"“”\n'-]| said Lee|, \")*"
    ) {
        let article = article(&text);
        let (entities, quotes) = entities_and_quotes(&article);
        prop_assert_eq!(&super::quotes(&article, &entities), &quotes);
        let whole = |span: &Span| text.get(span.start..span.end).is_some_and(|s| !s.is_empty());
        let mut start = 0;
        for quote in &quotes {
            prop_assert!(!quote.spans.is_empty() && quote.spans.iter().all(whole));
            prop_assert!(quote.spans.windows(2).all(|w| w[0].end <= w[1].start));
            prop_assert!(start <= quote.spans[0].start);
            start = quote.spans[0].start;
            let speaker = quote.speaker.as_ref();
            prop_assert!(speaker.is_none_or(|s| whole(&s.span) && s.entity.is_none_or(|e| e < entities.entities.len())));
            prop_assert!(quote.cue.as_ref().is_none_or(|c| whole(&c.span)));
            prop_assert!(quote.role.as_ref().is_none_or(|r| whole(&r.span) && r.span.cut(&text) == r.text));
            prop_assert!((0.0..=1.0).contains(&quote.confidence));
        }
    }
}
