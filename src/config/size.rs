//! Numbers of bytes, as they are typed.

use std::str::FromStr;

use serde::Deserialize;

/// A number of bytes, written `512M`, `2G`, `64MiB` or plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let shift = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 0,
            "k" | "kb" | "kib" => 10,
            "m" | "mb" | "mib" => 20,
            "g" | "gb" | "gib" => 30,
            _ => return Err("a size is written 512M or 2G".to_owned()),
        };
        let number: u64 = number.parse().map_err(|_| "a size is written 512M or 2G".to_owned())?;
        number.checked_mul(1 << shift).map(Size).ok_or("this size is too large".to_owned())
    }
}

impl TryFrom<String> for Size {
    type Error = String;

    fn try_from(text: String) -> Result<Size, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        for (text, expected) in [
            ("512M", Some(512 << 20)),
            ("2g", Some(2 << 30)),
            ("64 MiB", Some(64 << 20)),
            ("4096", Some(4096)),
            ("M", None),
            ("1.5G", None),
            ("-1", None),
            ("99999999999G", None),
        ] {
            assert_eq!(text.parse::<Size>().ok(), expected.map(Size), "{text}");
        }
    }
}
