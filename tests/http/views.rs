//! Every view is there, and what is hostile in documents, names and queries is shown as text.

use super::client::{SEEDS, Server};
use crate::testenv::TestEnv;

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

/// The script of the page.
const SCRIPT: &str = "<script src=\"/static/page.js\" defer></script>";

/// Marks that may appear only as text, in whatever field they came.
const MARKS: [&str; 9] = [
    "<script>",
    "<script ",
    "<img",
    "<svg/onload",
    "<i>ours",
    "<b>c",
    "href=\"javascript:",
    "\u{202e}",
    "\u{2066}",
];

/// A page without what stands in its fields.
fn without_fields(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    let fields = [(" value=\"", "\""), ("<textarea", "</textarea>")];
    while let Some((at, from, to)) =
        fields.iter().filter_map(|(from, to)| Some((rest.find(from)?, from, to))).min()
    {
        kept.push_str(&rest[..at]);
        let field = &rest[at + from.len()..];
        rest = field.split_once(to).map_or("", |(_, rest)| rest);
    }
    kept + rest
}

#[test]
fn what_is_hostile_is_shown_as_text() {
    let env = TestEnv::new();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)> \u{2066}Note\n\nTARN QUAY, April 3, 2019 \
        (A<b>c) -- \"=cmd|' /C calc'!A0 is <i>ours</i> \u{202e}now,\" said Ilva \"><svg/onload=alert(1)> Sorrano, \
        the harbour master.\n\n\"-1+1 is what we pay,\" said Jorun Blakk.\n\n\"+2 is what we owe,\" said Jorun \
        Blakk.\n\n\"@here we stand at the gate,\" said Jorun Blakk, the <script>chief</script> pilot.\n";
    env.write("a\"><script>x.txt", evil);
    env.write("javascript:alert(1).txt", evil.replace("April 3", "April 4"));
    let page = "<html><head><title>&lt;script&gt;quay&lt;/script&gt; \"' onload=x</title>\
        <link rel=\"canonical\" href=\"javascript:alert(1)\">\
        <meta name=\"author\" content=\"&lt;img src=x&gt;\"></head><body><article><p>TARN QUAY, May 3, 2019 -- \
        \"The quay is &lt;i&gt;ours,\" said Jorun Blakk, the &lt;b&gt;c pilot, at the quay.</p></article></body></html>";
    env.write("page.html", page);
    env.index();
    let server = Server::start(&env.path("."), &["--edit"]);
    let query = "%3Cscript%3Ealert(1)%3C/script%3E%22'%3E%3Cimg%20src=x%3E%E2%80%AE";
    let mut paths: Vec<String> = ["quotes", "articles", "people", "timeline", "share"]
        .iter()
        .flat_map(|view| [format!("/{view}"), format!("/{view}?q={query}"), format!("/{view}?q=*")])
        .collect();
    for path in ["/", "/people?type=%3Cscript%3E", "/saved", "/clips", "/status", "/help"] {
        paths.push(path.to_owned());
    }
    for path in ["/like?text=", "/p/", "/p/person/", "/q/", "/d/", "/s/", "/problems/", "/"] {
        paths.push(format!("{path}{query}"));
    }
    assert_eq!(server.post("/saved", &format!("name={query}&q={query}&about=quotes")).status, 303);
    for doc in env.run(&["query", "*", "--json", "-n", "0"]).json() {
        if let Some(id) = doc["id"].as_str().map(|id| id.trim_start_matches("d:")) {
            paths.extend([format!("/d/{id}?q=ours"), format!("/s/{id}")]);
        }
    }
    for quote in env.run(&["quotes", "--min-conf", "0", "--json", "-n", "0"]).json() {
        if let Some(id) = quote["id"].as_str().map(|id| id.trim_start_matches("q:")) {
            assert_eq!(server.post("/clips", &format!("id=q:{id}&note={query}")).status, 303);
            paths.extend([format!("/q/{id}"), format!("/like/{id}")]);
        }
    }
    for feed in ["/quotes.atom", "/articles.atom"] {
        paths.extend([feed.to_owned(), format!("{feed}?q={query}")]);
    }
    let people = server.get("/people").text();
    let speakers = people.split("href=\"/p/").skip(1).filter_map(|rest| rest.split('"').next());
    paths.extend(speakers.map(|slug| format!("/p/{}", slug.replace("&#38;", "&"))));
    assert!(paths.len() > 40, "{paths:?}");
    for path in paths {
        // Our own script is the only one; a field gives back what was typed.
        let html = without_fields(&server.get(&path).text().replacen(SCRIPT, "", 1));
        for wrong in MARKS {
            let line = html.lines().find(|line| line.contains(wrong));
            assert_eq!(line, None, "{path}: {wrong:?}");
        }
    }
    let csv = server.get("/quotes.csv?min_conf=0&limit=50&fold=none").text();
    for sign in ["=cmd", "-1+1", "+2 is", "@here"] {
        assert!(csv.contains(&format!("'{sign}")), "{sign}: {csv}");
        for before in [",", ",\"", "\n"] {
            assert!(!csv.contains(&format!("{before}{sign}")), "{sign}: {csv}");
        }
    }
}
