//! Stories and names of the whole archive, made from the columns of all documents.
//!
//! Stories are brought up to date: only documents newer than the last tables are compared. Names are
//! counted anew each time, since a single document can tip a balance.

use std::collections::{HashMap, HashSet};

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, Term};

use crate::catalogue::{self, AliasCount, BesideCount, NameCount};
use crate::entities::EntityKind;
use crate::index::collect::columns::Columns;
use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::names::{Alias, NAMES, distinct};
use crate::index::store::schema::{self, column};
use crate::index::store::tables;
use crate::query::About;
use crate::record::Analysed;
use crate::stories::{Facts, Stories, Text, candidates, copies};

/// Bodies of candidates that are kept while pairs are compared.
const BODIES: usize = 4096;

impl Index {
    /// Makes the tables of this revision and writes them.
    pub(in crate::index) fn assemble(&self) -> Result<(), Error> {
        let data = self.manifest.data(&self.dir);
        let stories = self.assemble_stories()?.encode();
        let names = self.assemble_names()?.encode();
        tables::write(&data, self.totals.revision, &stories, &names)
    }

    fn assemble_stories(&self) -> Result<Stories, Error> {
        let before = &self.tables.stories;
        let printed = self.printed()?;
        let mut places: HashMap<u64, DocAddress> = HashMap::new();
        let mut fresh: HashSet<u64> = HashSet::new();
        for segment in &printed {
            for doc in &segment.docs {
                let id = segment.columns.id(*doc);
                places.insert(id, segment.columns.address(*doc));
                if segment.columns.added(*doc) > self.totals.tables {
                    fresh.insert(id);
                }
            }
        }
        let removed: HashSet<u64> = before
            .edges()
            .flat_map(|(a, b)| [a, b])
            .filter(|id| !places.contains_key(id))
            .collect();
        fresh.extend(before.bereft(&removed));
        let all = fresh.len() == places.len();
        let prints = printed.iter().flat_map(Printed::prints);
        let pairs = candidates(prints, if all { None } else { Some(&fresh) });
        let mut bodies: HashMap<u64, Text> = HashMap::new();
        let mut edges: Vec<(u64, u64)> = before
            .edges()
            .filter(|(a, b)| places.contains_key(a) && places.contains_key(b))
            .collect();
        for (a, b) in pairs {
            if bodies.len() > BODIES {
                bodies.clear();
            }
            for id in [a, b] {
                if let (false, Some(address)) = (bodies.contains_key(&id), places.get(&id)) {
                    let Analysed { doc, text, .. } = self.doc_at(*address)?;
                    bodies.insert(id, Text::of(doc.shown(&text)));
                }
            }
            if let (Some(first), Some(second)) = (bodies.get(&a), bodies.get(&b))
                && copies(first, second).is_some()
            {
                edges.push((a, b));
            }
        }
        let mut columns = HashMap::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let days = column::DATE.open(segment).map_err(self.err())?;
            let copies = column::COPIES.open(segment).map_err(self.err())?;
            let words = column::WORDS.open(segment).map_err(self.err())?;
            columns.insert(ord as u32, (days, copies, words));
        }
        Ok(Stories::new(edges, |id| {
            let address = places.get(&id)?;
            let (days, copies, words) = columns.get(&address.segment_ord)?;
            Some(Facts {
                day: days.first(address.doc_id),
                copies: copies.first(address.doc_id).unwrap_or(1) as u32,
                words: words.first(address.doc_id).unwrap_or(0),
            })
        }))
    }

    fn assemble_names(&self) -> Result<catalogue::Catalogue, Error> {
        let mut names: HashMap<(EntityKind, String), u64> = HashMap::new();
        let mut aliases: HashMap<String, u64> = HashMap::new();
        let mut beside: HashMap<(String, String), u64> = HashMap::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let docs = self.docs_of(ord)?;
            for (column, kind) in NAMES {
                if let Some(column) = column.open(segment).map_err(self.err())? {
                    let counted = count(&column, &docs).map_err(self.io())?;
                    if kind == EntityKind::Person {
                        let suffixed = counted.iter().map(|(name, _)| name.as_str());
                        let suffixed = suffixed.filter(|name| catalogue::has_suffix(name));
                        for pair in besides(&column, &docs, suffixed).map_err(self.io())? {
                            *beside.entry(pair).or_default() += 1;
                        }
                    }
                    for (name, docs) in counted {
                        *names.entry((kind, name)).or_default() += docs;
                    }
                }
            }
            if let Some(column) = column::ALIAS.open(segment).map_err(self.err())? {
                for (alias, docs) in count(&column, &docs).map_err(self.io())? {
                    *aliases.entry(alias).or_default() += docs;
                }
            }
        }
        let names = names.into_iter().map(|((kind, name), docs)| NameCount { kind, name, docs });
        let aliases = aliases.iter().filter_map(|(value, docs)| {
            let alias = Alias::of_value(value)?;
            Some(AliasCount {
                kind: alias.kind,
                name: alias.name.to_owned(),
                alias: alias.alias.to_owned(),
                docs: *docs,
            })
        });
        let beside = beside.into_iter().map(|((suffixed, other), docs)| BesideCount {
            suffixed,
            other,
            docs,
        });
        Ok(catalogue::resolve(names, aliases, beside))
    }

    /// The prints of all documents, for each segment: read one by one, not held.
    pub(in crate::index) fn printed(&self) -> Result<Vec<Printed<'_>>, Error> {
        let mut printed = Vec::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            printed.push(Printed {
                columns: Columns::open(self, ord, segment, About::Docs)?,
                marks: column::PRINTS.open(segment).map_err(self.err())?,
                docs: self.docs_of(ord)?,
            });
        }
        Ok(printed)
    }

    /// The living documents of a segment.
    pub(in crate::index) fn docs_of(&self, ord: usize) -> Result<Vec<DocId>, Error> {
        let segment = self.searcher.segment_reader(ord as u32);
        let term = Term::from_field_text(self.fields.kind, schema::DOC);
        let inverted = segment.inverted_index(self.fields.kind).map_err(self.err())?;
        let basic = IndexRecordOption::Basic;
        let Some(mut postings) = inverted.read_postings(&term, basic).map_err(self.io())? else {
            return Ok(Vec::new());
        };
        let mut docs = Vec::new();
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                docs.push(postings.doc());
            }
            postings.advance();
        }
        Ok(docs)
    }
}

/// The documents of a segment with their prints.
pub struct Printed<'i> {
    columns: Columns<'i>,
    marks: Column<u64>,
    docs: Vec<DocId>,
}

impl Printed<'_> {
    /// Each document's identity and prints.
    pub fn prints(&self) -> impl Iterator<Item = (u64, Vec<u32>)> + '_ {
        self.docs.iter().map(|doc| {
            let marks = self.marks.values_for_doc(*doc).map(|mark| mark as u32);
            (self.columns.id(*doc), marks.collect())
        })
    }
}

/// Counts each value of a column once a document.
fn count(column: &StrColumn, docs: &[DocId]) -> std::io::Result<Vec<(String, u64)>> {
    let mut counts = vec![0u64; column.num_terms()];
    let mut ords: Vec<u64> = Vec::new();
    for doc in docs {
        distinct(column, *doc, &mut ords);
        for ord in &ords {
            if let Some(count) = counts.get_mut(*ord as usize) {
                *count += 1;
            }
        }
    }
    let mut found = Vec::new();
    let mut stream = column.dictionary().stream()?;
    let mut ord = 0;
    while stream.advance() {
        if counts.get(ord).is_some_and(|count| *count > 0) {
            found.push((String::from_utf8_lossy(stream.key()).into_owned(), counts[ord]));
        }
        ord += 1;
    }
    Ok(found)
}

/// The pairs of names in one document that differ by a suffix, once a document.
fn besides<'n>(
    column: &StrColumn,
    docs: &[DocId],
    suffixed: impl Iterator<Item = &'n str>,
) -> std::io::Result<Vec<(String, String)>> {
    let mut names: HashMap<u64, &str> = HashMap::new();
    for name in suffixed {
        if let Some(ord) = column.dictionary().term_ord(name)? {
            names.insert(ord, name);
        }
    }
    let mut pairs = Vec::new();
    let mut ords: Vec<u64> = Vec::new();
    let mut other = String::new();
    for doc in docs {
        distinct(column, *doc, &mut ords);
        for suffixed in ords.iter().filter_map(|ord| names.get(ord)) {
            for ord in &ords {
                column.ord_to_str(*ord, &mut other)?;
                if catalogue::differ_by_suffix(suffixed, &other) {
                    pairs.push(((*suffixed).to_owned(), other.clone()));
                }
            }
        }
    }
    Ok(pairs)
}
