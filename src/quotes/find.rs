//! The way through an article: names with their roles, the rules, what was learnt, silences, acts.

use super::act::Act;
use super::attribute;
use super::learned::document::Document;
use super::learned::weights::Weights;
use super::learned::{self, improve};
use super::person::roles;
use super::quote::Quote;
use super::text::capitals;
use super::text::marked::Stretches;
use super::text::view::View;
use crate::article::{Article, Span};
use crate::entities::classes::Class;
use crate::entities::lists;
use crate::entities::tokens::Tokens;
use crate::entities::{self, Entities, Role};

/// The quotes and silences of an article by weights that are no part of the program.
pub fn quotes_by(article: &Article, weights: &Weights) -> Vec<Quote> {
    let tokens = Tokens::of(article);
    let entities = entities_of(article, &tokens);
    of_tokens_by(article, tokens, &entities, Some(weights))
}

/// An article as the model reads it.
pub fn document(article: &Article) -> Document {
    let tokens = Tokens::of(article);
    let entities = entities_of(article, &tokens);
    let tokens = tokens.with_title(article);
    let (quotes, _) = by_rules(article, &tokens, &entities);
    let view = View::new(article, &tokens, &entities);
    let (stretches, paragraphs) = Stretches::of(&view);
    let paragraphs = paragraphs.into_iter().map(|paragraph| paragraph.tokens).collect();
    Document::new(&view, &stretches, paragraphs, &quotes)
}

/// The entities with their roles, by which "the minister" is known.
pub(crate) fn entities_of(article: &Article, tokens: &Tokens) -> Entities {
    let mut entities = entities::of_tokens(article, tokens);
    let calm = capitals::calmed(article, tokens, &entities);
    let words = calm.as_ref().map(Tokens::of);
    let read = calm.as_ref().unwrap_or(article);
    let roles = roles::of_all(&View::new(read, words.as_ref().unwrap_or(tokens), &entities));
    let told = roles::of_title(article, &entities);
    for (entity, mut roles) in entities.entities.iter_mut().zip(roles) {
        roles.iter_mut().for_each(|role| restore(article, role));
        entity.roles = roles;
    }
    // What the headline alone tells stands behind what the body tells.
    for (entity, roles) in entities.entities.iter_mut().zip(told) {
        for role in roles {
            roles::add(&mut entity.roles, role);
        }
    }
    entities
}

/// The quotes and silences of an article whose words are read already.
pub(crate) fn of_tokens(article: &Article, tokens: Tokens, entities: &Entities) -> Vec<Quote> {
    of_tokens_by(article, tokens, entities, learned::MODEL.as_ref())
}

/// The quotes by the rules and by what was learnt, if there are weights; and the silences.
pub(crate) fn of_tokens_by(
    article: &Article,
    tokens: Tokens,
    entities: &Entities,
    weights: Option<&Weights>,
) -> Vec<Quote> {
    let Some(calm) = capitals::calmed(article, &tokens, entities) else {
        return read(article, &tokens.with_title(article), entities, weights);
    };
    let words = Tokens::of(&calm).with_title(&calm);
    let mut quotes = read(&calm, &words, entities, weights);
    for quote in &mut quotes {
        quote.role.iter_mut().for_each(|role| restore(article, role));
        let speakers = quote.speaker.iter_mut().chain(&mut quote.others);
        for speaker in speakers.filter(|speaker| speaker.entity.is_none()) {
            let words = speaker.span.cut(&article.text).split_whitespace();
            speaker.name = words.collect::<Vec<_>>().join(" ");
        }
    }
    quotes
}

/// Gives a role the letters that the article has.
fn restore(article: &Article, role: &mut Role) {
    role.text = role.span.cut(&article.text).to_string();
}

/// The quotes and silences of a text that is not all capitals, sorted.
fn read(
    article: &Article,
    tokens: &Tokens,
    entities: &Entities,
    weights: Option<&Weights>,
) -> Vec<Quote> {
    let (mut quotes, silences) = by_rules(article, tokens, entities);
    if let Some(weights) = weights {
        quotes = improve(article, tokens, entities, &quotes, weights);
    }
    quotes.extend(silences);
    for quote in &mut quotes {
        quote.act = act(article, quote);
    }
    without_silent_words(&mut quotes);
    quotes.sort_by_key(|q| q.spans.first().copied());
    quotes
}

/// What the rules find, sorted: quotes, and silences apart.
pub(crate) fn by_rules(
    article: &Article,
    tokens: &Tokens,
    entities: &Entities,
) -> (Vec<Quote>, Vec<Quote>) {
    let mut found = attribute::read(article, tokens, entities);
    found.sort_by_key(|q| q.spans.first().copied());
    found.into_iter().partition(|quote| quote.act != Act::Silence)
}

/// What the source of a quote does, as its cue tells.
fn act(article: &Article, quote: &Quote) -> Act {
    match &quote.cue {
        // "rejected claims that": the claims are turned down in words.
        Some(cue) if cue.negated && turns_down(cue.span.cut(&article.text)) => Act::Statement,
        Some(cue) if quote.act != Act::Silence => Act::of_cue(cue.span.cut(&article.text)),
        _ => quote.act,
    }
}

/// Whether a cue turns down what others say and tells of no thought.
fn turns_down(cue: &str) -> bool {
    let doubts = cue.split_whitespace().any(|word| lists::has(word, Class::Doubt));
    doubts && Act::of_cue(cue) != Act::Belief
}

/// Takes out what was taken for a quote by the words of a silence: "declined to comment" says nothing.
fn without_silent_words(quotes: &mut Vec<Quote>) {
    let silent = |quote: &Quote| quote.act == Act::Silence;
    let silences: Vec<Span> =
        quotes.iter().filter(|quote| silent(quote)).flat_map(|quote| quote.spans.clone()).collect();
    if !silences.is_empty() {
        quotes.retain(|quote| {
            let cue = quote.cue.as_ref().map(|cue| cue.span);
            let spoken = cue.is_none_or(|cue| {
                silences.iter().all(|s| cue.end <= s.start || s.end <= cue.start)
            });
            silent(quote) || spoken
        });
    }
}
