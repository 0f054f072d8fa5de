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
    assert!(is_cancelled(similar(&opened, &story(9).analysed(), None, 3, &cancel)));
    // The flag ends its own questions, no others.
    let Overview { counts, .. } = asked(&archive, "tariff").overview;
    assert_eq!(counts.docs, 2);
}

/// An article in which two speak together, one plans, somebody may have spoken, and one kept silent.
fn council() -> Draft {
    use crate::quotes::Act;
    use testing::DraftQuote;
    let body = "The bridge is safe. We mean to widen the bridge. The bridge is old. Rosa Toll declined to comment.";
    let mut draft = Draft::new("council.txt", "Council", body);
    let of = DraftQuote::of;
    let together = of("Lyle Babbage", "The bridge is safe.");
    let others = of("Irene Coe", "").speaker.into_iter().collect();
    let intention = of("Irene Coe", "We mean to widen the bridge.");
    let unsure = of("Lyle Babbage", "The bridge is old.");
    let silence = of("Rosa Toll", "declined to comment");
    draft.quotes = vec![
        DraftQuote { others, ..together },
        DraftQuote { act: Act::Intention, ..intention },
        DraftQuote { confidence: 0.25, ..unsure },
        DraftQuote { act: Act::Silence, ..silence },
    ];
    draft
}

fn said(archive: &Archive, request: Request) -> Vec<String> {
    let answer = archive.ask(request).expect("an answer");
    let mut texts: Vec<String> =
        answer.quotes().map(|hit| hit.expect("a hit").quote.text).collect();
    texts.sort();
    texts
}

#[test]
fn silences_are_given_only_to_who_asks_for_them() {
    let index = TestIndex::of(&[&[council(), story(1)]]);
    let archive = Archive::new(index.dir(), FixesFile::default());
    let quotes = |text: &str| said(&archive, Request::quotes(text));
    for (text, count) in [
        ("", 4),
        ("comment", 0),
        ("speaker:toll", 0),
        ("-act:belief", 4),
        ("-act:silence", 4),
        ("act:*", 4),
        ("act:silence", 1),
        ("act:silence speaker:toll", 1),
        ("act:silence speaker:coe", 0),
        ("act:(silence OR intention)", 2),
        ("act:Intention", 1),
        ("comment act:silence", 1),
    ] {
        assert_eq!(quotes(text).len(), count, "{text}");
    }
    let docs = |text: &str| asked(&archive, text).overview.counts.docs;
    for (text, count) in [
        ("speaker:toll", 0),
        ("quote(comment)", 0),
        ("quote(act:silence speaker:toll)", 1),
        ("act:silence", 1),
        ("act:intention", 1),
    ] {
        assert_eq!(docs(text), count, "{text}");
    }
    let totals = archive.index().expect("an index").totals();
    assert_eq!((totals.docs, totals.quotes), (2, 4));
}

#[test]
fn a_quote_of_two_is_found_with_each_and_counted_once() {
    let index = TestIndex::of(&[&[council()]]);
    let archive = Archive::new(index.dir(), FixesFile::default());
    for (text, count) in
        [("speaker:babbage", 2), ("speaker:coe", 2), ("speaker:babbage speaker:coe", 1)]
    {
        assert_eq!(said(&archive, Request::quotes(text)).len(), count, "{text}");
    }
    let facet = |field| FacetOptions { field, limit: 0, fold: false };
    let wanted = Want::Facets(vec![facet(FacetField::Speaker), facet(FacetField::Act)]);
    let answer = archive.ask(Request { want: wanted, ..Request::quotes("") }).expect("an answer");
    let values = |number: usize| -> Vec<(String, u64)> {
        let values = &answer.facets[number].values;
        values.iter().map(|value| (value.value.clone(), value.counts.quotes)).collect()
    };
    let pair = |name: &str, count| (name.to_owned(), count);
    assert_eq!(values(0), [pair("Irene Coe", 2), pair("Lyle Babbage", 2)]);
    assert_eq!(values(1), [pair("statement", 2), pair("intention", 1)]);
    assert_eq!(answer.overview.counts.quotes, 3);
}

#[test]
fn less_certain_quotes_are_counted_and_left_out() {
    let index = TestIndex::of(&[&[council()]]);
    let archive = Archive::new(index.dir(), FixesFile::default());
    let sure = |text: &str, usual_conf: f64, min_conf| {
        let narrow = Narrow { usual_conf, min_conf, ..Narrow::default() };
        let request = Request { narrow, less_certain: true, ..Request::quotes(text) };
        let overview = archive.ask(request).expect("an answer").overview;
        (overview.counts.quotes, overview.less_certain.map(|counts| counts.quotes))
    };
    for (text, usual, min, expected) in [
        ("bridge", 0.5, None, (2, Some(1))),
        ("bridge", 0.0, None, (3, None)),
        ("bridge", 0.5, Some(0.0), (3, None)),
        ("bridge", 0.0, Some(0.2), (3, Some(0))),
        ("bridge conf:>=0", 0.5, None, (3, None)),
        ("bridge OR safe", 0.5, None, (2, Some(1))),
        ("safe", 0.5, None, (1, Some(0))),
    ] {
        assert_eq!(sure(text, usual, min), expected, "{text} {usual} {min:?}");
    }
}
