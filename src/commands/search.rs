//! What `query`, `quotes` and `timeline` have in common: options, counts, facets, explanations.

use super::code::FOUND;
use super::records::records;
use super::session::Session;
use crate::cli::{PeriodArg, SearchArgs};
use crate::config::LIMIT;
use crate::failure::Failure;
use crate::hit::{Counts, Overview};
use crate::index::{FacetField, FacetOptions, Fold, Index, Period, SearchOptions};
use crate::print::answer;
use crate::print::facet;
use crate::print::numbers::counted;
use crate::query::{About, Query};
use crate::wire::facet::FacetShape;
use crate::wire::reports::{Explanation, Summary};
use crate::wire::shape::Shape;
use crate::wire::{Format, Records, json};

/// Values that a facet gives when no number is typed.
const FACET_VALUES: usize = 10;

/// The options of a search as typed and set.
pub fn options(session: &Session, args: &SearchArgs) -> SearchOptions {
    let settings = &session.config.settings;
    SearchOptions {
        limit: settings.limit.unwrap_or(LIMIT),
        offset: args.offset,
        after: args.after,
        sort: settings.sort.unwrap_or_default().into(),
        fold: settings.fold.unwrap_or_default().into(),
        why: args.why,
        ..SearchOptions::default()
    }
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

/// Carries out what asks for numbers only: `--count`, `--facet`, `--by`. `None`: hits are wanted.
pub fn numbers(
    session: &mut Session,
    args: &SearchArgs,
    index: &Index,
    query: &Query,
    about: About,
) -> Result<Option<u8>, Failure> {
    let fold: Fold = session.config.settings.fold.unwrap_or_default().into();
    let fold = fold == Fold::Story;
    if args.count {
        return count(session, index, query, about, fold).map(Some);
    }
    let mut wanted: Vec<FacetOptions> = args
        .facet
        .iter()
        .map(|(field, limit)| FacetOptions {
            field: *field,
            limit: limit.unwrap_or(match field {
                FacetField::Time(_) => 0,
                _ => FACET_VALUES,
            }),
            fold,
        })
        .collect();
    let period = args.by.map(|by| match by {
        PeriodArg::Day => Period::Day,
        PeriodArg::Week => Period::Week,
        PeriodArg::Month => Period::Month,
        PeriodArg::Year => Period::Year,
    });
    wanted.extend(period.map(|period| FacetOptions {
        field: FacetField::Time(period),
        limit: 0,
        fold,
    }));
    if wanted.is_empty() {
        return Ok(None);
    }
    let records = records::<FacetShape>(session, &args.fields)?;
    let (facets, overview) = index.facets(query, about, &wanted)?;
    warn(session, &overview);
    match records {
        Some(records) => {
            records.begin(session.out)?;
            for facet in &facets {
                for shape in FacetShape::all(facet, about) {
                    records.write(session.out, &shape)?;
                }
            }
            records.end(session.out, &Summary::new(&overview, 0, about))?;
        }
        None => facet::human(session.out, &session.style, &facets, about, fold)?,
    }
    for facet in facets.iter().filter(|f| f.all > f.values.len()) {
        let (shown, all, name) = (facet.values.len(), facet.all, facet.field);
        session
            .messages
            .note(&format!("{name}: {shown} of {all} values; --facet {name}:0 shows all"));
    }
    Ok(Some(session.found(overview.counts.docs > 0)))
}

fn count(
    session: &mut Session,
    index: &Index,
    query: &Query,
    about: About,
    fold: bool,
) -> Result<u8, Failure> {
    let overview = index.count(query, about)?;
    if session.format == Format::Json {
        json::line(session.out, &Summary::new(&overview, 0, about))?;
    } else {
        answer::number(session.out, shown(&overview.counts, about, fold).0)?;
    }
    warn(session, &overview);
    Ok(session.found(overview.counts.docs > 0))
}

/// How many records an answer lists in all, and what they are called.
pub fn shown(counts: &Counts, about: About, fold: bool) -> (u64, &'static str) {
    match (about, fold) {
        (About::Docs, true) => (counts.stories, "story"),
        (About::Docs, false) => (counts.docs, "document"),
        (About::Quotes, true) => (counts.statements, "statement"),
        (About::Quotes, false) => (counts.quotes, "quote"),
    }
}

/// Says what was read otherwise than typed.
pub fn warn(session: &Session, overview: &Overview) {
    overview.warnings.iter().for_each(|w| session.messages.note(&w.text));
}

/// Says on a terminal how many more there are.
pub fn footer(session: &Session, overview: &Overview, returned: usize, about: About) {
    let fold: Fold = session.config.settings.fold.unwrap_or_default().into();
    let (all, noun) = shown(&overview.counts, about, fold == Fold::Story);
    let more = (returned as u64) < all || overview.next.is_some();
    if session.messages.terminal && more && returned > 0 {
        let more = match &overview.next {
            Some(next) => format!("; -n 0 shows all, --after {next} the next"),
            None => String::new(),
        };
        session.messages.note(&format!("{returned} of {}{more}", plural(all, noun)));
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
pub fn explain(session: &mut Session, query: &Query) -> Result<u8, Failure> {
    let explanation = Explanation::new(query);
    if session.format == Format::Json {
        json::line(session.out, &explanation)?;
    } else {
        answer::explanation(session.out, &explanation)?;
        query.warnings.iter().for_each(|w| session.messages.note(&w.text));
    }
    Ok(FOUND)
}
