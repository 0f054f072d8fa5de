//! Highlights: the words that matched, as spans that cut the file.

use std::path::Path;

use serde_json::Value;

use crate::testenv::{TestEnv, seeds};

/// What the hits of a line cut out of `base`, in order; each by bytes, characters and line alike.
fn cuts(line: &Value, base: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(base).expect("UTF-8");
    let mut found = Vec::new();
    for snippet in line["snippets"].as_array().expect("snippets") {
        for hit in snippet["hits"].as_array().expect("hits") {
            let at = |key: &str| hit[key].as_u64().expect("a number") as usize;
            let cut = &text[at("byte_start")..at("byte_end")];
            let chars = text.chars().skip(at("char_start")).take(at("char_end") - at("char_start"));
            assert_eq!(chars.collect::<String>(), cut, "{hit}");
            let before = &text[..at("byte_start")];
            assert_eq!(before.matches('\n').count() + 1, at("line"), "{hit}");
            found.push((at("byte_start"), cut.to_owned()));
        }
    }
    found.sort();
    found.into_iter().map(|(_, cut)| cut).collect()
}

#[test]
fn highlights_are_exact_in_the_file_as_stored() {
    let env = TestEnv::new();
    let story = "Señora saved\n\nOAXACA (NW) -- Ten miners — “wet”, tired — came up the wet shaft.\n\n\
        A rule of the mine was broken. The mine’s rules are old, the señora said.\n";
    env.write("plain.txt", story);
    env.write("bom.txt", format!("\u{feff}{story}One."));
    env.write("crlf.txt", format!("{story}Two.").replace('\n', "\r\n"));
    env.write("both.txt", format!("\u{feff}{story}Three.").replace('\n', "\r\n"));
    env.write("page.md", format!("---\ndate: 2016-05-04\n---\n\n# {story}Four."));
    env.index();
    for (query, expected) in [
        ("wet", &["wet", "wet"][..]),
        ("\"wet shaft\"", &["wet", "shaft"]),
        ("ten w/1 miners", &["Ten", "miners"]),
        ("brok*", &["broken"]),
        ("/sha.t/", &["shaft"]),
        ("body:señora", &["señora"]),
        ("title:señora", &["Señora"]),
        ("\"mine was broken\"", &["mine", "was", "broken"]),
        ("tire NOT nothing", &["tired"]),
        ("exact:rules", &["rules"]),
    ] {
        let args = ["query", query, "--json", "--snippets", "9", "--fold", "none"];
        let lines = env.run(&args).json();
        assert_eq!(lines.len(), 6, "{query}: five files and the summary");
        for line in &lines[..5] {
            assert_eq!(line["offset_base"], "file", "{line}");
            let name = line["path"].as_str().expect("a path");
            let file = std::fs::read(env.path("docs").join(name)).expect("the file");
            assert_eq!(cuts(line, &file), expected, "{name}: {query}");
        }
    }
}

#[test]
fn highlights_are_exact_in_the_text_of_other_files() {
    let env = TestEnv::new();
    let latin: Vec<u8> =
        "Pêche fermée\n\nGASPÉ (NW) -- Les pêcheurs ont voté. La pêche est finie.\n"
            .chars()
            .map(|c| c as u8)
            .collect();
    env.write("latin.txt", latin);
    let wide =
        "\u{feff}Pêche fermée\n\nGASPÉ (NW) -- Oui, les pêcheurs ont voté. La pêche est finie.\n";
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    env.write("wide.txt", wide);
    env.write(
        "page.json",
        r#"{"title": "P\u00eache ferm\u00e9e", "body": "Les p\u00eacheurs ont dit \"non\" et vot\u00e9. La p\u00eache est finie."}"#,
    );
    env.index();
    for (query, expected) in [
        ("body:peche", &["pêche"][..]),
        ("title:peche", &["Pêche"]),
        ("\"pecheurs ont\"", &["pêcheurs", "ont"]),
    ] {
        let lines = env.run(&["query", query, "--json", "--snippets", "9"]).json();
        assert_eq!(lines.len(), 4, "{query}: three files and the summary");
        for line in &lines[..3] {
            assert_eq!(line["offset_base"], "text", "{line}");
            let text = env.run(&["show", "--text", line["id"].as_str().expect("an id")]).out;
            assert_eq!(cuts(line, text.as_bytes()), expected, "{query}: {line}");
        }
    }
}

#[test]
fn highlights_on_the_samples_cut_whole_words() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/docs");
    for (query, words) in [
        ("talks", &["talk", "talks", "talking"][..]),
        ("rescue", &["rescue", "rescues", "rescued", "rescuing"]),
        ("toll", &["toll", "tolls"]),
        ("\"rules of origin\"", &["rules", "of", "origin"]),
        ("auto w/5 tariff*", &["auto", "tariff", "tariffs", "autos"]),
    ] {
        for line in seeds(&["query", query, "--json", "-n", "0", "--snippets", "5"]).json() {
            if line["type"] != "doc" {
                continue;
            }
            let path = line["path"].as_str().expect("a path");
            let base = match line["offset_base"].as_str() {
                Some("file") => std::fs::read(docs.join(path)).expect("the file"),
                _ => seeds(&["show", "--text", line["id"].as_str().expect("an id")]).out.into(),
            };
            let cut = cuts(&line, &base);
            assert!(!cut.is_empty(), "{query}: {path}");
            for word in cut {
                assert!(words.contains(&word.to_lowercase().as_str()), "{query}: {path}: {word}");
            }
        }
    }
}
