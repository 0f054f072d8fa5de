//! Flags of every command.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::config::When;

/// Flags of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// Where the index lies [default: ONRECORD_INDEX, else `index/` here or in a folder above]
    #[arg(long, value_name = "DIR", global = true)]
    pub index: Option<PathBuf>,
    /// Your corrections of names [default: onrecord-fixes.toml beside the index]
    #[arg(long, value_name = "FILE", global = true, hide_short_help = true)]
    pub fixes: Option<PathBuf>,
    /// Print JSON Lines
    #[arg(long, global = true)]
    pub json: bool,
    /// Print each record so: '{path}\t{title}'; an unknown key lists those that there are
    #[arg(long, value_name = "TEMPLATE", global = true, conflicts_with = "json")]
    pub format: Option<String>,
    /// Print comma-separated values
    #[arg(long, global = true, conflicts_with_all = ["json", "format"])]
    pub csv: bool,
    /// Print tab-separated values
    #[arg(long, global = true, conflicts_with_all = ["json", "format", "csv"])]
    pub tsv: bool,
    /// End each path or --format record with a zero byte instead of a new line
    #[arg(short = '0', long, global = true, conflicts_with_all = ["json", "csv", "tsv"])]
    pub null: bool,
    /// Say less: no notes, no progress, no figures of what index, watch and verify did; results,
    /// warnings and errors stay
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: which index and which configuration are used
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colour [default: auto: on a terminal; NO_COLOR=1 never, FORCE_COLOR=1 always]
    #[arg(long, value_name = "WHEN", global = true, hide_short_help = true)]
    pub color: Option<When>,
    /// When to link paths to their files [default: auto]
    #[arg(long, value_name = "WHEN", global = true, hide_short_help = true)]
    pub hyperlink: Option<When>,
    /// The day that relative dates count from [default: today]
    #[arg(long, value_name = "DATE", global = true, value_parser = parse_day, hide_short_help = true)]
    pub now: Option<Date>,
    /// Refuse a query that cannot be read as typed, instead of searching its words
    #[arg(long, global = true, hide_short_help = true)]
    pub strict: bool,
    /// Exit with 0, not 1, when nothing was found
    #[arg(long, global = true, hide_short_help = true)]
    pub ok_if_none: bool,
    /// Read neither onrecord.toml nor the user's configuration
    #[arg(long, global = true, hide_short_help = true)]
    pub no_config: bool,
}

/// Reads a day.
fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written 2017-11-21".to_owned())
}
