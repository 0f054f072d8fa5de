//! Heads of news files and what is to be read from them.

use std::path::Path;

use super::*;
use crate::article::DateSource;
use crate::read::{Limits, read};

fn of_file(name: &str, bytes: &[u8]) -> Article {
    let mut reading = read(bytes, Path::new(name), &Limits::default()).expect("readable");
    article(reading.parts.remove(0), name, "2020-01-01".parse().ok())
}

fn of_text(text: &str) -> Article {
    of_file("a.txt", text.as_bytes())
}

const MORE: &str = "\n\nThe talks go on in spring.\n";

/// Text, title, byline, dateline, day, source, first words of the body.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const CASES: &[Case] = &[
    (
        "Pilots Say the New Ferry Terminal Will Never Open.\n\nNegotiators met for five days and came away with a list.",
        "Pilots Say the New Ferry Terminal Will Never Open.",
        "",
        "",
        "",
        "",
        "Negotiators met for five days",
    ),
    (
        "Ferry pilots feel the sting of a long winter.\n\nNegotiators met for five days in the capital and came away with nothing but a very long list, the pilots say.",
        "Ferry pilots feel the sting of a long winter.",
        "",
        "",
        "",
        "",
        "Negotiators met for five days",
    ),
    (
        "Negotiators met for five days.\n\nThey came away with a list.",
        "",
        "",
        "",
        "",
        "",
        "Negotiators met for five days.",
    ),
    (
        "Talks stall\n\nBy JANE ROE\n\nMEXICO CITY, Nov. 18, 2017 (CWN) -- Negotiators met.",
        "Talks stall",
        "By JANE ROE",
        "MEXICO CITY, Nov. 18, 2017 (CWN)",
        "2017-11-18",
        "CWN",
        "Negotiators met.",
    ),
    (
        "Talks stall\nMEXICO CITY (AP) -- Negotiators met.",
        "Talks stall",
        "",
        "MEXICO CITY (AP)",
        "",
        "AP",
        "Negotiators met.",
    ),
    (
        "MEXICO CITY -- President Roe met them.",
        "",
        "",
        "MEXICO CITY",
        "",
        "",
        "President Roe met them.",
    ),
    (
        "LONDON (NW) — Jan. 11, 2018 — Leaving takes a letter.",
        "",
        "",
        "LONDON (NW) — Jan. 11, 2018",
        "2018-01-11",
        "NW",
        "Leaving takes a letter.",
    ),
    (
        "GUADALAJARA, Mexico (Mirador) -- Feb. 6, 2018. Small farmers met.",
        "",
        "",
        "GUADALAJARA, Mexico (Mirador) -- Feb. 6, 2018",
        "2018-02-06",
        "Mirador",
        "Small farmers met.",
    ),
    (
        "Vote nears\n\nWASHINGTON, D.C. (AP) – Senators met.",
        "Vote nears",
        "",
        "WASHINGTON, D.C. (AP)",
        "",
        "AP",
        "Senators met.",
    ),
    (
        "PARIS, 3 March 2016 (AFP) - Ministers met.",
        "",
        "",
        "PARIS, 3 March 2016 (AFP)",
        "2016-03-03",
        "AFP",
        "Ministers met.",
    ),
    (
        "Washington (Reuters) - Senators met.",
        "",
        "",
        "Washington (Reuters)",
        "",
        "Reuters",
        "Senators met.",
    ),
    ("(Reuters) - Senators met.", "", "", "(Reuters)", "", "Reuters", "Senators met."),
    ("ST. LOUIS—Two men met.", "", "", "ST. LOUIS", "", "", "Two men met."),
    ("LANSING, Mich. (AP) _ Two men met.", "", "", "LANSING, Mich. (AP)", "", "AP", "Two men met."),
    (
        "SAINT-HYACINTHE, Quebec — \"We met,\" he said.",
        "",
        "",
        "SAINT-HYACINTHE, Quebec",
        "",
        "",
        "\"We met,\" he said.",
    ),
    (
        "CIUDAD DE MÉXICO, 4 de septiembre de 2017 (Mirador) — Se reunieron.",
        "",
        "",
        "CIUDAD DE MÉXICO, 4 de septiembre de 2017 (Mirador)",
        "2017-09-04",
        "Mirador",
        "Se reunieron.",
    ),
    (
        "Budget passes\n\nBy OWEN TREMLETT\nMarch 29, 2017\n\nHAMILTON, Ontario (CWN) -- The council met.",
        "Budget passes",
        "By OWEN TREMLETT",
        "HAMILTON, Ontario (CWN)",
        "2017-03-29",
        "CWN",
        "The council met.",
    ),
    (
        "Strikes back\n\nFrom wire services\nJune 1, 2018\n\nCanada met them.",
        "Strikes back",
        "From wire services",
        "",
        "2018-06-01",
        "",
        "Canada met them.",
    ),
    (
        "Ford warns\n\nJane Roe, Staff Writer\nUpdated 3:04 PM ET, Fri November 17, 2017\n\nFord met them.",
        "Ford warns",
        "Jane Roe, Staff Writer",
        "",
        "2017-11-17",
        "",
        "Ford met them.",
    ),
    (
        "Ford warns\nThe Ledger | 2012-05-06\nFord met them.",
        "Ford warns",
        "",
        "",
        "2012-05-06",
        "The Ledger",
        "Ford met them.",
    ),
    (
        "By Silas Roe | Dec. 28, 2018\n\nThey met.",
        "",
        "By Silas Roe",
        "",
        "2018-12-28",
        "",
        "They met.",
    ),
    (
        "Ford warns\n\n(Reuters)\n\nPublished: 17 November 2017\n\nFord met them.",
        "Ford warns",
        "",
        "",
        "2017-11-17",
        "Reuters",
        "Ford met them.",
    ),
    (
        "Ford warns\nDate: 2017-04-03T23:30:00-05:00\n\nFord met them.",
        "Ford warns",
        "",
        "",
        "2017-04-03",
        "",
        "Ford met them.",
    ),
    (
        "Ford warns\nDate: Mon, 03 Apr 2017 23:30:00 -0500\n\nFord met them.",
        "Ford warns",
        "",
        "",
        "2017-04-03",
        "",
        "Ford met them.",
    ),
    (
        "Ford warns\nLoad-Date: April 3, 2017\n\nFord met them.",
        "Ford warns",
        "",
        "",
        "2017-04-03",
        "",
        "Ford met them.",
    ),
    (
        "Ford warns\nDatum: 3. April 2017\n\nFord met them.",
        "Ford warns",
        "",
        "",
        "2017-04-03",
        "",
        "Ford met them.",
    ),
    (
        "Ford warns\nPublication date: April 3, 2017\n\nFord met them.",
        "Ford warns",
        "",
        "",
        "2017-04-03",
        "",
        "Ford met them.",
    ),
    (
        "Pêcheurs et ministre\n\nPar GENEVIÈVE ROE\n\nMONTRÉAL, 4 avril 2016 (Le Courrier) - Les pêcheurs.",
        "Pêcheurs et ministre",
        "Par GENEVIÈVE ROE",
        "MONTRÉAL, 4 avril 2016 (Le Courrier)",
        "2016-04-04",
        "Le Courrier",
        "Les pêcheurs.",
    ),
    (
        "Ferry crew ignored alarm\n\nMechanic says warning sounded often\n\nTHUNDER BAY, Ontario — The crew met.",
        "Ferry crew ignored alarm",
        "",
        "THUNDER BAY, Ontario",
        "",
        "",
        "The crew met.",
    ),
    (
        "The Latest: No deal\n\nMONTREAL (CWN) -- The Latest on talks:\n\nJan. 29, 2018\n\n5:15 p.m.",
        "The Latest: No deal",
        "",
        "MONTREAL (CWN)",
        "2018-01-29",
        "CWN",
        "The Latest on talks:",
    ),
    (
        "Fear at work\nBy Ann Lee\nUpdated 3:04 PM ET, Fri November 17, 2017\nHermosillo, Mexico (MMM)Fear runs.",
        "Fear at work",
        "By Ann Lee",
        "Hermosillo, Mexico (MMM)",
        "2017-11-17",
        "MMM",
        "Fear runs.",
    ),
    (
        "DRAFT - NOT FOR RELEASE\n\nOTTAWA (AP), Nov. 3, 2017 - They met.",
        "DRAFT - NOT FOR RELEASE",
        "",
        "OTTAWA (AP), Nov. 3, 2017",
        "2017-11-03",
        "AP",
        "They met.",
    ),
    (
        "ROME (March 3, 2016) - They met.",
        "",
        "",
        "ROME (March 3, 2016)",
        "2016-03-03",
        "",
        "They met.",
    ),
    ("Roe (left) and Lee (right)both met.", "", "", "", "", "", "Roe (left)"),
    ("It rained on Monday.", "", "", "", "", "", "It rained on Monday."),
    ("UNICEF -- the agency -- met them.", "", "", "", "", "", "UNICEF"),
    ("NAFTA — The deal has three sides.", "", "", "", "", "", "NAFTA"),
    ("\"We met,\" he said.", "", "", "", "", "", "\"We met,\""),
    (
        "The port said on Thursday that ships would have to wait until\nthe wind had dropped.",
        "",
        "",
        "",
        "",
        "",
        "The port said",
    ),
    (
        "\u{feff}Talks stall\r\n\r\nOTTAWA (AP) -- They met.",
        "Talks stall",
        "",
        "OTTAWA (AP)",
        "",
        "AP",
        "They met.",
    ),
    ("Plant shuts in U.S.\n\nThey met.", "Plant shuts in U.S.", "", "", "", "", "They met."),
];

#[test]
fn heads_of_wire_files() {
    for (head, title, byline, dateline, date, source, body) in CASES {
        let article = of_text(&format!("{head}{MORE}"));
        let header = &article.header;
        let text = |piece: &Option<Located>| {
            let Some(piece) = piece else { return String::new() };
            assert_eq!(piece.span.map(|s| s.cut(&article.text)), Some(piece.text.as_str()));
            piece.text.clone()
        };
        assert_eq!(text(&header.title), *title, "title of {head}");
        assert_eq!(text(&header.byline), *byline, "byline of {head}");
        assert_eq!(text(&header.dateline), *dateline, "dateline of {head}");
        let written = header.date.filter(|_| header.date_source == Some(DateSource::Dateline));
        assert_eq!(written.map(|d| d.to_string()).unwrap_or_default(), *date, "date of {head}");
        assert_eq!(header.source.as_deref().unwrap_or_default(), *source, "source of {head}");
        assert!(
            article.body.cut(&article.text).starts_with(body),
            "body of {head}: {:?}",
            article.body.cut(&article.text)
        );
        assert!(article.body.cut(&article.text).ends_with("spring."), "{head}");
    }
}

#[test]
fn nothing_but_a_line_is_the_body() {
    for text in ["By Jane Roe", "Nov. 17, 2017", "A headline", "(Reuters)"] {
        let article = of_text(text);
        assert_eq!(article.body.cut(text), text);
        assert_eq!((article.header.title, article.header.byline), (None, None));
    }
}

#[test]
fn metadata_wins() {
    let text = "---\ntitle: A title\ndate: 2017-12-04\nsource: The Wire\nlang: en-GB\n---\n\nPUEBLA, Mexico (AP) -- They *met*. Then\n\
                they left.\n\n> \"So it goes.\"\n";
    let article = of_file("a.md", text.as_bytes());
    let header = &article.header;
    assert_eq!(header.title.as_ref().map(|t| t.text.as_str()), Some("A title"));
    assert_eq!((header.source.as_deref(), article.lang.as_str()), (Some("The Wire"), "en"));
    assert_eq!(header.dateline.as_ref().map(|d| d.text.as_str()), Some("PUEBLA, Mexico (AP)"));
    assert_eq!(header.date_source, Some(DateSource::Meta));
    let cut: Vec<&str> = article.sentences.iter().map(|s| s.span.cut(text)).collect();
    assert_eq!(cut, ["They *met*.", "Then\nthey left.", "\"So it goes.\""]);
    let json = of_file(
        "a.json",
        br#"{"headline":"T","located":"Rome","body":"ROME (AP) -- They met.\n\nThey left."}"#,
    );
    assert_eq!(json.header.dateline.map(|d| d.text).as_deref(), Some("ROME (AP)"));
    assert_eq!(json.body.cut(&json.text), "They met.\n\nThey left.");
}
