//! Goes through an article: names of the body first, then the dateline, then headlines.

use super::entity::Entities;
use super::firms;
use super::forms;
use super::link::Linker;
use super::lists::{self, Flags};
use super::model;
use super::names;
use super::tokens::{self, Kind, Tokens};
use crate::article::{Article, Span};

/// Finds the entities of an article that is already cut into tokens.
pub(crate) fn of_tokens(article: &Article, tokens: &Tokens) -> Entities {
    let title = article.header.title.as_ref().and_then(|t| t.span);
    // A headline that the body begins with is among its sentences already.
    let title = title.filter(|span| span.end <= article.body.start);
    let title = title.map_or_else(Vec::new, |span| tokens::of_range(article, span));
    let mut linker = Linker::new(&article.text);
    let (mut found, mut headlines) = names::names(&article.text, tokens, &title);
    firms::settle(&article.text, &mut found);
    firms::settle(&article.text, &mut headlines);
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
    let mut entities = linker.entities;
    forms::join(&article.text, &mut entities, &mut mentions);
    Entities { entities, mentions }
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
