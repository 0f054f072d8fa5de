//! Flags of `show`.

use clap::Args;

/// Flags of `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// An id (d:… or q:…), its first letters, or a path
    #[arg(value_name = "ID|PATH")]
    pub id: String,
    /// The text alone
    #[arg(long, conflicts_with_all = ["quotes", "entities", "csv", "tsv", "format"])]
    pub text: bool,
    /// The quotes alone
    #[arg(long, conflicts_with = "entities")]
    pub quotes: bool,
    /// The persons, organisations and places named
    #[arg(long)]
    pub entities: bool,
}
