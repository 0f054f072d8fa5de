//! `quotes` and `timeline`: ranked quotes, who else said something, statements by date.

use super::session::Session;
use super::{none, search};
use crate::catalogue::name_typed;
use crate::cli::{GroupArg, KindArg, QuotesArgs, TimelineArgs};
use crate::failure::Failure;
use crate::hit::QuoteHit;
use crate::index::{Answer, Index, SearchOptions, Sort};
use crate::print::origin::day;
use crate::print::quotes;
use crate::query::fields::Field;
use crate::query::{About, Query};
use crate::wire::Records;
use crate::wire::quote::QuoteShape;
use crate::wire::reports::Summary;

/// Least share of the words of a quote that another has which is like it.
const OVERLAP: f64 = 0.6;
/// Statements that `timeline` shows.
const TIMELINE: usize = 100;

/// Runs `quotes`.
pub fn run(session: &mut Session, args: &QuotesArgs) -> Result<u8, Failure> {
    let query = session.query(&args.words, args.search.any, About::Quotes)?;
    answer(session, args, query)
}

/// Answers a query that was read.
pub(super) fn answer(
    session: &mut Session,
    args: &QuotesArgs,
    query: Query,
) -> Result<u8, Failure> {
    let query = narrowed(query, args)?;
    if args.search.explain {
        return search::explain(session, &query);
    }
    let records = search::hit_records::<QuoteShape>(session, &args.search)?;
    let index = session.open()?;
    let options = search::options(session, &args.search);
    if let Some(like) = &args.like {
        return alike(session, args, &index, query, like, &options, records);
    }
    if let Some(code) = search::numbers(session, &args.search, &index, &query, About::Quotes)? {
        return Ok(code);
    }
    let options = SearchOptions { widen: !strict(session), ..options };
    let answer = index.quotes(&query, &options)?;
    show(session, &index, &answer, &query, args.group, records)
}

/// Whether a query is to be taken as typed.
fn strict(session: &Session) -> bool {
    session.config.settings.strict.unwrap_or(false)
}

/// Runs `timeline`.
pub fn timeline(session: &mut Session, args: &TimelineArgs) -> Result<u8, Failure> {
    let mut query = session.query(&args.words, false, About::Quotes)?;
    if let Some(name) = &args.speaker {
        query = query.within(Field::Speaker, words_of("--speaker", &name_typed(name))?, false);
    }
    let records = Records::<QuoteShape>::new(&session.format, &[])?;
    let index = session.open()?;
    let settings = &session.config.settings;
    let options = SearchOptions {
        limit: args.limit.unwrap_or(TIMELINE),
        after: args.after,
        sort: if args.reverse { Sort::DateDesc } else { Sort::Date },
        fold: settings.fold.unwrap_or_default().into(),
        ..SearchOptions::default()
    };
    let answer = index.quotes(&query, &options)?;
    show(session, &index, &answer, &query, Some(GroupArg::Date), records)
}

/// The query with what the flags add to it.
fn narrowed(mut query: Query, args: &QuotesArgs) -> Result<Query, Failure> {
    let speaker = args.speaker.as_deref().map(name_typed);
    for (flag, field, text, together) in [
        // Words of one name need not be looked for side by side, which is dear.
        ("--speaker", Field::Speaker, &speaker, false),
        ("--role", Field::Role, &args.role, false),
        ("--org", Field::Org, &args.org, true),
        ("--verb", Field::Verb, &args.verb, false),
    ] {
        if let Some(text) = text {
            query = query.within(field, words_of(flag, text)?, together);
        }
    }
    let kind = match args.kind {
        None | Some(KindArg::All) => None,
        Some(KindArg::Direct) => Some("direct"),
        Some(KindArg::Indirect) => Some("indirect"),
        Some(KindArg::Mixed) => Some("mixed"),
    };
    if let Some(kind) = kind {
        query = query.within(Field::Kind, kind, false);
    }
    if let Some(least) = args.min_conf {
        query = query.at_least(Field::Conf, least);
    }
    Ok(query)
}

/// What was typed behind a flag, which without a word would ask for nothing.
fn words_of<'t>(flag: &str, text: &'t str) -> Result<&'t str, Failure> {
    match crate::query::has_no_word(text) {
        true => Err(Failure::usage(format!("{flag}: holds no word"), format!("leave {flag} out"))),
        false => Ok(text),
    }
}

fn show(
    session: &mut Session,
    index: &Index,
    answer: &Answer,
    query: &Query,
    group: Option<GroupArg>,
    records: Option<Records<QuoteShape>>,
) -> Result<u8, Failure> {
    search::warn(session, &answer.overview);
    match group {
        None => each(session, index, answer.quotes(), records.as_ref())?,
        // By date they come in order as they are.
        Some(GroupArg::Date) if records.is_some() => {
            each(session, index, answer.quotes(), records.as_ref())?;
        }
        Some(group) => {
            let hits = answer.quotes().collect::<Result<Vec<_>, _>>()?;
            grouped(session, index, hits, group, records.as_ref())?;
        }
    }
    match records {
        Some(records) => {
            let summary = Summary::new(&answer.overview, answer.len(), About::Quotes);
            records.end(session.out, &summary)?;
        }
        None => search::footer(session, &answer.overview, answer.len(), About::Quotes),
    }
    if answer.overview.counts.quotes == 0 && session.messages.terminal {
        none::explain(session, index, query, About::Quotes)?;
    }
    Ok(session.found(!answer.is_empty()))
}

fn each(
    session: &mut Session,
    index: &Index,
    hits: impl Iterator<Item = Result<QuoteHit, crate::index::Error>>,
    records: Option<&Records<QuoteShape>>,
) -> Result<(), Failure> {
    if let Some(records) = records {
        records.begin(session.out)?;
    }
    let root = index.root();
    for hit in hits {
        let hit = hit?;
        match records {
            Some(records) => records.write(session.out, &QuoteShape::of_hit(&hit))?,
            None => quotes::hit(session.out, &session.style, &root, &hit)?,
        }
    }
    Ok(())
}

/// Shows hits that belong together one after the other, the group of the best first.
fn grouped(
    session: &mut Session,
    index: &Index,
    hits: Vec<QuoteHit>,
    group: GroupArg,
    records: Option<&Records<QuoteShape>>,
) -> Result<(), Failure> {
    let mut groups: Vec<(String, Vec<QuoteHit>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for hit in hits {
        let (key, heading) = match group {
            GroupArg::Speaker => {
                let name = quotes::speaker_of(&hit.quote).to_owned();
                (name.clone(), name)
            }
            GroupArg::Story => (hit.story.lead.to_string(), quotes::story_heading(&hit)),
            GroupArg::Date => {
                let date = day(&hit.doc).unwrap_or("undated".to_owned());
                (date.clone(), date)
            }
        };
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push((heading, Vec::new()));
        }
        groups[place].1.push(hit);
    }
    if let Some(records) = records {
        records.begin(session.out)?;
    }
    let root = index.root();
    for (number, (heading, hits)) in groups.iter().enumerate() {
        if records.is_none() {
            quotes::heading(session.out, &session.style, heading, hits.len(), number > 0)?;
        }
        for hit in hits {
            match records {
                Some(records) => records.write(session.out, &QuoteShape::of_hit(hit))?,
                None => quotes::hit(session.out, &session.style, &root, hit)?,
            }
        }
    }
    Ok(())
}

/// Shows who else said this: quotes that share most of their words with a text or a quote.
fn alike(
    session: &mut Session,
    args: &QuotesArgs,
    index: &Index,
    query: Query,
    like: &str,
    options: &SearchOptions,
    records: Option<Records<QuoteShape>>,
) -> Result<u8, Failure> {
    let (text, asked) = match like.starts_with("q:") {
        true => {
            let mut found = index.find(like)?;
            let quote = found.asked.filter(|number| *number < found.quotes.len());
            let quote = quote.map(|number| found.quotes.swap_remove(number));
            let quote = quote.ok_or_else(|| Failure::usage(format!("{like}: no quote"), "q:…"))?;
            (quote.text.clone(), Some((found.doc, quote)))
        }
        false => (words_of("--like", like)?.to_owned(), None),
    };
    let least = args.min_overlap.unwrap_or(OVERLAP) as f32;
    let asked = asked.as_ref().map(|(doc, quote)| (doc, quote));
    let (hits, overview) = index.alike(&query, &text, asked, least, options)?;
    search::warn(session, &overview);
    match &records {
        Some(records) => {
            records.begin(session.out)?;
            for alike in &hits {
                records.write(session.out, &QuoteShape::of_alike(alike, &text))?;
            }
            records.end(session.out, &Summary::new(&overview, hits.len(), About::Quotes))?;
        }
        None => quotes::alike(session.out, &session.style, &index.root(), &hits, &text)?,
    }
    Ok(session.found(!hits.is_empty()))
}
