//! Who stands beside a cue: names, pronouns and common nouns, read to the right or to the left.

use super::cues;
use crate::article::{Article, Span};
use crate::entities::lists::Flags;
use crate::entities::tokens::{Kind, Token, Tokens};
use crate::entities::{Entities, EntityKind};
use std::ops::Range;

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Number of the mention.
    Mention(usize),
    /// "Who" behind this mention.
    Relative(usize),
    /// Capitalised words that are no known entity.
    Name,
    Pronoun,
    /// A common noun with what belongs to it.
    Common,
}

/// Words that name the source of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub tokens: Range<usize>,
    pub who: Who,
}

/// Longest apposition, in tokens, that is stepped over.
const APPOSITION: usize = 45;
/// Longest common-noun source, in tokens.
const PHRASE: usize = 14;

/// Longest relative clause, in tokens, that is stepped over.
const RELATIVE: usize = 20;

/// An article laid out for reading sources.
pub(super) struct View<'a> {
    pub text: &'a str,
    pub tokens: &'a Tokens,
    pub entities: &'a Entities,
    /// Tokens of each mention; empty for one outside the body.
    pub spots: Vec<Range<usize>>,
    /// For each token the number of its mention plus one, or 0.
    mention_at: Vec<u32>,
}

impl<'a> View<'a> {
    pub fn new(article: &'a Article, tokens: &'a Tokens, entities: &'a Entities) -> View<'a> {
        let all = &tokens.all;
        let mut mention_at = vec![0; all.len()];
        let mut spots = Vec::with_capacity(entities.mentions.len());
        let mut at = 0;
        for (number, mention) in entities.mentions.iter().enumerate() {
            while at < all.len() && all[at].span.start < mention.span.start {
                at += 1;
            }
            let first = at;
            while at < all.len() && all[at].span.end <= mention.span.end {
                mention_at[at] = number as u32 + 1;
                at += 1;
            }
            // "Comey Jr., the director, said"
            if at > first
                && all.get(at).is_some_and(|t| {
                    matches!(t.span.cut(&article.text), "Jr." | "Jr" | "Sr." | "Sr" | "III")
                })
            {
                mention_at[at] = number as u32 + 1;
                at += 1;
            }
            spots.push(first..at);
        }
        View { text: &article.text, tokens, entities, spots, mention_at }
    }

    pub fn token(&self, at: usize) -> &Token {
        &self.tokens.all[at]
    }

    pub fn cut(&self, at: usize) -> &'a str {
        self.token(at).span.cut(self.text)
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.all.get(at).is_some_and(|t| t.span.cut(self.text) == word)
    }

    pub fn span(&self, tokens: Range<usize>) -> Span {
        let (first, last) = (self.token(tokens.start).span, self.token(tokens.end - 1).span);
        Span::new(first.start, last.end)
    }

    pub fn mention(&self, at: usize) -> Option<usize> {
        self.mention_at.get(at).and_then(|m| (*m as usize).checked_sub(1))
    }

    pub fn kind(&self, mention: usize) -> EntityKind {
        self.entities.entities[self.entities.mentions[mention].entity].kind
    }

    pub fn is_person(&self, mention: usize) -> bool {
        self.kind(mention) == EntityKind::Person
    }

    pub fn named(&self, mention: usize) -> Source {
        Source { tokens: self.spots[mention].clone(), who: Who::Mention(mention) }
    }

    /// A comma, dash or bracket, beside which an apposition may stand.
    pub fn parts(&self, at: usize) -> bool {
        matches!(self.cut(at), "," | "(" | ")" | "-" | "–" | "—")
    }

    /// The source that begins at `at` and ends before `end`.
    pub fn source_from(&self, at: usize, end: usize) -> Option<Source> {
        if at >= end {
            return None;
        }
        let token = self.token(at);
        if token.is(Flags::PRONOUN) {
            return Some(Source { tokens: at..at + 1, who: Who::Pronoun });
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
            noun |= self.token(stop).is(Flags::ROLE | Flags::THING) || self.is(stop, "people");
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
        // "said the chief executive, Jane Roe."
        if noun
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
        if named && token.kind == Kind::Lower && is_past(self.cut(at))
            || is_irregular_past(self.cut(at))
            || self.cut(at).ends_with("n't")
            || self.cut(at).ends_with("n’t")
        {
            return false;
        }
        match self.cut(at) {
            "in" | "on" | "at" | "by" | "about" | "near" | "inside" | "behind" | "against" => false,
            "of" if at > 0 && matches!(self.cut(at - 1), "one" | "some" | "many" | "most") => true,
            "of" | "for" | "with" | "from" | "to" | "close" | "familiar" => noun,
            "who" | "that" | "which" | "when" | "as" | "after" | "before" | "during" | "and"
            | "but" | "because" | "while" | "where" | "last" | "over" | "not" => false,
            _ => true,
        }
    }

    /// The source that the verb at `cue` has as its subject, not before `first`; and whether it is denied.
    pub fn source_to(&self, first: usize, cue: usize) -> Option<(Source, bool)> {
        let mut end = cue;
        let mut negated = false;
        while end > first && cue - end < 6 && self.is_between(end - 1) {
            end -= 1;
            negated |= self.token(end).is(Flags::NEGATION);
        }
        // "Dias went on to say"
        if end >= first + 4
            && self.is(end - 1, "to")
            && self.is(end - 2, "on")
            && matches!(self.cut(end - 3), "went" | "goes")
        {
            end -= 3;
        }
        if end == first || self.token(end - 1).kind == Kind::Possessive {
            return None;
        }
        let last = end - 1;
        let source = if self.parts(last) {
            self.over_apposition(first, last)
        } else if matches!(self.cut(last), "who" | "which") {
            let before = if last > first && self.parts(last - 1) { last - 1 } else { last };
            self.ending_at(first, before).map(|source| match source.who {
                Who::Mention(mention) => Source { tokens: last..end, who: Who::Relative(mention) },
                _ => Source { tokens: last..end, who: Who::Pronoun },
            })
        } else {
            self.ending_at(first, end).or_else(|| self.over_relative(first, end))
        };
        source.filter(|s| self.agrees(s, cue)).map(|s| (s, negated))
    }

    /// A base form is a noun unless many speak or an auxiliary precedes it.
    fn agrees(&self, source: &Source, cue: usize) -> bool {
        let plural = |at: usize| {
            let word = self.cut(at);
            self.token(at).is(Flags::PRONOUN)
                || source.who == Who::Common
                    && self.token(at).kind == Kind::Lower
                    && !self.token(at).is(Flags::ARTICLE)
                    && word.ends_with('s')
                || matches!(word, "people" | "police")
        };
        // "A previous question", "his secretary of state": the words before the noun are no source.
        let last = self.token(source.tokens.end - 1);
        let cut = source.who == Who::Common
            && last.is(Flags::PREPOSITION | Flags::MODIFIER | Flags::ARTICLE)
            && !last.is(Flags::ROLE | Flags::THING | Flags::PRONOUN)
            && !is_speaking_pronoun(self.cut(source.tokens.end - 1));
        let noun = source.who == Who::Common
            && cues::is_plural_noun(self.cut(cue))
            && !source.tokens.clone().any(|at| self.is_noun(at));
        if cut || noun {
            return false;
        }
        // The past of "put" looks like its base.
        !self.token(cue).is(Flags::BASE)
            || self.is(cue, "put") && self.is(cue + 1, "it")
            || self.is(cue, "read") && self.tokens.all.get(cue + 1).is_none_or(|t| !t.is_word())
            || source.tokens.end != cue
            || source.tokens.clone().any(plural)
    }

    /// Whether a verb or "that" follows, so that the words before are the subject of a clause.
    pub fn opens_predicate(&self, at: usize) -> bool {
        let token = self.token(at);
        let verb = token.is(Flags::BETWEEN) && !token.is(Flags::CALENDAR | Flags::MODIFIER);
        verb && !matches!(
            self.cut(at),
            "later"
                | "earlier"
                | "once"
                | "then"
                | "once again"
                | "recently"
                | "himself"
                | "herself"
                | "again"
        ) || token.is(Flags::NEGATION)
    }

    fn is_between(&self, at: usize) -> bool {
        let token = self.token(at);
        let word = self.cut(at);
        token.is(Flags::BETWEEN | Flags::NEGATION)
            || matches!(word, "however" | "too")
            || token.kind == Kind::Lower
                && (word.ends_with("ly") || word.ends_with("n't") || word.ends_with("n’t"))
    }

    /// "Jerry Dias, head of Unifor, Canada's largest union, said": the nearest person before a comma, else what
    /// begins the clause.
    fn over_apposition(&self, first: usize, last: usize) -> Option<Source> {
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

    /// The person whose body or town the mention is: "Ann Lee of Acme said".
    fn belongs(&self, first: usize, mention: usize) -> Option<usize> {
        let link = self.spots[mention].start.checked_sub(1).filter(|at| *at > first)?;
        let of = matches!(self.cut(link), "of" | "at" | "from" | "with");
        self.mention(link - 1)
            .filter(|m| of && *m != mention && self.is_person(*m) && self.spots[*m].end == link)
            .filter(|m| self.spots[*m].start >= first)
    }

    /// Whether a mention hangs on a noun before it: "a spokesman for Dias".
    fn bound(&self, first: usize, mention: usize) -> bool {
        let start = self.spots[mention].start;
        start >= first + 2
            && matches!(
                self.cut(start - 1),
                "for" | "of" | "to" | "with" | "at" | "from" | "in" | "by"
            )
            && (first.max(start.saturating_sub(6))..start - 1).any(|at| self.is_noun(at))
    }

    pub fn is_noun(&self, at: usize) -> bool {
        self.token(at).is(Flags::ROLE | Flags::THING) || self.is(at, "people")
    }

    /// The source whose last token stands before `end`.
    fn ending_at(&self, first: usize, end: usize) -> Option<Source> {
        let last = end.checked_sub(1).filter(|at| *at >= first)?;
        let token = self.token(last);
        if token.is(Flags::PRONOUN) {
            return Some(Source { tokens: last..end, who: Who::Pronoun });
        }
        if is_speaking_pronoun(self.cut(last)) {
            return Some(Source { tokens: last..end, who: Who::Common });
        }
        if let Some(mention) = self
            .mention(last)
            .filter(|m| self.spots[*m].end == end && self.spots[*m].start >= first)
        {
            if let Some(person) = self.belongs(first, mention) {
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
            if plain {
                return Some(Source { tokens: start..end, who: Who::Name });
            }
        }
        self.common_to(first, end)
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
                    && matches!(
                        self.cut(at - 1),
                        "of" | "for" | "with" | "at" | "from" | "to" | "in"
                    )
                    && (lowest.max(at.saturating_sub(5))..at - 1)
                        .any(|n| self.is_noun(n) || self.token(n).is(Flags::ARTICLE))
                    && !self.token(at - 2).is(Flags::CUE);
                if !hangs {
                    break;
                }
                continue;
            }
            if self.is_noun(at) {
                noun = Some(at);
            }
            let verb = token.is(Flags::CUE) && !token.is(Flags::BASE)
                || token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER);
            let stops = matches!(
                self.cut(at),
                "and"
                    | "but"
                    | "that"
                    | "when"
                    | "as"
                    | "while"
                    | "because"
                    | "who"
                    | "which"
                    | "after"
                    | "if"
            );
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
                while start > lowest && before(start - 1) {
                    start -= 1;
                }
                start
            }
            (None, None) => return None,
        };
        let long_enough = end - start > 1 || noun.is_some();
        long_enough.then_some(Source { tokens: start..end, who: Who::Common })
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

/// "Another said", "some say": a source without a noun.
fn is_speaking_pronoun(word: &str) -> bool {
    matches!(
        word,
        "another"
            | "Another"
            | "others"
            | "Others"
            | "some"
            | "Some"
            | "many"
            | "Many"
            | "one"
            | "One"
            | "someone"
            | "Someone"
            | "everyone"
            | "Everyone"
            | "nobody"
            | "Nobody"
            | "percent"
    )
}

/// A past tense by its ending.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
}

/// A past tense without an ending.
fn is_irregular_past(word: &str) -> bool {
    matches!(
        word,
        "sent"
            | "began"
            | "took"
            | "gave"
            | "made"
            | "went"
            | "came"
            | "got"
            | "met"
            | "ran"
            | "kept"
            | "won"
            | "spent"
            | "stood"
            | "drew"
            | "brought"
            | "sought"
            | "fought"
            | "threw"
    )
}
