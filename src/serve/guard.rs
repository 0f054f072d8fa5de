//! What is refused before anything is looked up: foreign hosts, other sites, strangers, what is too long.

use std::net::SocketAddr;

use hyper::header::{HOST, ORIGIN};
use hyper::{HeaderMap, Method, StatusCode};

use super::keys::Keys;
use super::problem::Problem;

/// Longest address in bytes, its query with it.
const LONGEST_ADDRESS: usize = 8 << 10;

/// Names under which a page on this machine is asked.
const LOCAL: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Why a request is turned away.
#[derive(Debug, PartialEq)]
pub enum Refusal {
    /// For good, with the reason.
    Refused(Box<Problem>),
    /// It came from elsewhere by a link: a person may open it here.
    FromElsewhere,
    /// Nobody is let in without the key.
    NoKey,
}

impl Refusal {
    fn of(status: StatusCode, code: &str, detail: &str) -> Refusal {
        Refusal::Refused(Box::new(Problem::new(status, code, detail)))
    }
}

/// Whom the page answers.
pub struct Guard {
    /// Values of `Host` that are answered.
    hosts: Vec<String>,
    keys: Keys,
}

impl Guard {
    /// For a page at this address, and under these names besides.
    pub fn new(address: SocketAddr, names: &[String], keys: Keys) -> Guard {
        let port = address.port();
        let mut hosts: Vec<String> = LOCAL.iter().map(|name| format!("{name}:{port}")).collect();
        hosts.push(address.to_string());
        hosts.extend(names.iter().flat_map(|name| [name.clone(), format!("{name}:{port}")]));
        Guard { hosts, keys }
    }

    /// The secrets.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Refuses what cannot come from a person or a program that was let in. No query was run yet.
    pub fn check(
        &self,
        method: &Method,
        address: &str,
        headers: &HeaderMap,
    ) -> Result<(), Refusal> {
        if address.len() > LONGEST_ADDRESS {
            let text = format!("the address is longer than {LONGEST_ADDRESS} bytes");
            return Err(Refusal::of(StatusCode::URI_TOO_LONG, "address.long", &text));
        }
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(HOST.as_str()).map(str::to_ascii_lowercase);
        if !host.is_some_and(|host| self.hosts.contains(&host)) {
            let detail = "this page is not asked under this name";
            return Err(Refusal::of(StatusCode::MISDIRECTED_REQUEST, "host.foreign", detail));
        }
        let reads = matches!(*method, Method::GET | Method::HEAD);
        // Browsers say where a request comes from; programs need not.
        let own = match text("sec-fetch-site") {
            Some("same-origin" | "none") => true,
            Some(_) => {
                let navigates = text("sec-fetch-mode") == Some("navigate")
                    && text("sec-fetch-dest") == Some("document");
                if reads && navigates {
                    return Err(Refusal::FromElsewhere);
                }
                false
            }
            None => text(ORIGIN.as_str()).is_none_or(|origin| self.is_ours(origin)),
        };
        if !own {
            let detail = "the request comes from another site";
            return Err(Refusal::of(StatusCode::FORBIDDEN, "site.foreign", detail));
        }
        match self.keys.admit(headers) {
            true => Ok(()),
            false => Err(Refusal::NoKey),
        }
    }

    fn is_ours(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.hosts.iter().any(|own| own == host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::{HeaderName, HeaderValue};

    fn check(method: Method, address: &str, pairs: &[(&str, &str)]) -> Result<(), Refusal> {
        let guard = Guard::new(SocketAddr::from(([127, 0, 0, 1], 4000)), &[], Keys::none());
        let pairs = pairs.iter().map(|(name, value)| {
            let name: HeaderName = name.parse().expect("a name");
            (name, HeaderValue::from_str(value).expect("a value"))
        });
        guard.check(&method, address, &pairs.collect())
    }

    fn status(found: Result<(), Refusal>) -> u16 {
        match found {
            Ok(()) => 200,
            Err(Refusal::Refused(problem)) => problem.status,
            Err(Refusal::FromElsewhere) => 1,
            Err(Refusal::NoKey) => 2,
        }
    }

    #[test]
    fn what_is_let_in_and_what_is_not() {
        let (host, link) = (("host", "127.0.0.1:4000"), ("sec-fetch-site", "cross-site"));
        let (mode, to) = (("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document"));
        let own = ("sec-fetch-site", "same-origin");
        for (method, headers, expected) in [
            (Method::GET, &[host][..], 200),
            (Method::GET, &[("host", "LOCALHOST:4000")], 200),
            (Method::GET, &[("host", "[::1]:4000")], 200),
            (Method::GET, &[], 421),
            (Method::GET, &[("host", "evil.example:4000")], 421),
            (Method::GET, &[("host", "127.0.0.1:4001")], 421),
            (Method::GET, &[host, own], 200),
            (Method::GET, &[host, ("sec-fetch-site", "none")], 200),
            (Method::GET, &[host, link], 403),
            (Method::GET, &[host, ("sec-fetch-site", "same-site")], 403),
            (Method::GET, &[host, link, mode, to], 1),
            (Method::GET, &[host, link, mode, ("sec-fetch-dest", "iframe")], 403),
            (Method::POST, &[host, link, mode, to], 403),
            (Method::POST, &[host, ("origin", "http://evil.example")], 403),
            (Method::POST, &[host, ("origin", "http://localhost:4000")], 200),
            (Method::POST, &[host, own], 200),
        ] {
            assert_eq!(status(check(method, "/", headers)), expected, "{headers:?}");
        }
        assert_eq!(status(check(Method::GET, &"x".repeat(9000), &[host])), 414);
        let dir = tempfile::tempdir().expect("a folder");
        let keys = Keys::of_index(dir.path()).expect("a key");
        let guard = Guard::new(SocketAddr::from(([127, 0, 0, 1], 4000)), &[], keys);
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static("localhost:4000"))]);
        assert_eq!(status(guard.check(&Method::GET, "/", &headers)), 2);
    }
}
