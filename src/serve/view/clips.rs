//! Clips: starred quotes with a note, each checked against its file when it is shown.

use std::sync::Arc;

use askama::Template;
use hyper::StatusCode;

use super::card::Card;
use super::frame::Frame;
use super::page::page;
use super::scene::{Scene, index_problem};
use super::truth::cited;
use crate::passage::clean;
use crate::print::numbers::count;
use crate::serve::asked::{Asked, Form};
use crate::serve::clips::{Clip, Clips};
use crate::serve::problem::Problem;
use crate::serve::reply::{Reply, see_other, whole};
use crate::serve::site::Site;

/// A clip as it stands now.
struct Shown {
    id: String,
    note: String,
    card: Option<Card>,
    /// Its words and speaker when it was starred, where it is not there any more.
    was: String,
    /// Why it is not true any more.
    wrong: String,
}

#[derive(Template)]
#[template(path = "clips.html")]
struct Page {
    frame: Frame,
    heading: String,
    clips: Vec<Shown>,
}

/// Shows them.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    scene.asked.params.only(&[])?;
    let clips = Clips::read(&scene.site.served.clips_file).map_err(broken)?;
    if scene.asked.form == Form::Markdown {
        return Ok(markdown(scene, &clips));
    }
    let shown: Vec<Shown> = clips.list.iter().map(|clip| shown(scene, clip)).collect();
    let good = shown.iter().filter(|clip| clip.wrong.is_empty()).count();
    page(&Page {
        frame: Frame::new("Clips", ""),
        heading: format!("{} of {} still true", count(good as u64), count(shown.len() as u64)),
        clips: shown,
    })
}

fn shown(scene: &Scene, clip: &Clip) -> Shown {
    let found = scene.index.find(&clip.id).ok();
    let card = found.as_ref().and_then(|found| {
        let quote = found.quotes.get(found.asked?)?;
        Some(Card::new(&found.doc, &found.text, quote, &[], ""))
    });
    let wrong = match &card {
        None => "it is not in the index any more".to_owned(),
        Some(_) => cited(scene, &clip.id, &[]).err().map(|p| p.detail).unwrap_or_default(),
    };
    let was = format!("{}: {}", clean::line(&clip.speaker), clean::line(&clip.words));
    Shown { id: clip.id.clone(), note: clip.note.clone(), card, was, wrong }
}

/// The citations of those that are still true, with their notes.
fn markdown(scene: &Scene, clips: &Clips) -> Reply {
    let mut text = String::from("# Clips\n");
    for clip in &clips.list {
        if let Ok(cited) = cited(scene, &clip.id, &["--markdown"]) {
            text.push_str(&format!("\n{cited}\n"));
            if !clip.note.is_empty() {
                text.push_str(&format!("\n{}\n", clean::line(&clip.note)));
            }
        }
    }
    whole(StatusCode::OK, "text/markdown; charset=utf-8", text)
}

/// Stars a quote, changes its note, or takes its star away.
pub fn keep(site: &Arc<Site>, asked: &Asked) -> Result<Reply, Problem> {
    let sent = asked.sent();
    sent.only(&["id", "note", "do"])?;
    let path = &site.served.clips_file;
    let mut clips = Clips::read(path).map_err(broken)?;
    let id = sent.get("id").unwrap_or_default();
    if sent.get("do") == Some("remove") {
        clips.remove(id);
        clips.write(path).map_err(broken)?;
        return Ok(see_other("/clips"));
    }
    let found = site.index()?.find(id).map_err(index_problem)?;
    let quote = found.asked.and_then(|number| found.quotes.get(number));
    let quote = quote
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "usage", format!("{id}: no quote")))?;
    let note = clean::line(sent.get("note").unwrap_or_default()).trim().to_owned();
    clips.put(Clip {
        id: quote.id.to_string(),
        note,
        speaker: quote.speaker.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
        words: quote.text.clone(),
        starred: site.today(),
    });
    clips.write(path).map_err(broken)?;
    Ok(see_other(&format!("/clips#{}", quote.id)))
}

fn broken(detail: String) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "clips", detail)
}
