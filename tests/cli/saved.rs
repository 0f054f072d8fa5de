//! `saved`, `export` and `similar`: standing queries, whole records, texts that are like others.

use std::io::Write;
use std::process::Stdio;
use std::sync::LazyLock;

use serde_json::Value;

use crate::testenv::{self, Run, TestEnv};

fn article(number: usize, subject: &str) -> String {
    format!(
        "Notes on {subject}, part {number}\n\nKELMAR, March {}, 2018 (Example Wire) -- The council \
        of Kelmar spoke of {subject} for the {number}th time.\n\n\"{subject} number {number} is on \
        my desk,\" said Vera Holt, the mayor of Kelmar.\n\nNobody in {} wrote it down.\n",
        1 + number % 28,
        ["the hall", "the gallery", "the street", "the tower"][number % 4],
    )
}

const LONG: [&str; 4] = [
    "Gravel from the old quarry will pave the road to Kelmar, the council decided after a debate \
    of eleven hours in which three members slept and one resigned.",
    "The road has had no surface since the flood of 2009, and the school bus has broken its axle \
    on it nine times, the driver told the council with photographs.",
    "\"The quarry is closed for birds,\" said Ute Farn, who counts them, and she asked the council \
    to wait until the young owls had left their ledge in June.",
    "Work is to begin on the first dry Monday, and the bill is to be paid from the sale of the \
    town's second fire engine, which has not started in years.",
];

fn story(title: &str, day: u8, body: &[&str]) -> String {
    format!("{title}\n\nKELMAR, May {day}, 2018 (Example Wire) -- {}\n", body.join("\n\n"))
}

fn env() -> TestEnv {
    let env = TestEnv::new();
    env.write("a.txt", article(1, "drains"));
    env.write("b.txt", article(2, "lamps"));
    env.write("road.txt", story("Gravel for the road to Kelmar", 4, &LONG));
    env.write("short.txt", story("Quarry to pave a road", 5, &LONG[..3]));
    env.write("owl.txt", "Owls of Kelmar\n\nMay 9, 2018\n\nThe quarry has owls on a ledge.\n");
    env.index();
    env
}

static ENV: LazyLock<TestEnv> = LazyLock::new(env);

fn ok(env: &TestEnv, args: &[&str]) -> Run {
    let run = env.run(args);
    assert_eq!(run.code, 0, "{args:?}: {}{}", run.out, run.err);
    run
}

fn paths(run: &Run) -> Vec<String> {
    let mut paths: Vec<String> =
        run.json().iter().filter_map(|line| line["path"].as_str().map(str::to_owned)).collect();
    paths.sort();
    paths
}

#[test]
fn a_query_is_kept_listed_shown_and_forgotten() {
    let env = env();
    let none = env.run(&["saved", "list"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("no query is saved"), "{}", none.err);
    let said = ok(&env, &["saved", "add", "lamps", "lamps OR drains"]);
    assert!(said.err.contains("saved \"lamps\"") && said.err.contains("--new"), "{}", said.err);
    ok(&env, &["saved", "add", "holt", "--quotes", "speaker:holt", "desk"]);
    ok(&env, &["saved", "add", "Ünïcode ☃", "owls"]);
    let list = ok(&env, &["saved", "list"]).out;
    assert!(list.contains("holt       quotes  speaker:holt desk  (seen to r1)\n"), "{list}");
    assert!(list.contains("lamps      query  lamps OR drains  (seen to r1)\n"), "{list}");
    assert_eq!(list.lines().count(), 3);
    let lines = ok(&env, &["saved", "list", "--json"]).json();
    assert_eq!((&lines[0]["name"], &lines[0]["command"]), (&"holt".into(), &"quotes".into()));
    assert_eq!(
        ok(&env, &["saved", "show", "lamps", "--json"]).json()[0]["query"],
        "lamps OR drains"
    );
    let csv = ok(&env, &["saved", "list", "--csv"]).out;
    assert!(csv.starts_with("name,command,query,seen\nholt,quotes,speaker:holt desk,1\n"), "{csv}");
    ok(&env, &["saved", "add", "lamps", "lamps"]);
    assert_eq!(ok(&env, &["saved", "list"]).out.lines().count(), 3, "in place of the other");
    ok(&env, &["saved", "rm", "holt"]);
    for args in
        [&["saved", "rm", "holt"][..], &["saved", "show", "holt"], &["saved", "run", "holt"]]
    {
        let run = env.run(args);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("holt: no query") && run.err.contains("lamps"), "{}", run.err);
    }
    for args in [
        &["saved", "add", "x", "nosuchfield:1"][..],
        &["saved", "add", "", "lamps"],
        &["saved", "add", " ", "lamps"],
        &["saved", "add", "x"],
        &["saved"],
    ] {
        assert_eq!(env.run(args).code, 2, "{args:?}");
    }
    std::fs::write(env.path("index/saved.json"), "{").expect("a file");
    let run = env.run(&["saved", "list"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("saved.json"), "{}", run.err);
}

#[test]
fn only_what_is_new_is_given_and_each_once() {
    let env = env();
    for (name, query) in
        [("all", "kelmar"), ("or", "lamps OR (drains"), ("open", "(drains"), ("quo", "\"kelmar")]
    {
        ok(&env, &["saved", "add", name, query]);
        let run = env.run(&["saved", "run", name, "--new", "--json"]);
        assert_eq!((run.code, paths(&run).len()), (1, 0), "{query}: nothing is new");
        let whole = ok(&env, &["saved", "run", name, "--json", "-n", "0"]);
        let asked = ok(&env, &["query", query, "--json", "-n", "0"]);
        assert_eq!(paths(&whole), paths(&asked), "{query}: without --new all of it");
    }
    ok(&env, &["saved", "add", "said", "--quotes", "desk"]);
    // More than a page.
    for number in 10..40 {
        env.write(&format!("n{number}.txt"), article(number, &format!("drains{number}")));
    }
    env.write("d.txt", article(3, "drains"));
    env.index();
    let run = env.run(&["saved", "run", "all", "--new", "--explain"]);
    assert!(run.out.contains("added"), "{}", run.out);
    let stories = |run: &Run| run.json().pop().expect("a summary")["total_stories"].clone();
    let new = ok(&env, &["saved", "run", "all", "--new", "--json"]);
    assert_eq!(stories(&new), paths(&new).len(), "all that is new, not one page");
    let files = ok(&env, &["query", "added:>r1", "-n", "0", "--json"]);
    assert_eq!(paths(&new), paths(&files));
    assert_eq!(env.run(&["saved", "run", "all", "--new"]).code, 1, "each once");
    assert_eq!(env.run(&["saved", "run", "all", "--new", "--ok-if-none"]).code, 0);
    assert_eq!(paths(&ok(&env, &["saved", "run", "or", "--new", "--json"])), ["d.txt"]);
    let said = ok(&env, &["saved", "run", "said", "--new", "--format", "{speaker.name}"]);
    assert!(said.out.lines().count() > 20 && said.out.starts_with("Vera Holt\n"), "{}", said.out);
    // What could not be given is given the next time.
    env.write("e.txt", article(4, "drains"));
    env.index();
    let refused = env.run(&["saved", "run", "or", "--new", "--format", "{nokey}"]);
    assert_eq!(refused.code, 2);
    assert!(
        paths(&ok(&env, &["saved", "run", "or", "--new", "--json"])).contains(&"e.txt".to_owned())
    );
    // A new index begins to count anew.
    ok(&env, &["saved", "list"]);
    std::fs::copy(env.path("index/saved.json"), env.path("kept.json")).expect("a copy");
    std::fs::remove_dir_all(env.path("index")).expect("removed");
    env.index();
    std::fs::copy(env.path("kept.json"), env.path("index/saved.json")).expect("a copy");
    let run = ok(&env, &["saved", "run", "or", "--new", "--json"]);
    assert!(run.err.contains("made anew"), "{}", run.err);
    assert_eq!(paths(&run), paths(&ok(&env, &["query", "lamps OR drains", "--json"])));
}

#[test]
#[cfg(unix)]
fn an_index_that_cannot_be_written_to_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let env = env();
    ok(&env, &["saved", "add", "all", "kelmar"]);
    env.write("d.txt", article(3, "drains"));
    env.index();
    let mode = |mode| {
        let dir = env.path("index");
        std::fs::set_permissions(dir, std::fs::Permissions::from_mode(mode)).expect("ours");
    };
    mode(0o500);
    let may = std::fs::write(env.path("index/probe"), "").is_ok();
    let run = env.run(&["saved", "run", "all", "--new", "--json"]);
    mode(0o700);
    if may {
        return eprintln!("skipped: this user may write anywhere");
    }
    assert_eq!(run.code, 2);
    assert!(run.err.contains("saved.json"), "{}", run.err);
    assert_eq!(paths(&run), ["d.txt"], "what was found is worth having");
}

#[test]
fn every_record_is_exported() {
    let count = |what: &str, args: &[&str]| -> Vec<Value> {
        let run = ok(&ENV, &[&["export", what], args].concat());
        assert_eq!(run.err, "");
        run.json()
    };
    let docs = count("docs", &[]);
    assert_eq!(docs.len(), 5, "no copy is folded");
    for doc in &docs {
        assert_eq!(doc["type"], "doc");
        let text = doc["text"].as_str().expect("the text");
        let file =
            std::fs::read_to_string(ENV.path("docs").join(doc["path"].as_str().expect("a path")));
        assert_eq!(doc["offset_base"] == "file", text == file.expect("a file"), "{doc}");
    }
    let quotes = count("quotes", &[]);
    let all =
        ok(&ENV, &["quotes", "-n", "0", "--min-conf", "0", "--fold", "none", "--json"]).json();
    assert_eq!(quotes.len(), all.len() - 1, "as many as there are");
    assert!(quotes.iter().all(|quote| quote["type"] == "quote" && quote["story"].is_string()));
    let mentions = count("mentions", &["owls"]);
    assert!(mentions.iter().all(|mention| mention["type"] == "mention"));
    let entities = count("entities", &[]);
    assert_eq!(entities.len(), ok(&ENV, &["entities", "-n", "0", "--json"]).json().len() - 1);
    assert!(entities.iter().all(|entity| entity["roles"].is_array()));
    // A mention points to an entity, and a speaker that has an id too.
    let ids: Vec<&Value> = entities.iter().map(|entity| &entity["id"]).collect();
    for mention in count("mentions", &[]) {
        assert!(ids.contains(&&mention["entity"]), "{mention}");
    }
    for quote in quotes.iter().filter(|quote| quote["speaker"]["id"].is_string()) {
        assert!(ids.contains(&&quote["speaker"]["id"]), "{quote}");
    }
}

#[test]
fn exports_for_tables_and_templates() {
    for (what, header) in [
        ("docs", "id,path,"),
        ("quotes", "id,doc,story,kind,"),
        ("mentions", "doc,path,kind,text,entity,"),
        ("entities", "id,kind,name,aliases,"),
    ] {
        let csv = ok(&ENV, &["export", what, "--csv"]).out;
        let tsv = ok(&ENV, &["export", what, "--tsv"]).out;
        assert!(csv.contains(header) || what == "docs", "{what}: {csv}");
        assert_eq!(tsv.lines().next(), csv.lines().next().map(|l| l.replace(',', "\t")).as_deref());
        let none = ENV.run(&["export", what, "xyzzy", "--csv"]);
        assert_eq!((none.code, none.out.lines().count()), (1, 1), "{what}: the header alone");
    }
    let fields = ok(&ENV, &["export", "docs", "quarry", "--csv", "--fields", "path,date"]).out;
    let mut rows: Vec<&str> = fields.lines().collect();
    rows[1..].sort();
    assert_eq!(
        rows,
        ["path,date", "owl.txt,2018-05-09", "road.txt,2018-05-04", "short.txt,2018-05-05"]
    );
    let null = ok(&ENV, &["export", "quotes", "--format", "{speaker.name}", "-0"]).out;
    assert!(null.contains("Vera Holt\0"), "{null:?}");
    for (args, part) in [
        (&["export", "nonsense"][..], "docs, quotes, mentions, entities"),
        (&["export", "docs", "-0"], "-0"),
        (&["export", "docs", "--fields", "titel"], "title"),
        (&["export", "docs", "nosuchfield:1"], "nosuchfield"),
        (&["export", "docs", "(", "--strict"], "bracket"),
    ] {
        let run = ENV.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(part), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_reader_that_goes_away_ends_an_export() {
    let env = TestEnv::new();
    let big = article(1, "drains") + &"\nKelmar again and again.\n".repeat(20_000);
    env.write("a.txt", &big);
    env.write("b.txt", big.replace("drains", "lamps"));
    env.index();
    for args in [&["export"][..], &["export", "mentions", "--csv"]] {
        let mut child = testenv::command(&env.path("."), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop(child.stdout.take());
        let end = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&end.stderr), "", "{args:?}");
        assert_eq!(end.status.code(), Some(0), "{args:?}");
    }
}

/// Runs `similar -` on a text.
fn similar_to(text: &str, args: &[&str]) -> Run {
    let args = [&["similar", "-"], args].concat();
    let mut child = testenv::command(&ENV.path("."), &args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    let end = child.wait_with_output().expect("it ends");
    Run {
        code: end.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&end.stdout).into_owned(),
        err: String::from_utf8_lossy(&end.stderr).into_owned(),
    }
}

#[test]
fn what_is_like_an_article() {
    let id = ok(&ENV, &["show", "road.txt", "--format", "{id}"]).out;
    let quote = ok(&ENV, &["quotes", "closed birds", "--format", "{doc}"]).out;
    assert!(quote.contains(id.trim()) || quote.starts_with("d:"));
    let by_path = ok(&ENV, &["similar", "road.txt", "--json"]);
    for name in [id.trim(), &id[..8], "docs/road.txt"] {
        assert_eq!(ok(&ENV, &["similar", name, "--json"]).out, by_path.out, "{name}");
    }
    let lines = by_path.json();
    assert_eq!((&lines[0]["path"], &lines[0]["relation"]), (&"short.txt".into(), &"copy".into()));
    assert_eq!(lines[0]["lead"], false);
    assert!(lines.iter().all(|line| line["path"] != "road.txt"), "not itself");
    assert!(lines.iter().any(|line| line["path"] == "owl.txt" && line["relation"] == "about"));
    assert_eq!(paths(&ok(&ENV, &["similar", "road.txt", "--copies", "--json"])), ["short.txt"]);
    for unknown in ["d:ffffffffffffffff", "nowhere.txt", "q:", ""] {
        assert_eq!(ENV.run(&["similar", unknown]).code, 2, "{unknown:?}");
    }
}

#[test]
fn is_this_text_in_the_archive() {
    let run = similar_to(&LONG[1..].join("\n\n"), &["--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let copies: Vec<Value> =
        run.json().into_iter().filter(|line| line["relation"] == "copy").collect();
    let mut found: Vec<&str> = copies.iter().filter_map(|copy| copy["path"].as_str()).collect();
    found.sort();
    assert_eq!(found, ["road.txt", "short.txt"]);
    let page = format!("<html><body><p>{}</p></body></html>", LONG.join("</p><p>"));
    let html = similar_to(&page, &["--name", "page.html", "--copies", "--json"]);
    assert_eq!(paths(&html), ["road.txt", "short.txt"], "{}", html.err);
    let other = similar_to("Nothing here is like anything.\n", &["--copies"]);
    assert_eq!(other.code, 1);
    assert!(other.err.contains("no copy of it"), "{}", other.err);
    let empty = similar_to("", &[]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("stdin: "), "{}", empty.err);
}

#[test]
fn what_was_only_counted_is_still_new() {
    let env = TestEnv::new();
    env.write("a.txt", "Talks\n\nThe talks began.\n");
    env.index();
    env.run(&["saved", "add", "talks", "talks"]);
    env.write("b.txt", "More talks\n\nThe talks went on.\n");
    env.index();
    for args in [&["--count"][..], &["--by", "day"], &["-n", "1"], &["--facet", "lang"]] {
        env.run(&[&["saved", "run", "talks", "--new"], args].concat());
    }
    let run = env.run(&["saved", "run", "talks", "--new"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("More talks"), "{}", run.out);
    assert_eq!(env.run(&["saved", "run", "talks", "--new"]).code, 1);
}
