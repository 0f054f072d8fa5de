//! People, organisations and places of an article.
//!
//! A trained model finds the names (`model`), plain rules trim them (`names`), then
//! the names of the document are joined (`link`).

mod link;
// The trainer reads texts and features as the program does: that is all that these three are public for.
#[doc(hidden)]
pub mod lists;
#[doc(hidden)]
pub mod model;
mod names;
#[doc(hidden)]
pub mod tokens;

use crate::article::{Article, Span};
use link::Linker;
use lists::Flags;
use serde::{Deserialize, Serialize};
use tokens::{Kind, Tokens};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, ministry, union, party or other body.
    Organization,
    /// A country, state, town or region.
    Place,
}

/// One person, organisation or place of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The longest variant in the document, without title and possessive.
    pub name: String,
    /// What the document says that a person is, each wording once; only `quotes::entities_and_quotes` reads it.
    pub roles: Vec<Role>,
}

/// What a person is: office, trade, place in a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The words, without article.
    pub span: Span,
    /// The same words.
    pub text: String,
    /// The organisation named in it.
    pub organization: Option<String>,
}

/// A place where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The words of the name, without title and possessive.
    pub span: Span,
    /// Number of the entity in [`Entities::entities`].
    pub entity: usize,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}

/// The entities of a document and where they are named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entities {
    /// In the order in which they were established.
    pub entities: Vec<Entity>,
    /// Sorted by span, disjoint.
    pub mentions: Vec<Mention>,
}

/// Finds the entities of `article`: in its body, its dateline and, as far as the body knows them, its headline.
pub fn entities(article: &Article) -> Entities {
    of_tokens(article, &Tokens::of(article))
}

/// The same for an article that is already cut into tokens.
pub(crate) fn of_tokens(article: &Article, tokens: &Tokens) -> Entities {
    let title = article.header.title.as_ref().and_then(|t| t.span);
    // A headline that the body begins with is among its sentences already.
    let title = title.filter(|span| span.end <= article.body.start);
    let title = title.map_or_else(Vec::new, |span| tokens::of_range(article, span));
    let mut linker = Linker::new(&article.text);
    let (found, headlines) = names::names(&article.text, tokens, &title);
    linker.link(&found);
    let taken = linker.mentions.iter().map(|m| (m.span.start, m.span.end)).collect();
    for sentence in &tokens.sentences {
        let part = &tokens.all[sentence.clone()];
        if !model::is_headline(&article.text, part) {
            linker.again(part, &taken);
        }
    }
    dateline(article, &mut linker);
    linker.link(&headlines);
    for sentence in &tokens.sentences {
        let part = &tokens.all[sentence.clone()];
        if model::is_headline(&article.text, part) {
            linker.headline(part);
        }
    }
    linker.headline(&title);
    let mut mentions = linker.mentions;
    // Of two that overlap the surer one stays.
    mentions.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.span.cmp(&b.span)));
    mentions.sort_by_key(|m| m.span.start);
    mentions.dedup_by(|b, a| b.span.start < a.span.end);
    Entities { entities: linker.entities, mentions }
}

/// The place that opens a dateline.
fn dateline<'a>(article: &'a Article, linker: &mut Linker<'a>) {
    let Some(span) = article.header.dateline.as_ref().and_then(|d| d.span) else { return };
    let tokens = tokens::of_range(article, span);
    let place = tokens.iter().take_while(|t| t.is_name_like() && !t.is(Flags::CALENDAR)).count();
    if place == 0 || place > 4 {
        return;
    }
    let span = Span::new(tokens[0].span.start, tokens[place - 1].span.end);
    let words = span.cut(&article.text);
    let written = tokens[..place].iter().all(|t| t.kind == Kind::Capitals);
    let name = if written { title_case(words) } else { words.to_string() };
    let listed = lists::flags(&name).any(Flags::PLACE);
    if !listed && (!written || tokens.len() == place) {
        return;
    }
    let entity = linker.place(words, name);
    linker.mention(span, entity, if listed { 0.95 } else { 0.75 });
}

/// "MEXICO CITY" → "Mexico City".
fn title_case(words: &str) -> String {
    let mut begins = true;
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
pub(crate) mod tests;
