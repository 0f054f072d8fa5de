//! The way to read files: by the user's program, by a worker process, or here.

use std::path::Path;

use super::error::ReadError;
use super::formats::read;
use super::guard::{Guard, WorkerCommand};
use super::limits::Limits;
use super::pre::Pre;
use super::reading::Reading;
use super::recognise::{is_alike, is_passed_over};

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

impl Settings {
    /// Whether the same bytes are read in the same way under two names.
    pub fn read_alike(&self, one: &Path, other: &Path, bytes: &[u8]) -> bool {
        let is_pre = |path| self.pre.as_ref().is_some_and(|pre| pre.is_for(path));
        is_pre(one) == is_pre(other) && is_alike(one, other, bytes)
    }
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
    pub fn passes_over(&self, file: &Named) -> bool {
        !self.is_pre(file) && is_passed_over(file.bytes, file.path)
    }

    fn is_pre(&self, file: &Named) -> bool {
        self.is_for_program(file.path)
    }

    /// Whether a program of the user's makes text of a file.
    pub fn is_for_program(&self, path: &Path) -> bool {
        self.pre.as_ref().is_some_and(|pre| pre.is_for(path))
    }

    /// Reads the bytes of files, in their order. Small ones together cost less than one by one where a worker reads
    /// them, since it has to be woken for each batch.
    ///
    /// # Errors
    ///
    /// For each file, why it gave no text.
    pub fn read(&mut self, files: &[Named]) -> Vec<Result<Reading, ReadError>> {
        let for_worker = |file: &Named| {
            self.guard.is_some() && !self.is_pre(file) && Guard::is_for(file.path, file.bytes)
        };
        let sent: Vec<bool> = files.iter().map(for_worker).collect();
        let requests: Vec<(&[u8], &Path)> = files
            .iter()
            .zip(&sent)
            .filter(|(_, sent)| **sent)
            .map(|(file, _)| (file.bytes, file.path))
            .collect();
        let answers = match &mut self.guard {
            Some(guard) => guard.read(&requests, &self.limits),
            None => Vec::new(),
        };
        let mut answers = answers.into_iter();
        let one = |(file, sent): (&Named, &bool)| match (sent, &self.pre) {
            (true, _) => answers.next().unwrap_or(Err(ReadError::Crashed)),
            (false, Some(pre)) if pre.is_for(file.path) => {
                pre.read(file.bytes, file.file, &self.limits)
            }
            _ => {
                // Readers of other hands may panic on odd input.
                let read =
                    std::panic::AssertUnwindSafe(|| read(file.bytes, file.path, &self.limits));
                std::panic::catch_unwind(read).unwrap_or(Err(ReadError::Crashed))
            }
        };
        files.iter().zip(&sent).map(one).collect()
    }
}

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct Named<'f> {
    /// Its bytes.
    pub bytes: &'f [u8],
    /// Its path below the root, which names its format.
    pub path: &'f Path,
    /// The path to find it by.
    pub file: &'f Path,
}
