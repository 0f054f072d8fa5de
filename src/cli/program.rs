//! The program and its commands.

use clap::{Parser, Subcommand};

use super::cite::CiteArgs;
use super::entities::EntitiesArgs;
use super::examples::*;
use super::export::ExportArgs;
use super::extract::ExtractArgs;
use super::global::Global;
use super::index::IndexArgs;
#[cfg(feature = "mcp")]
use super::mcp::McpArgs;
use super::saved::SavedArgs;
use super::search::{QueryArgs, QuotesArgs, TimelineArgs};
#[cfg(feature = "serve")]
use super::serve::ServeArgs;
use super::show::ShowArgs;
use super::similar::SimilarArgs;
use super::stats::StatsArgs;
use super::verify::VerifyArgs;
use super::watch::WatchArgs;

/// Who said what, in your own archive: full-text search for folders of news.
#[derive(Debug, Parser)]
#[command(name = "onrecord", bin_name = "onrecord", version, before_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
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
    /// The archive as a page in a browser, with an API and feeds
    #[cfg(feature = "serve")]
    #[command(before_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// The archive for assistants, over the Model Context Protocol; read only
    #[cfg(feature = "mcp")]
    #[command(before_help = MCP_EXAMPLES)]
    Mcp(McpArgs),
    /// List the fields, flags and operators of the query language
    #[command(before_help = FIELDS_EXAMPLES)]
    Fields,
    /// Print the JSON Schema of a type of line; without NAME, the names
    #[command(before_help = SCHEMA_EXAMPLES)]
    Schema {
        /// A type of line: doc, quote, summary …; doc.part for lines with chosen --fields
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
