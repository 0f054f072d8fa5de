//! `index`: what is new, changed, moved, gone; identity; failures.

use crate::testenv::TestEnv;

const STORY: &str = "Talks stall\n\nOTTAWA (NW) -- Talks on wages stalled on Friday.\n";

#[test]
fn only_what_changed_is_read() {
    let env = TestEnv::new();
    for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
        env.write(name, format!("{STORY}\nCopy for {name}.\n"));
    }
    assert_eq!(env.report()["added"], 4);
    let again = env.report();
    assert_eq!((&again["unchanged"], &again["revision"]), (&4.into(), &1.into()));

    env.write("a.txt", format!("{STORY}\nSomething zebra new.\n"));
    std::fs::rename(env.path("docs/b.txt"), env.path("docs/moved.txt")).expect("renamed");
    std::fs::remove_file(env.path("docs/c.txt")).expect("removed");
    let dry = env.run(&["index", "docs", "--dry-run", "--json"]).json().pop().expect("a report");
    let real = env.report();
    for (what, number) in
        [("changed", 1), ("moved", 1), ("removed", 1), ("unchanged", 1), ("added", 0)]
    {
        assert_eq!(real[what], number, "{what}: {real}");
        assert_eq!(dry[what], number, "dry {what}: {dry}");
    }
    assert_eq!(env.run(&["query", "zebra", "-l"]).listed(), "a.txt\n");
    assert_eq!(env.run(&["query", "\"copy for b\"", "-l"]).listed(), "moved.txt\n");
    assert_eq!(env.run(&["query", "\"copy for c\"", "-l"]).code, 1);
}

#[test]
fn copies_are_one_document_with_several_paths() {
    let env = TestEnv::new();
    env.write("x/one.txt", STORY);
    env.write("y/two.txt", STORY);
    env.index();
    let hits = env.run(&["query", "wages", "--json"]).json();
    assert_eq!(hits.len(), 2, "one document and the summary");
    assert_eq!(hits[0]["copies"], 2);
    // The id is the beginning of the file's SHA-256.
    let id = hits[0]["id"].as_str().expect("an id").to_owned();
    std::fs::remove_file(env.path("docs/x/one.txt")).expect("removed");
    env.index();
    let hits = env.run(&["query", "wages", "--json"]).json();
    assert_eq!(
        (hits[0]["id"].as_str(), &hits[0]["path"]),
        (Some(id.as_str()), &"y/two.txt".into())
    );
}

#[test]
fn the_same_bytes_under_another_ending_are_read_anew() {
    let env = TestEnv::new();
    env.write("a.html", "{");
    env.write("b.txt", "{");
    env.index();
    // What is text to one format is a broken record to another.
    env.write("c.jsonl", "{");
    env.write("d.html", "{");
    let run = env.run(&["index", "docs", "--json"]);
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    let report = run.json().pop().expect("a report");
    assert_eq!((&report["added"], &report["failed"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(env.run(&["query", "*", "-c", "--fold", "exact"]).out.trim(), "1");
    assert!(run.err.contains("c.jsonl#1: line 1: not valid JSON"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_keeps_what_is_known_of_it() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    env.index();
    env.write("a.txt", format!("{STORY}\nSomething zebra new.\n"));
    let mode = |mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(env.path("docs/a.txt"), mode).expect("its mode is set");
    };
    mode(0);
    // Nothing is closed to root.
    if std::fs::read(env.path("docs/a.txt")).is_ok() {
        return;
    }
    let dry = env.run(&["index", "docs", "--dry-run", "--json"]).json().pop().expect("a report");
    assert_eq!((&dry["changed"], &dry["failed"]), (&0.into(), &1.into()), "{dry}");
    for _ in 0..2 {
        let run = env.run(&["index", "docs"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("a.txt: Permission denied"), "{}", run.err);
        assert_eq!(env.run(&["query", "wages", "-l"]).listed(), "a.txt\n");
    }
    mode(0o600);
    assert_eq!(env.report()["changed"], 1);
    assert_eq!(env.run(&["query", "zebra", "-l"]).listed(), "a.txt\n");
    assert_eq!(env.run(&["stats", "--failed"]).code, 1);
}

#[test]
fn what_cannot_be_read_is_said_and_spoils_nothing() {
    let env = TestEnv::new();
    env.write("good.txt", STORY);
    env.write("bad.json", "{\"title\": ");
    env.write("some.jsonl", "{\"title\":\"A\",\"body\":\"Apples were praised.\"}\n{broken\n");
    let run = env.run(&["index", "docs"]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("failed 2 (onrecord stats --failed)"), "{}", run.out);
    assert_eq!(env.run(&["query", "wages", "-l"]).listed(), "good.txt\n");
    assert_eq!(env.run(&["query", "apples", "-l"]).listed(), "some.jsonl\n");
    let failed = env.run(&["stats", "--failed", "--json"]).json();
    assert_eq!(failed.len(), 2);
    // Mended files are tried again.
    env.write("bad.json", "{\"title\": \"B\", \"body\": \"Bananas too.\"}");
    env.run(&["index", "docs"]);
    assert_eq!(env.run(&["query", "bananas", "-l"]).listed(), "bad.json\n");
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let answers: Vec<String> = ["1", "4"]
        .iter()
        .map(|threads| {
            let env = TestEnv::new();
            for n in 0..60 {
                env.write(
                    &format!("{}/{n}.txt", n % 7),
                    format!("{STORY}\nNumber {n} of wages.\n"),
                );
            }
            env.run(&["index", "docs", "--threads", threads]);
            env.run(&["query", "wages", "--json", "-n", "0"]).out
        })
        .collect();
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn archive_and_index_move_together() {
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    env.index();
    std::fs::create_dir(env.path("elsewhere")).expect("a folder");
    for name in ["docs", "index"] {
        std::fs::rename(env.path(name), env.path("elsewhere").join(name)).expect("moved");
    }
    let run = env.run(&["--index", "elsewhere/index", "index", "--json"]);
    assert_eq!(run.json().pop().expect("a report")["unchanged"], 1, "{}", run.err);
}

#[test]
fn binary_files_are_counted_each_time() {
    let env = TestEnv::new();
    env.write("photo.txt", b"ab\0cd\0\0".as_slice());
    env.write("a.txt", "Council meets\n\nThe council met for most of the day.\n");
    env.index();
    let again = env.report();
    assert_eq!((&again["skipped_binary"], &again["unchanged"]), (&1.into(), &1.into()), "{again}");
}

#[test]
fn a_disk_that_is_not_there_takes_nothing_away() {
    let env = TestEnv::new();
    for name in ["a.txt", "b.txt"] {
        env.write(name, "Talks\n\nUnions went on strike.");
    }
    env.write("c.txt", "Wages\n\nWages rose.");
    env.index();
    std::fs::rename(env.path("docs"), env.path("kept")).expect("moved away");
    std::fs::create_dir(env.path("docs")).expect("an empty folder");
    let run = env.run(&["index", "docs"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("all 3 files are gone; the index keeps them"), "{}", run.err);
    assert_eq!(env.run(&["query", "-c", "strike"]).out.trim(), "1");
    std::fs::remove_dir(env.path("docs")).expect("removed");
    assert_eq!(env.run(&["index"]).code, 2);
    std::fs::rename(env.path("kept"), env.path("docs")).expect("moved back");
    assert_eq!(env.report()["unchanged"], 3);
}
