//! What is asked of a search beside its query: order, folding, how many, where to go on.

use std::fmt;
use std::str::FromStr;

/// What to give back of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// Most hits to give; 0 gives all.
    pub limit: usize,
    /// Hits to pass over first.
    pub offset: usize,
    /// Go on behind this place of an earlier answer; what came since is left out.
    pub after: Option<Cursor>,
    /// Their order.
    pub sort: Sort,
    /// What is shown once.
    pub fold: Fold,
    /// Most passages a hit.
    pub snippets: usize,
    /// Length of a passage, about, in characters.
    pub context: usize,
    /// Whether to say what each score is made of.
    pub why: bool,
}

impl Default for SearchOptions {
    fn default() -> SearchOptions {
        SearchOptions {
            limit: 20,
            offset: 0,
            after: None,
            sort: Sort::Score,
            fold: Fold::Story,
            snippets: 1,
            context: 160,
            why: false,
        }
    }
}

/// The order of hits. Equal ones come newest first, then by identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    Score,
    /// Oldest first, undated last.
    Date,
    /// Newest first, undated last.
    DateDesc,
    /// By path.
    Path,
}

/// What is shown once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Near-copies of a story, and what they all quote.
    Story,
    /// Byte-identical files only.
    Exact,
    /// Nothing: each file is shown.
    None,
}

/// A place in a ranking, from which a later search goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Revision of the index that answered first; what was added later is left out.
    pub revision: u64,
    /// Hits given so far.
    pub given: usize,
    /// Identity of the last one.
    pub last: u64,
    /// Hash of the question: query, order and folding.
    pub asked: u32,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "c:{}:{}:{:016x}:{:08x}", self.revision, self.given, self.last, self.asked)
    }
}

impl FromStr for Cursor {
    type Err = String;

    fn from_str(text: &str) -> Result<Cursor, String> {
        let read = || {
            let mut parts = text.strip_prefix("c:")?.split(':');
            let revision = parts.next()?.parse().ok()?;
            let given = parts.next()?.parse().ok()?;
            let last = u64::from_str_radix(parts.next()?, 16).ok()?;
            let asked = u32::from_str_radix(parts.next()?, 16).ok()?;
            parts.next().is_none().then_some(Cursor { revision, given, last, asked })
        };
        read().ok_or_else(|| "a cursor is the `next` of an earlier answer's summary".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_are_written() {
        let cursor = Cursor { revision: 412, given: 20, last: 0x5f1e, asked: 7 };
        assert_eq!(cursor.to_string(), "c:412:20:0000000000005f1e:00000007");
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for wrong in ["", "c:", "c:1:2", "c:1:2:xyz", "c:1:2:3:4:5", "d:1:2:3:4", "c:-1:2:3"] {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
        }
    }
}
