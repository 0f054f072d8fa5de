//! Patterns, phrases and what looks like an operator, on small archives of their own.

use crate::testenv::TestEnv;

/// A folder with these documents, indexed.
fn archive(docs: &[(&str, &str)]) -> TestEnv {
    let env = TestEnv::new();
    docs.iter().for_each(|(path, text)| env.write(path, text));
    env.index();
    env
}

/// The files that a query finds, with blanks between, and what is told beside.
fn found(env: &TestEnv, query: &str) -> (String, String) {
    let run = env.run(&["query", query, "-l", "--sort", "path", "--fold", "none"]);
    assert!(run.code < 2, "{query}: {}", run.err);
    (run.listed().lines().collect::<Vec<_>>().join(" "), run.err)
}

fn voices() -> TestEnv {
    archive(&[
        ("a.txt", "Polls\n\nMr. Blair spoke of the election elected in the U.S.M.C.A. zone.\n"),
        ("b.txt", "Polls\n\nMs. Núñez saw election electoral ministry papers at noon.\n"),
    ])
}

#[test]
fn capitals_and_marks_in_expressions_match_folded_words() {
    let env = voices();
    for (query, expected) in [
        ("/Blair/", "a.txt"),
        ("/BLA.*/", "a.txt"),
        (r"/U\.?S\.?M\.?C\.?A\.?/", "a.txt"),
        ("/Núñe[Zs]/", "b.txt"),
        ("/[[:upper:]]lair/", "a.txt"),
    ] {
        let (files, told) = found(&env, query);
        assert_eq!((files.as_str(), told.as_str()), (expected, ""), "{query}");
    }
    for query in [r"/U\.S\.M\.C\.A\./", "/elec-tion/", "blair OR /O'Brien/"] {
        let told = found(&env, query).1;
        assert!(told.contains("can match no word"), "{query}: {told}");
    }
}

#[test]
fn letters_are_left_open_in_phrases() {
    let env = voices();
    for (query, expected) in [
        ("\"election elect*\"", "a.txt b.txt"),
        ("\"election electe?\"", "a.txt"),
        ("\"elect* elector*\"", "b.txt"),
        ("\"electoral minist?? papers\"", "b.txt"),
        ("\"e*n electoral\"", "b.txt"),
        ("\"electoral elect*\"", ""),
        ("\"papers at noon?\"", "b.txt"),
        ("\"electoral m?n*\" w/5 noon", "b.txt"),
        ("minist??", "b.txt"),
    ] {
        let (files, told) = found(&env, query);
        assert_eq!(files, expected, "{query}: {told}");
    }
}

#[test]
fn what_looks_like_an_operator_is_told() {
    let env = voices();
    for query in ["blair NEAR/5 election", "blair /5 election", "\"election * in\"", "a || b"] {
        assert!(found(&env, query).1.contains("note: "), "{query}");
    }
}

#[test]
fn exclusions_hold_where_they_stand() {
    let env = archive(&[
        ("a.txt", "Walk\n\nThe alpha met beta on time.\n"),
        ("b.txt", "Walk\n\nThe gamma met beta on time.\n"),
        ("c.txt", "Walk\n\nThe alpha met beta.\n\nIt was on time. No gamma met an alpha there.\n"),
    ]);
    for (query, expected) in [
        ("alpha NOT beta OR gamma", "b.txt c.txt"),
        ("gamma OR alpha NOT beta", "b.txt c.txt"),
        ("alpha w/p beta NOT alpha w/p gamma", "a.txt"),
        ("NOT alpha w/p gamma", "a.txt b.txt"),
    ] {
        assert_eq!(found(&env, query).0, expected, "{query}");
    }
    assert!(found(&env, "alpha -beta OR gamma").1.contains("whole group"));
}

#[test]
fn a_query_begins_with_a_minus_where_it_is_no_flag() {
    let env = voices();
    for (args, expected) in [
        (&["query", "-l", "-blair"][..], "b.txt\n"),
        (&["query", "-nunez", "-l"], "a.txt\n"),
        (&["query", "election", "-blair", "-l"], "b.txt\n"),
        (&["query", "-\"election elect*\"", "-l"], ""),
        (&["query", "-l", "--", "-blair"], "b.txt\n"),
    ] {
        let run = env.run(args);
        assert_eq!((run.listed().as_str(), run.code < 2), (expected, true), "{args:?} {}", run.err);
    }
    for args in [&["query", "--blair"][..], &["index", "-blair"]] {
        assert_eq!(env.run(args).code, 2, "{args:?}");
    }
}
