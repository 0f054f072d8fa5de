//! `serve` over a socket: the real binary, asked as browsers, programs and strangers ask.

mod client;
mod kept;
mod lines;
mod refusals;
// Shared with the tests of the commands, which use more of it.
#[allow(dead_code)]
#[path = "../cli/testenv.rs"]
mod testenv;
mod views;
