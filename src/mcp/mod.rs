//! The archive for assistants: seven tools that read it, over the Model Context Protocol.
//!
//! [`run`] hands lines to `protocol`, which knows JSON-RPC and the versions of the protocol and nothing of archives.
//! `tools` lists the tools with their arguments, `arguments` holds what was sent against that list, and [`Toolset`]
//! (`calls`) runs the commands themselves ([`crate::typed`]), so that results have the shapes of `--json`. `slice` cuts
//! a piece of an article, `told` puts an answer in words. Nothing here opens a socket, writes a file or changes the index.

mod answer;
mod arguments;
mod calls;
mod protocol;
mod server;
mod slice;
mod told;
mod tools;

pub use calls::Toolset;
pub use protocol::Message;
pub use server::run;
