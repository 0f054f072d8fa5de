//! The people, organisations and places that documents name: how often, when, in which roles.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId};

use super::columns::Columns;
use super::gather::Matches;
use super::top::{Belongs, UNDATED};
use crate::catalogue::EntityKey;
use crate::entities::EntityKind;
use crate::hit::{EntityHit, Overview, RoleHit};
use crate::index::cancel::Cancel;
use crate::index::days::date_of;
use crate::index::error::Error;
use crate::index::plan::compile::Aim;
use crate::index::reader::Index;
use crate::index::store::names::{Alias, NAMES, RoleOf, distinct, of_key};
use crate::index::store::schema::column;
use crate::query::{About, Query};
use crate::record::Analysed;
use crate::words;

/// Which entities to give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityOptions {
    /// Only those of this kind.
    pub kind: Option<EntityKind>,
    /// Only those one of whose names holds these words.
    pub name: Option<String>,
    /// Leave out the one of this id.
    pub except: Option<String>,
    /// Most to give; 0 gives all.
    pub limit: usize,
    /// Whether to say in which roles they are.
    pub roles: bool,
}

/// An entity while it is counted.
struct Count {
    kind: EntityKind,
    stored: String,
    docs: u64,
    stories: u64,
    quotes: u64,
    last: Option<DocAddress>,
    days: Option<(i32, i32)>,
}

#[derive(Default)]
struct Counting {
    numbers: HashMap<EntityKey, usize>,
    counts: Vec<Count>,
    stories: HashSet<(usize, u32)>,
}

impl Index {
    /// The entities of the documents that match, those of most stories first.
    ///
    /// # Errors
    ///
    /// A pattern that is none, an index that cannot be read, a search that was cancelled.
    pub fn entities(
        &self,
        query: &Query,
        options: &EntityOptions,
        cancel: &Cancel,
    ) -> Result<(Vec<EntityHit>, Overview), Error> {
        let prepared = self.prepare(query, Aim::Docs, cancel)?;
        let (matching, counts) = self.matches(&prepared)?;
        let counting = self.count_entities(&matching, cancel)?;
        let hits = self.chosen(&counting, options);
        let hits = self.described(&counting, hits, &matching, options.roles, cancel)?;
        let overview = self.overview(query, &prepared, counts);
        Ok((hits, overview))
    }

    fn count_entities(&self, matching: &Matches, cancel: &Cancel) -> Result<Counting, Error> {
        let mut counting = Counting::default();
        for (ord, docs) in matching.iter().enumerate() {
            cancel.check()?;
            let segment = self.searcher.segment_reader(ord as u32);
            let own = Columns::open(self, ord, segment, About::Docs)?;
            for (names, kind) in NAMES {
                let Some(column) = names.open(segment).map_err(self.err())? else { continue };
                let rows = docs.iter().copied();
                let numbers = self.numbers(&column, rows, Some(kind), &mut counting)?;
                for doc in docs {
                    for ord in column.term_ords(*doc) {
                        let number = numbers[ord as usize];
                        counting.document(number, own.belongs(*doc), own.day(*doc));
                    }
                }
            }
            let quotes = column::QUOTES.open(segment).map_err(self.err())?;
            let speakers = column::SAID_BY.open(segment).map_err(self.err())?;
            let Some(column) = speakers else { continue };
            let said = |doc: &DocId| {
                let last = doc + quotes.first(*doc).unwrap_or(0) as DocId;
                doc + 1..=last
            };
            let rows = docs.iter().flat_map(said);
            let numbers = self.numbers(&column, rows, None, &mut counting)?;
            let mut said_by = Vec::new();
            for doc in docs {
                for quote in said(doc) {
                    said_by.clear();
                    said_by.extend(column.term_ords(quote).map(|ord| numbers[ord as usize]));
                    // Two names of one quote may be of one person.
                    said_by.sort_unstable();
                    said_by.dedup();
                    for number in &said_by {
                        if let Some(count) = counting.counts.get_mut(*number) {
                            count.quotes += 1;
                        }
                    }
                }
            }
        }
        Ok(counting)
    }

    /// Numbers of the entities of a column's values, as far as `rows` have them; [`NOBODY`] for what is no entity.
    ///
    /// Values are read in their order: to look each up for itself takes thirty times as long.
    fn numbers(
        &self,
        column: &StrColumn,
        rows: impl Iterator<Item = DocId>,
        kind: Option<EntityKind>,
        counting: &mut Counting,
    ) -> Result<Vec<usize>, Error> {
        let mut numbers = vec![NOBODY; column.num_terms()];
        let mut used = vec![false; numbers.len()];
        rows.flat_map(|row| column.term_ords(row)).for_each(|ord| used[ord as usize] = true);
        let ords: Vec<u64> = (0..used.len() as u64).filter(|ord| used[*ord as usize]).collect();
        let mut next = ords.iter();
        let read = column.dictionary().sorted_ords_to_term_cb(&ords, |bytes| {
            let value = String::from_utf8_lossy(bytes);
            let (kind, name) = match kind {
                Some(kind) => (Some(kind), value.as_ref()),
                None => of_key(&value),
            };
            if let (Some(ord), Some(kind)) = (next.next(), kind) {
                numbers[*ord as usize] = self.number(kind, name, counting);
            }
        });
        read.map_err(self.io())?;
        Ok(numbers)
    }

    /// Number of the entity of a name.
    fn number(&self, kind: EntityKind, name: &str, counting: &mut Counting) -> usize {
        let key = self.directory.key_of(kind, name);
        if self.directory.is_blocked(key) {
            return NOBODY;
        }
        let next = counting.counts.len();
        let number = *counting.numbers.entry(key).or_insert(next);
        if number == next {
            counting.counts.push(Count {
                kind,
                stored: name.to_owned(),
                docs: 0,
                stories: 0,
                quotes: 0,
                last: None,
                days: None,
            });
        }
        number
    }

    /// The entities wanted, without roles and aliases, with their numbers.
    fn chosen(&self, counting: &Counting, options: &EntityOptions) -> Vec<(usize, EntityHit)> {
        let wanted: Vec<String> = options
            .name
            .iter()
            .flat_map(|name| words::fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let fits = |name: &str| {
            let form = words::fold(name);
            wanted.iter().all(|word| form.split(' ').any(|known| known == word))
        };
        let mut hits: Vec<(usize, EntityHit)> = Vec::new();
        for (number, count) in counting.counts.iter().enumerate() {
            if options.kind.is_some_and(|kind| kind != count.kind) || count.docs == 0 {
                continue;
            }
            let entity = self.directory.resolve(count.kind, &count.stored);
            let names = || self.directory.names_of(count.kind, &count.stored);
            if !(fits(&entity.name) || names().iter().any(|name| fits(name))) {
                continue;
            }
            if options.except.as_ref() == Some(&entity.id) {
                continue;
            }
            let day = |day: i32| date_of(day.into());
            hits.push((
                number,
                EntityHit {
                    id: entity.id,
                    kind: count.kind,
                    name: entity.name,
                    aliases: Vec::new(),
                    docs: count.docs,
                    stories: count.stories,
                    quotes: count.quotes,
                    roles: Vec::new(),
                    first: count.days.and_then(|days| day(days.0)),
                    last: count.days.and_then(|days| day(days.1)),
                },
            ));
        }
        hits.sort_by(|(_, a), (_, b)| {
            let key = |e: &EntityHit| (std::cmp::Reverse(e.stories), std::cmp::Reverse(e.docs));
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        if options.limit > 0 {
            hits.truncate(options.limit);
        }
        hits
    }

    /// Adds the other names, and the roles when they are wanted.
    fn described(
        &self,
        counting: &Counting,
        hits: Vec<(usize, EntityHit)>,
        matching: &Matches,
        roles: bool,
        cancel: &Cancel,
    ) -> Result<Vec<EntityHit>, Error> {
        let places: HashMap<usize, usize> =
            hits.iter().enumerate().map(|(place, (number, _))| (*number, place)).collect();
        let place_of = |kind: EntityKind, name: &str| {
            let number = counting.numbers.get(&self.directory.key_of(kind, name))?;
            places.get(number).copied()
        };
        let mut aliases: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); hits.len()];
        let mut told: Vec<BTreeMap<String, Told>> = Vec::new();
        told.resize_with(hits.len(), BTreeMap::new);
        for (ord, docs) in matching.iter().enumerate() {
            cancel.check()?;
            let segment = self.searcher.segment_reader(ord as u32);
            let own = Columns::open(self, ord, segment, About::Docs)?;
            if let Some(column) = column::ALIAS.open(segment).map_err(self.err())? {
                let read = |value: &str| {
                    let alias = Alias::of_value(value)?;
                    Some((place_of(alias.kind, alias.name)?, one_line(alias.alias)))
                };
                each_value(&column, docs, read, &mut |(place, alias), _| {
                    *aliases[*place].entry(alias.clone()).or_default() += 1;
                })
                .map_err(self.io())?;
            }
            for (names, kind) in NAMES {
                if let Some(column) = names.open(segment).map_err(self.err())? {
                    let read = |value: &str| Some((place_of(kind, value)?, one_line(value)));
                    each_value(&column, docs, read, &mut |(place, name), _| {
                        *aliases[*place].entry(name.clone()).or_default() += 1;
                    })
                    .map_err(self.io())?;
                }
            }
            let column = column::ROLE_OF.open(segment).map_err(self.err())?;
            if let Some(column) = column.filter(|_| roles) {
                let read = |value: &str| {
                    let role = RoleOf::of_value(value)?;
                    let place = place_of(EntityKind::Person, role.name)?;
                    Some((place, words::fold(role.role), value.to_owned()))
                };
                each_value(&column, docs, read, &mut |(place, form, value), doc| {
                    if let Some(role) = RoleOf::of_value(value) {
                        told[*place].entry(form.clone()).or_default().add(&role, &own, doc);
                    }
                })
                .map_err(self.io())?;
            }
        }
        let mut described = Vec::with_capacity(hits.len());
        for (((_, mut hit), aliases), told) in hits.into_iter().zip(aliases).zip(told) {
            let mut aliases: Vec<(String, u64)> =
                aliases.into_iter().filter(|(alias, _)| *alias != hit.name).collect();
            aliases.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            hit.aliases = aliases.into_iter().map(|(alias, _)| alias).collect();
            let mut told: Vec<Told> = told.into_values().collect();
            told.sort_by(|a, b| b.docs.cmp(&a.docs).then_with(|| a.text.cmp(&b.text)));
            for role in told {
                hit.roles.push(self.role(&hit.name, role)?);
            }
            described.push(hit);
        }
        Ok(described)
    }

    /// A role with its evidence: a quote said in it, else the document.
    fn role(&self, name: &str, told: Told) -> Result<RoleHit, Error> {
        let day = |day: i32| date_of(day.into());
        let mut evidence = String::new();
        if let Some(address) = told.address {
            let Analysed { doc, quotes, .. } = self.doc_at(address)?;
            let said = quotes.iter().filter(|quote| !quote.is_silence()).find(|quote| {
                let speaker = quote.speaker.as_ref();
                quote.role.as_ref().is_some_and(|role| role.text == told.text)
                    && speaker.is_some_and(|s| {
                        s.kind
                            .is_some_and(|kind| self.directory.resolve(kind, &s.name).name == name)
                    })
            });
            evidence = said.map_or_else(|| doc.id.to_string(), |quote| quote.id.to_string());
        }
        Ok(RoleHit {
            text: told.text,
            org: told.org,
            docs: told.docs,
            first: told.days.and_then(|days| day(days.0)),
            last: told.days.and_then(|days| day(days.1)),
            evidence,
        })
    }
}

/// Number of what is no entity.
const NOBODY: usize = usize::MAX - 1;

impl Counting {
    /// Counts a document for an entity once.
    fn document(&mut self, number: usize, of: Belongs, day: i32) {
        let Some(count) = self.counts.get_mut(number) else { return };
        if count.last.replace(of.doc) == Some(of.doc) {
            return;
        }
        count.docs += 1;
        let first = of.story.is_none_or(|story| self.stories.insert((number, story)));
        count.stories += u64::from(first);
        widen(&mut count.days, day);
    }
}

/// A name as it is written, its blanks and line ends made one blank.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn widen(days: &mut Option<(i32, i32)>, day: i32) {
    if day != UNDATED {
        *days = Some(days.map_or((day, day), |(low, high)| (low.min(day), high.max(day))));
    }
}

/// A role while it is counted.
#[derive(Default)]
struct Told {
    text: String,
    org: Option<String>,
    docs: u64,
    days: Option<(i32, i32)>,
    /// The document counted last.
    last: Option<DocAddress>,
    /// The earliest document that tells it.
    address: Option<DocAddress>,
    /// Its day and id.
    earliest: Option<(i32, u64)>,
}

impl Told {
    fn add(&mut self, role: &RoleOf, columns: &Columns, doc: DocId) {
        let address = columns.address(doc);
        if self.last.replace(address) != Some(address) {
            self.docs += 1;
        }
        let day = columns.day(doc);
        widen(&mut self.days, day);
        let key = (if day == UNDATED { i32::MAX } else { day }, columns.id(doc));
        if self.earliest.is_none_or(|earliest| key < earliest) {
            self.earliest = Some(key);
            self.address = Some(columns.address(doc));
            self.text = role.role.to_owned();
            self.org = role.org.map(str::to_owned);
        }
    }
}

/// What the values of a column are read as, once for each document that has them; others are passed over.
fn each_value<T>(
    column: &StrColumn,
    docs: &[DocId],
    read: impl Fn(&str) -> Option<T>,
    take: &mut dyn FnMut(&T, DocId),
) -> std::io::Result<()> {
    let mut values: Vec<Option<T>> = Vec::new();
    values.resize_with(column.num_terms(), || None);
    let mut used = vec![false; values.len()];
    docs.iter().flat_map(|doc| column.term_ords(*doc)).for_each(|ord| used[ord as usize] = true);
    let all: Vec<u64> = (0..used.len() as u64).filter(|ord| used[*ord as usize]).collect();
    let mut next = all.iter();
    column.dictionary().sorted_ords_to_term_cb(&all, |bytes| {
        if let Some(ord) = next.next() {
            values[*ord as usize] = read(&String::from_utf8_lossy(bytes));
        }
    })?;
    let mut ords: Vec<u64> = Vec::new();
    for doc in docs {
        distinct(column, *doc, &mut ords);
        ords.iter()
            .filter_map(|ord| values[*ord as usize].as_ref())
            .for_each(|value| take(value, *doc));
    }
    Ok(())
}
