//! Flags of `entities`, and the corrections of names.

use clap::{Args, Subcommand, ValueEnum};

use super::examples::ENTITIES_EXAMPLES;

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
