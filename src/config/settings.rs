//! The settings of one layer.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Deserialize;

use super::choices::{DateFrom, FoldBy, SortBy, When};
use super::size::Size;

/// What may be set by flags, by the environment and by files; `None` is "not said here".
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Settings {
    /// Where the index lies.
    pub index: Option<PathBuf>,
    /// The user's corrections of names.
    pub fixes: Option<PathBuf>,
    /// When to use colour.
    pub color: Option<When>,
    /// When to link paths.
    pub hyperlink: Option<When>,
    /// The day that relative dates count from; not in files, where it would be forgotten.
    #[serde(skip)]
    pub now: Option<Date>,
    /// Whether a query must be read as typed.
    pub strict: Option<bool>,
    /// Documents shown.
    pub limit: Option<usize>,
    /// Their order.
    pub sort: Option<SortBy>,
    /// What is shown once.
    pub fold: Option<FoldBy>,
    /// Least confidence of quotes.
    #[serde(rename = "min_conf", deserialize_with = "read_share")]
    pub min_conf: Option<f64>,
    /// Passages of each.
    pub snippets: Option<usize>,
    /// Characters of a passage.
    pub context: Option<usize>,
    /// What is indexed.
    pub paths: Option<Vec<PathBuf>>,
    /// Globs of the files to read.
    pub include: Option<Vec<String>>,
    /// Globs of the files to leave out.
    pub exclude: Option<Vec<String>>,
    /// Whether hidden files are read.
    pub hidden: Option<bool>,
    /// Whether symbolic links are followed.
    pub follow: Option<bool>,
    /// Endings of the files to read.
    #[serde(rename = "type")]
    pub types: Option<Vec<String>>,
    /// `NAME=GLOB`: the publisher of files.
    pub source: Option<Vec<String>>,
    /// Where the day of a document may come from.
    pub date_from: Option<DateFrom>,
    /// Number of threads; 0 is one a processor.
    pub threads: Option<usize>,
    /// Memory of the index writer.
    pub memory: Option<Size>,
    /// A program that makes text of files; not in the file of a project: a folder that came from elsewhere must not be
    /// able to start one.
    pub pre: Option<PathBuf>,
    /// Globs of the files that it is for; not in the file of a project either.
    pub pre_glob: Option<Vec<String>>,
}

impl Settings {
    /// Fills what is not said here from the layer below.
    pub fn or(self, below: Settings) -> Settings {
        Settings {
            index: self.index.or(below.index),
            fixes: self.fixes.or(below.fixes),
            color: self.color.or(below.color),
            hyperlink: self.hyperlink.or(below.hyperlink),
            now: self.now.or(below.now),
            strict: self.strict.or(below.strict),
            limit: self.limit.or(below.limit),
            sort: self.sort.or(below.sort),
            fold: self.fold.or(below.fold),
            min_conf: self.min_conf.or(below.min_conf),
            snippets: self.snippets.or(below.snippets),
            context: self.context.or(below.context),
            paths: self.paths.or(below.paths),
            include: self.include.or(below.include),
            exclude: self.exclude.or(below.exclude),
            hidden: self.hidden.or(below.hidden),
            follow: self.follow.or(below.follow),
            types: self.types.or(below.types),
            source: self.source.or(below.source),
            date_from: self.date_from.or(below.date_from),
            threads: self.threads.or(below.threads),
            memory: self.memory.or(below.memory),
            pre: self.pre.or(below.pre),
            pre_glob: self.pre_glob.or(below.pre_glob),
        }
    }
}

/// Reads a share, from 0 to 1.
pub fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a number from 0 to 1 is meant".to_owned())
}

/// A share of a file.
fn read_share<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let number = f64::deserialize(from)?;
    share(&number.to_string()).map(Some).map_err(serde::de::Error::custom)
}

/// Takes `NAME=GLOB` apart.
pub fn source_pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, glob)) if !name.trim().is_empty() && !glob.is_empty() => {
            Ok((name.trim().to_owned(), glob.to_owned()))
        }
        _ => Err("a source is written NAME=GLOB, such as 'Example Wire=wire/**'".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_have_a_name_and_a_glob() {
        let pair = |name: &str, glob: &str| Some((name.to_owned(), glob.to_owned()));
        assert_eq!(source_pair("Wire=a/*=b").ok(), pair("Wire", "a/*=b"));
        assert_eq!(source_pair("=x").ok(), None);
        assert_eq!(source_pair("Wire").ok(), None);
    }
}
