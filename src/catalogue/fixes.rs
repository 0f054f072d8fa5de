//! The user's own file of who is who: read with its order, and added to without touching what stands there.

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::form::folded;
use super::ids::kind_name;
use super::outlets::Outlets;
use crate::entities::EntityKind;

/// First lines of a new file.
const HEAD: &str = "# onrecord fixes: who is who in this archive. Edit freely; every query honours it at once.
# Later entries win over earlier ones. Without `kind` an entry holds for persons, organizations and places.
# Sources that are one: [[source]] names = [\"Continental Wire\", \"CWN\"]; the first is shown.
";

/// One correction. Without a kind it holds for every kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// These names are one; the first is shown.
    Merge {
        /// Person, organisation or place.
        kind: Option<EntityKind>,
        /// Two or more.
        names: Vec<String>,
    },
    /// This name is not that one.
    Split {
        /// Person, organisation or place.
        kind: Option<EntityKind>,
        /// The name that stands for itself.
        name: String,
        /// A name of the entity that it leaves.
        from: String,
    },
    /// This is no name at all.
    Block {
        /// Person, organisation or place.
        kind: Option<EntityKind>,
        /// The words.
        name: String,
    },
    /// The entity of this name is shown so.
    Rename {
        /// Person, organisation or place.
        kind: Option<EntityKind>,
        /// A name that it has.
        name: String,
        /// What is shown.
        to: String,
    },
}

/// All corrections in the order of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixes {
    /// The first of the file first.
    pub list: Vec<Fix>,
    /// Which publishers are one.
    pub outlets: Outlets,
}

/// Why the text of a file of fixes, or a new fix, is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixesError {
    /// Line of the text, from 1; none for a new fix.
    pub line: Option<usize>,
    /// The reason and what to do.
    pub reason: String,
}

impl fmt::Display for FixesError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for FixesError {}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    merge: Vec<Spanned<Merge>>,
    split: Vec<Spanned<Split>>,
    block: Vec<Spanned<Block>>,
    rename: Vec<Spanned<Rename>>,
    source: Vec<Spanned<Source>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    kind: Option<EntityKind>,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    kind: Option<EntityKind>,
    name: String,
    from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    kind: Option<EntityKind>,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    kind: Option<EntityKind>,
    name: String,
    to: String,
}

impl From<Merge> for Fix {
    fn from(Merge { kind, names }: Merge) -> Fix {
        Fix::Merge { kind, names }
    }
}

impl From<Split> for Fix {
    fn from(Split { kind, name, from }: Split) -> Fix {
        Fix::Split { kind, name, from }
    }
}

impl From<Block> for Fix {
    fn from(Block { kind, name }: Block) -> Fix {
        Fix::Block { kind, name }
    }
}

impl From<Rename> for Fix {
    fn from(Rename { kind, name, to }: Rename) -> Fix {
        Fix::Rename { kind, name, to }
    }
}

/// The fixes of one section, each with its first byte.
fn placed<T>(section: Vec<Spanned<T>>) -> impl Iterator<Item = (usize, Fix)>
where
    Fix: From<T>,
{
    section.into_iter().map(|entry| (entry.span().start, Fix::from(entry.into_inner())))
}

impl Fixes {
    /// Reads the text of a file of fixes.
    ///
    /// # Errors
    ///
    /// With its line: what is no such file, a fix that says nothing, fixes that contradict each other.
    pub fn parse(text: &str) -> Result<Fixes, FixesError> {
        let line = |at: usize| {
            let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
            Some(1 + before.iter().filter(|b| **b == b'\n').count())
        };
        let file: File = toml::from_str(text).map_err(|error| FixesError {
            line: error.span().and_then(|span| line(span.start)),
            reason: format!(
                "{}; correct the line, or put # before it",
                error.message().trim_end().replace('\n', ", ")
            ),
        })?;
        let mut list: Vec<(usize, Fix)> = placed(file.merge)
            .chain(placed(file.split))
            .chain(placed(file.block))
            .chain(placed(file.rename))
            .collect();
        // Sections may be mixed, and the later entry wins.
        list.sort_by_key(|(at, _)| *at);
        for (at, fix) in &list {
            fix.check().map_err(|reason| FixesError { line: line(*at), reason })?;
        }
        for source in &file.source {
            let names = &source.get_ref().names;
            check_names(names, "a source")
                .map_err(|reason| FixesError { line: line(source.span().start), reason })?;
        }
        let outlets = file.source.into_iter().map(|source| source.into_inner().names);
        let outlets = Outlets::new(outlets);
        Ok(Fixes { list: list.into_iter().map(|(_, fix)| fix).collect(), outlets })
    }

    /// The text of a file of fixes with one more at its end; all else stays as it is.
    ///
    /// A fix that already holds changes nothing.
    ///
    /// # Errors
    ///
    /// A fix that says nothing or contradicts itself; a text that is no file of fixes.
    pub fn append(text: &str, fix: &Fix) -> Result<String, FixesError> {
        let here = |reason| FixesError { line: None, reason };
        fix.check().map_err(here)?;
        let before = Fixes::parse(text)?;
        let names = fix.folded();
        let last = before.list.iter().rfind(|old| names.iter().any(|n| old.folded().contains(n)));
        if last.is_some_and(|old| old.same(fix)) {
            return Ok(text.to_owned());
        }
        let mut new = if text.trim().is_empty() { HEAD.to_owned() } else { text.to_owned() };
        if !new.ends_with('\n') {
            new.push('\n');
        }
        new.push('\n');
        new.push_str(&fix.write());
        // "merge = [{…}]" is TOML too, but nothing can be added to it from outside.
        let after = Fixes::parse(&new).ok();
        if after.is_none_or(|after| after.list.last().is_none_or(|last| last != fix)) {
            let reason = format!("write the entries of this file as [[{}]] blocks", fix.section());
            return Err(here(reason));
        }
        Ok(new)
    }
}

impl Fix {
    /// The names in it that documents should have.
    pub fn of_documents(&self) -> Vec<&str> {
        match self {
            Fix::Merge { names, .. } => names.iter().map(String::as_str).collect(),
            Fix::Split { name, from, .. } => vec![name, from],
            Fix::Block { name, .. } | Fix::Rename { name, .. } => vec![name],
        }
    }

    /// The kind for which it holds; none: for all.
    pub fn kind(&self) -> Option<EntityKind> {
        match self {
            Fix::Merge { kind, .. }
            | Fix::Split { kind, .. }
            | Fix::Block { kind, .. }
            | Fix::Rename { kind, .. } => *kind,
        }
    }

    fn section(&self) -> &'static str {
        match self {
            Fix::Merge { .. } => "merge",
            Fix::Split { .. } => "split",
            Fix::Block { .. } => "block",
            Fix::Rename { .. } => "rename",
        }
    }

    /// The names in it.
    fn names(&self) -> Vec<&str> {
        match self {
            Fix::Merge { names, .. } => names.iter().map(String::as_str).collect(),
            Fix::Split { name, from: other, .. } | Fix::Rename { name, to: other, .. } => {
                vec![name, other]
            }
            Fix::Block { name, .. } => vec![name],
        }
    }

    fn folded(&self) -> Vec<String> {
        self.names().into_iter().map(folded).collect()
    }

    /// Whether the other does the same.
    fn same(&self, other: &Fix) -> bool {
        // What is shown is shown as it is written.
        let shown = |fix: &Fix| match fix {
            Fix::Merge { names, .. } => names.first().cloned(),
            Fix::Rename { to, .. } => Some(to.clone()),
            Fix::Split { .. } | Fix::Block { .. } => None,
        };
        self.section() == other.section()
            && self.kind() == other.kind()
            && self.folded() == other.folded()
            && shown(self) == shown(other)
    }

    /// Refuses what says nothing.
    fn check(&self) -> Result<(), String> {
        let forms = self.folded();
        if forms.iter().any(String::is_empty) {
            return Err(NO_LETTERS.to_owned());
        }
        match self {
            Fix::Merge { names, .. } => check_names(names, "a merge"),
            Fix::Split { name, .. } if forms[0] == forms[1] => {
                Err(format!("{name:?} cannot be split from itself; give another name"))
            }
            Fix::Split { .. } | Fix::Block { .. } | Fix::Rename { .. } => Ok(()),
        }
    }

    /// The block of the file.
    fn write(&self) -> String {
        let mut out = format!("[[{}]]\n", self.section());
        if let Some(kind) = self.kind() {
            out.push_str(&format!("kind = \"{}\"\n", kind_name(kind)));
        }
        match self {
            Fix::Merge { names, .. } => {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                out.push_str(&format!("names = [{}]\n", names.join(", ")));
            }
            Fix::Split { name, from, .. } => {
                out.push_str(&format!("name = {}\nfrom = {}\n", quoted(name), quoted(from)));
            }
            Fix::Block { name, .. } => out.push_str(&format!("name = {}\n", quoted(name))),
            Fix::Rename { name, to, .. } => {
                out.push_str(&format!("name = {}\nto = {}\n", quoted(name), quoted(to)));
            }
        }
        out
    }
}

const NO_LETTERS: &str = "a name without letters matches nothing; write it as in the texts";

/// Refuses names that are not two or more different ones; `what` takes them.
fn check_names(names: &[String], what: &str) -> Result<(), String> {
    let forms: Vec<String> = names.iter().map(|name| folded(name)).collect();
    if forms.iter().any(String::is_empty) {
        return Err(NO_LETTERS.to_owned());
    }
    let twice = (1..forms.len()).find(|n| forms[..*n].contains(&forms[*n]));
    match twice {
        Some(twice) => Err(format!("{:?} is named twice; name each once", names[twice])),
        None if forms.len() < 2 => {
            Err(format!("{what} takes two names or more; add the other name"))
        }
        None => Ok(()),
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::ids::KINDS;
    use super::*;
    use proptest::prelude::*;

    fn merge(names: &[&str]) -> Fix {
        let names = names.iter().map(|n| (*n).to_owned()).collect();
        Fix::Merge { kind: Some(EntityKind::Person), names }
    }

    fn block(name: &str) -> Fix {
        Fix::Block { kind: None, name: name.to_owned() }
    }

    #[test]
    fn entries_keep_the_order_of_the_file() {
        let text = "[[block]]\nname = \"A\"\n[[merge]]\nkind = \"person\"\nnames = [\"B\", \"C\"]\n\
            [[block]] # again\nname = \"D\"\n[[rename]]\nname = \"E\"\nto = \"F\"\n";
        let fixes = Fixes::parse(text).expect("fixes");
        let rename = Fix::Rename { kind: None, name: "E".into(), to: "F".into() };
        assert_eq!(fixes.list, [block("A"), merge(&["B", "C"]), block("D"), rename]);
    }

    #[test]
    fn errors_say_line_and_remedy() {
        for (text, expected) in [
            ("\n[[block]]\nnome = \"A\"", "line 3: unknown field `nome`"),
            ("[[blocks]]\nname = \"A\"", "line 1: unknown field `blocks`"),
            ("[[block]]\nname = 3", "line 2: invalid type: integer `3`"),
            ("[[block]]\nname = \"A\"\nkind = \"thing\"", "line 3: unknown variant `thing`"),
            ("[[block]]\n\n[[split]]\nname = \"A\"", "line 1: missing field `name`"),
            ("# so\n[[merge]]\nnames = [\"A\"]", "line 2: a merge takes two names"),
            ("[[source]]\nnames = [\"A\"]", "line 1: a source takes two names"),
            ("[[merge]]\nnames = [\"Rö\", \"RO\"]", "line 1: \"RO\" is named twice"),
            ("[[split]]\nname = \"A\"\nfrom = \"a\"", "line 1: \"A\" cannot be split from itself"),
            ("[[block]]\nname = \"?\"", "line 1: a name without letters"),
            ("[[block]\n", "line 1: "),
        ] {
            let error = Fixes::parse(text).expect_err(text).to_string();
            assert!(error.starts_with(expected), "{text}: {error}");
            assert!(error.contains(';') && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn what_stands_in_the_file_stays() {
        let text = "# mine\n[[block]]   # no name\nname = 'Sunset Clause'";
        let fix = merge(&["Jane Roe", "Secretary Roe"]);
        let new = Fixes::append(text, &fix).expect("a text");
        assert_eq!(
            new,
            format!(
                "{text}\n\n[[merge]]\nkind = \"person\"\nnames = [\"Jane Roe\", \"Secretary Roe\"]\n"
            )
        );
        assert_eq!(Fixes::append(&new, &fix).as_deref(), Ok(new.as_str()), "no fix comes twice");
        let split =
            Fix::Split { kind: None, name: "Secretary Roe".into(), from: "Jane Roe".into() };
        let undone = Fixes::append(&new, &split).expect("a text");
        let again = Fixes::append(&undone, &fix).expect("a text");
        assert_eq!(Fixes::parse(&again).expect("fixes").list.len(), 4, "the later entry wins");
    }

    #[test]
    fn a_new_file_begins_with_a_comment() {
        let new = Fixes::append("", &block("Sunset Clause")).expect("a text");
        assert!(new.starts_with("# onrecord fixes") && new.ends_with("name = \"Sunset Clause\"\n"));
        assert!(Fixes::parse(HEAD).expect("fixes").list.is_empty());
    }

    #[test]
    fn senseless_fixes_are_refused() {
        for fix in [merge(&["Roe", "ROE"]), merge(&["Roe"]), block("—")] {
            assert!(Fixes::append("", &fix).is_err());
        }
        let inline = "block = [{ name = \"A\" }]";
        let error = Fixes::append(inline, &block("B")).expect_err("an array that is closed");
        assert!(error.reason.contains("[[block]]"));
    }

    proptest! {
        #[test]
        fn what_is_appended_is_read(
            a in any::<String>(),
            b in any::<String>(),
            kind in proptest::option::of(proptest::sample::select(KINDS.to_vec())),
            which in 0..4,
        ) {
            let fix = match which {
                0 => Fix::Merge { kind, names: vec![a, b] },
                1 => Fix::Split { kind, name: a, from: b },
                2 => Fix::Block { kind, name: a },
                _ => Fix::Rename { kind, name: a, to: b },
            };
            prop_assume!(fix.check().is_ok());
            let text = Fixes::append("# mine", &fix).expect("a text");
            prop_assert_eq!(Fixes::parse(&text).expect("fixes").list, vec![fix.clone()]);
            prop_assert_eq!(Fixes::append(&text, &fix).expect("a text"), text);
        }

        #[test]
        fn any_text_may_be_parsed(text in "\\PC*|(\\[\\[(merge|block)\\]\\]|name|s|=|\"a\"|\n| )*") {
            if let Err(error) = Fixes::parse(&text) {
                prop_assert!(!error.reason.is_empty());
            }
        }
    }
}
