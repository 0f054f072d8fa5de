//! A source read to the right: names, pronouns and common nouns, and what opens a clause.

use crate::entities::EntityKind;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::person::title;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{PHRASE, Source, View, Who};

impl View<'_> {
    /// The source that begins at `at` and ends before `end`.
    pub fn source_from(&self, at: usize, end: usize) -> Option<Source> {
        if at >= end {
            return None;
        }
        let token = self.token(at);
        if token.is(Flags::PRONOUN) {
            return Some(Source { tokens: at..at + 1, who: Who::Pronoun });
        }
        // "although a critic complained"
        if token.kind == Kind::Lower && self.has(at, Class::PhraseStop) && !self.is(at, "that") {
            return None;
        }
        if let Some(mention) = self.person_behind(at, end) {
            return Some(self.named(mention));
        }
        let name = at + usize::from(token.is(Flags::ARTICLE) && at + 1 < end);
        let mention = self.mention(name).filter(|m| self.spots[*m].start == name);
        if let Some(mention) = mention {
            let behind = self.spots[mention].end;
            let owner = behind < end && self.token(behind).kind == Kind::Possessive;
            let noun = behind < end && self.token(behind).is(Flags::ROLE | Flags::THING);
            if !owner && !noun {
                return Some(self.named(mention));
            }
        }
        let mut stop = at;
        let mut noun = false;
        let mut capitals = true;
        while stop < end && stop - at < PHRASE && self.in_phrase(stop, noun) {
            noun |= self.is_noun(stop);
            capitals &= self.token(stop).is_name_like();
            stop += 1;
        }
        while stop > at && self.token(stop - 1).is(Flags::PREPOSITION | Flags::ARTICLE) {
            stop -= 1;
        }
        // "The businessman began his speech": what stands right behind the last noun is its verb.
        if let Some(last) = (at..stop).rev().find(|at| self.is_noun(*at))
            && last + 1 < stop
            && self.token(last + 1).kind == Kind::Lower
            && !self.token(last + 1).is(Flags::PREPOSITION | Flags::MODIFIER)
        {
            stop = last + 1;
        }
        // "said the chief executive, Jane Roe.", "said an engineer, Jane Roe."
        let agent = stop > at && title::is_agent(self, stop - 1);
        // "by his mate, Jane Roe": whatever hers is.
        let owned = matches!(self.cut(at), "his" | "her" | "their" | "its");
        if (noun || agent || owned && stop > at + 1)
            && stop + 1 < end
            && self.is(stop, ",")
            && let Some(mention) = self.mention(stop + 1).filter(|m| self.is_person(*m))
            && (self.spots[mention].end >= end || !self.token(self.spots[mention].end).is_word())
        {
            return Some(self.named(mention));
        }
        let who = match () {
            () if stop == at => return None,
            () if capitals && !noun && !token.is(Flags::FUNCTION | Flags::CALENDAR) => Who::Name,
            () if noun || token.is(Flags::ARTICLE) && stop > at + 1 => Who::Common,
            () => return None,
        };
        Some(Source { tokens: at..stop, who })
    }

    /// The person whose titles begin at `at`: "Unifor President Jerry Dias", "former president Ann Lee".
    fn person_behind(&self, at: usize, end: usize) -> Option<usize> {
        for next in at..end.min(at + 8) {
            if let Some(mention) = self.mention(next).filter(|m| self.is_person(*m)) {
                let behind = self.spots[mention].end;
                // "Dias's adviser", "a Dias adviser": the noun or the name behind it speaks.
                let bound = behind < end
                    && (self.token(behind).kind == Kind::Possessive
                        || self.token(behind).kind == Kind::Lower
                            && self.token(behind).is(Flags::ROLE | Flags::THING));
                if !bound {
                    return (self.spots[mention].start == next).then_some(mention);
                }
            }
            let token = self.token(next);
            let title = token.is(Flags::ROLE
                | Flags::MODIFIER
                | Flags::ARTICLE
                | Flags::NATION
                | Flags::ADDRESS);
            let of = matches!(self.cut(next), "of" | "State")
                && next > at
                && self.token(next - 1).is_name_like();
            let article = next == at && self.is(at, "the");
            // "Ohio's Ann Lee"
            let owner = token.kind == Kind::Possessive && next > at && !article;
            if !(title || token.is_name_like() || of || article || owner) {
                return None;
            }
        }
        None
    }

    /// The person behind a noun of any kind: said "retired carpenter Ann Lee".
    pub fn described(&self, at: usize, end: usize) -> Option<Source> {
        let last = end.min(at + 10);
        let person = |at: usize| self.mention(at).is_some_and(|m| self.is_person(m));
        let next = (at..last).find(|next| {
            let token = self.token(*next);
            let noun =
                token.kind == Kind::Lower && self.in_phrase(*next, false) && !token.is(Flags::CUE);
            let name = token.is_name_like() && !person(*next);
            // "Governor and party chairman Ann Lee"
            let and = self.is(*next, "and") && *next > at && self.is_title(*next - 1);
            let owner = token.kind == Kind::Possessive && *next > at;
            !(noun || name || and || owner || token.is(Flags::NATION))
        })?;
        let mention = self
            .mention(next)
            .filter(|m| self.is_person(*m) && self.spots[*m].start == next && next > at)?;
        let behind = self.spots[mention].end;
        (behind >= end || self.token(behind).kind != Kind::Possessive).then(|| self.named(mention))
    }

    fn is_title(&self, at: usize) -> bool {
        self.token(at).is(Flags::ROLE | Flags::ADDRESS)
    }

    /// Whether token `at` may go on a common-noun source read to the right.
    fn in_phrase(&self, at: usize, noun: bool) -> bool {
        let token = self.token(at);
        if token.kind == Kind::Possessive {
            return true;
        }
        if !token.is_word() || token.is(Flags::BETWEEN | Flags::CALENDAR | Flags::PRONOUN) {
            return false;
        }
        if token.is(Flags::CUE) && !token.is(Flags::BASE) {
            return false;
        }
        // "The candidate riffed", "Its hosts don't": a verb behind the noun ends it.
        let named = noun || at > 0 && self.token(at - 1).is_name_like();
        if named && token.kind == Kind::Lower && verbs::is_past(self.cut(at))
            || self.has(at, Class::IrregularPast)
            || self.cut(at).ends_with("n't")
            || self.cut(at).ends_with("n’t")
        {
            return false;
        }
        match self.cut(at) {
            _ if self.has(at, Class::NoPhrase) => false,
            "of" if at > 0 && matches!(self.cut(at - 1), "one" | "some" | "many" | "most") => true,
            "of" | "for" | "with" | "from" | "to" | "close" | "familiar" => noun,
            _ => true,
        }
    }

    /// What a clause opens with, behind a phrase of time or place: "In court, the judge".
    pub fn opening(&self, first: usize, end: usize) -> Option<Source> {
        let token = self.token(first);
        let adverbial = token.is(Flags::FUNCTION) && !token.is(Flags::ARTICLE | Flags::PRONOUN);
        let from = |at: usize| {
            let place =
                |s: &Source| matches!(s.who, Who::Mention(m) if self.kind(m) == EntityKind::Place);
            self.source_from(at, end).filter(|s| s.who != Who::Name && !place(s))
        };
        if !adverbial {
            return from(first);
        }
        (first..end).take(25).filter(|at| self.is(*at, ",")).find_map(|comma| from(comma + 1))
    }

    /// The subject of a clause for a participle or a cue further off: what begins it, else its first person.
    pub fn subject(&self, first: usize, end: usize) -> Option<Source> {
        let person = (first..end).find_map(|at| {
            let mention =
                self.mention(at).filter(|m| self.is_person(*m) && self.spots[*m].start == at)?;
            let behind = self.spots[mention].end;
            (behind >= end || self.token(behind).kind != Kind::Possessive).then_some((at, mention))
        });
        let pronoun = (first..end).find(|at| matches!(self.cut(*at), "he" | "she" | "He" | "She"));
        let opening =
            self.source_from(first, end).filter(|s| s.who != Who::Name && s.tokens.end < end);
        // "It rained", "I believe": nobody who could go on speaking.
        let opening = opening
            .filter(|s| !matches!(self.cut(s.tokens.start), "I" | "We" | "we" | "It" | "it"));
        match (opening, person, pronoun) {
            (Some(source), _, _) if source.who != Who::Common => Some(source),
            (_, Some((at, mention)), pronoun) if pronoun.is_none_or(|p| at < p) => {
                Some(self.named(mention))
            }
            (_, _, Some(at)) => Some(Source { tokens: at..at + 1, who: Who::Pronoun }),
            (opening, _, _) => opening,
        }
    }
}
