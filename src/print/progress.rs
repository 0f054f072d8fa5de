//! How far a long piece of work is, in words.

use std::time::Duration;

use super::numbers::{bytes, count, counted};

/// How far a long piece of work is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// Files done.
    pub done: u64,
    /// Files that there are to do, when that is known.
    pub total: Option<u64>,
    /// Bytes of the files done; 0 where nobody counts them.
    pub bytes: u64,
    /// Time since the beginning.
    pub passed: Duration,
}

/// Tells how far a run is, how fast it goes, and how long it will go on at this rate.
pub fn line(at: Progress) -> String {
    let mut parts = vec![match at.total {
        Some(total) => format!("{} of {}", count(at.done), counted(total, "file")),
        None => counted(at.done, "file"),
    }];
    if at.bytes > 0 {
        parts.push(bytes(at.bytes));
    }
    let seconds = at.passed.as_secs();
    // Of the first moments no rate can be told.
    if seconds >= 2 {
        let rate = at.done / seconds;
        parts.push(format!("{} a second", counted(rate, "file")));
        if let (Some(total), true) = (at.total, rate > 0) {
            let left = total.saturating_sub(at.done) / rate;
            parts.push(match left {
                0..60 => format!("{left} s left"),
                _ => format!("{} left", counted(left.div_ceil(60), "minute")),
            });
        }
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_on_one_line() {
        let at = |done, total, bytes, seconds| {
            line(Progress { done, total, bytes, passed: Duration::from_secs(seconds) })
        };
        assert_eq!(at(7, Some(1200), 2048, 1), "7 of 1,200 files · 2.0 KiB");
        assert_eq!(at(1, None, 0, 0), "1 file");
        let long = "200 of 1,200 files · 2.0 KiB · 20 files a second · 50 s left";
        assert_eq!(at(200, Some(1200), 2048, 10), long);
        assert_eq!(
            at(10, Some(1000), 0, 10),
            "10 of 1,000 files · 1 file a second · 17 minutes left"
        );
        assert_eq!(at(1, Some(1000), 0, 10), "1 of 1,000 files · 0 files a second");
    }
}
