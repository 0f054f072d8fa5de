//! Who is turned away: strangers, other sites, foreign names, what is too long or too slow.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::client::SEEDS;

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
fn a_link_from_elsewhere_waits_for_a_person_and_stays_here() {
    let (_, server) = &*SEEDS;
    let auth = server.bearer();
    let link = [
        ("Authorization", auth.as_str()),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "document"),
    ];
    let reply = server.ask("GET", "/quotes?q=nafta", &link, "");
    let page = reply.text();
    assert_eq!(reply.status, 403);
    assert!(page.contains("Open here") && page.contains("href=\"/quotes?q=nafta\""), "{page}");
    assert!(!page.contains("Brandt"), "nothing was looked up: {page}");
    // Two slashes begin an address on another machine.
    for path in ["//evil.example/x", "///evil.example/x", "/\\evil.example/x"] {
        let page = server.ask("GET", path, &link, "").text();
        for wrong in ["href=\"//", "href=\"/\\"] {
            assert!(!page.contains(wrong), "{path}: {page}");
        }
    }
}

#[test]
fn every_reply_is_under_the_policy() {
    let (_, server) = &*SEEDS;
    let auth = server.bearer();
    let key = ("Authorization", auth.as_str());
    let tag = server.get("/api/v1/stats").header("etag").expect("a tag");
    for (method, path, headers, body, status) in [
        ("GET", "/", &[][..], "", 401),
        ("GET", "/", &[key], "", 200),
        ("GET", "/nothing", &[key], "", 404),
        ("GET", "/api/v1/stats", &[key], "", 200),
        ("GET", "/api/v1/stats", &[key, ("If-None-Match", &tag)], "", 304),
        ("GET", "/api/v1/docs.ndjson?limit=0", &[key], "", 200),
        ("GET", "/quotes.csv?q=nafta", &[key], "", 200),
        ("GET", "/quotes.atom?q=nafta", &[key], "", 200),
        ("GET", "/quotes.md?q=nafta", &[key], "", 200),
        ("GET", "/api/v1/quotes?sort=age", &[key], "", 400),
        ("GET", "/static/page.js", &[], "", 200),
        ("GET", "/static/none.js", &[], "", 404),
        ("GET", "/openapi.json", &[key], "", 200),
        ("GET", "/opensearch.xml", &[key], "", 200),
        ("GET", "/healthz", &[], "", 200),
        ("GET", "/", &[key, ("Host", "evil.example")], "", 421),
        ("GET", "/", &[key, ("Sec-Fetch-Site", "cross-site")], "", 403),
        ("POST", "/quotes", &[key], "", 405),
        ("POST", "/api/v1/extract", &[key], "", 400),
        ("POST", "/clips", &[key], &"x".repeat(70_000), 413),
        ("GET", &format!("/{}", "x".repeat(9000)), &[key], "", 414),
    ] {
        let reply = server.ask(method, path, headers, body);
        let named = &path[..path.len().min(60)];
        assert_eq!(reply.status, status, "{method} {named}: {}", reply.text());
        for (name, value) in [
            ("content-security-policy", "default-src 'none';"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "private, no-cache"),
        ] {
            let said = reply.header(name).unwrap_or_default();
            assert!(said.contains(value), "{method} {named}: {name}: {said}");
        }
    }
}

#[test]
fn readers_that_stop_hold_nobody_up() {
    let (_, server) = &*SEEDS;
    // More of them than there are threads that search.
    let stopped: Vec<TcpStream> = (0..24)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
            let request = format!(
                "GET /api/v1/quotes.ndjson?limit=0&min_conf=0&fold=none HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\
                 Authorization: {}\r\n\r\n",
                server.port,
                server.bearer()
            );
            stream.write_all(request.as_bytes()).expect("written");
            stream
        })
        .collect();
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.get("/api/v1/quotes?q=nafta").status, 200);
    drop(stopped);
}
