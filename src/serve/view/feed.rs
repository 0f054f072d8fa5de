//! A question as a feed (Atom, RFC 4287), newest first, and as Markdown.

use std::io::Write;

use hyper::StatusCode;
use hyper::header::HOST;
use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::articles::Entry;
use super::card::Card;
use super::pieces::Piece;
use super::quotes::{base, title};
use super::scene::{Scene, problem};
use crate::ask::{About, Sort};
use crate::serve::asked::Form;
use crate::serve::problem::Problem;
use crate::serve::reply::{Reply, whole};

/// Entries of a feed.
const ENTRIES: usize = 50;
/// The day of what has none.
const NEVER: Date = Date::constant(1970, 1, 1);

/// One entry.
struct Item {
    id: String,
    title: String,
    link: String,
    day: Option<Date>,
    author: String,
    text: String,
    markdown: String,
}

/// Gives the feed, or the Markdown, of quotes or of articles.
pub fn view(scene: &Scene, quotes: bool) -> Result<Reply, Problem> {
    scene.asked.params.only(&["q", "key", "limit", "sort", "min_conf"])?;
    let q = scene.q();
    let feed = scene.asked.form == Form::Atom;
    let asked = if q.is_empty() { "*" } else { q };
    let mut request = match quotes {
        true => base(scene, asked, scene.asked.params.get("min_conf").unwrap_or_default()),
        false => scene.request(asked, About::Docs),
    };
    request.options.limit = ENTRIES;
    if feed {
        request.options.sort = Sort::DateDesc;
    }
    let answer = scene.ask(request)?;
    let items: Vec<Item> = match quotes {
        true => answer
            .quotes()
            .map(|hit| hit.map(|hit| of_quote(&Card::of_hit(&hit, ""), hit.doc.date)))
            .collect::<Result<_, _>>()
            .map_err(problem)?,
        false => answer
            .docs()
            .map(|hit| hit.map(|hit| of_entry(&Entry::of_hit(&hit, ""), &hit)))
            .collect::<Result<_, _>>()
            .map_err(problem)?,
    };
    let name = title(q, if quotes { "Quotes" } else { "Articles" });
    if !feed {
        let parts: Vec<&str> = items.iter().map(|item| item.markdown.as_str()).collect();
        let text = format!("# {}\n\n{}\n", escaped(&name), parts.join("\n\n"));
        return Ok(whole(StatusCode::OK, "text/markdown; charset=utf-8", text));
    }
    let host = scene.asked.headers.get(HOST).and_then(|value| value.to_str().ok());
    let host = format!("http://{}", host.unwrap_or("localhost"));
    let xml = atom(&host, &scene.asked.address, &name, &items).map_err(|error| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "output", error.to_string())
    })?;
    Ok(whole(StatusCode::OK, "application/atom+xml; charset=utf-8", xml))
}

fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn of_quote(card: &Card, day: Option<Date>) -> Item {
    let names: Vec<&str> = card.who.iter().map(|who| who.name.as_str()).collect();
    let names = if names.is_empty() { "Speaker unknown".to_owned() } else { names.join(", ") };
    let who = if card.role.is_empty() { names.clone() } else { format!("{names}, {}", card.role) };
    let words = text(&card.words);
    let words = if card.direct { format!("“{words}”") } else { words };
    let from: Vec<&str> = [card.date.as_str(), &card.source, &card.headline]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let from = from.join(" · ");
    Item {
        id: card.id.clone(),
        title: format!("{names}: {words}"),
        link: card.alone.clone(),
        day,
        author: names,
        text: format!("{words} — {who} ({}). {from}", card.verb),
        markdown: format!(
            "> {}\n>\n> — {}. {}, {}",
            escaped(&words),
            escaped(&who),
            escaped(&from),
            card.id
        ),
    }
}

fn of_entry(entry: &Entry, hit: &crate::hit::Hit) -> Item {
    let passages: Vec<String> = entry.passages.iter().map(|passage| text(passage)).collect();
    let from = format!("{} · {} · {}", entry.date, entry.source, entry.path);
    let id = hit.doc.id.to_string();
    Item {
        title: entry.headline.clone(),
        link: entry.link.clone(),
        day: hit.doc.date,
        author: entry.source.clone(),
        text: passages.join(" … "),
        markdown: format!("- **{}** ({}, {id})", escaped(&entry.headline), escaped(&from)),
        id,
    }
}

/// A text that Markdown takes as text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn atom(host: &str, address: &str, name: &str, items: &[Item]) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    // The key of a feed is no part of its identity.
    let own = address.split("&key=").next().unwrap_or(address);
    let latest = items.iter().filter_map(|item| item.day).max().unwrap_or(NEVER);
    let feed = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    feed.write_inner_content(|xml| {
        element(xml, "title", name)?;
        element(xml, "id", &format!("{host}{own}"))?;
        element(xml, "updated", &moment(latest))?;
        let link = xml.create_element("link").with_attribute(("rel", "self"));
        link.with_attribute(("href", format!("{host}{own}").as_str())).write_empty()?;
        for item in items {
            xml.create_element("entry").write_inner_content(|xml| {
                element(xml, "title", &item.title)?;
                element(xml, "id", &format!("urn:onrecord:{}", item.id))?;
                element(xml, "updated", &moment(item.day.unwrap_or(NEVER)))?;
                xml.create_element("author")
                    .write_inner_content(|xml| element(xml, "name", &item.author))?;
                let link = format!("{host}{}", item.link);
                xml.create_element("link").with_attribute(("href", link.as_str())).write_empty()?;
                element(xml, "summary", &item.text)
            })?;
        }
        Ok(())
    })?;
    let mut bytes = xml.into_inner();
    bytes.write_all(b"\n")?;
    Ok(bytes)
}

fn element(xml: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
