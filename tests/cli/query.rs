//! Every kind of query of the language, on the sample documents: which files match.
//!
//! The files of each row were found by reading the documents (headlines and bodies), not by
//! running the program. Files stand on one line with blanks between; none is an empty line.

use crate::testenv::{TestEnv, seeds};

/// The copies of the one story that lies in four folders.
pub const SIGNING: &str = "archive/usmca-signing.txt feeds/usmca-signing.txt \
    partners/usmca-signing.txt wire/usmca-signing.txt";

/// The copies of another, each cut or headed in its own way.
pub const STEEL: &str = "partners/ottawa-hits-back.txt partners/steel-tariffs-brief.txt \
    partners/strikes-back-short.txt wire/steel-tariffs.txt";

/// A query and the files that it finds, in any order.
pub fn finds(query: &str, expected: &str) {
    finds_with(&[query], expected);
}

pub fn finds_with(args: &[&str], expected: &str) {
    let run = seeds(&[&["query", "-l", "-n", "0", "--fold", "none"], args].concat());
    let mut expected: Vec<&str> = expected.split_whitespace().collect();
    expected.sort();
    assert_eq!(run.sorted(), expected, "{args:?}: {}", run.err);
    assert_eq!(run.code, i32::from(expected.is_empty()), "{args:?}");
}

pub fn count(query: &str) -> u64 {
    seeds(&["query", query, "-c", "--fold", "none"]).out.trim().parse().expect("a number")
}

/// The codes of the warnings of a query, and the query as it was understood.
pub fn warnings(query: &str) -> (Vec<String>, String) {
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
    // All that has neither a tariff, nor wages, nor "said" or "say".
    finds(
        "NOT tariff NOT wages NOT said",
        "archive/quota-crabe.txt mail/lighthouse-list.mbox notes/tlcan-salarios.md",
    );
    let behind = ["--", "-tariff -wages -said"];
    finds_with(
        &behind,
        "archive/quota-crabe.txt mail/lighthouse-list.mbox notes/tlcan-salarios.md",
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

/// A folder with these documents, indexed.
fn archive(docs: &[(&str, &str)]) -> TestEnv {
    let env = TestEnv::new();
    docs.iter().for_each(|(path, text)| env.write(path, text));
    env.index();
    env
}

/// The files that a query finds, with blanks between.
fn found(env: &TestEnv, query: &str) -> String {
    let run = env.run(&["query", query, "-l", "--sort", "path", "--fold", "none"]);
    assert!(run.code < 2, "{query}: {}", run.err);
    run.listed().lines().collect::<Vec<_>>().join(" ")
}

#[test]
fn chains_of_nearness_mean_the_same_in_any_order() {
    let env = archive(&[
        ("a.txt", "Walk\n\nThe alpha went past beta and gamma today.\n"),
        ("b.txt", "Walk\n\nAn alpha and a gamma came. A beta stayed.\n"),
        ("c.txt", "Walk\n\nAn alpha and a gamma came.\n\nA beta stayed behind for long.\n"),
    ]);
    let orders = ["alpha # beta # gamma", "alpha # gamma # beta", "gamma # alpha # beta"];
    let brackets = ["alpha # (beta # gamma)", "(alpha # gamma) # beta", "(alpha # beta) # gamma"];
    for query in orders.iter().chain(&brackets) {
        for (operator, expected) in
            [("w/s", "a.txt"), ("w/p", "a.txt b.txt"), ("w/9", "a.txt b.txt c.txt")]
        {
            let query = query.replace('#', operator);
            assert_eq!(found(&env, &query), expected, "{query}");
        }
    }
    for (query, expected) in [
        // Neighbours of the chain are near each other; a group is near when one of its words is.
        ("beta w/2 alpha w/4 gamma", ""),
        ("gamma w/2 beta w/3 alpha", "a.txt"),
        ("alpha w/4 gamma w/2 beta", ""),
        ("(alpha w/5 gamma) w/2 beta", "a.txt"),
        // What a pre/ orders are its neighbours; a word is taken once.
        ("alpha pre/5 gamma w/9 beta", "a.txt b.txt c.txt"),
        ("alpha w/9 beta pre/9 gamma", "a.txt"),
        ("alpha w/9 beta w/9 alpha", ""),
        ("alpha w/s (beta gamma) w/s walk", ""),
        ("alpha w/s (beta gamma) w/s came", ""),
        ("went w/s (beta gamma) w/s alpha", "a.txt"),
    ] {
        assert_eq!(found(&env, query), expected, "{query}");
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
        assert_eq!(env.run(&["query", query, "-l"]).listed(), expected, "{query}");
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
    let found = |query: &str| env.run(&["query", query, "-l", "--fold", "none"]).listed();
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

// Rule 8: days.

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
        assert_eq!(
            env.run(&["query", query, "-l", "--sort", "path"]).listed(),
            expected,
            "{query}"
        );
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

#[test]
fn exact_holds_in_nearness_and_counts() {
    let env = archive(&[
        ("a.txt", "Walk\n\nMr. Blair met Brown. A blair of wool went with brown ink.\n"),
        ("b.txt", "Walk\n\nMr. Blair met Brown, and Blair's guest left with Blair.\n"),
        ("c.txt", "Blair and Brown\n\nMr. Core said, \"Blair met Brown twice,\" to us.\n"),
    ]);
    for (query, expected) in [
        ("exact:blair", "a.txt"),
        ("exact:blair w/9 exact:brown", "a.txt"),
        ("exact:blair w/2 exact:brown", ""),
        ("exact:Blair w/2 exact:Brown", "a.txt b.txt c.txt"),
        ("exact:Blair w/2 brown", "a.txt b.txt c.txt"),
        ("exact:BLAIR w/2 brown", ""),
        ("exact:\"met Brown\" w/2 (exact:blair OR exact:\"Mr Blair\")", "a.txt b.txt"),
        ("atleast2(exact:blair)", ""),
        ("atleast1(exact:blair)", "a.txt"),
        ("atleast2(exact:Blair)", "b.txt c.txt"),
        ("atleast3(exact:Blair)", "b.txt"),
        ("title:(exact:blair w/3 brown)", ""),
        ("title:(exact:Blair w/3 brown)", "c.txt"),
        ("quote(exact:Blair w/3 brown)", "c.txt"),
        ("quote(exact:blair w/3 brown)", ""),
    ] {
        assert_eq!(found(&env, query), expected, "{query}");
    }
    let quotes = |query: &str| env.run(&["quotes", query, "-c"]).out;
    assert_eq!(
        (quotes("exact:Blair w/3 brown"), quotes("exact:blair w/3 brown")),
        ("1\n".into(), "0\n".into())
    );
}

// Rule 10: highlights, as spans into the file as stored, else into the text.

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
