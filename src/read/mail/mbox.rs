//! Where the messages of an mbox begin, and the lines that its writers had to disguise.

use std::borrow::Cow;

use super::fields;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Bytes of a line that are looked at.
const MAX_LINE: usize = 1024;

/// Whether a file begins like an mbox: with a line `From` and a field after it.
pub fn is_mbox(first: &[u8]) -> bool {
    let mut lines = first.split_inclusive(|b| *b == b'\n');
    is_from_line(first)
        && lines.nth(1).and_then(fields::name).is_some_and(|name| !name.contains('/'))
}

/// The messages of an mbox, each with its place, without the line `From` above it.
pub fn messages(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let blank = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let first = bytes.get(blank..).is_some_and(is_from_line).then_some(blank);
    let later = memchr::memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1).filter(|at| {
        let (above, below) = bytes.split_at_checked(*at).unwrap_or_default();
        let after_blank = above.ends_with(b"\n\n") || above.ends_with(b"\r\n\r\n");
        // Some writers forget the blank line; then only a header below tells it from a line of a text.
        Some(*at) != first && (after_blank && is_from_line(below) || is_mbox(below))
    });
    let starts: Vec<usize> = first.into_iter().chain(later).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let message = |(start, end): (&usize, usize)| {
        let whole = bytes.get(*start..end)?;
        let line = memchr::memchr(b'\n', whole).map_or(whole.len(), |at| at + 1);
        Some((start + line, whole.get(line..)?))
    };
    starts.iter().zip(ends).filter_map(message).collect()
}

/// Whether a line, or what begins with it, is `From`, an address and a date: `From ann@example.org Mon Jan  2 10:00:00 2006`.
/// Archives on the web write the address in several words.
pub fn is_from_line(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(MAX_LINE)).unwrap_or_default();
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let Some(at) = words
        .iter()
        .skip(1)
        .take(5)
        .position(|word| WEEKDAYS.contains(&word.trim_end_matches(',')))
    else {
        return false;
    };
    let date = words.get(at + 2..).unwrap_or_default();
    let year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    date.iter().take(2).any(|word| MONTHS.contains(word))
        && date.iter().any(|word| word.contains(':'))
        && date.iter().any(year)
}

/// Takes the mark away that was put before lines of a body that begin with `From`.
pub fn unescape(message: &[u8]) -> Cow<'_, [u8]> {
    let mut out: Vec<u8> = Vec::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(message, b">From ") {
        let marks = message.get(..at).unwrap_or_default();
        let marks = marks.iter().rev().take_while(|b| **b == b'>').count();
        let begins = at == marks || message.get(at - marks - 1) == Some(&b'\n');
        if begins {
            out.extend_from_slice(message.get(copied..at).unwrap_or_default());
            copied = at + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(message);
    }
    out.extend_from_slice(message.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_a_message() {
        for line in [
            "From ann@example.org Mon Jan  2 10:00:00 2006\nSubject: x",
            "From ann@example.org Mon, 02 Jan 2006 10:00:00 +0100",
            "From - Tue Feb 12 18:30:11 2008\r\nTo: x",
            "From ann at example.org  Thu Jan  2 10:00 MET 2006",
            "From MAILER-DAEMON Sun Dec 31 23:59:59 1999",
        ] {
            assert!(is_from_line(line.as_bytes()), "{line}");
        }
        for line in [
            "From Monday on it rained.",
            "From ann@example.org",
            "From Mon Jan 2",
            ">From ann@example.org Mon Jan  2 10:00:00 2006",
            "From: ann@example.org Mon Jan  2 10:00:00 2006",
            "From now on, Mon and Tue will be free in Jan 2006.",
        ] {
            assert!(!is_from_line(line.as_bytes()), "{line}");
        }
        assert!(is_mbox(b"From a@b Mon Jan  2 10:00:00 2006\nReturn-Path: <a@b>\n"));
        assert!(!is_mbox(b"From a@b Mon Jan  2 10:00:00 2006\nWe met at the port.\n"));
    }

    #[test]
    fn messages_and_their_places() {
        let line = "From a@b Mon Jan  2 10:00:00 2006\n";
        let one = "Subject: 1\n\nFrom here\n";
        let file = format!("\n{line}{one}\n{line}Subject: 2\n\nb {line}");
        let found = messages(file.as_bytes());
        let first = 1 + line.len();
        let one = format!("{one}\n");
        assert_eq!(found.first(), Some(&(first, one.as_bytes())));
        assert_eq!(
            (found.len(), found.get(1).map(|m| m.0)),
            (2, Some(first + one.len() + line.len()))
        );
        assert!(messages(b"Subject: x\n\nFrom\n").is_empty());
        let close = format!("{line}Subject: 1\n\na\n{line}b\n{line}Subject: 2\n\nc");
        assert_eq!(messages(close.as_bytes()).len(), 2);
    }

    #[test]
    fn disguised_lines() {
        let table = [
            (
                "a\n>From b\n>>From c\n> From d\ne >From f",
                "a\nFrom b\n>From c\n> From d\ne >From f",
            ),
            (">From a", "From a"),
            ("From a\n", "From a\n"),
        ];
        for (stored, sent) in table {
            assert_eq!(unescape(stored.as_bytes()), sent.as_bytes());
        }
    }
}
