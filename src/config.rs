//! What was meant: flags, environment, files and defaults brought together, in this order.
//!
//! Each layer is a [`Settings`] whose absent values are filled by the layer below. `source` reads
//! the layers that are not flags.

mod source;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use jiff::civil::Date;
use serde::Deserialize;

use crate::index::{Fold, Sort};
use crate::messages::Failure;

/// Documents that `query` shows.
pub const LIMIT: usize = 20;
/// Passages of each document.
pub const SNIPPETS: usize = 1;
/// Characters of a passage.
pub const CONTEXT: usize = 160;
/// Memory of the index writer in bytes.
pub const MEMORY: u64 = 256 << 20;

/// Name of the file with the user's corrections of names beside a folder `index`.
pub const FIXES: &str = "onrecord-fixes.toml";

/// What may be set by flags, by the environment and by files; `None` is "not said here".
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
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
    /// Number of threads; 0 is one a processor.
    pub threads: Option<usize>,
    /// Memory of the index writer.
    pub memory: Option<Size>,
    /// A program that makes text of files; not in files: a folder that came from elsewhere must not
    /// be able to start one.
    #[serde(skip)]
    pub pre: Option<PathBuf>,
    /// Globs of the files that it is for; not in files.
    #[serde(skip)]
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
            snippets: self.snippets.or(below.snippets),
            context: self.context.or(below.context),
            paths: self.paths.or(below.paths),
            include: self.include.or(below.include),
            exclude: self.exclude.or(below.exclude),
            hidden: self.hidden.or(below.hidden),
            follow: self.follow.or(below.follow),
            types: self.types.or(below.types),
            source: self.source.or(below.source),
            threads: self.threads.or(below.threads),
            memory: self.memory.or(below.memory),
            pre: self.pre.or(below.pre),
            pre_glob: self.pre_glob.or(below.pre_glob),
        }
    }
}

/// The settings of one run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// All layers in one.
    pub settings: Settings,
    /// Where the index lies or will lie.
    pub index_dir: PathBuf,
    /// The files that were read.
    pub files: Vec<PathBuf>,
    /// The working folder.
    pub dir: PathBuf,
}

impl Config {
    /// Brings the layers together; without `files`, neither file is read.
    pub fn new(flags: Settings, files: bool, around: &Surroundings) -> Result<Config, Failure> {
        let mut settings = flags.or(source::environment(around)?);
        let mut read = Vec::new();
        if files {
            for path in [source::project_file(around), source::user_file(around)] {
                let Some(path) = path.filter(|p| p.is_file()) else { continue };
                settings = settings.or(source::file(&path, around)?);
                read.push(path);
            }
        }
        let index_dir = match &settings.index {
            Some(dir) => around.dir.join(dir),
            None => index_upwards(&around.dir),
        };
        Ok(Config { settings, index_dir, files: read, dir: around.dir.clone() })
    }

    /// The user's corrections of names: the file that was named, else the one beside the index.
    pub fn fixes_file(&self) -> PathBuf {
        match &self.settings.fixes {
            Some(file) => self.dir.join(file),
            None => {
                let beside = self.index_dir.parent().unwrap_or(&self.dir);
                match self.index_dir.file_name().and_then(|name| name.to_str()) {
                    // Several indexes may lie side by side.
                    Some(name) if name != "index" => beside.join(format!("{name}-fixes.toml")),
                    _ => beside.join(FIXES),
                }
            }
        }
    }

    /// The day that relative dates count from.
    pub fn today(&self) -> Date {
        self.settings.now.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }
}

/// The nearest folder `index` upwards that holds an index of ours, else `index` here.
fn index_upwards(dir: &Path) -> PathBuf {
    let places = dir.ancestors().map(|above| above.join("index"));
    places.into_iter().find(|p| p.join("manifest.json").is_file()).unwrap_or(dir.join("index"))
}

/// What the program finds itself in.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The working folder.
    pub dir: PathBuf,
    /// The environment.
    pub vars: Vec<(OsString, OsString)>,
    /// Whether stdout is a terminal.
    pub out_terminal: bool,
    /// Whether stderr is a terminal.
    pub err_terminal: bool,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Surroundings {
        Surroundings {
            dir: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            vars: std::env::vars_os().collect(),
            out_terminal: std::io::stdout().is_terminal(),
            err_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// The value of a variable; an empty one counts as none.
    pub fn var(&self, name: &str) -> Option<&OsString> {
        let found = self.vars.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// Whether a stream may be coloured.
    pub fn colors(&self, when: When, terminal: bool) -> bool {
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                terminal
                    && self.var("NO_COLOR").is_none()
                    && self.var("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

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

/// A number of bytes, written `512M`, `2G`, `64MiB` or plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let shift = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 0,
            "k" | "kb" | "kib" => 10,
            "m" | "mb" | "mib" => 20,
            "g" | "gb" | "gib" => 30,
            _ => return Err("a size is written 512M or 2G".to_owned()),
        };
        let number: u64 = number.parse().map_err(|_| "a size is written 512M or 2G".to_owned())?;
        number.checked_mul(1 << shift).map(Size).ok_or("this size is too large".to_owned())
    }
}

impl TryFrom<String> for Size {
    type Error = String;

    fn try_from(text: String) -> Result<Size, String> {
        text.parse()
    }
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
    fn sizes_have_units() {
        for (text, expected) in [
            ("512M", Some(512 << 20)),
            ("2g", Some(2 << 30)),
            ("64 MiB", Some(64 << 20)),
            ("4096", Some(4096)),
            ("M", None),
            ("1.5G", None),
            ("-1", None),
            ("99999999999G", None),
        ] {
            assert_eq!(text.parse::<Size>().ok(), expected.map(Size), "{text}");
        }
    }

    #[test]
    fn sources_have_a_name_and_a_glob() {
        let pair = |name: &str, glob: &str| Some((name.to_owned(), glob.to_owned()));
        assert_eq!(source_pair("Wire=a/*=b").ok(), pair("Wire", "a/*=b"));
        assert_eq!(source_pair("=x").ok(), None);
        assert_eq!(source_pair("Wire").ok(), None);
    }

    #[test]
    fn colour_needs_a_terminal_that_has_it() {
        let with = |name: &str, value: &str| Surroundings {
            vars: vec![(name.into(), value.into())],
            ..Surroundings::default()
        };
        for (around, when, terminal, expected) in [
            (with("TERM", "xterm"), When::Auto, true, true),
            (with("TERM", "xterm"), When::Auto, false, false),
            (with("TERM", "dumb"), When::Auto, true, false),
            (with("NO_COLOR", "1"), When::Auto, true, false),
            (with("NO_COLOR", ""), When::Auto, true, true),
            (with("NO_COLOR", "1"), When::Always, false, true),
            (with("TERM", "xterm"), When::Never, true, false),
        ] {
            assert_eq!(around.colors(when, terminal), expected, "{around:?} {when:?}");
        }
    }
}
