//! The one door to stderr: notes, warnings, progress, errors with their hints.
//!
//! What could not be written to stderr is lost: there is nobody left to tell.

use std::cell::Cell;
use std::io::{self, Write};

use crate::failure::Failure;
use crate::passage::clean;
use crate::wire::json;
use crate::wire::reports::ErrorLine;

/// What is told, and how.
#[derive(Debug, Default)]
pub struct Messages {
    /// Errors as JSON lines.
    pub json: bool,
    /// No notes and no progress.
    pub quiet: bool,
    /// Details too.
    pub verbose: bool,
    /// In colour.
    pub color: bool,
    /// Whether stderr is a terminal.
    pub terminal: bool,
    /// Whether a progress line stands there to be overwritten.
    pub(crate) progress: Cell<bool>,
}

impl Messages {
    /// Tells what the user may want to know.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.line("note", "36", text);
        }
    }

    /// Tells what only `-v` wants to know.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            self.line("note", "36", text);
        }
    }

    /// Tells what went wrong without ending the work.
    pub fn warning(&self, text: &str) {
        self.line("warning", "33", text);
    }

    /// Tells why the work ended.
    pub fn error(&self, failure: &Failure) {
        let Failure::Error { code, message, hint } = failure else { return };
        if self.json {
            self.clear_progress();
            let error = ErrorLine {
                code: (*code).to_owned(),
                message: message.clone(),
                hint: hint.clone(),
            };
            let _ = json::line(&mut io::stderr().lock(), &error);
            return;
        }
        self.line("error", "31", message);
        if let Some(hint) = hint {
            let _ = writeln!(io::stderr().lock(), "  hint: {}", clean::line(hint));
        }
    }

    /// Prints what clap has made of a call without a command.
    pub fn help(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Whether somebody sees how far the work is.
    pub fn shows_progress(&self) -> bool {
        self.terminal && !self.quiet
    }

    /// Shows how far the work is: one line that the next message overwrites.
    pub fn progress(&self, text: &str) {
        if self.shows_progress() {
            self.progress.set(true);
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[K{}", clean::line(text));
            let _ = stderr.flush();
        }
    }

    /// Wipes the progress line.
    pub fn clear_progress(&self) {
        if self.progress.replace(false) {
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[K");
            let _ = stderr.flush();
        }
    }

    fn line(&self, kind: &str, color: &str, text: &str) {
        self.clear_progress();
        let text = clean::line(text);
        let mut stderr = io::stderr().lock();
        let _ = match self.color {
            true => writeln!(stderr, "onrecord: \x1b[{color}m{kind}:\x1b[0m {text}"),
            false => writeln!(stderr, "onrecord: {kind}: {text}"),
        };
    }
}
