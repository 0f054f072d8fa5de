//! What is in the index, and what could not be read and why.

use askama::Template;

use super::frame::Frame;
use super::page::page;
use super::scene::{Scene, index_problem};
use crate::passage::clean;
use crate::print::numbers::count;
use crate::record::FileRecord;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// Files that are listed.
const FILES: usize = 200;

/// A file of which something could not be read.
struct Unread {
    path: String,
    why: String,
}

#[derive(Template)]
#[template(path = "status.html")]
struct Page {
    frame: Frame,
    figures: Vec<(&'static str, String)>,
    failed: Vec<Unread>,
    more: usize,
    passed: usize,
}

/// Shows it.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    scene.asked.params.only(&[])?;
    let index = &scene.index;
    let stats = index.stats(None, scene.asked.cancel).map_err(index_problem)?;
    let failed = index.failures().map_err(index_problem)?;
    let passed = index.passed_over().map_err(index_problem)?.len();
    let unread = |file: &FileRecord| {
        let why: Vec<String> = file
            .problems
            .iter()
            .map(|problem| format!("{} ({})", clean::line(&problem.reason), problem.code))
            .collect();
        Unread { path: clean::line(file.path.text()).into_owned(), why: why.join("; ") }
    };
    page(&Page {
        frame: Frame::new("Status", ""),
        figures: vec![
            ("Folder", clean::line(&index.root().display().to_string()).into_owned()),
            ("Files", count(stats.files)),
            ("Documents", count(stats.docs)),
            ("Stories", count(stats.stories)),
            ("Quotes", count(stats.quotes)),
            ("Words", count(stats.words)),
            ("Without a date", count(stats.undated)),
            ("Revision", count(stats.revision)),
        ],
        more: failed.len().saturating_sub(FILES),
        failed: failed.iter().take(FILES).map(unread).collect(),
        passed,
    })
}
