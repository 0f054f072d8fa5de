//! Names that must be found, and capitals that must not be taken for names.

use super::lists::{self, Flags};
use super::*;
use crate::article::{Header, Located, OffsetBase, Sentence, Span};
use proptest::prelude::*;

/// An article of plain text: a paragraph a line, a sentence up to a point, mark or sign that a capital follows.
pub(crate) fn article(text: &str) -> Article {
    let mut paragraphs = Vec::new();
    let mut sentences = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len() + 1;
        if span.is_empty() {
            continue;
        }
        let mut start = span.start;
        for (pos, _) in span.cut(text).match_indices(['.', '?', '!']) {
            let stop = span.start + pos + 1;
            let rest = &text[stop..span.end];
            let closed = rest.len() - rest.trim_start_matches(['"', '”', '\'', '»']).len();
            let (stop, rest) = (stop + closed, &rest[closed..]);
            let before = text[start..stop].rsplit(' ').next().unwrap_or("");
            let short = lists::flags(before) != Flags::default() || before.len() <= 2;
            let capital = rest.trim_start().starts_with(|c: char| !c.is_lowercase());
            if rest.starts_with(' ') && capital && !short && stop > start {
                sentences.push(Sentence {
                    span: Span::new(start, stop).trimmed(text),
                    paragraph: paragraphs.len(),
                });
                start = stop + (rest.len() - rest.trim_start().len());
            }
        }
        if start < span.end {
            sentences
                .push(Sentence { span: Span::new(start, span.end), paragraph: paragraphs.len() });
        }
        paragraphs.push(span);
    }
    Article {
        text: text.to_string(),
        base: OffsetBase::File,
        header: Header::default(),
        body: Span::new(0, text.len()),
        lang: String::from("en"),
        hidden: Vec::new(),
        pages: Vec::new(),
        paragraphs,
        sentences,
    }
}

/// "words=name/kind" of each mention.
fn names(article: &Article) -> Vec<String> {
    let found = entities(article);
    let show = |m: &Mention| {
        let entity = &found.entities[m.entity];
        let kind = match entity.kind {
            EntityKind::Person => 'p',
            EntityKind::Organization => 'o',
            EntityKind::Place => 'l',
        };
        let words = m.span.cut(&article.text);
        if words == entity.name {
            format!("{words}/{kind}")
        } else {
            format!("{words}={}/{kind}", entity.name)
        }
    };
    found.mentions.iter().map(show).collect()
}

/// Holds the names of a text against those wanted.
pub(crate) fn check(text: &str, want: &[&str]) {
    assert_eq!(names(&article(text)), want, "{text}");
}

#[test]
fn persons() {
    check(
        "Helena Brandt met Jorge Luis de la Vega.",
        &["Helena Brandt/p", "Jorge Luis de la Vega/p"],
    );
    check("The Canadian Trade Minister Ilka Brandt left.", &["Ilka Brandt/p"]);
    check("U.S. Vice President Mike Olsen left.", &["U.S./l", "Mike Olsen/p"]);
    check("Then Secretary of State Paul Winter spoke.", &["Paul Winter/p"]);
    check("Critics of Prime Minister Xarvi left.", &["Xarvi/p"]);
    check("Yesterday Ann Lee’s brother saw J. Q. Arbor.", &["Ann Lee/p", "J. Q. Arbor/p"]);
    check("The winner, Ulvar Trone, 54, smiled.", &["Ulvar Trone/p"]);
}

#[test]
fn surnames_join_the_one_person_they_fit() {
    check(
        "Jerry Moss spoke. Mr. Moss left. Later Moss’s aide came.",
        &["Jerry Moss/p", "Moss=Jerry Moss/p", "Moss=Jerry Moss/p"],
    );
    check("Jerry Moss met Anna Moss. Moss left.", &["Jerry Moss/p", "Anna Moss/p", "Moss/p"]);
    check(
        "Jerry Moss met Anna Moss. Mrs. Moss left.",
        &["Jerry Moss/p", "Anna Moss/p", "Moss=Anna Moss/p"],
    );
    check("Yesterday Moss spoke. It was Jerry Moss.", &["Moss=Jerry Moss/p", "Jerry Moss/p"]);
    check("Jerry B. Moss is J. Moss.", &["Jerry B. Moss/p", "J. Moss=Jerry B. Moss/p"]);
    check(
        "The minister, Ulvar Trone, came. Trone said no.",
        &["Ulvar Trone/p", "Trone=Ulvar Trone/p"],
    );
}

#[test]
fn father_and_son_and_middle_names_stay_apart() {
    check(
        "Walter Brandt Jr. met Walter Brandt on Monday. Brandt smiled.",
        &["Walter Brandt Jr./p", "Walter Brandt/p", "Brandt=Walter Brandt/p"],
    );
    check(
        "George T. Olvera followed George K. Olvera in office.",
        &["George T. Olvera/p", "George K. Olvera/p"],
    );
    check(
        "Marta Ruiz Olvera spoke. Marta Olvera left.",
        &["Marta Ruiz Olvera/p", "Marta Olvera=Marta Ruiz Olvera/p"],
    );
}

#[test]
fn surnames_with_particles_are_those_of_full_names() {
    check(
        "Karl de Brandt spoke. De Brandt left. Later de Brandt came.",
        &["Karl de Brandt/p", "De Brandt=Karl de Brandt/p", "de Brandt=Karl de Brandt/p"],
    );
    check(
        "Khalid al-Harbi resigned. Al-Harbi left.",
        &["Khalid al-Harbi/p", "Al-Harbi=Khalid al-Harbi/p"],
    );
    check(
        "Karl de Brandt met Anna de Brandt. De Brandt left.",
        &["Karl de Brandt/p", "Anna de Brandt/p", "De Brandt/p"],
    );
}

#[test]
fn months_and_towns_are_persons_where_they_speak() {
    check(
        "Prime Minister Theodora May left in May. Mrs May said no.",
        &["Theodora May/p", "May=Theodora May/p"],
    );
    check(
        "Prime Minister Theodora May said in May that talks may fail. “They may yet succeed,” Mrs May said on Tuesday.",
        &["Theodora May/p", "May=Theodora May/p"],
    );
    check(
        "Kent Houston, a trucker from Ohio, slept near Houston. Houston said no.",
        &["Kent Houston/p", "Ohio/l", "Houston/l", "Houston=Kent Houston/p"],
    );
    check("Digging began in May. May was cold.", &[]);
}

#[test]
fn organizations() {
    check(
        "The Ministry of Finance and Acme Inc. agreed.",
        &["Ministry of Finance/o", "Acme Inc./o"],
    );
    check(
        "At the Department of Health and Human Services it rained.",
        &["Department of Health and Human Services/o"],
    );
    check("The Bank of Canada and Mexico agreed.", &["Bank of Canada/o", "Mexico/l"]);
    check(
        "The Harbour Pilots Union (HPU) met. The HPU struck.",
        &["Harbour Pilots Union/o", "HPU=Harbour Pilots Union/o", "HPU=Harbour Pilots Union/o"],
    );
    check("He is head of Portunion, a group. Portunion struck.", &["Portunion/o", "Portunion/o"]);
    check("The North Sea Fishing Agreement (NSFA) failed. The NSFA is dead.", &[]);
    check("The ministry and the Ministry were closed.", &[]);
}

#[test]
fn places() {
    check("She lives in Mexico City and loves Canada's lakes.", &["Mexico City/l", "Canada/l"]);
    check("They met in Oakwick, Ontario, again.", &["Oakwick/l", "Ontario/l"]);
    check("Virginia Wood was born in Virginia.", &["Virginia Wood/p", "Virginia/l"]);
}

#[test]
fn capitals_that_are_no_names() {
    check("On Monday the French and Canadians met. Digging began in May. I left.", &[]);
    check("Trade Talks Fail As Bank Union Walks Out", &[]);
    check("MINISTER JERRY MOSS LEAVES HIS UNION", &["JERRY MOSS/p"]);
    check("Honesty pays. Will it rain? The Grand Old Duke had Ten Thousand Men.", &[]);
}

#[test]
fn header_places_and_headlines() {
    let text =
        "MOSS SAYS\nMoss Says No in Ottawa\nMEXICO CITY (Wire) -- Jerry Moss came to Mexico City.";
    let mut article = article(text);
    let body = text.find("Jerry").unwrap_or(0);
    article.body = Span::new(body, text.len());
    article.sentences = vec![Sentence { span: article.body, paragraph: 0 }];
    article.paragraphs = vec![article.body];
    let located = |from: &str, to: &str| {
        let span = Span::new(text.find(from).unwrap_or(0), text.find(to).unwrap_or(0));
        Some(Located { text: span.cut(text).to_string(), span: Some(span) })
    };
    article.header.title = located("Moss Says", "\nMEXICO");
    article.header.dateline = located("MEXICO", " -- ");
    let want = [
        "Moss=Jerry Moss/p",
        "Ottawa/l",
        "MEXICO CITY=Mexico City/l",
        "Jerry Moss/p",
        "Mexico City/l",
    ];
    assert_eq!(names(&article), want);
}

#[test]
fn hidden_markup_is_no_part_of_a_name() {
    let text = "He met [Jerry Moss](Jane Cook) there.";
    let mut article = article(text);
    article.hidden = vec![Span::new(7, 8), Span::new(18, 29)];
    assert_eq!(names(&article), ["Jerry Moss/p"]);
}

proptest! {
    #[test]
    fn any_text_gives_sorted_disjoint_mentions(text in "(\\PC|[ \n.'\"“”])*|([A-Z][a-z]+|of|the|Mr\\.|Bank|[ ,.('’s)\n])*") {
        let article = article(&text);
        let found = entities(&article);
        let mut end = 0;
        for mention in &found.mentions {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty());
            prop_assert!(!mention.span.cut(&text).is_empty());
            prop_assert!(mention.entity < found.entities.len());
            end = mention.span.end;
        }
    }
}
