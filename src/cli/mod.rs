//! What was typed: the commands and flags of the program, read by clap.
//!
//! `program` lists the commands, each of which has a file for its flags; `search` holds those of
//! what searches, `examples` the heads of the helps. Nothing is decided here: [`Cli::settings`]
//! hands the flags that a file or the environment may set as well to `config`, where they become
//! what was meant.

mod cite;
mod entities;
mod examples;
mod export;
mod extract;
mod global;
mod index;
#[cfg(feature = "mcp")]
mod mcp;
mod program;
mod read;
mod saved;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod show;
mod similar;
mod stats;
mod verify;
mod walk;
mod watch;

pub use cite::CiteArgs;
pub use entities::{EntitiesArgs, EntityAction, TypeArg};
pub use export::{ExportArgs, ExportWhat};
pub use extract::ExtractArgs;
pub use global::Global;
pub use index::{IndexArgs, RedoArg};
#[cfg(feature = "mcp")]
pub use mcp::McpArgs;
pub use program::{Cli, Command};
pub use read::ReadArgs;
pub use saved::{SavedAction, SavedArgs};
pub use search::{
    ActArg, GroupArg, KindArg, PeriodArg, QueryArgs, QuotesArgs, SearchArgs, TimelineArgs,
};
#[cfg(feature = "serve")]
pub use serve::ServeArgs;
pub use show::ShowArgs;
pub use similar::SimilarArgs;
pub use stats::StatsArgs;
pub use verify::VerifyArgs;
pub use walk::{Source, WalkArgs};
pub use watch::WatchArgs;
