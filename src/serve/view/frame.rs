//! What stands around every view.

use crate::passage::clean;

/// The head of a page.
pub struct Frame {
    /// Title of the window.
    pub title: String,
    /// The tab that is open: `quotes`, `articles`, `people`, `overview` or none.
    pub tab: &'static str,
    /// What stands in the search box.
    pub q: String,
    /// The page that the search box asks.
    pub action: &'static str,
}

impl Frame {
    /// A page that is none of searching.
    pub fn new(title: impl AsRef<str>, tab: &'static str) -> Frame {
        // A title is often the query: signs that turn a line around are shown in it, not obeyed.
        let title = clean::line(title.as_ref()).into_owned();
        Frame { title, tab, q: String::new(), action: "/quotes" }
    }

    /// A page of a query.
    pub fn of_query(title: impl AsRef<str>, tab: &'static str, q: &str) -> Frame {
        let action = if tab == "articles" { "/articles" } else { "/quotes" };
        Frame { q: q.to_owned(), action, ..Frame::new(title, tab) }
    }
}
