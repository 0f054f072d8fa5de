//! Runs of capitalised words in a sentence, cut into names by what stands in and around them.

use super::EntityKind;
use super::lists::{self, Flags};
use super::tokens::{Kind, Token};
use std::ops::Range;

/// A possible name.
pub(crate) struct Run {
    /// Its tokens, numbered within the article.
    pub tokens: Range<usize>,
    /// Kind, when the words themselves or their neighbours settle it.
    pub sure: Option<EntityKind>,
    /// Kind, when no other name of the document explains the words.
    pub otherwise: Option<EntityKind>,
    pub confidence: f32,
    /// [`Flags::MAN`], [`Flags::WOMAN`] or neither.
    pub sex: Flags,
    /// Token of the acronym introduced in brackets behind the name.
    pub acronym: Option<usize>,
    /// Beside a verb of saying or behind a form of address.
    pub speaks: bool,
}

/// Last words of long forms that stand for no organisation.
const NOT_BODIES: &[&str] = &[
    "Agreement",
    "Treaty",
    "Act",
    "Accord",
    "Plan",
    "Program",
    "Programme",
    "Disorder",
    "Syndrome",
    "Virus",
    "Zone",
    "System",
    "Index",
    "Disease",
    "Partnership",
];

/// "al-Maliki", "el-Sisi": a small letter begins this part of a name.
fn is_arabic(word: &str) -> bool {
    let rest = word.strip_prefix("al-").or_else(|| word.strip_prefix("el-"));
    rest.is_some_and(|r| r.starts_with(char::is_uppercase))
}

/// Finds the names of one sentence.
pub(crate) struct Finder<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub sentence: Range<usize>,
    pub out: &'a mut Vec<Run>,
}

impl Finder<'_> {
    pub fn find(&mut self) {
        let mut at = self.sentence.start;
        while at < self.sentence.end {
            if !self.tokens[at].is_name_like() || matches!(self.cut(at), "I" | "I.") {
                at += 1;
                continue;
            }
            let end = self.extend(at);
            let initial = at == self.sentence.start
                || self.tokens[at - 1].kind == Kind::Mark
                || matches!(self.cut(at - 1), "." | "?" | "!" | ":");
            at = self.classify(at, end, initial).max(end);
        }
    }

    fn cut(&self, at: usize) -> &str {
        self.tokens[at].span.cut(self.text)
    }

    /// The written words of tokens `from..to`.
    fn words(&self, from: usize, to: usize) -> &str {
        &self.text[self.tokens[from].span.start..self.tokens[to - 1].span.end]
    }

    /// Token `at` when it belongs to the sentence.
    fn get(&self, at: usize) -> Option<&Token> {
        self.tokens[..self.sentence.end].get(at)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|t| t.span.cut(self.text) == word)
    }

    fn before(&self, at: usize, back: usize) -> Option<&Token> {
        at.checked_sub(back).filter(|p| *p >= self.sentence.start).map(|p| &self.tokens[p])
    }

    /// Whether only white space parts token `at` from the one before it.
    fn joined(&self, at: usize) -> bool {
        let gap = &self.text.as_bytes()[self.tokens[at - 1].span.end..self.tokens[at].span.start];
        !gap.is_empty() && gap.iter().all(u8::is_ascii_whitespace)
    }

    fn name_at(&self, at: usize) -> bool {
        let named = |t: &Token| t.is_name_like() || is_arabic(t.span.cut(self.text));
        self.get(at).is_some_and(named) && self.joined(at)
    }

    /// End of the run of capitalised words that begins at `at`.
    fn extend(&self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            let particle =
                |at: usize| self.get(at).is_some_and(|t| t.is(Flags::PARTICLE)) && self.joined(at);
            let inner = particle(end) || self.is(end, "&") && self.joined(end);
            let after = end + 1 + usize::from(particle(end + 1));
            let suffix = self.is(end, ",")
                && (self.is(end + 1, "Inc.")
                    || self.is(end + 1, "Jr.")
                    || self.is(end + 1, "Ltd."));
            if self.name_at(end) {
                end += 1;
            } else if inner && self.name_at(after) {
                end = after + 1;
            } else if suffix {
                end += 2;
            } else {
                return end;
            }
        }
    }

    /// Cuts the run `from..to` into names; returns the token behind the last one.
    fn classify(&mut self, mut from: usize, mut to: usize, mut initial: bool) -> usize {
        let whole = self.known(from, to).is_some_and(|(end, _)| end == to);
        while !whole && from < to {
            let word = self.tokens[from];
            let given = word.is(Flags::FIRST) && !initial && to - from > 1;
            let empty = initial && word.is(Flags::FUNCTION) && self.known(from, to).is_none()
                || word.is(Flags::ARTICLE);
            if !empty && (!word.is(Flags::CALENDAR) || given) {
                break;
            }
            initial &= word.is(Flags::CALENDAR);
            from += 1;
        }
        // "Secretary of State Paul Winter"
        if from + 1 < to && self.is(from, "State") && self.of_role(from) {
            from += 1;
        }
        while to > from + 1 && self.tokens[to - 1].is(Flags::CALENDAR) {
            if self.tokens[to - 2].is(Flags::FIRST | Flags::ROLE | Flags::ADDRESS) {
                break;
            }
            to -= 1;
        }
        if from >= to {
            return to;
        }
        if let Some((end, kind)) = self.known(from, to).filter(|(end, _)| *end == to) {
            self.listed(from, end, kind, initial);
            return to;
        }
        if let Some(end) = self.organization(from, to) {
            return end;
        }
        if self.titled(from, to) || self.given(from, to, initial) {
            return to;
        }
        if let Some((end, kind)) = self.known(from, to)
            && self.cut(from).contains('.')
        {
            self.push(from, end, Some(kind), 0.8);
            return self.classify(end, to, false);
        }
        self.weak(from, to);
        to
    }

    /// The longest listed name that begins at `from`.
    fn known(&self, from: usize, to: usize) -> Option<(usize, EntityKind)> {
        let most = if self.tokens[from].is(Flags::LONGER) { 5.min(to - from) } else { 1 };
        (1..=most).rev().find_map(|n| {
            let flags = match n {
                1 => self.tokens[from].flags,
                _ => lists::flags(self.words(from, from + n)),
            };
            let kind = if flags.any(Flags::PLACE) {
                EntityKind::Place
            } else if flags.any(Flags::ORGANIZATION) {
                EntityKind::Organization
            } else {
                return None;
            };
            Some((from + n, kind))
        })
    }

    fn listed(&mut self, from: usize, to: usize, kind: EntityKind, initial: bool) {
        let located =
            kind == EntityKind::Place && self.before(from, 1).is_some_and(|t| self.locates(t));
        if located || to - from > 1 {
            self.push(from, to, Some(kind), 0.95);
            return;
        }
        // One word may still be somebody's surname, or a first name.
        let first = self.tokens[from].is(Flags::FIRST);
        let run = self.push(from, to, None, if initial { 0.75 } else { 0.85 });
        run.otherwise = (!first).then_some(kind);
        run.speaks = false;
    }

    fn locates(&self, token: &Token) -> bool {
        matches!(token.span.cut(self.text), "in" | "at" | "from" | "In" | "At" | "From")
    }

    /// A name with a keyword of organisations in it.
    fn organization(&mut self, from: usize, to: usize) -> Option<usize> {
        let key = (from..to).rev().find(|k| self.tokens[*k].is(Flags::ORGANIZATION_KEY))?;
        let person = self.tokens[from].is(Flags::FIRST | Flags::ADDRESS) && to - from == 2;
        if person {
            return None;
        }
        if key + 1 < to {
            let next = self.tokens[key + 1];
            if key == from || !next.is(Flags::ROLE | Flags::ADDRESS | Flags::FIRST) {
                return None;
            }
            self.push(from, key + 1, Some(EntityKind::Organization), 0.85);
            return Some(self.classify(key + 1, to, false));
        }
        let end = self.of(to);
        if end == to && key == from {
            return Some(to);
        }
        let acronym = self.acronym(from, end);
        self.push(from, end, Some(EntityKind::Organization), 0.9).acronym = acronym;
        Some(end)
    }

    /// Goes on over "of Finance", "for Trade and Industry", "on the Environment" behind a keyword.
    fn of(&self, to: usize) -> usize {
        if !["of", "for", "on", "de"].iter().any(|w| self.is(to, w)) {
            return to;
        }
        let start = to + 1 + usize::from(self.is(to + 1, "the"));
        if !self.name_at(start)
            || self.tokens[start].is(Flags::CALENDAR | Flags::ADDRESS | Flags::ROLE)
        {
            return to;
        }
        let end = self.extend(start);
        let plain = |at: usize| {
            !self.tokens[at]
                .is(Flags::FIRST | Flags::PLACE | Flags::ORGANIZATION_KEY | Flags::ORGANIZATION)
        };
        if self.is(end, "and") && self.name_at(end + 1) && plain(start) && plain(end + 1) {
            let more = self.extend(end + 1);
            let verb = self.get(more).is_some_and(|t| t.is(Flags::CUE));
            if !verb && (end + 1..more).all(plain) {
                return more;
            }
        }
        end
    }

    /// "Trade Minister Helena Brandt", "Mr. Dias", "Prime Minister".
    fn titled(&mut self, from: usize, to: usize) -> bool {
        let title = |t: &Token| t.is(Flags::ROLE | Flags::ADDRESS);
        let Some(first) = (from..to).find(|k| title(&self.tokens[*k])) else { return false };
        if self.tokens[from].is(Flags::FIRST) && first > from {
            return false;
        }
        let Some(last) = (from..to).rev().find(|k| title(&self.tokens[*k])) else { return false };
        if first > from {
            match self.known(from, first) {
                Some((end, kind)) => {
                    self.push(from, end, Some(kind), 0.85);
                }
                None => {
                    self.push(from, first, None, 0.8);
                }
            }
        }
        let name = last + 1;
        if name >= to || to - name > 4 || self.tokens[name].is(Flags::NATION) {
            return true;
        }
        let sex = self.sex(last..to);
        let (sure, confidence) =
            if to - name > 1 { (Some(EntityKind::Person), 0.95) } else { (None, 0.85) };
        let run = self.push(name, to, sure, confidence);
        run.otherwise = Some(EntityKind::Person);
        run.sex = sex;
        run.speaks = true;
        true
    }

    /// A person by the first name, or by initials.
    fn given(&mut self, from: usize, to: usize, initial: bool) -> bool {
        let named = |k: &usize| self.tokens[*k].is(Flags::FIRST) && *k + 1 < to && to - *k <= 5;
        let Some(mut name) = (from..to).find(named) else {
            let cut = self.cut(from);
            let initials = cut.ends_with('.')
                && cut.len() <= 4
                && !self.tokens[from].is(Flags::PLACE | Flags::CALENDAR);
            if initials && to - from > 1 && to - from <= 4 {
                self.push(from, to, Some(EntityKind::Person), 0.7);
            }
            return initials;
        };
        let mut confidence = 0.9;
        if name > from {
            match self.known(from, name) {
                Some((end, kind)) if end == name => {
                    self.push(from, end, Some(kind), 0.8);
                }
                // "Secretary of State Paul Winter", "Yesterday Paul Winter", "French Paul Winter".
                _ if initial || self.tokens[from].is(Flags::NATION) || self.of_role(from) => {}
                _ if to - from <= 3 => (name, confidence) = (from, 0.6),
                _ => confidence = 0.6,
            }
        }
        let sex = self.sex(name..name + 1);
        self.push(name, to, Some(EntityKind::Person), confidence).sex = sex;
        true
    }

    fn sex(&self, range: Range<usize>) -> Flags {
        let known = |t: &Token| t.is(Flags::MAN | Flags::WOMAN);
        self.tokens[range].iter().find(|t| known(t)).map_or(Flags::default(), |t| t.flags)
    }

    /// Words without evidence of their own: the neighbours may give some, else only linking helps.
    fn weak(&mut self, from: usize, to: usize) {
        if to - from > 5 {
            return;
        }
        let acronym = self.acronym(from, to);
        let age = self.is(to, ",")
            && self.get(to + 1).is_some_and(|t| t.kind == Kind::Number)
            && self.is(to + 2, ",");
        let placed = self.before(from, 1).is_some_and(|t| self.locates(t))
            && self.is(to, ",")
            && self.get(to + 1).is_some_and(|t| t.is(Flags::PLACE) && t.is_name_like());
        let role_of =
            self.of_role(from) && self.before(from, 2).is_some_and(|t| t.kind == Kind::Lower);
        let (sure, confidence) = match () {
            () if acronym.is_some() => (Some(EntityKind::Organization), 0.75),
            () if placed => (Some(EntityKind::Place), 0.7),
            () if self.apposed(from, to) => (Some(EntityKind::Person), 0.65),
            () if age && (2..=4).contains(&(to - from)) => (Some(EntityKind::Person), 0.7),
            () => (None, 0.85),
        };
        let run = self.push(from, to, sure, confidence);
        run.acronym = acronym;
        run.otherwise = role_of.then_some(EntityKind::Organization);
    }

    /// Whether "…, vice chairman of …" stands behind two to four words that may be a person's name.
    fn apposed(&self, from: usize, to: usize) -> bool {
        let plain = |t: &Token| {
            t.kind == Kind::Capital
                && !t.is(Flags::NATION | Flags::FUNCTION | Flags::PLACE | Flags::ROLE)
        };
        let free = self.before(from, 1).is_none_or(|t| !t.is(Flags::PREPOSITION));
        if !(2..=4).contains(&(to - from))
            || !free
            || !self.is(to, ",")
            || !self.tokens[from..to].iter().all(plain)
        {
            return false;
        }
        let last = self.sentence.end.min(to + 6);
        let mut words = self.tokens[to + 1..last.max(to + 1)]
            .iter()
            .take_while(|t| t.is_word() && !t.is(Flags::PREPOSITION));
        words.any(|t| {
            t.kind == Kind::Lower && t.is(Flags::ROLE) && !t.span.cut(self.text).ends_with('s')
        })
    }

    /// Whether "head of", "Secretary of" and the like stand before `at`.
    fn of_role(&self, at: usize) -> bool {
        self.before(at, 1).is_some_and(|t| matches!(t.span.cut(self.text), "of" | "for" | "at"))
            && self.before(at, 2).is_some_and(|t| t.is(Flags::ROLE))
    }

    /// The acronym in brackets behind `from..to` when its letters are the initials of the words.
    fn acronym(&self, from: usize, to: usize) -> Option<usize> {
        let short = to + 1;
        let bracketed = self.is(to, "(") && self.is(to + 2, ")") && to - from > 1;
        if !bracketed
            || self.tokens[short].kind != Kind::Capitals
            || NOT_BODIES.contains(&self.cut(to - 1))
        {
            return None;
        }
        let mut initials =
            self.words(from, to).split([' ', '-', '\n']).filter_map(|w| w.chars().next());
        let mut letters = self.cut(short).chars().filter(|c| c.is_alphabetic());
        letters.all(|c| initials.any(|i| i == c)).then_some(short)
    }

    fn push(
        &mut self,
        from: usize,
        to: usize,
        sure: Option<EntityKind>,
        confidence: f32,
    ) -> &mut Run {
        let says = |t: Option<&Token>| t.is_some_and(|t| t.is(Flags::CUE) && !t.is(Flags::BASE));
        let speaks = says(self.get(to)) || says(self.before(from, 1));
        self.out.push(Run {
            tokens: from..to,
            sure,
            otherwise: None,
            confidence,
            sex: Flags::default(),
            acronym: None,
            speaks,
        });
        let last = self.out.len() - 1;
        &mut self.out[last]
    }
}
