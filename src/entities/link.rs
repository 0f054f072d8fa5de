//! Names of one document joined: surnames, acronyms and repeated names to one entity each.

use super::entity::{Entity, EntityKind, Mention};
use super::lists::{self, Flags};
use super::names::Name;
use super::tokens::{Kind, Token};
use crate::article::Span;
use std::collections::{BTreeMap, HashMap};

/// Persons of one surname that are compared with a new name; more are not told apart.
const NAMESAKES: usize = 16;

/// Who is known by a surname or a first name.
#[derive(Clone, Copy)]
struct Shared {
    last: usize,
    many: bool,
}

/// What the linker keeps of an entity beside its public face.
struct Known<'a> {
    words: &'a str,
    sex: Flags,
    /// The person of the same surname found before.
    namesake: Option<usize>,
}

/// Gathers the entities of a document.
pub(crate) struct Linker<'a> {
    text: &'a str,
    pub entities: Vec<Entity>,
    known: Vec<Known<'a>>,
    names: HashMap<(EntityKind, &'a str), usize>,
    surnames: HashMap<&'a str, Shared>,
    first_names: HashMap<&'a str, Shared>,
    /// The last words of full names, two or more of them, in small letters: "de blasio", "zein el dine".
    endings: HashMap<String, Shared>,
    pub mentions: Vec<Mention>,
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III" | "IV")
}

/// What tells father and son apart, without its full stop; empty for most names.
fn suffix(words: &str) -> &str {
    let last = words.split_whitespace().next_back().filter(|word| is_suffix(word));
    last.map_or("", |word| word.trim_end_matches('.'))
}

/// Whether two names of one first and last name have middle names that cannot be one: the letters
/// with which these begin differ (George W. and George H.W. Bush).
fn middles_differ(a: &str, b: &str) -> bool {
    let middle = |words: &str| {
        let words: Vec<&str> = words.split_whitespace().filter(|word| !is_suffix(word)).collect();
        let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().find(|w| w.starts_with(char::is_uppercase)).and_then(|w| w.chars().next())
    };
    matches!((middle(a), middle(b)), (Some(a), Some(b)) if a != b)
}

/// The last word that is no suffix.
fn surname(words: &str) -> &str {
    let last = words.split_whitespace().rev().map(|w| w.trim_end_matches(','));
    let last = last.into_iter().find(|word| !is_suffix(word));
    let last = last.unwrap_or(words);
    without_article(last)
}

/// "Harbi" of "al-Harbi" and "Al-Harbi".
fn without_article(word: &str) -> &str {
    let articles = ["al-", "el-", "Al-", "El-"];
    articles.iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word)
}

/// Whether a word opens a surname of several words, whatever its first letter: "de", "Van", "St.".
fn is_particle(word: &str) -> bool {
    matches!(word, "St." | "St" | "Mac" | "O")
        || lists::flags(&word.to_lowercase()).any(Flags::PARTICLE)
}

/// Whether the words are the end of a full name rather than a name with a first name: "de Blasio", "Zein El Dine".
fn is_ending(words: &str) -> bool {
    let first = first_name(words);
    first.len() < words.len() && (is_particle(first) || !lists::flags(first).any(Flags::FIRST))
}

fn first_name(words: &str) -> &str {
    words.split_whitespace().next().unwrap_or(words)
}

fn opposed(a: Flags, b: Flags) -> bool {
    a.any(Flags::MAN) && b.any(Flags::WOMAN) || a.any(Flags::WOMAN) && b.any(Flags::MAN)
}

impl<'a> Linker<'a> {
    pub fn new(text: &'a str) -> Linker<'a> {
        Linker {
            text,
            entities: Vec::new(),
            known: Vec::new(),
            names: HashMap::new(),
            surnames: HashMap::new(),
            first_names: HashMap::new(),
            endings: HashMap::new(),
            mentions: Vec::new(),
        }
    }

    /// Links names: first the long ones, then the others by what is known.
    pub fn link(&mut self, names: &[Name]) {
        for name in names.iter().filter(|n| n.len > 1) {
            let words = name.span.cut(self.text);
            // "De Blasio" waits for whom it fits.
            if name.kind == EntityKind::Person && is_particle(first_name(words)) {
                continue;
            }
            let entity = self.enter(words, name.kind, name.sex);
            if let Some(short) = name.acronym {
                self.names.entry((name.kind, short.cut(self.text))).or_insert(entity);
            }
        }
        for name in names {
            let words = name.span.cut(self.text);
            let known = match name.kind {
                EntityKind::Person => self.person(words, name.len, name.sex),
                // "Houston said" behind "Kent Houston" is the man.
                _ if name.len == 1 && name.speaks && self.surnames.contains_key(words) => {
                    self.person(words, 1, name.sex)
                }
                kind => self.names.get(&(kind, words)).copied(),
            };
            let entity = known.unwrap_or_else(|| self.enter(words, name.kind, name.sex));
            self.mention(name.span, entity, name.confidence);
        }
    }

    /// Names of the body that a headline repeats; its capitals say nothing by themselves.
    pub fn headline(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let longest = (1..=5.min(tokens.len() - at)).rev().find_map(|n| {
                let part = &tokens[at..at + n];
                if part.iter().any(|t| !t.is_word())
                    || part[0].kind == Kind::Lower
                    || part[0].is(Flags::FUNCTION)
                {
                    return None;
                }
                let span = Span::new(part[0].span.start, part[n - 1].span.end);
                let entity = self.look_up(span.cut(self.text), n)?;
                Some((n, span, entity))
            });
            if let Some((n, span, entity)) = longest {
                self.mention(span, entity, 0.8);
                at += n;
            } else {
                at += 1;
            }
        }
    }

    /// Names that stand again as whole runs of capitals, where the model did not see them; `taken` are the mentions of
    /// the body, ends by beginnings.
    pub fn again(&mut self, tokens: &[Token], taken: &BTreeMap<usize, usize>) {
        let mut at = 0;
        while at < tokens.len() {
            let len = tokens[at..].iter().take_while(|t| t.is_name_like()).count();
            if len == 0 {
                at += 1;
                continue;
            }
            let run = &tokens[at..at + len];
            at += len;
            // The name of "Mrs May" is "May".
            let addressed = run.iter().take_while(|t| t.is(Flags::ADDRESS)).count().min(len - 1);
            let run = &run[addressed..];
            let len = len - addressed;
            let span = Span::new(run[0].span.start, run[len - 1].span.end);
            // "Mrs May said", but not "in May".
            let month = run[0].is(Flags::CALENDAR | Flags::FUNCTION)
                && !(len == 1 && self.surnames.contains_key(run[0].span.cut(self.text)) && {
                    let before = (at - len).checked_sub(1).map(|at| &tokens[at]);
                    let behind = tokens.get(at);
                    before.is_some_and(|t| t.is(Flags::ADDRESS))
                        || before.is_none_or(|t| !t.is(Flags::PREPOSITION))
                            && behind.is_some_and(|t| t.is(Flags::CUE) && !t.is(Flags::BASE))
                });
            let listed = month || run[0].is(Flags::ROLE | Flags::NATION);
            if listed
                || taken.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start)
            {
                continue;
            }
            let whole = |kind| self.names.get(&(kind, span.cut(self.text))).copied();
            let kinds = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
            let calendar = run[0].is(Flags::CALENDAR);
            let named = || self.person(span.cut(self.text), len, Flags::default());
            let known = if calendar { named() } else { kinds.into_iter().find_map(whole) };
            if let Some(entity) = known {
                self.mention(span, entity, 0.6);
            }
        }
    }

    pub fn mention(&mut self, span: Span, entity: usize, confidence: f32) {
        self.mentions.push(Mention { span, entity, confidence });
    }

    /// The person that the document already knows by these words.
    fn person(&self, words: &str, count: usize, sex: Flags) -> Option<usize> {
        if count == 1
            && let Some(shared) = self.surnames.get(without_article(words))
        {
            return self.one(*shared, sex);
        }
        if count > 1
            && is_ending(words)
            && let Some(shared) = self.endings.get(&plain(words).to_lowercase())
        {
            return self.one(*shared, sex);
        }
        if let Some(entity) = self.names.get(&(EntityKind::Person, words)) {
            return Some(*entity);
        }
        let shared = self.first_names.get(words).filter(|s| count == 1 && !s.many)?;
        Some(shared.last)
    }

    /// The entity of whatever kind that the document already knows by these words.
    fn look_up(&self, words: &str, count: usize) -> Option<usize> {
        self.person(words, count, Flags::default()).or_else(|| {
            let others = [EntityKind::Organization, EntityKind::Place];
            others.iter().find_map(|kind| self.names.get(&(*kind, words)).copied())
        })
    }

    /// The one person of a surname, or the only one whom a form of address fits.
    fn one(&self, shared: Shared, sex: Flags) -> Option<usize> {
        if !shared.many {
            return Some(shared.last);
        }
        let fits = |e: &usize| {
            self.known[*e].sex.any(Flags::MAN | Flags::WOMAN) && !opposed(sex, self.known[*e].sex)
        };
        let mut fitting = self.namesakes(shared.last).filter(fits);
        let one = fitting.next().filter(|_| sex.any(Flags::MAN | Flags::WOMAN))?;
        fitting.next().is_none().then_some(one)
    }

    fn namesakes(&self, last: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(last), |e| self.known[*e].namesake).take(NAMESAKES)
    }

    /// The entity of a sure name, made when it is new.
    pub fn enter(&mut self, words: &'a str, kind: EntityKind, sex: Flags) -> usize {
        if let Some(entity) = self.names.get(&(kind, words)) {
            return *entity;
        }
        if kind != EntityKind::Person {
            return self.make(words, kind, sex, None);
        }
        if is_ending(words)
            && let Some(shared) = self.endings.get(&plain(words).to_lowercase())
            && let Some(entity) = self.one(*shared, sex)
        {
            return entity;
        }
        let (last, first) = (surname(words), first_name(words));
        let shared = self.surnames.get(last).copied();
        let called_alike = |known: &Known| {
            alike(first, first_name(known.words))
                && !opposed(sex, known.sex)
                && !middles_differ(words, known.words)
        };
        let alike: Vec<usize> = shared.map_or_else(Vec::new, |s| {
            self.namesakes(s.last).filter(|e| called_alike(&self.known[*e])).collect()
        });
        let suffixed = |e: &&usize| suffix(self.known[**e].words) == suffix(words);
        let same = alike.iter().find(suffixed).copied();
        if let Some(entity) = same {
            self.names.insert((kind, words), entity);
            self.endings_of(words, entity);
            if words.len() > self.known[entity].words.len() {
                self.known[entity].words = words;
                self.entities[entity].name = plain(words);
            }
            return entity;
        }
        let entity = self.make(words, kind, sex, shared.map(|s| s.last));
        match (shared, alike.first()) {
            // Of father and son the one without a suffix is meant by the surname alone.
            (Some(shared), Some(_)) if !suffix(words).is_empty() => {
                self.known[entity].namesake = self.known[shared.last].namesake;
                self.known[shared.last].namesake = Some(entity);
            }
            (Some(shared), Some(other)) if shared.last == *other && !shared.many => {
                self.surnames.insert(last, Shared { last: entity, many: false });
            }
            _ => {
                self.surnames.insert(last, Shared { last: entity, many: shared.is_some() });
            }
        }
        self.endings_of(words, entity);
        if first != last {
            let many = self.first_names.contains_key(first);
            self.first_names.insert(first, Shared { last: entity, many });
        }
        entity
    }

    /// Remembers whom the last words of a full name mean.
    fn endings_of(&mut self, words: &str, entity: usize) {
        let parts: Vec<&str> = words.split_whitespace().filter(|word| !is_suffix(word)).collect();
        for from in 1..parts.len().saturating_sub(1) {
            let ending = parts[from..].join(" ").to_lowercase();
            let shared = self.endings.entry(ending).or_insert(Shared { last: entity, many: false });
            shared.many |= shared.last != entity;
        }
    }

    /// The place called `name`, made from the words of a dateline when it is new.
    pub fn place(&mut self, words: &'a str, name: String) -> usize {
        let known =
            self.entities.iter().position(|e| e.kind == EntityKind::Place && e.name == name);
        known.unwrap_or_else(|| {
            let entity = self.make(words, EntityKind::Place, Flags::default(), None);
            self.entities[entity].name = name;
            entity
        })
    }

    fn make(
        &mut self,
        words: &'a str,
        kind: EntityKind,
        sex: Flags,
        namesake: Option<usize>,
    ) -> usize {
        let entity = self.entities.len();
        self.entities.push(Entity { kind, name: plain(words), roles: Vec::new() });
        self.known.push(Known { words, sex, namesake });
        self.names.insert((kind, words), entity);
        entity
    }
}

/// Whether two first names may be one: equal, or one the initial of the other.
fn alike(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| {
        short.len() == 2
            && short.ends_with('.')
            && short.as_bytes().first() == long.as_bytes().first()
    };
    a == b || initial(a, b) || initial(b, a)
}

/// The words of a name with single blanks.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
