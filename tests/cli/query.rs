//! Every kind of query of the language, on the sample documents: which files match.
//!
//! The files of each row were found by reading the documents (headlines and bodies), not by
//! running the program. Files stand on one line with blanks between; none is an empty line.

use std::path::Path;

use serde_json::Value;

use crate::testenv::{TestEnv, seeds};

/// The copies of the one story that lies in four folders.
const SIGNING: &str = "archive/usmca-signing.txt feeds/usmca-signing.txt \
    partners/usmca-signing.txt wire/usmca-signing.txt";

/// The copies of another, each cut or headed in its own way.
const STEEL: &str = "partners/ottawa-hits-back.txt partners/steel-tariffs-brief.txt \
    partners/strikes-back-short.txt wire/steel-tariffs.txt";

/// A query and the files that it finds, in any order.
fn finds(query: &str, expected: &str) {
    finds_with(&[query], expected);
}

fn finds_with(args: &[&str], expected: &str) {
    let run = seeds(&[&["query", "-l", "-n", "0", "--fold", "none"], args].concat());
    let mut expected: Vec<&str> = expected.split_whitespace().collect();
    expected.sort();
    assert_eq!(run.sorted(), expected, "{args:?}: {}", run.err);
    assert_eq!(run.code, i32::from(expected.is_empty()), "{args:?}");
}

fn count(query: &str) -> u64 {
    seeds(&["query", query, "-c", "--fold", "none"]).out.trim().parse().expect("a number")
}

/// The codes of the warnings of a query, and the query as it was understood.
fn warnings(query: &str) -> (Vec<String>, String) {
    let lines = seeds(&["query", query, "--json", "-n", "1"]).json();
    let last = lines.last().expect("a summary");
    let codes = last["warnings"].as_array().expect("warnings").iter();
    let codes = codes.map(|w| w["code"].as_str().expect("a code").to_owned()).collect();
    (codes, last["query"].as_str().expect("a query").to_owned())
}

// Rule 1: bare words are ANDed; OR, NOT, -, brackets; NOT before nearness before AND before OR.

#[test]
fn words_alternatives_exclusions_and_brackets() {
    let both = "feeds/auto-content-deal.ninjs.json feeds/regional-briefs.json \
        feeds/senate-hearing.json notes/autoworkers-briefing.md web/border-minimum-wage.html \
        wire/nafta-chapter-guide.txt wire/pact-two-names.txt wire/rate-decision.txt \
        wire/the-latest-talks.txt wire/trade-talks.txt";
    let without_mexico = "feeds/northway-mixed.jsonl feeds/regional-briefs.json \
        feeds/senate-hearing.json partners/ottawa-hits-back.txt \
        partners/steel-tariffs-brief.txt web/dairy-farmers-usmca.html \
        wire/earnings-corvane.txt wire/election.txt wire/layoffs.txt wire/rate-decision.txt \
        wire/softwood-lumber.txt wire/steel-tariffs.txt wire/transcript-brandt.txt";
    for (query, expected) in [
        ("nafta wages", both),
        ("nafta AND wages", both),
        ("wages nafta", both),
        ("softwood tlcan", ""),
        ("tlcan nafta", "wire/pact-two-names.txt"),
        ("tlcan NOT nafta", "notes/tlcan-salarios.md wire/tlcan-corn.txt"),
        ("tlcan -nafta", "notes/tlcan-salarios.md wire/tlcan-corn.txt"),
        // An exclusion set beside other words holds for the whole group.
        ("nafta OR tlcan -mexico", without_mexico),
        ("(nafta OR tlcan) NOT mexico", without_mexico),
        ("(nafta OR tlcan) corn", "wire/tlcan-corn.txt"),
        // AND binds closer than OR.
        ("raspberries OR tlcan corn", "wire/border-trucks.txt wire/tlcan-corn.txt"),
        (
            "tlcan OR softwood lumber",
            "notes/mill-town-diary.md notes/tlcan-salarios.md wire/pact-two-names.txt \
                wire/softwood-lumber.txt wire/tlcan-corn.txt",
        ),
        // Nearness binds closer than both, NOT closer than nearness.
        ("nafta w/5 panel OR raspberries", "wire/border-trucks.txt wire/softwood-lumber.txt"),
        ("lumber NOT duties", "archive/toll-road.txt"),
        ("lumber AND NOT duties", "archive/toll-road.txt"),
    ] {
        finds(query, expected);
    }
}

#[test]
fn only_capitals_are_operators() {
    assert_eq!(count("raspberries or tlcan"), 0, "a word beside two others");
    assert_eq!(count("raspberries OR tlcan"), 4);
    assert_eq!(warnings("raspberries and tlcan").1, "raspberries AND and AND tlcan");
    assert_eq!(count("not") + count("NOT not"), count("*"));
}

#[test]
fn pure_negation() {
    // All that has neither a tariff, nor wages, nor "said".
    finds(
        "NOT tariff NOT wages NOT said",
        "archive/quota-crabe.txt mail/lighthouse-list.mbox notes/tlcan-salarios.md \
            wire/transcript-brandt.txt",
    );
    let behind = ["--", "-tariff -wages -said"];
    finds_with(
        &behind,
        "archive/quota-crabe.txt mail/lighthouse-list.mbox notes/tlcan-salarios.md \
            wire/transcript-brandt.txt",
    );
    assert_eq!(count("nafta") + count("NOT nafta"), count(""));
    assert_eq!(count("NOT NOT nafta"), count("nafta"));
}

// Rule 2: quotation marks of all kinds; an apostrophe is never syntax; "a b"~n.

#[test]
fn phrases_with_any_marks() {
    let expected = "feeds/auto-content-deal.ninjs.json feeds/cwn-2017.jsonl \
        feeds/northway-mixed.jsonl feeds/regional-briefs.json notes/autoworkers-briefing.md \
        wire/border-trucks.txt wire/the-latest-talks.txt wire/trade-talks.txt";
    for (open, close) in
        [("\"", "\""), ("“", "”"), ("„", "“"), ("«", "»"), ("« ", " »"), ("»", "«"), ("”", "”")]
    {
        finds(&format!("{open}rules of origin{close}"), expected);
    }
    finds("\"origin of rules\"", "");
}

#[test]
fn phrases_with_room() {
    let clause =
        "feeds/auto-content-deal.ninjs.json feeds/northway-mixed.jsonl wire/trade-talks.txt";
    for (query, expected) in [
        ("\"sunset clause\"", clause),
        ("\"clause sunset\"", ""),
        // Turning two words round costs two places, as in Lucene.
        ("\"clause sunset\"~1", ""),
        ("\"clause sunset\"~2", clause),
        ("\"wages auto\"~1", ""),
        ("\"wages auto\"~2", "wire/trade-talks.txt"),
    ] {
        finds(query, expected);
    }
}

#[test]
fn apostrophes_are_letters() {
    let obrien = "feeds/senate-hearing.json web/corvane-saltillo-expansion.html wire/layoffs.txt \
        wire/plant-strike.txt wire/the-latest-talks.txt";
    for query in ["O'Brien", "O’Brien", "o'brien said", "O'Brien's", "obrien"] {
        finds(query, obrien);
    }
    let ohara = "archive/toll-road.txt notes/mill-town-diary.md wire/softwood-lumber.txt";
    for query in ["O'Hara", "O’Hara", "\"O'Hara\""] {
        finds(query, ohara);
    }
}

// Rule 3: nearness in words, sentences and paragraphs, with phrases and groups; atleast.

#[test]
fn nearness_in_words() {
    let auto = "feeds/cwn-2017.jsonl web/corvane-saltillo-expansion.html \
        wire/nafta-chapter-guide.txt wire/trade-talks.txt";
    for (query, expected) in [
        ("auto w/5 tariff*", auto),
        ("tariff* w/5 auto", auto),
        ("softwood pre/3 lumber", "notes/mill-town-diary.md wire/softwood-lumber.txt"),
        ("lumber pre/3 softwood", ""),
        ("nafta pre/1 panel", "wire/softwood-lumber.txt"),
        ("panel pre/1 nafta", ""),
        ("panel w/1 nafta", "wire/softwood-lumber.txt"),
        ("\"softwood lumber\" w/10 nafta", "wire/softwood-lumber.txt"),
        (
            "(softwood OR steel) w/4 (duties OR tariffs)",
            "feeds/aluminum-deal.nitf.xml partners/ottawa-hits-back.txt \
                partners/steel-tariffs-brief.txt partners/strikes-back-short.txt \
                wire/border-trucks.txt wire/softwood-lumber.txt wire/steel-tariffs.txt",
        ),
    ] {
        finds(query, expected);
    }
}

#[test]
fn nearness_in_sentences_and_paragraphs() {
    for (query, expected) in [
        // Both have the words; only in one do they share a sentence.
        ("assembly layoffs", "wire/earnings-corvane.txt wire/layoffs.txt"),
        ("assembly w/p layoffs", "wire/earnings-corvane.txt wire/layoffs.txt"),
        ("assembly w/s layoffs", "wire/layoffs.txt"),
        ("\"sunset clause\" w/p arrechea", "feeds/auto-content-deal.ninjs.json"),
        (
            "\"sunset clause\" w/s (deshmane OR brandt)",
            "feeds/northway-mixed.jsonl wire/trade-talks.txt",
        ),
    ] {
        finds(query, expected);
    }
}

#[test]
fn how_often_a_word_stands() {
    finds("atleast5(nafta)", "wire/nafta-chapter-guide.txt");
    finds("atleast8(nafta)", "wire/nafta-chapter-guide.txt");
    finds("atleast9(nafta)", "");
}

// Rule 4: beginnings, letters left open, misspellings, regular expressions, weight.

#[test]
fn patterns() {
    for (query, expected) in [
        ("wom?n", "wire/pact-two-names.txt wire/police-warehouse.txt"),
        ("/wom[ae]n/", "wire/pact-two-names.txt wire/police-warehouse.txt"),
        ("tortill*", "wire/tlcan-corn.txt"),
        ("glaci*", "wire/science-glacier.txt"),
        ("retaliat*", "partners/steel-tariffs-brief.txt wire/steel-tariffs.txt"),
        ("leveee~1", "wire/flood.txt"),
        ("potholse~1", "wire/council-budget.txt"),
        ("/levee|potholes?/", "wire/council-budget.txt wire/flood.txt"),
    ] {
        finds(query, expected);
    }
    assert!(count("wage*") >= count("wages"));
    assert_eq!(count("/tariffs?/"), count("tariff OR tariffs"));
}

#[test]
fn weight_changes_the_order() {
    let env = TestEnv::new();
    env.write("a.txt", "Orchard\n\nHere an apple stood by the road in May.\n");
    env.write("b.txt", "Orchard\n\nHere a pear stood by the road in May.\n");
    env.index();
    for (query, expected) in [
        ("apple^4 OR pear", "a.txt\nb.txt\n"),
        ("apple OR pear^4", "b.txt\na.txt\n"),
        ("(apple)^4 OR pear", "a.txt\nb.txt\n"),
        ("apple OR \"pear\"^4", "b.txt\na.txt\n"),
    ] {
        assert_eq!(env.run(&["query", query, "-l"]).out, expected, "{query}");
    }
}

#[test]
fn headlines_quotes_and_closeness_weigh_more() {
    let env = TestEnv::new();
    let filler = "The council met for most of the day and did not vote on any of it. ".repeat(3);
    let head = "OTTAWA, May 4, 2016 (NW) --";
    env.write("head.txt", format!("Otters and herons\n\n{head} {filler}\n"));
    env.write("near.txt", format!("Council meets\n\n{head} {filler} Otters, herons came.\n"));
    env.write("far.txt", format!("Council meets\n\n{head} Otters came. {filler} A heron did.\n"));
    env.write("plum.txt", format!("Council meets\n\n{head} {filler} They left the plums to us.\n"));
    env.write(
        "said.txt",
        format!("Council meets\n\n{head} {filler} \"They left the plums to us,\" said Ann Dow.\n"),
    );
    env.index();
    let found = |query: &str| env.run(&["query", query, "-l", "--fold", "none"]).out;
    assert_eq!(found("otter heron"), "head.txt\nnear.txt\nfar.txt\n");
    assert_eq!(found("plums"), "said.txt\nplum.txt\n");
}

#[test]
fn a_limit_that_was_reached_is_said() {
    let env = TestEnv::new();
    let words: Vec<String> = (0..3000).map(|n| format!("zeta{n}")).collect();
    env.write("a.txt", format!("Many\n\n{}\n", words.join(" ")));
    env.index();
    let run = env.run(&["query", "zeta*", "--json"]);
    let last = run.json().pop().expect("a summary");
    assert_eq!(last["warnings"][0]["code"], "expansion_limit", "{last}");
}

// Rule 5: fields that are known, unknown, and a colon in prose.

#[test]
fn fields_of_documents() {
    for (query, expected) in [
        ("title:strike date:2017-11", "feeds/northway-mixed.jsonl wire/plant-strike.txt"),
        ("title:\"trade talks\"", "feeds/cwn-2017.jsonl"),
        (
            "title:(strike OR corn) date:2018",
            "partners/strikes-back-short.txt wire/earnings-corvane.txt wire/tlcan-corn.txt",
        ),
        ("headline:potholes OR body:potholes", "wire/council-budget.txt"),
        ("title:potholes", ""),
        (
            "byline:harkness",
            "archive/lottery-mistake.txt feeds/senate-hearing.json wire/border-trucks.txt",
        ),
        ("dateline:laredo", "wire/border-trucks.txt"),
        ("source:\"Harbor Tribune\"", "partners/ottawa-hits-back.txt web/border-minimum-wage.html"),
        (
            "path:notes",
            "notes/autoworkers-briefing.md notes/choir-festival.md notes/mill-town-diary.md \
                notes/tlcan-salarios.md",
        ),
        ("lang:es", "notes/tlcan-salarios.md"),
        ("lang:fr", "archive/quota-crabe.txt"),
        (
            "topic:wages",
            "feeds/senate-hearing.json notes/autoworkers-briefing.md web/border-minimum-wage.html",
        ),
        (
            "words:>400",
            "partners/ottawa-hits-back.txt reports/breakwater-inquiry.pdf wire/steel-tariffs.txt \
                wire/trade-talks.txt",
        ),
        ("added:r1 lang:fr", "archive/quota-crabe.txt"),
        ("added:>r1", ""),
        ("copies:>1", &format!("{SIGNING} {STEEL}")),
        ("copies:4", &format!("{SIGNING} {STEEL}")),
        ("copies:>4", ""),
    ] {
        finds(query, expected);
    }
}

#[test]
fn names() {
    let kessley = format!(
        "{SIGNING} feeds/auto-content-deal.ninjs.json feeds/senate-hearing.json \
            web/dairy-farmers-usmca.html wire/border-trucks.txt wire/the-latest-talks.txt \
            wire/trade-talks.txt"
    );
    let lindqvist = "feeds/northway-mixed.jsonl wire/nafta-chapter-guide.txt";
    for (query, expected) in [
        // He is named often and never quoted.
        ("person:kessley", kessley.as_str()),
        ("person:\"Warren Kessley\" -speaker:kessley", &kessley),
        ("speaker:kessley", ""),
        ("person:\"Zoë Lindqvist\"", lindqvist),
        ("person:lindqvist", lindqvist),
        ("entity:lindqvist", lindqvist),
        ("org:lindqvist", ""),
        (
            "org:\"World Trade Organization\"",
            "wire/nafta-chapter-guide.txt wire/softwood-lumber.txt",
        ),
        ("place:laredo", "wire/border-trucks.txt"),
        ("person:laredo", ""),
    ] {
        finds(query, expected);
    }
}

#[test]
fn flags() {
    let env = TestEnv::new();
    env.write(
        "said.txt",
        "Rain floods city\n\nOTTAWA, May 4, 2016 (NW) -- Rain fell all day in the city.\n\n\
        \"It rained on all of us for a week,\" said Ann Dow, a farmer.\n",
    );
    env.write(
        "plain.txt",
        "Sun dries city\n\nOTTAWA, May 5, 2016 (NW) -- It was dry all day in the city.\n",
    );
    env.write("loose.txt", "Fog hides city\n\nThe day cannot be told from the fog.\n");
    env.index();
    for (query, expected) in [
        ("has:quotes", "said.txt\n"),
        ("NOT has:quotes", "loose.txt\nplain.txt\n"),
        ("is:undated", "loose.txt\n"),
        ("NOT is:undated", "plain.txt\nsaid.txt\n"),
        ("has:dateline", "plain.txt\nsaid.txt\n"),
        ("has:byline", ""),
        ("has:person", "said.txt\n"),
        ("is:lead has:title", "loose.txt\nplain.txt\nsaid.txt\n"),
    ] {
        let run = env.run(&["query", query, "-l", "--sort", "path"]);
        assert_eq!(run.out, expected, "{query}: {}", run.err);
    }
    // Of the story about steel the longest copy of its first day leads.
    finds("is:lead copies:>3 nafta", &format!("{SIGNING} partners/ottawa-hits-back.txt"));
    let lines = seeds(&["query", "is:lead copies:>3 nafta", "--json"]).json();
    assert_eq!(lines.len(), 3, "two stories and the summary");
    assert!(lines[..2].iter().all(|line| line["copies"] == 4), "{lines:?}");
}

#[test]
fn an_unknown_field_is_an_error_with_the_query_as_meant() {
    for (query, hint) in [
        ("speker:dias wages", Some("speaker:dias wages")),
        ("nafta titel:strike", Some("nafta title:strike")),
        // Nothing near: the blank makes it prose.
        ("Reuters:auto", Some("Reuters: auto")),
    ] {
        let run = seeds(&["query", query, "--json"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{query}");
        let error: Value = serde_json::from_str(&run.err).expect("one line of JSON");
        assert_eq!(error["code"], "query.unknown_field", "{query}");
        assert_eq!(error["hint"].as_str(), hint, "{query}");
    }
    for query in ["date:abc", "words:many", "is:leed", "conf:7"] {
        let run = seeds(&["query", query, "--json"]);
        let error: Value = serde_json::from_str(&run.err).expect("one line of JSON");
        assert_eq!((run.code, &error["code"]), (2, &"query.bad_value".into()), "{query}");
    }
    assert_eq!(warnings("Tolliver: auto tariffs").1, "Tolliver AND auto AND tariffs");
    finds("Tolliver: \"auto tariffs\" tailgate", "feeds/cwn-2017.jsonl");
}

// Rule 6: what cannot be parsed is words, and said; --strict refuses it.

#[test]
fn prose_is_never_an_error() {
    for (prose, codes) in [
        ("O'Brien said", &[][..]),
        ("3/4 of workers", &["stop_words"]),
        ("Reuters: auto talks", &[]),
        ("(auto", &["unbalanced_bracket"]),
        ("auto)", &["unbalanced_bracket"]),
        ("((((", &["unbalanced_bracket"]),
        ("\"auto", &["unclosed_quote"]),
        ("auto OR", &["dangling_operator"]),
        ("OR nafta", &["dangling_operator"]),
        ("wages w/5", &["dangling_operator"]),
        ("NOT", &["dangling_operator"]),
        ("nafta^0", &["bad_boost"]),
        ("https://example.com/a?b=c:d", &[]),
        ("12:30", &[]),
        ("nafta - wages", &[]),
        ("-", &["no_word"]),
        ("C'est l'été", &[]),
    ] {
        let run = seeds(&["query", "--ok-if-none", "--", prose]);
        assert_eq!(run.code, 0, "{prose}: {}", run.err);
        let lines = seeds(&["query", "--json", "-n", "1", "--", prose]).json();
        let said = lines.last().expect("a summary")["warnings"].clone();
        let said: Vec<&str> =
            said.as_array().expect("a list").iter().filter_map(|w| w["code"].as_str()).collect();
        assert_eq!(said, codes, "{prose}");
        // What was dropped is not strange syntax: strictness leaves it alone.
        let strict = codes.iter().any(|code| *code != "stop_words");
        let run = seeds(&["query", "--strict", "--ok-if-none", "--", prose]);
        assert_eq!(run.code, if strict { 2 } else { 0 }, "--strict {prose}: {}", run.err);
    }
}

#[test]
fn nothing_typed_panics_or_hangs() {
    let deep = format!("{}nafta", "(".repeat(5000));
    let marks = "\"“«".repeat(3000);
    let near = "a w/2 ".repeat(2000);
    let stars = "*a".repeat(500);
    for typed in [deep.as_str(), &marks, &near, &stars, "\u{202e}nafta", "/(a*)*b/", "?*?*?"] {
        let run = seeds(&["query", "--ok-if-none", "-c", "--", typed]);
        assert!(matches!(run.code, 0 | 2) && !run.err.contains("panicked"), "{}", run.err);
    }
}

// Rule 7: one and the same quote. The fields of quotes.

#[test]
fn quotes_and_speakers() {
    for (query, expected) in [
        ("said:raspberries", "wire/border-trucks.txt"),
        // In the story, but not said by anybody.
        ("\"sunset clause\" source:cwn", "wire/trade-talks.txt"),
        ("said:turnips", ""),
        ("quote(speaker:brandt \"sunset clause\")", "wire/trade-talks.txt"),
        ("quote(speaker:olvera \"sunset clause\")", ""),
        // Both are in the document, but in two quotes.
        ("speaker:olvera said:invoice", "wire/trade-talks.txt"),
        ("quote(speaker:olvera said:invoice)", ""),
        ("quote(speaker:deshmane said:invoice)", "wire/trade-talks.txt"),
        ("quote(role:economist said:invoice)", "wire/trade-talks.txt"),
        ("quote(speaker:villalpando kind:direct raspberries)", "wire/border-trucks.txt"),
        ("quote(kind:indirect said:raspberries)", ""),
        ("quote(kind:mixed said:\"port director\")", "wire/border-trucks.txt"),
        (
            "quote(speaker:tolliver said:tailgate) source:\"Continental Wire\"",
            "feeds/cwn-2017.jsonl",
        ),
        ("quote(conf:>0.9 said:\"tax on the tailgate\")", "feeds/cwn-2017.jsonl"),
        ("quote(conf:<0.3 said:\"tax on the tailgate\")", ""),
        ("verb:testified", "feeds/senate-hearing.json"),
        ("verb:testify", "feeds/senate-hearing.json"),
        (
            "speaker:obrien",
            "feeds/senate-hearing.json web/corvane-saltillo-expansion.html wire/layoffs.txt \
                wire/plant-strike.txt wire/the-latest-talks.txt",
        ),
        ("quote(speaker:unnamed role:official said:\"bargaining chip\")", "wire/trade-talks.txt"),
        ("quote(speaker:unnamed said:raspberries)", ""),
    ] {
        finds(query, expected);
    }
    let found = |query: &str| seeds(&["query", query, "-l", "-n", "0"]).sorted();
    let officials = found("speaker:unnamed role:official about:nafta");
    assert!(officials.contains(&"wire/trade-talks.txt".to_owned()));
    assert!(!officials.contains(&"wire/flood.txt".to_owned()), "no unnamed source in it");
    assert_eq!(found("role:minister verb:said"), found("role:minister verb:say"));
    assert!(!found("role:minister verb:said").is_empty());
    let indirect = found("org:corvane kind:indirect");
    assert!(indirect.contains(&"wire/earnings-corvane.txt".to_owned()));
    assert_eq!(count("speaker:*"), count("has:quotes AND speaker:*"));
}

#[test]
fn roles_verbs_and_kinds() {
    let env = TestEnv::new();
    let story = |what: &str| {
        format!(
            "Plant to close in spring\n\nOTTAWA, May 4, 2016 (NW) -- The plant will close in the spring of next year.\n\n{what}\n"
        )
    };
    env.write(
        "denied.txt",
        story("Trade Minister Ann Dow denied that the government had been told of the plan."),
    );
    env.write(
        "said.txt",
        story("Trade Minister Ann Dow said that the government had been told of the plan."),
    );
    env.write(
        "direct.txt",
        story("\"We have been told of the plan for the plant,\" said Trade Minister Ann Dow."),
    );
    env.write(
        "org.txt",
        story(
            "Lena Holt, head of Corvane Motors, denied that the workers had been told of the plan.",
        ),
    );
    env.index();
    for (query, expected) in [
        ("role:minister", "denied.txt\ndirect.txt\nsaid.txt\n"),
        ("role:minister verb:denied", "denied.txt\n"),
        ("verb:deny", "denied.txt\norg.txt\n"),
        ("role:minister verb:say", "direct.txt\nsaid.txt\n"),
        ("role:minister kind:indirect", "denied.txt\nsaid.txt\n"),
        ("kind:direct", "direct.txt\n"),
        ("org:corvane kind:indirect", "org.txt\n"),
        ("org:corvane kind:direct", ""),
        ("about:plan speaker:holt", "org.txt\n"),
    ] {
        let run = env.run(&["query", query, "-l", "--sort", "path", "--fold", "none"]);
        assert_eq!(run.out, expected, "{query}: {}", run.err);
    }
}

// Rule 8: days.

#[test]
fn dates() {
    let old = "archive/port-dispute.txt notes/choir-festival.md";
    let end_of_may = "mail/tram-minutes.eml partners/ottawa-hits-back.txt partners/steel-tariffs-brief.txt \
        partners/strikes-back-short.txt wire/border-trucks.txt wire/steel-tariffs.txt";
    for (query, expected) in [
        ("date:2014", old),
        ("date:<2015", old),
        ("date:..2014", old),
        (
            "date:2017-11",
            "feeds/cwn-2017.jsonl feeds/northway-mixed.jsonl wire/plant-strike.txt \
                wire/softwood-lumber.txt wire/trade-talks.txt",
        ),
        ("date:2017-11-21", "wire/plant-strike.txt"),
        // Both ends are in it: the recall of the hospital is earlier, the strike on the last day.
        (
            "date:2017-08-20..2017-11-21",
            "feeds/cwn-2017.jsonl feeds/northway-mixed.jsonl feeds/regional-briefs.json \
                notes/tlcan-salarios.md web/corvane-saltillo-expansion.html \
                wire/hospital-ward.txt wire/plant-strike.txt wire/softwood-lumber.txt \
                wire/trade-talks.txt",
        ),
        ("date:2017-08-21..2017-11-20 strike", "feeds/northway-mixed.jsonl"),
        ("date:2019-10..", "wire/election.txt wire/transcript-brandt.txt"),
        ("date:>2019-10", "wire/transcript-brandt.txt"),
        ("date:2013", ""),
    ] {
        finds(query, expected);
    }
    for (query, now, expected) in [
        ("date:-30d..", "2019-12-20", "wire/transcript-brandt.txt"),
        ("date:-30d..-5d", "2019-12-20", ""),
        ("date:-30d..today", "2018-06-30", end_of_may),
        (
            "date:-29d..today",
            "2018-06-30",
            "mail/tram-minutes.eml partners/strikes-back-short.txt wire/border-trucks.txt",
        ),
        ("date:today", "2018-06-12", "wire/border-trucks.txt"),
        ("date:yesterday", "2018-06-13", "wire/border-trucks.txt"),
    ] {
        finds_with(&[query, "--now", now], expected);
    }
}

// Rule 9: stems, case, diacritics, acronyms, hyphens; exact as written.

#[test]
fn stems_case_and_diacritics() {
    let nunez = "notes/tlcan-salarios.md wire/football-transfer.txt";
    for (query, expected) in [
        ("raspberry", "wire/border-trucks.txt"),
        ("RASPBERRIES", "wire/border-trucks.txt"),
        ("Núñez", nunez),
        ("nunez", nunez),
        ("Nu\u{301}n\u{303}ez", nunez),
        ("pêcheurs", "archive/quota-crabe.txt"),
        ("pecheurs", "archive/quota-crabe.txt"),
    ] {
        finds(query, expected);
    }
}

#[test]
fn acronyms_and_hyphens() {
    assert_eq!(count("U.S."), count("US"));
    assert!(count("U.S.") > count("exact:\"US\""));
    let env = TestEnv::new();
    env.write("dots.txt", "Talks\n\nThe U.S. was there.\n");
    env.write("plain.txt", "Talks\n\nThe US was there.\n");
    env.write("both.txt", "Talks\n\nThe U.S.-Mexico border was there.\n");
    env.write("time.txt", "Talks\n\nA just-in-time plant was there.\n");
    env.index();
    for (query, expected) in [
        ("U.S.", "both.txt\ndots.txt\nplain.txt\n"),
        ("US", "both.txt\ndots.txt\nplain.txt\n"),
        ("u.s", "both.txt\ndots.txt\nplain.txt\n"),
        ("mexico", "both.txt\n"),
        ("U.S.-Mexico", "both.txt\n"),
        ("\"US Mexico\"", "both.txt\n"),
        ("usmexico", "both.txt\n"),
        ("just-in-time", "time.txt\n"),
        ("\"just in time\"", "time.txt\n"),
        ("justintime", "time.txt\n"),
        // The joined form is two places wide: what follows stays next to it.
        ("\"usmexico border\"", "both.txt\n"),
        ("\"mexico border\"", "both.txt\n"),
    ] {
        assert_eq!(env.run(&["query", query, "-l", "--sort", "path"]).out, expected, "{query}");
    }
}

#[test]
fn exact_words_as_written() {
    for (query, expected) in [
        ("exact:\"US\"", "wire/border-trucks.txt"),
        ("exact:US", "wire/border-trucks.txt"),
        ("exact:\"US sides\"", ""),
        ("exact:\"US side\"", "wire/border-trucks.txt"),
        ("exact:\"Rules of origin\"", ""),
        ("exact:\"Nunez\"", ""),
        ("exact:\"Núñez\"", "notes/tlcan-salarios.md wire/football-transfer.txt"),
        (
            "exact:\"tariff\"",
            "feeds/cwn-2017.jsonl feeds/northway-mixed.jsonl partners/ottawa-hits-back.txt \
                partners/steel-tariffs-brief.txt partners/strikes-back-short.txt \
                wire/obituary-zavaleta.txt wire/softwood-lumber.txt wire/steel-tariffs.txt",
        ),
    ] {
        finds(query, expected);
    }
}

// Rule 10: highlights, as spans into the file as stored, else into the text.

/// What the hits of a line cut out of `base`, in order; each by bytes, characters and line alike.
fn cuts(line: &Value, base: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(base).expect("UTF-8");
    let mut found = Vec::new();
    for snippet in line["snippets"].as_array().expect("snippets") {
        for hit in snippet["hits"].as_array().expect("hits") {
            let at = |key: &str| hit[key].as_u64().expect("a number") as usize;
            let cut = &text[at("byte_start")..at("byte_end")];
            let chars = text.chars().skip(at("char_start")).take(at("char_end") - at("char_start"));
            assert_eq!(chars.collect::<String>(), cut, "{hit}");
            let before = &text[..at("byte_start")];
            assert_eq!(before.matches('\n').count() + 1, at("line"), "{hit}");
            found.push((at("byte_start"), cut.to_owned()));
        }
    }
    found.sort();
    found.into_iter().map(|(_, cut)| cut).collect()
}

#[test]
fn highlights_are_exact_in_the_file_as_stored() {
    let env = TestEnv::new();
    let story = "Señora saved\n\nOAXACA (NW) -- Ten miners — “wet”, tired — came up the wet shaft.\n\n\
        A rule of the mine was broken. The mine’s rules are old, the señora said.\n";
    env.write("plain.txt", story);
    env.write("bom.txt", format!("\u{feff}{story}One."));
    env.write("crlf.txt", format!("{story}Two.").replace('\n', "\r\n"));
    env.write("both.txt", format!("\u{feff}{story}Three.").replace('\n', "\r\n"));
    env.write("page.md", format!("---\ndate: 2016-05-04\n---\n\n# {story}Four."));
    env.index();
    for (query, expected) in [
        ("wet", &["wet", "wet"][..]),
        ("\"wet shaft\"", &["wet", "shaft"]),
        ("ten w/1 miners", &["Ten", "miners"]),
        ("brok*", &["broken"]),
        ("/sha.t/", &["shaft"]),
        ("body:señora", &["señora"]),
        ("title:señora", &["Señora"]),
        ("\"mine was broken\"", &["mine", "was", "broken"]),
        ("tire NOT nothing", &["tired"]),
        ("exact:rules", &["rules"]),
    ] {
        let args = ["query", query, "--json", "--snippets", "9", "--fold", "none"];
        let lines = env.run(&args).json();
        assert_eq!(lines.len(), 6, "{query}: five files and the summary");
        for line in &lines[..5] {
            assert_eq!(line["offset_base"], "file", "{line}");
            let name = line["path"].as_str().expect("a path");
            let file = std::fs::read(env.path("docs").join(name)).expect("the file");
            assert_eq!(cuts(line, &file), expected, "{name}: {query}");
        }
    }
}

#[test]
fn highlights_are_exact_in_the_text_of_other_files() {
    let env = TestEnv::new();
    let latin: Vec<u8> =
        "Pêche fermée\n\nGASPÉ (NW) -- Les pêcheurs ont voté. La pêche est finie.\n"
            .chars()
            .map(|c| c as u8)
            .collect();
    env.write("latin.txt", latin);
    let wide =
        "\u{feff}Pêche fermée\n\nGASPÉ (NW) -- Oui, les pêcheurs ont voté. La pêche est finie.\n";
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    env.write("wide.txt", wide);
    env.write(
        "page.json",
        r#"{"title": "P\u00eache ferm\u00e9e", "body": "Les p\u00eacheurs ont dit \"non\" et vot\u00e9. La p\u00eache est finie."}"#,
    );
    env.index();
    for (query, expected) in [
        ("body:peche", &["pêche"][..]),
        ("title:peche", &["Pêche"]),
        ("\"pecheurs ont\"", &["pêcheurs", "ont"]),
    ] {
        let lines = env.run(&["query", query, "--json", "--snippets", "9"]).json();
        assert_eq!(lines.len(), 4, "{query}: three files and the summary");
        for line in &lines[..3] {
            assert_eq!(line["offset_base"], "text", "{line}");
            let text = env.run(&["show", "--text", line["id"].as_str().expect("an id")]).out;
            assert_eq!(cuts(line, text.as_bytes()), expected, "{query}: {line}");
        }
    }
}

#[test]
fn highlights_on_the_samples_cut_whole_words() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/docs");
    for (query, words) in [
        ("talks", &["talk", "talks", "talking"][..]),
        ("rescue", &["rescue", "rescues", "rescued", "rescuing"]),
        ("toll", &["toll", "tolls"]),
        ("\"rules of origin\"", &["rules", "of", "origin"]),
        ("auto w/5 tariff*", &["auto", "tariff", "tariffs", "autos"]),
    ] {
        for line in seeds(&["query", query, "--json", "-n", "0", "--snippets", "5"]).json() {
            if line["type"] != "doc" {
                continue;
            }
            let path = line["path"].as_str().expect("a path");
            let base = match line["offset_base"].as_str() {
                Some("file") => std::fs::read(docs.join(path)).expect("the file"),
                _ => seeds(&["show", "--text", line["id"].as_str().expect("an id")]).out.into(),
            };
            let cut = cuts(&line, &base);
            assert!(!cut.is_empty(), "{query}: {path}");
            for word in cut {
                assert!(words.contains(&word.to_lowercase().as_str()), "{query}: {path}: {word}");
            }
        }
    }
}

#[test]
fn exact_lower_case_is_as_written() {
    for query in ["exact:\"us side\"", "exact:\"mexican side\""] {
        assert_eq!(seeds(&["query", query, "-c"]).out, "0\n", "{query}");
    }
}

#[test]
fn what_holds_no_word_is_said() {
    for query in ["🙂", "/[/", "..."] {
        let last = seeds(&["query", query, "--json"]).json().pop().expect("a summary");
        assert_ne!(last["warnings"], serde_json::json!([]), "{query}: {last}");
        assert_eq!(seeds(&["query", query, "--strict"]).code, 2, "{query}");
    }
}
