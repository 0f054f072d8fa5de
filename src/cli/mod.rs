//! What was typed: the commands and flags of the program, read by clap.
//!
//! `search` holds the flags of what searches, `examples` the heads of the helps. Nothing is decided
//! here: [`Cli::settings`] hands the flags that a file or the environment may
//! set as well to `config`, where they become what was meant.

mod examples;
mod search;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::check::Sample;
use crate::config::{Settings, Size, When};
use examples::*;
pub use search::{GroupArg, KindArg, PeriodArg, QueryArgs, QuotesArgs, SearchArgs, TimelineArgs};

/// Who said what, in your own archive: full-text search for folders of news.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, before_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

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
    /// Say less: no notes, no progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: which index and which configuration are used
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colour [default: auto]
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

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create or update the index; only what changed is read
    #[command(before_help = INDEX_EXAMPLES)]
    Index(IndexArgs),
    /// Keep the index up to date while files arrive
    #[command(before_help = WATCH_EXAMPLES)]
    Watch(WatchArgs),
    /// Find documents, the best first
    #[command(before_help = QUERY_EXAMPLES)]
    Query(QueryArgs),
    /// Find quotes, the best first: who said what
    #[command(before_help = QUOTES_EXAMPLES)]
    Quotes(QuotesArgs),
    /// Statements in order of date
    #[command(before_help = TIMELINE_EXAMPLES)]
    Timeline(TimelineArgs),
    /// People, organisations and places of the archive; corrections of their names
    #[command(before_help = ENTITIES_EXAMPLES)]
    Entities(EntitiesArgs),
    /// Copies of a story with what each cut or added; articles about the same
    #[command(before_help = SIMILAR_EXAMPLES)]
    Similar(SimilarArgs),
    /// Show one document, or one quote in its context
    #[command(before_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Standing queries: what is new for them since they were last run
    #[command(before_help = SAVED_EXAMPLES)]
    Saved(SavedArgs),
    /// Whole records as JSON Lines or CSV, streamed
    #[command(before_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Documents, names and quotes of texts, without any index
    #[command(before_help = EXTRACT_EXAMPLES)]
    Extract(ExtractArgs),
    /// Size, dates, sources and failures of the index, or of a query
    #[command(before_help = STATS_EXAMPLES)]
    Stats(StatsArgs),
    /// Cite quotes or articles, each checked against its file as it is now
    #[command(before_help = CITE_EXAMPLES)]
    Cite(CiteArgs),
    /// Check that the index is sound, and still true of the files on disk
    #[command(before_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// List the fields, flags and operators of the query language
    #[command(before_help = FIELDS_EXAMPLES)]
    Fields,
    /// Print the JSON Schema of a type of line; without NAME, the names
    #[command(before_help = SCHEMA_EXAMPLES)]
    Schema {
        /// A type of line: doc, quote, summary …
        name: Option<String>,
    },
    /// Print the completions of a shell
    #[command(before_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(before_help = MAN_EXAMPLES)]
    Man,
    /// Read what comes on stdin, for another process of this program
    #[command(hide = true, before_help = READ_WORKER_EXAMPLES)]
    ReadWorker,
}

/// How files are read.
#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Have a program make text of each file: it gets the path as its argument and the bytes on
    /// stdin, and writes text to stdout
    #[arg(long, value_name = "CMD")]
    pub pre: Option<PathBuf>,
    /// Only of files that match; may be given again
    #[arg(long, value_name = "GLOB", requires = "pre")]
    pub pre_glob: Vec<String>,
}

/// What is indexed, and how.
#[derive(Args, Debug)]
pub struct WalkArgs {
    /// Folders or files [default: the folder that was indexed last time]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read only files that match; may be given again
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out files and folders that match; may be given again
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read hidden files and folders too
    #[arg(long)]
    pub hidden: bool,
    /// Follow symbolic links
    #[arg(long)]
    pub follow: bool,
    /// Read only files whose names end so: txt, html; may be given again
    #[arg(long = "type", value_name = "EXT")]
    pub types: Vec<String>,
    /// Name the source of files that match; may be given again
    #[arg(long, value_name = "NAME=GLOB", value_parser = parse_source)]
    pub source: Vec<Source>,
    /// Number of threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Memory of the index writer, such as 512M [default: 256M]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// Keep documents whose files are gone
    #[arg(long)]
    pub keep_missing: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// Flags of `index`.
#[derive(Args, Debug)]
pub struct IndexArgs {
    /// What is indexed, and how.
    #[command(flatten)]
    pub walk: WalkArgs,
    /// Take the files from a list, one a line (or NUL-separated); - is stdin
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Make again what was made of files that did not change, and all that follows from it
    #[arg(long, value_name = "WHAT")]
    pub redo: Option<RedoArg>,
    /// Try again the files that could not be read
    #[arg(long)]
    pub retry_failed: bool,
    /// Compare the content of files, not only their size and time
    #[arg(long)]
    pub checksum: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Find no names and no quotes: for measuring what they cost
    #[arg(long, hide = true)]
    pub bare: bool,
    /// Commit after so many files: for tests of what a crash leaves
    #[arg(long, hide = true, value_name = "N")]
    pub commit_files: Option<u64>,
}

/// Flags of `watch`.
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// What is indexed, and how.
    #[command(flatten)]
    pub walk: WalkArgs,
    /// Run a command when documents arrive: it gets them on stdin, a JSON line each
    #[arg(long, value_name = "CMD")]
    pub on_new: Option<String>,
}

/// What `--redo` makes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RedoArg {
    /// Text and header, and all that follows from them
    Text,
    /// Names
    Entities,
    /// Quotes
    Quotes,
    /// Everything
    All,
}

/// Flags of `extract`.
#[derive(Args, Debug)]
pub struct ExtractArgs {
    /// Folders or files; - is stdin [default: stdin]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Path to give for stdin; its ending says what it is
    #[arg(long, value_name = "PATH", default_value = "stdin.txt")]
    pub name: String,
    /// Number of threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// Flags of `entities`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_precedence_over_arg = true)]
pub struct EntitiesArgs {
    /// What to put right.
    #[command(subcommand)]
    pub action: Option<EntityAction>,
    /// Only of documents that match
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// Only people, organisations or places
    #[arg(long = "type", value_name = "KIND")]
    pub kind: Option<TypeArg>,
    /// Only those one of whose names has these words
    #[arg(long, value_name = "WORDS")]
    pub name: Option<String>,
    /// What is named in the same documents as this one: a name or an id
    #[arg(long, value_name = "NAME|ID")]
    pub cooccur: Option<String>,
    /// With the roles of people: since when, until when, and where it stands
    #[arg(long)]
    pub with_roles: bool,
    /// Show at most N; 0 shows all [default: 20]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Keys or columns to print, with --json, --csv or --tsv: id,name,docs
    #[arg(long, value_name = "A,B", value_delimiter = ',', conflicts_with = "format")]
    pub fields: Vec<String>,
}

/// Corrections of names. They are written to the fixes file and hold at once.
#[derive(Debug, Subcommand)]
pub enum EntityAction {
    /// These names are one; the first is shown
    #[command(before_help = ENTITIES_EXAMPLES)]
    Merge {
        /// Only people, organisations or places
        #[arg(long = "type", value_name = "KIND")]
        kind: Option<TypeArg>,
        /// Two names or more
        #[arg(value_name = "NAME", required = true, num_args = 2..)]
        names: Vec<String>,
    },
    /// A name is not that one
    #[command(before_help = ENTITIES_EXAMPLES)]
    Split {
        /// Only people, organisations or places
        #[arg(long = "type", value_name = "KIND")]
        kind: Option<TypeArg>,
        /// The name that stands for itself
        name: String,
        /// A name of the one that it leaves
        #[arg(long, value_name = "NAME")]
        from: String,
    },
    /// A name is none at all
    #[command(before_help = ENTITIES_EXAMPLES)]
    Block {
        /// Only people, organisations or places
        #[arg(long = "type", value_name = "KIND")]
        kind: Option<TypeArg>,
        /// The words
        name: String,
    },
    /// Show a name in another form
    #[command(before_help = ENTITIES_EXAMPLES)]
    Rename {
        /// Only people, organisations or places
        #[arg(long = "type", value_name = "KIND")]
        kind: Option<TypeArg>,
        /// A name that it has
        name: String,
        /// What is shown
        to: String,
    },
}

/// Kinds of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TypeArg {
    /// People
    Person,
    /// Companies, ministries, unions, parties and other bodies
    #[value(alias = "organization", alias = "organisation")]
    Org,
    /// Countries, states, towns
    Place,
}

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

/// Flags of `export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// What is exported
    #[arg(value_name = "WHAT", value_enum, default_value_t = ExportWhat::Docs)]
    pub what: ExportWhat,
    /// Only what matches
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// Keys or columns to print: id,title,source
    #[arg(long, value_name = "A,B", value_delimiter = ',', conflicts_with = "format")]
    pub fields: Vec<String>,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    /// Documents with their texts
    Docs,
    /// Quotes
    Quotes,
    /// Places where something is named
    Mentions,
    /// People, organisations and places
    Entities,
}

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

/// Flags of `stats`.
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// Count only the documents that match
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// List the files that could not be read, and why
    #[arg(long, conflicts_with = "words")]
    pub failed: bool,
}

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

/// Flags of `verify`.
#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// Check only these files and folders on disk [default: the indexed folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read so many documents again and check every quote and name in them: 5%, or a number
    /// [default: 1%]
    #[arg(long, value_name = "N%|N")]
    pub sample: Option<Sample>,
    /// Compare the content of files, not only their size and time
    #[arg(long)]
    pub content: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// A publisher and the files that come from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source(pub String, pub String);

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
            _ => None,
        }
    }
}

/// A list, if anything is in it.
fn given<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}

/// Reads a day.
fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written 2017-11-21".to_owned())
}

/// Reads `NAME=GLOB`.
fn parse_source(text: &str) -> Result<Source, String> {
    let (name, glob) = crate::config::source_pair(text)?;
    Ok(Source(name, glob))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_begins_with_examples() {
        let mut program = Cli::command();
        program.build();
        for command in std::iter::once(&mut program.clone()).chain(program.get_subcommands_mut()) {
            if command.get_name() == "help" {
                continue;
            }
            for help in [command.render_help(), command.render_long_help()] {
                let help = help.to_string();
                assert!(help.starts_with("Examples:\n  "), "{}: {help}", command.get_name());
            }
        }
    }

    #[test]
    fn flags_may_stand_behind_the_query() {
        let typed = ["onrecord", "query", "nafta", "wages", "-n", "5", "--sort", "-date", "--json"];
        let cli = Cli::try_parse_from(typed).expect("these flags exist");
        assert!(cli.global.json);
        let settings = cli.settings();
        assert_eq!(
            (settings.limit, settings.sort),
            (Some(5), Some(crate::config::SortBy::DateDesc))
        );
    }

    #[test]
    fn formats_exclude_each_other() {
        for typed in ["--json --csv", "--csv --tsv", "--json -l", "-l -c", "-0 --json", "-q -v"] {
            let words = ["onrecord", "query", "x"].into_iter().chain(typed.split(' '));
            assert!(Cli::try_parse_from(words).is_err(), "{typed}");
        }
    }
}
