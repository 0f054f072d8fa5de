//! What was meant: flags, environment, files and defaults brought together, in this order.
//!
//! Each layer is a [`Settings`] whose absent values are filled by the layer below. `source` reads
//! the layers that are not flags, and [`Config`] lays them over each other.

mod choices;
mod defaults;
mod layers;
mod settings;
mod size;
mod source;
mod surroundings;

pub use choices::{DateFrom, FoldBy, SortBy, When};
pub use defaults::{CONTEXT, LIMIT, MIN_CONF, SNIPPETS};
pub use layers::Config;
pub use settings::{Settings, share, source_pair};
pub use size::Size;
pub use surroundings::Surroundings;
