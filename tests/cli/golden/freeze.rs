//! The documents of the frozen index, all invented, and how it is made of them.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, SystemTime};

use super::{copy, golden};
use crate::testenv::TestEnv;

/// When all files were last changed: 2031-05-20, at noon.
const CHANGED_ON: u64 = 1_937_044_800;

/// A wire story: its date in the dateline; quotes of all three kinds, a speaker with a role.
const STORY: &str = "Night ferries to Orsay Island stop as crews walk out\n\
    By TOVE ALDERLING\n\n\
    PORT ELLERY, April 2, 2031 (Lowland Wire) -- Crews of the Orsay Island ferries walked out on \
    Wednesday, and all night crossings were cancelled.\n\n\
    \"Nobody can steer a ship for sixteen hours and call it safe,\" said Ilse Marran, president of the \
    Seafarers' Union.\n\n\
    Transport Minister Joost Verbeek said that the law on rest hours would not be changed before the \
    summer. Verbeek called the walkout \"a gift to the bridge builders.\"\n\n\
    The Ellery-Orsay line carries 4,000 passengers a day. Its owner, Halden Shipping, did not comment.\n\n\
    Marran, 51, was a stoker before she led the union. The crews vote again on Friday, when the harbour \
    board meets in Port Ellery to hear both sides of the quarrel over night work.\n";

/// A copy of it: another headline, no byline, the end cut.
const COPY: &str = "Ferry crews walk out\n\n\
    PORT ELLERY, April 2, 2031 (Lowland Wire) -- Crews of the Orsay Island ferries walked out on \
    Wednesday, and all night crossings were cancelled.\n\n\
    \"Nobody can steer a ship for sixteen hours and call it safe,\" said Ilse Marran, president of the \
    Seafarers' Union.\n\n\
    Transport Minister Joost Verbeek said that the law on rest hours would not be changed before the \
    summer. Verbeek called the walkout \"a gift to the bridge builders.\"\n\n\
    The Ellery-Orsay line carries 4,000 passengers a day. Its owner, Halden Shipping, did not comment.\n";

/// A feed of two records that can be read and one that cannot; days, subjects and source in its fields.
const FEED: &str = concat!(
    r#"{"headline": "Harbour board hears both sides", "date": "2031-04-04", "byline": "Pia Sund", "#,
    r#""source": "Ellery Courier", "language": "en", "keywords": ["shipping", "labour"], "#,
    r#""body": "The board did not decide. \"We have heard two good cases and one loud one,\" "#,
    r#"chairwoman Edda Rask told the Ellery Courier.\n\nJoost Verbeek was not there."}"#,
    "\n{\"headline\": \"Cut off in the mid\n",
    r#"{"headline": "Bridge to Orsay costed", "date": "2031-04-11", "source": "Ellery Courier", "#,
    r#""body": "Edda Rask said on Friday that a bridge would cost 900 million crowns. "#,
    r#"The ministry did not say that it would pay."}"#,
    "\n",
);

/// A page: its day, subjects and author in the head, furniture around the text.
const PAGE: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
    <title>Island grocers count their tins | Orsay Weekly</title>\n\
    <meta property=\"article:published_time\" content=\"2031-04-05T07:30:00Z\">\n\
    <meta property=\"og:site_name\" content=\"Orsay Weekly\">\n\
    <meta name=\"author\" content=\"Runa Keth\"><meta name=\"keywords\" content=\"food, ferries\">\n\
    </head><body><nav><a href=\"/\">Home</a> <a href=\"/tides\">Tides</a></nav>\n\
    <article><h1>Island grocers count their tins</h1>\n\
    <p>Three days after the last night boat the shelves of Orsay are &ldquo;not empty, but \
    thoughtful,&rdquo; grocer Anselm Tove said on Saturday.</p>\n\
    <p>Flour comes by the <b>night</b> crossings, and Tove has sold the last of it. He promised that \
    nobody would pay more for what is left.</p></article>\n\
    <footer>All rights reserved.</footer></body></html>\n";

/// A note whose day stands in its path alone, which is no UTF-8.
const NOTE: &str = "A note from the quay\n\nThe old lighthouse keeper counts boats. He has counted none \
    since Wednesday, and no gull has complained to him of it.\n";

/// What came later, with no day but that of its file.
const LATER: &str = "Crews go back to work\n\nThe night boats sail again. \"We did not win, we slept,\" \
    Ilse Karin Marran said.\n";

/// Makes the index anew, in two runs: a document that came later is a segment and a revision of its own.
pub fn freeze() {
    let env = TestEnv::new();
    let write = |name: &[u8], text: &str| {
        let path = env.path("docs").join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().expect("below docs")).expect("a folder");
        fs::write(&path, text).expect("a file");
        let file = fs::File::options().write(true).open(&path).expect("the file");
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(CHANGED_ON);
        file.set_modified(changed).expect("a time");
    };
    write(b"wire/ferries.txt", STORY);
    write(b"wire/again/ferries.txt", STORY);
    write(b"partners/crews.txt", COPY);
    write(b"feed.jsonl", FEED);
    write(b"web/grocers.html", PAGE);
    write(b"archive/2031-04-03/quay \xe9.txt", NOTE);
    write(b"broken.json", "{\"headline\": ");
    write(b"picture.bin", "\0\u{1}\0\u{2}\0");
    let first = env.run(&["index", "docs"]);
    assert_eq!(first.code, 2, "two problems are meant: {}", first.err);
    let saved = env.run(&["saved", "add", "night", "night crossings"]);
    assert_eq!(saved.code, 0, "{}", saved.err);
    write(b"later.txt", LATER);
    let second = env.run(&["index", "docs"]);
    assert!(second.out.contains("added 1"), "{}{}", second.out, second.err);
    let target = golden().join("index");
    if target.exists() {
        fs::remove_dir_all(&target).expect("the old index");
    }
    copy(&env.path("index"), &target);
}
