//! `quotes` and `timeline`: who said what, counted, paged, put together, said by others too.

use std::sync::LazyLock;

use serde_json::Value;

use crate::testenv::{Run, TestEnv};

/// The harbour of a town that does not exist, in four articles of four days and one without a day.
pub const HARBOUR: [(&str, &str); 5] = [
    (
        "a.txt",
        "Cranes stand still in Velmar\n\nVELMAR, March 6, 2018 (Example Wire) -- Crane drivers \
        stopped work on Tuesday.\n\n\"The cranes will stand still until we are paid,\" said Ines \
        Tarro, president of the Crane Drivers' Union.\n\nHarbour Minister Paul Wend denied that \
        the port was short of money. \"We have paid every bill this year,\" Wend told \
        reporters.\n\nThe drivers will meet again on Friday, a port official said.\n",
    ),
    (
        "b.txt",
        "Velmar port offers a bonus\n\nVELMAR, March 9, 2018 (Example Wire) -- A bonus was on \
        the table on Friday.\n\n\"A bonus is not a wage,\" said Ines Tarro, president of the Crane \
        Drivers' Union. She said the offer was late.\n\nPaul Wend, the harbour minister, called \
        it \"a fair offer\" and said that no other port paid more.\n",
    ),
    (
        "c.txt",
        "Crane drivers of Velmar vote\n\nVELMAR, April 2, 2018 (North Post) -- The drivers voted \
        on Monday.\n\n\"The cranes will stand still until everybody is paid,\" said Otto Braun, a \
        crane driver.\n\n\"The vote was fair,\" Ines Tarro said.\n",
    ),
    (
        "d.txt",
        "Orchestra of Velmar loses its hall\n\nVELMAR, Jan. 14, 2019 (North Post) -- The \
        orchestra must leave its hall.\n\n\"We will play in the street,\" said Lina Osk, who \
        conducts the orchestra.\n\nThe cranes of the harbour can be heard in the hall.\n",
    ),
    ("e.txt", "Note\n\n\"The cranes are older than the town,\" said Jana Reth, an engineer.\n"),
];

static ENV: LazyLock<TestEnv> = LazyLock::new(harbour);

pub fn harbour() -> TestEnv {
    let env = TestEnv::new();
    HARBOUR.iter().for_each(|(name, text)| env.write(name, text));
    env.index();
    env
}

pub fn run(args: &[&str]) -> Run {
    ENV.run(args)
}

/// The words of the quotes that a call gives, in order.
fn said(args: &[&str]) -> Vec<String> {
    let run = run(&[args, &["--format", "{speaker.name}: {text}"]].concat());
    assert!(matches!(run.code, 0 | 1), "{args:?}: {}", run.err);
    run.out.lines().map(str::to_owned).collect()
}

fn count(args: &[&str]) -> u64 {
    let run = run(&[&["quotes", "-c"], args].concat());
    run.out.trim().parse().unwrap_or_else(|_| panic!("{args:?}: {}", run.err))
}

pub fn summary(run: &Run) -> Value {
    let last = run.json().pop().expect("a summary");
    assert_eq!(last["type"], "summary");
    last
}

pub fn ids(run: &Run) -> Vec<String> {
    let quotes = run.json().into_iter().filter(|line| line["type"] != "summary");
    quotes.map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

// Flags.

#[test]
fn each_flag_narrows() {
    for (args, expected) in [
        (&["--speaker", "Ines Tarro"][..], 4),
        (&["--speaker", "tarro", "bonus"], 1),
        (&["--speaker", "tarro", "bonus offer"], 2),
        (&["--speaker", "unnamed"], 1),
        (&["--speaker", "Nobody Here"], 0),
        (&["--role", "president"], 3),
        (&["--role", "crane driver"], 4),
        (&["--org", "Crane Drivers' Union"], 3),
        (&["--kind", "direct"], 7),
        (&["--kind", "direct", "--speaker", "Wend"], 1),
        (&["--verb", "deny"], 1),
        (&["--verb", "denied"], 1),
        (&["--min-conf", "0"], count(&[]) as i64),
        (&["--min-conf", "1"], 0),
        (&["--kind", "all"], count(&[]) as i64),
    ] {
        assert_eq!(
            count(args) as i64,
            expected,
            "{args:?}: {:#?}",
            said(&[&["quotes"], args].concat())
        );
    }
    let kinds: u64 = ["direct", "indirect", "mixed"].iter().map(|k| count(&["--kind", k])).sum();
    assert_eq!(kinds, count(&[]), "every quote is of one kind");
    assert_eq!(count(&["--kind", "indirect"]), count(&["kind:indirect"]), "a flag is a field");
}

#[test]
fn flags_without_sense_are_refused() {
    for (args, part) in [
        (&["quotes", "--min-conf", "nan"][..], "0 to 1"),
        (&["quotes", "--min-conf", "7"], "0 to 1"),
        (&["quotes", "--like", "x", "--min-overlap", "2"], "0 to 1"),
        (&["quotes", "--speaker", ""], "--speaker: holds no word"),
        (&["quotes", "--role", "…"], "--role: holds no word"),
        (&["quotes", "--org", "\""], "--org: holds no word"),
        (&["quotes", "--verb", " "], "--verb: holds no word"),
        (&["timeline", "cranes", "--speaker", ""], "--speaker: holds no word"),
        (&["quotes", "--like", ""], "--like: holds no word"),
        (&["quotes", "--kind", "spoken"], "direct, indirect, mixed, all"),
        (&["quotes", "--facet", "nonsense"], "there are person, org"),
        (&["quotes", "--facet", "speaker:x"], "speaker:20"),
        (&["quotes", "--like", "cranes", "--facet", "speaker"], "--facet"),
        (&["quotes", "--like", "cranes", "--group", "speaker"], "--group"),
        (&["quotes", "--like", "cranes", "--after", "c:1:1:0"], "--after"),
        (&["quotes", "--min-overlap", "0.5"], "--like"),
        (&["quotes", "--after", "rubbish"], "`next`"),
        (&["quotes", "cranes", "-0"], "-0"),
        (&["timeline", "cranes", "-0"], "-0"),
    ] {
        let run = run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.out);
        assert!(run.err.contains(part), "{args:?}: {}", run.err);
        assert_eq!(run.out, "", "{args:?}");
    }
}

#[test]
fn words_stand_in_the_quote_or_beside_it_and_else_it_is_said() {
    // Beside: the offer stands in the sentences around.
    assert!(said(&["quotes", "offer tarro"]).iter().any(|q| q.contains("A bonus is not a wage")));
    // No quote has these two in it or beside it: those of the article come with a note.
    let args = ["quotes", "orchestra cranes", "--json"];
    let wide = run(&args);
    assert_eq!(wide.code, 0, "{}", wide.err);
    let far = ["quotes", "\"crane drivers stopped\" \"meet again\" denied", "--json"];
    let (wider, strict) = (run(&far), run(&[&far[..], &["--strict"]].concat()));
    let codes = |run: &Run| summary(run)["warnings"].to_string();
    match codes(&wider).contains("widened") {
        true => {
            assert!(wider.err.contains("these are of articles that have them"), "{}", wider.err);
            assert_eq!((strict.code, summary(&strict)["returned"].as_u64()), (1, Some(0)));
        }
        false => assert_eq!(strict.code, wider.code),
    }
}

// Order, pages, counts.

#[test]
fn no_limit_gives_all_and_every_order_the_same_quotes() {
    let all = run(&["quotes", "-n", "0", "--json"]);
    let last = summary(&all);
    assert_eq!(last["returned"], last["total_statements"]);
    assert_eq!(last["next"], Value::Null);
    assert_eq!(last["total_docs"], 5);
    let mut expected = ids(&all);
    expected.sort();
    for order in ["score", "date", "-date", "path"] {
        let run = run(&["quotes", "-n", "0", "--sort", order, "--json"]);
        let mut found = ids(&run);
        found.sort();
        assert_eq!(found, expected, "{order}");
        let dates = run.json().into_iter().filter(|l| l["type"] == "quote");
        // The day of a file is none of its text.
        let stated = |l: Value| (l["date_source"] != "mtime").then(|| l["date"].to_string());
        let dates: Vec<Option<String>> = dates.map(stated).collect();
        let mut sorted = dates.clone();
        match order {
            "date" => sorted.sort_by_key(|day| (day.is_none(), day.clone())),
            "-date" => sorted.sort_by(|a, b| b.cmp(a)),
            _ => continue,
        }
        assert_eq!(dates, sorted, "{order}");
    }
    let paths = run(&["quotes", "-n", "0", "--sort", "path", "--format", "{path}"]).out;
    let mut sorted: Vec<&str> = paths.lines().collect();
    sorted.sort();
    assert_eq!(paths.lines().collect::<Vec<_>>(), sorted);
}

// Facets and time.

/// Values of a facet with statements and quotes.
fn facet(args: &[&str]) -> Vec<(String, u64, u64)> {
    let lines = run(&[&["quotes"], args, &["--json"]].concat()).json();
    let values = lines.iter().filter(|line| line["type"] == "facet");
    let number = |line: &Value, key: &str| line[key].as_u64().expect("a number");
    let value = |line: &Value| line["value"].as_str().expect("a value").to_owned();
    values.map(|l| (value(l), number(l, "statements"), number(l, "quotes"))).collect()
}

#[test]
fn facets_count_what_is_asked_for() {
    for field in ["speaker", "kind", "source", "lang", "role", "year", "org"] {
        for (value, statements, quotes) in facet(&["--facet", &format!("{field}:0")]) {
            assert!(statements > 0 && statements <= quotes, "{field} {value}");
        }
    }
    let speakers = facet(&["--facet", "speaker:0"]);
    for (name, statements, _) in &speakers {
        assert_eq!(count(&["--speaker", name]), *statements, "{name}");
    }
    assert_eq!(speakers[0].0, "Ines Tarro", "the most quoted first");
    let one = run(&["quotes", "--facet", "speaker:1"]);
    assert_eq!(one.out.lines().count(), 2, "{}", one.out);
    assert!(one.err.contains(&format!("1 of {} values", speakers.len())), "{}", one.err);
    let kinds = facet(&["--facet", "kind"]);
    assert_eq!(kinds.iter().map(|kind| kind.1).sum::<u64>(), count(&[]));
    // Several at once, each under its own name.
    let both = run(&["quotes", "--facet", "kind", "--facet", "source", "--by", "year"]);
    for heading in ["kind (statements)", "source (statements)", "year (statements)"] {
        assert!(both.out.contains(heading), "{}", both.out);
    }
    let none = run(&["quotes", "xyzzy", "--facet", "speaker"]);
    assert_eq!(none.code, 1);
}

#[test]
fn time_is_counted_in_order_and_undated_last() {
    let by = |period: &str| -> Vec<String> {
        let values = facet(&["cranes", "--by", period]);
        values.into_iter().map(|(value, statements, _)| format!("{value}={statements}")).collect()
    };
    assert_eq!(by("year"), by("year"));
    let months = by("month");
    assert!(months[0].starts_with("2018-03="), "{months:?}");
    assert!(months.iter().any(|m| m.starts_with("2018-04=")), "{months:?}");
    let years = run(&["query", "cranes", "--by", "year", "--json"]).json();
    let values: Vec<&str> = years.iter().filter_map(|line| line["value"].as_str()).collect();
    assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{values:?}");
    let weeks = by("week");
    assert!(weeks[0].starts_with("2018-W10="), "{weeks:?}");
}

#[test]
fn a_folder_of_one_day_and_one_of_none() {
    let env = TestEnv::new();
    env.write("a.txt", HARBOUR[0].1);
    env.index();
    let days = env.run(&["quotes", "--by", "day", "--csv", "--fields", "value"]);
    assert_eq!(days.out, "value\n2018-03-06\n");
    let env = TestEnv::new();
    env.write("a.txt", HARBOUR[4].1);
    env.index();
    for args in [
        &["quotes", "--by", "day"][..],
        &["timeline", "cranes"],
        &["quotes", "cranes", "--group", "date"],
    ] {
        let run = env.run(args);
        assert_eq!(run.code, 0, "{args:?} {}", run.err);
    }
}

// Groups and the timeline.

#[test]
fn groups_stand_under_one_heading_each() {
    for (group, heading) in [
        ("speaker", "Ines Tarro · 4"),
        ("story", "Velmar port offers a bonus · 2018-03-09 · "),
        ("date", "2018-03-06 · 4\n"),
    ] {
        let out = run(&["quotes", "-n", "0", "--group", group]).out;
        assert_eq!(out.matches(heading).count(), 1, "{group}: {out}");
        let ranks = out
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(". "))
            .count();
        assert_eq!(ranks as u64, count(&[]), "{group}: each once");
    }
    // Programs get the quotes of a group one after the other.
    let lines = run(&["quotes", "-n", "0", "--group", "speaker", "--json"]).json();
    let names: Vec<String> = lines
        .iter()
        .filter(|l| l["type"] == "quote")
        .map(|l| l["speaker"]["name"].to_string())
        .collect();
    let mut runs = names.clone();
    runs.dedup();
    let mut different = names.clone();
    different.sort();
    different.dedup();
    assert_eq!(runs.len(), different.len(), "{names:?}");
}

#[test]
fn the_timeline_goes_by_date() {
    let days = |args: &[&str]| -> Vec<String> {
        let run = run(&[&["timeline"], args, &["--format", "{date}"]].concat());
        run.out.lines().map(str::to_owned).collect()
    };
    let forth = days(&["tarro OR braun"]);
    assert!(forth.len() >= 4 && forth.windows(2).all(|pair| pair[0] <= pair[1]), "{forth:?}");
    let mut back = days(&["tarro OR braun", "--reverse"]);
    back.sort();
    assert_eq!(back, forth);
    assert_eq!(said(&["timeline", "cranes", "--speaker", "Braun"]).len(), 1);
    let out = run(&["timeline", "cranes", "-n", "1"]).out;
    assert!(out.starts_with("2018-03-06 · 1\n1. "), "{out}");
    assert_eq!(run(&["timeline", "xyzzy"]).code, 1);
}

// Who else said this.

#[test]
fn who_else_said_this_and_in_which_words() {
    let first = run(&["quotes", "until paid", "--speaker", "Tarro", "--json"]).json().remove(0);
    let id = first["id"].as_str().expect("an id");
    for prefix in [id, &id[..8]] {
        let lines = run(&["quotes", "--like", prefix, "--json"]).json();
        assert_eq!(lines.len(), 2, "one other and the summary: {lines:?}");
        assert_eq!(lines[0]["speaker"]["name"], "Otto Braun");
        let overlap = lines[0]["overlap"].as_f64().expect("a number");
        assert!((0.6..=1.0).contains(&overlap), "{overlap}");
        let diff = lines[0]["diff"].as_array().expect("changes");
        assert!(diff.iter().any(|change| change["removed"] == "we are"), "{diff:?}");
        assert!(diff.iter().any(|change| change["added"] == "everybody is"), "{diff:?}");
        assert_eq!(
            (&lines[1]["total_quotes"], &lines[1]["returned"]),
            (&1.into(), &1.into()),
            "itself is not counted"
        );
    }
    let out = run(&["quotes", "--like", "The cranes will stand still until we are paid"]).out;
    assert!(
        out.starts_with("credited to Ines Tarro (1 time), Otto Braun (1 time)\n\n1. “"),
        "{out}"
    );
    assert!(out.contains("[-we are-] {+everybody is+}"), "{out}");
    let limited = run(&["quotes", "--like", id, "-n", "1", "--format", "{speaker.name}"]).out;
    assert_eq!(limited, "Otto Braun\n", "the quote itself takes no place");
    // Filters hold, and nothing is nothing.
    let other = run(&["quotes", "--like", id, "--speaker", "Wend"]);
    assert_eq!((other.code, other.out.as_str()), (1, ""));
    let part =
        |least| run(&["quotes", "--like", "The cranes will stand in snow", "--min-overlap", least]);
    assert_eq!((part("1").code, part("0.6").code), (1, 0), "two of three words");
    let unknown = run(&["quotes", "--like", "q:ffffffffffffffff"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
}

#[test]
fn forms_for_programs() {
    let csv = run(&["quotes", "cranes", "-n", "0", "--csv"]).out;
    assert!(csv.starts_with("rank,score,id,doc,"), "{csv}");
    assert_eq!(csv.lines().count() as u64, 1 + count(&["cranes"]));
    let null = run(&["quotes", "cranes", "-n", "0", "-0", "--format", "{id}"]).out;
    assert_eq!(null.matches('\0').count() as u64, count(&["cranes"]));
    let fields = run(&["quotes", "cranes", "--json", "--fields", "speaker.name"]).json();
    assert!(fields[0].get("speaker.name").is_some() && fields[0].get("text").is_none());
    let plain = run(&["quotes", "cranes"]).out;
    assert!(!plain.contains('\u{1b}'));
    let painted = run(&["quotes", "cranes", "--color", "always"]).out;
    assert!(painted.contains("\u{1b}["));
    let out = crate::testenv::command(&ENV.path("."), &["quotes", "cranes", "--color", "auto"])
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs");
    assert_eq!(String::from_utf8_lossy(&out.stdout), plain);
}

#[test]
fn odd_queries_and_letters_do_no_harm() {
    for typed in [
        "(",
        "\"",
        "‘’",
        "a:",
        "🦀",
        "\u{202e}abc",
        "é*",
        "*",
        "w/5",
        "OR",
        "NOT",
        "-",
        "~",
        "said:",
        "said:(",
        "speaker:\"",
        "quote(",
        "conf:>",
        "conf:>=nan",
        "role:*",
        "added:>r",
        "added:>r99999999999999999999",
        "date:..",
        "copies:>",
        "{}",
        "\\",
        "/[/",
        "a/b",
        "١٢٣",
        "ＡＢＣ",
        "said:🦀 speaker:é",
    ] {
        for command in ["quotes", "entities"] {
            let run = run(&[command, "--", typed]);
            assert!(matches!(run.code, 0..=2), "{command} {typed}: {}", run.err);
            assert!(!run.err.contains("panicked"), "{command} {typed}: {}", run.err);
            assert_eq!(
                run.code == 2,
                run.err.contains("error: "),
                "{command} {typed}: {}",
                run.err
            );
        }
    }
}

#[test]
fn a_long_quote_is_shortened_for_people_and_the_day_of_a_file_is_called_so() {
    let env = TestEnv::new();
    let long = "we counted every crate on the pier and then we counted again ".repeat(30);
    env.write("a.txt", format!("Pier\n\n\"{long}until the quokka came,\" Marta Olvera said.\n"));
    env.index();
    let people = env.run(&["quotes", "quokka"]).out;
    assert!(people.starts_with("1. “… ") && people.contains("until the quokka came"), "{people}");
    assert!(people.chars().count() < 1000 && people.contains(" (of the file)"), "{people}");
    let whole = env.run(&["quotes", "quokka", "--json"]).json();
    assert!(whole[0]["text"].as_str().is_some_and(|text| text.len() > 1500));
}
