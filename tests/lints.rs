//! Who may write: results leave by `print` and `wire`, and only `main` knows that they go to stdout.
//!
//! The rules read the sources as text, without comments and tests. What they let pass stands in
//! [`ALLOWED`] with its reason; an entry that nothing needs any more fails as well.

use std::fs;
use std::path::Path;

/// Those who write results to the writer that they are given; `serve` to connections.
const WRITERS: [&str; 4] = ["print/", "serve/", "wire/", "main.rs"];

/// Those who hold the writer of results, or tell what happened: they call the writers.
const CALLERS: [&str; 7] =
    ["ask/", "cli/", "commands/", "config", "failure.rs", "messages.rs", "passage/"];

/// Where a writer is handed on.
const HOLDERS: [&str; 4] =
    ["commands/mod.rs", "commands/program.rs", "commands/session.rs", "typed.rs"];

/// How stdout is named.
const STDOUT: [&str; 3] = ["io::stdout", "stdout()", "stdout as "];

/// How one writes without saying where to: never.
const PRINTS: [&str; 2] = ["print!(", "println!("];

/// How one writes to a writer.
const WRITES: [&str; 5] = ["write!(", "writeln!(", ".write_all(", ".write_fmt(", "io::copy("];

/// How a writer of any kind is asked for.
const ASKS: [&str; 6] =
    ["dyn Write", "dyn io::Write", "impl Write", "impl io::Write", ": Write", ": io::Write"];

/// What is let pass: where, what, and why.
const ALLOWED: [(&str, &str, &str); 8] = [
    ("config", "io::stdout().is_terminal()", "asks what stdout is and writes nothing"),
    ("commands/watch.rs", "stdin.write_all(", "hands documents to the program of --on-new"),
    ("messages.rs", "writeln!(io::stderr().lock(),", "is the door to stderr"),
    ("messages.rs", "io::stderr().lock().write_all(", "is the door to stderr"),
    ("messages.rs", "write!(stderr,", "is the door to stderr"),
    ("messages.rs", "writeln!(stderr,", "is the door to stderr"),
    // What runs as read-worker is a child process: stdout is how it answers its parent.
    ("read/", "fn serve(requests: &mut dyn Read, answers: &mut dyn Write)", "is read-worker"),
    ("read/", "fn write_frame(out: &mut dyn Write", "writes the answers of read-worker"),
];

/// A source file: its path below `src`, and its text.
type Source = (String, String);

/// The code of a file without comments and without tests.
fn code(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let bare: Vec<&str> = lines.filter_map(|line| line.split(" // ").next()).collect();
    bare.join("\n")
}

fn one_of(path: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| path.starts_with(start))
}

/// Whether the token stands in the code as such, not as a part of a longer name.
fn holds(code: &str, token: &str) -> bool {
    let named = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(token).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + token.len()..]);
        let longer_before = token.starts_with(named) && before.ends_with(named);
        let longer_behind = token.ends_with(named) && after.starts_with(named);
        !longer_before && !longer_behind
    })
}

/// Every line of these files that breaks a rule.
fn broken(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources {
        if path.ends_with("tests.rs") {
            continue;
        }
        let allowed = || ALLOWED.iter().filter(|(start, ..)| path.starts_with(start));
        for line in code(text).lines() {
            let mut left = line.to_owned();
            // A formatter is no writer of results.
            left = left.replace("write!(f,", "").replace("writeln!(f,", "");
            allowed().for_each(|(_, what, _)| left = left.replace(what, ""));
            let mut refuse = |tokens: &[&str], why: &str| {
                if tokens.iter().any(|token| holds(&left, token)) {
                    found.push(format!("{path} {why}: {}", line.trim()));
                }
            };
            refuse(&PRINTS, "prints past the writer of results");
            if path != "main.rs" {
                refuse(&STDOUT, "names stdout");
            }
            if one_of(path, &CALLERS) {
                refuse(&WRITES, "writes itself");
            }
            if !one_of(path, &WRITERS) && !one_of(path, &HOLDERS) {
                refuse(&ASKS, "asks for a writer");
            }
        }
    }
    found
}

fn sources(folder: &Path, root: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, root, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let below = path.strip_prefix(root).expect("below src").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a source file");
            found.push((below.replace('\\', "/"), text));
        }
    }
}

fn all() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&src, &src, &mut found);
    found
}

#[test]
fn only_print_and_wire_write_results() {
    let broken = broken(&all());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn all_that_is_let_pass_is_there() {
    let all = all();
    for (start, what, _) in ALLOWED {
        let used = all.iter().any(|(path, text)| path.starts_with(start) && text.contains(what));
        assert!(used, "{start}: nothing needs \"{what}\" any more");
    }
}

#[test]
fn a_planted_line_is_found() {
    for (path, line, wrong) in [
        ("commands/stats.rs", "writeln!(session.out, \"{n}\")?;", true),
        ("commands/stats.rs", "write!(out, \"{n}\")?;", true),
        ("commands/stats.rs", "session.out.write_all(b\"x\")?;", true),
        ("commands/stats.rs", "std::io::copy(&mut file, session.out)?;", true),
        ("commands/stats.rs", "fn show(out: &mut dyn Write) {}", true),
        ("commands/stats.rs", "records.write(session.out, &shape)?;", false),
        ("commands/stats.rs", "print::stats::figures(session.out, &stats)?;", false),
        ("commands/stats.rs", "    // writeln!(session.out)", false),
        ("commands/watch.rs", "stdin.write_all(&lines)?;", false),
        ("commands/watch.rs", "session.out.write_all(&lines)?;", true),
        ("commands/new.rs", "stdin.write_all(&lines)?;", true),
        ("ask/answer.rs", "writeln!(out)?;", true),
        ("ask/answer.rs", "write!(f, \"{}\", self.0)", false),
        ("messages.rs", "let _ = write!(stderr, \"x\");", false),
        ("messages.rs", "let _ = write!(io::stdout(), \"x\");", true),
        ("index/tables.rs", "file.write_all(bytes)?;", false),
        ("index/tables.rs", "println!(\"here\");", true),
        ("index/tables.rs", "eprintln!(\"here\");", false),
        ("index/tables.rs", "pub fn dump(out: &mut dyn io::Write) {}", true),
        ("index/writer.rs", "impl Writer {", false),
        ("query/tree.rs", "fn dump<W: Write>(out: W) {}", true),
        ("query/tree.rs", "use std::io::{self, stdout as out};", true),
        ("config/around.rs", "out_terminal: std::io::stdout().is_terminal(),", false),
        ("config/around.rs", "let out = std::io::stdout().lock();", true),
        ("read/guard.rs", "command.stdout(Stdio::piped());", false),
        ("print/stats.rs", "pub fn figures(out: &mut dyn Write) { writeln!(out) }", false),
        ("print/stats.rs", "let mut out = io::stdout().lock();", true),
        ("wire/json.rs", "println!(\"{line}\");", true),
        ("main.rs", "let out = io::stdout().lock();", false),
    ] {
        let source = (path.to_owned(), format!("//! A file.\n\n{line}\n"));
        assert_eq!(!broken(&[source]).is_empty(), wrong, "{path}: {line}");
        let tests = format!("//! A file.\n\n#[cfg(test)]\nmod tests {{\n{line}\n}}\n");
        let source = (path.to_owned(), tests);
        assert_eq!(broken(&[source]), Vec::<String>::new(), "{path}: {line}, in a test");
    }
}
