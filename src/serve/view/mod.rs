//! The views: pages that the server fills, for people. Every control is a link or a form that asks.
//!
//! Each view is a file with what it asks and a template in `pages`; `frame` stands around them, `card`, `chart` and
//! `facets` are shared.

mod article;
mod articles;
mod card;
mod chart;
mod clips;
mod dates;
mod facets;
mod feed;
mod fixes;
mod frame;
mod help;
mod like;
mod links;
mod overview;
mod page;
mod people;
mod pieces;
mod quote;
mod quotes;
mod reason;
mod roles;
mod saved;
mod scene;
mod share;
mod speaker;
mod status;
mod story;
mod timeline;
mod truth;
mod views;

pub use page::problem_page;
pub use views::answer;
