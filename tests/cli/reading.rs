//! Files of other formats: read by another process, packed, attached, or made into text by a program of the user's.

use std::io::Write;

use serde_json::Value;

use crate::testenv::{TestEnv, seeds};

/// The text of each document, by its path.
fn texts(env: &TestEnv) -> Vec<(String, String)> {
    let run = env.run(&["export", "--json"]);
    let mut texts: Vec<(String, String)> = run
        .json()
        .iter()
        .filter(|line| line["type"] == "doc")
        .map(|doc| {
            let id = doc["id"].as_str().expect("an id");
            let shown = env.run(&["show", id, "--text"]).out;
            (doc["path"].as_str().expect("a path").to_owned(), shown)
        })
        .collect();
    texts.sort();
    texts
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

#[test]
fn every_format_gives_its_quotes() {
    for (speaker, path, record, page) in [
        ("Mairead Collery", "reports/breakwater-inquiry.pdf", Value::Null, 2.into()),
        ("Odile Farrant", "press/ferry-crews.docx", Value::Null, Value::Null),
        ("Henrike Dahl", "press/mayor-water.odt", Value::Null, Value::Null),
        ("Émile Charpentier", "press/frost-fund.rtf", Value::Null, Value::Null),
        ("Alban Breck", "mail/tram-minutes.eml", 1.into(), Value::Null),
        ("Silvia Manne", "mail/tram-minutes.eml", 2.into(), Value::Null),
        ("Elspeth Marr", "mail/lighthouse-list.mbox", 2.into(), Value::Null),
        ("Oskar Lund", "archive/kvarnberg-miners.txt.gz", Value::Null, Value::Null),
        ("Brigid Mallory", "feeds/fuel-levy.newsml.xml", Value::Null, Value::Null),
        ("Philippa Lorne", "exports/bridge-closure.txt", 1.into(), Value::Null),
        ("Leopold Hartung", "exports/herring-quota.txt", 1.into(), Value::Null),
    ] {
        let surname = speaker.rsplit(' ').next().expect("a name");
        let args = ["quotes", "--speaker", surname, "--kind", "direct", "--sort", "path", "--json"];
        let hit = seeds(&args).json().remove(0);
        let name = hit["speaker"]["name"].as_str().expect("a speaker");
        assert!(name.ends_with(speaker), "{name}");
        let place = (&hit["path"], &hit["record"], &hit["spans"][0]["page"]);
        assert_eq!(place, (&path.into(), &record, &page), "{hit}");
    }
}

#[test]
fn bad_files_are_listed_and_spoil_no_good_ones() {
    let env = TestEnv::new();
    env.write(
        "good.html",
        "<html><body><h1>Talks</h1><p>\"We go on,\" said Ann Lee.</p></body></html>",
    );
    env.write("deep.html", "<div>".repeat(100_000));
    env.write("bomb.txt.gz", gzip(&vec![b'a'; 300 << 20]));
    env.write("cut.txt.gz", &gzip(b"A text that was cut.")[..15]);
    env.write("no.docx", "PK\u{3}\u{4} and nothing more");
    env.write("no.json", "{\"text\": ");
    env.write("many.jsonl", "{\n".repeat(1_000));
    env.write("packed.txt.gz", gzip(b"Packed\n\nIt was packed, Bo Roe said."));
    let run = env.run(&["index", "docs"]);
    assert_eq!(run.code, 2);
    for said in [
        "bomb.txt.gz: the unpacked file is larger than",
        "cut.txt.gz: not valid gzip",
        "deep.html: nested more than 400 deep",
        "no.docx: not valid DOCX",
        "no.json: not valid JSON",
        "many.jsonl#1: line 1: not valid JSON",
        "many.jsonl: 980 more records cannot be read",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let failed = env.run(&["stats", "--failed", "--json"]).json();
    let failed = failed.iter().filter(|line| line["type"] == "file").count();
    assert_eq!(failed, 6);
    let paths: Vec<String> = texts(&env).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["good.html", "packed.txt.gz"]);
    let verified = env.run(&["verify", "--sample", "100%"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn a_mail_gives_its_attachments_too() {
    let env = TestEnv::new();
    env.write(
        "talks.eml",
        "From: Ann Lee <ann@example.org>\r\nSubject: Talks\r\nDate: Tue, 21 Nov 2017 10:00:00 +0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\
         Content-Type: text/plain\r\n\r\nThe minutes are attached.\r\n--x\r\n\
         Content-Type: text/plain; name=\"minutes.txt\"\r\nContent-Disposition: attachment; \
         filename=\"minutes.txt\"\r\n\r\n\"We go on,\" said Bo Roe.\r\n--x--\r\n",
    );
    env.index();
    let hits = env.run(&["quotes", "--json", "--speaker", "Roe"]).json();
    assert_eq!(hits[0]["date"], "2017-11-21");
    let titles: Vec<Value> = env
        .run(&["query", "--json", "--sort", "path", "*"])
        .json()
        .iter()
        .map(|d| d["title"].clone())
        .collect();
    assert_eq!(titles[0], "Talks");
    let verified = env.run(&["verify", "--sample", "100%"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[cfg(unix)]
#[test]
fn a_program_makes_text_of_what_has_no_reader() {
    let env = TestEnv::new();
    let name = "$(touch pwned); touch 'pwned'.doc";
    env.write(name, "Talks\n\n\"We go on,\" said Ann Lee.");
    env.write("b.txt", "Wages\n\nWages rose.");
    let skipped = env.run(&["index", "docs"]);
    assert!(skipped.err.contains("1 without text"), "{}", skipped.err);
    let pre = ["--pre", "/bin/cat", "--pre-glob", "*.doc"];
    let with =
        |args: &[&'static str]| -> Vec<&'static str> { args.iter().chain(&pre).copied().collect() };
    let run = env.run(&with(&["index", "docs"]));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(env.run(&["quotes", "--speaker", "Lee", "-c"]).out.trim(), "1");
    assert!(!env.path("pwned").exists() && !env.path("docs/pwned").exists());
    assert_eq!(env.run(&with(&["verify", "--sample", "100%"])).code, 0);
    env.write("c.doc", "Other");
    let fails = ["/bin/false", "/usr/bin/false"];
    let fails = fails.into_iter().find(|path| std::path::Path::new(path).exists());
    let fails = fails.expect("it is on every Unix");
    let broken = env.run(&["index", "docs", "--pre", fails, "--pre-glob", "*.doc"]);
    assert_eq!(broken.code, 2);
    let said = format!("c.doc: {fails}: exit status: 1");
    assert!(broken.err.contains(&said), "{}", broken.err);
    let none = env.run(&["index", "docs", "--pre-glob", "*.doc"]);
    assert_eq!(none.code, 2);
    // A project's own file must not be able to start a program.
    std::fs::write(env.path("onrecord.toml"), "pre = \"/bin/cat\"").expect("a file");
    let refused = env.run(&["index", "docs"]);
    assert!(refused.err.contains("unknown key \"pre\""), "{}", refused.err);
}
