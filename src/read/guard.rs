//! Reads files in a child process, so that a reader that breaks down, loops or eats memory costs one file and no more.
//!
//! The worker is a program that calls [`serve`]: it takes the limits, then for each file its path and bytes, and
//! answers with what was read. It opens nothing itself. A worker reads many files; it is replaced when it dies,
//! takes too long, or has read so many that leaks would add up.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::alarm::Alarmed;
use super::{Kind, Limits, ReadError, Reading, gzip, kind, read};
use crate::os;

/// Files that one worker reads at most.
const MOST_FILES: u32 = 2_000;

/// How a worker is started: a program, and arguments that make it call [`serve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
}

/// A worker that may be started, and is when there is something to read.
pub struct Guard {
    command: WorkerCommand,
    worker: Option<Worker>,
}

impl Guard {
    /// Starts nothing yet.
    pub fn new(command: WorkerCommand) -> Guard {
        Guard { command, worker: None }
    }

    /// Whether files of this kind are read by a worker: all but plain text, which has no format to go wrong.
    pub fn is_for(path: &Path, bytes: &[u8]) -> bool {
        kind(path, bytes).is_some_and(|kind| kind != Kind::Text) || gzip::inner(path).is_some()
    }

    /// Has a file read.
    pub fn read(
        &mut self,
        bytes: &[u8],
        path: &Path,
        limits: &Limits,
    ) -> Result<Reading, ReadError> {
        loop {
            let (mut worker, fresh) = match self.worker.take() {
                Some(worker) => (worker, false),
                None => (Worker::start(&self.command, limits)?, true),
            };
            match worker.ask(bytes, path, limits) {
                Ok(answer) => {
                    let whole = !matches!(answer, Err(ReadError::Crashed));
                    if whole && worker.files < MOST_FILES {
                        self.worker = Some(worker);
                    }
                    return answer;
                }
                Err(_) if worker.child.is_late() => {
                    return Err(ReadError::TimedOut { seconds: limits.max_time.as_secs() });
                }
                Err(_) if fresh => return Err(ReadError::Crashed),
                // It may have died of what it had read before.
                Err(_) => {}
            }
        }
    }
}

/// A child process that reads.
struct Worker {
    child: Alarmed,
    requests: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
    files: u32,
}

impl Worker {
    fn start(command: &WorkerCommand, limits: &Limits) -> Result<Worker, ReadError> {
        let failed = |e: io::Error| ReadError::NoWorker { what: e.to_string() };
        let mut start = Command::new(&command.program);
        start
            .args(&command.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        os::set_apart(&mut start);
        let mut child = start.spawn().map_err(failed)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let child = Alarmed::new(child);
        let (stdin, stdout) = pipes.ok_or_else(|| failed(io::ErrorKind::BrokenPipe.into()))?;
        let mut worker = Worker {
            child,
            requests: BufWriter::new(stdin),
            answers: BufReader::new(stdout),
            files: 0,
        };
        worker.send(&[&pack(limits).map_err(failed)?]).map_err(failed)?;
        Ok(worker)
    }

    fn send(&mut self, pieces: &[&[u8]]) -> io::Result<()> {
        pieces.iter().try_for_each(|piece| write_frame(&mut self.requests, piece))?;
        self.requests.flush()
    }

    fn ask(
        &mut self,
        bytes: &[u8],
        path: &Path,
        limits: &Limits,
    ) -> io::Result<Result<Reading, ReadError>> {
        self.files += 1;
        self.child.allow(limits.max_time);
        let answer = self.send(&[&os::path_bytes(path), bytes]).and_then(|()| {
            let most = limits.max_answer();
            read_frame(&mut self.answers, most)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
        });
        self.child.rest();
        let answer: Result<Reading, ReadError> = unpack(&answer?)?;
        match answer {
            // What comes out of a worker that has been taken over must do no harm here.
            Ok(reading) if !reading.parts.iter().all(super::Part::is_sound) => {
                Err(io::ErrorKind::InvalidData.into())
            }
            answer => Ok(answer),
        }
    }
}

/// The worker's side: reads what `requests` asks for and writes it to `answers`, until `requests` ends.
///
/// # Errors
///
/// One of the pipes is broken, or what comes is no request.
pub fn serve(requests: &mut dyn Read, answers: &mut dyn Write) -> io::Result<()> {
    let Some(limits) = read_frame(requests, u64::MAX)? else { return Ok(()) };
    let limits: Limits = unpack(&limits)?;
    os::confine(limits.max_memory);
    while let Some(path) = read_frame(requests, u64::MAX)? {
        let bytes = read_frame(requests, u64::MAX)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let path = os::path_from_bytes(&path);
        let reading = std::panic::AssertUnwindSafe(|| read(&bytes, &path, &limits));
        let answer = std::panic::catch_unwind(reading).unwrap_or(Err(ReadError::Crashed));
        write_frame(answers, &pack(&answer)?)?;
        answers.flush()?;
    }
    Ok(())
}

fn pack<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(io::Error::other)
}

fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// Writes the length of `bytes` and the bytes.
fn write_frame(out: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads what [`write_frame`] wrote; `None` at the end.
fn read_frame(input: &mut dyn Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    // The length is not believed beforehand: memory grows with what comes.
    if input.take(length).read_to_end(&mut bytes)? as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn limits() -> Limits {
        Limits { max_time: Duration::from_millis(300), ..Limits::default() }
    }

    /// What a worker says to these frames.
    fn answers(frames: &[&[u8]]) -> io::Result<Vec<Result<Reading, ReadError>>> {
        let mut requests = Vec::new();
        // The process of the tests must not be confined.
        let limits = Limits { max_memory: 0, ..Limits::default() };
        write_frame(&mut requests, &pack(&limits)?)?;
        frames.iter().try_for_each(|frame| write_frame(&mut requests, frame))?;
        let mut out = Vec::new();
        serve(&mut requests.as_slice(), &mut out)?;
        let (mut rest, mut all) = (out.as_slice(), Vec::new());
        while let Some(frame) = read_frame(&mut rest, u64::MAX)? {
            all.push(unpack(&frame)?);
        }
        Ok(all)
    }

    #[test]
    fn a_worker_answers_as_the_readers_do() {
        let page = b"<html><head><title>Talks</title></head><body><p>Two words.</p></body></html>";
        let ninjs = br#"{"uri":"u","headline":"A &amp; B","byline":"By Ann","body_text":"Words."}"#;
        let files: [(&str, &[u8]); 5] = [
            ("n.json", ninjs),
            ("a.html", page),
            ("b.json", b"{"),
            ("c.jsonl", b"{\"text\":\"One.\"}\n{"),
            ("d.xml", b"<rss/>"),
        ];
        let frames: Vec<&[u8]> =
            files.iter().flat_map(|(path, bytes)| [path.as_bytes(), *bytes]).collect();
        let read_here: Vec<_> = files
            .iter()
            .map(|(path, bytes)| read(bytes, Path::new(path), &Limits::default()))
            .collect();
        assert_eq!(answers(&frames).expect("whole pipes"), read_here);
    }

    #[test]
    fn broken_requests_end_a_worker() {
        assert!(answers(&[b"a.html"]).is_err());
        let mut out = Vec::new();
        assert!(serve(&mut b"\x05\0\0\0\0\0\0\0ab".as_slice(), &mut out).is_err());
        assert!(serve(&mut b"".as_slice(), &mut out).is_ok());
        assert!(read_frame(&mut [255_u8; 9].as_slice(), 1 << 30).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn workers_that_fail_cost_one_file() {
        let command = |program: &str, args: &[&str]| WorkerCommand {
            program: program.into(),
            args: args.iter().map(OsString::from).collect(),
        };
        for (command, code) in [
            (command("/no/such/program", &[]), "read.no-worker"),
            (command("false", &[]), "read.crashed"),
            (command("sleep", &["60"]), "read.timed-out"),
            (command("yes", &[]), "read.crashed"),
        ] {
            let mut guard = Guard::new(command.clone());
            let answer = guard.read(b"<p>x</p>", Path::new("a.html"), &limits());
            let code_found = answer.expect_err("no worker").code();
            // A program that is gone before the limits are written could not be started.
            assert!([code, "read.no-worker"].contains(&code_found), "{command:?}: {code_found}");
        }
    }
}
