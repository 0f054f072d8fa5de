//! What goes back: status, headers, and a body that is whole or written while it is sent.

use std::io::{self, Write};

use hyper::header::{HeaderName, HeaderValue};
use hyper::{Response, StatusCode, header};

/// Nothing is loaded from elsewhere, nothing runs but our own script, and no string becomes a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// Headers of every reply.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "private, no-cache"),
];

/// Writes a body while it is sent.
pub type Stream = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// The body of a reply.
pub enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// Written piece by piece.
    Stream(Stream),
}

/// A reply.
pub type Reply = Response<Body>;

/// A reply of this type with the headers of every reply.
pub fn reply(status: StatusCode, kind: &'static str, body: Body) -> Reply {
    let mut reply = Response::new(body);
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    reply
}

/// A reply that is there as a whole.
pub fn whole(status: StatusCode, kind: &'static str, body: impl Into<Vec<u8>>) -> Reply {
    reply(status, kind, Body::Whole(body.into()))
}

/// The same with one more header; one that cannot be written is left out.
pub fn with(mut reply: Reply, name: HeaderName, value: &str) -> Reply {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
    reply
}

/// Sends the browser elsewhere on this site.
pub fn see_other(place: &str) -> Reply {
    with(whole(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", ""), header::LOCATION, place)
}
