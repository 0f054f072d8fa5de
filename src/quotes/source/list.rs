//! Several sources of one verb: "Roe and Poe said", "said Roe, Poe and Coe".

use crate::entities::lists::Flags;
use crate::quotes::text::view::{Source, View, Who};

/// Most tokens of the titles before a name.
const TITLES: usize = 6;

/// Most sources of one list.
const MOST: usize = 8;

impl View<'_> {
    /// The sources of the list that ends with `source`, not before `first`, in their order.
    pub fn listed_to(&self, first: usize, source: &Source) -> Vec<Source> {
        let mut list = vec![source.clone()];
        let mut start = self.titles_start(first, source.tokens.start);
        while list.len() < MOST && start > first {
            let mut end = start - 1;
            let and = self.is(end, "and");
            let goes_on = and || list.len() > 1 && self.is(end, ",");
            if !goes_on {
                break;
            }
            // "Roe, a pilot, and Poe said", "Roe, Poe, and Coe said"
            let comma = and && end > first && self.is(end - 1, ",");
            end -= usize::from(comma);
            let member = match comma {
                true => self.over_apposition(first, end).or_else(|| self.ending_at(first, end)),
                false => self.ending_at(first, end),
            };
            let Some(member) = member.filter(|m| self.is_member(m)) else { break };
            start = self.titles_start(first, member.tokens.start);
            list.insert(0, member);
        }
        // "He met Roe and Poe said": what hangs on a verb before it is no subject.
        let free = start == first || {
            let before = self.token(start - 1);
            !before.is_word() || before.is(Flags::FUNCTION) || self.opens_subject(start - 1)
        };
        if free { list } else { vec![source.clone()] }
    }

    /// The sources of the list that begins with `source`, before `end`, in their order.
    pub fn listed_from(&self, source: &Source, end: usize) -> Vec<Source> {
        let mut list = vec![source.clone()];
        let mut at = source.tokens.end;
        while list.len() < MOST && at + 1 < end {
            let comma = self.is(at, ",");
            let and = self.is(at + usize::from(comma), "and");
            if !comma && !and {
                break;
            }
            let next = at + usize::from(comma) + usize::from(and);
            let member = self.described(next, end).or_else(|| self.source_from(next, end));
            let Some(member) = member.filter(|m| self.is_member(m)) else { break };
            // "said Roe and Poe agreed": a verb behind the second name is its own.
            let behind = member.tokens.end;
            let verb = behind < end && {
                let token = self.token(behind);
                token.is_word() && !token.is(Flags::PREPOSITION | Flags::CALENDAR)
            };
            if verb || !and && !self.is_person_source(&member) {
                break;
            }
            at = behind;
            list.push(member);
            if and {
                return list;
            }
        }
        // Names with commas only are no list.
        vec![source.clone()]
    }

    /// Where the list begins that ends with `source`.
    pub fn list_start(&self, first: usize, source: &Source) -> usize {
        self.listed_to(first, source).first().map_or(source.tokens.start, |s| s.tokens.start)
    }

    fn is_person_source(&self, source: &Source) -> bool {
        matches!(source.who, Who::Mention(mention) if self.is_person(mention))
    }

    fn is_member(&self, source: &Source) -> bool {
        match source.who {
            Who::Mention(_) | Who::Name | Who::Pronoun => true,
            Who::Common => {
                self.token(source.tokens.start).is(Flags::ARTICLE | Flags::MODIFIER)
                    || self.is_many(source)
            }
            Who::Relative(_) | Who::Phrase(..) => false,
        }
    }

    fn opens_subject(&self, at: usize) -> bool {
        matches!(
            self.cut(at),
            "that" | "but" | "as" | "while" | "when" | "because" | "although" | "though" | "both"
        )
    }

    /// Where the titles of a name begin.
    fn titles_start(&self, first: usize, name: usize) -> usize {
        let title = |at: &usize| {
            let token = self.token(*at);
            let plain = token.is_name_like() && !token.is(Flags::FUNCTION);
            (plain && self.mention(*at).is_none())
                || token.is(Flags::ROLE | Flags::ADDRESS | Flags::MODIFIER | Flags::NATION)
                || token.is(Flags::ARTICLE)
        };
        let lowest = first.max(name.saturating_sub(TITLES));
        (lowest..name).rev().take_while(title).last().unwrap_or(name)
    }
}
