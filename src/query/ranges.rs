//! Ranges as typed after a colon: `500`, `>500`, `<=500`, `100..500`, `100..`, `*`.

/// Both ends, included; `None` is open.
pub(super) type Range<T> = (Option<T>, Option<T>);

/// Reads a range.
///
/// `period` reads one end as its first and last value (a year is all its days); `after` and
/// `before` step over a value. `None` when it is no range, or one that ends before it begins.
pub(super) fn parse<T: Copy + PartialOrd>(
    value: &str,
    period: impl Fn(&str) -> Option<(T, T)>,
    after: impl Fn(T) -> Option<T>,
    before: impl Fn(T) -> Option<T>,
) -> Option<Range<T>> {
    let first = |end| period(end).map(|pair| pair.0);
    let last = |end| period(end).map(|pair| pair.1);
    if value == "*" {
        return Some((None, None));
    }
    if let Some(end) = value.strip_prefix(">=") {
        return Some((Some(first(end)?), None));
    }
    if let Some(end) = value.strip_prefix('>') {
        return Some((Some(after(last(end)?)?), None));
    }
    if let Some(end) = value.strip_prefix("<=") {
        return Some((None, Some(last(end)?)));
    }
    if let Some(end) = value.strip_prefix('<') {
        return Some((None, Some(before(first(end)?)?)));
    }
    let (low, high) = match value.split_once("..") {
        None => return period(value).map(|(low, high)| (Some(low), Some(high))),
        Some(("", "")) => return None,
        Some(("", high)) => (None, Some(last(high)?)),
        Some((low, "")) => (Some(first(low)?), None),
        Some((low, high)) => (Some(first(low)?), Some(last(high)?)),
    };
    match (low, high) {
        (Some(low), Some(high)) if low > high => None,
        _ => Some((low, high)),
    }
}

/// Reads a range of whole numbers; each may begin with `mark`.
pub(super) fn whole(value: &str, mark: Option<char>) -> Option<Range<f64>> {
    // All whole numbers up to here, and their neighbours, are exact as f64.
    const MOST: u64 = (1 << 53) - 1;
    let number = |end: &str| {
        let digits = mark.and_then(|mark| end.strip_prefix(mark)).unwrap_or(end);
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        let number = digits.parse::<u64>().ok().filter(|n| plain && *n <= MOST)?;
        Some((number as f64, number as f64))
    };
    parse(value, number, |n| Some(n + 1.0), |n| (n >= 1.0).then_some(n - 1.0))
}

/// Reads a range of numbers from 0 to 1.
pub(super) fn share(value: &str) -> Option<Range<f64>> {
    let number = |end: &str| {
        let plain = end.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let number = end.parse::<f64>().ok().filter(|n| plain && (0.0..=1.0).contains(n))?;
        Some((number, number))
    };
    parse(value, number, |n| Some(n.next_up()), |n| Some(n.next_down()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_with_both_ends_included() {
        for (typed, expected) in [
            ("500", Some((Some(500.0), Some(500.0)))),
            (">500", Some((Some(501.0), None))),
            (">=500", Some((Some(500.0), None))),
            ("<500", Some((None, Some(499.0)))),
            ("<=500", Some((None, Some(500.0)))),
            ("100..500", Some((Some(100.0), Some(500.0)))),
            ("100..", Some((Some(100.0), None))),
            ("..500", Some((None, Some(500.0)))),
            ("*", Some((None, None))),
            ("r12", Some((Some(12.0), Some(12.0)))),
            ("500..100", None),
            ("..", None),
            ("<0", None),
            (">x", None),
            (">", None),
            ("", None),
            ("+5", None),
            ("1.5", None),
            ("99999999999999999", None),
        ] {
            assert_eq!(whole(typed, Some('r')), expected, "{typed}");
        }
        assert_eq!(whole("r12", None), None);
        assert_eq!(share(">0.8"), Some((Some(0.8_f64.next_up()), None)));
        assert_eq!(share("0.5..1"), Some((Some(0.5), Some(1.0))));
        assert_eq!(share("80"), None);
        assert_eq!(share("inf"), None);
    }
}
