//! An index that an earlier program made is opened and asked: who updates the program keeps the index.
//!
//! `tests/golden/index` was made once, of the documents in `freeze`, and `tests/golden/answers.txt` is
//! what the program said of it then. With `ONRECORD_FREEZE=1` (on Linux, whose paths can be any bytes)
//! both are made anew, which a new format needs and nothing else; with `ONRECORD_FREEZE=answers` only
//! the answers, for a change of what is printed.

#[cfg(unix)]
mod freeze;

use std::fs;
use std::path::{Path, PathBuf};

use crate::testenv::{Run, TestEnv};

/// What is said to whoever changed what is stored.
const CHANGED: &str = "the format changed: raise FORMAT in src/index/store/manifest.rs and freeze anew \
    (ONRECORD_FREEZE=1 cargo test --test cli golden); \
    if only what is printed was changed, and on purpose, ONRECORD_FREEZE=answers takes down the answers";

/// What is asked of the index: words, places, marks of parts, columns, tables, whole records.
const ASKED: &[&[&str]] = &[
    &["stats"],
    &["stats", "--failed"],
    &["query", "night crossings"],
    &["query", "\"night crossings\"", "--fold", "none", "-l"],
    &["query", "crews w/s wednesday", "-l"],
    &["query", "flou* w/p sold", "-l"],
    &["query", "title:ferry", "--fold", "none", "-l"],
    &["query", "byline:alderling dateline:ellery", "-l"],
    &["query", "ellery-orsay", "-l"],
    &["query", "person:marran org:seafarers place:\"port ellery\"", "-l"],
    &["query", "topic:shipping source:courier lang:en", "-l"],
    &["query", "date:2031-04-04..2031-04-11 has:quotes", "-l"],
    &["query", "is:undated", "-l"],
    &["query", "is:lead copies:>1 words:>20", "-l"],
    &["query", "path:archive", "--json", "--fields", "id,path,date,date_source,words"],
    &["query", "quote(safe)", "--facet", "source", "--by", "month"],
    &["quotes", "safe"],
    &["quotes", "kind:indirect"],
    &["quotes", "kind:mixed"],
    &["quotes", "--role", "president", "--org", "seafarers"],
    &["quotes", "--facet", "speaker", "--facet", "role", "--facet", "kind"],
    &["quotes", "act:silence"],
    &["quotes", "--min-conf", "0", "--facet", "act"],
    &["quotes", "--like", "steer a ship for sixteen hours"],
    &["timeline", "--speaker", "marran"],
    &["entities", "--with-roles"],
    &["entities", "--cooccur", "Ilse Marran"],
    &["similar", "wire/ferries.txt", "--copies"],
    &["show", "wire/ferries.txt"],
    &["show", "web/grocers.html", "--json"],
    &["saved", "list"],
    &["verify"],
    &["export"],
    &["export", "quotes"],
    &["export", "mentions"],
];

/// The folder with what is frozen.
fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Copies a folder, but nothing that a writer holds while it writes.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else if !name.to_string_lossy().ends_with("lock") {
            fs::copy(&path, to.join(name)).expect("a file");
        }
    }
}

/// The index as it was frozen, beside an empty folder in place of its documents.
fn thawed() -> TestEnv {
    let env = TestEnv::new();
    copy(&golden().join("index"), &env.path("index"));
    env
}

/// A call with all that it gave.
fn shown(args: &[&str], run: &Run) -> String {
    // The size of a folder on disk is not the same everywhere.
    let out = run.out.lines().filter(|line| !line.starts_with("on disk "));
    let mut text = format!("$ onrecord {}\n", args.join(" "));
    out.for_each(|line| text.extend([line, "\n"]));
    if !run.err.is_empty() {
        text.push_str(&format!("--- stderr\n{}", run.err));
    }
    text.push_str(&format!("--- exit {}\n", run.code));
    text
}

/// What the program says of the frozen index now.
fn answers() -> String {
    let env = thawed();
    ASKED.iter().map(|args| shown(args, &env.run(args))).collect()
}

#[test]
fn an_index_of_this_format_made_earlier_is_read() {
    let frozen = golden().join("answers.txt");
    let wish = std::env::var("ONRECORD_FREEZE").unwrap_or_default();
    match wish.as_str() {
        "" => {}
        #[cfg(unix)]
        "1" => {
            freeze::freeze();
            fs::write(&frozen, answers()).expect("the answers");
        }
        "answers" => fs::write(&frozen, answers()).expect("the answers"),
        _ => panic!("ONRECORD_FREEZE={wish}: 1 (on Unix) or answers"),
    }
    let (then, now) = (fs::read_to_string(&frozen).expect("the answers"), answers());
    for (then, now) in then.split("$ onrecord ").zip(now.split("$ onrecord ")) {
        assert!(then == now, "{CHANGED}\n--- then: {then}\n--- now: {now}");
    }
    assert_eq!(then.len(), now.len(), "{CHANGED}");
    // Where a path can be any bytes, those that were stored come back.
    if cfg!(unix) {
        let run = thawed().run(&["query", "lighthouse", "--json"]);
        assert!(run.out.contains(r#""path_bytes":"YXJjaGl2ZS8yMDMxLTA0LTAzL3F1YXkg6S50eHQ=""#));
    }
}
