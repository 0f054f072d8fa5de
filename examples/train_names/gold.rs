//! Documents cut by the program's own rules, with the tags that the annotation gives each word.

use crate::corpus::{Kind, Printed};
use onrecord::article::{Article, Header, OffsetBase, Span};
use onrecord::entities::model::document::{Document, Word};
use onrecord::entities::model::tags::{OTHER, OUT, Place, TAGS, tag};
use onrecord::entities::model::words::Words;
use onrecord::entities::tokens::Tokens;
use onrecord::segment;
use std::ops::Range;

/// The tags that a word may have, as bits.
pub type Allowed = u16;
/// Nothing is known.
pub const ANY: Allowed = (1 << TAGS) - 1;

/// A printed document as an article of one paragraph a line.
pub fn article(printed: &Printed) -> Article {
    let text = printed.text.clone();
    let sentences = segment::sentences(&text, &printed.sentences, &[]);
    Article {
        base: OffsetBase::File,
        header: Header::default(),
        body: Span::new(0, text.len()),
        lang: String::from("en"),
        hidden: Vec::new(),
        pages: Vec::new(),
        paragraphs: printed.sentences.clone(),
        sentences,
        text,
    }
}

/// Reads `article` into `document` and gives each word its tags.
pub fn read(
    article: &Article,
    names: &[(Span, Kind)],
    other: bool,
    tables: &Words,
    document: &mut Document,
) -> Vec<Allowed> {
    let tokens = Tokens::of(article);
    document.begin(tokens.all.len());
    for sentence in &tokens.sentences {
        document.add(&article.text, &tokens.all[sentence.clone()], tables);
    }
    document.finish();
    let nothing = if other { 1 << OUT } else { 1 << OUT | 1 << OTHER };
    let mut allowed = vec![nothing; tokens.all.len()];
    let mut at = 0;
    for (span, kind) in names {
        while at < tokens.all.len() && tokens.all[at].span.end <= span.start {
            at += 1;
        }
        let from = at;
        let mut to = from;
        while to < tokens.all.len() && tokens.all[to].span.start < span.end {
            to += 1;
        }
        let Some(words) = tokens.all.get(from..to).filter(|words| !words.is_empty()) else {
            continue;
        };
        let one = tokens.sentences.iter().any(|s| s.contains(&from) && s.contains(&(to - 1)));
        // A word that goes on behind the name, but for a full stop, is another word.
        let (first, last) = (words[0].span, words[words.len() - 1].span);
        let before = Span::new(first.start.min(span.start), span.start).cut(&article.text);
        let behind = Span::new(span.end, last.end.max(span.end)).cut(&article.text);
        let whole = before.is_empty() && !behind.contains(char::is_alphanumeric);
        let Some(part) = visible(&document.words, from..to, kind.is_none()) else { continue };
        let seen = document.words[part.clone()].iter().all(|w| w.candidate);
        if !(one && whole && seen) {
            allowed[from..to].fill(ANY);
            continue;
        }
        let len = part.len();
        for (number, tags) in allowed[part].iter_mut().enumerate() {
            *tags = 1 << kind.map_or(OTHER, |kind| tag(kind, place(number, len)));
        }
    }
    allowed
}

/// The part of a marked stretch that the model can name; `None` when nothing in it has a capital.
///
/// Some of the files mark whole noun phrases, "the northern Haddon Province" or "a hospital". What stands before the first
/// word with a capital is no part of a name here. Of an `other` name the end may be missing as well: "2010 Haddon general
/// election" is learnt as "2010 Haddon", so that the place in it is not taken for one.
fn visible(words: &[Word], marked: Range<usize>, other: bool) -> Option<Range<usize>> {
    let Range { start, end } = marked;
    if !words[start..end].iter().any(|word| word.capital) {
        return None;
    }
    let first = (start..end).find(|at| words[*at].candidate)?;
    let last = (first..end).rev().find(|at| words[*at].candidate)?;
    Some(first..if other { last + 1 } else { end })
}

fn place(number: usize, len: usize) -> Place {
    match (number == 0, number + 1 == len) {
        (true, true) => Place::Unit,
        (true, false) => Place::Begin,
        (false, true) => Place::Last,
        (false, false) => Place::Inside,
    }
}

/// The same document as a shouting printer would set it: all letters large, or each word with a capital.
pub fn shout(printed: &Printed, all: bool) -> Option<Printed> {
    let mut text = String::with_capacity(printed.text.len());
    let mut inside = false;
    for c in printed.text.chars() {
        let mut large = c.to_uppercase();
        match (large.next(), large.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() && (all || !inside) => {
                text.push(one)
            }
            _ => text.push(c),
        }
        inside = c.is_alphanumeric() || c == '\'' || c == '’';
    }
    (text.len() == printed.text.len() && text != printed.text).then(|| Printed {
        text,
        sentences: printed.sentences.clone(),
        names: printed.names.clone(),
    })
}
