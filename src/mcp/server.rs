//! Lines in, messages out: calls are answered one after the other on a thread of their own, so that one that takes long
//! can be cancelled and all else is answered meanwhile.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::answer::{Answer, broken};
use super::calls::Toolset;
use super::protocol::{Asked, Message, Read, read, refused};
use crate::ask::Cancel;
use crate::failure::Failure;

/// Bytes of a line that is still read.
const LONGEST: u64 = 1 << 20;
/// Calls that wait, at most.
const WAITING: usize = 64;

/// What happens, in the order in which it does.
enum Event {
    Line(Vec<u8>),
    TooLong,
    Answered(String, Message),
    End,
}

/// A call with what ends it.
struct Job {
    key: String,
    asked: Asked,
    cancel: Cancel,
}

/// Answers the lines of `input` until it ends; what is no message is told to `note` and passed over.
///
/// # Errors
///
/// Messages that cannot be written.
pub fn run(
    toolset: Toolset,
    input: impl BufRead + Send + 'static,
    note: &dyn Fn(&str),
    write: &mut dyn FnMut(&Message) -> io::Result<()>,
) -> Result<(), Failure> {
    let (events, happened) = bounded(16);
    let (jobs, wanted) = unbounded();
    // Neither thread is waited for: one may stand at a pipe that nobody closes.
    let lines = events.clone();
    thread::spawn(move || hear(input, &lines));
    thread::spawn(move || work(&toolset, &wanted, &events));
    let mut waiting: BTreeMap<String, Cancel> = BTreeMap::new();
    let mut ended = false;
    while !ended || !waiting.is_empty() {
        let Ok(event) = happened.recv() else { return Ok(()) };
        let line = match event {
            Event::Line(line) => line,
            Event::TooLong => {
                note(&format!("a line of more than {LONGEST} bytes is passed over"));
                continue;
            }
            Event::Answered(key, message) => {
                let cancelled = waiting.remove(&key).is_some_and(|cancel| cancel.is_set());
                // Nobody waits for what was cancelled.
                if !cancelled {
                    write(&message)?;
                }
                continue;
            }
            Event::End => {
                ended = true;
                continue;
            }
        };
        match read(&line) {
            Read::Answer(message) => write(&message)?,
            Read::Call(asked) => {
                let key = asked.id.to_string();
                if waiting.contains_key(&key) || waiting.len() >= WAITING {
                    write(&refused(asked, "this id, or too many calls, are being answered"))?;
                    continue;
                }
                let cancel = Cancel::new();
                waiting.insert(key.clone(), cancel.clone());
                // Its other end is there as long as the channel of events is.
                let _ = jobs.send(Job { key, asked, cancel });
            }
            Read::Cancel(id) => {
                if let Some(cancel) = waiting.get(&id.to_string()) {
                    cancel.cancel();
                }
            }
            Read::Nothing => {}
            Read::Garbage => note("a line that is no message is passed over"),
        }
    }
    Ok(())
}

/// Reads lines until there are no more, or nobody wants them.
fn hear(mut input: impl BufRead, events: &Sender<Event>) {
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        let event = match read {
            Ok(0) | Err(_) => Event::End,
            Ok(_) if line.ends_with(b"\n") || (line.len() as u64) < LONGEST => Event::Line(line),
            Ok(_) => match pass_over(&mut input) {
                Ok(()) => Event::TooLong,
                Err(_) => Event::End,
            },
        };
        let blank = matches!(&event, Event::Line(line) if line.trim_ascii().is_empty());
        let end = matches!(event, Event::End);
        if (!blank && events.send(event).is_err()) || end {
            return;
        }
    }
}

/// Passes over the rest of a line.
fn pass_over(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let part = input.fill_buf()?;
        let end = part.iter().position(|byte| *byte == b'\n');
        let (len, done) = (end.map_or(part.len(), |at| at + 1), end.is_some() || part.is_empty());
        input.consume(len);
        if done {
            return Ok(());
        }
    }
}

/// Answers calls until there are no more.
fn work(toolset: &Toolset, wanted: &Receiver<Job>, events: &Sender<Event>) {
    for Job { key, asked, cancel } in wanted {
        let mut asked = asked;
        let sent = asked.arguments.take();
        let call = || toolset.call(asked.tool, sent, &cancel);
        // An archive that breaks one answer is to be asked the next question all the same.
        let answer = catch_unwind(AssertUnwindSafe(call))
            .unwrap_or_else(|_| Err(broken("the program is at fault")));
        let answer = answer.unwrap_or_else(|failure| Answer::of_failure(&failure));
        let message = asked.answered(&answer.result());
        if events.send(Event::Answered(key, message)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::{Archive, FixesFile};
    use crate::index::testing::{Draft, TestIndex};
    use crate::typed::{Program, Typed};
    use serde_json::{Value, json};
    use std::io::Write;
    use std::time::Duration;

    /// Searches without an end for a word, breaks down at another.
    struct Slow;

    impl Program for Slow {
        fn run(&self, typed: Typed, out: &mut dyn Write) -> Result<u8, Failure> {
            let typed_word = |word: &str| typed.words.iter().any(|typed| typed == word);
            assert!(!typed_word("broken"), "planted");
            while typed_word("endless") && !typed.cancel.is_set() {
                thread::sleep(Duration::from_millis(1));
            }
            out.write_all(b"{\"type\":\"summary\",\"total_docs\":0}\n")?;
            Ok(0)
        }
    }

    /// The messages that these lines are answered with, sorted by id.
    fn answered(lines: &[Vec<u8>]) -> (Vec<Value>, usize) {
        let index = TestIndex::of(&[&[Draft::new("a.txt", "", "The port.")]]);
        let archive = Archive::new(index.dir(), FixesFile::default());
        let toolset = Toolset { archive, program: Box::new(Slow) };
        let (mut messages, notes) = (Vec::new(), std::cell::Cell::new(0));
        let input = io::Cursor::new(lines.join(&b'\n'));
        let note = |_: &str| notes.set(notes.get() + 1);
        let mut write = |message: &Message| {
            messages.push(serde_json::to_value(message)?);
            Ok(())
        };
        run(toolset, input, &note, &mut write).expect("an end");
        messages.sort_by_key(|message| message["id"].to_string());
        (messages, notes.get())
    }

    fn line(message: Value) -> Vec<u8> {
        message.to_string().into_bytes()
    }

    fn call(id: u64, query: &str) -> Vec<u8> {
        let params = json!({"name": "search_quotes", "arguments": {"query": query}});
        line(json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params}))
    }

    #[test]
    fn a_call_is_cancelled_and_others_are_answered() {
        let cancel = json!({"method": "notifications/cancelled", "params": {"requestId": 1}});
        let ping = line(json!({"id": 2, "method": "ping"}));
        let (messages, _) = answered(&[call(1, "endless"), ping, line(cancel), call(3, "port")]);
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert_eq!((&messages[0]["id"], &messages[1]["id"]), (&json!(2), &json!(3)));
        assert_eq!(messages[1]["result"]["isError"], false);
    }

    #[test]
    fn what_breaks_one_answer_ends_none_of_the_others() {
        let long = vec![b'x'; LONGEST as usize + 9];
        let (messages, notes) =
            answered(&[call(1, "broken"), long, b"\xff".to_vec(), Vec::new(), call(2, "port")]);
        assert_eq!((messages.len(), notes), (2, 2));
        let broken = &messages[0]["result"];
        assert_eq!(
            (&broken["isError"], &broken["structuredContent"]["error"]["code"]),
            (&json!(true), &json!("internal"))
        );
        assert_eq!(messages[1]["result"]["isError"], false);
    }
}
