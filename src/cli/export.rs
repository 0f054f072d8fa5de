//! Flags of `export`.

use clap::{Args, ValueEnum};

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
