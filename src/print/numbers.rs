//! Numbers as people read them.

/// `1204` → `1,204`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1204 documents`, `1 document`.
pub fn counted(number: u64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", count(number)),
    }
}

/// `1536` → `1.5 KiB`.
pub fn bytes(number: u64) -> String {
    let mut size = number as f64;
    let mut unit = "bytes";
    for larger in ["KiB", "MiB", "GiB", "TiB"] {
        if size < 1000.0 {
            break;
        }
        size /= 1024.0;
        unit = larger;
    }
    match unit {
        "bytes" => counted(number, "byte"),
        _ if size < 10.0 => format!("{size:.1} {unit}"),
        _ => format!("{size:.0} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (number, expected) in
            [(0, "0"), (31, "31"), (1204, "1,204"), (48_811_000, "48,811,000")]
        {
            assert_eq!(count(number), expected);
        }
        for (number, expected) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1000, "1.0 KiB"),
            (1536, "1.5 KiB"),
            (52_428_800, "50 MiB"),
            (u64::MAX, "16777216 TiB"),
        ] {
            assert_eq!(bytes(number), expected, "{number}");
        }
        assert_eq!(counted(1, "document"), "1 document");
        assert_eq!(counted(2000, "document"), "2,000 documents");
    }
}
