//! 64-bit hashes of words and features, the same on every machine: the model file is keyed by them.

/// Two numbers into one, by the halves of their product.
pub const fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ 0x9e37_79b9_7f4a_7c15) as u128 * (b ^ 0xd1b5_4a32_d192_ed03) as u128;
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a byte string.
pub fn bytes(word: &[u8]) -> u64 {
    let (chunks, rest) = word.as_chunks::<8>();
    let mut sum = word.len() as u64;
    for chunk in chunks {
        sum = mix(sum, u64::from_le_bytes(*chunk));
    }
    let last = rest.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    mix(mix(sum, last), 0x2545_f491)
}

/// The longest word that is lower-cased whole, in bytes.
const LONGEST: usize = 64;

/// The hash of a word in lower case.
pub fn lower(word: &str) -> u64 {
    if word.is_ascii() {
        return ascii(&word.as_bytes()[..word.len().min(LONGEST)]);
    }
    let mut buffer = [0u8; LONGEST + 4];
    let mut len = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        // One apostrophe is as good as the other.
        let c = if c == '’' { '\'' } else { c };
        len += c.encode_utf8(&mut buffer[len..]).len();
        if len >= LONGEST {
            break;
        }
    }
    bytes(&buffer[..len])
}

/// A number for the last three letters of a word in lower case.
pub fn ending(word: &str) -> u64 {
    if let Some([a, b, c]) = word.as_bytes().last_chunk()
        && [a, b, c].iter().all(|byte| byte.is_ascii())
    {
        return small(u64::from(*a) << 16 | u64::from(*b) << 8 | u64::from(*c));
    }
    let mut back = word.char_indices().rev();
    lower(back.nth(2).map_or(word, |(start, _)| &word[start..]))
}

/// [`bytes`] of an ASCII word in lower case.
fn ascii(word: &[u8]) -> u64 {
    let (chunks, rest) = word.as_chunks::<8>();
    let mut sum = word.len() as u64;
    for chunk in chunks {
        sum = mix(sum, small(u64::from_le_bytes(*chunk)));
    }
    let last = rest.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    mix(mix(sum, small(last)), 0x2545_f491)
}

/// Eight ASCII bytes in lower case.
fn small(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The sums reach the highest bit of a byte from "A" on, and from what stands behind "Z" on.
    let from_a = bytes.wrapping_add(EACH * (0x80 - b'A' as u64));
    let beyond_z = bytes.wrapping_add(EACH * (0x80 - b'Z' as u64 - 1));
    bytes | (from_a & !beyond_z & (EACH * 0x80)) >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophes_make_no_difference() {
        assert_eq!(lower("O’Brien"), lower("o'brien"));
        assert_eq!(lower("ÉCOLE"), lower("école"));
        assert_eq!(lower("Bank"), bytes(b"bank"));
        for first in 0..128u8 {
            let word: Vec<u8> = (0..20).map(|at| (first + at) % 128).collect();
            let word = String::from_utf8(word).unwrap();
            assert_eq!(lower(&word), bytes(word.to_ascii_lowercase().as_bytes()));
        }
        assert_ne!(lower("bank"), lower("banks"));
        assert_eq!(ending("Walking"), ending("SING"));
        assert_eq!(ending("Curaçao"), ending("çAO"));
        assert_ne!(ending("is"), ending("as"));
        assert_ne!(ending(""), ending("a"));
        assert_ne!(bytes(b""), bytes(b"\0"));
        lower(&"Ж".repeat(100));
    }
}
