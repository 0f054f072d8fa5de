//! Flags of `watch`.

use clap::Args;

use super::walk::WalkArgs;

/// Flags of `watch`.
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// What is indexed, and how.
    #[command(flatten)]
    pub walk: WalkArgs,
    /// Run a command when documents arrive: it gets them on stdin, a JSON line each; that it ends with
    /// 1, having found nothing, is no failure
    #[arg(long, value_name = "CMD")]
    pub on_new: Option<String>,
}
