//! The subject of a verb, read to the left of it: over adverbs, appositions and relative clauses.

use crate::entities::classes::Class;
use crate::entities::lists::{self, Flags};
use crate::entities::tokens::Kind;
use crate::quotes::person::title;
use crate::quotes::source::within::Subject;
use crate::quotes::text::forms;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{PHRASE, Source, View, Who};
use std::ops::Range;

/// Longest apposition, in tokens, that is stepped over.
const APPOSITION: usize = 45;

/// Longest relative clause, in tokens, that is stepped over.
const RELATIVE: usize = 20;

impl View<'_> {
    /// The source of the verb at `cue`, its subject or the agent of its passive; and whether it is denied.
    pub fn source_to(&self, first: usize, cue: usize) -> Option<(Source, bool)> {
        if self.is_passive(first, cue) && !self.is_quoted(cue) {
            return self.agent_behind(cue).map(|source| (source, false));
        }
        self.subject_to(first, cue).filter(|(source, _)| !self.is_hypothetical(first, source))
    }

    /// Whether the subject is somebody's and the word at `cue` its verb.
    pub(super) fn may_speak(&self, first: usize, source: &Source, cue: usize) -> bool {
        let noun = self.has(cue, Class::PluralLike) && self.is_plural_noun(source, cue);
        !noun && !self.is_hypothetical(first, source)
    }

    /// Whether nobody says it: "if the governor says", "nobody has said".
    pub fn is_hypothetical(&self, first: usize, source: &Source) -> bool {
        let start = source.tokens.start;
        let condition = |at: usize| self.has(at, Class::Condition) && self.mention(at).is_none();
        let nobody = self.has(start, Class::Nobody)
            || condition(start)
            || matches!(self.cut(start), "No" | "no")
            || start > first && matches!(self.cut(start - 1), "No" | "no");
        // Over the titles of a name: "if Governor Jane Roe says".
        let title = |at: &usize| {
            let token = self.token(*at);
            token.is_name_like() && !condition(*at)
                || token.is(Flags::ROLE | Flags::MODIFIER | Flags::ARTICLE)
        };
        let lowest = first.max(start.saturating_sub(8));
        let before = (lowest..start).rev().find(|at| !title(at));
        nobody || before.is_some_and(condition)
    }

    /// The subject of the verb at `cue`, not before `first`; and whether the verb is denied.
    pub fn subject_to(&self, first: usize, cue: usize) -> Option<(Source, bool)> {
        let mut end = cue;
        let mut negated = false;
        while end > first && cue - end < 6 && self.is_between(end - 1) {
            end -= 1;
            negated |= self.token(end).is(Flags::NEGATION);
        }
        // "Dias on Friday announced", "Dias late Thursday night announced"
        end = self.before_time(first, end);
        // "Dias went on to say"
        if end >= first + 4
            && self.is(end - 1, "to")
            && self.is(end - 2, "on")
            && matches!(self.cut(end - 3), "went" | "goes")
        {
            end -= 3;
        }
        // "Dias had this to say"
        if end >= first + 3 && self.is(end - 1, "to") {
            let had = end - 2 - usize::from(matches!(self.cut(end - 2), "this" | "that" | "only"));
            if matches!(self.cut(had), "had" | "has" | "have") && had > first {
                end = had;
            }
        }
        if end == first || self.token(end - 1).kind == Kind::Possessive {
            return None;
        }
        let last = end - 1;
        let source = if self.parts(last) {
            self.over_apposition(first, last)
        } else if matches!(self.cut(last), "who" | "which") {
            self.relative_at(first, last)
        } else {
            let near = self.ending_at(first, end);
            // "Someone who saw the letter said": the letter is what was seen.
            let seen = near.as_ref().and_then(|near| self.before_relative(first, near));
            seen.or(near).or_else(|| self.over_relative(first, end))
        };
        let source = match source.and_then(|source| self.no_adverbial(first, source)) {
            Some(Subject::Is(source)) => Some(source),
            Some(Subject::EndsAt(before)) => {
                return self.subject_to(first, before).filter(|(s, _)| self.agrees(s, cue));
            }
            None => None,
        };
        source.filter(|s| self.agrees(s, cue)).map(|s| (s, negated))
    }

    /// "Who" or "which" at `last` with what stands before it, not before `first`.
    pub(super) fn relative_at(&self, first: usize, last: usize) -> Option<Source> {
        let before = if last > first && self.parts(last - 1) { last - 1 } else { last };
        let tokens = last..last + 1;
        self.ending_at(first, before).map(|source| match source.who {
            Who::Mention(mention) => Source { tokens, who: Who::Relative(mention) },
            Who::Common => {
                let Range { start, end } = source.tokens;
                Source { tokens, who: Who::Phrase(start, end) }
            }
            _ => Source { tokens, who: Who::Pronoun },
        })
    }

    /// Where the words of a time end that stand before `end`: the token ahead of them begins no such words.
    fn before_time(&self, first: usize, end: usize) -> usize {
        let last = |at: usize| at.checked_sub(1).filter(|last| *last > first);
        let mut at = end;
        if let Some(part) = last(at)
            && matches!(self.cut(part), "night" | "morning" | "afternoon" | "evening")
        {
            at = part;
        }
        let Some(day) = last(at).filter(|day| self.token(*day).is(Flags::CALENDAR)) else {
            return end;
        };
        at = day;
        while let Some(word) = last(at)
            && matches!(self.cut(word), "on" | "late" | "early" | "last" | "this")
        {
            at = word;
        }
        at
    }

    /// A base form is a noun unless many speak or an auxiliary precedes it.
    fn agrees(&self, source: &Source, cue: usize) -> bool {
        // "A previous question", "his secretary of state": the words before the noun are no source.
        let last = self.token(source.tokens.end - 1);
        let cut = source.who == Who::Common
            && last.is(Flags::PREPOSITION | Flags::MODIFIER | Flags::ARTICLE)
            && !last.is(Flags::ROLE | Flags::THING | Flags::PRONOUN)
            && !self.has(source.tokens.end - 1, Class::Speaking);
        if cut || self.has(cue, Class::PluralLike) && self.is_plural_noun(source, cue) {
            return false;
        }
        // The past of "put" looks like its base.
        !self.token(cue).is(Flags::BASE)
            || self.is(cue, "put") && self.is(cue + 1, "it")
            || self.is(cue, "read") && self.tokens.all.get(cue + 1).is_none_or(|t| !t.is_word())
            || source.tokens.end != cue
            || self.is_many(source)
    }

    /// Whether the third person at `cue` is rather a noun of many: "asylum claims over", "two long reports".
    fn is_plural_noun(&self, source: &Source, cue: usize) -> bool {
        let Source { tokens, who } = source;
        let hangs = self.tokens.all.get(cue + 1).is_some_and(|next| {
            let word = next.span.cut(self.text);
            let taken = verbs::of(self.cut(cue)).is_some_and(|verb| verb.takes_preposition(word));
            !taken && (next.is(Flags::PREPOSITION) || self.has(cue + 1, Class::Tail))
        });
        match who {
            Who::Mention(_) | Who::Relative(_) | Who::Phrase(..) | Who::Pronoun => false,
            // "Asylum claims": a capital that the beginning of the sentence gave.
            Who::Name => {
                let opens = tokens.start == 0 || !self.token(tokens.start - 1).is_word();
                hangs || opens && tokens.len() == 1
            }
            Who::Common => {
                // The noun of the phrase speaks: "the head of the firm claims", not "the firm played down fears".
                let link =
                    |at: &usize| *at > tokens.start && self.token(*at).is(Flags::PREPOSITION);
                let head = tokens.clone().find(link).unwrap_or(tokens.end) - 1;
                let noun = |at: usize| self.is_noun(at) || title::is_agent(self, at);
                hangs || !noun(head)
            }
        }
    }

    /// Whether a source is several, as its noun before "of", "to" or "in" tells: "aides to Roe", "one in five".
    pub fn is_many(&self, source: &Source) -> bool {
        let tokens = source.tokens.clone();
        let first = tokens.start;
        if self.token(first).is(Flags::PRONOUN) {
            return true;
        }
        let links = |at: &usize| {
            *at > first
                && (self.token(*at).is(Flags::PREPOSITION)
                    || matches!(self.cut(*at), "of" | "to" | "in" | "who" | "like" | "for"))
        };
        let noun = tokens.clone().find(links).unwrap_or(tokens.end) - 1;
        let word = self.cut(noun).to_ascii_lowercase();
        let kind = self.token(noun).kind;
        let plural = word.ends_with('s') && !word.ends_with("ss") && kind != Kind::Possessive;
        let named = matches!(source.who, Who::Mention(_) | Who::Name);
        plural && !named || word == "%" || lists::has(&word, Class::Many)
    }

    /// Whether a verb or "that" follows, so that the words before are the subject of a clause.
    pub fn opens_predicate(&self, at: usize) -> bool {
        let token = self.token(at);
        let verb = token.is(Flags::BETWEEN) && !token.is(Flags::CALENDAR | Flags::MODIFIER);
        verb && !self.has(at, Class::NoPredicate) || token.is(Flags::NEGATION)
    }

    fn is_between(&self, at: usize) -> bool {
        let token = self.token(at);
        let word = self.cut(at);
        token.is(Flags::BETWEEN | Flags::NEGATION)
            || matches!(word, "however" | "too")
            || token.kind == Kind::Lower
                && (forms::is_adverb(word) || word.ends_with("n't") || word.ends_with("n’t"))
    }

    /// "Jerry Dias, head of Unifor, Canada's largest union, said": the nearest person before a comma, else what
    /// begins the clause.
    pub(super) fn over_apposition(&self, first: usize, last: usize) -> Option<Source> {
        let lowest = first.max(last.saturating_sub(APPOSITION));
        let mut commas = (lowest..last).rev().filter(|at| *at > first && self.parts(*at));
        let person = commas.find_map(|at| {
            // "Roe of Portunion, the country's largest union, said"
            let last = self.mention(at - 1)?;
            let of = self.spots[last].start.checked_sub(2).filter(|of| {
                *of >= first && matches!(self.cut(*of + 1), "of" | "from") && !self.is_person(last)
            });
            if let Some(mention) = of.and_then(|of| self.mention(of)).filter(|m| self.is_person(*m))
            {
                return Some(mention);
            }
            let mention = last;
            (self.is_person(mention)
                && self.spots[mention].end == at
                && !self.bound(first, mention))
            .then_some(mention)
        });
        // "The head of Unifor, Jerry Dias, said": the comma stands behind the name.
        let direct = self
            .mention(last.wrapping_sub(1))
            .filter(|m| self.is_person(*m) && self.spots[*m].end == last);
        // "Roe, editor of the harbour's paper, The Gull, said": but what she is stands behind the first name.
        let role = |mention: &usize| {
            let comma = self.spots[*mention].end;
            (comma + 1..last.min(comma + 6)).any(|at| self.token(at).is(Flags::ROLE))
        };
        if let Some(mention) = person.filter(role).or(direct).or(person) {
            return Some(self.named(mention));
        }
        // The same for a name that is no entity, when the apposition says what the person is.
        let told = |comma: usize| {
            let role =
                |at: usize| self.token(at).is(Flags::ROLE) && self.token(at).kind == Kind::Lower;
            self.token(comma - 1).is_name_like()
                && self.mention(comma - 1).is_none()
                && (comma + 1..last.min(comma + 6)).any(role)
        };
        let mut commas = (lowest + 1..last).rev().filter(|at| self.is(*at, ","));
        if let Some(source) = commas.find(|at| told(*at)).and_then(|at| self.ending_at(first, at)) {
            return Some(source);
        }
        let whole = self.source_from(lowest, last)?;
        (whole.tokens.end < last && self.parts(whole.tokens.end) && lowest == first)
            .then_some(whole)
    }

    /// "An official who spoke on condition of anonymity said": who stands before the relative clause.
    fn over_relative(&self, first: usize, end: usize) -> Option<Source> {
        let lowest = (first + 1).max(end.saturating_sub(RELATIVE));
        let who = (lowest..end)
            .rev()
            .take_while(|at| self.token(*at).is_word())
            .find(|at| self.is(*at, "who"))?;
        self.ending_at(first, who)
    }

    /// Who stands before the relative clause that `near` ends: "an aide who met the mayor said".
    fn before_relative(&self, first: usize, near: &Source) -> Option<Source> {
        let start = near.tokens.start;
        let lowest = (first + 1).max(start.saturating_sub(RELATIVE));
        let who = (lowest..start)
            .rev()
            .take_while(|at| self.token(*at).is_word())
            .find(|at| self.is(*at, "who"))?;
        let verb = |at: usize| {
            let token = self.token(at);
            let title = Flags::ROLE | Flags::ARTICLE | Flags::MODIFIER | Flags::NATION;
            token.kind == Kind::Lower && !token.is(title)
        };
        // "Someone who says the letter said so"
        let said = (who + 1..start).any(|at| self.token(at).is(Flags::BARE));
        if said || !(who + 1..start).any(verb) || near.who == Who::Pronoun {
            return None;
        }
        self.ending_at(first, who)
    }

    /// Whether a mention hangs on a noun before it: "a spokesman for Dias".
    fn bound(&self, first: usize, mention: usize) -> bool {
        self.hangs(first, self.spots[mention].start)
    }

    /// Whether the name at `start` hangs on a noun before it: "sources inside the Treasury".
    fn hangs(&self, first: usize, start: usize) -> bool {
        let article = start > first && matches!(self.cut(start - 1), "the" | "a" | "an");
        let start = start - usize::from(article);
        let inside = |at: &usize| {
            let token = self.token(*at);
            let verb = token.is(Flags::CUE) && !token.is(Flags::BASE | Flags::THING);
            token.is_word() && !verb && !token.is(Flags::PRONOUN)
        };
        start >= first + 2
            && self.has(start - 1, Class::Link)
            && (first.max(start.saturating_sub(PHRASE))..start - 1)
                .rev()
                .take_while(inside)
                .any(|at| self.is_noun(at))
    }

    /// The source whose last token stands before `end`.
    pub(super) fn ending_at(&self, first: usize, end: usize) -> Option<Source> {
        let last = end.checked_sub(1).filter(|at| *at >= first)?;
        let token = self.token(last);
        if token.is(Flags::PRONOUN) {
            return Some(Source { tokens: last..end, who: Who::Pronoun });
        }
        if self.has(last, Class::Speaking) {
            return Some(Source { tokens: last..end, who: Who::Common });
        }
        if let Some(mention) = self
            .mention(last)
            .filter(|m| self.spots[*m].end == end && self.spots[*m].start >= first)
        {
            if let Some(person) = self.belongs(first, self.spots[mention].start) {
                return Some(self.named(person));
            }
            if !self.bound(first, mention) {
                return Some(self.named(mention));
            }
        } else if token.is_name_like() {
            let mut start = last;
            while start > first
                && self.token(start - 1).is_name_like()
                && self.mention(start - 1).is_none()
            {
                start -= 1;
            }
            while start < last && self.token(start).is(Flags::FUNCTION | Flags::CALENDAR) {
                start += 1;
            }
            // "Cuban said" is a name, "the Canadian said" and "an angry German said" are none.
            let bare = start == last && (start == first || !self.token(start - 1).is_word());
            let plain = !(start..end).any(|at| {
                let token = self.token(at);
                token.is(Flags::ROLE | Flags::THING | Flags::CALENDAR | Flags::FUNCTION)
                    || token.is(Flags::NATION) && !bare
            });
            if plain && !self.hangs(first, start) {
                return Some(Source { tokens: start..end, who: Who::Name });
            }
        }
        let source = self.common_to(first, end)?;
        // "Ann Lee of the city's law school said"
        let person = self.belongs(first, source.tokens.start);
        Some(person.map_or(source, |person| self.named(person)))
    }

    /// A common-noun source read to the left: "the head of the company", "people familiar with the talks".
    pub fn common_to(&self, first: usize, end: usize) -> Option<Source> {
        let lowest = first.max(end.saturating_sub(PHRASE));
        let mut noun = None;
        let mut start = None;
        let mut at = end;
        while at > lowest {
            at -= 1;
            let token = self.token(at);
            if token.is(Flags::ARTICLE) {
                if self.is(at, "that") && start.is_none() && noun.is_none() {
                    return None;
                }
                start = Some(at);
                let hangs = at >= lowest + 2
                    && self.has(at - 1, Class::Link)
                    && !self.is(at - 1, "by")
                    && (lowest.max(at.saturating_sub(5))..at - 1)
                        .any(|n| self.is_noun(n) || self.token(n).is(Flags::ARTICLE))
                    && !self.token(at - 2).is(Flags::CUE);
                if !hangs {
                    break;
                }
                // "Leaders of the countries": the phrase begins further to the left.
                start = None;
                continue;
            }
            if self.is_noun(at) {
                noun = Some(at);
            }
            let verb = token.is(Flags::CUE) && !token.is(Flags::BASE)
                || token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER);
            let stops = self.has(at, Class::PhraseStop);
            if token.kind != Kind::Possessive
                && (!token.is_word() || token.is(Flags::PRONOUN) || verb || stops)
            {
                break;
            }
            // "Canada's trade minister": the owner begins the phrase.
            if token.kind == Kind::Possessive && at > lowest {
                let owner =
                    self.mention(at - 1).map_or(at - 1, |m| self.spots[m].start.max(lowest));
                if self.token(owner).is_name_like() {
                    start = Some(owner);
                    break;
                }
            }
        }
        let start = match (start, noun) {
            (Some(start), _) => start,
            (None, Some(noun)) => {
                let before = |at: usize| {
                    let token = self.token(at);
                    token.is(Flags::MODIFIER | Flags::NATION | Flags::ROLE)
                        || self.mention(at).is_some()
                };
                let mut start = noun;
                while start > lowest && (before(start - 1) || self.is_noun_part(first, start - 1)) {
                    start -= 1;
                }
                start
            }
            (None, None) => return None,
        };
        let long_enough = end - start > 1 || noun.is_some();
        long_enough.then_some(Source { tokens: start..end, who: Who::Common })
    }

    /// Whether the word may be a noun or an adjective before a noun: "staff members", "angry residents".
    fn is_noun_part(&self, first: usize, at: usize) -> bool {
        let token = self.token(at);
        let opening = token.kind == Kind::Capital && at == first;
        let word = self.cut(at).to_lowercase();
        let other = Flags::PREPOSITION | Flags::BETWEEN | Flags::CALENDAR | Flags::PRONOUN;
        let other = other | Flags::FUNCTION | Flags::CUE | Flags::NEGATION | Flags::PARTICLE;
        (token.kind == Kind::Lower || opening)
            && !token.is(other)
            && verbs::of(&word).is_none()
            && !forms::is_closed(&word)
            && !forms::is_verb(&word)
    }
}
