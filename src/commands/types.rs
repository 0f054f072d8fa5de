//! Which types of files are asked for.

use crate::config::Settings;
use crate::failure::Failure;
use crate::read;

/// Takes lists of endings apart (`md,html`, `.md`).
///
/// # Errors
///
/// An ending of no format, whose files would silently be none; a program of the user's may read any.
pub fn settle(settings: &mut Settings) -> Result<(), Failure> {
    let Some(typed) = &settings.types else { return Ok(()) };
    let parts = typed.iter().flat_map(|list| list.split(','));
    let plain = |part: &str| part.trim().trim_start_matches('.').to_lowercase();
    let types: Vec<String> = parts.map(plain).filter(|part| !part.is_empty()).collect();
    let is_known = |ending: &String| read::endings().any(|known| known == ending);
    if let Some(unknown) = types.iter().find(|ending| settings.pre.is_none() && !is_known(ending)) {
        let known: Vec<&str> = read::endings().collect();
        let hint = format!("one of {}; any other with --pre CMD", known.join(", "));
        return Err(Failure::usage(format!("--type: no format ends in .{unknown}"), hint));
    }
    settings.types = Some(types);
    Ok(())
}
