//! Whom the words of a source mean, by the rules alone: offices, bodies, couples, kin.

use super::*;
use crate::entities::tokens::Tokens;

/// The speakers of the quotes that the rules find, several of one quote joined by "&".
fn speakers(text: &str) -> Vec<String> {
    let article = article(text);
    let (entities, _) = entities_and_quotes(&article);
    let (quotes, _) = crate::quotes::find::by_rules(&article, &Tokens::of(&article), &entities);
    let names = |quote: &Quote| {
        let all = quote.speaker.iter().chain(&quote.others).map(|speaker| speaker.name.as_str());
        all.collect::<Vec<_>>().join(" & ")
    };
    quotes.iter().map(names).collect()
}

fn said_by(cases: &[(&str, &[&str])]) {
    for (text, want) in cases {
        assert_eq!(speakers(text), *want, "{text}");
    }
}

#[test]
fn an_office_means_the_one_who_has_it() {
    said_by(&[
        (
            "Norway's trade minister, Ann Lee, met Health Minister Jerry Moss. \"It rained all day,\" the trade minister said.",
            &["Ann Lee"],
        ),
        (
            "A federal judge said on Monday that the port must close. U.S. District Judge Helena Brandt gave no date.",
            &["Helena Brandt"],
        ),
        (
            "Deputy mayor Ann Lee left early. Mayor Jerry Moss stayed. \"It rained all day,\" the mayor said.",
            &["Jerry Moss"],
        ),
    ]);
}

#[test]
fn an_office_that_two_have_or_nobody_means_none() {
    said_by(&[
        (
            "Senator Ann Lee and Senator Jerry Moss came. \"It rained all day,\" the senator said.",
            &["the senator"],
        ),
        (
            "Health Minister Ann Lee came. \"It rained all day,\" the trade minister said.",
            &["the trade minister"],
        ),
        ("Deputy mayor Ann Lee came. \"It rained all day,\" the mayor said.", &["the mayor"]),
    ]);
}

#[test]
fn bodies_are_called_by_what_they_are() {
    said_by(&[
        (
            "Halvor Holdings Inc. cut 40 jobs. \"It rained all day,\" the company said.",
            &["Halvor Holdings Inc."],
        ),
        ("The jobs are gone. \"It rained all day,\" the company said.", &["the company"]),
    ]);
}

#[test]
fn kin_and_those_behind_a_preposition() {
    said_by(&[
        (
            "His widow, Rauni Lee, thanked the nurse Helena Brandt. \"It rained all day,\" she said.",
            &["Rauni Lee", "Rauni Lee"],
        ),
        (
            "Jerry Moss sailed on Monday. Speaking to Harry Brandt of the port, he said, \"It rained all day.\"",
            &["Jerry Moss"],
        ),
    ]);
}

#[test]
fn two_named_together() {
    said_by(&[(
        "Ann Lee and Jerry Moss built the boat. \"It rained all day,\" the couple said.",
        &["Ann Lee & Jerry Moss"],
    )]);
}
