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

#[test]
fn sources_without_a_name_are_read_whole() {
    for (text, who) in [
        (
            "People familiar with the matter said the ferry would sail.",
            "People familiar with the matter",
        ),
        (
            "Two officials briefed on the talks said the ferry would sail.",
            "Two officials briefed on the talks",
        ),
        ("Those close to the talks say the ferry will sail.", "Those close to the talks"),
        ("The regional assembly said the ferry would sail.", "The regional assembly"),
        ("The minister's ally said the ferry would sail.", "The minister's ally"),
        (
            "Someone with access to the files said the ferry would sail.",
            "Someone with access to the files",
        ),
        ("Sources inside the Treasury said the ferry would sail.", "Sources inside the Treasury"),
        ("A source in the Home Office said the ferry would sail.", "A source in the Home Office"),
        (
            "\"The ferry will sail,\" sources inside the Treasury said.",
            "sources inside the Treasury",
        ),
        (
            "\"The ferry will sail,\" said a person familiar with the plans.",
            "a person familiar with the plans",
        ),
        ("Staff members said the ferry would sail.", "Staff members"),
        ("On Monday hospital officials said the ferry would sail.", "hospital officials"),
        ("Someone who has seen the letter said the ferry would sail.", "Someone"),
        ("An aide who met the mayor said the ferry would sail.", "An aide"),
        (
            "Three aides with knowledge of the talks inside the Treasury said the ferry would sail.",
            "Three aides with knowledge of the talks inside the Treasury",
        ),
        (
            "Ann Lee's friends inside the party said the ferry would sail.",
            "Ann Lee's friends inside the party",
        ),
    ] {
        let quotes = by_rules_alone(&article(text));
        let speaker = quotes.last().and_then(|quote| quote.speaker.as_ref());
        assert_eq!(speaker.map(|speaker| speaker.span.cut(text)), Some(who), "{text}");
    }
}
