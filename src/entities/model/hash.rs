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
    let mut buffer = [0u8; LONGEST + 4];
    let mut len = 0;
    if word.is_ascii() {
        len = word.len().min(LONGEST);
        for (to, from) in buffer.iter_mut().zip(&word.as_bytes()[..len]) {
            *to = from.to_ascii_lowercase();
        }
        return bytes(&buffer[..len]);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophes_make_no_difference() {
        assert_eq!(lower("O’Brien"), lower("o'brien"));
        assert_eq!(lower("ÉCOLE"), lower("école"));
        assert_eq!(lower("Bank"), bytes(b"bank"));
        assert_ne!(lower("bank"), lower("banks"));
        assert_ne!(bytes(b""), bytes(b"\0"));
        lower(&"Ж".repeat(100));
    }
}
