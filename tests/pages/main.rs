//! Starts the page on the sample documents and has a browser walk through it (`pages.mjs`).
//!
//! Without Chromium, Node.js or the packages of `tests/pages` it says so and is passed over; where `CI` is set that is a
//! failure.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

/// A page that ends with the test.
struct Page(Child);

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() -> ExitCode {
    // Runners that only list tests, or look for others, have nothing to do here.
    if std::env::args().skip(1).any(|word| word == "--list" || !word.starts_with('-')) {
        return ExitCode::SUCCESS;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let missing = if !Path::new(&chromium).exists() {
        Some(format!("{chromium} is not there (CHROMIUM names another)"))
    } else if !here.join("node_modules").is_dir() {
        Some("`npm ci` was not run in tests/pages".to_owned())
    } else {
        None
    };
    if let Some(missing) = missing {
        println!("the page was not walked through: {missing}");
        return if std::env::var_os("CI").is_some() {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        };
    }
    match walk(&here) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("the page was not walked through: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the walk found everything in order.
fn walk(here: &Path) -> std::io::Result<bool> {
    let dir = tempfile::tempdir()?;
    let binary = env!("CARGO_BIN_EXE_onrecord");
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/docs");
    let call = || {
        let mut command = Command::new(binary);
        command.current_dir(dir.path()).arg("--no-config");
        command
    };
    if !call().args(["index", docs, "-q"]).status()?.success() {
        return Err(std::io::Error::other("the samples were not indexed"));
    }
    let serve = ["serve", "--no-key", "--port", "0"];
    let mut page = Page(call().args(serve).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?);
    let out = page.0.stdout.take().ok_or_else(|| std::io::Error::other("no output"))?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    let address = line.trim().trim_end_matches('/');
    let mut node = Command::new("node");
    node.current_dir(dir.path()).arg(here.join("pages.mjs")).args([address, binary]);
    let walked = node.status()?;
    Ok(walked.success())
}
