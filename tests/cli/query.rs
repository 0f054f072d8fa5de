//! Every kind of query of the language, on the sample documents: which files match.

use crate::testenv::seeds;

/// A query and the files that it finds, sorted.
fn finds(query: &str, expected: &[&str]) {
    let run = seeds(&["query", query, "-l", "-n", "0"]);
    assert_eq!(run.sorted(), expected, "{query}: {}", run.err);
}

#[test]
fn alternatives_and_exclusions() {
    finds(
        "nafta OR tlcan -mexico",
        &[
            "feeds/northway-mixed.jsonl",
            "feeds/regional-briefs.json",
            "feeds/senate-hearing.json",
            "partners/ottawa-hits-back.txt",
            "partners/steel-tariffs-brief.txt",
            "web/dairy-farmers-usmca.html",
            "wire/earnings-corvane.txt",
            "wire/election.txt",
            "wire/layoffs.txt",
            "wire/rate-decision.txt",
            "wire/softwood-lumber.txt",
            "wire/steel-tariffs.txt",
            "wire/transcript-brandt.txt",
        ],
    );
}

#[test]
fn phrases_with_any_marks() {
    let expected = [
        "feeds/auto-content-deal.ninjs.json",
        "feeds/cwn-2017.jsonl",
        "feeds/northway-mixed.jsonl",
        "feeds/regional-briefs.json",
        "notes/autoworkers-briefing.md",
        "wire/border-trucks.txt",
        "wire/the-latest-talks.txt",
        "wire/trade-talks.txt",
    ];
    for marks in
        ["\"rules of origin\"", "“rules of origin”", "«rules of origin»", "„rules of origin“"]
    {
        let run = seeds(&["query", marks, "-l", "-n", "0"]);
        for path in expected {
            assert!(run.sorted().contains(&path.to_owned()), "{marks}: {path}");
        }
    }
}

#[test]
fn nearness_in_words_and_sentences() {
    finds(
        "auto w/5 tariff*",
        &[
            "feeds/cwn-2017.jsonl",
            "web/corvane-saltillo-expansion.html",
            "wire/nafta-chapter-guide.txt",
            "wire/trade-talks.txt",
        ],
    );
    finds("softwood pre/3 lumber", &["notes/mill-town-diary.md", "wire/softwood-lumber.txt"]);
    finds("lumber pre/1 softwood", &[]);
    finds("assembly w/s layoffs", &["wire/layoffs.txt"]);
}

#[test]
fn counts_and_headlines() {
    finds("atleast5(nafta)", &["wire/nafta-chapter-guide.txt"]);
    finds("title:strike date:2017-11", &["feeds/northway-mixed.jsonl", "wire/plant-strike.txt"]);
}

#[test]
fn quotes_and_speakers() {
    finds("quote(speaker:brandt \"sunset clause\")", &["wire/trade-talks.txt"]);
    finds("quote(speaker:olvera \"sunset clause\")", &[]);
    let found = |query: &str| seeds(&["query", query, "-l"]).sorted();
    assert!(
        found("speaker:unnamed role:official about:nafta")
            .contains(&"wire/trade-talks.txt".to_owned())
    );
    assert_eq!(found("role:minister verb:said"), found("role:minister verb:say"));
    assert!(!found("role:minister verb:said").is_empty());
    assert!(!found("person:kessley NOT speaker:kessley").is_empty());
}

#[test]
fn copies_of_a_story() {
    let run = seeds(&["query", "is:lead copies:>3 nafta", "--json"]);
    let lines = run.json();
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert_eq!(lines[0]["copies"], 4);
}

#[test]
fn acronyms_hyphens_diacritics_and_apostrophes() {
    let count = |query: &str| seeds(&["query", query, "-c"]).out;
    assert_eq!(count("U.S."), count("US"));
    assert_ne!(count("U.S."), "0\n");
    assert_eq!(count("Núñez"), count("nunez"));
    assert_ne!(count("nunez"), "0\n");
    assert_eq!(count("O'Brien"), count("O’Brien"));
    assert_ne!(count("O'Brien"), "0\n");
}

#[test]
fn prose_is_never_an_error() {
    for prose in [
        "O'Brien said",
        "3/4 of workers",
        "Reuters: auto talks",
        "(auto",
        "\"auto",
        "auto)",
        "-",
        "a OR",
    ] {
        let run = seeds(&["query", prose, "--ok-if-none"]);
        assert_eq!(run.code, 0, "{prose}: {}", run.err);
    }
}

#[test]
fn patterns_and_exact_forms() {
    let count =
        |query: &str| seeds(&["query", query, "-c"]).out.trim().parse::<u64>().expect("a number");
    assert!(count("wage*") >= count("wages"));
    assert!(count("tarif~1") > 0);
    assert_eq!(count("/tariffs?/"), count("tariff OR tariffs"));
    assert!(count("exact:\"tariff\"") < count("tariff"));
    assert!(count("exact:\"US\"") > 0);
    assert_eq!(count("nafta") + count("NOT nafta"), count(""));
}

#[test]
fn highlights_cut_exactly_the_words() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/docs");
    for query in
        ["talks", "rescue", "toll", "\"rules of origin\"", "auto w/5 tariff*", "peage OR crabe"]
    {
        for line in seeds(&["query", query, "--json", "-n", "0", "--snippets", "5"]).json() {
            if line["type"] != "doc" || line["offset_base"] != "file" {
                continue;
            }
            let file =
                std::fs::read(docs.join(line["path"].as_str().expect("a path"))).expect("the file");
            for snippet in line["snippets"].as_array().expect("snippets") {
                for hit in snippet["hits"].as_array().expect("hits") {
                    let at = |key: &str| hit[key].as_u64().expect("a number") as usize;
                    let cut = std::str::from_utf8(&file[at("byte_start")..at("byte_end")])
                        .expect("whole characters");
                    assert!(
                        cut.chars().all(|c| c.is_alphanumeric() || "-'’.".contains(c)),
                        "{query}: {cut:?}"
                    );
                    let chars = std::str::from_utf8(&file).expect("UTF-8").chars();
                    let by_chars: String = chars
                        .skip(at("char_start"))
                        .take(at("char_end") - at("char_start"))
                        .collect();
                    assert_eq!(by_chars, cut);
                }
            }
        }
    }
}
