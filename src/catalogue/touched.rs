//! The entities that the user's fixes touch.
//!
//! Fixes are few. The entities that they touch are copied out of the catalogue
//! once, changed, and found by the folded forms of their names; all others are
//! read where they lie.

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;

use super::fixes::{Fix, Fixes};
use super::form::folded;
use super::ids::KINDS;
use super::store::CatalogueView;
use crate::entities::EntityKind;

/// An entity that fixes touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub kind: EntityKind,
    /// The name that is shown.
    pub shown: String,
    /// Folded names under which it was shown before it was renamed: they still mean all of it.
    pub was: Vec<String>,
    /// Stored names.
    pub names: Vec<String>,
    /// Whether the user said that it is no name.
    pub blocked: bool,
}

/// All entities that fixes touched.
#[derive(Default)]
pub struct Touched {
    fixed: Vec<Fixed>,
    /// Entities of the catalogue that lie in `fixed`.
    copied: BTreeSet<u32>,
    /// The number in `fixed` of each kind and folded form there.
    forms: HashMap<(EntityKind, String), usize>,
}

impl Touched {
    /// Applies the fixes one after the other; `stored` gives the spellings that documents have for a folded name.
    pub fn new<B: Deref<Target = [u8]>>(
        view: &CatalogueView<B>,
        fixes: &Fixes,
        stored: &dyn Fn(EntityKind, &str) -> Vec<String>,
    ) -> Touched {
        let mut fixing = Fixing { view, stored, touched: Touched::default() };
        for fix in &fixes.list {
            for kind in KINDS.into_iter().filter(|k| fix.kind().is_none_or(|only| only == *k)) {
                fixing.fix(kind, fix);
            }
        }
        fixing.touched
    }

    /// Whether an entity of the catalogue counts as it is here.
    pub fn is_copied(&self, entity: u32) -> bool {
        self.copied.contains(&entity)
    }

    /// All of them, in the order of their numbers.
    pub fn all(&self) -> &[Fixed] {
        &self.fixed
    }

    /// One by its number.
    pub fn get(&self, number: u32) -> Option<&Fixed> {
        self.fixed.get(number as usize)
    }

    /// The number of the one with this name.
    pub fn by_name(&self, kind: EntityKind, name: &str) -> Option<usize> {
        // Without fixes no name has to be folded.
        if self.forms.is_empty() {
            return None;
        }
        self.forms.get(&(kind, folded(name))).copied()
    }

    /// The one with a name of this folded form.
    pub fn by_form(&self, kind: EntityKind, form: &str) -> Option<&Fixed> {
        self.forms.get(&(kind, form.to_owned())).map(|number| &self.fixed[*number])
    }
}

/// The entity of the catalogue that has a name of this form.
pub fn by_form<B: Deref<Target = [u8]>>(
    view: &CatalogueView<B>,
    kind: EntityKind,
    form: &str,
) -> Option<u32> {
    // Lone letters may be stored apart, so a longer word is the better way in.
    let word = form.split(' ').max_by_key(|word| word.len())?;
    let has = |number: &u32| {
        let entity = view.entity(*number);
        entity.is_some_and(|e| e.kind == kind && e.names().any(|name| folded(name) == form))
    };
    let found = view.with_word(word).find(has);
    // "jk" alone stands nowhere when all write "J. K.".
    found.or_else(|| {
        let first = form.get(..form.chars().next()?.len_utf8())?;
        let lone = word.len() < 5;
        lone.then(|| view.with_word(first).find(has)).flatten()
    })
}

/// Fixes on their way into what they touch.
struct Fixing<'a, B> {
    view: &'a CatalogueView<B>,
    /// The spellings that documents have for a folded name.
    stored: &'a dyn Fn(EntityKind, &str) -> Vec<String>,
    touched: Touched,
}

impl<B: Deref<Target = [u8]>> Fixing<'_, B> {
    /// The touched entity of a name, copied or made when fixes name it for the first time.
    fn touch(&mut self, kind: EntityKind, name: &str) -> usize {
        let form = folded(name);
        let entity = self.view.entity_of(kind, name).or_else(|| by_form(self.view, kind, &form));
        if let Some(fixed) = self.touched.forms.get(&(kind, form.clone())) {
            return *fixed;
        }
        let number = self.touched.fixed.len();
        let copied = entity.filter(|entity| !self.touched.copied.contains(entity));
        let names = copied.and_then(|entity| self.view.entity(entity));
        let (shown, names) = match names {
            Some(entity) => (entity.name.to_owned(), entity.names().map(str::to_owned).collect()),
            None => {
                let mut names = (self.stored)(kind, &form);
                if names.is_empty() {
                    names.push(name.to_owned());
                }
                (names[0].clone(), names)
            }
        };
        self.touched.copied.extend(copied);
        for name in &names {
            self.touched.forms.insert((kind, folded(name)), number);
        }
        self.touched.forms.insert((kind, form), number);
        self.touched.fixed.push(Fixed { kind, shown, was: Vec::new(), names, blocked: false });
        number
    }

    /// Applies one fix to one kind.
    fn fix(&mut self, kind: EntityKind, fix: &Fix) {
        match fix {
            Fix::Merge { names, .. } => {
                let Some((first, others)) = names.split_first() else { return };
                let target = self.touch(kind, first);
                for other in others {
                    let source = self.touch(kind, other);
                    self.take(target, source, other);
                }
                self.show(target, first);
            }
            Fix::Rename { name, to, .. } => {
                let target = self.touch(kind, name);
                // Two entities of one name would have one id: they are one.
                let source = self.touch(kind, to);
                self.take(target, source, to);
                let before = [folded(&self.touched.fixed[target].shown), folded(name)];
                self.touched.fixed[target].was.extend(before);
                self.show(target, to);
            }
            Fix::Split { name, from, .. } => {
                let entity = self.touch(kind, name);
                if self.touch(kind, from) == entity {
                    // Who is shown stays; the other of the two leaves.
                    let shown = self.is_shown(entity, name);
                    self.leave(entity, if shown { from } else { name });
                }
            }
            Fix::Block { name, .. } => {
                let mut entity = self.touch(kind, name);
                if !self.is_shown(entity, name) {
                    entity = self.leave(entity, name);
                }
                self.touched.fixed[entity].blocked = true;
            }
        }
    }

    fn is_shown(&self, entity: usize, name: &str) -> bool {
        folded(&self.touched.fixed[entity].shown) == folded(name)
    }

    fn show(&mut self, entity: usize, name: &str) {
        self.touched.fixed[entity].shown = name.to_owned();
        self.touched.fixed[entity].blocked = false;
    }

    /// Brings a name to `target`: with all its entity where that is or was shown so, else alone.
    fn take(&mut self, target: usize, source: usize, name: &str) {
        if target == source {
            return;
        }
        let was_shown = self.touched.fixed[source].was.contains(&folded(name));
        let whole = was_shown || self.is_shown(source, name);
        let source = if whole { source } else { self.leave(source, name) };
        let names = std::mem::take(&mut self.touched.fixed[source].names);
        self.touched.fixed[target].names.extend(names);
        for fixed in self.touched.forms.values_mut().filter(|fixed| **fixed == source) {
            *fixed = target;
        }
    }

    /// Makes an entity of its own of a name; gives its number.
    fn leave(&mut self, entity: usize, name: &str) -> usize {
        let form = folded(name);
        let number = self.touched.fixed.len();
        let old = &mut self.touched.fixed[entity];
        let (gone, stay): (Vec<String>, Vec<String>) =
            std::mem::take(&mut old.names).into_iter().partition(|n| folded(n) == form);
        old.names = stay;
        let kind = old.kind;
        self.touched.forms.insert((kind, form), number);
        let shown = gone.first().map_or(name, String::as_str).to_owned();
        self.touched.fixed.push(Fixed {
            kind,
            shown,
            was: Vec::new(),
            names: gone,
            blocked: false,
        });
        number
    }
}
