//! What `query`, `quotes` and `timeline` have in common: options, counts, facets, explanations.

use std::sync::Arc;

use super::code::FOUND;
use super::records::records;
use super::session::Session;
use crate::ask::{
    self, About, Answer, FacetField, FacetOptions, Fold, Narrow, Period, Question, Reason, Request,
    SearchOptions, Want,
};
use crate::cli::{PeriodArg, SearchArgs};
use crate::config::{LIMIT, MIN_CONF};
use crate::failure::Failure;
use crate::hit::{Counts, Overview};
use crate::index::Index;
use crate::print::numbers::counted;
use crate::print::{self, facet};
use crate::query::Query;
use crate::wire::facet::FacetShape;
use crate::wire::reports::{Explanation, Summary};
use crate::wire::shape::Shape;
use crate::wire::{Format, Records, json};

/// Values that a facet gives when no number is typed.
const FACET_VALUES: usize = 10;

/// A request with the flags of a search.
pub fn request(session: &Session, words: &[String], about: About, args: &SearchArgs) -> Request {
    let settings = &session.config.settings;
    let options = SearchOptions {
        limit: settings.limit.unwrap_or(LIMIT),
        offset: args.offset,
        after: args.after,
        sort: settings.sort.unwrap_or_default().into(),
        fold: settings.fold.unwrap_or_default().into(),
        why: args.why,
        ..SearchOptions::default()
    };
    let want = want(args, options.fold == Fold::Story);
    let request = Request { any: args.any, want, options, ..session.request(words, about) };
    certain(session, request)
}

/// The same, of quotes that are as certain as the settings say.
pub fn certain(session: &Session, request: Request) -> Request {
    let usual_conf = session.config.settings.min_conf.unwrap_or(MIN_CONF);
    let narrow = Narrow { usual_conf, ..request.narrow };
    // Nobody else is told.
    let told = session.messages.terminal || session.format == Format::Json;
    let less_certain = told && request.about == About::Quotes;
    Request { narrow, less_certain, ..request }
}

/// What is wanted: numbers where `--count`, `--facet` or `--by` ask for them.
fn want(args: &SearchArgs, fold: bool) -> Want {
    if args.count {
        return Want::Count;
    }
    let time = |period| FacetOptions { field: FacetField::Time(period), limit: 0, fold };
    let facet = |(field, limit): &(FacetField, Option<usize>)| {
        let most = if matches!(field, FacetField::Time(_)) { 0 } else { FACET_VALUES };
        FacetOptions { field: *field, limit: limit.unwrap_or(most), fold }
    };
    let mut wanted: Vec<FacetOptions> = args.facet.iter().map(facet).collect();
    wanted.extend(args.by.map(|by| match by {
        PeriodArg::Day => time(Period::Day),
        PeriodArg::Week => time(Period::Week),
        PeriodArg::Month => time(Period::Month),
        PeriodArg::Year => time(Period::Year),
    }));
    if wanted.is_empty() { Want::Hits } else { Want::Facets(wanted) }
}

/// What writes hits; none where values are counted instead, which have keys of their own.
pub fn hit_records<T: Shape>(
    session: &Session,
    args: &SearchArgs,
) -> Result<Option<Records<T>>, Failure> {
    if counts_values(args) { Ok(None) } else { records(session, &args.fields) }
}

/// Whether values are to be counted instead of hits shown.
pub fn counts_values(args: &SearchArgs) -> bool {
    !args.facet.is_empty() || args.by.is_some()
}

/// Answers a question that wants numbers only.
pub fn numbers(
    session: &mut Session,
    args: &SearchArgs,
    index: Arc<Index>,
    question: &Question,
) -> Result<u8, Failure> {
    match question.request.want {
        Want::Facets(_) => facets(session, args, index, question),
        Want::Count | Want::Hits => count(session, index, question),
    }
}

fn facets(
    session: &mut Session,
    args: &SearchArgs,
    index: Arc<Index>,
    question: &Question,
) -> Result<u8, Failure> {
    let records = records::<FacetShape>(session, &args.fields)?;
    let answer = ask::answer(index, question)?;
    let (about, fold) = (answer.about, question.request.options.fold == Fold::Story);
    warn(session, &answer.overview);
    match records {
        Some(records) => {
            records.begin(session.out)?;
            for facet in &answer.facets {
                for shape in FacetShape::all(facet, about) {
                    records.write(session.out, &shape)?;
                }
            }
            records.end(session.out, &Summary::new(&answer.overview, 0, about))?;
        }
        None => facet::human(session.out, &session.style, &answer.facets, about, fold)?,
    }
    less_certain(session, &answer);
    if answer.found_nothing() {
        nothing(session, &answer.overview, about);
    }
    for facet in answer.facets.iter().filter(|f| f.all > f.values.len()) {
        let (shown, all, name) = (facet.values.len(), facet.all, facet.field);
        session.note(&format!("{name}: {shown} of {all} values; --facet {name}:0 shows all"));
    }
    Ok(session.found(!answer.found_nothing()))
}

fn count(session: &mut Session, index: Arc<Index>, question: &Question) -> Result<u8, Failure> {
    let answer = ask::answer(index, question)?;
    let (about, fold) = (answer.about, question.request.options.fold);
    if session.format == Format::Json {
        json::line(session.out, &Summary::new(&answer.overview, 0, about))?;
    } else {
        print::answer::number(session.out, shown(&answer.overview.counts, about, fold).0)?;
    }
    warn(session, &answer.overview);
    less_certain(session, &answer);
    if answer.found_nothing() {
        nothing(session, &answer.overview, about);
    }
    Ok(session.found(!answer.found_nothing()))
}

/// Says on a terminal how many quotes are not shown because they are less certain.
pub fn less_certain(session: &mut Session, answer: &Answer) {
    let fold: Fold = session.config.settings.fold.unwrap_or_default().into();
    let counts = answer.overview.less_certain.unwrap_or_default();
    let number = shown(&counts, About::Quotes, fold).0;
    if session.messages.terminal && number > 0 {
        let one = if number == 1 { "one" } else { "ones" };
        let number = print::numbers::count(number);
        session.note(&format!("{number} less certain {one}: --min-conf 0 shows all"));
    }
}

/// How many records an answer lists in all, and what they are called.
pub fn shown(counts: &Counts, about: About, fold: Fold) -> (u64, &'static str) {
    match (about, fold) {
        (About::Docs, Fold::Story) => (counts.stories, "story"),
        (About::Docs, Fold::Exact) => (counts.docs, "document"),
        // A document of several paths is shown with each of them.
        (About::Docs, Fold::None) => (counts.files, "file"),
        (About::Quotes, Fold::Story) => (counts.statements, "statement"),
        (About::Quotes, Fold::Exact | Fold::None) => (counts.quotes, "quote"),
    }
}

/// Says what was read otherwise than typed.
pub fn warn(session: &Session, overview: &Overview) {
    overview.warnings.iter().for_each(|w| session.messages.note(&w.text));
}

/// Says on a terminal how many more there are.
pub fn footer(session: &mut Session, answer: &Answer) {
    let fold: Fold = session.config.settings.fold.unwrap_or_default().into();
    let (all, noun) = shown(&answer.overview.counts, answer.about, fold);
    let (returned, next) = (answer.len(), &answer.overview.next);
    let more = (returned as u64) < all || next.is_some();
    if session.messages.terminal && more && returned > 0 {
        let more = match next {
            Some(next) => format!("; -n 0 shows all, --after {next} the next"),
            None => String::new(),
        };
        session.note(&format!("{returned} of {}{more}", plural(all, noun)));
    }
}

/// Says on a terminal that no hit is shown, and why.
pub fn no_hits(session: &mut Session, answer: &Answer) {
    if answer.found_nothing() || !session.messages.terminal {
        return nothing(session, &answer.overview, answer.about);
    }
    // What was asked for begins behind the last of them.
    let fold: Fold = session.config.settings.fold.unwrap_or_default().into();
    let (all, noun) = shown(&answer.overview.counts, answer.about, fold);
    session.note(&format!("none left of {}", plural(all, noun)));
}

/// Says on a terminal that nothing was found, and why, where that was asked for.
pub fn nothing(session: &mut Session, overview: &Overview, about: About) {
    if !session.messages.terminal {
        return;
    }
    session.note("none found");
    let told = overview.less_certain.is_some_and(|counts| counts.quotes > 0);
    for reason in &overview.reasons {
        // How many less certain ones there are has been said.
        if told && matches!(reason, Reason::Without { part, .. } if part.starts_with("conf:")) {
            continue;
        }
        session.note(&print::answer::reason(reason, about));
    }
}

fn plural(number: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if number != 1 => {
            counted(number, noun).replace(&format!("{noun}s"), &format!("{stem}ies"))
        }
        _ => counted(number, noun),
    }
}

/// Prints how a query was read.
pub fn explain(session: &mut Session, query: &Query, about: About) -> Result<u8, Failure> {
    let explanation = Explanation::new(query, about);
    if session.format == Format::Json {
        json::line(session.out, &explanation)?;
    } else {
        print::answer::explanation(session.out, &explanation)?;
        query.warnings.iter().for_each(|w| session.note(&w.text));
    }
    Ok(FOUND)
}
