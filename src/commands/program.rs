//! Runs commands for the page and for other programs: the same calls as in a terminal, on an index that is open.

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;

use super::refused::refused;
use super::session::Session;
use super::types;
use crate::cli::{Cli, Command};
use crate::config::{Config, Surroundings};
use crate::failure::Failure;
use crate::messages::Messages;
use crate::print::style::Style;
use crate::typed::{self, Typed};

/// Carries a command out in a session.
type Execute = fn(&mut Session, Command, bool, &Surroundings) -> Result<u8, Failure>;

/// The program, with the settings that it was started with.
pub struct Program {
    config: Config,
    around: Surroundings,
    /// The commands, which this file cannot name: some of them ask it.
    execute: Execute,
}

impl Program {
    /// The program as a session has it.
    pub fn new(session: &Session, around: &Surroundings, execute: Execute) -> Program {
        Program { config: session.config.clone(), around: around.clone(), execute }
    }
}

impl typed::Program for Program {
    fn run(&self, typed: Typed, out: &mut dyn Write) -> Result<u8, Failure> {
        let words = ["onrecord"].into_iter().chain(typed.words.iter().map(String::as_str));
        let words: Vec<OsString> = words.map(OsString::from).collect();
        let cli = Cli::try_parse_from(&words)
            .map_err(|error| refused(&error.render().to_string(), &words))?;
        let mut config = self.config.clone();
        config.settings = cli.settings().or(config.settings);
        types::settle(&mut config.settings)?;
        let mut session = Session {
            config,
            messages: Messages { quiet: true, ..Messages::default() },
            style: Style::default(),
            format: typed.format,
            ok_if_none: false,
            opened: Some(typed.index),
            cancel: typed.cancel.clone(),
            input: Some(typed.input.to_vec()),
            out,
        };
        (self.execute)(&mut session, cli.command, false, &self.around)
    }
}
