//! Flags of `mcp`.

use clap::Args;

use super::read::ReadArgs;

/// Flags of `mcp`.
#[derive(Args, Debug)]
pub struct McpArgs {
    /// How files are read, which citations are checked against.
    #[command(flatten)]
    pub read: ReadArgs,
}
