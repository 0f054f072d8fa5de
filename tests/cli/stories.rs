//! Near-copies of a story: folded, counted, and the same whichever way the index came about.

use std::sync::LazyLock;

use serde_json::Value;

use crate::testenv::{Run, TestEnv};

const BODY: [&str; 6] = [
    "Dockworkers in Port Selwyn walked off the job on Tuesday after talks over night shifts broke \
    down, leaving eleven container ships waiting at anchor outside the harbour.",
    "\"We gave them eight weeks and they gave us a pamphlet,\" said Nora Quist, president of the \
    Harbour Workers' Union.",
    "The port authority said it had offered a raise of four percent over two years and a bonus for \
    night work, which it called the best offer in a decade.",
    "Importers warned that fruit from the southern islands would spoil within days, and two \
    supermarket chains said they had begun to move goods by rail from the north.",
    "\"Nobody wins when bananas rot,\" said Piet Aldane, who speaks for the importers. He asked \
    both sides to go back to the table before the weekend.",
    "The last strike in the harbour lasted nineteen days and cost shippers an estimated forty \
    million crowns, according to a study by the chamber of commerce.",
];

/// The first copy, one trimmed, one under another headline, one without its credit.
fn copies() -> [(&'static str, String); 4] {
    let full = BODY.join("\n\n");
    let story = |title: &str, line: &str, body: &[&str]| {
        format!("{title}\n\n{line}{}\n", body.join("\n\n"))
    };
    let line = |day: u8| format!("PORT SELWYN, March {day}, 2018 (Example Wire) -- ");
    [
        ("wire.txt", format!("Port Selwyn dockworkers walk off the job\n\n{}{full}\n", line(6))),
        ("trim.txt", story("Port Selwyn dockworkers walk off the job", &line(7), &BODY[..4])),
        ("head.txt", story("Harbour falls silent as crews strike", &line(7), &BODY[..5])),
        ("bare.txt", story("Strike at the harbour", "March 8, 2018\n\n", &BODY[..5])),
    ]
}

/// Another article of the same place and day: no copy.
const OTHER: &str = "Bakers of Port Selwyn win a prize\n\nPORT SELWYN, March 6, 2018 (Example Wire) \
    -- A bakery by the harbour won the national prize for rye bread.\n\n\"The oven is older than I \
    am,\" said Mirko Lant, the baker.\n\nThe strike of the dockworkers did not stop the jury.\n";

/// Words of it are in the story, but it is an article of its own.
const AFTER: &str = "Port Selwyn strike ends\n\nPORT SELWYN, March 29, 2018 (Example Wire) -- \
    Dockworkers went back to their cranes on Thursday.\n\n\"We have a paper with a signature,\" \
    said Nora Quist, president of the Harbour Workers' Union.\n\nThe kitchens that had fed \
    the pickets closed on Friday.\n";

fn all() -> Vec<(&'static str, String)> {
    let mut files = copies().to_vec();
    files.push(("other.txt", OTHER.to_owned()));
    files.push(("after.txt", AFTER.to_owned()));
    files
}

fn index_of(files: &[(&str, String)]) -> TestEnv {
    let env = TestEnv::new();
    files.iter().for_each(|(name, text)| env.write(name, text));
    env.index();
    env
}

static ENV: LazyLock<TestEnv> = LazyLock::new(|| index_of(&all()));

fn run(args: &[&str]) -> Run {
    ENV.run(args)
}

fn paths(env: &TestEnv, args: &[&str]) -> Vec<String> {
    env.run(&[&["query", "-l", "-n", "0"], args].concat()).sorted()
}

fn summary(args: &[&str]) -> Value {
    run(&[args, &["--json"]].concat()).json().pop().expect("a summary")
}

#[test]
fn copies_are_shown_once_with_their_number() {
    let found = paths(&ENV, &["dockworkers"]);
    assert_eq!(found.len(), 3, "{found:?}");
    let unfolded = ["after.txt", "bare.txt", "head.txt", "other.txt", "trim.txt", "wire.txt"];
    for fold in ["none", "exact"] {
        assert_eq!(paths(&ENV, &["dockworkers", "--fold", fold]), unfolded, "{fold}");
    }
    let lines = run(&["query", "dockworkers", "--json"]).json();
    let copies: Vec<u64> = lines.iter().filter_map(|line| line["copies"].as_u64()).collect();
    assert_eq!(copies.iter().sum::<u64>(), 6, "{copies:?}");
    let story = lines.iter().find(|line| line["copies"] == 4).expect("the story");
    let lead = run(&["query", "is:lead copies:>1", "--json"]).json().remove(0);
    assert_eq!(lead["path"], "wire.txt");
    assert_eq!(story["story"], lead["story"], "a story has one id");
    let name = lead["id"].as_str().expect("an id").replacen("d:", "s:", 1);
    assert_eq!(lead["story"], name, "that of its earliest copy");
    let shown = run(&["show", "trim.txt", "--json"]).json().remove(0);
    assert_eq!((&shown["story"], &shown["copies"]), (&lead["story"], &4.into()));
    assert!(run(&["query", "dockworkers"]).out.contains("· 4 copies ·"));
}

#[test]
fn every_number_says_what_it_counts() {
    let found = summary(&["query", "dockworkers"]);
    assert_eq!((&found["total_docs"], &found["total_stories"]), (&6.into(), &3.into()));
    let count = |args: &[&str]| run(args).out.trim().to_owned();
    assert_eq!(count(&["query", "dockworkers", "-c"]), "3");
    assert_eq!(count(&["query", "dockworkers", "-c", "--fold", "none"]), "6");
    let said = summary(&["quotes", "--speaker", "Quist"]);
    for (key, expected) in
        [("total_docs", 5), ("total_stories", 2), ("total_quotes", 5), ("total_statements", 2)]
    {
        assert_eq!(said[key], expected, "{key}: {said}");
    }
    let carried = run(&["quotes", "pamphlet", "--json"]).json();
    assert_eq!((carried.len(), &carried[0]["carried"]), (2, &4.into()));
    assert!(run(&["quotes", "pamphlet"]).out.contains("· carried by 4"));
    let apart = run(&["quotes", "pamphlet", "--fold", "none", "--format", "{carried}"]).out;
    assert_eq!(apart, "1\n1\n1\n1\n");
    // Facets order by stories and give both.
    let facet = run(&["query", "dockworkers", "--facet", "source", "--json"]).json();
    let wire = facet.iter().find(|line| line["value"] == "Example Wire").expect("a source");
    assert_eq!((&wire["docs"], &wire["stories"]), (&5.into(), &3.into()));
    let out = run(&["quotes", "--facet", "speaker"]).out;
    assert!(out.contains("  2  Nora Quist (5 quotes)\n"), "{out}");
    let out = run(&["query", "dockworkers", "--facet", "source", "--fold", "none"]).out;
    assert!(out.starts_with("source (documents)\n  5  Example Wire\n"), "{out}");
    let stats = run(&["stats", "--json"]).json().remove(0);
    assert_eq!((&stats["docs"], &stats["stories"]), (&6.into(), &3.into()));
    let entity = run(&["entities", "--name", "quist", "--json"]).json().remove(0);
    assert_eq!((&entity["docs"], &entity["stories"]), (&5.into(), &2.into()));
}

#[test]
fn flags_of_copies() {
    for (query, expected) in [
        ("is:lead", &["after.txt", "other.txt", "wire.txt"][..]),
        ("copies:>3", &["bare.txt", "head.txt", "trim.txt", "wire.txt"]),
        ("copies:4", &["bare.txt", "head.txt", "trim.txt", "wire.txt"]),
        ("copies:>4", &[]),
        ("is:lead copies:>3", &["wire.txt"]),
        ("copies:1", &["after.txt", "other.txt"]),
        ("dockworkers -is:lead", &["bare.txt", "head.txt", "trim.txt"]),
    ] {
        assert_eq!(paths(&ENV, &[query, "--fold", "none"]), expected, "{query}");
    }
    let quotes = run(&["quotes", "is:lead bananas", "--format", "{path}"]).out;
    assert_eq!(quotes, "wire.txt\n");
}

#[test]
fn what_each_copy_cut_or_added() {
    let lines = run(&["similar", "wire.txt", "--json"]).json();
    let relation = |line: &&Value, wanted: &str| line["relation"] == wanted;
    let copies: Vec<&Value> = lines.iter().filter(|line| relation(line, "copy")).collect();
    let mut paths: Vec<&str> = copies.iter().filter_map(|copy| copy["path"].as_str()).collect();
    paths.sort();
    assert_eq!(paths, ["bare.txt", "head.txt", "trim.txt"]);
    for copy in &copies {
        assert!(copy["share"].as_f64().is_some_and(|share| share > 0.9), "{copy}");
        let diff = copy["diff"].as_array().expect("changes");
        assert!(diff.iter().all(|change| change.get("added").is_none()), "{diff:?}");
        let cut = diff.iter().find_map(|change| change["removed"].as_str()).expect("a cut");
        assert!(cut.ends_with("chamber of commerce."), "{cut}");
    }
    let last = lines.last().expect("a summary");
    let about = lines.iter().filter(|line| relation(line, "about")).count();
    assert_eq!(about, 2, "{lines:?}");
    assert_eq!((&last["total_docs"], &last["total_stories"]), (&5.into(), &3.into()));
    // The other way round, and the lead is named.
    let out = run(&["similar", "trim.txt", "--copies"]).out;
    assert!(out.contains("· wire.txt · ") && out.contains(" · earliest here\n"), "{out}");
    assert!(out.contains("100 % of the shorter text in both · 0 words cut · "), "{out}");
    assert_eq!(out.matches("% of the shorter text in both").count(), 3, "{out}");
    let none = run(&["similar", "other.txt", "--copies"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("no copy of it"), "{}", none.err);
}

/// All that an index says of its stories and names.
fn state(env: &TestEnv) -> Vec<String> {
    let calls: [&[&str]; 8] = [
        &["query", "*", "-n", "0", "--sort", "path", "--json", "--fields", "id,path,story,copies"],
        &[
            "query",
            "*",
            "-n",
            "0",
            "--sort",
            "path",
            "--fold",
            "none",
            "--json",
            "--fields",
            "path,story,copies",
        ],
        &["query", "dockworkers", "--json", "--fields", "path,copies,score"],
        &["query", "is:lead", "-n", "0", "-l", "--sort", "path"],
        &["quotes", "-n", "0", "--sort", "path", "--json", "--fields", "id,path,carried,story"],
        &["quotes", "--facet", "speaker:0", "--csv"],
        &["entities", "-n", "0", "--with-roles", "--csv"],
        &["query", "--by", "day", "--csv", "*"],
    ];
    let mut state = Vec::new();
    for args in calls {
        let run = env.run(args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.err);
        // The revision counts the runs, which are not the same.
        let lines = run.out.lines().map(|line| match line.split_once("\"revision\":") {
            Some((before, _)) => before.to_owned(),
            None => line.to_owned(),
        });
        state.extend(lines);
    }
    state
}

#[test]
fn a_copy_that_comes_later_joins_its_story() {
    let env = index_of(&all()[1..]);
    let lead = |env: &TestEnv| paths(env, &["is:lead copies:>1", "--fold", "none"]);
    assert_eq!(lead(&env).len(), 1);
    assert_ne!(lead(&env), ["wire.txt"]);
    let (name, text) = &copies()[0];
    env.write(name, text);
    env.index();
    assert_eq!(lead(&env), ["wire.txt"], "the earliest by its date, not by its coming");
    assert_eq!(state(&env), state(&ENV));
}

#[test]
fn one_by_one_is_as_all_at_once() {
    for order in [[5, 0, 3, 1, 4, 2], [2, 1, 3, 5, 4, 0]] {
        let files = all();
        let env = TestEnv::new();
        for at in order {
            env.write(files[at].0, &files[at].1);
            env.index();
        }
        assert_eq!(state(&env), state(&ENV), "{order:?}");
    }
}

#[test]
fn a_copy_that_goes_leaves_its_story() {
    let env = index_of(&all());
    for gone in ["wire.txt", "head.txt", "bare.txt"] {
        std::fs::remove_file(env.path("docs").join(gone)).expect("a file");
        env.index();
        let left: Vec<_> =
            all().into_iter().filter(|(name, _)| env.path("docs").join(name).exists()).collect();
        assert_eq!(state(&env), state(&index_of(&left)), "without {gone}");
    }
    assert_eq!(paths(&env, &["copies:>1"]), [""; 0], "one is no copy");
}

#[test]
fn a_copy_that_changes_into_another_article_leaves_too() {
    let env = index_of(&all());
    env.write("trim.txt", AFTER.replace("March 29", "March 30").replace("kitchens", "cooks"));
    env.write("other.txt", OTHER.replace("rye", "white"));
    env.index();
    let mut files = all();
    files[1].1 = AFTER.replace("March 29", "March 30").replace("kitchens", "cooks");
    files[4].1 = OTHER.replace("rye", "white");
    assert_eq!(state(&env), state(&index_of(&files)));
}

#[test]
fn identical_files_are_copies_of_one_document() {
    let env = TestEnv::new();
    for name in ["a.txt", "b/a.txt", "c.txt"] {
        env.write(name, &copies()[0].1);
    }
    env.index();
    let line = env.run(&["query", "dockworkers", "--json"]).json().remove(0);
    assert_eq!((&line["copies"], line["paths"].as_array().map(Vec::len)), (&3.into(), Some(3)));
    assert_eq!(env.run(&["query", "dockworkers", "-c"]).out, "1\n");
    let none = env.run(&["query", "dockworkers", "--fold", "none", "--format", "{path}"]).out;
    assert_eq!(none, "a.txt\nb/a.txt\nc.txt\n");
    assert_eq!(env.run(&["query", "copies:3", "-c"]).out, "1\n");
}
