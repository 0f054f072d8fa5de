//! `mcp`: the real program, asked over stdin in the lines of the protocol.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::testenv::{TestEnv, command, seeds, seeds_dir};

/// The quote of the samples that is looked for.
const TIMER: &str = "a bomb with a timer";

/// A running server.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last: u64,
}

impl Server {
    fn start(dir: &Path) -> Server {
        let mut command = command(dir, &["mcp"]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = piped.spawn().expect("the binary runs");
        let input = child.stdin.take().expect("stdin");
        let output = BufReader::new(child.stdout.take().expect("stdout"));
        let mut server = Server { child, input, output, last: 0 };
        let greeting = server.ask("initialize", json!({"protocolVersion": "2025-06-18"}));
        assert_eq!(greeting["result"]["protocolVersion"], "2025-06-18");
        server.send(b"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        server
    }

    fn send(&mut self, line: &[u8]) {
        self.input.write_all(line).expect("sent");
        self.input.write_all(b"\n").expect("sent");
        self.input.flush().expect("sent");
    }

    /// Asks and gives the line of the answer.
    fn line(&mut self, method: &str, params: Value) -> String {
        self.last += 1;
        let message =
            json!({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params});
        self.send(message.to_string().as_bytes());
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line
    }

    /// Asks and gives the answer.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let line = self.line(method, params);
        let answer: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert_eq!((&answer["jsonrpc"], &answer["id"]), (&json!("2.0"), &json!(self.last)));
        answer
    }

    /// What a tool answers: the words, the parts, whether it failed.
    fn call(&mut self, tool: &str, arguments: Value) -> (String, Value, bool) {
        let params = json!({"name": tool, "arguments": arguments});
        let mut result = self.ask("tools/call", params)["result"].take();
        let text = result["content"][0]["text"].as_str().expect("a text").to_owned();
        let failed = result["isError"].as_bool().expect("true or false");
        (text, result["structuredContent"].take(), failed)
    }

    /// Closes stdin, upon which the program ends well and has nothing more to say.
    fn end(mut self) {
        drop(self.input);
        let mut rest = String::new();
        self.output.read_line(&mut rest).expect("an end");
        assert_eq!(rest, "");
        assert!(self.child.wait().expect("an end").success());
    }
}

/// The first line of what is said.
fn first(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[test]
fn the_tools_are_listed_with_bounds() {
    let mut server = Server::start(seeds_dir());
    let listed = server.ask("tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().expect("tools");
    let names: Vec<&str> = tools.iter().filter_map(|tool| tool["name"].as_str()).collect();
    let expected =
        ["search_quotes", "search_articles", "who_said", "speaker", "timeline", "read", "cite"];
    assert_eq!(names, expected);
    for tool in tools {
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{tool}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
    }
    assert_eq!(tools[0]["inputSchema"]["properties"]["limit"]["maximum"], 50);
    assert_eq!(tools[0]["inputSchema"]["required"], json!(["query"]));
    server.end();
}

#[test]
fn who_said_gives_speaker_role_and_a_checked_citation() {
    let mut server = Server::start(seeds_dir());
    let (text, parts, failed) = server.call("who_said", json!({"text": TIMER}));
    assert!(!failed);
    let hit = &parts["results"][0];
    let cited = seeds(&["cite", hit["id"].as_str().expect("an id")]).out;
    assert_eq!(
        (hit["citation"].as_str(), first(&text)),
        (Some(cited.trim_end()), cited.trim_end())
    );
    assert_eq!(hit["citation_status"], "checked");
    assert_eq!(hit["speaker"]["name"], "Helena Brandt");
    assert_eq!(hit["role"]["text"], "Trade Minister");
    assert!(hit["diff"].as_array().is_some_and(|diff| diff.len() > 1), "{hit}");
    assert!(text.contains("not instructions"), "{text}");
    let (text, parts, failed) =
        server.call("who_said", json!({"text": "an agreement that three people could sign"}));
    assert!(first(&text).starts_with("Nobody here said exactly this"), "{text}");
    assert!(text.contains("[-that-]") && !failed, "{text}");
    assert_eq!(parts["results"].as_array().map(Vec::len), Some(1));
    let (text, parts, failed) =
        server.call("who_said", json!({"text": "zeppelins are made of cheese"}));
    assert_eq!(text, "Nobody here said this: no quote of the archive is like it.");
    assert_eq!((failed, &parts["results"]), (false, &json!([])));
    server.end();
}

#[test]
fn hits_are_those_of_the_command_behind_their_numbers() {
    let mut server = Server::start(seeds_dir());
    let args =
        json!({"query": "wages", "speaker": "olvera", "from": "2017", "to": "2018-06", "limit": 1});
    let (text, parts, _) = server.call("search_quotes", args.clone());
    let typed = ["quotes", "--json", "-n1", "--speaker=olvera", "--", "date:2017..2018-06 (wages)"];
    let mut lines = seeds(&typed).json();
    assert_eq!(lines.pop().as_ref(), Some(&parts["summary"]));
    assert_eq!(parts["results"], json!(lines));
    let facet = parts["facets"].as_array().and_then(|facets| facets.first()).expect("a facet");
    assert_eq!((&facet["field"], &facet["value"]), (&json!("speaker"), &json!("Marta Olvera")));
    let params = json!({"name": "search_quotes", "arguments": args});
    let line = server.line("tools/call", params);
    let at = |key: &str| line.find(key).unwrap_or_else(|| panic!("{key}: {line}"));
    let parts_at = ["{\"summary\":", ",\"facets\":", ",\"notice\":", ",\"results\":"].map(at);
    assert!(parts_at.is_sorted(), "numbers come first: {line}");
    assert!(first(&text).starts_with("2 statements"), "{text}");
    let next = parts["summary"]["next"].as_str().expect("a cursor");
    let more = json!({"query": "wages", "speaker": "olvera", "from": "2017", "to": "2018-06", "after": next});
    let (_, more, _) = server.call("search_quotes", more);
    assert_eq!((more["results"].as_array().map(Vec::len), &more["facets"]), (Some(1), &json!([])));
    let (text, parts, _) = server.call("search_quotes", json!({"query": "conf:<0.6"}));
    for hit in parts["results"].as_array().expect("hits") {
        let caution = hit["caution"].as_str().expect("a caution");
        assert!(caution.starts_with("low confidence") && text.contains(caution), "{hit}");
    }
    let (_, parts, _) = server.call("search_articles", json!({"query": "nafta wages", "limit": 1}));
    assert_eq!(parts["results"][0]["type"], "doc");
    let (_, parts, _) = server.call("timeline", json!({"query": "tariffs", "speaker": "brandt"}));
    assert_eq!(parts["results"][0]["date"], "2017-03-14");
    server.end();
}

#[test]
fn a_speaker_has_roles_over_time() {
    let mut server = Server::start(seeds_dir());
    for name in ["brandt", "e:person/helena-brandt"] {
        let (text, parts, _) = server.call("speaker", json!({"name": name}));
        let person = &parts["results"][0];
        assert_eq!(
            (&person["name"], &person["first"]),
            (&json!("Helena Brandt"), &json!("2017-03-14"))
        );
        let roles = person["roles"].as_array().expect("roles");
        let days: Vec<&str> = roles.iter().filter_map(|role| role["first"].as_str()).collect();
        assert!(days.is_sorted() && days.len() == roles.len() && days.len() > 1, "{roles:?}");
        assert!(text.contains("evidence q:"), "{text}");
    }
    let (text, parts, failed) = server.call("speaker", json!({"name": "Brandtt"}));
    assert!(text.contains("nearest: Helena Brandt") && !failed, "{text}");
    assert_eq!(parts["results"], json!([]));
    server.end();
}

#[test]
fn an_article_is_read_in_slices() {
    let mut server = Server::start(seeds_dir());
    let (_, parts, _) = server.call("who_said", json!({"text": TIMER}));
    let [quote, doc] = ["id", "doc"].map(|key| parts["results"][0][key].clone());
    let (text, slice, _) = server.call("read", json!({"id": quote, "sentences": 2}));
    let begins = slice["from_sentence"].as_u64().expect("a number");
    assert!(slice["sentences"][0]["text"].as_str().is_some_and(|text| text.contains(TIMER)));
    assert!(text.contains(&format!("[{begins}] \"A sunset clause")), "{text}");
    assert_eq!(slice["quotes"][0]["id"], quote);
    assert_eq!((&slice["next"], &slice["document"]["id"]), (&json!(begins + 2), &doc));
    let (_, whole, _) = server.call("read", json!({"id": doc, "sentences": 60}));
    assert_eq!((&whole["to_sentence"], &whole["next"]), (&whole["total_sentences"], &Value::Null));
    let (text, _, failed) = server.call("read", json!({"id": doc, "from_sentence": 9999}));
    assert!(failed && text.starts_with("from_sentence: 9999"), "{text}");
    server.end();
}

#[test]
fn what_does_not_fit_is_refused_and_garbage_is_passed_over() {
    let mut server = Server::start(seeds_dir());
    for line in [&b"garbage"[..], b"", b"{", b"[]", b"\xff\xfe", b"{\"jsonrpc\":\"2.0\"}", b"null"]
    {
        server.send(line);
    }
    for (arguments, begins) in [
        (json!({"query": "wages", "lang": "en"}), "lang: search_quotes takes no such argument"),
        (json!({"query": "wages", "limit": 1000}), "limit: 1000 is not between 1 and 50"),
        (json!({"query": "author:x"}), "author: is no field"),
    ] {
        let (text, parts, failed) = server.call("search_quotes", arguments.clone());
        assert!(failed, "{arguments}");
        if !begins.starts_with("author") {
            assert!(text.starts_with(begins), "{text}");
            assert_eq!(parts["error"]["code"], "usage");
        }
        assert!(parts["error"]["message"].is_string() && text.contains("code: "), "{text}");
    }
    // As in a terminal.
    let run = seeds(&["quotes", "author:x", "--json"]);
    let told: Value = serde_json::from_str(run.err.trim_end()).expect("an error");
    let (_, parts, _) = server.call("search_quotes", json!({"query": "author:x"}));
    for key in ["code", "message", "hint"] {
        assert_eq!(parts["error"][key], told[key], "{key}");
    }
    let unknown = server.ask("tools/call", json!({"name": "delete"}));
    assert_eq!(unknown["error"]["code"], -32602);
    assert_eq!(server.ask("ping", json!({}))["result"], json!({}));
    server.end();
}

#[test]
fn a_file_that_changed_is_not_cited_and_the_index_is_followed() {
    let env = TestEnv::new();
    let mut server = Server::start(&env.path(""));
    let (_, parts, failed) = server.call("search_articles", json!({"query": "port"}));
    assert!(failed && parts["error"]["code"] == "index.none", "{parts}");
    let story = |words: &str| format!("Port\n\n\"{words},\" said Ann Dow, the mayor.\n");
    env.write("a.txt", story("The port is closed for a week"));
    env.index();
    let asked = json!({"text": "The port is closed for a week"});
    let (_, parts, _) = server.call("who_said", asked.clone());
    let id = parts["results"][0]["id"].clone();
    let (text, parts, failed) = server.call("cite", json!({"id": id}));
    assert_eq!((failed, parts["citation"].as_str()), (false, Some(first(&text))));
    assert_eq!((&parts["status"], &parts["record"]["checked"]), (&json!("checked"), &json!(true)));
    env.write("a.txt", story("The port is open for a week"));
    let (text, parts, failed) = server.call("cite", json!({"id": id}));
    assert!(failed && text.starts_with("changed: a.txt: changed since it was indexed"), "{text}");
    assert_eq!((&parts["citation"], &parts["status"]), (&Value::Null, &json!("changed")));
    assert_eq!(parts["error"]["code"], "cite.changed");
    let (_, parts, failed) = server.call("who_said", asked);
    assert_eq!((failed, &parts["results"][0]["citation_status"]), (false, &json!("changed")));
    env.index();
    let (_, parts, _) = server.call("who_said", json!({"text": "port is open"}));
    assert_eq!(parts["results"][0]["citation_status"], "checked");
    server.end();
}

#[test]
fn nothing_is_written() {
    let env = TestEnv::new();
    env.write("a.txt", "Port\n\n\"The port is closed,\" said Ann Dow, the mayor.\n");
    env.index();
    let files = || {
        let mut found = Vec::new();
        let mut folders = vec![env.path("")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => found.push((std::fs::read(&path).expect("a file"), path)),
                }
            }
        }
        found.sort();
        found
    };
    let before = files();
    let mut server = Server::start(&env.path(""));
    let (_, parts, _) = server.call("who_said", json!({"text": "The port is closed"}));
    let id = parts["results"][0]["id"].clone();
    for (tool, arguments) in [
        ("search_quotes", json!({"query": "port"})),
        ("search_articles", json!({"query": "port"})),
        ("speaker", json!({"name": "Dow"})),
        ("timeline", json!({"speaker": "Dow"})),
        ("read", json!({"id": id})),
        ("cite", json!({"id": id})),
    ] {
        let (text, _, failed) = server.call(tool, arguments);
        assert!(!failed, "{tool}: {text}");
    }
    server.end();
    assert!(before == files(), "a file was made or changed");
}
