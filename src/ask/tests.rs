//! An archive that changes while it is asked, and questions that are ended before their time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::*;
use crate::entities::EntityKind;
use crate::hit::Overview;
use crate::index::{self, Index, testing};
use testing::{Draft, TestIndex};

fn story(number: usize) -> Draft {
    let title = format!("Tariff number {number}");
    Draft::new(&format!("{number}.txt"), &title, "The harbor talks went on. Nobody left.")
        .said("Helena Brandt", "the talks went on")
        .naming(EntityKind::Person, "Helena Brandt")
}

fn titles(answer: &Answer) -> Vec<String> {
    let title = |hit: Result<crate::hit::Hit, Error>| hit.expect("a hit").doc.title;
    answer.docs().map(|hit| title(hit).expect("a title").text).collect()
}

fn asked(archive: &Archive, text: &str) -> Answer {
    archive.ask(Request::docs(text)).expect("an answer")
}

#[test]
fn threads_that_ask_while_a_writer_commits_see_whole_commits() {
    let index = TestIndex::of(&[&[story(0)]]);
    let archive = Archive::new(index.dir(), FixesFile::default());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let answer = asked(&archive, "tariff");
                    let known = answer.index.totals();
                    assert_eq!(answer.overview.counts.docs, known.docs);
                    assert_eq!(titles(&answer).len() as u64, known.docs);
                }
            });
        }
        for number in 1..20 {
            index.add(&[story(number)]);
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(asked(&archive, "tariff").overview.counts.docs, 20);
}

#[test]
fn an_answer_gives_hits_of_its_own_kind() {
    let index = TestIndex::of(&[&[story(1)]]);
    let archive = Archive::new(index.dir(), FixesFile::default());
    let docs = asked(&archive, "talks");
    let quotes = archive.ask(Request::quotes("talks")).expect("an answer");
    assert_eq!((docs.docs().count(), docs.quotes().count()), (1, 0));
    assert_eq!((quotes.docs().count(), quotes.quotes().count()), (0, 1));
}

fn is_cancelled<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Index(index::Error::Cancelled)))
}

#[test]
fn whatever_is_asked_can_be_cancelled() {
    let index = TestIndex::of(&[&[story(1), story(2)]]);
    let archive = Archive::new(index.dir(), FixesFile::default());
    let cancel = Cancel::new();
    cancel.cancel();
    let facets =
        Want::Facets(vec![FacetOptions { field: FacetField::Speaker, limit: 0, fold: false }]);
    let request =
        |text: &str| Request { cancel: cancel.clone(), reasons: true, ..Request::docs(text) };
    for want in [Want::Hits, Want::Count, facets] {
        for text in ["tariff", "tariff nowhere", "har* OR talks"] {
            for about in [About::Docs, About::Quotes] {
                let request = Request { want: want.clone(), about, ..request(text) };
                assert!(is_cancelled(archive.ask(request)), "{text} {about:?} {want:?}");
            }
        }
    }
    let opened: std::sync::Arc<Index> = archive.index().expect("an index");
    let question = request("tariff").read().expect("a question");
    assert!(is_cancelled(entities(&opened, &question, &EntitiesRequest::default())));
    let to = Like { to: "the talks went on".to_owned(), least: Like::LEAST };
    let quotes = Request { cancel: cancel.clone(), ..Request::quotes("") };
    assert!(is_cancelled(like(&opened, &quotes.read().expect("a question"), &to)));
    assert!(is_cancelled(similar(&opened, &story(9).analysed(), 3, &cancel)));
    // The flag ends its own questions, no others.
    let Overview { counts, .. } = asked(&archive, "tariff").overview;
    assert_eq!(counts.docs, 2);
}
