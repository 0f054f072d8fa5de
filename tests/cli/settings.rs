//! Settings and the walk: which of them holds, where the index lies, what is passed over.

use serde_json::Value;

use crate::manners::STORY;
use crate::testenv::{self, TestEnv};

#[test]
fn flag_before_environment_before_project_before_user() {
    let env = TestEnv::new();
    for n in 0..9 {
        env.write(&format!("{n}.txt"), format!("{STORY}\nNumber {n}.\n"));
    }
    env.index();
    std::fs::create_dir_all(env.path("home/onrecord")).expect("a folder");
    std::fs::create_dir_all(env.path("docs/below")).expect("a folder");
    let home = env.path("home");
    let shown = |vars: &[(&str, &str)], args: &[&str], dir: &str| {
        // Files that differ in a number are near-copies.
        let args = [&["query", "wages", "-l", "--fold", "none"], args].concat();
        let mut command = testenv::command(&env.path(dir), &args);
        let out = command.env("XDG_CONFIG_HOME", &home).envs(vars.iter().copied()).output();
        let out = out.expect("the binary runs").stdout;
        String::from_utf8_lossy(&out).lines().count()
    };
    let var = [("ONRECORD_LIMIT", "3")];
    assert_eq!(shown(&[], &[], "."), 9);
    std::fs::write(env.path("home/onrecord/config.toml"), "limit = 1\n").expect("a file");
    assert_eq!(shown(&[], &[], "."), 1, "the user's file");
    std::fs::write(env.path("onrecord.toml"), "limit = 2\n").expect("a file");
    assert_eq!(shown(&[], &[], "."), 2, "the project's file is stronger");
    assert_eq!(shown(&[], &[], "docs/below"), 2, "and holds in the folders below");
    assert_eq!(shown(&var, &[], "."), 3, "the environment is stronger");
    assert_eq!(shown(&var, &["-n", "4"], "."), 4, "a flag is strongest");
    assert_eq!(shown(&[], &["--no-config"], "."), 9, "neither file");
    assert_eq!(shown(&var, &["--no-config"], "."), 3, "the environment still");
    // A key that only the weaker file has is still heard.
    std::fs::write(env.path("home/onrecord/config.toml"), "limit = 1\nstrict = true\n")
        .expect("a file");
    assert_eq!(shown(&[], &["(x"], "."), 0, "strict, says the user's file");
}

#[test]
fn mistakes_in_settings_are_named() {
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    env.index();
    std::fs::write(env.path("onrecord.toml"), "limt = 2\n").expect("a file");
    let run = env.run(&["query", "wages", "--json"]);
    let error: Value = serde_json::from_str(&run.err).expect("JSON");
    assert_eq!((run.code, &error["code"]), (2, &"config.file".into()), "{error}");
    assert_eq!(error["hint"], "did you mean limit?");
    let out = testenv::command(&env.path("."), &["query", "wages", "--json", "--no-config"])
        .env("ONRECORD_LIMIT", "many")
        .output()
        .expect("the binary runs");
    let error: Value = serde_json::from_slice(&out.stderr).expect("JSON");
    assert_eq!(error["code"], "config.environment", "{error}");
}

#[test]
fn where_the_index_lies() {
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    for (args, vars, made) in [
        (&["index", "docs"][..], &[][..], "index"),
        (&["index", "docs"], &[("ONRECORD_INDEX", "by-var")], "by-var"),
        (&["index", "docs", "--index", "by-flag"], &[("ONRECORD_INDEX", "nowhere")], "by-flag"),
    ] {
        let out = testenv::command(&env.path("."), args).envs(vars.iter().copied()).output();
        assert!(out.expect("the binary runs").status.success(), "{made}");
        assert!(env.path(made).join("manifest.json").is_file(), "{made}");
    }
    assert!(!env.path("nowhere").exists());
    // From a folder below, the nearest one upwards is found.
    let out = testenv::command(&env.path("docs"), &["query", "wages", "-l"]).output();
    assert_eq!(out.expect("the binary runs").stdout, b"a.txt\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(env.path("index")).expect("a folder").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}

#[test]
fn hidden_and_binary_files_are_counted() {
    let env = TestEnv::new();
    env.write(".hidden.txt", "Secret\n\nNobody may find this.\n");
    env.write(".folder/inside.txt", "Secret\n\nNobody may find that.\n");
    env.write("photo.txt", b"ab\0cd\0\0".as_slice());
    env.write("photo.jpeg", b"\xff\xd8\xff\xe0".as_slice());
    env.write("a.txt", "Open\n\nEverybody may find this.\n");
    let report = env.report();
    for (key, number) in [
        ("added", 1),
        ("skipped_hidden", 2),
        ("skipped_binary", 1),
        ("skipped_type", 1),
        ("failed", 0),
    ] {
        assert_eq!(report[key], number, "{key}: {report}");
    }
    let run = env.run(&["--index", "other", "index", "docs"]);
    for part in ["2 hidden", "1 without text", "1 of another type"] {
        assert!(run.err.contains(part), "{}", run.err);
    }
    assert_eq!(env.run(&["query", "nobody", "-c"]).out, "0\n");
    let report = env.run(&["index", "docs", "--hidden", "--json"]).json().pop().expect("a report");
    assert_eq!((&report["added"], &report["skipped_hidden"]), (&2.into(), &0.into()), "{report}");
}

#[test]
#[cfg(unix)]
fn links_are_followed_only_when_asked_and_loops_are_safe() {
    use std::os::unix::fs::symlink;
    let env = TestEnv::new();
    env.write("in/a.txt", STORY);
    std::fs::create_dir(env.path("out")).expect("a folder");
    std::fs::write(env.path("out/b.txt"), "Far\n\nA zebra was far away.\n").expect("a file");
    symlink(env.path("out"), env.path("docs/far")).expect("a link");
    symlink("..", env.path("docs/in/loop")).expect("a link");
    symlink("nowhere", env.path("docs/dangling.txt")).expect("a link");
    let report = env.report();
    assert_eq!((&report["added"], &report["failed"]), (&1.into(), &0.into()), "{report}");
    assert_eq!(env.run(&["query", "zebra", "-c"]).out, "0\n");
    let run = env.run(&["index", "docs", "--follow", "--json"]);
    assert!(matches!(run.code, 0 | 2), "{}", run.err);
    assert_eq!(env.run(&["query", "zebra", "-l"]).listed(), "far/b.txt\n");
    assert_eq!(
        env.run(&["query", "wages", "-l"]).listed(),
        "in/a.txt\n",
        "the loop was not walked"
    );
}
