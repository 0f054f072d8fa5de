//! What an index remembers of what it was given: folders, files and filters, which a plain run repeats.

use crate::testenv::{Run, TestEnv};

/// Files with a word of their own in `docs`.
fn env(names: &[&str]) -> TestEnv {
    let env = TestEnv::new();
    names.iter().for_each(|name| env.write(name, format!("Notice\n\nThe boats of {name} came.\n")));
    env
}

/// The indexed files, below the indexed folder.
fn files(env: &TestEnv, index: &str) -> Vec<String> {
    let run = env.run(&["query", "boats", "--json", "-n", "0", "--fold", "none", "--index", index]);
    let lines = run.json();
    let docs = lines.iter().filter(|line| line["type"] == "doc");
    let mut paths: Vec<String> =
        docs.map(|doc| doc["path"].as_str().expect("a path").to_owned()).collect();
    paths.sort();
    paths
}

fn well(run: Run) -> Run {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    run
}

#[test]
fn two_folders_stay_two() {
    let env = env(&["wire/a.txt", "clips/b.txt", "private/diary.txt"]);
    well(env.run(&["index", "docs/wire", "docs/clips"]));
    env.write("private/more.txt", "Notice\n\nThe boats of nobody came.\n");
    env.write("clips/new.txt", "Notice\n\nThe boats of clips came.\n");
    well(env.run(&["index"]));
    assert_eq!(files(&env, "index"), ["clips/b.txt", "clips/new.txt", "wire/a.txt"]);
    // A part of it changes nothing of what is remembered.
    well(env.run(&["index", "docs/wire"]));
    std::fs::remove_file(env.path("docs/clips/b.txt")).expect("gone");
    well(env.run(&["index"]));
    assert_eq!(files(&env, "index"), ["clips/new.txt", "wire/a.txt"]);
    let stats = env.run(&["stats"]).out;
    assert!(stats.contains("wire") && stats.contains("clips"), "{stats}");
}

#[test]
fn one_file_is_no_folder_and_a_list_no_more_than_its_files() {
    let env = env(&["a/one.txt", "a/two.txt", "b/three.txt", "b/four.txt"]);
    well(env.run(&["index", "docs/a/one.txt", "--index", "one"]));
    well(env.run(&["index", "--index", "one"]));
    assert_eq!(files(&env, "one"), ["one.txt"]);
    std::fs::write(env.path("list"), "docs/a/one.txt\ndocs/gone.txt\ndocs/b/three.txt\n")
        .expect("a list");
    let listed = env.run(&["index", "--files-from", "list", "--index", "list-index"]);
    assert_eq!(listed.code, 2, "one is not there: {}", listed.err);
    assert!(listed.err.contains("gone.txt"), "{}", listed.err);
    env.write("a/one.txt", "Notice\n\nThe boats of one came twice.\n");
    std::fs::remove_file(env.path("docs/b/three.txt")).expect("gone");
    let plain = well(env.run(&["index", "--index", "list-index"]));
    assert!(plain.out.contains("changed 1") && plain.out.contains("removed 1"), "{}", plain.out);
    assert_eq!(files(&env, "list-index"), ["a/one.txt"]);
}

#[test]
fn filters_are_kept_until_others_are_given() {
    let env = env(&["a.txt", "drafts/b.txt", "c.md"]);
    env.write(".hidden.txt", "Notice\n\nThe boats of night came.\n");
    well(env.run(&["index", "docs", "--exclude", "drafts", "--type", "txt", "--hidden"]));
    well(env.run(&["index"]));
    assert_eq!(files(&env, "index"), [".hidden.txt", "a.txt"]);
    let stats = env.run(&["stats"]).out;
    assert!(stats.contains("drafts") && stats.contains("txt"), "{stats}");
    well(env.run(&["index", "--exclude", "a.*"]));
    assert_eq!(files(&env, "index"), [".hidden.txt", "drafts/b.txt"]);
    well(env.run(&["index", "docs", "--forget"]));
    assert_eq!(files(&env, "index"), ["a.txt", "c.md", "drafts/b.txt"]);
}

#[test]
fn dots_in_the_place_of_an_index_change_nothing() {
    let env = env(&["feat/a.txt", "other/secret.txt"]);
    let inside = |args: &[&str]| {
        let mut command = crate::testenv::command(&env.path("docs/feat"), args);
        command.output().expect("the binary runs")
    };
    assert!(inside(&["index", ".", "--index", "../../ix"]).status.success());
    assert!(inside(&["index", "--index", "../../ix"]).status.success());
    assert_eq!(files(&env, "ix"), ["a.txt"]);
    assert_eq!(files(&env, "docs/../ix"), ["a.txt"]);
    let manifest = std::fs::read_to_string(env.path("ix/manifest.json")).expect("a manifest");
    assert!(manifest.contains("../docs/feat"), "{manifest}");
}

#[test]
fn a_folder_that_is_not_there_keeps_what_is_known_of_it() {
    let env = env(&["wire/a.txt", "disk/b.txt"]);
    well(env.run(&["index", "docs/wire", "docs/disk"]));
    std::fs::rename(env.path("docs/disk"), env.path("unmounted")).expect("moved");
    let run = env.run(&["index"]);
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("disk"), "{}", run.err);
    assert_eq!(files(&env, "index"), ["disk/b.txt", "wire/a.txt"]);
}
