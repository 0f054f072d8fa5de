//! Hands the flags that a file or the environment may set as well to `config`.

use super::index::IndexArgs;
use super::program::{Cli, Command};
use super::read::ReadArgs;
use super::saved::{SavedAction, SavedArgs};
use super::watch::WatchArgs;
use crate::config::Settings;

impl Cli {
    /// The flags that the environment or a file may set as well.
    pub fn settings(&self) -> Settings {
        let global = &self.global;
        let mut settings = Settings {
            index: global.index.clone(),
            fixes: global.fixes.clone(),
            color: global.color,
            hyperlink: global.hyperlink,
            now: global.now,
            strict: global.strict.then_some(true),
            ..Settings::default()
        };
        match &self.command {
            Command::Index(IndexArgs { walk: args, .. })
            | Command::Watch(WatchArgs { walk: args, .. }) => {
                settings.paths = given(&args.paths);
                settings.include = given(&args.include);
                settings.exclude = given(&args.exclude);
                settings.types = given(&args.types);
                let sources: Vec<String> =
                    args.source.iter().map(|s| format!("{}={}", s.0, s.1)).collect();
                settings.source = given(&sources);
                settings.hidden = args.hidden.then_some(true);
                settings.follow = args.follow.then_some(true);
                settings.date_from = args.date_from;
                settings.threads = args.threads;
                settings.memory = args.memory;
            }
            Command::Query(args) => {
                settings.limit = args.search.limit;
                settings.sort = args.search.sort;
                settings.fold = args.search.fold;
                settings.snippets = args.snippets;
                settings.context = args.context;
            }
            Command::Quotes(args) => {
                settings.limit = args.search.limit;
                settings.sort = args.search.sort;
                settings.fold = args.search.fold;
            }
            Command::Timeline(args) => settings.fold = args.fold,
            Command::Entities(args) => settings.limit = args.limit,
            Command::Similar(args) => settings.limit = args.limit,
            Command::Saved(SavedArgs { action: SavedAction::Run { search, .. } }) => {
                settings.limit = search.limit;
                settings.sort = search.sort;
                settings.fold = search.fold;
            }
            _ => {}
        }
        if let Some(read) = self.read() {
            settings.pre = read.pre.clone();
            settings.pre_glob = given(&read.pre_glob);
        }
        settings
    }

    /// The flags that say how files are read, of a command that reads some.
    fn read(&self) -> Option<&ReadArgs> {
        match &self.command {
            Command::Index(args) => Some(&args.walk.read),
            Command::Watch(args) => Some(&args.walk.read),
            Command::Extract(args) => Some(&args.read),
            Command::Cite(args) => Some(&args.read),
            Command::Verify(args) => Some(&args.read),
            #[cfg(feature = "mcp")]
            Command::Mcp(args) => Some(&args.read),
            _ => None,
        }
    }
}

/// A list, if anything is in it.
fn given<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}
