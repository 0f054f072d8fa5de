//! What may be typed, and what is told where it may not: types, dates, names, flags.

use std::sync::LazyLock;

use crate::testenv::{TestEnv, command, seeds, seeds_dir};

static ENV: LazyLock<TestEnv> = LazyLock::new(|| {
    let env = TestEnv::new();
    let story = |who: &str, role: &str, day: &str, what: &str| {
        format!(
            "{what}\n\nTARN QUAY, {day} (Lowland Wire) -- It was so.\n\n\"{what} is what we want,\" said {role} {who}.\n"
        )
    };
    for (name, who, role, day, what) in [
        ("a.txt", "Ilva Sorrano", "Prime Minister", "November 17, 2017", "A lamp on the mole"),
        ("b.txt", "Jorun Blakk", "Dr", "October 9, 2017", "A kiosk on the pier"),
        ("c.txt", "Wilm Tarrant", "Mayor", "April 3, 2016", "A bench by the lock"),
    ] {
        env.write(name, story(who, role, day, what));
    }
    env.write("d.md", "# Paint\n\n\"The paint is green,\" said Ada Quell, the prime minister.\n");
    env.write("e.html", "<html><body><p>The door is red.</p></body></html>");
    env.index();
    env
});

fn paths(args: &[&str]) -> Vec<String> {
    ENV.run(&[args, &["--format", "{path}", "--now", "2017-11-20"]].concat()).sorted()
}

#[test]
fn types_are_a_list_and_known() {
    for (types, expected) in [
        (&["--type", "md,html"][..], &["d.md", "e.html"][..]),
        (&["--type", ".MD", "--type", "html"], &["d.md", "e.html"]),
        (&["--type", "txt"], &["a.txt", "b.txt", "c.txt"]),
    ] {
        let args = [&["--index", "other", "index", "docs"], types].concat();
        assert_eq!(ENV.run(&args).code, 0);
        let found = ENV.run(&["--index", "other", "query", "*", "-n", "0", "-l"]).sorted();
        std::fs::remove_dir_all(ENV.path("other")).expect("an index");
        assert_eq!(found, expected, "{types:?}");
    }
    let run = ENV.run(&["--index", "other", "index", "docs", "--type", "md,exe"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--type: no format ends in .exe"), "{}", run.err);
    assert!(run.err.contains("one of txt, text, md, "), "{}", run.err);
    assert!(!ENV.path("other").exists());
}

#[test]
fn dates_are_read_as_people_write_them() {
    for (date, expected) in [
        ("date:17/11/2017", &["a.txt"][..]),
        ("date:11/17/2017", &["a.txt"]),
        ("date:17.11.2017", &["a.txt"]),
        ("date:\"November 2017\"", &["a.txt"]),
        ("date:\"last month\"", &["b.txt"]),
        ("date:last-month", &["b.txt"]),
        ("date:\"last year\"", &["c.txt"]),
        ("date:\"Oct 2017..November 2017\"", &["a.txt", "b.txt"]),
        ("date:\"last 2 months\"", &["a.txt", "b.txt"]),
    ] {
        assert_eq!(paths(&["query", date]), expected, "{date}");
    }
}

#[test]
fn errors_help() {
    for (args, message, hint) in [
        (
            &["query", "date:3/4/2017"][..],
            "date: cannot be \"3/4/2017\"",
            "day/month or month/day: 2017-04-03 or 2017-03-04",
        ),
        (&["query", "date:(2017 OR 2018)"], "date: takes no group", "date:2017 OR date:2018"),
        (&["query", "date:November"], "date: cannot be", "date:\"November 2017\""),
        (&["query", "date:2017-02-30"], "date: cannot be", "there is no such day"),
        (
            &["query", "foo:bar"],
            "unknown field foo:",
            "foo: bar searches the words; fields are title, body, ",
        ),
        (&["query", "titel:bar"], "unknown field titel:", "title:bar"),
        (&["query", "x", "--decay", "90d"], "'--decay'", "`onrecord query --help` lists the flags"),
        (&["query", "x", "--limti", "9"], "'--limti'", "'--limit'"),
        (&["query", "x", "-0"], "-0: ends paths and templates only", "-l or --format"),
        (&["quotes", "x", "-0"], "-0: ends paths and templates only", "--format"),
        (&["stats", "-0"], "-0: ends paths and templates only", "--format"),
    ] {
        let run = ENV.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        let (error, told) = run.err.split_once("hint: ").unwrap_or_default();
        assert!(error.contains(message) && told.contains(hint), "{args:?}: {}", run.err);
    }
}

#[test]
fn names_may_be_ids_and_several() {
    let both = ["a.txt", "b.txt"];
    for (args, expected) in [
        (&["quotes", "--speaker", "Sorrano OR Blakk"][..], &both[..]),
        (&["quotes", "--speaker", "e:person/ilva-sorrano"], &both[..1]),
        (&["quotes", "--speaker", "e:person/ilva-sorrano OR Jorun Blakk"], &both),
        (&["quotes", "speaker:e:person/ilva-sorrano"], &both[..1]),
        (&["query", "person:e:person/jorun-blakk"], &both[1..]),
        (&["timeline", "--speaker", "Blakk OR Sorrano"], &both),
    ] {
        assert_eq!(paths(args), expected, "{args:?}");
    }
    assert!(seeds(&["fields"]).out.contains("of quotes, the one that the speaker belongs to"));
}

#[test]
fn values_that_differ_by_capitals_are_one_and_doctors_have_no_office() {
    let roles = ENV.run(&["quotes", "--facet", "role:0", "--json"]).json();
    let values: Vec<(&str, u64)> = roles
        .iter()
        .filter(|line| line["type"] == "facet")
        .map(|line| (line["value"].as_str().unwrap_or(""), line["docs"].as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(values, [("prime minister", 2), ("Mayor", 1)]);
}

#[test]
fn a_merge_follows_a_renaming() {
    let env = TestEnv::new();
    for (name, who) in [("a.txt", "Ilva Sorrano"), ("b.txt", "Jorun Blakk")] {
        env.write(name, format!("Pier\n\nApril 3, 2019\n\n\"The pier is closed,\" said {who}.\n"));
    }
    env.index();
    assert_eq!(env.run(&["entities", "rename", "Ilva Sorrano", "Ilva of Tarn"]).code, 0);
    assert_eq!(env.run(&["entities", "merge", "Jorun Blakk", "Ilva Sorrano"]).code, 0);
    let people = env.run(&["entities", "--type", "person", "--json"]).json();
    let people: Vec<(&str, u64)> = people
        .iter()
        .filter(|line| line["type"] == "entity")
        .map(|line| (line["name"].as_str().unwrap_or(""), line["quotes"].as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(people, [("Jorun Blakk", 2)]);
}

#[test]
fn quiet_leaves_results_and_takes_away_what_was_done() {
    let env = TestEnv::new();
    env.write("a.txt", "Pier\n\nThe pier is closed.\n");
    for (args, loud) in [
        (&["index", "docs"][..], false),
        (&["verify"], false),
        (&["query", "pier", "-l"], true),
        (&["query", "pier", "-c"], true),
        (&["stats"], true),
        (&["show", "a.txt"], true),
        (&["saved", "add", "pier", "pier"], false),
    ] {
        let run = env.run(&[args, &["-q"]].concat());
        assert_eq!((run.code, run.out.is_empty(), run.err.as_str()), (0, !loud, ""), "{args:?}");
    }
    let help = seeds(&["query", "--help"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains(
        "no figures of what index, watch and verify did; results, warnings and errors stay"
    ));
}

#[test]
fn the_manual_names_no_other_page_and_no_hidden_command() {
    let man = seeds(&["man"]).out;
    assert!(man.contains(".SH \"EXIT STATUS\"") && man.contains(".TP\n130\ninterrupted"), "{man}");
    assert!(man.contains(".SH \"ENTITIES MERGE\""), "commands below commands");
    assert!(!man.contains("(1)"), "no other page");
    for page in [man, seeds(&["completions", "bash"]).out, seeds(&["completions", "zsh"]).out] {
        assert!(!page.contains("read-worker") && !page.contains("read\\-worker"));
        assert!(!page.contains("onrecord\\-index(1)"));
    }
}

#[test]
fn colour_is_forced_unless_it_is_refused() {
    for (vars, coloured) in [
        (&[("FORCE_COLOR", "1")][..], true),
        (&[("FORCE_COLOR", "0")], false),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
    ] {
        let mut run = command(seeds_dir(), &["query", "nafta", "-n", "1"]);
        let out = run.envs(vars.iter().copied()).output().expect("the binary runs").stdout;
        let out = String::from_utf8_lossy(&out);
        assert_eq!(out.contains("\x1b[1m"), coloured, "{vars:?}");
        assert!(!out.contains("\x1b]8;"), "links are not forced");
    }
}

#[test]
fn what_is_ignored_elsewhere_is_told() {
    let help = seeds(&["index", "--help"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains(".gitignore and .ignore files"), "{help}");
}
