//! Every form of output on the sample documents, as it was when it was last looked at.
//!
//! A change that is meant: `INSTA_UPDATE=always cargo test --test cli output`, then read the
//! difference of `tests/cli/snapshots`. Where `CI` is set, or with `INSTA_UPDATE=no`, nothing is
//! written; elsewhere what differs is left beside its snapshot as `.snap.new`.
//!
//! The documents were chosen so that what is found in them is right: a snapshot is no excuse.

use crate::testenv::{Run, TestEnv, command, seeds, seeds_dir};

/// A short story with a speaker, a role, an organisation and a statement that was not made.
const BRIEF: &str = "feeds/regional-briefs.json#2";

/// Compares what a call gives (its code, stdout, stderr) with the snapshot of this name.
fn snapshot(name: &str, args: &[&str]) {
    compare(name, args, seeds(args));
}

fn compare(name: &str, args: &[&str], run: Run) {
    // Zero bytes and escapes are to be seen in a file of text.
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/docs/");
    let shown = |text: &str| text.replace('\0', "␀").replace('\x1b', "␛").replace(samples, "…/");
    let mut text = format!("$ onrecord {}\n", args.join(" "));
    text.push_str(&shown(&run.out));
    if !run.err.is_empty() {
        text.push_str(&format!("--- stderr\n{}", shown(&run.err)));
    }
    text.push_str(&format!("--- exit {}\n", run.code));
    let text = without_size(&text);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The size of an index on disk is not the same everywhere.
fn without_size(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once("\"bytes\":") {
        Some((before, after)) => {
            format!("{before}\"bytes\":…{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn query() {
    let query = &["query", "\"rules of origin\"", "-n", "2", "--now", "2020-01-01"];
    for (name, more) in [
        ("query", &[][..]),
        ("query-colour", &["--color", "always"]),
        ("query-snippets", &["--snippets", "2", "--context", "60"]),
        ("query-json", &["--json"]),
        ("query-json-fields", &["--json", "--fields", "id,title,snippets.text,snippets.hits.line"]),
        ("query-csv", &["--csv"]),
        ("query-tsv", &["--tsv"]),
        ("query-tsv-fields", &["--tsv", "--fields", "path,record,date"]),
        ("query-format", &["--format", "{rank}\\t{path}\\t{title}"]),
        ("query-format-null", &["--format", "{path}", "-0"]),
        ("query-paths", &["-l"]),
        ("query-paths-null", &["-l", "-0"]),
        ("query-count", &["-c"]),
        ("query-count-json", &["-c", "--json"]),
        ("query-why", &["--why"]),
        ("query-why-json", &["--why", "--json"]),
        ("query-offset", &["--offset", "2", "--sort", "date"]),
    ] {
        snapshot(name, &[query, more].concat());
    }
    snapshot("query-copies", &["query", "copies:>1"]);
    snapshot("query-none", &["query", "xyzzyplugh"]);
    snapshot("query-none-json", &["query", "xyzzyplugh", "--json"]);
    snapshot("query-none-csv", &["query", "xyzzyplugh", "--csv"]);
    snapshot("query-warning", &["query", "(raspberries", "-n", "1"]);
    snapshot("query-error", &["query", "speker:dias wages"]);
    snapshot("query-error-json", &["query", "speker:dias wages", "--json"]);
}

#[test]
fn quotes() {
    for (name, args) in [
        ("quotes", &["quotes", "sunset clause"][..]),
        ("quotes-colour", &["quotes", "sunset clause", "-n", "1", "--color", "always"]),
        ("quotes-json", &["quotes", "sunset clause", "-n", "1", "--json"]),
        ("quotes-csv", &["quotes", "sunset clause", "--csv"]),
        ("quotes-why", &["quotes", "sunset clause", "-n", "1", "--why"]),
        (
            "quotes-like",
            &[
                "quotes",
                "--like",
                "A sunset clause is a detail with a timer",
                "--min-overlap",
                "0.5",
            ],
        ),
        (
            "quotes-like-json",
            &[
                "quotes",
                "--like",
                "A sunset clause is a detail with a timer",
                "--json",
                "--fields",
                "id,overlap,diff",
            ],
        ),
        (
            "quotes-group-speaker",
            &["quotes", "raspberries OR \"sunset clause\"", "--group", "speaker"],
        ),
        (
            "quotes-group-story",
            &["quotes", "raspberries OR \"sunset clause\"", "--group", "story", "-n", "3"],
        ),
        ("quotes-count-json", &["quotes", "nafta", "-c", "--json"]),
        ("quotes-none", &["quotes", "xyzzyplugh"]),
        ("timeline", &["timeline", "sunset clause"]),
        ("timeline-reverse", &["timeline", "wages", "--reverse", "-n", "2"]),
        ("facets", &["quotes", "nafta", "--facet", "speaker:3", "--facet", "kind", "--by", "year"]),
        ("facets-json", &["query", "steel", "--facet", "source:2", "--json"]),
        ("facets-none", &["query", "steel", "--facet", "source:2", "--fold", "none"]),
        ("help-quotes", &["quotes", "-h"]),
    ] {
        snapshot(name, args);
    }
}

#[test]
fn entities() {
    for (name, args) in [
        ("entities", &["entities", "-n", "3"][..]),
        ("entities-roles", &["entities", "--name", "olvera", "--with-roles"]),
        ("entities-json", &["entities", "refinery", "-n", "1", "--json"]),
        ("entities-csv", &["entities", "refinery", "-n", "2", "--csv"]),
        ("entities-unknown", &["entities", "--cooccur", "Nobody Atall"]),
        ("similar", &["similar", "wire/steel-tariffs.txt", "-n", "1"]),
        ("similar-none", &["similar", BRIEF, "--copies"]),
        ("export-quotes-csv", &["export", "quotes", "raspberries", "--csv"]),
        (
            "export-mentions",
            &["export", "mentions", "refinery", "--tsv", "--fields", "text,entity,span.line"],
        ),
        ("export-unknown", &["export", "nonsense"]),
        ("help-entities", &["entities", "-h"]),
    ] {
        snapshot(name, args);
    }
    let env = TestEnv::new();
    env.write(
        "a.txt",
        "Harbour\n\nVELMAR, March 6, 2018 (NW) -- It rained.\n\n\"It will rain again tomorrow,\" said Ines Tarro.\n",
    );
    env.run(&["index", "docs"]);
    for (name, args) in [
        ("saved-none", &["saved", "list"][..]),
        ("saved-add", &["saved", "add", "rain", "rain*"]),
        ("saved-add-quotes", &["saved", "add", "tarro", "--quotes", "speaker:tarro"]),
        ("saved-list", &["saved", "list"]),
        ("saved-list-json", &["saved", "list", "--json"]),
        ("saved-run", &["saved", "run", "tarro"]),
        ("saved-run-new", &["saved", "run", "tarro", "--new"]),
        ("saved-unknown", &["saved", "run", "snow"]),
    ] {
        compare(name, args, env.run(args));
    }
}

#[test]
fn explain() {
    let typed = "nafta OR tlcan -mexico title:(strike OR corn) auto w/5 tariff* \
        quote(speaker:brandt \"sunset clause\") date:-30d.. is:lead words:>100 the (";
    let query = &["query", typed, "--explain", "--now", "2017-11-30"];
    snapshot("explain", query);
    snapshot("explain-json", &[&query[..], &["--json"]].concat());
}

/// What each form of the language means, in the words of `--explain`.
#[test]
fn explain_language() {
    let docs = [
        "nafta wages",
        "“rules of origin”",
        "nafta OR tlcan -mexico",
        "auto w/5 tariff*",
        "softwood pre/3 lumber",
        "unifor w/s layoffs w/s wages",
        "(strike OR walkout) w/p \"auto parts\"",
        "atleast5(nafta)",
        "title:strike date:2017-11",
        "quote(speaker:freeland \"sunset clause\")",
        "person:\"Jerry Dias\" -speaker:dias",
        "is:lead copies:>3 nafta",
        "\"steel tariffs\"~2 wom?n dias~1 /wom[ae]n/ strike^2",
        "exact:\"Rules of Origin\"",
        "U.S.-Mexico O'Brien",
        "date:2017-08-16..2017-11-21",
        "date:-30d..",
        "date:<2017",
        "word: text",
        "unions NOT canada OR mexico",
        "has:date is:undated",
    ];
    let quotes = [
        "speaker:dias wages",
        "role:minister verb:denied",
        "org:unifor kind:indirect",
        "speaker:unnamed role:official about:nafta",
        "nafta wages conf:>0.8",
        "said:deal conf:..0.3",
    ];
    let mut all = String::new();
    for (command, typed) in
        docs.map(|q| ("query", q)).into_iter().chain(quotes.map(|q| ("quotes", q)))
    {
        let run = seeds(&[command, typed, "--explain", "--now", "2017-11-30"]);
        assert_eq!(run.code, 0, "{typed}: {}", run.err);
        all.push_str(&format!("$ {command} {typed}\n{}{}\n", run.out, run.err));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("explain-language", all));
}

#[test]
fn show() {
    for (name, args) in [
        ("show", &["show", BRIEF][..]),
        ("show-json", &["show", BRIEF, "--json"]),
        ("show-format", &["show", "partners/usmca-signing.txt", "--format", "{id} {paths}"]),
        ("show-text", &["show", BRIEF, "--text"]),
        ("show-quotes", &["show", BRIEF, "--quotes"]),
        ("show-quotes-json", &["show", BRIEF, "--quotes", "--json"]),
        ("show-quotes-csv", &["show", BRIEF, "--quotes", "--csv"]),
        ("show-entities", &["show", BRIEF, "--entities"]),
        ("show-entities-json", &["show", BRIEF, "--entities", "--json"]),
        ("show-entities-tsv", &["show", BRIEF, "--entities", "--tsv"]),
        ("show-ambiguous", &["show", "feeds/northway-mixed.jsonl"]),
        ("show-unknown", &["show", "d:0000000000000000"]),
    ] {
        snapshot(name, args);
    }
    // A quote by its id, which is made of the document and the place in it.
    let quotes = seeds(&["show", BRIEF, "--quotes", "--json"]).json();
    let id = quotes[0]["id"].as_str().expect("an id");
    snapshot("show-quote-json", &["show", id, "--json"]);
    snapshot(
        "show-quote-format",
        &["show", id, "--format", "{speaker.name} ({role.text}): {text}"],
    );
}

#[test]
fn stats() {
    snapshot("stats-query", &["stats", "refinery"]);
    snapshot("stats-query-json", &["stats", "refinery", "--json"]);
    snapshot("stats-format", &["stats", "--format", "{files} {docs} {first} {last}"]);
    snapshot("stats-failed", &["stats", "--failed"]);
    let env = TestEnv::new();
    env.write("bad.json", "{\"title\": ");
    env.write("some.jsonl", "{\"title\":\"A\",\"body\":\"Apples were praised.\"}\n{broken\n");
    env.run(&["index", "docs"]);
    for (name, more) in [
        ("stats-failures", &[][..]),
        ("stats-failures-json", &["--json"]),
        ("stats-failures-csv", &["--csv"]),
    ] {
        let args = [&["stats", "--failed"], more].concat();
        compare(name, &args, env.run(&args));
    }
}

#[test]
fn about() {
    snapshot("fields", &["fields"]);
    snapshot("fields-tsv", &["fields", "--tsv"]);
    snapshot("schema", &["schema"]);
    snapshot("schema-summary", &["schema", "summary"]);
    snapshot("help", &["-h"]);
    snapshot("help-query", &["query", "-h"]);
}

#[test]
fn a_quote_in_context_reads_as_in_the_file() {
    let brief = "feeds/regional-briefs.json#2";
    let quotes = seeds(&["show", brief, "--quotes", "--json"]).json();
    let of = |quote: &&serde_json::Value| quote["text"] == "We saw it from Michigan,";
    let quote = quotes.iter().find(of).expect("the quote");
    let out = seeds(&["show", quote["id"].as_str().expect("an id")]).out;
    assert!(out.contains("\"⟦We saw it from Michigan,⟧\" said"), "{out}");
}

/// On Windows its file has an ending.
#[cfg(unix)]
#[test]
fn help_names_the_program_whatever_its_file_is_called() {
    use std::os::unix::process::CommandExt;
    let mut command = command(seeds_dir(), &["query", "--help"]);
    let out = command.arg0("onrecord.exe").output().expect("the binary runs");
    let shown = String::from_utf8_lossy(&out.stdout);
    assert!(shown.contains("Usage: onrecord query "), "{shown}");
}
