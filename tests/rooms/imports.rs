//! Which file uses which: `use` declarations and paths in the code, resolved to the files of modules.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexer::{tokens, without_tests};
use crate::sources::Sources;

/// The modules, and those that each of them uses.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// The imports of all files but those that are compiled for tests only.
pub fn imports(sources: &Sources) -> Imports {
    let parsed: BTreeMap<&str, File> =
        sources.iter().map(|(module, code)| (module.as_str(), File::parse(code))).collect();
    let for_tests: BTreeSet<String> = parsed
        .iter()
        .flat_map(|(module, file)| file.tests.iter().map(move |name| format!("{module}::{name}")))
        .collect();
    let modules: BTreeSet<&str> =
        parsed.keys().copied().filter(|module| !for_tests.contains(*module)).collect();
    modules
        .iter()
        .map(|module| ((*module).to_owned(), parsed[module].imports(module, &modules)))
        .collect()
}

/// A path as it is written.
struct Written {
    /// Modules inside the file that it stands in.
    inside: Vec<String>,
    names: Vec<String>,
    /// What a `use` calls it from then on.
    called: Option<String>,
}

/// The paths of a file.
#[derive(Default)]
struct File {
    uses: Vec<Written>,
    paths: Vec<Written>,
    /// Modules in files of their own that are for tests only.
    tests: Vec<String>,
}

impl File {
    fn parse(code: &str) -> File {
        let tokens = tokens(code);
        let (tokens, tests) = without_tests(&tokens);
        let tests = tests.into_iter().map(str::to_owned).collect();
        let mut file = File { tests, ..File::default() };
        // Of each open brace, the module that it began.
        let mut open: Vec<Option<&str>> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let inside = || open.iter().flatten().map(|name| (*name).to_owned()).collect();
            let before = at.checked_sub(1).map_or("", |before| tokens[before]);
            let after = tokens.get(at + 1).copied().unwrap_or_default();
            match *token {
                "use" if after == "{" || after.starts_with(is_name) => {
                    let mut found = Vec::new();
                    at = tree(&tokens, at + 1, &[], &mut found);
                    file.uses.extend(found.into_iter().map(|(names, called)| Written {
                        inside: inside(),
                        names,
                        called,
                    }));
                }
                // `pub(in crate::a)`: where a name may be seen is no use of that place.
                "in" if before == "(" && at > 1 && tokens[at - 2] == "pub" => {
                    at += tokens[at..].iter().take_while(|token| **token != ")").count();
                }
                "{" => {
                    let named = before.starts_with(is_name)
                        && at.checked_sub(2).is_some_and(|two| tokens[two] == "mod");
                    open.push(named.then_some(before));
                    at += 1;
                }
                "}" => {
                    open.pop();
                    at += 1;
                }
                word if word.starts_with(is_name) && after == "::" && before != "::" => {
                    let mut names = vec![word.to_owned()];
                    at += 1;
                    while let Some(["::", name]) = tokens.get(at..at + 2)
                        && name.starts_with(is_name)
                    {
                        names.push((*name).to_owned());
                        at += 2;
                    }
                    file.paths.push(Written { inside: inside(), names, called: None });
                }
                _ => at += 1,
            }
        }
        file
    }

    /// The other modules that this one uses.
    fn imports(&self, module: &str, modules: &BTreeSet<&str>) -> BTreeSet<String> {
        let mut called = BTreeMap::new();
        let mut found = BTreeSet::new();
        // A `use` may stand above the one that its first name comes from.
        for _ in 0..2 {
            for written in &self.uses {
                let Some(path) = absolute(written, module, modules, &called) else { continue };
                found.extend(file_of(&path, modules));
                if let Some(name) = &written.called {
                    called.insert(name.clone(), path);
                }
            }
        }
        let paths = self.paths.iter().filter_map(|w| absolute(w, module, modules, &called));
        found.extend(paths.filter_map(|path| file_of(&path, modules)));
        found.remove(module);
        found
    }
}

fn is_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Reads what stands in a `use` from `at` on, behind the names above it; gives where it ends.
fn tree(
    tokens: &[&str],
    mut at: usize,
    above: &[String],
    found: &mut Vec<(Vec<String>, Option<String>)>,
) -> usize {
    let mut names = above.to_vec();
    let mut renamed = None;
    let mut is_leaf = true;
    while let Some(token) = tokens.get(at) {
        match *token {
            "{" => {
                is_leaf = false;
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    at = tree(tokens, at, &names, found);
                    at += usize::from(tokens.get(at) == Some(&","));
                }
                at += 1;
            }
            "," | "}" | ";" => break,
            "as" => {
                renamed = tokens.get(at + 1).map(|name| (*name).to_owned());
                at += 2;
            }
            // Of all that a module has, the module is what counts.
            "::" | "*" => at += 1,
            name => {
                names.push(name.to_owned());
                at += 1;
            }
        }
    }
    if is_leaf {
        if names.last().is_some_and(|name| name == "self") && names.len() > 1 {
            names.pop();
        }
        let called = renamed.or_else(|| names.last().cloned());
        found.push((names, called));
    }
    at
}

/// A path from the root of the program on; none if it leads out of it.
fn absolute(
    written: &Written,
    module: &str,
    modules: &BTreeSet<&str>,
    called: &BTreeMap<String, Vec<String>>,
) -> Option<Vec<String>> {
    let mut here: Vec<String> = module.split("::").map(str::to_owned).collect();
    here.extend(written.inside.iter().cloned());
    let (first, rest) = written.names.split_first()?;
    let (mut base, rest) = match first.as_str() {
        "crate" => (Vec::new(), rest),
        "self" => (here, rest),
        "super" => (here, written.names.as_slice()),
        name => {
            let child = [here.as_slice(), &[name.to_owned()]].concat();
            let base = match called.get(name) {
                Some(path) => path.clone(),
                None if modules.contains(child.join("::").as_str()) => child,
                None => return None,
            };
            (base, rest)
        }
    };
    for name in rest {
        match name.as_str() {
            "super" => drop(base.pop()),
            name => base.push(name.to_owned()),
        }
    }
    Some(base)
}

/// The file that a path leads to: the longest beginning of it that is a module.
fn file_of(path: &[String], modules: &BTreeSet<&str>) -> Option<String> {
    (1..=path.len()).rev().map(|end| path[..end].join("::")).find(|p| modules.contains(p.as_str()))
}

/// What `code` uses as `a::b::c`, beside the modules of a small program.
fn used(code: &str) -> Vec<String> {
    let others = ["a", "a::b", "a::b::d", "a::b::c::e", "a::f", "g", "g::h", "i"];
    let mut sources: Sources =
        others.iter().map(|module| ((*module).to_owned(), String::new())).collect();
    sources.insert("a::b::c".to_owned(), code.to_owned());
    imports(&sources).remove("a::b::c").expect("its imports").into_iter().collect()
}

#[test]
fn declarations_with_braces_renames_and_stars() {
    assert_eq!(used("use crate::{g::{self, h::{Thing, other}},\n i as j};"), ["g", "g::h", "i"]);
    assert_eq!(used("pub(crate) use crate::g::h::*;"), ["g::h"]);
    assert_eq!(used("pub(in crate::g) fn f() { crate::i::f() }"), ["i"]);
    assert_eq!(used("use crate::a::f::{self as other};"), ["a::f"]);
    assert_eq!(used("use std::g::h; use h::i;"), [""; 0]);
    assert_eq!(used("fn f<'a>(x: &'a str) -> impl Sized + use<'a> { crate::i::f(x) }"), ["i"]);
}

#[test]
fn names_above_and_below() {
    assert_eq!(used("use super::d::Thing;"), ["a::b::d"]);
    assert_eq!(used("use super::Thing;"), ["a::b"]);
    assert_eq!(used("use super::super::{Thing, f::g, b::d};"), ["a", "a::b::d", "a::f"]);
    assert_eq!(used("use self::e::Thing; use e::Other;"), ["a::b::c::e"]);
    assert_eq!(used("mod e { use super::super::d; } mod k { use super::Own; }"), ["a::b::d"]);
}

#[test]
fn paths_in_the_code() {
    assert_eq!(used("fn f() { crate::g::h::run(super::d::ONE); }"), ["a::b::d", "g::h"]);
    assert_eq!(used("fn f() -> e::Thing { e::Thing::new() }"), ["a::b::c::e"]);
    assert_eq!(used("use crate::g; fn f(x: g::h::Thing) {}"), ["g", "g::h"]);
    assert_eq!(used("use j::h; use crate::g as j;"), ["g", "g::h"]);
    assert_eq!(used("fn f(d: D) { d.e; D::e(); std::g::h(); Vec::<i::I>::new() }"), [""; 0]);
}

#[test]
fn comments_strings_and_tests_are_passed_over() {
    assert_eq!(used("// crate::g\n/* crate::g */ const G: &str = \"crate::g::h\";"), [""; 0]);
    assert_eq!(used("#[cfg(test)]\nmod tests {\n use crate::g;\n}\nuse crate::i;"), ["i"]);
    let mut sources = Sources::from([("a".to_owned(), "#[cfg(test)] mod b;".to_owned())]);
    sources.insert("a::b".to_owned(), "use super::*;".to_owned());
    assert_eq!(imports(&sources).into_keys().collect::<Vec<_>>(), ["a"]);
}
