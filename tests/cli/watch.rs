//! `watch`: what changes is indexed, and whoever waits for it is told.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::testenv::{TestEnv, command};

/// What a running `watch` says on stderr.
const SAID: &str = "said.txt";

/// A running `watch` and the reports that it prints.
struct Watching {
    child: Child,
    reports: Receiver<Value>,
}

impl Watching {
    fn new(env: &TestEnv, args: &[&str]) -> Watching {
        let args: Vec<&str> = ["watch", "docs", "--json"].iter().chain(args).copied().collect();
        let mut child = command(&env.path(""), &args)
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(env.path(SAID)).expect("a file"))
            .spawn()
            .expect("the binary runs");
        let (sender, reports) = channel();
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let value = serde_json::from_str(&line).expect("JSON");
                if sender.send(value).is_err() {
                    return;
                }
            }
        });
        Watching { child, reports }
    }

    /// How many files the next report with any of these counts has of each.
    fn wait(&self, keys: &[&str]) -> Vec<u64> {
        loop {
            let report = self.reports.recv_timeout(Duration::from_secs(60)).expect("a report");
            let counts: Vec<u64> =
                keys.iter().map(|key| report[key].as_u64().unwrap_or(0)).collect();
            if counts.iter().any(|count| *count > 0) {
                return counts;
            }
        }
    }

    fn interrupt(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().expect("kill runs");
        self.child.wait().expect("it ends").code()
    }
}

#[test]
fn new_changed_moved_and_deleted_files_are_seen() {
    let env = TestEnv::new();
    env.write("a.txt", "Talks\n\nUnions went on strike, Ann Lee said.");
    let watching = Watching::new(&env, &["--on-new", "tee -a 'arrived now.jsonl'"]);
    assert_eq!(watching.wait(&["added"]), [1]);
    env.write("b.txt", "Wages\n\nWages rose by a tenth.");
    assert_eq!(watching.wait(&["added"]), [1]);
    env.write("b.txt", "Wages\n\nWages rose by a fifth.");
    assert_eq!(watching.wait(&["changed"]), [1]);
    std::fs::create_dir(env.path("docs/old")).expect("a folder");
    std::fs::rename(env.path("docs/b.txt"), env.path("docs/old/c.txt")).expect("moved");
    assert_eq!(watching.wait(&["moved", "added", "removed"]), [1, 0, 0]);
    std::fs::remove_file(env.path("docs/a.txt")).expect("deleted");
    assert_eq!(watching.wait(&["removed"]), [1]);
    assert_eq!(env.run(&["query", "-l", "fifth"]).listed(), "old/c.txt\n");
    std::fs::remove_dir_all(env.path("docs")).expect("deleted");
    env.write("d.txt", "Again\n\nThe folder came back.");
    watching.wait(&["added"]);
    assert_eq!(env.run(&["query", "-l", "folder"]).listed(), "d.txt\n");
    assert_eq!(watching.interrupt(), Some(130));
    let arrived = std::fs::read_to_string(env.path("arrived now.jsonl")).expect("it ran");
    let paths: Vec<Value> = arrived
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["path"].clone())
        .collect();
    assert_eq!(paths, ["b.txt", "d.txt"]);
}

#[test]
fn what_is_not_indexed_is_not_watched() {
    let env = TestEnv::new();
    env.write("a.txt", "Talks\n\nUnions went on strike.");
    let watching = Watching::new(&env, &["--index", "docs/index", "--exclude", "drafts"]);
    assert_eq!(watching.wait(&["added"]), [1]);
    env.write(".hidden/b.txt", "Hidden\n\nNobody reads it.");
    env.write("drafts/c.txt", "Draft\n\nNobody reads it yet.");
    std::os::unix::fs::symlink("/etc/hostname", env.path("docs/e.txt")).expect("a link");
    env.write("d.txt", "Wages\n\nWages rose.");
    assert_eq!(watching.wait(&["added"]), [1]);
    assert_eq!(watching.interrupt(), Some(130));
    let run = env.run(&["query", "--index", "docs/index", "-l", "*"]);
    assert_eq!(run.sorted(), ["a.txt", "d.txt"]);
}

#[test]
fn what_cannot_be_handed_over_is_told_and_goes_with_the_next() {
    let env = TestEnv::new();
    env.write("a.txt", "Talks\n\nUnions went on strike.");
    let watching = Watching::new(&env, &["--on-new", "tee -a arrived.jsonl"]);
    assert_eq!(watching.wait(&["added"]), [1]);
    let fixes = env.path("onrecord-fixes.toml");
    std::fs::write(&fixes, "[[block]]\nname = 1\n").expect("written");
    env.write("b.txt", "Wages\n\nWages rose by a tenth.");
    assert_eq!(watching.wait(&["added"]), [1]);
    let told = || std::fs::read_to_string(env.path(SAID)).expect("a file").contains("fixes.toml");
    assert!((0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        told()
    }));
    std::fs::remove_file(&fixes).expect("removed");
    env.write("c.txt", "Ships\n\nTwo ships came in.");
    assert_eq!(watching.wait(&["added"]), [1]);
    assert_eq!(watching.interrupt(), Some(130));
    let arrived = std::fs::read_to_string(env.path("arrived.jsonl")).expect("it ran");
    let path = |line| serde_json::from_str::<Value>(line).expect("JSON")["path"].clone();
    assert_eq!(arrived.lines().map(path).collect::<Vec<_>>(), ["b.txt", "c.txt"]);
}

#[test]
fn to_find_nothing_in_what_came_is_no_failure() {
    for (command, told) in [("grep zzyzx", false), ("grep", true)] {
        let env = TestEnv::new();
        env.write("a.txt", "Talks\n\nUnions went on strike.");
        let watching = Watching::new(&env, &["--on-new", command]);
        watching.wait(&["added"]);
        env.write("b.txt", "Wages\n\nWages rose.");
        watching.wait(&["added"]);
        // The command of this one has ended before the next is handed over.
        env.write("c.txt", "Wages\n\nWages rose again.");
        watching.wait(&["added"]);
        assert_eq!(watching.interrupt(), Some(130));
        let said = std::fs::read_to_string(env.path(SAID)).expect("a file");
        assert_eq!(said.contains("--on-new: grep: exit status"), told, "{command}: {said}");
    }
}

#[test]
fn mistakes_are_one_line() {
    let env = TestEnv::new();
    env.write("a.txt", "Talks\n\nUnions went on strike.");
    for (args, said) in [
        (vec!["watch", "docs", "--on-new", "'"], "is no command"),
        (vec!["watch", "nowhere"], "nowhere: "),
        (vec!["watch", "docs", "--csv"], "cannot print in this format"),
    ] {
        let run = env.run(&args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
    }
}
