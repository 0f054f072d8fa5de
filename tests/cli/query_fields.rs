//! Fields and flags of the language, on the sample documents: which files match.
//!
//! As in `query`, the files of each row were found by reading the documents.

use serde_json::Value;

use crate::query::{SIGNING, STEEL, count, finds, finds_with, warnings};
use crate::testenv::{TestEnv, seeds};

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
        // Every quote has words.
        ("said:*", "said.txt\n"),
        ("about:*", "said.txt\n"),
        ("has:person", "said.txt\n"),
        ("is:lead has:title", "loose.txt\nplain.txt\nsaid.txt\n"),
    ] {
        let run = env.run(&["query", query, "-l", "--sort", "path"]);
        assert_eq!(run.listed(), expected, "{query}: {}", run.err);
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
        ("Reuters:auto", Some("Reuters: auto searches the words; fields are title, body, ")),
    ] {
        let run = seeds(&["query", query, "--json"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{query}");
        let error: Value = serde_json::from_str(&run.err).expect("one line of JSON");
        assert_eq!(error["code"], "query.unknown_field", "{query}");
        let told = error["hint"].as_str().zip(hint);
        assert!(told.is_some_and(|(told, hint)| told.starts_with(hint)), "{query}: {error}");
    }
    for query in ["date:abc", "words:many", "is:leed", "conf:7"] {
        let run = seeds(&["query", query, "--json"]);
        let error: Value = serde_json::from_str(&run.err).expect("one line of JSON");
        assert_eq!((run.code, &error["code"]), (2, &"query.bad_value".into()), "{query}");
    }
    assert_eq!(warnings("Tolliver: auto tariffs").1, "Tolliver AND auto AND tariffs");
    finds("Tolliver: \"auto tariffs\" tailgate", "feeds/cwn-2017.jsonl");
}

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
        assert_eq!(run.listed(), expected, "{query}: {}", run.err);
    }
}

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

#[test]
fn a_person_in_the_words_for_a_source_is_not_who_speaks() {
    let env = TestEnv::new();
    for (name, said) in [
        ("own.txt", "Helena Brandt said the gate would stay open for the summer."),
        ("aide.txt", "Helena Brandt's official spokesman said the gate would be painted in June."),
        (
            "for.txt",
            "A spokesman for Helena Brandt said the gate would be sold in July. Mrs Brandt, 45, was away.",
        ),
    ] {
        let text = format!("The gate {name}\n\nTARN QUAY, April 3, 2019 -- {said}\n");
        env.write(name, text);
    }
    env.index();
    let found = |args: &[&str]| {
        env.run(&[&["quotes", "--format", "{path}", "--min-conf", "0"], args].concat()).sorted()
    };
    for args in
        [&["speaker:\"Helena Brandt\""][..], &["--speaker", "Brandt"], &["speaker:(helena brandt)"]]
    {
        assert_eq!(found(args), ["own.txt"], "{args:?}");
    }
    assert_eq!(found(&["speaker:spokesman"]), ["aide.txt", "for.txt"]);
    assert_eq!(found(&["speaker:(brandt spokesman)"]), ["aide.txt", "for.txt"]);
    assert_eq!(found(&["speaker:\"spokesman for Helena Brandt\""]), ["for.txt"]);
}

#[test]
fn sources_that_the_user_calls_one_are_one() {
    let env = TestEnv::new();
    for (name, source) in [("a.md", "CWN"), ("b.md", "Continental Wire"), ("c.md", "Lowland Post")]
    {
        env.write(
            name,
            format!("---\nsource: {source}\n---\nThe gate {name} opens at noon today\n"),
        );
    }
    env.index();
    assert_eq!(env.run(&["query", "source:cwn", "-l"]).sorted(), ["a.md"]);
    let fixes = "[[source]]\nnames = [\"Continental Wire\", \"CWN\"]\n";
    std::fs::write(env.path("onrecord-fixes.toml"), fixes).expect("a file");
    for query in ["source:cwn", "source:\"continental wire\"", "source:cont*"] {
        assert_eq!(env.run(&["query", query, "-l"]).sorted(), ["a.md", "b.md"], "{query}");
    }
    assert_eq!(env.run(&["query", "gate -source:cwn", "-l"]).sorted(), ["c.md"]);
    let facets = env.run(&["query", "gate", "--facet", "source", "-n", "0", "--json"]).out;
    assert!(facets.contains("Continental Wire") && !facets.contains("CWN"), "{facets}");
    std::fs::write(env.path("onrecord-fixes.toml"), "[[source]]\nnames = [\"CWN\"]\n")
        .expect("a file");
    let refused = env.run(&["query", "gate"]);
    assert!(refused.err.contains("two names or more"), "{}", refused.err);
}
