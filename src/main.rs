//! The program: hands what was typed to the library, and an exit code back.

use std::io::{self, BufWriter};
use std::process::ExitCode;

use onrecord::{commands, config::Surroundings};

/// Analysis makes many short-lived strings: this allocator takes 7 % off the time of indexing.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    let around = Surroundings::of_process();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let code = commands::main(&typed, &around, &mut out);
    // Everything was flushed, or cannot be any more; dropping the writer would try again.
    let _ = out.into_parts();
    ExitCode::from(code)
}
