//! An article laid out for reading sources: its tokens, and the mention that each belongs to.

use crate::article::{Article, Span};
use crate::entities::classes::Class;
use crate::entities::lists::{self, Flags};
use crate::entities::tokens::{Kind, Token, Tokens};
use crate::entities::{Entities, EntityKind};
use std::ops::Range;

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Number of the mention.
    Mention(usize),
    /// "Who" behind this mention.
    Relative(usize),
    /// "Who" behind these tokens: "an official who".
    Phrase(usize, usize),
    /// Capitalised words that are no known entity.
    Name,
    Pronoun,
    /// A common noun with what belongs to it.
    Common,
}

/// Words that name the source of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub tokens: Range<usize>,
    pub who: Who,
}

/// Longest common-noun source, in tokens.
pub(crate) const PHRASE: usize = 14;

/// An article laid out for reading sources.
pub(crate) struct View<'a> {
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
            // "Comey Jr. said": the full stop is the abbreviation's, no end of a sentence.
            let cut = |at: usize| all.get(at).map_or("", |t| t.span.cut(&article.text));
            let goes_on =
                all.get(at + 1).is_some_and(|t| t.kind == Kind::Lower) || cut(at + 1) == ",";
            if at > first && matches!(cut(at - 1), "Jr" | "Sr") && cut(at) == "." && goes_on {
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

    /// Whether the word is of the class.
    pub fn has(&self, at: usize, class: Class) -> bool {
        self.token(at).has(class)
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

    /// How many of the tokens are words.
    pub fn words(&self, tokens: Range<usize>) -> usize {
        self.tokens.all[tokens].iter().filter(|t| t.is_word()).count()
    }

    /// A comma, dash or bracket, beside which an apposition may stand.
    pub fn parts(&self, at: usize) -> bool {
        matches!(self.cut(at), "," | "(" | ")" | "-" | "–" | "—")
    }

    /// Whether the token is a noun of a person or body that speaks.
    pub fn is_noun(&self, at: usize) -> bool {
        let word = self.cut(at);
        let singular = word.strip_suffix('s').filter(|_| self.token(at).is_word());
        self.token(at).is(Flags::ROLE | Flags::THING)
            || matches!(word, "people" | "People" | "those" | "Those")
            || self.has(at, Class::Somebody)
            || singular.is_some_and(|word| lists::flags(word).any(Flags::ROLE | Flags::THING))
    }
}
