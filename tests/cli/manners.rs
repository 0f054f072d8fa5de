//! The manners that scripts rely on, in the order in which the specification lists them.

use std::io::{BufRead, BufReader};
#[cfg(unix)]
use std::process::Command;
use std::process::Stdio;
#[cfg(unix)]
use std::time::Duration;

use serde_json::Value;

use crate::testenv::{self, TestEnv, seeds};

pub const STORY: &str = "Talks stall again\n\nOTTAWA, Nov. 17, 2017 (NW) -- Talks on wages stalled on \
    Friday.\n\n\"We have moved as far as we can,\" said Ann Dow, a spokeswoman for the ministry.\n";

// 1: exit codes.

#[test]
fn exit_codes() {
    let empty = TestEnv::new();
    for (args, code) in [
        (&["query", "nafta"][..], 0),
        (&["query", "xyzzyplugh"], 1),
        (&["query", "xyzzyplugh", "-l"], 1),
        (&["query", "xyzzyplugh", "-c"], 1),
        (&["query", "xyzzyplugh", "--json"], 1),
        (&["query", "nafta", "--offset", "1000"], 1),
        (&["stats"], 0),
        (&["stats", "xyzzyplugh"], 1),
        (&["stats", "--failed"], 1),
        (&["show", "wire/trade-talks.txt"], 0),
        (&["show", "no/such.txt"], 2),
        (&["query", "author:x"], 2),
        (&["query", "(auto", "--strict"], 2),
        (&["query"], 2),
        (&["--version"], 0),
        (&["--help"], 0),
    ] {
        let run = seeds(args);
        assert_eq!(run.code, code, "{args:?}: {}", run.err);
    }
    assert_eq!(empty.run(&["query", "nafta"]).code, 2, "there is no index");
    assert_eq!(empty.run(&["index", "no-such-folder"]).code, 2);
}

#[test]
fn nothing_found_can_be_no_failure() {
    for args in [
        &["query", "xyzzyplugh"][..],
        &["query", "xyzzyplugh", "-l"],
        &["query", "xyzzyplugh", "-c"],
        &["query", "xyzzyplugh", "--json"],
        &["stats", "xyzzyplugh"],
        &["stats", "--failed"],
    ] {
        assert_eq!(seeds(&[args, &["--ok-if-none"]].concat()).code, 0, "{args:?}");
    }
    assert_eq!(seeds(&["query", "author:x", "--ok-if-none"]).code, 2, "an error is still one");
}

#[test]
fn files_that_cannot_be_read_are_an_error() {
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    env.write("bad.json", "{");
    assert_eq!(env.run(&["index", "docs"]).code, 2);
    assert_eq!(env.run(&["query", "wages", "-l"]).listed(), "a.txt\n", "the others are there");
    assert_eq!(env.run(&["stats", "--failed"]).code, 0, "failures were found");
}

// 2: results on stdout, everything else on stderr; errors as JSON.

#[test]
fn results_alone_are_on_stdout() {
    let run = seeds(&["query", "nafta"]);
    assert!(!run.out.is_empty());
    assert_eq!(run.err, "");
    let run = seeds(&["query", "(nafta"]);
    assert!(run.err.contains("bracket") && !run.out.contains("bracket"), "{}", run.err);
    let run = seeds(&["query", "author:x"]);
    assert!(run.out.is_empty() && run.err.contains("author"), "{}", run.err);
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    env.write(".b.txt", STORY);
    let run = env.run(&["index", "docs"]);
    assert!(run.out.starts_with("added 1 ") && run.out.lines().count() == 1, "{}", run.out);
    assert!(run.err.contains("1 hidden"), "{}", run.err);
    let run = env.run(&["index", "docs", "--quiet"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}

#[test]
fn errors_are_one_json_line_with_a_code() {
    for (args, code) in [
        (&["query", "speker:dias"][..], "query.unknown_field"),
        (&["query", "date:abc"], "query.bad_value"),
        (&["query", "(auto", "--strict"], "query.strict"),
        (&["query", "/[a/"], "pattern.bad"),
        (&["query", "nafta", "--limti", "3"], "usage"),
        (&["query", "nafta", "--fields", "titel"], "usage"),
        (&["schema", "nothing"], "usage"),
        (&["--index", "nowhere", "query", "nafta"], "index.none"),
    ] {
        let run = seeds(&[args, &["--json"]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert_eq!(run.err.lines().count(), 1, "{args:?}: {}", run.err);
        let error: Value = serde_json::from_str(&run.err).expect("JSON");
        assert_eq!((&error["type"], &error["code"]), (&"error".into(), &code.into()), "{error}");
    }
}

// 3: colour, progress, broken pipes, Ctrl-C.

/// Runs the program in a terminal and gives back all that appears there. `None`, with a message,
/// when there is no `script` to make a terminal.
#[cfg(target_os = "linux")]
pub fn on_terminal(args: &str, more: &str, vars: &[(&str, &str)]) -> Option<String> {
    let line = format!("{} {args} {more}", env!("CARGO_BIN_EXE_onrecord"));
    let mut command = Command::new("script");
    command.args(["-qefc", &line, "/dev/null"]).current_dir(testenv::seeds_dir());
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm").env("SHELL", "/bin/sh").envs(vars.iter().copied());
    match command.stdin(Stdio::null()).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: script (util-linux) is not installed, so there is no terminal");
            None
        }
        Err(error) => panic!("script: {error}"),
    }
}

#[test]
#[cfg(target_os = "linux")]
fn colour_is_for_terminals() {
    let query = "query nafta -n 1";
    for (args, vars, coloured) in [
        (query, &[][..], true),
        (query, &[("NO_COLOR", "1")], false),
        (query, &[("NO_COLOR", "")], true),
        (query, &[("TERM", "dumb")], false),
        ("query nafta -n 1 --color never --hyperlink never", &[], false),
        ("query nafta -n 1 --color auto", &[], true),
        ("query nafta -n 1 --color always", &[("NO_COLOR", "1")], true),
        ("query nafta -n 1 --color always", &[("TERM", "dumb")], true),
        ("query nafta -n 1 --json", &[], false),
        ("query nafta -n 1 -l", &[], false),
    ] {
        // Of stdout alone: the note on stderr has a colour of its own.
        let Some(seen) = on_terminal(args, "2>/dev/null", vars) else { return };
        assert!(!seen.trim().is_empty(), "{args}");
        assert_eq!(seen.contains("\x1b["), coloured, "{args} {vars:?}: {seen:?}");
    }
    let Some(seen) = on_terminal("query zzyzx", "", &[]) else { return };
    assert!(seen.contains("\x1b[36mnote:"), "{seen:?}");
    let Some(seen) = on_terminal("query zzyzx", "", &[("NO_COLOR", "1")]) else { return };
    assert!(seen.contains("note:") && !seen.contains('\x1b'), "{seen:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn progress_and_links_are_for_terminals() {
    let Some(seen) = on_terminal("query nafta -n 1", "2>/dev/null", &[]) else { return };
    assert!(seen.contains("\x1b]8;;file://"), "{seen:?}");
    for more in ["--hyperlink never", "2>/dev/null | cat"] {
        let Some(seen) = on_terminal("query nafta -n 1", more, &[]) else { return };
        assert!(!seen.contains("\x1b]8"), "{seen:?}");
    }
    let run = seeds(&["query", "nafta", "-n", "1", "--hyperlink", "always"]);
    assert!(run.out.contains("\x1b]8;;file://"));
}

#[test]
fn no_colour_where_there_is_no_terminal() {
    for args in
        [&["query", "nafta"][..], &["show", "wire/trade-talks.txt"], &["fields"], &["stats"]]
    {
        let run = seeds(args);
        assert!(!run.out.is_empty() && !run.out.contains('\x1b'), "{args:?}");
        let run = seeds(&[args, &["--color", "always"]].concat());
        assert!(run.out.contains('\x1b'), "{args:?}");
    }
    let env = TestEnv::new();
    env.write("a.txt", STORY);
    assert!(!env.run(&["index", "docs"]).err.contains('\r'), "no progress");
}

#[test]
fn a_broken_pipe_ends_quietly() {
    for args in [
        &["query", "*", "-n", "0", "--json", "--snippets", "50", "--context", "4000"][..],
        &["query", "*", "-n", "0", "--snippets", "50", "--context", "4000"],
        &["query", "*", "-n", "0", "--csv", "--snippets", "50", "--context", "4000"],
        &["completions", "bash"],
    ] {
        let mut child = testenv::command(testenv::seeds_dir(), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut lines = BufReader::with_capacity(16, child.stdout.take().expect("a pipe"));
        lines.read_line(&mut String::new()).expect("one line");
        drop(lines);
        let end = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&end.stderr), "", "{args:?}");
        assert_eq!(end.status.code(), Some(0), "{args:?}");
    }
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_keeps_its_work_and_can_go_on() {
    // A run that was too fast is tried again with more files, one that had nothing yet with more time.
    let (mut files, mut pause) = (2_000, 50);
    for _ in 0..8 {
        let env = TestEnv::new();
        for n in 0..files {
            env.write(&format!("{:02}/{n}.txt", n % 50), format!("{STORY}\nNumber {n}.\n"));
        }
        let mut child = testenv::command(&env.path("."), &["index", "docs", "--threads", "1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        // The index is made before the first file is read, and after the signal has a handler.
        while !env.path("index").exists() && child.try_wait().expect("a process").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(pause));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.is_ok(), "kill is everywhere");
        let end = child.wait_with_output().expect("it ends");
        if end.status.code() == Some(0) {
            files *= 4;
            continue;
        }
        let said = String::from_utf8_lossy(&end.stderr);
        assert_eq!(end.status.code(), Some(130), "{said}");
        assert!(said.contains("interrupted") && said.contains("goes on"), "{said}");
        let first = String::from_utf8_lossy(&end.stdout);
        let number = first.strip_prefix("added ").and_then(|rest| rest.split(' ').next());
        let kept: u64 =
            number.and_then(|n| n.replace(',', "").parse().ok()).expect("what was added");
        let report = env.report();
        assert_eq!(report["unchanged"], kept, "{report}");
        assert_eq!(report["added"], files - kept, "{report}");
        let all = env.run(&["query", "wages", "-c", "--fold", "none"]).out;
        assert_eq!(all, format!("{files}\n"));
        if kept > 0 && kept < files {
            return;
        }
        pause *= 2;
    }
    panic!("no run could be interrupted in the middle");
}

// 4: JSON Lines. The shapes are frozen in `shapes`.

#[test]
fn json_ends_with_a_summary_whatever_is_found() {
    for (query, found) in [("nafta", true), ("xyzzyplugh", false), ("softwood tlcan", false)] {
        let lines = seeds(&["query", query, "--json"]).json();
        let last = lines.last().expect("a summary");
        assert_eq!(
            (&last["type"], &last["schema"]),
            (&"summary".into(), &"onrecord.summary/1".into())
        );
        assert_eq!(lines.len() > 1, found);
        assert_eq!(last["returned"], lines.len() - 1);
        for line in &lines[..lines.len() - 1] {
            assert_eq!(line["schema"], "onrecord.doc/1");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn paths_that_are_no_utf8_survive() {
    use base64::Engine;
    use std::os::unix::ffi::OsStrExt;
    let raw = b"caf\xe9 \xff.txt";
    let env = TestEnv::new();
    let path = env.path("docs").join(std::ffi::OsStr::from_bytes(raw));
    std::fs::write(path, STORY).expect("a file");
    env.index();
    let line = env.run(&["query", "wages", "--json"]).json().remove(0);
    assert_eq!(line["path"], "caf\u{fffd} \u{fffd}.txt");
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(line["path_bytes"].as_str().expect("the bytes"))
        .expect("base64");
    assert_eq!(bytes, raw);
    let out = testenv::command(&env.path("."), &["query", "wages", "-l", "-0"]).output();
    assert_eq!(out.expect("the binary runs").stdout, [b"docs/", raw.as_slice(), b"\0"].concat());
    assert_eq!(env.report()["unchanged"], 1, "it is known again");
}

// 5: same query, same bytes.

#[test]
fn same_query_same_bytes() {
    for args in [
        &["query", "trade wages date:-3000d..", "--any", "--now", "2020-01-01", "--json"][..],
        &["query", "said", "-n", "0", "--why"],
        &["query", "*", "-n", "0", "-l"],
        &["stats", "--json"],
        &["show", "wire/trade-talks.txt", "--entities"],
    ] {
        assert_eq!(seeds(args).out, seeds(args).out, "{args:?}");
    }
    let env = TestEnv::new();
    for name in ["c", "a", "b"] {
        env.write(&format!("{name}.txt"), format!("{STORY}\nSigned by {name}{name}.\n"));
    }
    env.index();
    let first = env.run(&["query", "wages", "-l"]).listed();
    std::fs::remove_dir_all(env.path("index")).expect("removed");
    env.index();
    assert_eq!(env.run(&["query", "wages", "-l"]).listed(), first, "equal scores have one order");
}

#[test]
fn relative_dates_count_from_now() {
    let on = |now: &str| seeds(&["query", "date:-30d..", "-c", "--now", now]).out;
    assert_eq!(on("2019-12-31"), "1\n");
    assert_eq!(on("2021-01-01"), "0\n");
}

// 6: help and suggestions.

#[test]
fn help_begins_with_examples_and_mistakes_get_a_hint() {
    for command in [
        "index",
        "query",
        "quotes",
        "timeline",
        "entities",
        "similar",
        "show",
        "saved",
        "export",
        "stats",
        "fields",
        "schema",
        "completions",
        "man",
    ] {
        let (short, long) = (seeds(&[command, "-h"]), seeds(&[command, "--help"]));
        assert!(short.out.starts_with("Examples:\n  onrecord "), "{command}");
        assert!(long.out.starts_with("Examples:\n  onrecord "), "{command}");
        assert!(short.out.len() < long.out.len(), "{command}: -h is short");
        assert_eq!((short.code, long.code), (0, 0), "{command}");
    }
    for (args, hint) in [
        (&["query", "nafta", "--limti", "3"][..], "--limit"),
        (&["qeury", "nafta"], "query"),
        (&["query", "speker:dias"], "speaker"),
        (&["query", "nafta", "--json", "--fields", "titel"], "title"),
        (&["query", "nafta", "--format", "{pth}"], "path"),
        (&["query", "nafta", "--sort", "dat"], "date"),
        (&["query", "nafta", "--by", "decade"], "one of day, week, month, year"),
        (&["quotes", "nafta", "--facet", "speaker", "--fields", "value"], "--csv"),
        (&["quots", "nafta"], "quotes"),
        (&["quotes", "nafta", "--speakr", "dias"], "--speaker"),
        (&["entities", "--type", "persn"], "person"),
        (&["schema", "dok"], "doc"),
    ] {
        let run = seeds(args);
        assert!(run.code == 2 && run.err.contains(hint), "{args:?}: {}", run.err);
    }
}

// 7: flag, environment, project file, user file.

// 8: no network.

#[test]
fn nothing_in_it_speaks_to_a_network() {
    // What `serve` listens with asks nobody: it is built without its clients.
    let manifest = include_str!("../../Cargo.toml");
    let hyper = manifest.lines().filter(|line| line.starts_with("hyper"));
    assert!(hyper.clone().count() > 0 && hyper.clone().all(|line| !line.contains("client")));
    let lock = include_str!("../../Cargo.lock");
    for name in [
        "reqwest",
        "ureq",
        "curl",
        "isahc",
        "attohttpc",
        "minreq",
        "rustls",
        "native-tls",
        "openssl",
        "async-std",
        "smol",
        "quinn",
        "h2",
        "trust-dns-resolver",
        "hickory-resolver",
        "tungstenite",
    ] {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is a dependency");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn no_socket_is_opened() {
    let env = TestEnv::new();
    env.write("a.html", "<h1>Talks</h1><p>See <img src=\"http://192.0.2.1/a.png\">.</p>");
    let binary = env!("CARGO_BIN_EXE_onrecord");
    for args in [&["index", "docs"][..], &["query", "talks"]] {
        let traced = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=socket,connect", "-o", "calls", binary])
            .args(args)
            .current_dir(env.path("."))
            .output();
        let Ok(traced) = traced else {
            return eprintln!("skipped: strace is not installed");
        };
        let Ok(calls) = std::fs::read_to_string(env.path("calls")) else {
            return eprintln!("skipped: {}", String::from_utf8_lossy(&traced.stderr));
        };
        if !env.path("index/manifest.json").is_file() {
            return eprintln!("skipped: strace may not trace here");
        }
        let opened: Vec<&str> = calls.lines().filter(|line| line.contains("socket(")).collect();
        assert!(opened.iter().all(|line| !line.contains("AF_INET")), "{args:?}: {opened:?}");
    }
}

// 9: hidden and binary files, symbolic links.

// 10: an empty result explains itself where somebody looks.

#[test]
#[cfg(target_os = "linux")]
fn an_empty_result_explains_itself_on_a_terminal() {
    for (query, said) in [
        ("query raspberrys date:1999", "without date:1999 there would be 1 document"),
        ("query raspberies", "nearest words: raspberries"),
        ("query 'softwood tlcan'", "without tlcan there would be"),
    ] {
        let Some(seen) = on_terminal(query, ">/dev/null", &[("NO_COLOR", "1")]) else { return };
        assert!(seen.contains(said), "{query}: {seen}");
        // Neither on stdout nor where stderr is no terminal.
        let Some(seen) = on_terminal(query, "2>/dev/null", &[]) else { return };
        assert_eq!(seen, "", "{query}");
    }
    let run = seeds(&["query", "raspberies"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}
