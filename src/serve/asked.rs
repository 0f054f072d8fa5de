//! A request taken apart: the way within the site, the form that is wanted, the parameters.

use hyper::body::Bytes;
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::{HeaderMap, Method, Request};
use percent_encoding::percent_decode_str;

use super::params::Params;
use crate::ask::Cancel;

/// In what form an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page, or `application/json` of the API.
    Usual,
    /// JSON Lines, as the terminal prints them.
    Lines,
    /// Comma-separated values.
    Table,
    /// Markdown.
    Markdown,
    /// A feed.
    Atom,
}

/// Endings of addresses that ask for a form.
const ENDINGS: [(&str, Form); 4] = [
    (".ndjson", Form::Lines),
    (".csv", Form::Table),
    (".md", Form::Markdown),
    (".atom", Form::Atom),
];

/// A request.
pub struct Asked<'r> {
    /// What is to be done; HEAD counts as GET.
    pub method: &'r Method,
    /// The parts of the path, decoded, the ending of the form left out.
    pub way: Vec<String>,
    /// The form.
    pub form: Form,
    /// What stands behind the question mark.
    pub params: Params,
    /// The path and what stands behind the question mark, as sent.
    pub address: String,
    /// The headers.
    pub headers: &'r HeaderMap,
    /// The body.
    pub body: &'r [u8],
    /// Ends the searches of this request.
    pub cancel: &'r Cancel,
}

impl<'r> Asked<'r> {
    /// Takes a request apart.
    pub fn new(request: &'r Request<Bytes>, cancel: &'r Cancel) -> Asked<'r> {
        let path = request.uri().path();
        let (path, form) = ENDINGS
            .iter()
            .find_map(|(ending, form)| Some((path.strip_suffix(ending)?, *form)))
            .unwrap_or((path, Form::Usual));
        let parts = path.split('/').filter(|part| !part.is_empty());
        let wants_lines = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
        let wants_lines = wants_lines.is_some_and(|value| value.contains("application/x-ndjson"));
        Asked {
            method: request.method(),
            way: parts
                .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
                .collect(),
            form: if form == Form::Usual && wants_lines { Form::Lines } else { form },
            params: Params::parse(request.uri().query().unwrap_or_default().as_bytes()),
            address: request.uri().path_and_query().map_or("/", |whole| whole.as_str()).to_owned(),
            headers: request.headers(),
            body: request.body(),
            cancel,
        }
    }

    /// Whether it only reads.
    pub fn reads(&self) -> bool {
        matches!(*self.method, Method::GET | Method::HEAD)
    }

    /// The fields of a form that was sent.
    pub fn sent(&self) -> Params {
        let kind = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        match kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            true => Params::parse(self.body),
            false => Params::default(),
        }
    }
}
