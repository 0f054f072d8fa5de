//! Settings that are one of a few words.

use clap::ValueEnum;
use serde::Deserialize;

use crate::index::{Fold, Sort};

/// When something is done that only suits a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The order of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortBy {
    /// The best first
    #[default]
    Score,
    /// The oldest first
    Date,
    /// The newest first
    #[value(name = "-date")]
    #[serde(rename = "-date")]
    DateDesc,
    /// By path
    Path,
}

impl From<SortBy> for Sort {
    fn from(sort: SortBy) -> Sort {
        match sort {
            SortBy::Score => Sort::Score,
            SortBy::Date => Sort::Date,
            SortBy::DateDesc => Sort::DateDesc,
            SortBy::Path => Sort::Path,
        }
    }
}

/// Where the day of a document may come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFrom {
    /// What the text, its head or its path says
    #[default]
    Text,
    /// The day of the file too, where these say none
    Mtime,
}

/// What is shown once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FoldBy {
    /// Near-copies of a story
    #[default]
    Story,
    /// Byte-identical files
    Exact,
    /// Each file is shown
    None,
}

impl From<FoldBy> for Fold {
    fn from(fold: FoldBy) -> Fold {
        match fold {
            FoldBy::Story => Fold::Story,
            FoldBy::Exact => Fold::Exact,
            FoldBy::None => Fold::None,
        }
    }
}
