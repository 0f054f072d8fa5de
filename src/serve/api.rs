//! The API: each address runs a command of the program, so that its lines are the command's, byte for byte.

use std::io::Write;
use std::sync::Arc;

use hyper::header::{CONTENT_TYPE, LINK};
use hyper::{Method, StatusCode};
use serde::Deserialize;

use super::asked::{Asked, Form};
use super::endpoints::{self, Endpoint, NEEDS_LIKE, SWITCHES, USUAL_FACET};
use super::params::query_string;
use super::problem::Problem;
use super::reply::{Body, Reply, reply, whole, with};
use super::site::{Site, from_index, nothing_here, refused};
use crate::failure::Failure;
use crate::index::Index;
use crate::query::has_no_word;
use crate::typed::Typed;
use crate::wire::Format;
use crate::wire::delimited::Separator;
use crate::wire::reports::ErrorLine;
use crate::wire::{json, schema as schemas};

const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";
const CSV: &str = "text/csv; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
/// Most results of a reply that is put together in memory.
const MOST: usize = 1000;

/// Answers a request to the API; `way` is the path behind its version.
pub fn answer(site: &Arc<Site>, asked: &Asked, way: &[&str]) -> Result<Reply, Problem> {
    match way {
        ["extract"] => return extract(site, asked),
        ["schema"] | ["schema", _] => return schema(asked, way.get(1).copied()),
        _ => {}
    }
    let Some((endpoint, part)) = endpoints::find(way) else { return Err(nothing_here(asked)) };
    if let Some(refused) = refused(asked, &[Method::GET]) {
        return Ok(refused);
    }
    let index = site.index()?;
    let call = Call { endpoint, part };
    if !endpoint.is_of_index() {
        return run(site, asked, &index, &call);
    }
    from_index(asked, &index, site.today(), || run(site, asked, &index, &call))
}

/// What is called: an endpoint, and the part of the path that names a record.
struct Call<'w> {
    endpoint: &'static Endpoint,
    part: Option<&'w str>,
}

/// The command as it would be typed. What comes from the address stands behind `--` or `=`: it is never a flag.
fn typed(asked: &Asked, call: &Call, limit: Option<usize>) -> Result<Vec<String>, Problem> {
    let Call { endpoint, part } = call;
    let mut known = endpoint.flags.to_vec();
    known.extend(endpoint.query.map(|_| "q"));
    asked.params.only(&known)?;
    check(asked)?;
    if endpoint.path == NEEDS_LIKE && asked.params.get("like").is_none() {
        let detail = "like: give a text or the id of a quote";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "usage", detail));
    }
    let mut typed: Vec<String> = endpoint.command.iter().map(|word| (*word).to_owned()).collect();
    for (name, value) in asked.params.pairs().filter(|(name, _)| *name != "q") {
        let flag = name.replace('_', "-");
        match (SWITCHES.contains(&name), value) {
            (true, "true") => typed.push(format!("--{flag}")),
            (true, "false") => {}
            (true, _) => {
                let detail = format!("{name} is true or false");
                return Err(Problem::new(StatusCode::BAD_REQUEST, "usage", detail));
            }
            (false, _) if name == "limit" && limit.is_some() => {}
            (false, _) => typed.push(format!("--{flag}={value}")),
        }
    }
    let counts = endpoint.lines == ["facet"];
    if counts && asked.params.get("facet").or(asked.params.get("by")).is_none() {
        typed.push(format!("--facet={USUAL_FACET}"));
    }
    typed.extend(limit.map(|limit| format!("--limit={limit}")));
    let query = endpoint.query.and_then(|all| asked.params.get("q").or(all.then_some("*")));
    let operand = endpoint.operand(*part).or(query.map(str::to_owned));
    typed.extend(operand.into_iter().flat_map(|operand| ["--".to_owned(), operand]));
    Ok(typed)
}

/// Longest query and longest other value in characters; most passages, and characters of one.
const LONGEST_QUERY: usize = 600;
const LONGEST: usize = 500;
const PASSAGES: usize = 50;
const PASSAGE: usize = 2000;

/// Refuses values that the description of the API does not have, which a command might take.
fn check(asked: &Asked) -> Result<(), Problem> {
    let wrong = |status, name: &str, why: &str| {
        Err(Problem::new(status, "usage", format!("{name}: {why}")))
    };
    for (name, value) in asked.params.raw() {
        let number = || value.parse::<usize>().ok();
        let (longest, most) = match name {
            "q" => (LONGEST_QUERY, usize::MAX),
            "snippets" => (LONGEST, PASSAGES),
            "context" => (LONGEST, PASSAGE),
            _ => (LONGEST, usize::MAX),
        };
        if value.is_empty() && name != "q" {
            return wrong(StatusCode::BAD_REQUEST, name, "has no value");
        }
        if value.chars().count() > longest || number().is_some_and(|number| number > most) {
            return wrong(StatusCode::BAD_REQUEST, name, "is too long or too large");
        }
        let words = matches!(name, "speaker" | "role" | "org" | "verb" | "name" | "like");
        if words && !value.starts_with("q:") && has_no_word(value) {
            return wrong(StatusCode::NOT_FOUND, name, "holds no word, so nothing has it");
        }
    }
    Ok(())
}

/// How many results are asked for, if the address says.
fn limit(asked: &Asked) -> Result<Option<usize>, Problem> {
    let number = |text: &str| {
        let detail = format!("limit: \"{text}\" is no number");
        text.parse().map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "usage", detail))
    };
    asked.params.get("limit").map(number).transpose()
}

fn run(site: &Arc<Site>, asked: &Asked, index: &Arc<Index>, call: &Call) -> Result<Reply, Problem> {
    let plain = call.endpoint.is_plain();
    let (kind, format) = match (asked.form, plain) {
        (Form::Usual, true) => (TEXT, Format::Human),
        (Form::Usual, false) => (JSON, Format::Json),
        (Form::Lines, false) => (LINES, Format::Json),
        (Form::Table, false) => (CSV, Format::Delimited(Separator::Spreadsheet)),
        _ => {
            let detail = "this address has no such form";
            return Err(Problem::new(StatusCode::NOT_ACCEPTABLE, "form.unknown", detail));
        }
    };
    let wanted = limit(asked)?;
    let many = wanted.is_some_and(|limit| limit == 0 || limit > MOST);
    if many && asked.form == Form::Usual {
        let detail = format!("limit is 1 to {MOST} here");
        let hint = "more, and all with limit=0, as .ndjson or .csv";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "limit", detail).hint(hint));
    }
    let words = typed(asked, call, None)?;
    if many {
        // What cannot be answered is refused before the first byte of a long answer.
        let trial = typed(asked, call, Some(1))?;
        command(site, asked, &trial, format.clone(), index, &mut std::io::sink())?;
        return Ok(reply(StatusCode::OK, kind, stream(site, asked, words, format, index)));
    }
    let mut lines = Vec::new();
    command(site, asked, &words, format, index, &mut lines)?;
    if kind != JSON {
        return Ok(whole(StatusCode::OK, kind, lines));
    }
    let (body, next) = one_object(&lines);
    let answered = whole(StatusCode::OK, kind, body);
    Ok(match next {
        Some(next) => with(answered, LINK, &format!("<{}>; rel=\"next\"", behind(asked, &next))),
        None => answered,
    })
}

/// A long answer, written while it is sent.
fn stream(
    site: &Arc<Site>,
    asked: &Asked,
    words: Vec<String>,
    format: Format,
    index: &Arc<Index>,
) -> Body {
    let (site, index, cancel) = (Arc::clone(site), Arc::clone(index), asked.cancel.clone());
    let lines = asked.form == Form::Lines;
    Body::Stream(Box::new(move |out| {
        let typed = Typed { words: &words, format, input: &[], index, cancel: &cancel };
        match site.served.program.run(typed, out) {
            Err(Failure::Error { code, message, hint }) if lines => {
                json::line(out, &ErrorLine { code: code.to_owned(), message, hint })
            }
            Err(failure) => Err(std::io::Error::other(format!("{failure:?}"))),
            Ok(_) => Ok(()),
        }
    }))
}

fn command(
    site: &Site,
    asked: &Asked,
    words: &[String],
    format: Format,
    index: &Arc<Index>,
    out: &mut dyn Write,
) -> Result<(), Problem> {
    let typed = Typed { words, format, input: &[], index: Arc::clone(index), cancel: asked.cancel };
    site.served.program.run(typed, out).map(|_| ()).map_err(|failure| Problem::of(&failure))
}

/// Quotes and names of a text that is sent; nothing of it is kept.
fn extract(site: &Arc<Site>, asked: &Asked) -> Result<Reply, Problem> {
    if let Some(refused) = refused(asked, &[Method::POST]) {
        return Ok(refused);
    }
    asked.params.only(&[])?;
    let kind = asked.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| !kind.starts_with("text/plain")) {
        let detail = "a text is sent as text/plain";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.kind", detail));
    }
    if asked.body.is_empty() {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "usage", "no text was sent"));
    }
    let text = std::str::from_utf8(asked.body)
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "usage", "the text is not in UTF-8"))?;
    let (index, format) = (site.index()?, Format::Json);
    let words = ["extract".to_owned()];
    let (input, cancel) = (text.as_bytes(), asked.cancel);
    let mut lines = Vec::new();
    let typed = Typed { words: &words, format, input, index, cancel };
    site.served.program.run(typed, &mut lines).map_err(|failure| Problem::of(&failure))?;
    match asked.form {
        Form::Lines => Ok(whole(StatusCode::OK, LINES, lines)),
        _ => Ok(whole(StatusCode::OK, JSON, one_object(&lines).0)),
    }
}

/// The schemas of the lines, or one of them.
fn schema(asked: &Asked, name: Option<&str>) -> Result<Reply, Problem> {
    if let Some(refused) = refused(asked, &[Method::GET]) {
        return Ok(refused);
    }
    asked.params.only(&[])?;
    let all = schemas::all();
    let body = match name {
        None => {
            serde_json::json!({"results": all.iter().map(|(name, _)| *name).collect::<Vec<_>>()})
        }
        Some(name) => match all.into_iter().find(|(known, _)| *known == name) {
            Some((_, schema)) => schema,
            None => return Err(nothing_here(asked)),
        },
    };
    Ok(whole(StatusCode::OK, JSON, format!("{body}\n")))
}

/// Lines of JSON as one object, and where the next page begins.
fn one_object(lines: &[u8]) -> (Vec<u8>, Option<String>) {
    #[derive(Deserialize)]
    struct Next {
        next: Option<String>,
    }
    let mut lines: Vec<&[u8]> =
        lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let is_summary = |line: &&[u8]| line.starts_with(b"{\"type\":\"summary\"");
    let summary = lines.pop_if(|line| is_summary(line));
    let mut body = b"{\"results\":[".to_vec();
    body.extend(lines.join(&b','));
    body.push(b']');
    let next = summary.and_then(|summary| {
        body.extend(b",\"summary\":");
        body.extend(summary);
        serde_json::from_slice::<Next>(summary).ok()?.next
    });
    body.extend(b"}\n");
    (body, next)
}

/// The address of the same question from a cursor on.
fn behind(asked: &Asked, cursor: &str) -> String {
    let kept = asked.params.pairs().filter(|(name, _)| !matches!(*name, "after" | "offset"));
    // As it was sent: what was taken apart is decoded, and a name may hold any sign.
    let path = asked.address.split('?').next().unwrap_or_default();
    format!("{path}{}", query_string(kept.chain([("after", cursor)])))
}
