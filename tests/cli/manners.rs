//! The manners that scripts rely on.

use crate::testenv::{TestEnv, seeds};

#[test]
fn exit_codes() {
    assert_eq!(seeds(&["query", "nafta"]).code, 0);
    assert_eq!(seeds(&["query", "xyzzyplugh"]).code, 1);
    assert_eq!(seeds(&["query", "xyzzyplugh", "--ok-if-none"]).code, 0);
    assert_eq!(seeds(&["query", "author:x"]).code, 2);
    assert_eq!(seeds(&["query", "(auto", "--strict"]).code, 2);
    assert_eq!(TestEnv::new().run(&["query", "nafta"]).code, 2);
}

#[test]
fn errors_are_one_json_line_with_a_code() {
    let run = TestEnv::new().run(&["query", "nafta", "--json"]);
    assert_eq!(run.out, "");
    let error: serde_json::Value = serde_json::from_str(run.err.trim()).expect("one line of JSON");
    assert_eq!((&error["type"], &error["code"]), (&"error".into(), &"index.none".into()));
    let run = seeds(&["query", "speker:dias", "--json"]);
    let error: serde_json::Value = serde_json::from_str(run.err.trim()).expect("one line of JSON");
    assert_eq!(error["code"], "query.unknown_field");
}

#[test]
fn results_are_on_stdout_without_colour() {
    let run = seeds(&["query", "nafta"]);
    assert!(!run.out.is_empty() && !run.out.contains('\x1b'));
    assert_eq!(run.err, "");
    assert!(seeds(&["query", "nafta", "--color", "always"]).out.contains('\x1b'));
}

#[test]
fn json_ends_with_a_summary_whatever_is_found() {
    for (query, found) in [("nafta", true), ("xyzzyplugh", false)] {
        let lines = seeds(&["query", query, "--json"]).json();
        let last = lines.last().expect("a summary");
        assert_eq!(
            (&last["type"], &last["schema"]),
            (&"summary".into(), &"onrecord.summary/1".into())
        );
        assert_eq!(lines.len() > 1, found);
        for line in &lines[..lines.len() - 1] {
            assert_eq!(line["schema"], "onrecord.doc/1");
        }
    }
}

#[test]
fn same_query_same_bytes() {
    let ask = || {
        seeds(&["query", "trade wages date:-3000d..", "--any", "--now", "2020-01-01", "--json"]).out
    };
    assert_eq!(ask(), ask());
}

#[test]
fn help_begins_with_examples_and_mistakes_get_a_hint() {
    for args in [["query", "-h"], ["query", "--help"]] {
        assert!(seeds(&args).out.starts_with("Examples:"));
    }
    let run = seeds(&["query", "nafta", "--limti", "3"]);
    assert!(run.code == 2 && run.err.contains("--limit"), "{}", run.err);
    let run = seeds(&["qeury", "nafta"]);
    assert!(run.code == 2 && run.err.contains("query"), "{}", run.err);
    let run = seeds(&["query", "speker:dias"]);
    assert!(run.err.contains("speaker"), "{}", run.err);
}

#[test]
fn hidden_and_binary_files_are_counted() {
    let env = TestEnv::new();
    env.write(".hidden.txt", "Secret\n\nNobody may find this.\n");
    env.write("photo.txt", b"ab\0cd\0\0".as_slice());
    env.write("a.txt", "Open\n\nEverybody may find this.\n");
    let report = env.report();
    assert_eq!((&report["added"], &report["skipped_hidden"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(report["skipped_binary"], 1);
}
