//! Days that count: what the text says, and what only the file says.

use std::fs::File;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::testenv::{Run, TestEnv};

/// One document whose text says its day, one with a day in its path, one with neither; all files are of 2021-02-03.
fn archive() -> TestEnv {
    let env = TestEnv::new();
    let gate = "The gate opens\n\nTARN QUAY, April 3, 2019 (Lowland Wire) -- The gate opens, said \
        Ilva Sorrano, the harbour master.\n";
    env.write("gate.txt", gate);
    env.write("2018-05-06/mole.txt", "The mole\n\nThe mole stands, said Jorun Blakk.\n");
    env.write("memo.txt", "Paint\n\nThe gate is green, said Wera Dahlin.\n");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_612_353_600);
    for name in ["gate.txt", "2018-05-06/mole.txt", "memo.txt"] {
        let file = File::options().write(true).open(env.path("docs").join(name)).expect("a file");
        file.set_modified(time).expect("its time is set");
    }
    env
}

fn count(env: &TestEnv, query: &str) -> String {
    env.run(&["query", "-c", query]).out.trim().to_owned()
}

fn last(run: &Run) -> Value {
    run.json().pop().expect("a line")
}

#[test]
fn the_day_of_a_file_counts_nowhere_unless_asked_for() {
    let env = archive();
    env.run(&["index", "docs"]);
    let table = [
        ("date:2021", "0", "1"),
        ("date:>2017", "2", "3"),
        ("is:undated", "1", "0"),
        ("has:date", "2", "3"),
        ("gate NOT has:date", "1", "0"),
    ];
    for (query, expected, _) in table {
        assert_eq!(count(&env, query), expected, "{query}");
    }
    let stats = last(&env.run(&["stats", "--json"]));
    assert_eq!(stats["undated"], 1);
    assert_eq!(stats["last"], "2019-04-03", "{stats}");
    assert_eq!(stats["walked"]["date_from"], "text");
    let years = env.run(&["query", "*", "--facet", "year", "-n", "0"]);
    assert!(!years.out.contains("2021"), "{}", years.out);
    // It is still told, with where it comes from.
    let memo = env.run(&["query", "title:paint", "--json"]).json();
    assert_eq!(
        (&memo[0]["date"], &memo[0]["date_source"]),
        (&"2021-02-03".into(), &"mtime".into())
    );
    let timeline = env.run(&["timeline", "gate"]).out;
    assert!(timeline.find("2019-04-03") < timeline.find("Dahlin"), "{timeline}");

    let asked = env.run(&["index", "--date-from", "mtime", "--json"]);
    assert_eq!(last(&asked)["unchanged"], 3, "nothing is read again");
    for (query, _, expected) in table {
        assert_eq!(count(&env, query), expected, "{query}");
    }
    env.run(&["index"]);
    assert_eq!(count(&env, "date:2021"), "1", "it is remembered");
    let stats = env.run(&["stats"]).out;
    assert!(stats.contains("of files too"), "{stats}");
    env.run(&["index", "--date-from", "text"]);
    assert_eq!(count(&env, "date:2021"), "0");
}
