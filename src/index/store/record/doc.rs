//! The stored form of a document with its text and quotes: everything in one record of few bytes.
//!
//! What can be cut from the text is not written again, and what a quote copies from its document
//! (day, source, headline) is copied when it is read. The order of the parts is that of [`pack`].

use super::parts::{
    ENTITY_KINDS, NOWHERE, cut, number_of, option, put_cut, put_option, put_role, role,
};
use super::quote::{put_quote, quote};
use crate::article::{DateSource, Located, OffsetBase};
use crate::index::days::{date_of, day};
use crate::index::store::bytes::{Packer, Unpacker};
use crate::record::{Analysed, DocId, DocRecord, EntityMentions, RelPath};

pub(super) const DATE_SOURCES: [DateSource; 4] =
    [DateSource::Meta, DateSource::Dateline, DateSource::Path, DateSource::Mtime];
pub(super) const BASES: [OffsetBase; 2] = [OffsetBase::File, OffsetBase::Text];

/// The bytes of a document.
pub fn pack(analysed: &Analysed) -> Vec<u8> {
    let Analysed { doc, text, quotes } = analysed;
    let mut p = Packer::default();
    p.bytes(text.as_bytes());
    p.hash(doc.id.0);
    p.list(&doc.paths, put_path);
    p.number(doc.record.map_or(0, |record| u64::from(record) + 1));
    p.number(doc.added);
    p.number(number_of(&BASES, doc.base));
    p.span(doc.body);
    for header in [&doc.title, &doc.byline, &doc.dateline] {
        put_option(&mut p, header, |p, header| put_located(p, header, text));
    }
    put_option(&mut p, &doc.date, |p, date| p.signed(day(*date)));
    put_option(&mut p, &doc.date_source, |p, source| p.number(number_of(&DATE_SOURCES, *source)));
    put_option(&mut p, &doc.source, |p, source| p.text(source));
    p.text(&doc.lang);
    p.list(&doc.topics, |p, topic| p.text(topic));
    p.number(doc.words);
    let mut last = 0;
    p.list(&doc.sentences, |p, (start, first)| {
        // They follow each other: the way to the next one, its lowest bit for the paragraph.
        p.signed((*start as i64 - last) << 1 | i64::from(*first));
        last = *start as i64;
    });
    p.list(&doc.hidden, |p, span| p.span(*span));
    p.list(&doc.entities, |p, entity| put_entity(p, entity, text));
    p.list(quotes, |p, quote| put_quote(p, quote, analysed));
    if !doc.pages.is_empty() {
        let mut last = 0;
        p.list(&doc.pages, |p, page| {
            p.number((*page - last) as u64);
            last = *page;
        });
    }
    p.finish()
}

/// Reads what [`pack`] wrote.
pub fn unpack(bytes: &[u8]) -> Option<Analysed> {
    let mut u = Unpacker::new(bytes);
    let text = std::str::from_utf8(u.bytes()?).ok()?;
    let mut doc = DocRecord {
        id: DocId(u.hash()?),
        paths: u.list(path)?,
        record: match u.number()? {
            0 => None,
            record => Some(u32::try_from(record - 1).ok()?),
        },
        added: u.number()?,
        base: *BASES.get(u.size()?)?,
        body: u.span()?,
        title: option(&mut u, |u| located(u, text))?,
        byline: option(&mut u, |u| located(u, text))?,
        dateline: option(&mut u, |u| located(u, text))?,
        date: option(&mut u, |u| date_of(u.signed()?))?,
        date_source: option(&mut u, |u| DATE_SOURCES.get(u.size()?).copied())?,
        source: option(&mut u, |u| u.text().map(str::to_owned))?,
        lang: u.text()?.to_owned(),
        topics: u.list(|u| u.text().map(str::to_owned))?,
        words: u.number()?,
        sentences: Vec::new(),
        hidden: Vec::new(),
        pages: Vec::new(),
        entities: Vec::new(),
        quotes: 0,
    };
    let mut last = 0_i64;
    doc.sentences = u.list(|u| {
        let way = u.signed()?;
        last = last.checked_add(way >> 1)?;
        Some((usize::try_from(last).ok()?, way & 1 == 1))
    })?;
    doc.hidden = u.list(Unpacker::span)?;
    doc.entities = u.list(|u| entity(u, text))?;
    let mut number = 0;
    let quotes = u.list(|u| {
        number += 1;
        quote(u, &doc, text, number)
    })?;
    doc.quotes = quotes.iter().filter(|quote| !quote.is_silence()).count() as u64;
    if !u.is_at_end() {
        let mut last = 0_usize;
        doc.pages = u.list(|u| {
            last = last.checked_add(u.size()?)?;
            Some(last)
        })?;
    }
    u.is_at_end().then(|| Analysed { doc, text: text.to_owned(), quotes })
}

fn put_path<'t>(p: &mut Packer<'t>, path: &'t RelPath) {
    p.number(u64::from(path.raw().is_some()));
    match path.raw() {
        Some(raw) => p.bytes(raw),
        None => p.bytes(path.text().as_bytes()),
    }
}

fn path(u: &mut Unpacker) -> Option<RelPath> {
    let raw = u.number()? > 0;
    let bytes = u.bytes()?;
    if !raw {
        std::str::from_utf8(bytes).ok()?;
    }
    Some(RelPath::new(&crate::os::path_from_bytes(bytes)))
}

fn put_located<'t>(p: &mut Packer<'t>, located: &'t Located, text: &str) {
    put_option(p, &located.span, |p, span| p.span(*span));
    put_cut(p, &located.text, located.span.unwrap_or(NOWHERE), text);
}

fn located(u: &mut Unpacker, text: &str) -> Option<Located> {
    let span = option(u, Unpacker::span)?;
    Some(Located { text: cut(u, span.unwrap_or(NOWHERE), text)?, span })
}

fn put_entity<'t>(p: &mut Packer<'t>, entity: &'t EntityMentions, text: &str) {
    p.number(number_of(&ENTITY_KINDS, entity.kind));
    p.list(&entity.spans, |p, span| p.span(*span));
    let first = entity.spans.first().copied().unwrap_or(NOWHERE);
    put_cut(p, &entity.name, first, text);
    p.list(&entity.roles, |p, role| put_role(p, role, text));
}

fn entity(u: &mut Unpacker, text: &str) -> Option<EntityMentions> {
    let kind = *ENTITY_KINDS.get(u.size()?)?;
    let spans = u.list(Unpacker::span)?;
    let first = spans.first().copied().unwrap_or(NOWHERE);
    let name = cut(u, first, text)?;
    let roles = u.list(|u| role(u, text))?;
    Some(EntityMentions { kind, name, spans, roles })
}
