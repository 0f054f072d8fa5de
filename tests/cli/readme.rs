//! The README's commands really give what stands below them.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

/// Each command of the README's console blocks with the output that it shows.
fn examples(readme: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside => match line.strip_prefix("$ ") {
                Some(command) => found.push((command.to_owned(), String::new())),
                None => {
                    let (_, output) = found.last_mut().expect("output stands behind a command");
                    output.push_str(line);
                    output.push('\n');
                }
            },
            _ => {}
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a file");
        }
    }
}

#[test]
fn the_readme_shows_what_happens() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("a temporary folder");
    copy(&project.join("seeds/docs"), &dir.path().join("seeds/docs"));
    let binary = Path::new(env!("CARGO_BIN_EXE_onrecord"));
    let path = format!("{}:/usr/bin:/bin", binary.parent().expect("a folder").display());
    let readme = std::fs::read_to_string(project.join("README.md")).expect("the README");
    let examples = examples(&readme);
    assert!(examples.len() >= 9, "the way from a question to a citation is in the README");
    for (command, expected) in examples {
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(dir.path())
            .env_clear()
            .env("PATH", &path)
            .output()
            .expect("a shell");
        let shown = String::from_utf8_lossy(&output.stdout);
        assert_eq!(shown, expected, "$ {command}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "$ {command}");
    }
}
