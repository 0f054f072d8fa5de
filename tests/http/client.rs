//! A page that runs for a test, and a client that sends exactly what it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use crate::testenv::{self, TestEnv};

/// A running page.
pub struct Server {
    child: Child,
    pub port: u16,
    pub key: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
pub struct Reply {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

impl Server {
    /// Starts one on the index of a folder.
    pub fn start(dir: &std::path::Path, flags: &[&str]) -> Server {
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
    pub fn send(&self, request: &str) -> Reply {
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

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
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
    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[("Authorization", &self.bearer())], "")
    }

    /// Sends the fields of a form, with the key.
    pub fn post(&self, path: &str, body: &str) -> Reply {
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        self.ask("POST", path, &[("Authorization", &self.bearer()), form], body)
    }

    /// How a program shows the key.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.key)
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
pub static SEEDS: LazyLock<(TestEnv, Server)> = LazyLock::new(|| {
    let env = TestEnv::new();
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/docs");
    assert_eq!(env.run(&["index", docs]).code, 0);
    let server = Server::start(&env.path("."), &[]);
    (env, server)
});
