//! Answers that say what is so: names that nobody has, copies, numbers, chosen keys.

use std::io::Write;
use std::process::Stdio;
use std::sync::LazyLock;

use serde_json::Value;

#[cfg(target_os = "linux")]
use crate::manners::on_terminal;
use crate::schemas::{SCHEMAS, invalid};
use crate::testenv::{self, Run, TestEnv, seeds};

const PIER: &str = "Pier of Tarn Quay closes\n\nTARN QUAY, April 3, 2019 (Lowland Wire) -- The old \
    pier of Tarn Quay will be closed from June on, since its planks are rotten and nobody wants to \
    pay for new ones, the harbour office said on Wednesday.\n\n\"Nobody will drown on my watch,\" \
    said Ilva Sorrano, the harbour master.\n\nAnglers and swimmers will have to walk to the northern \
    mole, which is a mile away and has neither a kiosk nor a lamp.\n";

/// One document in three files, one alone, one whose only date is that of its file.
static ENV: LazyLock<TestEnv> = LazyLock::new(|| {
    let env = TestEnv::new();
    for name in ["wire/pier.txt", "mail/pier.txt", "zeta.txt"] {
        env.write(name, PIER);
    }
    env.write(
        "lamp.txt",
        "A lamp for the mole\n\nTARN QUAY, May 2, 2019 (Lowland Wire) -- The northern mole gets a lamp, \
        said Jorun Blakk, an engineer.\n",
    );
    env.write("memo.txt", "Paint\n\nThe paint of the kiosk is green.\n");
    env.index();
    env
});

fn summary(args: &[&str]) -> Value {
    ENV.run(&[args, &["--json"]].concat()).json().pop().expect("a summary")
}

fn from_stdin(text: &str, args: &[&str]) -> Run {
    let mut child = testenv::command(&ENV.path("."), args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    Run::of(child.wait_with_output().expect("it ends"))
}

#[test]
fn what_nobody_has_is_answered_with_the_nearest() {
    for (args, field, text, nearest) in [
        (&["quotes", "--speaker", "Sorano"][..], "speaker", "Sorano", "Ilva Sorrano"),
        (&["quotes", "speaker:sorano"], "speaker", "sorano", "Ilva Sorrano"),
        (&["query", "speaker:sorano", "-c"], "speaker", "sorano", "Ilva Sorrano"),
        (&["timeline", "--speaker", "Blak"], "speaker", "Blak", "Jorun Blakk"),
        (&["query", "person:blak lamp"], "person", "blak", "Jorun Blakk"),
        (&["query", "source:lowlnad"], "source", "lowlnad", "Lowland Wire"),
        (&["query", "title:peir"], "title", "peir", "pier"),
        (&["quotes", "--role", "enigneer"], "role", "enigneer", "engineer"),
        (&["entities", "--name", "blak"], "name", "blak", "Jorun Blakk"),
    ] {
        let reasons = &summary(args)["reasons"];
        let reason = &reasons[0];
        assert_eq!(
            (&reason["code"], &reason["field"], &reason["text"]),
            (&"unknown".into(), &field.into(), &text.into()),
            "{args:?}: {reasons}"
        );
        assert_eq!(reason["nearest"][0], nearest, "{args:?}: {reasons}");
    }
    assert!(summary(&["quotes", "--speaker", "Sorrano"]).get("reasons").is_none());
    let error = ENV.run(&["entities", "--cooccur", "Blak"]);
    assert!(error.err.contains("did you mean Jorun Blakk?"), "{}", error.err);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_is_told_that_there_is_none() {
    for (args, more) in [
        ("quotes --speaker Olveira", "did you mean Marta Olvera"),
        ("query speaker:olveira", "did you mean Marta Olvera"),
        ("timeline --speaker Olveira", "did you mean Marta Olvera"),
        ("entities --name olveira", "did you mean Marta Olvera"),
        ("entities --type place --name zzyzx", "none found"),
        ("query zzyzx --facet source", "\"zzyzx\" does not occur"),
        ("quotes --like zzyzx", "none found"),
        ("query zzyzx -c", "none found"),
        ("stats speaker:olveira", "did you mean Marta Olvera"),
        ("export quotes speaker:olveira", "did you mean Marta Olvera"),
        ("export entities person:olveira", "did you mean Marta Olvera"),
    ] {
        let Some(seen) = on_terminal(args, "", &[("NO_COLOR", "1")]) else { return };
        assert!(seen.contains("none found") && seen.contains(more), "{args}: {seen}");
        let Some(quiet) = on_terminal(&format!("{args} -q"), "", &[]) else { return };
        assert!(!quiet.contains("none found"), "{args}: {quiet}");
    }
    let Some(seen) = on_terminal("query nafta --offset 1000", "", &[]) else { return };
    assert!(seen.contains("none left of "), "{seen}");
}

#[test]
#[cfg(target_os = "linux")]
fn how_many_there_are_stands_below_the_results() {
    for args in ["query nafta -n 2", "quotes nafta -n 2", "query nafta --facet speaker:2"] {
        let Some(seen) = on_terminal(args, "", &[("NO_COLOR", "1")]) else { return };
        let lines: Vec<&str> = seen.lines().filter(|line| !line.trim().is_empty()).collect();
        let told = lines.iter().position(|line| line.contains("note: ")).expect("a note");
        assert!(
            told > 1 && lines[told..].iter().all(|line| line.contains("note: ")),
            "{args}: {seen}"
        );
        assert!(lines[told..].iter().any(|line| line.contains("2 of ")), "{args}: {seen}");
    }
}

#[test]
fn the_very_document_is_a_copy_of_a_text() {
    let copies = |run: &Run| -> Vec<(String, f64)> {
        let copy = |line: Value| {
            (
                line["path"].as_str().unwrap_or_default().to_owned(),
                line["share"].as_f64().unwrap_or(0.0),
            )
        };
        run.json().into_iter().filter(|line| line["relation"] == "copy").map(copy).collect()
    };
    let all = ["mail/pier.txt", "wire/pier.txt", "zeta.txt"].map(|path| (path.to_owned(), 1.0));
    let same = from_stdin(PIER, &["similar", "-", "--copies", "--json"]);
    assert_eq!((same.code, copies(&same)), (0, all.to_vec()), "{}", same.err);
    let other = from_stdin(&format!("{PIER}\n"), &["similar", "-", "--copies", "--json"]);
    assert_eq!((other.code, copies(&other).len()), (0, 1), "another document of the same words");
    let shown = from_stdin(PIER, &["similar", "-", "--copies"]);
    assert_eq!(shown.out.matches("   the same words\n").count(), 3, "{}", shown.out);
    assert!(!shown.err.contains("no copy"), "{}", shown.err);
    // By its path or id all but the one that was asked for.
    for (asked, expected) in [
        ("zeta.txt", ["mail/pier.txt", "wire/pier.txt"]),
        ("docs/wire/pier.txt", ["mail/pier.txt", "zeta.txt"]),
    ] {
        let run = ENV.run(&["similar", asked, "--copies", "--json"]);
        let paths: Vec<String> = copies(&run).into_iter().map(|copy| copy.0).collect();
        assert_eq!(paths, expected, "{asked}");
        let last = run.json().pop().expect("a summary");
        assert_eq!((&last["total_docs"], &last["total_files"]), (&1.into(), &2.into()));
    }
    let query = ENV.run(&["query", "planks", "--json"]).json().remove(0);
    assert_eq!(query["copies"], 3, "as `similar` lists them");
}

#[test]
fn numbers_of_the_undated_agree() {
    let count = ENV.run(&["query", "-c", "is:undated"]).out;
    assert_eq!(count, "1\n");
    for query in [&["is:undated"][..], &["*"], &["kiosk"], &[]] {
        let stats = &ENV.run(&[&["stats"], query, &["--json"]].concat()).json()[0];
        assert_eq!(stats["undated"], 1, "{query:?}: {stats}");
    }
    assert_eq!(ENV.run(&["stats", "planks", "--json"]).json()[0]["undated"], 0);
    assert!(ENV.run(&["stats", "is:undated"]).out.contains("undated    1\n"));
}

#[test]
fn a_count_is_the_number_of_lines() {
    for fold in ["story", "exact", "none"] {
        let all = ENV.run(&["query", "*", "--fold", fold, "-n", "0", "--format", "{path}"]).out;
        let count = ENV.run(&["query", "*", "--fold", fold, "-c"]).out;
        assert_eq!(count.trim(), all.lines().count().to_string(), "{fold}");
    }
    let paths = ENV.run(&["query", "*", "--fold", "none", "-n", "0", "-l"]).out;
    assert_eq!(
        ENV.run(&["query", "*", "--fold", "none", "-c"]).out.trim(),
        paths.lines().count().to_string()
    );
    let last = summary(&["query", "*"]);
    assert_eq!((&last["total_docs"], &last["total_files"]), (&3.into(), &5.into()));
}

#[test]
fn lines_with_chosen_keys_say_that_they_are_parts() {
    for (args, name) in [
        (&["query", "kiosk", "--fields", "id,title"][..], "doc"),
        (&["quotes", "--fields", "text,speaker.name"], "quote"),
        (&["entities", "--fields", "name"], "entity"),
        (&["export", "mentions", "--fields", "text"], "mention"),
    ] {
        let line = ENV.run(&[args, &["--json"]].concat()).json().remove(0);
        assert_eq!(line["schema"], format!("onrecord.{name}.part/1"), "{args:?}");
        let schema = seeds(&["schema", &format!("{name}.part")]).json_whole();
        assert_eq!(invalid(&line, &schema, &schema), None, "{args:?}: {line}");
        let whole = &SCHEMAS[name];
        assert!(invalid(&line, whole, whole).is_some(), "{args:?}");
    }
}

#[test]
fn whole_records_have_their_text_and_no_ranking() {
    let rows = |args: &[&str]| ENV.run(args).out;
    let docs = rows(&["export", "docs", "kiosk", "--csv"]);
    let head = docs.lines().next().expect("a header");
    assert!(
        head.ends_with(",quotes,text") && docs.contains("The paint of the kiosk is green."),
        "{docs}"
    );
    for args in [
        &["export", "docs", "--csv"][..],
        &["export", "quotes", "--tsv"],
        &["show", "zeta.txt", "--csv"],
        &["show", "zeta.txt", "--quotes", "--csv"],
        &["extract", "docs/zeta.txt", "--csv"],
    ] {
        let out = rows(args);
        let head = out.lines().next().expect("a header");
        let ranked = head
            .split([',', '\t'])
            .find(|column| ["rank", "score", "snippets.text"].contains(column));
        assert_eq!(ranked, None, "{args:?}: {head}");
    }
}

#[test]
fn of_copies_of_one_day_none_is_called_the_earliest() {
    let shorter = PIER.rsplit_once("\n\nAnglers").expect("a paragraph").0;
    let other = PIER.replace("closes", "shuts");
    for (day, expected) in
        [("April 3", " · among the earliest here\n"), ("April 2", " · earliest here\n")]
    {
        let env = TestEnv::new();
        env.write("a.txt", PIER.replace("April 3", day));
        env.write("b.txt", shorter);
        env.write("c.txt", &other);
        env.index();
        let lead = env.run(&["query", "is:lead planks", "--format", "{path}"]).out;
        let asked = ["a.txt", "b.txt", "c.txt"].into_iter().find(|path| *path != lead.trim());
        let out = env.run(&["similar", asked.expect("another"), "--copies"]).out;
        assert!(out.contains(expected), "{day}: {out}");
        assert!(!out.contains("% the same"), "{out}");
    }
    assert!(
        ENV.run(&["similar", "zeta.txt", "--copies"])
            .out
            .contains(" · earliest here\n   the same words\n")
    );
}
