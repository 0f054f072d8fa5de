//! From the layers of one text to its records.

use super::doc::{DocRecord, EntityMentions};
use super::ids::{DocId, QuoteId};
use super::quote::{CueRecord, QuoteRecord, RoleRecord, SpeakerRecord};
use crate::article::{Article, Span};
use crate::entities::Entities;
use crate::quotes::{Act, Quote, Speaker};
use crate::words;

/// One document with its text and quotes: all that the index stores of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysed {
    /// The document.
    pub doc: DocRecord,
    /// The text that its spans cut.
    pub text: String,
    /// Its quotes in order, and behind them its silences.
    pub quotes: Vec<QuoteRecord>,
}

impl Analysed {
    /// Puts the layers of one text into records; the paths are the caller's to add.
    pub fn new(
        id: DocId,
        record: Option<u32>,
        article: Article,
        entities: Entities,
        quotes: Vec<Quote>,
    ) -> Analysed {
        let text = article.text;
        let cut = |span: Span| span.cut(&text).to_owned();
        let mut last = usize::MAX;
        let sentences = article
            .sentences
            .iter()
            .map(|s| (s.span.start, std::mem::replace(&mut last, s.paragraph) != s.paragraph))
            .collect();
        let mut names: Vec<EntityMentions> = entities
            .entities
            .into_iter()
            .map(|e| EntityMentions {
                kind: e.kind,
                name: e.name,
                spans: Vec::new(),
                roles: e.roles.into_iter().map(RoleRecord::from).collect(),
            })
            .collect();
        for mention in entities.mentions {
            if let Some(name) = names.get_mut(mention.entity) {
                name.spans.push(mention.span);
            }
        }
        let header = article.header;
        let speaker = |s: Speaker| SpeakerRecord {
            kind: names.iter().find(|entity| entity.name == s.name).map(|e| e.kind),
            name: s.name,
            as_written: cut(s.span),
            resolved_by: s.resolved_by,
            span: s.span,
        };
        // Silences stand behind all quotes, so that these alone are counted from one.
        let (silent, said): (Vec<Quote>, Vec<Quote>) =
            quotes.into_iter().filter(|q| !q.spans.is_empty()).partition(|q| q.act == Act::Silence);
        let number_said = said.len() as u64;
        let quotes: Vec<QuoteRecord> = said
            .into_iter()
            .chain(silent)
            .enumerate()
            .map(|(n, q)| QuoteRecord {
                id: QuoteId::of(id, Span::new(q.spans[0].start, q.spans[q.spans.len() - 1].end)),
                doc: id,
                number: n as u64 + 1,
                kind: q.kind,
                text: q
                    .spans
                    .iter()
                    .map(|s| s.cut(&text))
                    .collect::<Vec<_>>()
                    .join(QuoteRecord::BETWEEN),
                cue: q.cue.map(|c| CueRecord {
                    text: cut(c.span),
                    verb: c.verb,
                    negated: c.negated,
                    span: c.span,
                }),
                act: q.act,
                speaker: q.speaker.map(speaker),
                others: q.others.into_iter().map(speaker).collect(),
                role: q.role.map(RoleRecord::from),
                confidence: q.confidence,
                rule: q.rule.name().to_owned(),
                spans: q.spans,
                date: header.date,
                source: header.source.clone(),
                title: header.title.as_ref().map(|t| t.text.clone()),
            })
            .collect();
        let doc = DocRecord {
            id,
            paths: Vec::new(),
            record,
            title: header.title,
            byline: header.byline,
            dateline: header.dateline,
            date: header.date,
            date_source: header.date_source,
            source: header.source,
            lang: article.lang,
            topics: header.topics,
            base: article.base,
            body: article.body,
            sentences,
            hidden: article.hidden,
            pages: article.pages,
            words: words::count(article.body.cut(&text)) as u64,
            quotes: number_said,
            entities: names,
            added: 0,
        };
        Analysed { doc, text, quotes }
    }
}
