//! The catalogue and the user's fixes together: who a stored name is, and what else they are called.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::fixes::Fixes;
use super::form::folded;
use super::ids::entity_id;
use super::store::{CatalogueView, hash};
use super::touched::{Touched, by_form};
use crate::entities::EntityKind;
use crate::words::fold;

/// An entity for counting: cheap to hash and to compare, good for one [`Directory`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKey {
    /// Of the catalogue, by its number.
    Catalogued(u32),
    /// Made or changed by fixes.
    Fixed(u32),
    /// With one name: the hash of kind and name.
    Single(u64),
}

/// Who a stored name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The id: `e:person/jerry-dias`.
    pub id: String,
    /// The name that is shown.
    pub name: String,
    /// Whether the user said that it is no name.
    pub blocked: bool,
}

/// An entity with all its stored names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// For counting.
    pub key: EntityKey,
    /// What it is.
    pub kind: EntityKind,
    /// The name that is shown.
    pub name: String,
    /// The stored names.
    pub names: Vec<String>,
    /// Whether the user said that it is no name.
    pub blocked: bool,
}

/// Words of which a name must have one to be looked at: those from `prefix` on that `accept` takes.
pub struct WordTest<'q> {
    /// How the folded word begins.
    pub prefix: &'q str,
    /// Whether the folded word will do.
    pub accept: &'q dyn Fn(&str) -> bool,
}

/// What callers ask: the catalogue with the user's fixes over it.
pub struct Directory<B> {
    view: CatalogueView<B>,
    touched: Touched,
}

impl<B: Deref<Target = [u8]>> Directory<B> {
    /// Lays the fixes over the catalogue.
    ///
    /// `stored` gives the spellings that documents have for a folded name, as far as the caller can
    /// tell; a name that it does not know and the catalogue neither is stored as the fixes write it.
    /// It is asked for names in fixes only.
    pub fn new(
        view: CatalogueView<B>,
        fixes: &Fixes,
        stored: &dyn Fn(EntityKind, &str) -> Vec<String>,
    ) -> Directory<B> {
        let touched = Touched::new(&view, fixes, stored);
        Directory { view, touched }
    }

    /// The catalogue below.
    pub fn view(&self) -> &CatalogueView<B> {
        &self.view
    }

    /// Who the name is that documents store so.
    pub fn resolve(&self, kind: EntityKind, name: &str) -> Resolved {
        let key = self.key_of(kind, name);
        let (shown, blocked) = (self.shown(key, name), self.is_blocked(key));
        Resolved { id: entity_id(kind, shown), name: shown.to_owned(), blocked }
    }

    /// The same for counting, without a name made.
    pub fn key_of(&self, kind: EntityKind, name: &str) -> EntityKey {
        let entity = self.view.entity_of(kind, name);
        let untouched = entity.is_some_and(|entity| !self.touched.is_copied(entity));
        if !untouched && let Some(fixed) = self.touched.by_name(kind, name) {
            return EntityKey::Fixed(fixed as u32);
        }
        entity.map_or_else(|| EntityKey::Single(hash(kind, name)), EntityKey::Catalogued)
    }

    /// The name that is shown for a stored name and its key.
    pub fn shown<'a>(&'a self, key: EntityKey, name: &'a str) -> &'a str {
        match key {
            EntityKey::Fixed(n) => self.touched.get(n).map_or(name, |fixed| &fixed.shown),
            EntityKey::Catalogued(entity) => self.view.name(entity).unwrap_or(name),
            EntityKey::Single(_) => name,
        }
    }

    /// Whether the user said that this is no name.
    pub fn is_blocked(&self, key: EntityKey) -> bool {
        match key {
            EntityKey::Fixed(n) => self.touched.get(n).is_some_and(|fixed| fixed.blocked),
            EntityKey::Catalogued(_) | EntityKey::Single(_) => false,
        }
    }

    /// All stored names of the entity that `name` is a name or the id of; the name itself where it has no other.
    pub fn names_of(&self, kind: EntityKind, name: &str) -> Vec<String> {
        let slug = entity_id(kind, "");
        // An id is folded already but for its hyphens.
        let plain = name.strip_prefix(&slug).map(|slug| slug.replace('-', " "));
        let form = folded(plain.as_deref().unwrap_or(name));
        if let Some(fixed) = self.touched.by_form(kind, &form) {
            return fixed.names.clone();
        }
        let entity = self.view.entity_of(kind, name).or_else(|| by_form(&self.view, kind, &form));
        let names = entity.and_then(|entity| self.view.entity(entity));
        match names {
            Some(entity) => entity.names().map(str::to_owned).collect(),
            None => vec![plain.unwrap_or_else(|| name.to_owned())],
        }
    }

    /// Every entity with several names one of which passes `test`, and every one that fixes touched.
    ///
    /// `test` gets the folded words of one name. Only names with a word that one of `words` takes
    /// are looked at. What is blocked comes too, so that it can be left out.
    pub fn matching(
        &self,
        kinds: &[EntityKind],
        words: &[WordTest],
        test: &dyn Fn(&[&str]) -> bool,
    ) -> Vec<Match> {
        let passes = |name: &str| {
            let form = fold(name);
            let of_name: Vec<&str> = form.split(' ').filter(|w| !w.is_empty()).collect();
            test(&of_name)
        };
        let mut numbers = BTreeSet::new();
        for wanted in words {
            let found =
                self.view.words_from(wanted.prefix).filter(|(word, _)| (wanted.accept)(word));
            numbers.extend(found.flat_map(|(_, numbers)| numbers));
        }
        let mut matches = Vec::new();
        for number in numbers.into_iter().filter(|number| !self.touched.is_copied(*number)) {
            if let Some(entity) = self.view.entity(number)
                && kinds.contains(&entity.kind)
                && entity.names().any(passes)
            {
                matches.push(Match {
                    key: EntityKey::Catalogued(number),
                    kind: entity.kind,
                    name: entity.name.to_owned(),
                    names: entity.names().map(str::to_owned).collect(),
                    blocked: false,
                });
            }
        }
        for (number, fixed) in (0..).zip(self.touched.all()) {
            let named = || fixed.names.iter().chain([&fixed.shown]);
            if kinds.contains(&fixed.kind)
                && !fixed.names.is_empty()
                && named().any(|name| passes(name))
            {
                matches.push(Match {
                    key: EntityKey::Fixed(number),
                    kind: fixed.kind,
                    name: fixed.shown.clone(),
                    names: fixed.names.clone(),
                    blocked: fixed.blocked,
                });
            }
        }
        matches
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Catalogue, Fix, Named};
    use super::*;
    use EntityKind::{Organization, Person};
    use proptest::prelude::*;

    fn catalogue() -> CatalogueView<Vec<u8>> {
        let named = |kind, names: &[&str]| Named {
            kind,
            names: names.iter().map(|n| (*n).to_owned()).collect(),
        };
        let entities = vec![
            named(Person, &["Hillary Clinton", "Hillary R. Clinton", "Clinton", "CLINTON"]),
            named(Person, &["Bill Clinton", "William Clinton"]),
            named(Person, &["J. K. Roe", "J.K. Roe"]),
            named(Organization, &["Acme", "The Acme"]),
        ];
        CatalogueView::open(Catalogue { entities }.encode()).expect("a catalogue")
    }

    fn directory(fixes: &str) -> Directory<Vec<u8>> {
        let fixes = Fixes::parse(fixes).expect("fixes");
        Directory::new(catalogue(), &fixes, &|_, _| Vec::new())
    }

    fn merge(names: &str) -> String {
        format!("[[merge]]\nkind = \"person\"\nnames = {names}\n")
    }

    const SPLIT: &str = "[[split]]\nname = \"clinton\"\nfrom = \"Hillary Clinton\"\n";

    #[test]
    fn stored_names_are_resolved() {
        for (fixes, name, expected) in [
            ("", "CLINTON", "Hillary Clinton"),
            ("", "Ann Roe", "Ann Roe"),
            (SPLIT, "CLINTON", "Clinton"),
            (SPLIT, "Hillary R. Clinton", "Hillary Clinton"),
            (
                &merge(r#"["Hillary Clinton", "Secretary Clinton"]"#),
                "SECRETARY CLINTON",
                "Hillary Clinton",
            ),
            // A name that is not the one shown comes alone.
            (&merge(r#"["Bill Clinton", "Clinton"]"#), "CLINTON", "Bill Clinton"),
            (&merge(r#"["Bill Clinton", "Clinton"]"#), "Hillary Clinton", "Hillary Clinton"),
            // One that is brings its entity.
            (&merge(r#"["Ann Roe", "JK Roe"]"#), "J.K. Roe", "Ann Roe"),
            // The first of a merge is shown, also where the names were one before.
            (&merge(r#"["William Clinton", "Bill Clinton"]"#), "Bill Clinton", "William Clinton"),
            (
                &(merge(r#"["Ann Roe", "Jo Doe"]"#)
                    + "[[split]]\nname = \"Jo Doe\"\nfrom = \"Ann Roe\""),
                "Jo Doe",
                "Jo Doe",
            ),
            (
                &(SPLIT.to_owned() + &merge(r#"["Hillary Clinton", "Clinton"]"#)),
                "Clinton",
                "Hillary Clinton",
            ),
            (
                "[[rename]]\nname = \"Bill Clinton\"\nto = \"B. Clinton\"",
                "William Clinton",
                "B. Clinton",
            ),
            ("[[rename]]\nname = \"Ann Roe\"\nto = \"Bill Clinton\"", "Ann Roe", "Bill Clinton"),
            // A name that was renamed still means all of it.
            (
                &("[[rename]]\nname = \"Bill Clinton\"\nto = \"B. Clinton\"\n".to_owned()
                    + &merge(r#"["Ann Roe", "Bill Clinton"]"#)),
                "William Clinton",
                "Ann Roe",
            ),
            (
                &("[[rename]]\nname = \"Bill Clinton\"\nto = \"B. Clinton\"\n".to_owned()
                    + &merge(r#"["Ann Roe", "Bill Clinton"]"#)),
                "B. Clinton",
                "Ann Roe",
            ),
        ] {
            let directory = directory(fixes);
            let found = directory.resolve(Person, name);
            assert_eq!(found.name, expected, "{fixes} {name}");
            assert_eq!(found.id, entity_id(Person, expected));
            assert!(!found.blocked);
            assert!(directory.names_of(Person, expected).iter().any(|n| folded(n) == folded(name)));
        }
    }

    #[test]
    fn names_are_blocked() {
        let block = |name: &str| format!("[[block]]\nkind = \"person\"\nname = \"{name}\"\n");
        for (fixes, name, blocked) in [
            (block("sunset clause"), "Sunset Clause", true),
            (block("Clinton"), "CLINTON", true),
            (block("Clinton"), "Hillary Clinton", false),
            (block("Hillary Clinton"), "Clinton", true),
            (block("Jo Roe") + &merge(r#"["Ann Roe", "Jo Roe"]"#), "Jo Roe", false),
            (merge(r#"["Ann Roe", "Jo Roe"]"#) + &block("Jo Roe"), "Jo Roe", true),
            (merge(r#"["Ann Roe", "Jo Roe"]"#) + &block("Jo Roe"), "Ann Roe", false),
        ] {
            assert_eq!(directory(&fixes).resolve(Person, name).blocked, blocked, "{fixes} {name}");
        }
        assert!(!directory(&block("Acme")).resolve(Organization, "Acme").blocked);
    }

    #[test]
    fn all_stored_names_are_known() {
        let plain = directory("");
        assert_eq!(
            plain.names_of(Person, "e:person/bill-clinton"),
            ["Bill Clinton", "William Clinton"]
        );
        assert_eq!(plain.names_of(Person, "jk roe"), ["J. K. Roe", "J.K. Roe"]);
        assert_eq!(plain.names_of(Person, "Acme"), ["Acme"]);
        let fixed = directory(&(SPLIT.to_owned() + &merge(r#"["Bill Clinton", "Bubba"]"#)));
        assert_eq!(fixed.names_of(Person, "Bubba"), ["Bill Clinton", "William Clinton", "Bubba"]);
        assert_eq!(fixed.names_of(Person, "clinton"), ["Clinton", "CLINTON"]);
        let fixes = Fixes::parse(&merge(r#"["Bill Clinton", "bubba"]"#)).expect("fixes");
        let told = Directory::new(catalogue(), &fixes, &|_, form| {
            if form == "bubba" { vec!["BUBBA".into(), "Bubba".into()] } else { Vec::new() }
        });
        assert_eq!(told.names_of(Person, "Bubba").len(), 4);
    }

    fn found(fixes: &str, query: &str) -> String {
        let wanted: Vec<&str> = query.split(' ').collect();
        let tests = wanted.iter().map(|word| (*word, |form: &str| form == *word));
        let tests: Vec<_> = tests.collect();
        let words: Vec<WordTest> =
            tests.iter().map(|(prefix, accept)| WordTest { prefix, accept }).collect();
        let test = |words: &[&str]| wanted.iter().all(|w| words.contains(w));
        let directory = directory(fixes);
        let matches = directory.matching(&[Person], &words, &test);
        let shown: Vec<String> = matches
            .iter()
            .map(|m| {
                format!("{}{}{:?}", m.name, if m.blocked { " blocked " } else { " " }, m.names)
            })
            .collect();
        for m in &matches {
            assert!(m.names.iter().all(|name| directory.key_of(m.kind, name) == m.key));
        }
        shown.join("; ")
    }

    #[test]
    fn queries_find_entities_by_any_name() {
        let all = r#"["Hillary Clinton", "Hillary R. Clinton", "Clinton", "CLINTON"]"#;
        assert_eq!(found("", "hillary clinton"), format!("Hillary Clinton {all}"));
        assert_eq!(found("", "acme"), "", "of another kind");
        let split = found(SPLIT, "clinton");
        assert!(split.contains(r#"Clinton ["Clinton", "CLINTON"]"#), "{split}");
        assert_eq!(
            found(&merge(r#"["Bill Clinton", "Bubba"]"#), "bubba"),
            r#"Bill Clinton ["Bill Clinton", "William Clinton", "Bubba"]"#
        );
        let block = "[[block]]\nkind = \"person\"\nname = \"Ann Roe\"";
        assert_eq!(found(block, "ann"), r#"Ann Roe blocked ["Ann Roe"]"#);
    }

    #[test]
    fn keys_count_entities() {
        let plain = directory("");
        assert_eq!(plain.key_of(Person, "Clinton"), plain.key_of(Person, "Hillary Clinton"));
        assert_ne!(plain.key_of(Person, "Clinton"), plain.key_of(Person, "Bill Clinton"));
        assert_ne!(plain.key_of(Person, "Ann Roe"), plain.key_of(Organization, "Ann Roe"));
        let fixed = directory(&merge(r#"["Ann Roe", "Jo Roe"]"#));
        assert_eq!(fixed.key_of(Person, "Ann Roe"), fixed.key_of(Person, "JO ROE"));
        assert_eq!(fixed.key_of(Person, "Clinton"), plain.key_of(Person, "Clinton"));
    }

    const NAMES: [&str; 8] = [
        "Hillary Clinton",
        "Hillary R. Clinton",
        "clinton",
        "Bill Clinton",
        "William Clinton",
        "JK Roe",
        "Ann Roe",
        "Jo Roe",
    ];

    fn fix() -> impl Strategy<Value = Fix> {
        let name = || proptest::sample::select(NAMES.to_vec());
        (name(), name(), 0..4).prop_filter_map("two names", |(a, b, which)| {
            let (kind, a, b) = (Some(Person), a.to_owned(), b.to_owned());
            (a != b).then_some(match which {
                0 => Fix::Merge { kind, names: vec![a, b] },
                1 => Fix::Split { kind, name: a, from: b },
                2 => Fix::Block { kind, name: a },
                _ => Fix::Rename { kind, name: a, to: b },
            })
        })
    }

    proptest! {
        #[test]
        fn fixes_leave_an_order(list in proptest::collection::vec(fix(), 0..8)) {
            let open = |list: Vec<Fix>| {
                Directory::new(catalogue(), &Fixes { list, ..Fixes::default() }, &|_, _| Vec::new())
            };
            let once = open(list.clone());
            let twice = open(list.iter().cloned().chain(list.last().cloned()).collect());
            for name in NAMES {
                let found = once.resolve(Person, name);
                // Who is shown is an entity's own name, and the last fix said again changes nothing.
                prop_assert_eq!(&once.resolve(Person, &found.name), &found, "{}", name);
                prop_assert_eq!(&twice.resolve(Person, name), &found, "{}", name);
                let names = once.names_of(Person, name);
                prop_assert!(names.iter().any(|n| folded(n) == folded(name)), "{}", name);
                for other in &names {
                    prop_assert_eq!(once.key_of(Person, other), once.key_of(Person, &names[0]));
                }
            }
        }
    }
}
