//! What a writer does is what the next reader finds, and the totals say so.

use jiff::civil::{Date, date};

use super::writer::Writer;
use crate::article::DateSource;
use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::layout;
use crate::index::testing::{Draft, TestIndex, add, file_of};
use crate::record::{DocId, RelPath, Walked};
use crate::words;

/// A document whose day is known to nobody but its file.
fn port(path: &str) -> Draft {
    Draft::new(path, "The port", &format!("The port of {path} is closed. So is the bridge."))
        .said("Ann Lee", "port is closed")
}

fn rel(path: &str) -> RelPath {
    RelPath::new(path.as_ref())
}

fn undated(_: &RelPath, _: Option<i64>) -> (Option<Date>, Option<DateSource>) {
    (None, None)
}

/// The paths of each document, and the revision that brought it; the totals are those of the records.
fn holds(index: &Index) -> Vec<(Vec<String>, u64)> {
    let mut found = Vec::new();
    let mut sums = [0; 5];
    let mut see = |of: crate::record::Analysed| {
        let said = of.quotes.iter().map(|quote| words::count(&quote.text) as u64).sum::<u64>();
        let sizes = [1, of.quotes.len() as u64, of.doc.words, layout::length(&of.doc), said];
        sums.iter_mut().zip(sizes).for_each(|(sum, size)| *sum += size);
        let paths = of.doc.paths.iter().map(|path| path.text().to_owned()).collect();
        found.push((paths, of.doc.added));
        true
    };
    index.each_doc(&mut see).expect("documents");
    let totals = index.totals();
    assert_eq!(sums, [totals.docs, totals.quotes, totals.words, totals.length, totals.said]);
    let (mut files, mut failed) = (0, 0);
    let mut see = |file: crate::record::FileRecord| {
        files += 1;
        failed += u64::from(!file.problems.is_empty());
        true
    };
    index.each_file(&mut see).expect("files");
    assert_eq!((files, failed), (totals.files, totals.failed));
    found.sort();
    found
}

fn row(paths: &[&str], added: u64) -> (Vec<String>, u64) {
    (paths.iter().map(|path| (*path).to_owned()).collect(), added)
}

#[test]
fn files_come_and_go_and_the_totals_follow() {
    let tests = TestIndex::of(&[&[port("a"), port("b")]]);
    assert_eq!(holds(&tests.open()), [row(&["a"], 1), row(&["b"], 1)]);
    let (a, b) = (DocId(port("a").id), DocId(port("b").id));
    let mut writer = tests.writer();
    assert!(writer.link(a, &rel("copy"), &mut undated).expect("written"));
    assert!(!writer.link(DocId(3), &rel("copy"), &mut undated).expect("nothing"));
    writer.unlink(b, &rel("elsewhere"), &mut undated).expect("nothing");
    writer.unlink(b, &rel("b"), &mut undated).expect("removed");
    writer.drop_file(&rel("b"), false);
    writer.unlink(DocId(3), &rel("b"), &mut undated).expect("nothing");
    add(&mut writer, &[port("c")]);
    writer.finish().expect("a commit");
    assert_eq!(holds(&tests.open()), [row(&["a", "copy"], 1), row(&["c"], 2)]);
    let mut writer = tests.writer();
    writer.unlink(a, &rel("a"), &mut undated).expect("removed");
    writer.finish().expect("a commit");
    assert_eq!(holds(&tests.open()), [row(&["c"], 2), row(&["copy"], 1)]);
}

#[test]
fn the_same_bytes_under_two_paths_are_one_document() {
    let tests = TestIndex::empty();
    let mut writer = tests.writer();
    for path in ["z", "a", "z"] {
        let draft = port("z");
        writer.add(draft.analysed(), &rel(path), &mut undated).expect("written");
    }
    writer.finish().expect("a commit");
    assert_eq!(holds(&tests.open()), [row(&["a", "z"], 1)]);
    // Read anew, it keeps the revision that brought it.
    let mut writer = tests.writer();
    writer.add(port("z").analysed(), &rel("b"), &mut undated).expect("written");
    writer.finish().expect("a commit");
    assert_eq!(holds(&tests.open()), [row(&["a", "b", "z"], 1)]);
}

#[test]
fn a_document_that_moves_stays_what_it_is() {
    let tests = TestIndex::of(&[&[port("a")], &[port("b")]]);
    let id = DocId(port("a").id);
    let mut writer = tests.writer();
    // What is taken away may turn up again, before and after a commit.
    writer.unlink(id, &rel("a"), &mut undated).expect("removed");
    assert_eq!(writer.totals().docs, 1);
    assert!(writer.link(id, &rel("moved"), &mut undated).expect("written"));
    writer.unlink(id, &rel("moved"), &mut undated).expect("removed");
    writer.commit().expect("a commit");
    assert!(writer.link(id, &rel("again"), &mut undated).expect("written"));
    writer.finish().expect("a commit");
    assert_eq!(holds(&tests.open()), [row(&["again"], 1), row(&["b"], 2)]);
}

#[test]
fn a_commit_of_nothing_is_none() {
    let tests = TestIndex::empty();
    let mut writer = tests.writer();
    writer.commit().expect("nothing");
    assert_eq!(writer.totals().revision, 0);
    add(&mut writer, &[port("a")]);
    writer.commit().expect("a commit");
    writer.commit().expect("nothing");
    assert_eq!((writer.totals().revision, tests.open().totals().revision), (1, 1));
    add(&mut writer, &[port("b")]);
    drop(writer);
    assert_eq!(holds(&tests.open()), [row(&["a"], 1)], "what was not committed is not there");
    let writer = tests.writer();
    assert_eq!((writer.before().totals().docs, writer.totals().docs), (1, 1));
    assert_eq!(writer.finish().expect("tables").revision, 1);
}

#[test]
fn a_line_of_the_ledger_takes_the_place_of_another() {
    let tests = TestIndex::of(&[&[port("a")]]);
    let mut writer = tests.writer();
    let mut file = file_of(&port("a"));
    file.problems = vec![crate::record::Problem {
        record: None,
        code: "read".to_owned(),
        reason: "cut short".to_owned(),
    }];
    writer.put_file(&file, Some(false)).expect("written");
    writer.finish().expect("a commit");
    holds(&tests.open());
    assert_eq!(tests.open().failures().expect("files"), [file.clone()]);
    let mut writer = tests.writer();
    writer.drop_file(&file.path, true);
    writer.finish().expect("a commit");
    assert_eq!((tests.open().totals().files, tests.open().totals().failed), (0, 0));
}

#[test]
fn the_day_of_a_file_is_asked_for_again() {
    let tests = TestIndex::of(&[&[port("b"), port("d").on("2017-11-18")]]);
    let day = |index: &Index, draft: &Draft| {
        let found = index.doc(DocId(draft.id)).expect("a document").expect("a document");
        assert!(found.quotes.iter().all(|quote| quote.date == found.doc.date));
        (found.doc.date, found.doc.date_source)
    };
    let changed = date(2020, 5, 1);
    let mut asked = Vec::new();
    let mut redate = |path: &RelPath, known: Option<i64>| {
        asked.push((path.text().to_owned(), known));
        (Some(changed), Some(DateSource::Mtime))
    };
    let mut writer = tests.writer();
    writer.link(DocId(port("b").id), &rel("a"), &mut redate).expect("written");
    writer.refresh(DocId(port("b").id), &mut redate).expect("written");
    writer.refresh(DocId(port("d").id), &mut redate).expect("nothing");
    writer.refresh(DocId(3), &mut redate).expect("nothing");
    writer.finish().expect("a commit");
    // The first of its paths is asked for; the index knows the time of that which it has a line for.
    assert_eq!(asked, [("a".to_owned(), None), ("a".to_owned(), None)]);
    let index = tests.open();
    assert_eq!(day(&index, &port("b")), (Some(changed), Some(DateSource::Mtime)));
    assert_eq!(day(&index, &port("d")), (Some(date(2017, 11, 18)), Some(DateSource::Meta)));
    holds(&index);
}

#[test]
fn a_rebuild_takes_the_place_of_the_old_index_when_it_is_done() {
    let tests = TestIndex::of(&[&[port("a")], &[port("b")]]);
    let folders = || -> Vec<String> {
        let entries = std::fs::read_dir(tests.dir()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        let mut data: Vec<String> = names.filter(|name| name.starts_with("data-")).collect();
        data.sort();
        data
    };
    let before = folders();
    let mut writer = tests.rebuild();
    add(&mut writer, &[port("b"), port("c")]);
    writer.commit().expect("a commit");
    assert_eq!(holds(&tests.open()), [row(&["a"], 1), row(&["b"], 2)]);
    assert_eq!(folders().len(), 2);
    writer.finish().expect("a commit");
    // It brings nothing new of what was there, and counts on.
    assert_eq!(holds(&tests.open()), [row(&["b"], 2), row(&["c"], 3)]);
    assert_eq!(tests.open().totals().revision, 3);
    assert_eq!((folders().len(), folders() == before), (1, false));
}

#[test]
fn a_rebuild_that_is_not_done_leaves_the_old_index() {
    let tests = TestIndex::of(&[&[port("a")]]);
    let mut writer = tests.rebuild();
    add(&mut writer, &[port("b")]);
    writer.commit().expect("a commit");
    drop(writer);
    assert_eq!(holds(&tests.open()), [row(&["a"], 1)]);
    tests.add(&[port("c")]);
    assert_eq!(holds(&tests.open()), [row(&["a"], 1), row(&["c"], 2)]);
}

#[test]
fn there_is_one_writer() {
    let tests = TestIndex::empty();
    let writer = tests.writer();
    let second = Writer::open(tests.dir(), tests.dir(), &Walked::default(), 0, false);
    assert!(matches!(second.err(), Some(Error::Locked { .. })));
    drop(writer);
    drop(tests.writer());
}

#[test]
fn a_commit_that_lost_its_totals_can_be_gone_on_from() {
    let index = TestIndex::of(&[&[port("a"), port("b")]]);
    let meta = index.dir().join("data-1/meta.json");
    let text = std::fs::read_to_string(&meta).expect("a commit");
    let mut commit: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(commit.as_object_mut().expect("an object").remove("payload").is_some());
    std::fs::write(&meta, commit.to_string()).expect("written");
    let mut writer = index.writer();
    let id = DocId(words::hash("b"));
    writer.unlink(id, &rel("b"), &mut undated).expect("removed");
    writer.drop_file(&rel("b"), true);
    let totals = writer.finish().expect("a commit");
    assert_eq!((totals.docs, totals.quotes, totals.files, totals.failed), (0, 0, 0, 0));
    let kept = index.open().find("a").expect("still there");
    assert_eq!(kept.doc.paths, [rel("a")]);
}
