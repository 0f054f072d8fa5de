//! Which address shows which view.

use std::sync::Arc;

use hyper::Method;

use super::scene::Scene;
use super::{
    article, articles, clips, feed, fixes, help, like, overview, people, quote, quotes, saved,
    share, speaker, status, story, timeline,
};
use crate::serve::api;
use crate::serve::asked::{Asked, Form};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;
use crate::serve::site::{Site, from_index, nothing_here, refused};

/// Answers a request for a page.
pub fn answer(site: &Arc<Site>, asked: &Asked, way: &[&str]) -> Result<Reply, Problem> {
    if let ["fixes"] = way {
        return match refused(asked, &[Method::POST]) {
            None => fixes::keep(site, asked),
            Some(refused) => Ok(refused),
        };
    }
    let kept = matches!(way, ["saved" | "clips"]);
    let methods = if kept { &[Method::GET, Method::POST][..] } else { &[Method::GET] };
    if let Some(refused) = refused(asked, methods) {
        return Ok(refused);
    }
    match way {
        ["saved"] if !asked.reads() => return saved::keep(site, asked),
        ["clips"] if !asked.reads() => return clips::keep(site, asked),
        _ => {}
    }
    let list = match way {
        ["quotes"] => Some("quotes"),
        ["articles"] => Some("docs"),
        ["timeline"] => Some("timeline"),
        ["people"] => Some("entities"),
        ["saved"] => Some("saved"),
        _ => None,
    };
    let list = match (asked.form, list) {
        (Form::Lines | Form::Table, Some(list)) => return api::answer(site, asked, &[list]),
        (Form::Usual, _) | (_, Some("quotes" | "docs")) => list,
        (Form::Markdown, None) if way == ["clips"] => None,
        _ => return Err(nothing_here(asked)),
    };
    let index = site.index()?;
    let scene = Scene { site, asked, index: Arc::clone(&index) };
    match (way, asked.form) {
        // What these show depends on files beside the index too.
        (["q", id], Form::Usual) => return quote::view(&scene, id),
        (["d", id], Form::Usual) => return article::view(&scene, id),
        (["saved"], Form::Usual) => return saved::view(&scene),
        (["clips"], Form::Usual | Form::Markdown) => return clips::view(&scene),
        _ => {}
    }
    from_index(asked, &index, site.today(), || match way {
        _ if asked.form != Form::Usual => feed::view(&scene, list == Some("quotes")),
        [] => site.overview(&index, || overview::view(&scene)),
        ["quotes"] => quotes::view(&scene),
        ["articles"] => articles::view(&scene),
        ["people"] => people::view(&scene),
        ["p", slug] => speaker::view(&scene, "person", slug),
        ["p", kind, slug] => speaker::view(&scene, kind, slug),
        ["s", id] => story::view(&scene, id),
        ["like"] => like::view(&scene, None),
        ["like", id] => like::view(&scene, Some(id)),
        ["timeline"] => timeline::view(&scene),
        ["share"] => share::view(&scene),
        ["status"] => status::view(&scene),
        ["help"] => help::view(),
        _ => Err(nothing_here(asked)),
    })
}
