//! Flags of `saved`, and what can be done with standing queries.

use clap::{Args, Subcommand};

use super::examples::SAVED_EXAMPLES;
use super::search::SearchArgs;
use crate::config::share;

/// Flags of `saved`.
#[derive(Args, Debug)]
pub struct SavedArgs {
    /// What to do with them.
    #[command(subcommand)]
    pub action: SavedAction,
}

/// What can be done with standing queries.
#[derive(Debug, Subcommand)]
pub enum SavedAction {
    /// Keep a query under a name, in place of one that has it
    #[command(before_help = SAVED_EXAMPLES)]
    Add {
        /// The name
        name: String,
        /// It looks for quotes, not for documents
        #[arg(long)]
        quotes: bool,
        /// The query
        #[arg(value_name = "QUERY", required = true)]
        words: Vec<String>,
    },
    /// List all of them
    #[command(before_help = SAVED_EXAMPLES)]
    List,
    /// Show one
    #[command(before_help = SAVED_EXAMPLES)]
    Show {
        /// Its name
        name: String,
    },
    /// Answer one
    #[command(before_help = SAVED_EXAMPLES)]
    Run {
        /// Its name
        name: String,
        /// Only what was added since the last run with --new
        #[arg(long)]
        new: bool,
        /// Least confidence of quotes, 0 to 1; 0 shows all [default: 0.5]
        #[arg(long, value_name = "X", value_parser = share)]
        min_conf: Option<f64>,
        /// How much is shown, and in what form.
        #[command(flatten)]
        search: Box<SearchArgs>,
    },
    /// Forget one
    #[command(before_help = SAVED_EXAMPLES)]
    Rm {
        /// Its name
        name: String,
    },
}
