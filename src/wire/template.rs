//! `--format`: a text with keys in braces, filled in for each record.

use serde_json::Value;

use super::keys;
use super::refused::Refused;

/// A template that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Key(String),
}

impl Template {
    /// Reads a template: `{key}`, `{key.sub}`, `{{`, `}}`, `\t`, `\n`, `\0`, `\\`.
    ///
    /// Every key must be one of `known`.
    pub fn parse(text: &str, known: &[String]) -> Result<Template, Refused> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '{' | '}' if rest.next_if_eq(&c).is_some() => literal.push(c),
                '{' => {
                    let mut key = String::new();
                    loop {
                        match rest.next() {
                            Some('}') => break,
                            Some(c) => key.push(c),
                            None => return Err(refuse("\"{\" without \"}\"")),
                        }
                    }
                    keys::check(&key, known)?;
                    if !literal.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut literal)));
                    }
                    parts.push(Part::Key(key));
                }
                '}' => return Err(refuse("\"}\" without \"{\"")),
                '\\' => match rest.next() {
                    Some('t') => literal.push('\t'),
                    Some('n') => literal.push('\n'),
                    Some('0') => literal.push('\0'),
                    Some('\\') | None => literal.push('\\'),
                    Some(c) => literal.extend(['\\', c]),
                },
                c => literal.push(c),
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Text(literal));
        }
        Ok(Template { parts })
    }

    /// Fills in one record.
    pub fn fill(&self, record: &Value) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Key(key) => out.push_str(&keys::text(keys::look_up(record, key).as_ref())),
            }
        }
        out
    }
}

fn refuse(reason: &str) -> Refused {
    Refused::new(
        format!("--format: {reason}"),
        "keys are written {path}; a brace itself is written {{ or }}",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn templates_are_filled() {
        let record = json!({
            "path": "a/b.txt", "words": 612, "title": null, "score": 1.5,
            "speaker": {"name": "Ann"}, "hits": [{"text": "x"}, {"text": "y"}], "paths": ["p", "q"],
        });
        let known: Vec<String> =
            ["path", "words", "title", "score", "speaker", "speaker.name", "hits.text", "paths"]
                .map(str::to_owned)
                .to_vec();
        for (template, expected) in [
            (r"{path}\t{words}", "a/b.txt\t612"),
            (r"{title}|{score}\n", "|1.5\n"),
            (r"{{{path}}}", "{a/b.txt}"),
            (r"{speaker.name}: {hits.text}", "Ann: x, y"),
            (r"{speaker} {paths}", r#"{"name":"Ann"} p, q"#),
            (r"\0\\\d é", "\0\\\\d é"),
            ("", ""),
        ] {
            let read = Template::parse(template, &known).expect(template);
            assert_eq!(read.fill(&record), expected, "{template}");
        }
        for (template, reason) in [
            ("{path", "without"),
            ("path}", "without"),
            ("{pth}", "unknown key \"pth\""),
            ("{}", "unknown key \"\""),
        ] {
            let Err(Refused { message, .. }) = Template::parse(template, &known) else {
                panic!("{template} was read");
            };
            assert!(message.contains(reason), "{template}: {message}");
        }
    }
}
