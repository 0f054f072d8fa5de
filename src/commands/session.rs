//! What every command works with: the settings, the index, where to write and what to say.

use std::io::Write;
use std::sync::Arc;

use super::code::{FOUND, NONE};
use crate::ask::{About, Archive, Cancel, FixesFile, Request};
use crate::config::Config;
use crate::failure::Failure;
use crate::index::Index;
use crate::messages::Messages;
use crate::print::style::Style;
use crate::wire::Format;
use crate::{read, walk};

/// What this program is called with by another process of it, to read files for that. No command:
/// nobody types it.
pub const WORKER: &str = "read-worker";

/// What every command works with.
pub struct Session<'a> {
    /// What was set, from wherever.
    pub config: Config,
    /// The door to stderr.
    pub messages: Messages,
    /// What stdout can show.
    pub style: Style,
    /// The form of the results.
    pub format: Format,
    /// Whether to find nothing is no failure.
    pub ok_if_none: bool,
    /// The index, where it is open already.
    pub opened: Option<Arc<Index>>,
    /// Ends its searches before their time.
    pub cancel: Cancel,
    /// What stands on stdin, where that is not to be read.
    pub input: Option<Vec<u8>>,
    /// Where results are written.
    pub out: &'a mut dyn Write,
}

impl Session<'_> {
    /// A request as the settings say.
    pub fn request(&self, words: &[String], about: About) -> Request {
        let strict = self.config.settings.strict.unwrap_or(false);
        // Nobody else is told.
        let reasons = self.messages.terminal || self.format == Format::Json;
        let cancel = self.cancel.clone();
        let request = Request::new(words.join(" "), about, self.config.today());
        Request { strict, reasons, cancel, ..request }
    }

    /// Opens the index, which the end of the process closes: to unmap its files one by one would take
    /// a tenth of the time of a query.
    pub fn open(&self) -> Result<Arc<Index>, Failure> {
        if let Some(opened) = &self.opened {
            return Ok(Arc::clone(opened));
        }
        self.messages.detail(&format!("index: {}", self.config.index_dir.display()));
        for file in &self.config.files {
            self.messages.detail(&format!("configuration: {}", file.display()));
        }
        crate::os::prefer_small_pages();
        let index = self.archive().index()?;
        std::mem::forget(Arc::clone(&index));
        Ok(index)
    }

    /// The index with the user's corrections, which follows what lies on disk.
    pub fn archive(&self) -> Archive {
        let path = self.config.fixes_file();
        if path.is_file() {
            self.messages.detail(&format!("fixes: {}", path.display()));
        }
        // One that was named is meant to be there.
        let required = self.config.settings.fixes.is_some();
        Archive::new(&self.config.index_dir, FixesFile { path: Some(path), required })
    }

    /// How files are read: what is not plain text in another process of this program, if it knows where it lies.
    pub fn reading(&self) -> Result<read::Settings, Failure> {
        let settings = &self.config.settings;
        let globs = settings.pre_glob.as_deref().map(walk::globs).transpose();
        let files =
            globs.map_err(|reason| Failure::usage(format!("--pre-glob: {reason}"), "'*.doc'"))?;
        let worker = std::env::current_exe()
            .ok()
            .map(|program| read::WorkerCommand { program, args: vec![WORKER.into()] });
        let pre = settings.pre.clone().map(|program| read::Pre { program, files });
        Ok(read::Settings { limits: read::Limits::default(), worker, pre })
    }

    /// Tells what belongs below the results so far, which a terminal is to show first.
    pub fn note(&mut self, text: &str) {
        // One that cannot be written is told when the rest is.
        let _ = self.out.flush();
        self.messages.note(text);
    }

    /// The exit code of a search.
    pub fn found(&self, any: bool) -> u8 {
        if any || self.ok_if_none { FOUND } else { NONE }
    }
}
