//! Pages of answers: nothing comes twice, nothing is left out, and a cursor keeps to its question.

use serde_json::Value;

use crate::quotes::{HARBOUR, harbour, ids, run, summary};
use crate::testenv::{TestEnv, seeds};

/// All pages of a call, one after the other; `between` is called before each further one.
fn pages(env: &TestEnv, args: &[&str], mut between: impl FnMut(usize)) -> Vec<String> {
    let mut found = Vec::new();
    let mut next: Option<String> = None;
    for page in 0..50 {
        let after = next.iter().flat_map(|next| ["--after", next]);
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).chain(after).collect();
        let run = env.run(&args);
        assert!(matches!(run.code, 0 | 1), "{args:?}: {}", run.err);
        found.extend(ids(&run));
        match summary(&run)["next"].as_str() {
            Some(cursor) => next = Some(cursor.to_owned()),
            None => return found,
        }
        between(page);
    }
    panic!("{args:?}: there is always a next page");
}

#[test]
fn pages_together_are_the_whole() {
    for (command, more) in [
        ("quotes", &[][..]),
        ("quotes", &["--sort", "date"]),
        ("quotes", &["--sort", "-date"]),
        ("quotes", &["--sort", "path"]),
        ("quotes", &["--fold", "none"]),
        ("query", &[]),
        ("query", &["--sort", "path"]),
        ("timeline", &[]),
        ("timeline", &["--reverse"]),
    ] {
        let query = if command == "query" { "nafta OR wages" } else { "nafta" };
        let whole = seeds(&[&[command, query, "-n", "0", "--json"], more].concat());
        let whole = ids(&whole);
        assert!(whole.len() > 10, "{command}");
        let mut found = Vec::new();
        let mut next: Option<String> = None;
        loop {
            let after = next.iter().flat_map(|next| ["--after", next]);
            let args: Vec<&str> = [command, query, "-n", "7", "--json"]
                .into_iter()
                .chain(more.iter().copied())
                .chain(after)
                .collect();
            let page = seeds(&args);
            found.extend(ids(&page));
            match summary(&page)["next"].as_str() {
                Some(cursor) => next = Some(cursor.to_owned()),
                None => break,
            }
        }
        assert_eq!(found, whole, "{command} {more:?}");
    }
}

#[test]
fn pages_hold_while_documents_are_added() {
    for args in [
        &["timeline", "cranes OR bonus OR vote"][..],
        &["quotes", "--sort", "date"],
        &["quotes", "bonus OR tarro", "--sort", "path"],
        &["query", "cranes OR bonus", "--sort", "date"],
    ] {
        let env = harbour();
        let whole = ids(&env.run(&[args, &["-n", "0", "--json"]].concat()));
        let found = pages(&env, &[args, &["-n", "2"]].concat(), |page| {
            let (name, day) = (format!("0{page}.txt"), 1 + page);
            let text = format!(
                "Cranes again {page}\n\nVELMAR, Feb. {day}, 2018 (Example Wire) -- It went on.\n\n\
                \"The cranes and the bonus are a riddle of {page} parts,\" said Ada Nim{page}.\n"
            );
            env.write(&name, text);
            env.index();
        });
        assert_eq!(found, whole, "{args:?}: what was added between pages is left out");
    }
}

#[test]
fn each_file_comes_once_on_pages_of_unfolded_files() {
    let env = TestEnv::new();
    for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
        env.write(name, HARBOUR[0].1);
    }
    env.write("e.txt", HARBOUR[2].1);
    env.index();
    let mut paths = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let args = ["query", "cranes", "--fold", "none", "-n", "1", "--json"];
        let after = next.iter().flat_map(|next| ["--after", next]);
        let lines = env.run(&args.into_iter().chain(after).collect::<Vec<_>>()).json();
        let path = |line: &Value| line["path"].as_str().map(str::to_owned);
        paths.extend(lines.iter().filter_map(path));
        match lines.last().and_then(|last| last["next"].as_str()) {
            Some(cursor) if paths.len() < 9 => next = Some(cursor.to_owned()),
            _ => break,
        }
    }
    paths.sort();
    assert_eq!(paths, ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]);
}

#[test]
fn a_cursor_goes_with_its_own_question_only() {
    let first = summary(&run(&["quotes", "cranes", "-n", "1", "--json"]));
    let next = first["next"].as_str().expect("a cursor");
    for args in [
        &["quotes", "bonus"][..],
        &["query", "cranes"],
        &["timeline", "cranes"],
        &["quotes", "cranes", "--sort", "date"],
        &["quotes", "cranes", "--fold", "none"],
    ] {
        let run = run(&[args, &["--after", next]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains("another query"), "{args:?}: {}", run.err);
    }
    // Numbers that no answer has give nothing, and no panic.
    let print = next.rsplit(':').next().expect("the print of the question");
    for numbers in ["18446744073709551615:18446744073709551615:0", "0:0:0", "1:0:ffffffffffffffff"]
    {
        let run = run(&["quotes", "cranes", "--json", "--after", &format!("c:{numbers}:{print}")]);
        assert!(matches!(run.code, 0 | 1), "{numbers}: {}", run.err);
        summary(&run);
    }
}

#[test]
fn an_answer_that_was_widened_goes_on() {
    let env = TestEnv::new();
    for n in 0..6 {
        let text = format!(
            "Harbor {n}\n\nThe zorro pier opened.\n\n{}\"The quokka stays number {n},\" Marta Olvera said.\n",
            "It rained all day long.\n\n".repeat(6)
        );
        env.write(&format!("{n}.txt"), text);
    }
    env.index();
    let ask = |more: &[&str]| {
        let run = env.run(&[&["quotes", "zorro quokka", "-n", "4", "--json"], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        run.json()
    };
    let first = ask(&[]);
    let next = first.last().expect("a summary")["next"].as_str().expect("a cursor").to_owned();
    let second = ask(&["--after", &next]);
    let ids: std::collections::BTreeSet<String> =
        first.iter().chain(&second).filter_map(|l| l["id"].as_str().map(str::to_owned)).collect();
    assert_eq!(ids.len(), 6);
}
