//! The way to read files: by the user's program, by a worker process, or here.

use std::path::Path;

use super::guard::Guard;
use super::{Limits, Pre, ReadError, Reading, WorkerCommand, is_passed_over, read};

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How much of a file.
    pub limits: Limits,
    /// Who reads what is not plain text; nobody but this process when there is none.
    pub worker: Option<WorkerCommand>,
    /// A program of the user's that makes text of some files.
    pub pre: Option<Pre>,
}

/// Reads files one after the other; each thread has its own.
pub struct Reader {
    limits: Limits,
    guard: Option<Guard>,
    pre: Option<Pre>,
}

impl Reader {
    /// Starts no process yet.
    pub fn new(settings: &Settings) -> Reader {
        Reader {
            limits: settings.limits,
            guard: settings.worker.clone().map(Guard::new),
            pre: settings.pre.clone(),
        }
    }

    /// Whether a file is no text of any kind.
    pub fn passes_over(&self, bytes: &[u8], path: &Path) -> bool {
        !self.pre.as_ref().is_some_and(|pre| pre.is_for(path)) && is_passed_over(bytes, path)
    }

    /// Reads the bytes of a file: `path` is the one below the root, which names its format, `file` the one to find it by.
    ///
    /// # Errors
    ///
    /// Why it gave no text.
    pub fn read(&mut self, bytes: &[u8], path: &Path, file: &Path) -> Result<Reading, ReadError> {
        if let Some(pre) = self.pre.as_ref().filter(|pre| pre.is_for(path)) {
            return pre.read(bytes, file, &self.limits);
        }
        match &mut self.guard {
            Some(guard) if Guard::is_for(path, bytes) => guard.read(bytes, path, &self.limits),
            _ => read(bytes, path, &self.limits),
        }
    }
}
