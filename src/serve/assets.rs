//! What is the same for every archive: the stylesheet, the script, and pages for strangers.

use hyper::StatusCode;
use hyper::header::HOST;

use super::asked::Asked;
use super::reply::{HTML, Reply, whole};

/// A file of ours.
pub fn file(name: &str) -> Option<Reply> {
    let (kind, bytes): (&'static str, &'static [u8]) = match name {
        "style.css" => ("text/css; charset=utf-8", include_bytes!("assets/style.css")),
        "page.js" => ("text/javascript; charset=utf-8", include_bytes!("assets/page.js")),
        "icon.svg" => ("image/svg+xml", include_bytes!("assets/icon.svg")),
        _ => return None,
    };
    Some(whole(StatusCode::OK, kind, bytes))
}

/// A page of a title, a sentence and maybe a link, which needs nothing of the archive.
fn note(status: StatusCode, title: &str, text: &str, link: Option<(&str, &str)>) -> Reply {
    let link = link.map(|(place, name)| {
        format!("<p><a class=\"button\" href=\"{}\">{}</a></p>", escaped(place), escaped(name))
    });
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title} – onrecord</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"/static/style.css\"><main class=\"note\"><h1>{title}</h1>\
         <p>{text}</p>{}</main></html>\n",
        link.unwrap_or_default(),
    );
    whole(status, HTML, page)
}

/// The description by which a browser can search from its address bar.
pub fn opensearch(asked: &Asked) -> Reply {
    let host = asked.headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
    let host = escaped(host);
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\
         <ShortName>onrecord</ShortName><Description>Who said what, in your own archive</Description>\
         <InputEncoding>UTF-8</InputEncoding>\
         <Url type=\"text/html\" template=\"http://{host}/quotes?q={{searchTerms}}\"/>\
         </OpenSearchDescription>\n"
    );
    whole(StatusCode::OK, "application/opensearchdescription+xml", text)
}

/// For whoever comes without the key.
pub fn no_key() -> Reply {
    let text = "Open the address that <code>onrecord serve</code> printed when it was started, or start it with \
        <code>--open</code>.";
    note(StatusCode::UNAUTHORIZED, "This page asks for its key", text, None)
}

/// For a link from elsewhere: the browser keeps our cookie from it, so a person has to say that it is meant.
pub fn from_elsewhere(address: &str) -> Reply {
    // Two slashes, or one of the other kind, would begin the name of another machine.
    let address = format!("/{}", address.trim_start_matches(['/', '\\']));
    let text = "A link on another page leads here. Nothing was searched yet.";
    note(StatusCode::FORBIDDEN, "Open this in your archive?", text, Some((&address, "Open here")))
}

/// A text without signs of markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::reply::Body;

    #[test]
    fn a_link_is_shown_and_not_run() {
        let reply = from_elsewhere("/quotes?q=\"><script>");
        let Body::Whole(page) = reply.into_body() else { panic!("a page") };
        let page = String::from_utf8(page).expect("text");
        assert!(!page.contains("<script>") && page.contains("&quot;&gt;&lt;script&gt;"), "{page}");
    }
}
