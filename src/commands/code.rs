//! The exit codes of the program.

/// Found, or done.
pub const FOUND: u8 = 0;
/// Nothing found.
pub const NONE: u8 = 1;
/// An error; some files could not be read.
pub const FAILED: u8 = 2;
/// Interrupted by the user.
pub const INTERRUPTED: u8 = 130;
