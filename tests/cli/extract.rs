//! `extract`: what texts say without an index.

use std::io::Write;
use std::process::Stdio;

use crate::testenv::{TestEnv, command};

const STORY: &str = "A long night at the airport\n\nOTTAWA (NW) -- \"We will not sign it,\" said Jerry Moss, head of Portunion.\n\nHelena Brandt vowed to fight the plan.\n";

#[test]
fn everything_is_given_for_each_text() {
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    let run = env.run(&["extract", "docs", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let lines = run.json();
    let of = |kind: &str| lines.iter().filter(|l| l["type"] == kind).collect::<Vec<_>>();
    assert_eq!(of("doc")[0]["title"], "A long night at the airport");
    assert!(of("mention").iter().any(|m| m["name"] == "Jerry Moss"), "{}", run.out);
    let quotes = of("quote");
    assert_eq!(quotes.len(), 2, "{}", run.out);
    assert_eq!(quotes[0]["speaker"]["name"], "Jerry Moss");
    assert_eq!(quotes[0]["role"]["text"], "head of Portunion");
    for quote in &quotes {
        for span in quote["spans"].as_array().expect("a list") {
            let byte = |key: &str| span[key].as_u64().expect("a number") as usize;
            assert!(STORY.get(byte("byte_start")..byte("byte_end")).is_some());
        }
    }
}

#[test]
fn the_order_does_not_depend_on_the_threads() {
    let env = TestEnv::new();
    for number in 0..60 {
        env.write(&format!("{number:02}.txt"), STORY);
    }
    let with = |threads: &str| env.run(&["extract", "docs", "--json", "--threads", threads]).out;
    assert!(with("1").lines().count() > 60);
    assert_eq!(with("1"), with("3"));
}

#[test]
fn a_text_may_come_through_a_pipe() {
    let env = TestEnv::new();
    let mut child = command(&env.path("docs"), &["extract", "--format", "{speaker.name}: {text}"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(STORY.as_bytes()).expect("a reader");
    drop(stdin);
    let out = child.wait_with_output().expect("an end").stdout;
    let out = String::from_utf8_lossy(&out);
    assert!(out.starts_with("Jerry Moss: We will not sign it,\n"), "{out}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    env.write("b.json", "{\"title\": ");
    let run = env.run(&["extract", "docs", "--csv"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("b.json") && run.out.contains("Jerry Moss"), "{}{}", run.err, run.out);
    assert_eq!(env.run(&["extract", "nowhere"]).code, 2);
}
