//! Flags of `cite`.

use clap::Args;

use super::read::ReadArgs;

/// Flags of `cite`.
#[derive(Args, Debug)]
pub struct CiteArgs {
    /// Ids (q:… or d:…), their first letters, or paths
    #[arg(value_name = "ID|PATH", required = true)]
    pub ids: Vec<String>,
    /// Print Markdown
    #[arg(long, conflicts_with_all = ["json", "format", "csv", "tsv"])]
    pub markdown: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}
