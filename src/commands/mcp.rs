//! `mcp`: the archive for assistants, on stdin and stdout.

use std::io::BufReader;

use super::code::FOUND;
use super::program::Program;
use super::session::Session;
use crate::failure::Failure;
use crate::mcp::{self, Toolset};
use crate::wire::json;

/// Runs the command until stdin ends; that there is no index yet is told whoever asks. `seen`: whether stdout is a
/// terminal.
pub fn run(session: &mut Session, program: Program, seen: bool) -> Result<u8, Failure> {
    let toolset = Toolset { archive: session.archive(), program: Box::new(program) };
    if seen {
        session.messages.note("an assistant is to start this; it ends with stdin");
    }
    let Session { messages, out, .. } = session;
    let note = |text: &str| messages.note(text);
    let mut write = |message: &mcp::Message| {
        json::message(out, message)?;
        out.flush()
    };
    mcp::run(toolset, BufReader::new(std::io::stdin()), &note, &mut write)?;
    Ok(FOUND)
}
