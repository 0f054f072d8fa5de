//! A program of the user's that makes text of a file: `--pre`, as in ripgrep.
//!
//! It gets the path as its only argument and the bytes on its standard input, and writes text to its standard output.
//! No shell sees the path.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use globset::GlobSet;

use super::alarm::Alarmed;
use super::decode;
use super::error::ReadError;
use super::kind::Kind;
use super::limits::Limits;
use super::part::Part;
use super::reading::Reading;
use crate::article::OffsetBase;
use crate::os;

/// A program and the files that it is for.
#[derive(Clone, Debug)]
pub struct Pre {
    /// The program.
    pub program: PathBuf,
    /// Patterns of paths below the root; every file when there are none.
    pub files: Option<GlobSet>,
}

impl Pre {
    /// Whether it is to make text of this file.
    pub fn is_for(&self, path: &Path) -> bool {
        self.files.as_ref().is_none_or(|files| files.is_match(path))
    }

    /// Has the text made.
    ///
    /// # Errors
    ///
    /// A program that cannot be started, fails, takes too long or gives no text.
    pub fn read(&self, bytes: &[u8], file: &Path, limits: &Limits) -> Result<Reading, ReadError> {
        let failed =
            |what: String| ReadError::Pre { program: self.program.display().to_string(), what };
        let io = |e: io::Error| failed(e.to_string());
        let mut command = Command::new(&self.program);
        command.arg(file).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        os::set_apart(&mut command);
        let mut child = command.spawn().map_err(io)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let child = Alarmed::new(child);
        child.allow(limits.max_time);
        let most = limits.max_text as u64;
        let mut text = Vec::new();
        let read = std::thread::scope(|scope| {
            if let Some(mut stdin) = stdin {
                // A program that opens the file by its name may leave this unread.
                scope.spawn(move || stdin.write_all(bytes));
            }
            let read = stdout.map_or(Ok(0), |out| out.take(most + 1).read_to_end(&mut text));
            if text.len() as u64 > most {
                child.stop();
            }
            read
        });
        if text.len() as u64 > most {
            return Err(limits.too_much_text());
        }
        read.map_err(io)?;
        let status = child.end().map_err(io)?;
        if child.is_late() {
            return Err(ReadError::TimedOut { seconds: limits.max_time.as_secs() });
        }
        if !status.success() {
            return Err(failed(status.to_string()));
        }
        let (text, _) = decode::text(&text);
        if text.trim().is_empty() {
            return Err(ReadError::NoText);
        }
        let part = Part { base: OffsetBase::Text, ..Part::of(text) };
        Ok(Reading::of(Kind::Pre, part))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_program_makes_the_text() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("a; touch b.doc");
        std::fs::write(&file, "Said Ann.").expect("a file");
        let limits =
            Limits { max_text: 100, max_time: Duration::from_millis(400), ..Limits::default() };
        for (program, expected) in [
            ("cat", Ok("Said Ann.")),
            ("true", Err("read.no-text")),
            ("false", Err("read.pre")),
            ("/no/such/program", Err("read.pre")),
            ("yes", Err("read.too-large")),
        ] {
            let pre = Pre { program: program.into(), files: None };
            let reading = pre.read(b"Said Ann.", &file, &limits);
            let found = reading.as_ref().map(|r| r.parts[0].text.as_str()).map_err(ReadError::code);
            assert_eq!(found, expected, "{program}");
        }
        let slow = dir.path().join("slow");
        std::fs::write(&slow, "#!/bin/sh\nexec sleep 60\n").expect("a program");
        std::fs::set_permissions(&slow, std::os::unix::fs::PermissionsExt::from_mode(0o700))
            .expect("may be run");
        let error = Pre { program: slow, files: None }.read(b"", &file, &limits);
        assert_eq!(error.expect_err("too slow").code(), "read.timed-out");
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 2);
    }
}
