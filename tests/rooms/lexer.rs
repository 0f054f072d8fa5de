//! Rust code as words and signs, without comments, literals and what is compiled for tests only.

/// Words and signs; `::` is one sign.
pub fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if is_word(first) {
            let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
            let behind = &rest[word.len()..];
            match word {
                "b" | "c" if behind.starts_with('"') => word.len() + string(behind),
                "b" if behind.starts_with('\'') => word.len() + quoted(behind),
                "r" | "br" | "cr" => match raw_string(behind) {
                    Some(length) => word.len() + length,
                    // A raw name is the name.
                    None if behind.starts_with('#') => word.len() + 1,
                    None => word_to(&mut tokens, word),
                },
                _ => word_to(&mut tokens, word),
            }
        } else if first == '"' {
            string(rest)
        } else if first == '\'' {
            quoted(rest)
        } else if rest.starts_with("::") {
            word_to(&mut tokens, "::")
        } else if first.is_whitespace() {
            first.len_utf8()
        } else {
            word_to(&mut tokens, &rest[..first.len_utf8()])
        };
        rest = &rest[length..];
    }
    tokens
}

/// The words and signs that are not for tests only, and the names of modules in files of their own that are.
pub fn without_tests<'c>(tokens: &[&'c str]) -> (Vec<&'c str>, Vec<&'c str>) {
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if !rest.starts_with(&["#", "[", "cfg", "("]) {
            kept.push(rest[0]);
            at += 1;
            continue;
        }
        let attribute = closed(rest);
        if rest[..attribute].contains(&"test") && !rest[..attribute].contains(&"not") {
            let item = &rest[attribute..];
            let length = item_length(item);
            if let Some(&["mod", name, ";"]) = item[..length].last_chunk() {
                modules.push(name);
            }
            at += attribute + length;
        } else {
            kept.extend(&rest[..attribute]);
            at += attribute;
        }
    }
    (kept, modules)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word_to<'c>(tokens: &mut Vec<&'c str>, word: &'c str) -> usize {
    tokens.push(word);
    word.len()
}

/// Bytes of a comment that may hold others.
fn block_comment(code: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < code.len() {
        let rest = &code.as_bytes()[at..];
        at += match rest {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        if depth == 0 {
            return at;
        }
    }
    at
}

/// Bytes of a string with its quotes.
fn string(code: &str) -> usize {
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Bytes of a raw string, from the first `#` or quote on; none if it is something else.
fn raw_string(code: &str) -> Option<usize> {
    let marks = code.len() - code.trim_start_matches('#').len();
    let inner = code[marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    Some(marks + 1 + inner.find(&end).map_or(inner.len(), |at| at + end.len()))
}

/// Bytes of a character with its quotes, or of the quote of a lifetime.
fn quoted(code: &str) -> usize {
    let inner = &code[1..];
    if inner.starts_with('\\') {
        let end = inner.char_indices().skip(2).find(|(_, c)| *c == '\'');
        return end.map_or(code.len(), |(at, _)| at + 2);
    }
    let first = inner.chars().next().map_or(0, char::len_utf8);
    if inner[first..].starts_with('\'') { first + 2 } else { 1 }
}

/// Number of tokens to the end of the first bracket in them.
fn closed(tokens: &[&str]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 1 => return at + 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Number of tokens of an item: to its semicolon, or to the end of its block.
fn item_length(tokens: &[&str]) -> usize {
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at] {
            ";" => return at + 1,
            bracket @ ("(" | "[" | "{") => {
                at += closed(&tokens[at..]);
                if bracket == "{" && tokens.get(at) != Some(&";") {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}

#[test]
fn comments_and_literals_are_no_words() {
    let code = r##"
        // a::b
        /* c /* d */ e */
        f("g \" h", 'i', '\'', '\u{2014}', b"j", br#"k " l"#, r"m", b'"');
        struct N<'o>(&'o str, r#type);
    "##;
    let words: Vec<&str> =
        tokens(code).into_iter().filter(|token| token.starts_with(is_word)).collect();
    assert_eq!(words, ["f", "struct", "N", "o", "o", "str", "type"]);
}

#[test]
fn what_is_for_tests_is_left_out() {
    let code = "
        use a; #[cfg(test)] use b::{c, d}; #[cfg(unix)] mod e;
        #[cfg(test)] mod f;
        #[cfg(test)] pub(crate) mod g;
        #[cfg(not(test))] use h;
        #[cfg(test)] #[derive(X)] fn i() -> [u8; 2] { if j { k } }
        #[cfg(all(test, unix))] mod l { use m; fn n() {} }
        use o;
    ";
    let code = tokens(code);
    let (kept, modules) = without_tests(&code);
    let single: Vec<&str> =
        kept.into_iter().filter(|t| t.len() == 1 && t.starts_with(is_word)).collect();
    assert_eq!((single, modules), (vec!["a", "e", "h", "o"], vec!["f", "g"]));
}
