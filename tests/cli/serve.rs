//! `serve` over a socket: what it answers is what the commands print, and what it refuses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;

use crate::testenv::{self, TestEnv};

/// A running page.
struct Server {
    child: Child,
    port: u16,
    key: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

impl Server {
    /// Starts one on the index of a folder.
    fn start(dir: &std::path::Path, flags: &[&str]) -> Server {
        let mut child = testenv::command(dir, &[&["serve", "--port", "0"], flags].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        let out = child.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("an address");
        let place = line.trim().strip_prefix("http://127.0.0.1:").expect("an address");
        let (port, rest) = place.split_once('/').expect("a path");
        let key = rest.strip_prefix("open?key=").unwrap_or_default().to_owned();
        Server { child, port: port.parse().expect("a port"), key }
    }

    /// Sends a request as it is written here and reads to the end.
    fn send(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("written");
        let mut bytes = Vec::new();
        // A connection that is closed early gives what came.
        let _ = stream.read_to_end(&mut bytes);
        let at = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = bytes.get(at + 4..).unwrap_or_default().to_vec();
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Reply { status, head, body: if chunked { whole(&body) } else { body } }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let own = format!("127.0.0.1:{}", self.port);
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {own}\r\n"));
        }
        headers.iter().for_each(|(name, value)| request.push_str(&format!("{name}: {value}\r\n")));
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        self.send(&request)
    }

    /// With the key, as a program asks.
    fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[("Authorization", &format!("Bearer {}", self.key))], "")
    }
}

/// A body that came in chunks.
fn whole(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&chunks[..end]), 16).unwrap_or(0);
        let from = end + 2;
        if size == 0 || from + size > chunks.len() {
            break;
        }
        body.extend(&chunks[from..from + size]);
        chunks = &chunks[(from + size + 2).min(chunks.len())..];
    }
    body
}

/// The sample documents, indexed once, and their page.
static SEEDS: LazyLock<(TestEnv, Server)> = LazyLock::new(|| {
    let env = TestEnv::new();
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/docs");
    assert_eq!(env.run(&["index", docs]).code, 0);
    let server = Server::start(&env.path("."), &[]);
    (env, server)
});

#[test]
fn lines_are_those_of_the_commands() {
    let (env, server) = &*SEEDS;
    for (path, command) in [
        ("quotes.ndjson?q=tariffs", &["quotes", "tariffs"][..]),
        (
            "quotes.ndjson?speaker=brandt&sort=-date&limit=3",
            &["quotes", "--speaker", "brandt", "--sort", "-date", "-n", "3"],
        ),
        (
            "quotes.ndjson?q=wages&role=head&kind=direct&min_conf=0",
            &["quotes", "wages", "--role", "head", "--kind", "direct", "--min-conf", "0"],
        ),
        (
            "quotes/facets.ndjson?q=nafta&facet=speaker:3&by=year",
            &["quotes", "nafta", "--facet", "speaker:3", "--by", "year"],
        ),
        (
            "docs.ndjson?q=%22rules+of+origin%22&snippets=2",
            &["query", "\"rules of origin\"", "--snippets", "2"],
        ),
        ("docs.ndjson?q=nafta&limit=0", &["query", "nafta", "-n", "0"]),
        ("docs/facets.ndjson?q=nafta", &["query", "nafta", "--facet", "source"]),
        (
            "timeline.ndjson?q=tariffs&speaker=brandt",
            &["timeline", "tariffs", "--speaker", "brandt"],
        ),
        ("like.ndjson?like=a+bomb+with+a+timer", &["quotes", "--like", "a bomb with a timer"]),
        ("quotes/a48173c0.ndjson", &["show", "q:a48173c0"]),
        ("docs/abf72b66.ndjson", &["show", "d:abf72b66"]),
        ("docs/abf72b66/quotes.ndjson", &["show", "d:abf72b66", "--quotes"]),
        ("docs/abf72b66/names.ndjson", &["show", "d:abf72b66", "--entities"]),
        ("docs/abf72b66/similar.ndjson", &["similar", "d:abf72b66"]),
        ("entities.ndjson?name=brandt", &["entities", "--name", "brandt", "--with-roles"]),
        ("cite/a48173c0.ndjson", &["cite", "q:a48173c0"]),
        ("stats.ndjson", &["stats"]),
        ("failures.ndjson", &["stats", "--failed"]),
        ("skipped.ndjson", &["stats", "--skipped"]),
        ("fields.ndjson", &["fields"]),
        ("saved.ndjson", &["saved", "list"]),
    ] {
        let printed = env.run(&[command, &["--json"]].concat()).out;
        let reply = server.get(&format!("/api/v1/{path}"));
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        // Where nothing is found the command has its reasons printed for programs, too.
        assert_eq!(reply.text(), printed, "{path}");
        let json = server.get(&format!("/api/v1/{}", path.replacen(".ndjson", "", 1)));
        if path.contains("limit=0") {
            assert_eq!(json.status, 400, "all of them come as lines: {path}");
            continue;
        }
        let one: Value = serde_json::from_slice(&json.body).expect("JSON");
        let lines: Vec<Value> =
            printed.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        let (summary, results): (Vec<Value>, Vec<Value>) =
            lines.into_iter().partition(|line| line["type"] == "summary");
        assert_eq!(one["results"], Value::Array(results), "{path}");
        assert_eq!(one.get("summary"), summary.first(), "{path}");
    }
}

#[test]
fn pages_follow_each_other_and_what_is_known_is_not_sent_again() {
    let (_, server) = &*SEEDS;
    let all: Value = serde_json::from_slice(&server.get("/api/v1/quotes?q=nafta&limit=1000").body)
        .expect("JSON");
    let (mut path, mut ids) = ("/api/v1/quotes?q=nafta&limit=7".to_owned(), Vec::new());
    loop {
        let reply = server.get(&path);
        let page: Value = serde_json::from_slice(&reply.body).expect("JSON");
        ids.extend(page["results"].as_array().expect("a list").iter().map(|q| q["id"].clone()));
        let Some(link) = reply.header("link") else { break };
        path = link.split(['<', '>']).nth(1).expect("an address").to_owned();
    }
    let expected: Vec<Value> =
        all["results"].as_array().expect("a list").iter().map(|q| q["id"].clone()).collect();
    assert_eq!(ids, expected);
    let tag = server.get("/api/v1/stats").header("etag").expect("a tag");
    let auth = format!("Bearer {}", server.key);
    let again = server.ask(
        "GET",
        "/api/v1/stats",
        &[("Authorization", &auth), ("If-None-Match", &tag)],
        "",
    );
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn what_cannot_be_asked_is_said_as_in_a_terminal() {
    let (_, server) = &*SEEDS;
    for (path, status, code, hint) in [
        ("/api/v1/quotes?qq=x", 400, "parameter.unknown", "did you mean q?"),
        ("/api/v1/quotes?sort=age", 400, "usage", "date"),
        ("/api/v1/docs?q=titel:x", 400, "query.", "title"),
        ("/api/v1/docs/ffffffffffff", 404, "id.unknown", ""),
        ("/api/v1/docs/--pre=sh:x", 404, "address.unknown", ""),
        ("/api/v1/nothing", 404, "address.unknown", ""),
        ("/api/v1/quotes?limit=1001", 400, "limit", ".ndjson"),
    ] {
        let reply = server.get(path);
        let problem: Value = serde_json::from_slice(&reply.body).expect("JSON");
        assert_eq!(reply.status, status, "{path}: {problem}");
        assert_eq!(reply.header("content-type").as_deref(), Some("application/problem+json"));
        let said = problem["code"].as_str().expect("a code");
        assert!(said == code || code == "query.", "{path}: {problem}");
        assert!(problem["hint"].as_str().unwrap_or_default().contains(hint), "{path}: {problem}");
    }
    let auth = format!("Bearer {}", server.key);
    let wrong = server.ask("DELETE", "/api/v1/stats", &[("Authorization", &auth)], "");
    assert_eq!((wrong.status, wrong.header("allow").as_deref()), (405, Some("GET, HEAD")));
    let head = server.ask("HEAD", "/quotes?q=nafta", &[("Authorization", &auth)], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

const VIEWS: [&str; 17] = [
    "/",
    "/quotes?q=tariffs",
    "/articles?q=tariffs",
    "/people",
    "/people?q=brandt",
    "/p/helena-brandt",
    "/q/a48173c0",
    "/d/abf72b66?q=sunset",
    "/s/abf72b66",
    "/like",
    "/like?text=a+bomb+with+a+timer",
    "/timeline?q=nafta",
    "/share",
    "/saved",
    "/clips",
    "/status",
    "/help",
];

#[test]
fn every_view_is_there_and_under_the_policy() {
    let (_, server) = &*SEEDS;
    for path in VIEWS {
        let reply = server.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        let policy = reply.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none';") && policy.contains("trusted-types"));
        assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"));
        let html = reply.text();
        for wrong in [" style=", " onclick=", "<script>", "javascript:", "http://", "https://"] {
            assert!(!html.contains(wrong), "{path}: {wrong}");
        }
    }
    let quote = server.get("/q/a48173c0").text();
    assert!(
        quote.contains("Checked against the file just now: wire/trade-talks.txt, line 17"),
        "{quote}"
    );
    assert!(server.get("/like?text=the+moon+is+a+sort+of+lemon").text().contains("Nobody here"));
    assert!(server.get("/p/nobody-at-all").text().contains("nobody here is called"));
    assert!(server.get("/quotes.atom?q=tariffs").text().contains("<entry>"));
    assert!(server.get("/quotes.md?q=tariffs").text().contains("> "));
}

#[test]
fn strangers_and_other_sites_are_turned_away() {
    let (_, server) = &*SEEDS;
    let auth = format!("Bearer {}", server.key);
    let key = ("Authorization", auth.as_str());
    let local = format!("http://127.0.0.1:{}", server.port);
    for (headers, path, status) in [
        (&[][..], "/quotes?q=nafta", 401),
        (&[("Authorization", "Bearer wrong")], "/api/v1/stats", 401),
        (&[("Cookie", "onrecord=wrong")], "/", 401),
        (&[key, ("Host", "evil.example")], "/", 421),
        (&[key, ("Sec-Fetch-Site", "cross-site")], "/quotes?q=nafta", 403),
        (
            &[
                key,
                ("Sec-Fetch-Site", "same-site"),
                ("Sec-Fetch-Mode", "navigate"),
                ("Sec-Fetch-Dest", "document"),
            ],
            "/quotes?q=nafta",
            403,
        ),
        (&[key], "/../../etc/passwd", 404),
        (&[key], "/%2e%2e/%2e%2e/etc/passwd", 404),
        (&[key], "/static/..%2fsite.rs", 404),
        (&[key], "/d/..%2f..%2fetc%2fpasswd", 404),
        (&[], "/healthz", 200),
        (&[], "/open?key=wrong", 401),
    ] {
        let reply = server.ask("GET", path, headers, "");
        assert_eq!(reply.status, status, "{headers:?} {path}: {}", reply.text());
        assert!(
            status == 200 || !reply.text().contains("Brandt"),
            "nothing of the archive: {path}"
        );
    }
    let long = server.ask("GET", &format!("/quotes?q={}", "x".repeat(9000)), &[key], "");
    assert_eq!(long.status, 414);
    let large = server.ask("POST", "/clips", &[key], &"x".repeat(70_000));
    assert_eq!(large.status, 413);
    let forged =
        server.ask("POST", "/clips", &[key, ("Origin", "http://evil.example")], "id=q:a48173c0");
    assert_eq!(forged.status, 403);
    let none =
        server.ask("POST", "/fixes", &[key, ("Origin", &local)], "do=block&name=Helena+Brandt");
    assert_eq!(none.status, 403, "not without --edit");
    // The key is handed over once for a session.
    let opened = server.ask("GET", &format!("/open?key={}", server.key), &[], "");
    let cookie = opened.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(!cookie.contains(&server.key), "{cookie}");
    let session = cookie.split(';').next().expect("a pair");
    assert_eq!(server.ask("GET", "/", &[("Cookie", session)], "").status, 200);
    // A feed has a key of its own, which opens nothing else.
    let page = server.get("/quotes?q=tariffs").text();
    let feed = page.split("/quotes.atom?").nth(1).and_then(|rest| rest.split('"').next());
    let feed = feed.expect("a feed").replace("&#38;", "&").replace("&amp;", "&");
    assert_eq!(server.ask("GET", &format!("/quotes.atom?{feed}"), &[], "").status, 200);
    assert_eq!(server.ask("GET", &format!("/quotes?{feed}"), &[], "").status, 401);
}

#[test]
fn half_a_head_holds_nothing_up() {
    let (_, server) = &*SEEDS;
    let mut slow = TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
    slow.write_all(b"GET / HTTP/1.1\r\nHost: 127").expect("written");
    assert_eq!(server.get("/healthz").status, 200);
    slow.set_read_timeout(Some(Duration::from_secs(25))).expect("a timeout");
    let mut rest = Vec::new();
    assert!(slow.read_to_end(&mut rest).is_ok(), "it is closed in the end");
}

#[test]
fn what_is_hostile_is_shown_as_text() {
    let env = TestEnv::new();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)> Note\n\nTARN QUAY, April 3, 2019 (A<b>c) -- \
        \"=cmd|' /C calc'!A0 is <i>ours</i> \u{202e}now,\" said Ilva \"><svg/onload=alert(1)> Sorrano, the \
        harbour master.\n\n\"-1+1 is what we pay,\" said Jorun Blakk.\n";
    env.write("a\"><script>x.txt", evil);
    env.index();
    let server = Server::start(&env.path("."), &[]);
    let id =
        env.run(&["query", "quay", "--json"]).json()[0]["id"].as_str().expect("an id").to_owned();
    let doc = format!("/d/{}?q=ours", id.trim_start_matches("d:"));
    for path in [
        "/",
        "/quotes?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27",
        "/quotes",
        "/articles",
        "/people",
        "/timeline?q=*",
        "/share",
        "/status",
        &doc,
    ] {
        let html = server.get(path).text();
        for wrong in ["<script>", "<img", "<svg/onload", "<i>ours", "\u{202e}"] {
            assert!(!html.contains(wrong), "{path}: {wrong}: {html}");
        }
    }
    let csv = server.get("/quotes.csv?min_conf=0&limit=50").text();
    assert!(csv.contains("'=cmd") || csv.contains("'-1+1"), "{csv}");
    assert!(!csv.contains(",=cmd") && !csv.contains(",-1+1"), "{csv}");
}

#[test]
fn clips_saved_searches_and_fixes_are_kept_and_a_commit_is_seen() {
    let env = TestEnv::new();
    env.write(
        "gate.txt",
        "Gate\n\nTARN QUAY, April 3, 2019 -- \"The gate stays open,\" said Helena Brandt.\n",
    );
    env.index();
    let server = Server::start(&env.path("."), &["--edit"]);
    let auth = format!("Bearer {}", server.key);
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let post =
        |path: &str, body: &str| server.ask("POST", path, &[("Authorization", &auth), form], body);
    let quote =
        env.run(&["quotes", "gate", "--json"]).json()[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(post("/clips", &format!("id={quote}&note=lead")).status, 303);
    assert!(server.get("/clips").text().contains("1 of 1 still true"));
    assert_eq!(post("/saved", "name=gates&q=gate&about=quotes").status, 303);
    assert!(server.get("/saved").text().contains("nothing new"));
    env.write(
        "mole.txt",
        "Mole\n\nTARN QUAY, May 3, 2019 -- \"The gate falls,\" said Jorun Blakk.\n",
    );
    env.index();
    assert!(server.get("/saved").text().contains("1 new"));
    assert!(server.get("/quotes?q=gate").text().contains("falls"));
    env.write(
        "gate.txt",
        "Gate\n\nTARN QUAY, April 3, 2019 -- \"The gate is shut,\" said Helena Brandt.\n",
    );
    assert!(server.get("/clips").text().contains("0 of 1 still true"));
    let cited = server.get(&format!("/api/v1/cite/{}", quote.trim_start_matches("q:")));
    assert_eq!(cited.status, 409, "{}", cited.text());
    assert_eq!(
        post("/fixes", "do=rename&name=Jorun+Blakk&other=Jorunn+Blakk&type=person").status,
        303
    );
    assert!(server.get("/p/jorunn-blakk").text().contains("falls"));
    assert_eq!(post("/clips", &format!("id={quote}&do=remove")).status, 303);
}
