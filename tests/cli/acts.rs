//! What a source does (`act`), who said nothing, and how certain a quote is.

use std::sync::LazyLock;

use serde_json::Value;

use crate::testenv::{Run, TestEnv};

const BRIDGE: &str = "Toll bridge of Ostervik to be widened\n\nOSTERVIK, May 4, 2021 (North Post) -- The \
    council met on Tuesday.\n\n\"The bridge is safe,\" said Ines Tarro, head of the council. Tarro thinks \
    that the bridge will stand for a century.\n\nThe owner, Paul Wend, declined to comment on the \
    bridge. Lina Osk did not respond to a request for comment.\n\nIt rained. The old words \"nobody ever asked \
    us about this\" were painted over.\n";

static ENV: LazyLock<TestEnv> = LazyLock::new(|| {
    let env = TestEnv::new();
    env.write("bridge.txt", BRIDGE);
    env.index();
    env
});

fn json(args: &[&str]) -> Vec<Value> {
    ENV.run(&[args, &["--json"]].concat()).json()
}

/// Types and speakers of the lines before the summary.
fn lines(args: &[&str]) -> Vec<String> {
    let lines = json(args);
    let line = |line: &Value| {
        let name = line["speaker"]["name"].as_str().unwrap_or("-");
        format!("{} {name}", line["type"].as_str().unwrap_or("-"))
    };
    lines.iter().filter(|line| line["type"] != "summary").map(line).collect()
}

#[test]
fn acts_are_asked_for_by_field_flag_and_facet() {
    for args in [
        &["quotes", "act:belief"][..],
        &["quotes", "--act", "belief"],
        &["timeline", "bridge", "--act", "belief,intention"],
    ] {
        let found = json(args);
        assert_eq!(
            (found.len(), &found[0]["act"], &found[0]["verb"]),
            (2, &"belief".into(), &"think".into()),
            "{args:?}"
        );
    }
    let facet = ENV.run(&["quotes", "--facet", "act"]).out;
    assert!(facet.contains("1  belief") && !facet.contains("silence"), "{facet}");
    let people = ENV.run(&["quotes", "--act", "belief", "--act", "silence", "--sort", "path"]).out;
    assert!(
        people.contains("Ines Tarro (head of the council) · thinks · indirect · belief"),
        "{people}"
    );
    assert!(people.contains("declined to comment\n   Paul Wend (owner) · silence"), "{people}");
    let unknown = ENV.run(&["quotes", "--act", "belif"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("belief"), "{}", unknown.err);
}

#[test]
fn who_said_nothing_is_told_and_not_quoted() {
    let silent = ["silence Paul Wend", "silence Lina Osk"];
    assert_eq!(lines(&["timeline", "--act", "silence"]).len(), 2);
    assert_eq!(lines(&["quotes", "act:silence", "--sort", "path"]), silent);
    assert_eq!(lines(&["quotes", "--act", "silence", "--speaker", "osk"]), silent[1..]);
    assert_eq!(lines(&["export", "quotes", "act:silence"]).len(), 2);
    let quoted =
        |args: &[&str]| lines(args).iter().filter(|line| line.starts_with("silence")).count();
    for args in [
        &["quotes"][..],
        &["quotes", "--min-conf", "0"],
        &["timeline", "bridge"],
        &["export", "quotes"],
    ] {
        assert_eq!(quoted(args), 0, "{args:?}");
        assert!(!lines(args).is_empty(), "{args:?}");
    }
    // Neither counted nor mentioned where quotes are.
    let quotes = json(&["quotes", "--min-conf", "0", "-n", "0"]).len() as u64 - 1;
    let stats = &json(&["stats"])[0];
    assert_eq!(stats["quotes"], quotes);
    assert_eq!(json(&["query", "bridge"])[0]["quotes"], quotes);
    let wend = json(&["entities", "--name", "wend"]);
    assert_eq!((&wend[0]["name"], &wend[0]["quotes"]), (&"Paul Wend".into(), &0.into()));
    assert_eq!(ENV.run(&["quotes", "speaker:wend", "-c"]).out, "0\n");
    // It has an id, is shown, cited and checked like a quote.
    let id =
        json(&["quotes", "act:silence", "--speaker", "wend"])[0]["id"].as_str().map(str::to_owned);
    let id = id.expect("an id");
    let shown = ENV.run(&["show", &id]).out;
    assert!(shown.contains("⟦declined to comment⟧ on the bridge"), "{shown}");
    let cited = ENV.run(&["cite", &id]).out;
    assert!(
        cited.starts_with("Paul Wend (owner) declined to comment. Reported in “Toll"),
        "{cited}"
    );
    let citation = &json(&["cite", &id])[0];
    assert_eq!((&citation["kind"], citation.get("quotation")), (&"silence".into(), None));
    let whole = ENV.run(&["show", "bridge.txt"]).out;
    assert!(
        whole.contains("Lina Osk · silence: did not respond to a request for comment"),
        "{whole}"
    );
    let verified = ENV.run(&["verify", "--sample", "100%"]);
    assert_eq!(verified.code, 0, "{}", verified.out);
    assert!(verified.out.contains(&format!("{quotes} quotes")), "{}", verified.out);
    let like = ENV.run(&["quotes", "--like", "declined to comment"]);
    assert_eq!(like.code, 1, "{}", like.out);
}

#[test]
fn extract_gives_silences_as_lines_of_their_own() {
    let found = lines(&["extract", "docs/bridge.txt"]);
    let silences: Vec<&String> = found.iter().filter(|line| line.starts_with("silence")).collect();
    assert_eq!(silences, ["silence Paul Wend", "silence Lina Osk"]);
    let table = ENV.run(&["extract", "docs/bridge.txt", "--csv"]).out;
    assert!(table.contains("The bridge is safe") && !table.contains("declined"), "{table}");
}

#[test]
fn what_is_less_certain_is_shown_to_who_asks_for_it() {
    let painted =
        |args: &[&str]| -> Run { ENV.run(&[&["quotes", "painted OR asked"], args].concat()) };
    let found = |args: &[&str]| painted(args).out.contains("nobody ever asked us");
    let both = ENV.run(&["quotes", "nobody asked"]);
    assert_eq!((both.code, both.out.as_str()), (1, ""), "no other quote of the article instead");
    assert!(!found(&[]) && found(&["--min-conf", "0"]) && found(&["--min-conf", "0.05"]));
    assert!(ENV.run(&["quotes", "asked conf:<0.5"]).out.contains("nobody ever asked us"));
    assert!(
        painted(&["--min-conf", "0"]).out.contains(" · uncertain (0."),
        "{}",
        painted(&["--min-conf", "0"]).out
    );
    let summary = |args: &[&str]| json(args).pop().expect("a summary");
    let short = summary(&["quotes", "asked"]);
    assert_eq!((&short["total_quotes"], &short["less_certain"]), (&0.into(), &1.into()));
    assert_eq!(summary(&["quotes", "asked", "-c"])["less_certain"], 1);
    assert_eq!(summary(&["timeline", "bridge"])["less_certain"], 0);
    assert_eq!(summary(&["quotes", "asked", "--min-conf", "0"]).get("less_certain"), None);
    // A standing query is no different.
    ENV.run(&["saved", "add", "asked", "--quotes", "asked"]);
    let saved = |args: &[&str]| ENV.run(&[&["saved", "run", "asked"], args].concat()).out;
    assert!(saved(&[]).is_empty() && saved(&["--min-conf", "0"]).contains("nobody ever asked"));
    // The settings can ask for more or less.
    let env = TestEnv::new();
    env.write("bridge.txt", BRIDGE);
    env.index();
    env.run(&["quotes"]);
    for (written, shown) in
        [("min_conf = 0", true), ("min_conf = 0.0", true), ("min_conf = 0.99", false)]
    {
        std::fs::write(env.path("onrecord.toml"), written).expect("a file");
        let out = env.run(&["quotes", "asked"]).out;
        assert_eq!(out.contains("nobody ever asked us"), shown, "{written}");
    }
    std::fs::write(env.path("onrecord.toml"), "min_conf = 7").expect("a file");
    let wrong = env.run(&["quotes"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("from 0 to 1"), "{}", wrong.err);
}

#[test]
fn copies_of_a_story_tell_of_each_silence_once() {
    let env = TestEnv::new();
    let more = "Otto Braun declined to comment.\n\nThe bridge was built in 1921 by the Ostervik Iron Works, \
        closed twice for repairs, and carries nine thousand cars on a day in summer.\n";
    env.write("a.txt", format!("{BRIDGE}\n{more}"));
    env.write("b.txt", format!("{BRIDGE}\n{more}").replace("Toll bridge of", "Bridge in"));
    env.index();
    let found = env.run(&["quotes", "act:silence", "--json"]).json();
    let summary = &found[found.len() - 1];
    assert_eq!((&summary["total_quotes"], &summary["total_statements"]), (&6.into(), &3.into()));
    assert!(found[..3].iter().all(|line| line["carried"] == 2), "{found:?}");
}

#[test]
fn what_found_a_quote_is_said() {
    let why = ENV.run(&["quotes", "safe", "--why"]).out;
    let by = "found by the rule quote-cue-source, right in ";
    assert!(why.contains(by) && why.contains(" of 100"), "{why}");
}
