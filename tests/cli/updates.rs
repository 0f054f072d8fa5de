//! Whatever happens to the files, and whenever the indexer is killed: the next run ends where a fresh index would.

use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::testenv::{TestEnv, command};

/// What happens to the files; numbers say which of those that are there, and what is written.
#[derive(Clone, Debug)]
enum Event {
    Write(Format, u8),
    Change(u8, u8),
    Move(u8, u8),
    Copy(u8, u8),
    Delete(u8),
    Break(u8),
    /// A run to its end.
    Index,
    /// A run that is killed after so many milliseconds.
    Kill(u8),
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Text,
    Page,
    Lines,
    Mail,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Page => "html",
            Format::Lines => "jsonl",
            Format::Mail => "eml",
        }
    }

    fn content(self, seed: u8) -> String {
        let said =
            format!("“The talks on wages of day {seed} go on,” said Ann Lee, head of the union.");
        match self {
            Format::Text => format!("Talks {seed}\n\n{said}\n"),
            Format::Page => {
                format!("<html><body><h1>Talks {seed}</h1><p>{said}</p></body></html>")
            }
            // Two records: one that many files may share, one of its own.
            Format::Lines => format!(
                "{{\"title\":\"Shared\",\"body\":\"Shared words of {}.\"}}\n{{\"title\":\"Talks {seed}\",\"body\":\"{said}\"}}\n",
                seed % 3
            ),
            Format::Mail => format!("From: a@example.org\nSubject: Talks {seed}\n\n{said}\n"),
        }
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let format = prop::sample::select(vec![
        Format::Text,
        Format::Text,
        Format::Page,
        Format::Lines,
        Format::Mail,
    ]);
    // Few contents, so that the same one comes in several files and comes back.
    let event = prop_oneof![
        8 => (format, 0..12u8).prop_map(|(format, seed)| Event::Write(format, seed)),
        3 => (any::<u8>(), 0..12u8).prop_map(|(file, seed)| Event::Change(file, seed)),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(file, place)| Event::Move(file, place)),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(file, place)| Event::Copy(file, place)),
        3 => any::<u8>().prop_map(Event::Delete),
        1 => any::<u8>().prop_map(Event::Break),
        2 => Just(Event::Index),
        3 => (1..150u8).prop_map(Event::Kill),
    ];
    prop::collection::vec(event, 1..24)
}

/// A folder to which things happen.
struct Archive {
    env: TestEnv,
    files: Vec<(PathBuf, Format)>,
    written: usize,
}

impl Archive {
    fn new() -> Archive {
        Archive { env: TestEnv::new(), files: Vec::new(), written: 0 }
    }

    fn pick(&self, number: u8) -> Option<usize> {
        (!self.files.is_empty()).then(|| usize::from(number) % self.files.len())
    }

    /// A new path in one of three folders.
    fn place(&mut self, number: u8, format: Format) -> PathBuf {
        self.written += 1;
        let folder = ["docs", "docs/a", "docs/b/c"][usize::from(number) % 3];
        std::fs::create_dir_all(self.env.path(folder)).expect("a folder");
        self.env.path(folder).join(format!("f{}.{}", self.written, format.ending()))
    }

    fn take(&mut self, event: &Event) {
        match *event {
            Event::Write(format, seed) => {
                let path = self.place(seed, format);
                std::fs::write(&path, format.content(seed)).expect("a file");
                self.files.push((path, format));
            }
            Event::Change(file, seed) => {
                let Some(at) = self.pick(file) else { return };
                let (path, format) = &self.files[at];
                std::fs::write(path, format.content(seed)).expect("a file");
            }
            Event::Break(file) => {
                let Some(at) = self.pick(file) else { return };
                std::fs::write(&self.files[at].0, "{").expect("a file");
            }
            Event::Move(file, place) => {
                let Some(at) = self.pick(file) else { return };
                let (old, format) = self.files[at].clone();
                let new = self.place(place, format);
                std::fs::rename(&old, &new).expect("moved");
                self.files[at].0 = new;
            }
            Event::Copy(file, place) => {
                let Some(at) = self.pick(file) else { return };
                let (old, format) = self.files[at].clone();
                let new = self.place(place, format);
                std::fs::copy(&old, &new).expect("copied");
                self.files.push((new, format));
            }
            Event::Delete(file) => {
                let Some(at) = self.pick(file) else { return };
                std::fs::remove_file(self.files.swap_remove(at).0).expect("deleted");
            }
            Event::Index => self.index("index"),
            Event::Kill(moment) => {
                // Commits after every second file, so that there is a half to be left with.
                let args = ["index", "docs", "--commit-files", "2"];
                let mut run = command(&self.env.path(""), &args)
                    .stdout(std::process::Stdio::null())
                    .stderr(std::process::Stdio::null())
                    .spawn()
                    .expect("the binary runs");
                std::thread::sleep(Duration::from_millis(moment.into()));
                run.kill().expect("it may be killed");
                run.wait().expect("it ended");
            }
        }
    }

    fn index(&self, index: &str) {
        let run = self.env.run(&["--index", index, "index", "docs"]);
        assert!(matches!(run.code, 0 | 2), "exit {}: {}", run.code, run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
    }

    /// All documents, quotes and failures, without what tells when they came.
    fn records(&self, index: &str) -> Vec<String> {
        let mut all = Vec::new();
        let parts: [&[&str]; 3] = [
            &["export", "docs", "--json"],
            &["export", "quotes", "--json"],
            &["stats", "--failed", "--json"],
        ];
        for args in parts {
            let asked = [&["--index", index], args].concat();
            for mut record in self.env.run(&asked).json() {
                if matches!(record["type"].as_str(), Some("doc" | "quote" | "file")) {
                    record.as_object_mut().expect("a record").remove("added");
                    all.push(record.to_string());
                }
            }
        }
        all.sort();
        all
    }
}

fn ends_like_a_fresh_index(events: &[Event]) -> TestCaseResult {
    let mut archive = Archive::new();
    for event in events {
        archive.take(event);
    }
    archive.index("index");
    archive.index("fresh");
    let (updated, fresh) = (archive.records("index"), archive.records("fresh"));
    let readable = archive.files.iter().any(|(_, format)| matches!(format, Format::Text));
    prop_assert!(!readable || !fresh.is_empty(), "nothing was compared");
    prop_assert_eq!(updated, fresh);
    Ok(())
}

proptest! {
    // Each case starts a dozen processes.
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_history_ends_like_a_fresh_index(events in events()) {
        ends_like_a_fresh_index(&events)?;
    }
}
