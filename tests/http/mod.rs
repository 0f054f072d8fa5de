//! `serve` over a socket: the real binary, asked as browsers, programs and strangers ask.

mod client;
mod kept;
mod lines;
mod refusals;
mod views;
