//! Flags of `serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// Flags of `serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// The port; 0 takes any that is free [default: 7417, or any if it is taken]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Listen at this address, beyond this machine only with --token-file [default: 127.0.0.1]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Take the key from this file, which only its owner should be able to read
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Answer under this name too; may be given again
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// Ask nobody on this machine for a key
    #[arg(long, conflicts_with = "token_file")]
    pub no_key: bool,
    /// Let names be corrected in the page; the file of fixes keeps what is said
    #[arg(long)]
    pub edit: bool,
}
