//! `cite` and `verify`: what is cited stands in the file, and what changed is named.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::testenv::{Run, TestEnv, seeds};

/// A direct quote, a split one, a reported statement and one that was not made.
const STORY: &str = "Port talks stall\n\nHALIFAX, Nov. 17, 2017 (Example Wire) -- Talks on wages \
    stalled on Friday.\n\n\"We have moved as far as we can,\" said Ann Dow, a spokeswoman for the \
    port.\n\n\"The cranes are old,\" Dow said, \"and the crews are *tired*.\"\n\nBen Roy said the \
    union would meet on Monday.\n\nThe port did not say whether it would open.\n";

fn env(files: &[(&str, &[u8])]) -> TestEnv {
    let env = TestEnv::new();
    for (name, content) in files {
        env.write(name, content);
    }
    env.index();
    env
}

/// The ids of the quotes of a document, by the beginning of their words.
fn quotes(env: &TestEnv, path: &str) -> BTreeMap<String, String> {
    let run = env.run(&["show", path, "--quotes", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    run.json().iter().map(|quote| (text(&quote["text"]), text(&quote["id"]))).collect()
}

fn id<'a>(quotes: &'a BTreeMap<String, String>, begins: &str) -> &'a str {
    let found = quotes.iter().find(|(text, _)| text.starts_with(begins));
    found.unwrap_or_else(|| panic!("{begins}: not in {quotes:?}")).1
}

fn code_of(run: &Run) -> Value {
    let last = run.err.lines().last().unwrap_or_default();
    serde_json::from_str::<Value>(last).unwrap_or_else(|e| panic!("{e}: {}", run.err))["code"]
        .take()
}

/// Cuts each span of a citation out of the bytes that it counts into, by bytes and by characters.
fn stands_in(citation: &Value, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let targets = citation["targets"].as_array().expect("targets");
    assert!(!targets.is_empty(), "{citation}");
    for target in targets {
        let number = |key: &str| target["span"][key].as_u64().expect("a number") as usize;
        let cut = &text[number("byte_start")..number("byte_end")];
        let [quote, position] = [&target["selector"][0], &target["selector"][1]];
        assert_eq!((&quote["type"], &quote["exact"]), (&json!("TextQuoteSelector"), &json!(cut)));
        let part = |key: &str| quote[key].as_str().expect("a text").to_owned();
        let whole = format!("{}{cut}{}", part("prefix"), part("suffix"));
        assert!(text.contains(&whole), "{whole}");
        assert!(part("prefix").chars().count() <= 32 && part("suffix").chars().count() <= 32);
        assert_eq!(position["type"], "TextPositionSelector");
        let place = |key: &str| position[key].as_u64().expect("a number") as usize;
        let by_chars: String =
            text.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(by_chars, cut);
    }
}

#[test]
fn text_says_who_said_it_and_where() {
    let env = env(&[("wire/a.txt", STORY.as_bytes())]);
    let quotes = quotes(&env, "wire/a.txt");
    for (begins, expected) in [
        (
            "We have",
            "Ann Dow (spokeswoman for the port): “We have moved as far as we can,” Quoted in “Port \
             talks stall,” Example Wire, November 17, 2017, wire/a.txt, line 5, bytes 95–126, q:",
        ),
        ("The cranes", ": “The cranes are old,” … “and the crews are *tired*.” Quoted in “Port"),
        (
            "the union",
            "Ben Roy said that the union would meet on Monday. Paraphrased in “Port talks stall,” \
             Example Wire, November 17, 2017, wire/a.txt, line 9, bytes ",
        ),
        ("whether", "The port did not say whether it would open. Paraphrased in “Port talks"),
    ] {
        let run = env.run(&["cite", id(&quotes, begins)]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{begins}");
        assert!(run.out.contains(expected), "{}", run.out);
        assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    }
    let run = env.run(&["cite", "wire/a.txt"]);
    let sum = "“Port talks stall,” Example Wire, November 17, 2017, wire/a.txt, d:";
    assert!(run.out.starts_with(sum) && run.out.contains("SHA-256 "), "{}", run.out);
}

#[test]
fn markdown_is_quoted_and_escaped() {
    let story = STORY.replace("Port talks", "<b>Port</b> [talks](http://x.example)");
    let env = env(&[("wire/a_b*.txt", story.as_bytes())]);
    let quotes = quotes(&env, "wire/a_b*.txt");
    let run = env.run(&["cite", "--markdown", id(&quotes, "The cranes"), id(&quotes, "the union")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "> “The cranes are old,” … “and the crews are \\*tired\\*.”");
    assert_eq!((lines[1], lines[3]), (">", ""));
    for part in [
        "> — Ann Dow",
        ". Quoted in “\\<b\\>Port\\</b\\> \\[talks\\](http\\://x.example) stall,” *Example Wire*,",
        "wire/a\\_b\\*.txt",
    ] {
        assert!(lines[2].contains(part), "{part}: {}", lines[2]);
    }
    assert_eq!(lines[4], "> Ben Roy said that the union would meet on Monday.");
    assert!(lines[6].starts_with("> — Paraphrased in "), "{}", run.out);
    let both = env.run(&["cite", "--markdown", "--json", "wire/a_b*.txt"]);
    assert_eq!(both.code, 2);
}

#[test]
fn json_has_selectors_and_a_quotation() {
    let env = env(&[("wire/a b.txt", STORY.as_bytes())]);
    let quotes = quotes(&env, "wire/a b.txt");
    let cite = |begins: &str| {
        let run = env.run(&["cite", "--json", id(&quotes, begins)]);
        assert_eq!(run.code, 0, "{}", run.err);
        let citation = run.json().remove(0);
        stands_in(&citation, STORY.as_bytes());
        citation
    };
    let direct = cite("We have");
    assert_eq!((&direct["kind"], &direct["checked"]), (&json!("direct"), &json!(true)));
    assert_eq!(direct["targets"][0]["source"], "wire/a%20b.txt");
    let doc = direct["doc"].as_str().expect("an id").trim_start_matches("d:");
    assert!(direct["sha256"].as_str().expect("a hash").starts_with(doc), "{direct}");
    let article = json!({
        "@type": "NewsArticle",
        "headline": "Port talks stall",
        "datePublished": "2017-11-17",
        "publisher": {"@type": "Organization", "name": "Example Wire"},
    });
    let creator =
        json!({"@type": "Person", "name": "Ann Dow", "jobTitle": "spokeswoman for the port"});
    let expected = json!({
        "@context": "https://schema.org",
        "@type": "Quotation",
        "text": "We have moved as far as we can,",
        "creator": creator,
        "isPartOf": article,
    });
    assert_eq!(direct["quotation"], expected);
    assert_eq!(cite("The cranes")["targets"].as_array().map(Vec::len), Some(2));
    // Nobody is quoted with words that are the reporter's.
    let reported = cite("the union");
    assert_eq!(reported["quotation"]["abstract"], "the union would meet on Monday");
    assert!(reported["quotation"].get("text").is_none(), "{reported}");
    let article = env.run(&["cite", "--json", "wire/a b.txt"]).json().remove(0);
    assert_eq!((&article["kind"], &article["targets"]), (&json!("article"), &json!([])));
    assert_eq!(article["article"]["headline"], "Port talks stall");
    assert_eq!(article["article"]["@context"], "https://schema.org");
}

#[test]
fn a_changed_file_is_refused_and_named() {
    let env =
        env(&[("a.txt", STORY.as_bytes()), ("b.txt", &STORY.replace("Roy", "Lee").into_bytes())]);
    let (a, b) = (quotes(&env, "a.txt"), quotes(&env, "b.txt"));
    let verified = env.run(&["verify"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    assert!(verified.out.contains("2 files · 2 documents") && verified.out.contains("0 problems"));
    // Another word of the same length, at the same time: only the content tells.
    let time =
        std::fs::metadata(env.path("docs/a.txt")).and_then(|m| m.modified()).expect("a time");
    env.write("a.txt", STORY.replace("wages", "cakes"));
    let file = std::fs::File::options().write(true).open(env.path("docs/a.txt")).expect("a file");
    file.set_modified(time).expect("a time");
    let run = env.run(&["cite", id(&a, "We have"), id(&b, "We have"), "--json"]);
    assert_eq!((run.code, run.json().len()), (2, 1), "{}", run.out);
    assert_eq!((code_of(&run), &run.json()[0]["path"]), (json!("cite.changed"), &json!("b.txt")));
    let run = env.run(&["cite", "a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let changed = "a.txt: changed since it was indexed, though its size and time are the same";
    assert!(run.err.starts_with(&format!("onrecord: error: {changed}; d:")), "{}", run.err);
    assert!(run.err.contains("onrecord index --checksum"), "{}", run.err);
    assert_eq!(env.run(&["verify", "--sample", "0"]).code, 0, "size and time are the same");
    for args in [&["verify", "--content"][..], &["verify", "--sample", "100%"]] {
        let run = env.run(args);
        assert_eq!(run.code, 1, "{args:?}");
        assert_eq!(run.out.lines().next(), Some(changed), "{args:?}");
        assert!(run.out.ends_with(" · 1 problem\n"), "{}", run.out);
    }
    let run = env.run(&["verify", "--content", "docs/b.txt", "--json"]);
    let last = run.json().pop().expect("a line");
    assert_eq!((run.code, &last["files"], &last["docs"]), (0, &json!(1), &json!(1)), "{last}");
    assert_eq!(env.run(&["index", "--checksum"]).code, 0);
    assert_eq!(env.run(&["verify", "--content"]).code, 0);
}

#[test]
fn times_and_new_files_are_no_differences() {
    let env = env(&[("a.txt", STORY.as_bytes())]);
    env.write("a.txt", STORY);
    env.write("new.txt", "New\n\nNobody has indexed this.\n");
    let run = env.run(&["verify"]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn what_is_gone_is_missing() {
    let env = env(&[("a.txt", STORY.as_bytes()), ("in/b.txt", b"Other\n\nNobody said a word.\n")]);
    let quotes = quotes(&env, "a.txt");
    std::fs::remove_file(env.path("docs/a.txt")).expect("a file");
    let run = env.run(&["cite", id(&quotes, "We have"), "--json"]);
    assert_eq!((run.code, run.out.as_str(), code_of(&run)), (2, "", json!("cite.missing")));
    let run = env.run(&["verify", "--json"]);
    let lines = run.json();
    assert_eq!((run.code, lines.len()), (1, 2), "{}", run.out);
    assert_eq!((&lines[0]["type"], &lines[0]["code"]), (&json!("check"), &json!("file.missing")));
    assert_eq!((&lines[0]["path"], &lines[1]["problems"]), (&json!("a.txt"), &json!(1)));
    assert_eq!(env.run(&["verify", "docs/a.txt"]).code, 1, "by its place though it is gone");
    assert_eq!(env.run(&["verify", "docs/in"]).code, 0);
    assert_eq!(env.run(&["verify", "docs"]).code, 1);
    let run = env.run(&["verify", "docs/nothing", "--json"]);
    assert_eq!((run.code, code_of(&run)), (2, json!("path.unknown")));
    assert_eq!(env.run(&["verify", "-q"]).out, "a.txt: not there any more\n");
    std::fs::rename(env.path("docs"), env.path("moved")).expect("a folder");
    let run = env.run(&["verify", "--json"]);
    assert_eq!((run.code, code_of(&run)), (2, json!("index.root")));
}

#[test]
fn one_copy_that_is_the_same_is_enough() {
    let env = env(&[("a.txt", STORY.as_bytes()), ("b.txt", STORY.as_bytes())]);
    let quotes = quotes(&env, "a.txt");
    let path = || {
        let run = env.run(&["cite", id(&quotes, "We have"), "--json"]);
        run.json().first().map(|citation| citation["path"].clone())
    };
    assert_eq!(path(), Some(json!("a.txt")), "the first");
    env.write("a.txt", "Something else\n\nIs written here now.\n");
    assert_eq!(path(), Some(json!("b.txt")));
    let run = env.run(&["verify", "--sample", "1"]);
    assert_eq!(run.out.lines().next(), Some("a.txt: changed since it was indexed"));
    assert!(run.out.contains("1 read again"), "{}", run.out);
    env.write("b.txt", "Something else\n\nIs written here now.\n");
    assert_eq!(path(), None);
}

#[test]
fn records_pages_and_other_encodings_are_read_again() {
    let record = |title: &str, body: &str| json!({"title": title, "body": body}).to_string();
    let said = "“La pêche est finie,” said Zoé Roy, the mayor. Nobody else spoke all day.";
    let lines = format!("{}\n{}\n", record("One", "Nothing was said."), record("Two", said));
    let page = format!(
        "<html><head><title>Port</title></head><body><article><h1>Port</h1><p>It was a long day \
         &amp; a cold one.</p><p>{said}</p></article></body></html>"
    );
    let latin: Vec<u8> =
        format!("Port\n\nLes pêcheurs ont déjà rejeté un quota réduit à Québec.\n\n{said}\n")
            .replace(['“', '”'], "\"")
            .chars()
            .map(|c| u8::try_from(c).expect("a character of Latin-1"))
            .collect();
    let env = env(&[
        ("some.jsonl", lines.as_bytes()),
        ("page.html", page.as_bytes()),
        ("latin.txt", &latin),
    ]);
    for (path, shown) in [
        ("some.jsonl#2", "some.jsonl#2, line 3, bytes "),
        ("page.html", "page.html, line "),
        ("latin.txt", "latin.txt, line "),
    ] {
        let quotes = quotes(&env, path);
        let id = id(&quotes, "La pêche");
        let run = env.run(&["cite", id]);
        assert!(run.out.contains("Zoé Roy") && run.out.contains(shown), "{}", run.out);
        assert!(run.out.contains(" of its text, q:"), "{}", run.out);
        let citation = env.run(&["cite", id, "--json"]).json().remove(0);
        assert_eq!(citation["offset_base"], "text", "{path}");
        let text = env.run(&["show", path, "--text"]).out;
        stands_in(&citation, text.as_bytes());
    }
    let run = env.run(&["verify", "--sample", "100%", "--json"]);
    let last = run.json().pop().expect("a line");
    assert_eq!((run.code, &last["sampled"]), (0, &json!(4)), "{}", run.out);
    // A record more is another file, though the record cited is the same.
    let id = quotes(&env, "some.jsonl#2").into_values().next().expect("a quote");
    env.write("some.jsonl", format!("{lines}{}\n", record("Three", "More was said.")));
    let run = env.run(&["cite", &id, "--json"]);
    assert_eq!((run.code, code_of(&run)), (2, json!("cite.changed")));
}

#[test]
fn every_span_of_the_samples_stands_in_its_file() {
    let run = seeds(&["verify", "--sample", "100%", "--content", "--json"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let lines = run.json();
    assert_eq!(lines.len(), 1, "{}", run.out);
    assert_eq!((&lines[0]["problems"], &lines[0]["sampled"]), (&json!(0), &lines[0]["docs"]));
    assert!(lines[0]["spans"].as_u64().is_some_and(|n| n > 2000), "{}", run.out);
    let again = |sample: &str| seeds(&["verify", "--sample", sample, "--json"]).out;
    assert_eq!(again("5"), again("5"));
    for wrong in ["101%", "some", "-1", ""] {
        assert_eq!(seeds(&["verify", "--sample", wrong]).code, 2, "{wrong}");
    }
}

#[test]
fn ids_that_are_unknown_do_not_stop_the_others() {
    let run = seeds(&["cite", "d:0000000000000000", "wire/trade-talks.txt", "--json"]);
    assert_eq!((run.code, run.json().len(), code_of(&run)), (2, 1, json!("id.unknown")));
    assert_eq!(seeds(&["cite"]).code, 2);
    let run = seeds(&["cite", "wire/trade-talks.txt", "--csv"]);
    assert!(run.out.starts_with("id,doc,kind,text,speaker,role,title,"), "{}", run.out);
    let run = seeds(&["cite", "wire/trade-talks.txt", "--format", "{path} {sha256}"]);
    assert!(run.out.starts_with("wire/trade-talks.txt abf72b66"), "{}", run.out);
}

#[test]
fn damage_is_told_in_one_line() {
    let env = env(&[("a.txt", STORY.as_bytes())]);
    let data = env.path("index/data-1");
    let entries = std::fs::read_dir(&data).expect("a folder");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        !name.starts_with('.') && name != "meta.json"
    });
    files.push(data.join("meta.json"));
    assert!(files.len() > 4, "{files:?}");
    for path in &files {
        let sound = std::fs::read(path).expect("a file");
        let mut flipped = sound.clone();
        flipped[sound.len() / 3] ^= 4;
        let halves = [flipped, sound[..sound.len() / 2].to_vec(), sound[..5].to_vec(), Vec::new()];
        // Without a checksum of its own, a letter more or less in meta.json may mean nothing.
        let skipped = usize::from(path.ends_with("meta.json"));
        for damaged in halves.iter().skip(skipped) {
            std::fs::write(path, damaged).expect("a file");
            let run = env.run(&["verify", "--json"]);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{}: {}", path.display(), run.err);
            assert_eq!((run.err.lines().count(), code_of(&run)), (1, json!("index.damaged")));
        }
        std::fs::write(path, sound).expect("a file");
    }
    // Totals that are not those of the records.
    let meta = std::fs::read_to_string(data.join("meta.json")).expect("a file");
    let wrong = meta.replace("\\\"quotes\\\":", "\\\"quotes\\\":1");
    assert_ne!(meta, wrong);
    std::fs::write(data.join("meta.json"), wrong).expect("a file");
    let run = env.run(&["verify"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the index is damaged: quotes: 1"), "{}", run.err);
    assert_eq!(env.run(&["verify", "--index", "nowhere"]).code, 2);
}

#[test]
fn the_same_bytes_read_in_two_ways_are_counted_once() {
    let env = TestEnv::new();
    let bytes =
        "Talks\n\n<p>\"We will not sign,\" Marta Olvera said. \"Not today,\" she added.</p>\n";
    env.write("x.txt", bytes);
    env.write("y.html", bytes);
    env.run(&["index", "docs"]);
    let run = env.run(&["verify", "--sample", "100%"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    for name in ["x.txt", "y.html"] {
        std::fs::remove_file(env.path("docs").join(name)).expect("a file");
    }
    env.write("z.txt", "Another day\n\nNothing was said.\n");
    env.run(&["index", "docs"]);
    let run = env.run(&["verify", "--sample", "100%"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}
