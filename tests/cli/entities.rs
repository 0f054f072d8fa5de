//! `entities`: who and what the archive names, and the user's corrections, which hold at once.

use std::sync::LazyLock;

use serde_json::Value;

use crate::testenv::{Run, TestEnv};

const FIXES: &str = "onrecord-fixes.toml";

/// A ministry, a mill and two people of one surname.
const FILES: [(&str, &str); 5] = [
    (
        "a.txt",
        "Mill must clean its river\n\nDORNACH, May 2, 2016 (Example Wire) -- The mill must clean \
        the river.\n\n\"The river comes first,\" said Environment Minister Marta Kolve.\n\nKolve \
        spoke in Dornach. Henrik Sand, a spokesman for the Dornach Paper Company, said the mill would \
        obey.\n",
    ),
    (
        "b.txt",
        "Kolve moves to the treasury\n\nDORNACH, June 9, 2017 (Example Wire) -- Marta Kolve was \
        named on Friday.\n\n\"I will count every coin,\" said Finance Minister Marta Kolve.\n\nThe \
        Dornach Paper Company wished her well, Henrik Sand said.\n",
    ),
    (
        "c.txt",
        "Rowers win at home\n\nPELLWITZ, June 11, 2017 (North Post) -- The eight won by a \
        length.\n\n\"We were never behind,\" said Jonas Kolve, the coach of the rowers.\n\nKolve \
        rowed for Pellwitz himself.\n",
    ),
    (
        "d.txt",
        "Budget of coins\n\nDORNACH, Oct. 3, 2018 (North Post) -- The budget was read on \
        Wednesday.\n\n\"There is not a coin left over,\" said Finance Minister M. A. \
        Kolve-Brandis.\n",
    ),
    (
        "e.txt",
        "Sand sculptures\n\nPELLWITZ, July 1, 2018 (North Post) -- Green Sand is a \
        beach.\n\n\"The tide takes all,\" said Rita Moll, a sculptor.\n",
    ),
];

fn env() -> TestEnv {
    let env = TestEnv::new();
    FILES.iter().for_each(|(name, text)| env.write(name, text));
    env.index();
    env
}

static ENV: LazyLock<TestEnv> = LazyLock::new(env);

/// The entity lines of a call.
fn entities(env: &TestEnv, args: &[&str]) -> Vec<Value> {
    let run = env.run(&[&["entities", "--json", "-n", "0"], args].concat());
    assert!(matches!(run.code, 0 | 1), "{args:?}: {}", run.err);
    run.json().into_iter().filter(|line| line["type"] == "entity").collect()
}

fn names(env: &TestEnv, args: &[&str]) -> Vec<String> {
    let lines = entities(env, args);
    lines.iter().map(|line| line["name"].as_str().expect("a name").to_owned()).collect()
}

fn fix(env: &TestEnv, args: &[&str]) -> Run {
    let run = env.run(&[&["entities"], args].concat());
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    run
}

fn paths(env: &TestEnv, query: &str) -> Vec<String> {
    env.run(&["query", "-l", query]).sorted()
}

#[test]
fn names_are_joined_and_namesakes_stay_apart() {
    let people = entities(&ENV, &["--type", "person"]);
    let of = |name: &str| people.iter().find(|line| line["name"] == name).expect("a person");
    let (marta, jonas) = (of("Marta Kolve"), of("Jonas Kolve"));
    assert_eq!(marta["id"], "e:person/marta-kolve");
    for (entity, docs, quotes, first, last) in
        [(marta, 2, 2, "2016-05-02", "2017-06-09"), (jonas, 1, 1, "2017-06-11", "2017-06-11")]
    {
        assert_eq!((&entity["docs"], &entity["stories"]), (&docs.into(), &docs.into()), "{entity}");
        assert_eq!(entity["quotes"], quotes, "{entity}");
        assert_eq!((&entity["first"], &entity["last"]), (&first.into(), &last.into()), "{entity}");
        assert!(entity["aliases"].to_string().contains("\"Kolve\""), "{entity}");
    }
    assert_eq!(paths(&ENV, "person:\"Marta Kolve\""), ["a.txt", "b.txt"]);
    assert_eq!(paths(&ENV, "person:\"Jonas Kolve\""), ["c.txt"]);
    let kinds: Vec<String> = entities(&ENV, &[]).iter().map(|e| e["kind"].to_string()).collect();
    for kind in ["\"person\"", "\"organization\"", "\"place\""] {
        assert!(kinds.iter().any(|known| known == kind), "{kind}: {kinds:?}");
    }
    for (flag, kind) in [("person", "person"), ("org", "organization"), ("place", "place")] {
        assert!(entities(&ENV, &["--type", flag]).iter().all(|e| e["kind"] == kind), "{flag}");
    }
    let stories: Vec<u64> =
        entities(&ENV, &[]).iter().filter_map(|e| e["stories"].as_u64()).collect();
    assert!(stories.windows(2).all(|pair| pair[0] >= pair[1]), "the most frequent first");
}

#[test]
fn roles_have_their_days_and_their_evidence() {
    let marta = entities(&ENV, &["--name", "marta kolve", "--with-roles"]).remove(0);
    let roles = marta["roles"].as_array().expect("roles");
    for (text, day) in [("Environment Minister", "2016-05-02"), ("Finance Minister", "2017-06-09")]
    {
        let role = roles.iter().find(|role| role["text"] == text).expect("a role");
        assert_eq!((&role["first"], &role["last"]), (&day.into(), &day.into()), "{role}");
        let evidence = role["evidence"].as_str().expect("an id");
        let shown = ENV.run(&["show", evidence, "--json"]);
        assert_eq!(shown.code, 0, "{evidence}: {}", shown.err);
        assert_eq!(shown.json()[0]["role"]["text"], text, "the quote was said in it");
    }
    let mill = entities(&ENV, &["--name", "henrik", "--with-roles"]).remove(0);
    assert_eq!(mill["roles"][0]["org"], "Dornach Paper Company", "{mill}");
    assert!(entities(&ENV, &["--name", "marta"])[0].get("roles").is_none(), "only when asked for");
    let out = ENV.run(&["entities", "--name", "marta", "--with-roles"]).out;
    assert!(out.contains("   Finance Minister · 2017-06-09 · 1 document · q:"), "{out}");
}

#[test]
fn what_is_asked_for_is_given() {
    let whom = |args: &[&str]| names(&ENV, args);
    assert_eq!(whom(&["--name", "MARTA"]), ["Marta Kolve"]);
    assert_eq!(whom(&["--name", "paper company"]), ["Dornach Paper Company"]);
    assert!(whom(&["--name", "kolve", "rowers"]) == ["Jonas Kolve"], "of the documents that match");
    for cooccur in ["Henrik Sand", "e:person/henrik-sand"] {
        let found = whom(&["--cooccur", cooccur]);
        assert!(found.contains(&"Marta Kolve".to_owned()), "{found:?}");
        assert!(!found.contains(&"Henrik Sand".to_owned()), "not itself: {found:?}");
        assert!(!found.contains(&"Jonas Kolve".to_owned()), "{found:?}");
    }
    for (args, code) in [
        (&["--name", "nobody"][..], 1),
        (&["xyzzy"], 1),
        (&["--cooccur", "Nobody Here"], 2),
        (&["--cooccur", "e:person/nobody"], 2),
        (&["--type", "thing"], 2),
        (&["--fields", "name"], 2),
        (&["--type", "person", "merge", "Marta Kolve", "Jonas Kolve"], 2),
        (&["merge", "Marta Kolve"], 2),
        (&["block", "…"], 2),
        (&["split", "Marta Kolve", "--from", "MARTA KOLVE"], 2),
    ] {
        let run = ENV.run(&[&["entities"], args].concat());
        assert_eq!(run.code, code, "{args:?}: {}{}", run.out, run.err);
        assert!(!ENV.path(FIXES).exists(), "{args:?}");
    }
}

#[test]
fn words_that_are_a_name_are_told_from_words_of_documents() {
    // The company, not the man, comes first among the names in documents with "sand".
    let run = ENV.run(&["entities", "henrik", "sand", "-n", "1"]);
    assert!(!run.out.contains("Henrik Sand"), "{}", run.out);
    assert!(run.err.contains("--name \"henrik sand\" gives Henrik Sand"), "{}", run.err);
    for other in [
        ["entities", "coins", "-n", "1"].as_slice(),
        &["entities", "henrik", "sand", "--type", "person"],
        &["entities", "--name", "sand"],
        &["entities", "henrik", "sand", "--json"],
    ] {
        let run = ENV.run(other);
        assert!(!run.err.contains("these are"), "{other:?}: {}", run.err);
    }
}

#[test]
fn a_limit_that_was_reached_is_said() {
    let all = names(&ENV, &[]).len();
    let run = ENV.run(&["entities", "-n", "2", "--json"]);
    assert_eq!(run.json().len(), 3);
    assert_eq!(run.json()[2]["warnings"][0]["code"], "limit");
    assert!(run.err.contains("-n 0 shows all"), "{}", run.err);
    let run = ENV.run(&["entities", "-n", &all.to_string(), "--json"]);
    assert_eq!((run.json().len(), run.err.as_str()), (all + 1, ""));
}

#[test]
fn a_merge_holds_everywhere_at_once_and_after_a_new_index() {
    let env = env();
    assert_eq!(paths(&env, "person:\"Marta Kolve\""), ["a.txt", "b.txt"]);
    let said = fix(&env, &["merge", "Marta Kolve", "M. A. Kolve-Brandis"]);
    assert!(said.err.contains(FIXES), "{}", said.err);
    let again = fix(&env, &["merge", "Marta Kolve", "M. A. Kolve-Brandis"]);
    assert!(again.err.contains("says so already"), "{}", again.err);
    let check = |env: &TestEnv| {
        for query in ["person:\"Marta Kolve\"", "person:Brandis", "speaker:\"marta kolve\""] {
            assert_eq!(paths(env, query), ["a.txt", "b.txt", "d.txt"], "{query}");
        }
        let quotes = env.run(&["quotes", "--speaker", "Marta Kolve", "-c"]).out;
        assert_eq!(quotes, "3\n");
        let facet = env.run(&["quotes", "--facet", "speaker:0"]).out;
        assert!(facet.contains("  3  Marta Kolve\n") && !facet.contains("Brandis"), "{facet}");
        let shown = env.run(&["show", "d.txt", "--entities"]).out;
        assert!(shown.contains("Marta Kolve"), "{shown}");
        let marta = entities(env, &["--name", "brandis"]);
        assert_eq!((marta.len(), &marta[0]["name"]), (1, &"Marta Kolve".into()));
        assert_eq!((&marta[0]["docs"], &marta[0]["quotes"]), (&3.into(), &3.into()));
        assert_eq!(marta[0]["last"], "2018-10-03");
        let quote = env.run(&["quotes", "coin left", "--json"]).json().remove(0);
        assert_eq!(quote["speaker"]["name"], "Marta Kolve", "{quote}");
        assert_eq!(quote["speaker"]["id"], "e:person/marta-kolve");
        assert_eq!(quote["speaker"]["as_written"], "M. A. Kolve-Brandis");
    };
    check(&env);
    std::fs::remove_dir_all(env.path("index")).expect("removed");
    env.index();
    check(&env);
    // What is taken out of the file does not hold any more.
    std::fs::remove_file(env.path(FIXES)).expect("a file");
    assert_eq!(paths(&env, "person:\"Marta Kolve\""), ["a.txt", "b.txt"]);
}

#[test]
fn a_split_takes_a_name_out() {
    let env = env();
    fix(&env, &["merge", "Marta Kolve", "Jonas Kolve"]);
    assert_eq!(paths(&env, "person:\"Marta Kolve\""), ["a.txt", "b.txt", "c.txt"]);
    fix(&env, &["split", "Jonas Kolve", "--from", "Marta Kolve"]);
    assert_eq!(paths(&env, "person:\"Marta Kolve\""), ["a.txt", "b.txt"], "the later entry wins");
    assert_eq!(paths(&env, "person:\"Jonas Kolve\""), ["c.txt"]);
    assert_eq!(env.run(&["quotes", "--speaker", "Jonas Kolve", "-c"]).out, "1\n");
    assert_eq!(names(&env, &["--name", "kolve", "--type", "person"]).len(), 2 + 1);
}

#[test]
fn a_blocked_name_is_none() {
    let env = env();
    assert_eq!(names(&env, &["--name", "henrik"]), ["Henrik Sand"]);
    fix(&env, &["block", "--type", "person", "Henrik Sand"]);
    for round in 0..2 {
        assert_eq!(names(&env, &["--name", "henrik"]), [""; 0], "round {round}");
        assert_eq!(paths(&env, "person:henrik"), [""; 0], "round {round}");
        assert_eq!(paths(&env, "henrik"), ["a.txt", "b.txt"], "the words are still there");
        let facet = env.run(&["query", "mill", "--facet", "person:0"]).out;
        assert!(!facet.contains("Henrik"), "{facet}");
        let facet = env.run(&["quotes", "--facet", "speaker:0"]).out;
        assert!(!facet.contains("Henrik"), "{facet}");
        let shown = env.run(&["show", "a.txt", "--entities"]).out;
        assert!(!shown.contains("Henrik"), "{shown}");
        let found = env.run(&["export", "mentions", "--format", "{name}"]).out;
        assert!(!found.contains("Henrik"), "{found}");
        std::fs::remove_dir_all(env.path("index")).expect("removed");
        env.index();
    }
}

#[test]
fn a_new_name_is_shown_and_both_are_found() {
    let env = env();
    fix(&env, &["rename", "Marta Kolve", "Marta Kolve of Dornach"]);
    let marta = entities(&env, &["--name", "marta"]).remove(0);
    assert_eq!(marta["name"], "Marta Kolve of Dornach");
    for query in ["person:\"Marta Kolve\"", "person:\"Marta Kolve of Dornach\"", "speaker:marta"] {
        assert_eq!(paths(&env, query), ["a.txt", "b.txt"], "{query}");
    }
    let facet = env.run(&["quotes", "--facet", "speaker:0"]).out;
    assert!(facet.contains("Marta Kolve of Dornach\n"), "{facet}");
    let quotes = env.run(&["quotes", "--speaker", "Marta Kolve of Dornach", "-c"]).out;
    assert_eq!(quotes, "2\n");
    let shown = env.run(&["show", "b.txt", "--quotes"]).out;
    assert!(shown.contains("Marta Kolve of Dornach"), "{shown}");
}

#[test]
fn quotes_backslashes_and_marks_in_names() {
    let env = env();
    for name in ["Marta \"the Coin\" Kolve", "back\\slash", "tab\there", "Zoë ☃ Kölve", "O’Kolve"]
    {
        fix(&env, &["merge", "Marta Kolve", name]);
        assert_eq!(env.run(&["entities", "-n", "1"]).code, 0, "{name}");
    }
    let named = entities(&env, &["--name", "marta"]);
    assert_eq!(named[0]["name"], "Marta Kolve");
    let text = std::fs::read_to_string(env.path(FIXES)).expect("a file");
    assert_eq!(text.matches("[[merge]]").count(), 5, "{text}");
    // What is shown may hold anything; a terminal is not told to obey it.
    fix(&env, &["rename", "Marta Kolve", "Marta\u{1b}[31m\nKolve"]);
    for args in
        [&["entities", "-n", "0"][..], &["quotes", "--facet", "speaker:0"], &["quotes", "coin"]]
    {
        let out = env.run(args).out;
        assert!(!out.contains('\u{1b}'), "{args:?}: {out:?}");
    }
}

#[test]
fn what_the_user_wrote_in_the_file_stays() {
    let env = env();
    for mine in [
        "# mine: Jonas is the coach\n\n[[block]]   # a beach\nname = 'Green Sand'\n# the end",
        "# mine\r\n\r\n[[block]]\r\nname = \"Green Sand\"\r\n",
    ] {
        std::fs::write(env.path(FIXES), mine).expect("a file");
        fix(&env, &["merge", "--type", "person", "Marta Kolve", "M. A. Kolve-Brandis"]);
        let text = std::fs::read_to_string(env.path(FIXES)).expect("a file");
        assert!(text.starts_with(mine), "{text}");
        assert_eq!(paths(&env, "person:\"Marta Kolve\"").len(), 3);
        assert_eq!(names(&env, &["--name", "green sand"]), [""; 0]);
        let beside: Vec<_> = std::fs::read_dir(env.path(".")).expect("a folder").collect();
        assert_eq!(beside.len(), 3, "docs, index and the fixes: {beside:?}");
    }
    // A byte order mark, as some editors leave it.
    std::fs::write(env.path(FIXES), "\u{feff}[[block]]\nname = \"Green Sand\"\n").expect("a file");
    assert_eq!(env.run(&["entities", "-n", "1"]).code, 0);
}

#[test]
fn a_file_of_fixes_that_cannot_be_read_is_an_error() {
    let env = env();
    for (text, part) in [
        ("[[block]\n", "line 1"),
        ("\n[[blok]]\nname = \"x\"\n", "line 2: unknown field `blok`"),
        ("[[merge]]\nnames = [\"x\"]\n", "two names or more"),
        ("[[block]]\nname = \"x\"\nkind = \"thing\"\n", "unknown variant `thing`"),
    ] {
        std::fs::write(env.path(FIXES), text).expect("a file");
        for args in [
            &["query", "mill"][..],
            &["quotes", "coin"],
            &["entities"],
            &["show", "a.txt"],
            &["entities", "block", "Henrik Sand"],
        ] {
            let run = env.run(args);
            assert_eq!(run.code, 2, "{args:?}: {}", run.out);
            assert!(run.err.contains(FIXES) && run.err.contains(part), "{args:?}: {}", run.err);
            assert_eq!(run.err.lines().filter(|l| l.contains("error: ")).count(), 1, "{}", run.err);
        }
        let json = env.run(&["entities", "--json"]);
        let error: Value = serde_json::from_str(&json.err).expect("one line of JSON");
        assert_eq!(error["code"], "fixes");
        assert_eq!(std::fs::read_to_string(env.path(FIXES)).expect("a file"), text, "left alone");
    }
    std::fs::write(env.path(FIXES), b"[[block]]\nname = \"\xff\"\n").expect("a file");
    let run = env.run(&["entities"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains(FIXES), "{}", run.err);
    std::fs::remove_file(env.path(FIXES)).expect("a file");
    let run = env.run(&["entities", "--fixes", "elsewhere.toml"]);
    assert_eq!(run.code, 2, "one that was named is meant to be there");
    assert!(run.err.contains("elsewhere.toml"), "{}", run.err);
}

#[test]
fn another_file_of_fixes() {
    let env = env();
    fix(&env, &["merge", "Marta Kolve", "Jonas Kolve", "--fixes", "mine.toml"]);
    assert!(env.path("mine.toml").is_file() && !env.path(FIXES).exists());
    let with = env.run(&["query", "-l", "person:\"Marta Kolve\"", "--fixes", "mine.toml"]);
    assert_eq!(with.sorted(), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(paths(&env, "person:\"Marta Kolve\""), ["a.txt", "b.txt"]);
}

#[test]
fn a_word_left_out_of_a_name_stays_left_out() {
    let env = TestEnv::new();
    env.write("a.txt", "Vote\n\nMarta Olvera spoke on Monday. Olvera left.\n");
    env.write("b.txt", "Vote again\n\nMarta Ruizgomez spoke on Tuesday.\n");
    env.index();
    let count = |query: &str| env.run(&["query", query, "-c", "--ok-if-none"]).out;
    let before = count("person:(marta -olvera)");
    env.run(&["entities", "merge", "Marta Olvera", "Marta Ruizgomez"]);
    assert_eq!(count("person:(marta -olvera)"), before);
}

#[cfg(unix)]
#[test]
fn corrections_go_where_a_link_leads_and_only_to_a_file() {
    let env = env();
    let (file, link) = (env.path("mine.toml"), env.path("link.toml"));
    std::fs::write(&file, "# mine\n").expect("written");
    std::os::unix::fs::symlink(&file, &link).expect("a link");
    let link = link.to_string_lossy();
    fix(&env, &["block", "Green Sand", "--fixes", &link]);
    let text = std::fs::read_to_string(&file).expect("corrections");
    assert!(text.starts_with("# mine\n") && text.contains("Green Sand"), "{text}");
    let nowhere = env.path("nowhere.toml");
    std::os::unix::fs::symlink("/dev/null", &nowhere).expect("a link");
    let nowhere = nowhere.to_string_lossy();
    let run = env.run(&["entities", "block", "Green Sand", "--fixes", &nowhere]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("nowhere.toml: is no file\n  hint: name a file"), "{}", run.err);
}
