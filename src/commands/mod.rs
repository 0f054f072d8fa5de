//! The program: one file a command. What was typed becomes settings, settings become calls of the
//! library, answers go to the printer, and an exit code comes back.

mod about;
mod cite;
mod code;
mod entities;
mod export;
mod extract;
mod find;
mod index;
#[cfg(feature = "mcp")]
mod mcp;
mod minus;
mod opens;
#[cfg(any(feature = "serve", feature = "mcp"))]
mod program;
mod query;
mod quotes;
mod records;
mod refused;
mod saved;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod show;
mod similar;
mod stats;
mod types;
mod verify;
mod watch;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;
use clap::error::ErrorKind;

use crate::ask::Cancel;
use crate::cli::{Cli, Command};
use crate::config::{Config, Surroundings};
use crate::failure::Failure;
use crate::messages::Messages;
use crate::print::{self, style::Style};
use crate::wire::Format;
use crate::wire::delimited::Separator;

pub use code::{FAILED, FOUND, INTERRUPTED, NONE};
use refused::refused;
use session::{Session, WORKER};

/// Runs the command that was typed; writes results to `out` and everything else to stderr.
pub fn main(typed: &[OsString], around: &Surroundings, out: &mut dyn Write) -> u8 {
    if typed.get(1..).is_some_and(|rest| rest == [WORKER]) {
        // Whoever started it knows what a broken pipe means.
        let served = crate::read::serve(&mut std::io::stdin().lock(), out);
        return if served.is_ok() { FOUND } else { FAILED };
    }
    let json = typed.iter().take_while(|word| *word != "--").any(|word| word == "--json");
    let plain = Messages { json, terminal: around.err_terminal, ..Messages::default() };
    let parsed = Cli::try_parse_from(typed).or_else(|error| {
        let again = minus::as_words(typed).and_then(|typed| Cli::try_parse_from(typed).ok());
        if again.is_some() {
            plain.note("what begins with a minus and is no flag is read as words that must not stand there");
        }
        again.ok_or(error)
    });
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage(&error, typed, &plain, out),
    };
    let result = run(cli, around, out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match result {
        Ok(code) => code,
        Err(Failure::BrokenPipe) => FOUND,
        Err(failure) => {
            // What was found before the error is still worth having.
            let _ = out.flush();
            plain.error(&failure);
            FAILED
        }
    }
}

/// Help and version are results; everything else is an error of one line with a hint.
fn usage(error: &clap::Error, typed: &[OsString], messages: &Messages, out: &mut dyn Write) -> u8 {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = print::about::help(out, &text).and_then(|()| out.flush());
            FOUND
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            messages.help(&text);
            FAILED
        }
        _ => {
            messages.error(&refused(&text, typed));
            FAILED
        }
    }
}

fn run(cli: Cli, around: &Surroundings, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut config = Config::new(cli.settings(), !cli.global.no_config, around)?;
    types::settle(&mut config.settings)?;
    let color = config.settings.color.unwrap_or_default();
    let links = config.settings.hyperlink.unwrap_or_default();
    let messages = Messages {
        json: cli.global.json,
        quiet: cli.global.quiet,
        verbose: cli.global.verbose,
        color: around.colors(color, around.err_terminal),
        terminal: around.err_terminal,
        ..Messages::default()
    };
    let style = Style {
        color: around.colors(color, around.out_terminal),
        links: around.shows(links, around.out_terminal),
    };
    let global = &cli.global;
    let format = match &global.format {
        _ if global.json => Format::Json,
        _ if global.csv => Format::Delimited(Separator::Comma),
        _ if global.tsv => Format::Delimited(Separator::Tab),
        Some(text) => Format::Template {
            text: text.clone(),
            end: if global.null { 0 } else { b'\n' },
            clean: around.out_terminal,
        },
        None => Format::Human,
    };
    let null = global.null;
    let ends = match &cli.command {
        Command::Query(args) => args.paths,
        Command::Index(args) => args.list().is_some(),
        _ => false,
    };
    if null && !ends && !matches!(format, Format::Template { .. }) {
        let hint = match cli.command {
            Command::Query(_) => "add -l or --format",
            Command::Index(_) => "add --files-from",
            _ => "add --format",
        };
        return Err(Failure::usage("-0: ends paths and templates only", hint));
    }
    let ok_if_none = global.ok_if_none;
    let (opened, cancel, input) = (None, Cancel::new(), None);
    let mut session =
        Session { config, messages, style, format, ok_if_none, opened, cancel, input, out };
    execute(&mut session, cli.command, null, around)
}

/// Runs a command in a session.
fn execute(
    session: &mut Session,
    command: Command,
    null: bool,
    around: &Surroundings,
) -> Result<u8, Failure> {
    match command {
        Command::Index(args) => index::run(session, &args, null, around),
        Command::Watch(args) => watch::run(session, &args, around),
        Command::Query(args) => query::run(session, &args, null, around.out_terminal),
        Command::Quotes(args) => quotes::run(session, &args),
        Command::Timeline(args) => quotes::timeline(session, &args),
        Command::Entities(args) => entities::run(session, &args),
        Command::Saved(args) => saved::run(session, &args, null, around.out_terminal),
        Command::Export(args) => export::run(session, &args),
        Command::Similar(args) => similar::run(session, &args, around),
        Command::Show(args) => show::run(session, &args, around),
        Command::Extract(args) => extract::run(session, &args, around),
        Command::Stats(args) => stats::run(session, &args),
        Command::Cite(args) => cite::run(session, &args, around),
        Command::Verify(args) => verify::run(session, &args, around),
        #[cfg(feature = "serve")]
        Command::Serve(args) => {
            let program = program::Program::new(session, around, execute);
            serve::run(session, &args, program)
        }
        #[cfg(feature = "mcp")]
        Command::Mcp(_) => {
            let program = program::Program::new(session, around, execute);
            mcp::run(session, program, around.out_terminal)
        }
        Command::Fields => about::fields(session),
        Command::Schema { name } => about::schema(session, name.as_deref()),
        Command::Completions { shell } => about::completions(session, shell),
        Command::Man => about::man(session),
    }
}
