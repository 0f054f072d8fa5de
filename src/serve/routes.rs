//! Which address goes where.

use std::sync::Arc;

use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode};

use super::asked::Asked;
use super::problem::Problem;
use super::reply::{Body, Reply, whole};
use super::site::{Site, is_for_programs, nothing_here};
use super::{api, assets, openapi, view};
use crate::ask::Cancel;

/// Answers a request that was admitted.
pub fn answer(site: &Arc<Site>, request: &Request<Bytes>, cancel: &Cancel) -> Reply {
    let asked = Asked::new(request, cancel);
    let mut reply =
        route(site, &asked).unwrap_or_else(|problem| match is_for_programs(request.uri().path()) {
            true => problem.reply(),
            false => view::problem_page(&asked, &problem),
        });
    if *asked.method == Method::HEAD {
        *reply.body_mut() = Body::Whole(Vec::new());
    }
    reply
}

fn route(site: &Arc<Site>, asked: &Asked) -> Result<Reply, Problem> {
    let way: Vec<&str> = asked.way.iter().map(String::as_str).collect();
    match way.as_slice() {
        ["open"] => site.open(asked),
        ["static", name] => assets::file(name).ok_or_else(|| nothing_here(asked)),
        ["healthz"] => Ok(whole(StatusCode::OK, "text/plain; charset=utf-8", "ok\n")),
        ["openapi.json"] => {
            let body = format!("{}\n", openapi::document());
            Ok(whole(StatusCode::OK, "application/json", body))
        }
        ["opensearch.xml"] => Ok(assets::opensearch(asked)),
        ["api", "v1", rest @ ..] => api::answer(site, asked, rest),
        way => view::answer(site, asked, way),
    }
}
