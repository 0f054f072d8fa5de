//! What is kept beside the index, and a page whose index changes while it is asked.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use super::client::Server;
use crate::testenv::TestEnv;

#[test]
fn clips_saved_searches_and_fixes_are_kept_and_a_commit_is_seen() {
    let env = TestEnv::new();
    env.write(
        "gate.txt",
        "Gate\n\nTARN QUAY, April 3, 2019 -- \"The gate stays open,\" said Helena Brandt.\n",
    );
    env.index();
    let server = Server::start(&env.path("."), &["--edit"]);
    let post = |path: &str, body: &str| server.post(path, body);
    let quote =
        env.run(&["quotes", "gate", "--json"]).json()[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(post("/clips", &format!("id={quote}&note=lead")).status, 303);
    assert!(server.get("/clips").text().contains("1 of 1 still true"));
    assert_eq!(post("/saved", "name=gates&q=gate&about=quotes").status, 303);
    assert!(server.get("/saved").text().contains("nothing new"));
    env.write(
        "mole.txt",
        "Mole\n\nTARN QUAY, May 3, 2019 -- \"The gate falls,\" said Jorun Blakk.\n",
    );
    env.index();
    assert!(server.get("/saved").text().contains("1 new"));
    assert!(server.get("/quotes?q=gate").text().contains("falls"));
    env.write(
        "gate.txt",
        "Gate\n\nTARN QUAY, April 3, 2019 -- \"The gate is shut,\" said Helena Brandt.\n",
    );
    assert!(server.get("/clips").text().contains("0 of 1 still true"));
    let cited = server.get(&format!("/api/v1/cite/{}", quote.trim_start_matches("q:")));
    assert_eq!(cited.status, 409, "{}", cited.text());
    assert_eq!(
        post("/fixes", "do=rename&name=Jorun+Blakk&other=Jorunn+Blakk&type=person").status,
        303
    );
    assert!(server.get("/p/jorunn-blakk").text().contains("falls"));
    assert_eq!(post("/clips", &format!("id={quote}&do=remove")).status, 303);
}

#[test]
fn one_answer_is_of_one_revision_while_the_index_is_made_anew() {
    let env = TestEnv::new();
    for number in 0..12 {
        let text = format!(
            "Gate {number}\n\nTARN QUAY, April 3, 2019 -- \"Gate {number} stays open,\" said Helena Brandt.\n"
        );
        env.write(&format!("gate{number}.txt"), text);
    }
    env.index();
    let server = Server::start(&env.path("."), &[]);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let askers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut revisions = BTreeSet::new();
                    while !done.load(Ordering::Relaxed) {
                        let reply = server.get("/api/v1/quotes?q=gate&limit=100");
                        assert_eq!(reply.status, 200, "{}", reply.text());
                        let one: Value = serde_json::from_slice(&reply.body).expect("JSON");
                        assert_eq!(one["results"].as_array().expect("a list").len(), 12, "{one}");
                        let revision = reply.header("onrecord-revision").expect("a revision");
                        let tag = reply.header("etag").expect("a tag");
                        assert!(tag.starts_with(&format!("W/\"r{revision}-")), "{tag} {revision}");
                        if let Some(said) = one["summary"]["revision"].as_u64() {
                            assert_eq!(said.to_string(), revision, "{one}");
                        }
                        revisions.insert(revision);
                    }
                    revisions
                })
            })
            .collect();
        for _ in 0..4 {
            assert_eq!(env.run(&["index", "docs", "--redo", "all", "-q"]).code, 0);
        }
        done.store(true, Ordering::Relaxed);
        for asker in askers {
            assert!(!asker.join().expect("only whole answers").is_empty());
        }
    });
}
