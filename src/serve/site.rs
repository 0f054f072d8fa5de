//! The site: who is let in, and what its answers share: the index, its state, the overview.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hyper::header::{ALLOW, ETAG, HeaderName, IF_NONE_MATCH, SET_COOKIE};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use jiff::civil::Date;

use super::asked::Asked;
use super::assets;
use super::guard::{Guard, Refusal};
use super::keys::{COOKIE_NAME, Keys};
use super::params::Params;
use super::problem::Problem;
use super::reply::{Body, HTML, Reply, reply, see_other, whole, with};
use crate::ask::Archive;
use crate::index::Index;
use crate::typed::Program;
use crate::words;

/// Largest body in bytes, and that of a text whose quotes are asked for.
const BODY: usize = 64 << 10;
const TEXT_BODY: usize = 1 << 20;
/// Wrong keys after which a stranger waits.
const WRONG: u32 = 10;

/// What a site is made of.
pub struct Served {
    /// The archive.
    pub archive: Archive,
    /// Runs commands.
    pub program: Box<dyn Program>,
    /// Where the index lies.
    pub index_dir: PathBuf,
    /// The file of starred quotes.
    pub clips_file: PathBuf,
    /// The day that relative dates count from; `None`: the day it is.
    pub today: Option<Date>,
    /// Whether names may be corrected in the page.
    pub edit: bool,
}

/// One archive as a site.
pub struct Site {
    pub(super) served: Served,
    guard: Guard,
    wrong_keys: AtomicU32,
    /// The overview as it was made last, and of what state: it looks at all there is.
    overview: Mutex<Option<(String, Vec<u8>)>>,
}

impl Site {
    /// A site at this address, and under these names besides.
    pub fn new(served: Served, address: SocketAddr, names: &[String], keys: Keys) -> Site {
        let guard = Guard::new(address, names, keys);
        Site { served, guard, wrong_keys: AtomicU32::new(0), overview: Mutex::default() }
    }

    /// The reply for whoever is not let in.
    pub(super) fn turned_away(&self, head: &Parts) -> Option<Reply> {
        let address = head.uri.path_and_query().map_or("/", |whole| whole.as_str());
        let path = head.uri.path();
        let refusal = match self.guard.check(&head.method, address, &head.headers) {
            Ok(()) => return None,
            Err(Refusal::NoKey) if is_open(path) || self.is_feed(head) => return None,
            Err(refusal) => refusal,
        };
        let program = is_for_programs(path);
        Some(match refusal {
            Refusal::Refused(problem) => problem.reply(),
            Refusal::FromElsewhere => assets::from_elsewhere(address),
            Refusal::NoKey => {
                self.wrong_keys.fetch_add(1, Ordering::Relaxed);
                let detail = "this page asks for its key";
                let problem = Problem::new(StatusCode::UNAUTHORIZED, "key.missing", detail)
                    .hint("open the address that `onrecord serve` printed, or send Authorization: Bearer KEY");
                let reply = if program { problem.reply() } else { assets::no_key() };
                with(reply, hyper::header::WWW_AUTHENTICATE, "Bearer")
            }
        })
    }

    /// Whether it is a feed with the key of feeds.
    fn is_feed(&self, head: &Parts) -> bool {
        let params = Params::parse(head.uri.query().unwrap_or_default().as_bytes());
        head.uri.path().ends_with(".atom")
            && head.method == Method::GET
            && params.get("key").is_some_and(|key| self.guard.keys().is_feed_key(key))
    }

    /// Whether a stranger is to wait, since many came with wrong keys.
    pub(super) fn strangers_wait(&self) -> bool {
        self.wrong_keys.load(Ordering::Relaxed) >= WRONG
    }

    /// Most bytes that a body may have.
    pub(super) fn longest_body(&self, head: &Parts) -> usize {
        if head.uri.path() == "/api/v1/extract" { TEXT_BODY } else { BODY }
    }

    /// Begins a session for whoever comes with the key.
    pub(super) fn open(&self, asked: &Asked) -> Result<Reply, Problem> {
        let keys = self.guard.keys();
        let key = asked.params.get("key").unwrap_or_default();
        if !keys.is_key(key) {
            self.wrong_keys.fetch_add(1, Ordering::Relaxed);
            return Ok(assets::no_key());
        }
        self.wrong_keys.store(0, Ordering::Relaxed);
        let session = keys.begin().map_err(|error| {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "io", error.to_string())
        })?;
        let cookie = format!("{COOKIE_NAME}={session}; HttpOnly; SameSite=Strict; Path=/");
        Ok(with(see_other("/"), SET_COOKIE, &cookie))
    }

    /// The key that reads feeds and nothing else, where keys are asked for.
    pub(super) fn feed_key(&self) -> Option<String> {
        self.guard.keys().feed_key()
    }

    /// The index as it is now.
    pub(super) fn index(&self) -> Result<Arc<Index>, Problem> {
        self.served.archive.index().map_err(|error| Problem::of(&error.into()))
    }

    /// The overview of this state of the index, made where it was not made yet.
    pub(super) fn overview(
        &self,
        index: &Index,
        make: impl FnOnce() -> Result<Reply, Problem>,
    ) -> Result<Reply, Problem> {
        let state = format!("{} {:x} {}", index.totals().revision, index.fixes(), self.today());
        // A thread that panicked left the last whole page behind.
        let held = || self.overview.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, page)) = &*held()
            && *of == state
        {
            return Ok(whole(StatusCode::OK, HTML, page.clone()));
        }
        let made = make()?;
        if let (StatusCode::OK, Body::Whole(page)) = (made.status(), made.body()) {
            *held() = Some((state, page.clone()));
        }
        Ok(made)
    }

    /// The day that relative dates count from.
    pub(super) fn today(&self) -> Date {
        self.served.today.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }
}

/// Answers from one state of the index, or says that the client has that answer already.
pub(super) fn from_index(
    asked: &Asked,
    index: &Index,
    today: Date,
    answer: impl FnOnce() -> Result<Reply, Problem>,
) -> Result<Reply, Problem> {
    let revision = index.totals().revision;
    let what = words::hash(&format!("{} {today} {:?}", asked.address, asked.form));
    let tag = format!("W/\"r{revision}-{:x}-{what:x}\"", index.fixes());
    let known = asked.headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let answered = match known.is_some_and(|known| known.split(", ").any(|one| one == tag)) {
        true => reply(StatusCode::NOT_MODIFIED, "text/plain", Body::Whole(Vec::new())),
        false => answer()?,
    };
    let name = HeaderName::from_static("onrecord-revision");
    Ok(with(with(answered, ETAG, &tag), name, &revision.to_string()))
}

/// There is nothing at this address.
pub fn nothing_here(asked: &Asked) -> Problem {
    let detail = format!("there is nothing at /{}", asked.way.join("/"));
    Problem::new(StatusCode::NOT_FOUND, "address.unknown", detail)
}

/// Refuses other methods than those of an address.
pub(super) fn refused(asked: &Asked, allowed: &[Method]) -> Option<Reply> {
    if allowed.contains(asked.method) || asked.reads() && allowed.contains(&Method::GET) {
        return None;
    }
    let mut names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    let detail = format!("{} is not for this address", asked.method);
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method.wrong", detail);
    Some(with(problem.reply(), ALLOW, &names.join(", ")))
}

/// Addresses that everybody may see, since nothing of the archive is in them.
fn is_open(path: &str) -> bool {
    matches!(path, "/open" | "/healthz") || path.starts_with("/static/")
}

/// Whether a path is one that programs ask.
pub(super) fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || path == "/openapi.json"
}
