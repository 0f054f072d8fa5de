//! What an index remembers of what it was given: folders, files and filters, which a plain run repeats.

use std::io::Write;
use std::process::Stdio;

use crate::testenv::{self, Run, TestEnv};

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
fn a_stroke_is_a_list_on_stdin() {
    let env = env(&["a/one.txt", "a/two.txt", "b/three.txt"]);
    for (index, flags, list) in [
        ("lines", &[][..], "docs/a/one.txt\ndocs/b/three.txt\n"),
        ("zeros", &["-0"], "docs/a/one.txt\0docs/b/three.txt\0"),
    ] {
        let mut child =
            testenv::command(&env.path("."), &[flags, &["index", "-", "--index", index]].concat())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("the binary runs");
        child.stdin.take().expect("a pipe").write_all(list.as_bytes()).expect("it reads");
        assert!(child.wait_with_output().expect("it ends").status.success());
        assert_eq!(files(&env, index), ["a/one.txt", "b/three.txt"]);
    }
    assert!(env.run(&["index", "-0", "docs"]).err.contains("--files-from"));
}

#[test]
fn what_is_read_again_is_not_new() {
    let env = env(&["one.txt", "two.txt", "three.txt"]);
    well(env.run(&["index", "docs"]));
    let again = well(env.run(&["index", "--redo", "all"]));
    assert!(again.out.contains("added 0 ·") && again.out.contains("unchanged 3"), "{}", again.out);
    assert!(again.err.contains("read again"), "{}", again.err);
    env.write("one.txt", "Notice\n\nThe boats of one came twice.\n");
    env.write("four.txt", "Notice\n\nThe boats of four came.\n");
    std::fs::remove_file(env.path("docs/two.txt")).expect("gone");
    let again = well(env.run(&["index", "--redo", "text"]));
    let expected = "added 1 · changed 1 · moved 0 · removed 1 · unchanged 1 · failed 0";
    assert!(again.out.contains(expected), "{}", again.out);
    let named = well(env.run(&["index", "--source", "Lowland Wire=*"]));
    assert!(named.err.contains("--redo text"), "{}", named.err);
    assert!(!well(env.run(&["index"])).err.contains("--source"));
    well(env.run(&["index", "--redo", "text"]));
    assert_eq!(env.run(&["query", "-c", "source:lowland"]).out.trim(), "3");
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

#[test]
fn what_holds_nothing_to_read_is_no_failure_and_is_listed() {
    let env = env(&["a.txt", "story.php.txt"]);
    env.write("empty.txt", "");
    env.write("blank.txt", " \n\n");
    env.write("~$story.docx", "owner");
    env.write("photo.jpg", "\u{1}");
    env.write("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    env.write("feed.xml", "<?xml version='1.0'?><thing/>");
    env.write(
        "page.php?id=12",
        "<!DOCTYPE html><html><body><p>The boats of the page came.</p></body></html>",
    );
    env.write("Letter to Mr. Kale", "Dear Sir,\n\nThe boats of the letter came.\n");
    well(env.run(&["index", "docs/a.txt", "--index", "docs/other/index"]));
    let run = well(env.run(&["index", "docs"]));
    assert!(run.out.contains("added 4") && run.out.contains("failed 0"), "{}", run.out);
    assert!(!run.err.contains("warning"), "{}", run.err);
    let again = well(env.run(&["index"]));
    assert!(
        again.out.contains("added 0") && again.err.contains("skipped"),
        "{again:?}",
        again = again.out
    );
    let skipped = well(env.run(&["stats", "--skipped"])).out;
    let told: Vec<&str> = skipped.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(
        told,
        [
            "blank.txt",
            "empty.txt",
            "feed.xml",
            "old.doc",
            "other/index",
            "photo.jpg",
            "~$story.docx"
        ]
    );
    assert!(skipped.contains("photo.jpg: of a type that is not read (walk.type)"), "{skipped}");
    let json = env.run(&["stats", "--skipped", "--json"]).json();
    assert_eq!(json.len(), 7);
    assert_eq!(
        files(&env, "index"),
        ["Letter to Mr. Kale", "a.txt", "page.php?id=12", "story.php.txt"]
    );
}

#[test]
fn a_file_that_is_named_is_read_or_an_error() {
    let env = env(&["a.tst"]);
    env.write("photo.jpg", b"\x89PNG\0\0\0\x01");
    well(env.run(&["index", "docs/a.tst"]));
    assert_eq!(files(&env, "index"), ["a.tst"]);
    let run = env.run(&["index", "docs/photo.jpg"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("photo.jpg: binary"), "{}", run.err);
    let filtered = env.run(&["index", "docs/a.tst", "--type", "txt", "--index", "other"]);
    assert_eq!(filtered.code, 2);
    assert!(filtered.err.contains("left out by"), "{}", filtered.err);
    let extracted = env.run(&["extract", "docs/photo.jpg"]);
    assert!(extracted.err.contains("photo.jpg: binary"), "{}", extracted.err);
}

#[cfg(unix)]
#[test]
fn a_file_whose_rights_are_mended_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let env = env(&["a.txt", "b.txt"]);
    let rights = |mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(env.path("docs/b.txt"), mode).expect("rights");
    };
    rights(0o000);
    let first = env.run(&["index", "docs"]);
    // Whoever may read everything has nothing to mend.
    if first.code == 2 {
        rights(0o644);
        well(env.run(&["index"]));
    }
    assert_eq!(files(&env, "index"), ["a.txt", "b.txt"]);
}

#[test]
fn printed_paths_open_from_where_one_stands() {
    let env = env(&["wire/a b.txt"]);
    env.index();
    let from = |dir: &str, index: &str| {
        let args = ["query", "boats", "-l", "--index", index];
        let run = crate::testenv::command(&env.path(dir), &args).output().expect("the binary runs");
        String::from_utf8(run.stdout).expect("text").trim_end().to_owned()
    };
    assert_eq!(from("", "index"), "docs/wire/a b.txt");
    assert_eq!(from("docs/wire", "../../index"), "a b.txt");
    let other = from("index", ".");
    assert_eq!(std::path::Path::new(&other), env.path("docs/wire/a b.txt"));
}

#[cfg(unix)]
#[test]
fn what_a_program_made_stays_and_the_users_own_file_may_name_it() {
    let env = env(&["a.txt"]);
    env.write("notes.xyz", "Notes\n\nThe boats of the notes came.\n");
    let pre = ["index", "docs", "--pre", "/bin/cat", "--pre-glob", "*.xyz"];
    well(env.run(&pre));
    let plain = well(env.run(&["index"]));
    assert!(plain.out.contains("removed 0") && plain.out.contains("unchanged 2"), "{}", plain.out);
    assert_eq!(files(&env, "index"), ["a.txt", "notes.xyz"]);
    std::fs::remove_file(env.path("docs/notes.xyz")).expect("gone");
    well(env.run(&["index"]));
    assert_eq!(files(&env, "index"), ["a.txt"]);
    // A file that failed before a program was given is read when it is.
    env.write("story.xml", "<thing/>The boats of the story came.");
    well(env.run(&["index"]));
    let config = env.path("home/onrecord");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("config.toml"), "pre = \"/bin/cat\"\npre-glob = [\"*.xml\"]\n")
        .expect("a file");
    let mut command = crate::testenv::command(&env.path("."), &["index"]);
    let run = command.env("XDG_CONFIG_HOME", env.path("home")).output().expect("the binary runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(files(&env, "index"), ["a.txt", "story.xml"]);
}
