//! A turn of a transcript or an interview: `MR. ROE: It rained. We got wet.`, `A: It rained.`

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::act::Act;
use crate::quotes::quote::{Quote, QuoteKind, ResolvedBy, Speaker};
use crate::quotes::rule::Rule;
use crate::quotes::text::turns::{self, Label, Turn};
use crate::quotes::text::view::View;
use std::ops::Range;

/// The quote that a paragraph of a turn is, which begins at token `first`.
pub(crate) fn quote(view: &View<'_>, turn: &Turn, first: usize) -> Option<Quote> {
    let speaker = match &turn.label {
        Label::Question => return None,
        Label::Named(tokens) => Some(named(view, tokens.clone())),
        Label::Answer(who) => who.map(|entity| Speaker {
            span: view.span(first..first + 1),
            name: view.entities.entities[entity].name.clone(),
            entity: Some(entity),
            resolved_by: ResolvedBy::Role,
        }),
    };
    Some(Quote {
        spans: vec![view.span(turn.content.clone())],
        kind: QuoteKind::Direct,
        cue: None,
        act: Act::Statement,
        speaker,
        others: Vec::new(),
        role: None,
        confidence: Rule::Turn.confidence(),
        rule: Rule::Turn,
    })
}

/// Whom a label names: a person of the text, else the label as written, its capitals made small.
fn named(view: &View<'_>, tokens: Range<usize>) -> Speaker {
    let span = view.span(tokens.clone());
    let mention = tokens.clone().find_map(|at| view.mention(at).filter(|m| view.is_person(*m)));
    let called = || tokens.clone().rev().find_map(|at| turns::person_called(view, at));
    let entity = called().or_else(|| mention.map(|m| view.entities.mentions[m].entity));
    let words = span.cut(view.text);
    if let Some(entity) = entity {
        let name = view.entities.entities[entity].name.clone();
        let full = name == words;
        let resolved_by = if full { ResolvedBy::Name } else { ResolvedBy::Surname };
        return Speaker { span, name, entity: Some(entity), resolved_by };
    }
    let mut name = String::new();
    for at in tokens {
        let cut = view.cut(at);
        let token = view.token(at);
        name += if name.is_empty() || token.kind == Kind::Point { "" } else { " " };
        // "TDW", "CNN" stay; "MR. DOLAN" is Mr. Dolan.
        let title = token.is(Flags::ADDRESS) || cut.len() > 4 || cut.ends_with('.');
        if token.kind != Kind::Point && title && cut.chars().all(|c| !c.is_lowercase()) {
            let mut letters = cut.chars();
            name.extend(letters.next());
            name.extend(letters.flat_map(char::to_lowercase));
        } else {
            name += cut;
        }
    }
    Speaker { span, name, entity: None, resolved_by: ResolvedBy::Name }
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt met the press.\n\nMS. BRANDT: Good morning. The gates stay shut.\n\nQ: For how long?\n\nMS. BRANDT: We do not know. \"Soon\" is no date.\n\nNobody does.\n\nQ: Why?",
            &[
                "Good morning. The gates stay shut. | Helena Brandt | turn",
                "We do not know. \"Soon\" is no date. | Helena Brandt | turn",
                "Nobody does. | Helena Brandt | turn",
            ],
        );
        gives(
            "Jerry Moss built the gates of the port.\n\nQ: Why gates?\n\nA: Because the sea is high.\n\nQ: Is it rising?\n\nA: Every year.",
            &["Because the sea is high. | Jerry Moss | turn", "Every year. | Jerry Moss | turn"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("The gates were shut.\n\nPhoto: Jerry Moss was there.\n\nSource: The port.", &[]);
        gives(
            "The teams met.\n\nDover: Moss; Brandt, Roe, Lee; Poe.\n\nLeeds: Hart; Coe, Lund, Ray; Fell.",
            &[],
        );
        gives("The plan has two parts.\n\nA: The gates stay shut.", &[]);
    }
}
