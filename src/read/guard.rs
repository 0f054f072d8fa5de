//! Reads files in a child process, so that a reader that breaks down, loops or eats memory costs one file and no more.
//!
//! The worker is a program that calls [`serve`]: it takes the limits, then for each batch the paths and bytes of
//! its files, and answers with what was read. It opens nothing itself. A worker reads many files; it is replaced when it dies,
//! takes too long, or has read so many that leaks would add up.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::alarm::Alarmed;
use super::error::ReadError;
use super::formats::read;
use super::gzip;
use super::kind::Kind;
use super::limits::Limits;
use super::part::Part;
use super::reading::Reading;
use super::recognise::kind;
use crate::os;

/// Files that one worker reads at most.
const MOST_FILES: usize = 2_000;

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

    /// Has files read, and gives what became of each, in their order.
    pub fn read(
        &mut self,
        files: &[(&[u8], &Path)],
        limits: &Limits,
    ) -> Vec<Result<Reading, ReadError>> {
        let mut answers = Vec::with_capacity(files.len());
        let mut one_by_one = false;
        while answers.len() < files.len() {
            let rest = &files[answers.len()..];
            let batch = if one_by_one { &rest[..1] } else { rest };
            let (mut worker, fresh) = match self.worker.take() {
                Some(worker) => (worker, false),
                None => match Worker::start(&self.command, limits) {
                    Ok(worker) => (worker, true),
                    Err(error) => {
                        answers.push(Err(error));
                        continue;
                    }
                },
            };
            match worker.ask(batch, limits, &mut answers) {
                Ok(()) => {
                    let whole = !matches!(answers.last(), Some(Err(ReadError::Crashed)));
                    if whole && worker.files < MOST_FILES {
                        self.worker = Some(worker);
                    }
                }
                // It is not known of which.
                Err(_) if batch.len() > 1 => one_by_one = true,
                Err(_) if worker.child.is_late() => {
                    answers.push(Err(ReadError::TimedOut { seconds: limits.max_time.as_secs() }));
                }
                Err(_) if fresh => answers.push(Err(ReadError::Crashed)),
                // It may have died of what it had read before.
                Err(_) => {}
            }
        }
        answers
    }
}

/// A child process that reads.
struct Worker {
    child: Alarmed,
    requests: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
    files: usize,
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
        let limits = pack(limits).map_err(failed)?;
        write_frame(&mut worker.requests, &limits).map_err(failed)?;
        Ok(worker)
    }

    /// Has all these files read; `answers` gets one for each, or fewer with an error.
    fn ask(
        &mut self,
        files: &[(&[u8], &Path)],
        limits: &Limits,
        answers: &mut Vec<Result<Reading, ReadError>>,
    ) -> io::Result<()> {
        self.files += files.len();
        self.child.allow(limits.max_time);
        self.requests.write_all(&(files.len() as u64).to_le_bytes())?;
        for (bytes, path) in files {
            write_frame(&mut self.requests, &os::path_bytes(path))?;
            write_frame(&mut self.requests, bytes)?;
        }
        self.requests.flush()?;
        for _ in files {
            let answer = read_frame(&mut self.answers, limits.max_answer())?;
            let answer: Result<Reading, ReadError> =
                unpack(&answer.ok_or(io::ErrorKind::UnexpectedEof)?)?;
            // What comes out of a worker that has been taken over must do no harm here.
            if let Ok(reading) = &answer
                && !reading.parts.iter().all(Part::is_sound)
            {
                return Err(io::ErrorKind::InvalidData.into());
            }
            answers.push(answer);
        }
        self.child.rest();
        Ok(())
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
    while let Some(count) = read_number(requests)? {
        let mut files = Vec::new();
        // All of them are taken in first: then neither side waits for the other to make room.
        for _ in 0..count {
            let mut frame = || {
                read_frame(requests, u64::MAX)?.ok_or(io::Error::from(io::ErrorKind::UnexpectedEof))
            };
            files.push((frame()?, frame()?));
        }
        for (path, bytes) in files {
            let path = os::path_from_bytes(&path);
            let reading = std::panic::AssertUnwindSafe(|| read(&bytes, &path, &limits));
            let answer = std::panic::catch_unwind(reading).unwrap_or(Err(ReadError::Crashed));
            write_frame(answers, &pack(&answer)?)?;
        }
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

/// Reads eight bytes as a number; `None` at the end.
fn read_number(input: &mut dyn Read) -> io::Result<Option<u64>> {
    let mut number = [0; 8];
    match input.read_exact(&mut number) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        read => read.map(|()| Some(u64::from_le_bytes(number))),
    }
}

/// Reads what [`write_frame`] wrote; `None` at the end.
fn read_frame(input: &mut dyn Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = read_number(input)? else { return Ok(None) };
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

    #[cfg(unix)]
    fn limits() -> Limits {
        Limits { max_time: Duration::from_millis(300), ..Limits::default() }
    }

    /// What a worker says to these frames.
    fn answers(frames: &[&[u8]]) -> io::Result<Vec<Result<Reading, ReadError>>> {
        let mut requests = Vec::new();
        // The process of the tests must not be confined.
        let limits = Limits { max_memory: 0, ..Limits::default() };
        write_frame(&mut requests, &pack(&limits)?)?;
        requests.extend(frames.len().div_ceil(2).to_le_bytes());
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
            let file: (&[u8], &Path) = (b"<p>x</p>", Path::new("a.html"));
            let answers = guard.read(&[file, file], &limits());
            assert_eq!(answers.len(), 2);
            let code_found = answers[0].as_ref().expect_err("no worker").code();
            // A program that is gone before the limits are written could not be started.
            assert!([code, "read.no-worker"].contains(&code_found), "{command:?}: {code_found}");
        }
    }
}
