//! The API: its lines are those of the commands, byte for byte, and what cannot be asked is said as they say it.

use serde_json::Value;

use super::client::SEEDS;

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
        (
            "quotes.ndjson?q=trade+wages&any=true&why=true&fold=none&limit=5",
            &["quotes", "trade wages", "--any", "--why", "--fold", "none", "-n", "5"],
        ),
        (
            "quotes.ndjson?org=trade&verb=said&limit=5",
            &["quotes", "--org", "trade", "--verb", "said", "-n", "5"],
        ),
        ("quotes.ndjson?q=tariffs&act=belief", &["quotes", "tariffs", "--act", "belief"]),
        (
            "like.ndjson?like=a48173c0&min_overlap=0.5",
            &["quotes", "--like", "a48173c0", "--min-overlap", "0.5"],
        ),
        ("docs/abf72b66/copies.ndjson", &["similar", "d:abf72b66", "--copies"]),
        ("docs/abf72b66/similar.ndjson", &["similar", "d:abf72b66"]),
        ("entities.ndjson?name=brandt", &["entities", "--name", "brandt", "--with-roles"]),
        ("cite/a48173c0.ndjson", &["cite", "q:a48173c0"]),
        ("stats.ndjson", &["stats"]),
        ("failures.ndjson", &["stats", "--failed"]),
        ("skipped.ndjson", &["stats", "--skipped"]),
        ("fields.ndjson", &["fields"]),
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
        let (summary, results): (Vec<&str>, Vec<&str>) =
            printed.lines().partition(|line| line.starts_with("{\"type\":\"summary\""));
        let summary = summary.first().map(|line| format!(",\"summary\":{line}"));
        let whole =
            format!("{{\"results\":[{}]{}}}\n", results.join(","), summary.unwrap_or_default());
        assert_eq!(json.text(), whole, "{path}");
    }
}

/// The ids of a reply of the API.
fn ids(body: &[u8]) -> Vec<Value> {
    let page: Value = serde_json::from_slice(body).expect("JSON");
    page["results"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect()
}

#[test]
fn pages_follow_each_other_and_what_is_known_is_not_sent_again() {
    let (env, server) = &*SEEDS;
    assert_eq!(env.run(&["saved", "add", "on naïve wages", "--quotes", "wages"]).code, 0);
    for (question, size) in [
        ("quotes?q=nafta", 7),
        ("quotes?q=nafta&sort=-date", 11),
        ("docs?q=nafta", 5),
        ("timeline?q=tariffs", 9),
        ("saved/on%20na%C3%AFve%20wages?sort=date", 4),
    ] {
        let all = ids(&server.get(&format!("/api/v1/{question}&limit=1000")).body);
        let (mut path, mut found) = (format!("/api/v1/{question}&limit={size}"), Vec::new());
        let mut pages = 0;
        loop {
            let reply = server.get(&path);
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
            found.extend(ids(&reply.body));
            pages += 1;
            let Some(link) = reply.header("link") else { break };
            path = link.split(['<', '>']).nth(1).expect("an address").to_owned();
            assert!(path.is_ascii() && !path.contains(' '), "an address: {path}");
        }
        assert_eq!(found, all, "{question}");
        assert!(pages > 1, "{question} has pages");
    }
    let list = server.get("/api/v1/saved.ndjson").text();
    assert_eq!(list, env.run(&["saved", "list", "--json"]).out);
    let name = "/api/v1/saved/on%20na%C3%AFve%20wages.ndjson";
    assert_eq!(server.get(name).text(), env.run(&["saved", "run", "on naïve wages", "--json"]).out);
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
    for (method, path, allow) in [
        ("DELETE", "/api/v1/stats", "GET, HEAD"),
        ("POST", "/api/v1/quotes", "GET, HEAD"),
        ("PUT", "/api/v1/schema/quote", "GET, HEAD"),
        ("GET", "/api/v1/extract", "POST"),
        ("GET", "/fixes", "POST"),
        ("DELETE", "/clips", "GET, POST, HEAD"),
        ("POST", "/quotes", "GET, HEAD"),
    ] {
        let wrong = server.ask(method, path, &[("Authorization", &auth)], "");
        let allowed = wrong.header("allow");
        assert_eq!((wrong.status, allowed.as_deref()), (405, Some(allow)), "{method} {path}");
    }
    for path in
        ["/quotes?q=nafta", "/api/v1/quotes?q=nafta", "/api/v1/docs.ndjson?limit=0", "/healthz"]
    {
        let head = server.ask("HEAD", path, &[("Authorization", &auth)], "");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(head.header("content-type"), server.get(path).header("content-type"), "{path}");
    }
}

#[test]
fn schemas_are_those_of_the_command() {
    let (env, server) = &*SEEDS;
    let read = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let listed = read(&server.get("/api/v1/schema").text());
    let names = listed["results"].as_array().expect("a list");
    let printed: Vec<String> = env.run(&["schema"]).out.lines().map(str::to_owned).collect();
    assert_eq!(
        names.iter().map(|name| name.as_str().expect("a name")).collect::<Vec<_>>(),
        printed
    );
    for name in printed {
        let schema = server.get(&format!("/api/v1/schema/{name}"));
        assert_eq!(read(&schema.text()), read(&env.run(&["schema", &name]).out), "{name}");
    }
}
