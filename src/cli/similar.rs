//! Flags of `similar`.

use clap::Args;

/// Flags of `similar`.
#[derive(Args, Debug)]
pub struct SimilarArgs {
    /// An id, its first letters, a path, or - for a text on stdin
    #[arg(value_name = "ID|PATH|-")]
    pub id: String,
    /// Copies only
    #[arg(long)]
    pub copies: bool,
    /// Path to give for stdin; its ending says what it is
    #[arg(long, value_name = "PATH", default_value = "stdin.txt")]
    pub name: String,
    /// Show at most N articles about the same; 0 shows all [default: 20]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
}
