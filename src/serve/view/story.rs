//! A story: the earliest copy here, and what each other copy cut or added.

use askama::Template;

use super::card::headline;
use super::frame::Frame;
use super::page::page;
use super::scene::{Scene, index_problem, problem};
use super::{dates, links};
use crate::ask;
use crate::hit::Copy;
use crate::passage::clean;
use crate::record::{Analysed, DocRecord};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;
use crate::wire::diff::{self, Change};

/// Words of a stretch that is the same in both: more are folded.
const SAME: usize = 14;

/// A stretch of words.
struct Stretch {
    class: &'static str,
    text: String,
}

/// A copy.
struct Version {
    headline: String,
    link: String,
    date: String,
    source: String,
    path: String,
    share: String,
    cut: usize,
    added: usize,
    stretches: Vec<Stretch>,
}

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    frame: Frame,
    headline: String,
    first: Version,
    copies: Vec<Version>,
}

/// Shows the story that a document belongs to.
pub fn view(scene: &Scene, id: &str) -> Result<Reply, Problem> {
    scene.asked.params.only(&[])?;
    let id = id.split_once(':').map_or(id, |(_, digits)| digits);
    let found = scene.index.find(&format!("d:{id}")).map_err(index_problem)?;
    let lead = scene.index.story_of(&found.doc).lead;
    let found = scene.index.find(&lead.to_string()).map_err(index_problem)?;
    let own = found.doc.shown(&found.text).join(" ");
    let first = version(&found.doc, None, &[]);
    let path = found.doc.paths.first().cloned();
    let analysed = Analysed { doc: found.doc, text: found.text, quotes: found.quotes };
    let answer = ask::similar(&scene.index, &analysed, path.as_ref(), 0, scene.asked.cancel)
        .map_err(problem)?;
    let copies = answer.copies.iter().map(|copy| {
        let Copy { share, doc, text, .. } = copy;
        version(doc, *share, &diff::words(&own, &doc.shown(text).join(" ")))
    });
    page(&Page {
        frame: Frame::new("A story and its copies", ""),
        headline: headline(&analysed.doc),
        copies: copies.collect(),
        first,
    })
}

fn version(doc: &DocRecord, share: Option<f32>, changes: &[Change]) -> Version {
    let count = |text: &str| text.split_whitespace().count();
    let (mut cut, mut added) = (0, 0);
    for change in changes {
        match change {
            Change::Removed(text) => cut += count(text),
            Change::Added(text) => added += count(text),
            Change::Same(_) => {}
        }
    }
    let line = |text: &str| clean::line(text).into_owned();
    Version {
        headline: headline(doc),
        link: links::doc(doc.id),
        date: dates::of_doc(doc),
        source: doc.source.as_deref().map(line).unwrap_or_default(),
        path: doc.paths.first().map(|path| line(path.text())).unwrap_or_default(),
        share: share.map(|share| format!("{:.0} % the same", share * 100.0)).unwrap_or_default(),
        cut,
        added,
        stretches: changes.iter().map(stretch).collect(),
    }
}

/// A stretch, folded where it is long and the same.
fn stretch(change: &Change) -> Stretch {
    match change {
        Change::Removed(text) => Stretch { class: "cut", text: clean::line(text).into_owned() },
        Change::Added(text) => Stretch { class: "new", text: clean::line(text).into_owned() },
        Change::Same(text) => {
            let words: Vec<&str> = text.split(' ').collect();
            let text = match words.len() {
                number if number > 2 * SAME => {
                    let (head, tail) = (&words[..SAME], &words[number - SAME..]);
                    let between = number - 2 * SAME;
                    format!("{} [… {between} words the same …] {}", head.join(" "), tail.join(" "))
                }
                _ => text.clone(),
            };
            Stretch { class: "", text: clean::line(&text).into_owned() }
        }
    }
}
