//! A folder, an index beside it, and the binary run there with nothing of the user's environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;

/// What a run of the program gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The lines of stdout, sorted; of paths what is below the documents.
    pub fn sorted(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.out.lines().map(below_docs).collect();
        lines.sort();
        lines
    }

    /// The lines of stdout in their order, of paths what is below the documents.
    pub fn listed(&self) -> String {
        self.out.lines().map(|line| below_docs(line) + "\n").collect()
    }

    /// The whole of stdout as JSON.
    pub fn json_whole(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }

    /// The lines of stdout as JSON.
    pub fn json(&self) -> Vec<Value> {
        let parse = |l: &str| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"));
        self.out.lines().map(parse).collect()
    }
}

/// A printed path without the folder of the documents before it.
pub fn below_docs(line: &str) -> String {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/docs/");
    let line = line.strip_prefix(samples).unwrap_or(line);
    line.strip_prefix("docs/").unwrap_or(line).to_owned()
}

/// A folder to work in that goes away with the test.
pub struct TestEnv {
    root: PathBuf,
    _dir: tempfile::TempDir,
}

impl TestEnv {
    pub fn new() -> TestEnv {
        let dir = tempfile::tempdir().expect("a temporary folder");
        // On macOS it lies behind a link; on Windows a resolved path begins with signs that few programs take.
        let root = match cfg!(unix) {
            true => dir.path().canonicalize().expect("the folder"),
            false => dir.path().to_owned(),
        };
        let env = TestEnv { root, _dir: dir };
        std::fs::create_dir(env.path("docs")).expect("a folder");
        env
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path("docs").join(name);
        std::fs::create_dir_all(path.parent().expect("below docs")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(command(&self.root, args).output().expect("the binary runs"))
    }

    /// Indexes `docs` and expects the run to end well.
    pub fn index(&self) -> Run {
        let run = self.run(&["index", "docs", "--json"]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        run
    }

    pub fn report(&self) -> Value {
        self.index().json().pop().expect("a report")
    }
}

pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(dir).env_clear().args(args);
    command
}

/// The sample documents, indexed once for all tests that only ask.
static SEEDS: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/docs");
    let docs = docs.to_str().expect("a plain path");
    let made = command(dir.path(), &["index", docs]).output().expect("the binary runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    dir
});

/// The folder beside whose `index` the samples are asked.
pub fn seeds_dir() -> &'static Path {
    SEEDS.path()
}

/// Runs the program on the index of the sample documents.
pub fn seeds(args: &[&str]) -> Run {
    Run::of(command(SEEDS.path(), args).output().expect("the binary runs"))
}

/// What `extract` gives of the sample documents.
pub fn seeds_extracted() -> Vec<Value> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/docs");
    let docs = docs.to_str().expect("a plain path");
    seeds(&["extract", docs, "--json"]).json()
}
