//! Corrections of names, where the page was started with `--edit`: the commands that write the file of fixes.

use std::sync::Arc;

use hyper::StatusCode;

use super::links;
use crate::catalogue::entity_id;
use crate::entities::EntityKind;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::serve::reply::{Reply, see_other};
use crate::serve::site::Site;
use crate::typed::Typed;
use crate::wire::Format;

/// Writes what a form says of a name.
pub fn keep(site: &Arc<Site>, asked: &Asked) -> Result<Reply, Problem> {
    if !site.served.edit {
        let detail = "names are corrected in a page that was started with --edit";
        return Err(Problem::new(StatusCode::FORBIDDEN, "edit.off", detail));
    }
    let sent = asked.sent();
    sent.only(&["do", "name", "other", "type"])?;
    let wrong = |detail: &str| Problem::new(StatusCode::BAD_REQUEST, "usage", detail);
    let name = sent.get("name").ok_or_else(|| wrong("the name is empty"))?;
    let other = sent.get("other").map(str::trim).filter(|other| !other.is_empty());
    let other = || other.ok_or_else(|| wrong("the other name is empty"));
    let (kind, typed) = match sent.get("type") {
        Some("organization") => (EntityKind::Organization, "org"),
        Some("place") => (EntityKind::Place, "place"),
        _ => (EntityKind::Person, "person"),
    };
    let kind_flag = format!("--type={typed}");
    let (words, shown) = match sent.get("do") {
        Some("merge") => (vec!["merge", &kind_flag, "--", name, other()?], name),
        Some("rename") => (vec!["rename", &kind_flag, "--", name, other()?], other()?),
        Some("block") => (vec!["block", &kind_flag, "--", name], name),
        Some("split") => {
            let from = format!("--from={name}");
            return run(site, asked, &["split", &kind_flag, &from, "--", other()?])
                .map(|()| see_other(&place(kind, name)));
        }
        _ => return Err(wrong("do is merge, split, rename or block")),
    };
    run(site, asked, &words)?;
    let blocked = sent.get("do") == Some("block");
    Ok(see_other(&if blocked { "/people".to_owned() } else { place(kind, shown) }))
}

fn place(kind: EntityKind, name: &str) -> String {
    links::entity(&entity_id(kind, name)).unwrap_or_else(|| "/people".to_owned())
}

fn run(site: &Arc<Site>, asked: &Asked, words: &[&str]) -> Result<(), Problem> {
    let words: Vec<String> =
        ["entities"].iter().chain(words).map(|word| (*word).to_owned()).collect();
    let (index, cancel) = (site.index()?, asked.cancel);
    let typed = Typed { words: &words, format: Format::Human, input: &[], index, cancel };
    let ran = site.served.program.run(typed, &mut std::io::sink());
    ran.map(|_| ()).map_err(|failure| Problem::of(&failure))
}
