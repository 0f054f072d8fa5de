//! What programs read of files: problems, what would be done, what a run of `index` did.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::{Shape, path_bytes};
use crate::pipeline::Report;
use crate::record::{FileRecord, Problem, RelPath};

/// A file of which something could not be read.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A file of which something could not be read")]
pub struct FileShape {
    /// Path below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// Format it was read as, when known.
    pub format: Option<String>,
    /// Size in bytes (in `stats --failed`).
    pub size: Option<u64>,
    /// What went wrong.
    pub problems: Vec<ProblemShape>,
}

/// Why a file or a record in it was not read.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProblemShape {
    /// Number of the record in the file; `null` for the whole file.
    pub record: Option<u32>,
    /// Stable code.
    pub code: String,
    /// The reason in words.
    pub reason: String,
}

impl From<&Problem> for ProblemShape {
    fn from(problem: &Problem) -> ProblemShape {
        ProblemShape {
            record: problem.record,
            code: problem.code.clone(),
            reason: problem.reason.clone(),
        }
    }
}

impl Shape for FileShape {
    const NAME: &'static str = "file";
    const COLUMNS: &'static [&'static str] =
        &["path", "format", "size", "problems.record", "problems.code", "problems.reason"];
}

impl FileShape {
    /// A file as the index knows it.
    pub fn new(file: &FileRecord) -> FileShape {
        FileShape {
            path: file.path.text().to_owned(),
            path_bytes: path_bytes(&file.path),
            format: Some(file.format.clone()).filter(|format| !format.is_empty()),
            size: Some(file.size),
            problems: file.problems.iter().map(ProblemShape::from).collect(),
        }
    }

    /// A problem that has just occurred.
    pub fn of_problem(path: &RelPath, problem: &Problem) -> FileShape {
        FileShape {
            path: path.text().to_owned(),
            path_bytes: path_bytes(path),
            format: None,
            size: None,
            problems: vec![problem.into()],
        }
    }
}

/// What `index --dry-run` would do with a file.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "What index would do with a file")]
pub struct WouldShape {
    /// What would be done.
    pub action: String,
    /// Path below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
}

impl Shape for WouldShape {
    const NAME: &'static str = "would";
    const COLUMNS: &'static [&'static str] = &["action", "path"];
}

impl WouldShape {
    /// Says what would be done with a file.
    pub fn new(action: &str, path: &RelPath) -> WouldShape {
        WouldShape {
            action: action.to_owned(),
            path: path.text().to_owned(),
            path_bytes: path_bytes(path),
        }
    }
}

/// What a run of `index` did.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "What a run of index did, or would do")]
pub struct IndexShape {
    /// Where the index lies.
    pub index: String,
    /// Whether this is only what would be done.
    pub dry_run: bool,
    /// Whether it was interrupted.
    pub interrupted: bool,
    /// New files.
    pub added: u64,
    /// Files whose content changed.
    pub changed: u64,
    /// Files of known content at a new path.
    pub moved: u64,
    /// Files that are gone.
    pub removed: u64,
    /// Files that are as they were.
    pub unchanged: u64,
    /// Files of which something could not be read.
    pub failed: u64,
    /// Hidden files and folders left out.
    pub skipped_hidden: u64,
    /// Binary files left out.
    pub skipped_binary: u64,
    /// Files left out for their type or name.
    pub skipped_type: u64,
    /// Documents in the index.
    pub docs: u64,
    /// Revision of the last commit.
    pub revision: u64,
}

impl Shape for IndexShape {
    const NAME: &'static str = "index";
    const COLUMNS: &'static [&'static str] = &[
        "added",
        "changed",
        "moved",
        "removed",
        "unchanged",
        "failed",
        "skipped_hidden",
        "skipped_binary",
        "skipped_type",
        "docs",
        "revision",
    ];
}

impl IndexShape {
    /// Reports a run.
    pub fn new(report: &Report, index: &Path, dry_run: bool) -> IndexShape {
        IndexShape {
            index: index.display().to_string(),
            dry_run,
            interrupted: report.interrupted,
            added: report.added,
            changed: report.changed,
            moved: report.moved,
            removed: report.removed,
            unchanged: report.unchanged,
            failed: report.failed,
            skipped_hidden: report.skipped_hidden,
            skipped_binary: report.skipped_binary,
            skipped_type: report.skipped_type,
            docs: report.docs,
            revision: report.revision,
        }
    }
}
