//! `quotes` and `timeline`: ranked quotes, who else said something, statements by date.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::opens::Opens;
use super::search;
use super::session::Session;
use crate::ask::{
    self, About, Answer, Like, LikeAnswer, Narrow, Question, Request, SearchOptions, Sort, Want,
};
use crate::cli::{ActArg, GroupArg, KindArg, QuotesArgs, TimelineArgs};
use crate::failure::Failure;
use crate::hit::QuoteHit;
use crate::index::Index;
use crate::print::origin::day;
use crate::print::quotes;
use crate::quotes::{Act, QuoteKind};
use crate::wire::Records;
use crate::wire::quote::QuoteShape;
use crate::wire::reports::Summary;

/// Statements that `timeline` shows.
const TIMELINE: usize = 100;

/// Runs `quotes`.
pub fn run(session: &mut Session, args: &QuotesArgs) -> Result<u8, Failure> {
    let question = request(session, args).read()?;
    answer(session, None, args, &question)
}

/// What was asked.
pub(super) fn request(session: &Session, args: &QuotesArgs) -> Request {
    let kind = match args.kind {
        None | Some(KindArg::All) => None,
        Some(KindArg::Direct) => Some(QuoteKind::Direct),
        Some(KindArg::Indirect) => Some(QuoteKind::Indirect),
        Some(KindArg::Mixed) => Some(QuoteKind::Mixed),
    };
    let request = search::request(session, &args.words, About::Quotes, &args.search);
    let narrow = Narrow {
        speaker: args.speaker.clone(),
        role: args.role.clone(),
        org: args.org.clone(),
        verb: args.verb.clone(),
        kind,
        acts: acts(&args.act),
        min_conf: args.min_conf,
        ..request.narrow
    };
    Request { narrow, widen: !request.strict, ..request }
}

fn acts(args: &[ActArg]) -> Vec<Act> {
    let act = |arg: &ActArg| match arg {
        ActArg::Statement => Act::Statement,
        ActArg::Belief => Act::Belief,
        ActArg::Intention => Act::Intention,
        ActArg::Attitude => Act::Attitude,
        ActArg::Perception => Act::Perception,
        ActArg::Decree => Act::Decree,
        ActArg::Silence => Act::Silence,
    };
    args.iter().map(act).collect()
}

/// Answers a question from an index that was opened, or opens it.
pub(super) fn answer(
    session: &mut Session,
    opened: Option<Arc<Index>>,
    args: &QuotesArgs,
    question: &Question,
) -> Result<u8, Failure> {
    if args.search.explain {
        return search::explain(session, &question.query, About::Quotes);
    }
    let records = search::hit_records::<QuoteShape>(session, &args.search)?;
    let index = opened.map_or_else(|| session.open(), Ok)?;
    if let Some(to) = &args.like {
        let like = Like { to: to.clone(), least: args.min_overlap.unwrap_or(Like::LEAST) };
        return alike(session, &index, question, &like, records);
    }
    if question.request.want != Want::Hits {
        return search::numbers(session, &args.search, index, question);
    }
    show(session, index, question, args.group, records)
}

/// Runs `timeline`.
pub fn timeline(session: &mut Session, args: &TimelineArgs) -> Result<u8, Failure> {
    let options = SearchOptions {
        limit: args.limit.unwrap_or(TIMELINE),
        after: args.after,
        sort: if args.reverse { Sort::DateDesc } else { Sort::Date },
        fold: session.config.settings.fold.unwrap_or_default().into(),
        ..SearchOptions::default()
    };
    let request = search::certain(session, session.request(&args.words, About::Quotes));
    let narrow = Narrow {
        speaker: args.speaker.clone(),
        acts: acts(&args.act),
        min_conf: args.min_conf,
        ..request.narrow
    };
    let question = Request { narrow, options, ..request }.read()?;
    let records = Records::<QuoteShape>::new(&session.format, &[])?;
    let index = session.open()?;
    show(session, index, &question, Some(GroupArg::Date), records)
}

fn show(
    session: &mut Session,
    index: Arc<Index>,
    question: &Question,
    group: Option<GroupArg>,
    records: Option<Records<QuoteShape>>,
) -> Result<u8, Failure> {
    let root = index.root();
    let answer = ask::answer(index, question)?;
    search::warn(session, &answer.overview);
    match group {
        None => each(session, &root, &answer, records.as_ref())?,
        // By date they come in order as they are.
        Some(GroupArg::Date) if records.is_some() => {
            each(session, &root, &answer, records.as_ref())?;
        }
        Some(group) => {
            let hits = answer.quotes().collect::<Result<Vec<_>, _>>()?;
            grouped(session, &root, hits, group, records.as_ref())?;
        }
    }
    match records {
        Some(records) => {
            let summary = Summary::new(&answer.overview, answer.len(), About::Quotes);
            records.end(session.out, &summary)?;
        }
        None => search::footer(session, &answer),
    }
    search::less_certain(session, &answer);
    if answer.is_empty() {
        search::no_hits(session, &answer);
    }
    Ok(session.found(!answer.is_empty()))
}

fn each(
    session: &mut Session,
    root: &Path,
    answer: &Answer,
    records: Option<&Records<QuoteShape>>,
) -> Result<(), Failure> {
    if let Some(records) = records {
        records.begin(session.out)?;
    }
    let opens = Opens::new(root, &session.config.dir);
    for hit in answer.quotes() {
        let hit = hit?;
        match records {
            Some(records) => records.spoken(session.out, shape(&opens, &hit))?,
            None => quotes::hit(session.out, &session.style, root, &hit)?,
        }
    }
    Ok(())
}

fn shape(opens: &Opens, hit: &QuoteHit) -> QuoteShape {
    QuoteShape { file: opens.file(&hit.doc), ..QuoteShape::of_hit(hit) }
}

/// Shows hits that belong together one after the other, the group of the best first.
fn grouped(
    session: &mut Session,
    root: &Path,
    hits: Vec<QuoteHit>,
    group: GroupArg,
    records: Option<&Records<QuoteShape>>,
) -> Result<(), Failure> {
    let mut groups: Vec<(String, Vec<Rc<QuoteHit>>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for hit in hits.into_iter().map(Rc::new) {
        let mut keys: Vec<(String, String)> = match group {
            GroupArg::Speaker => {
                let names = quotes::speakers_of(&hit.quote);
                names.map(|name| (name.to_owned(), name.to_owned())).collect()
            }
            GroupArg::Story => vec![(hit.story.lead.to_string(), quotes::story_heading(&hit))],
            GroupArg::Date => {
                let date = day(&hit.doc).unwrap_or("undated".to_owned());
                vec![(date.clone(), date)]
            }
        };
        // People find it with each who said it; programs get each record once.
        keys.truncate(if records.is_some() { 1 } else { keys.len() });
        for (key, heading) in keys {
            let place = *places.entry(key).or_insert(groups.len());
            if place == groups.len() {
                groups.push((heading, Vec::new()));
            }
            groups[place].1.push(Rc::clone(&hit));
        }
    }
    if let Some(records) = records {
        records.begin(session.out)?;
    }
    let opens = Opens::new(root, &session.config.dir);
    for (number, (heading, hits)) in groups.iter().enumerate() {
        if records.is_none() {
            quotes::heading(session.out, &session.style, heading, hits.len(), number > 0)?;
        }
        for hit in hits {
            match records {
                Some(records) => records.spoken(session.out, shape(&opens, hit))?,
                None => quotes::hit(session.out, &session.style, root, hit)?,
            }
        }
    }
    Ok(())
}

/// Shows who else said this: quotes that share most of their words with a text or a quote.
fn alike(
    session: &mut Session,
    index: &Index,
    question: &Question,
    like: &Like,
    records: Option<Records<QuoteShape>>,
) -> Result<u8, Failure> {
    let LikeAnswer { text, hits, overview } = ask::like(index, question, like)?;
    search::warn(session, &overview);
    match &records {
        Some(records) => {
            records.begin(session.out)?;
            let opens = Opens::new(&index.root(), &session.config.dir);
            for alike in &hits {
                let file = opens.file(&alike.hit.doc);
                let shape = QuoteShape { file, ..QuoteShape::of_alike(alike, &text) };
                records.write(session.out, &shape)?;
            }
            records.end(session.out, &Summary::new(&overview, hits.len(), About::Quotes))?;
        }
        None => quotes::alike(session.out, &session.style, &index.root(), &hits, &text)?,
    }
    if hits.is_empty() {
        search::nothing(session, &overview, About::Quotes);
    }
    Ok(session.found(!hits.is_empty()))
}
