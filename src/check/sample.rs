//! Which documents are read again when not all are: a share or a number, the same ones each time.

use std::str::FromStr;

use crate::record::DocId;

/// How many documents are read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A share, in millionths.
    Share(u64),
    /// So many.
    Number(u64),
}

/// A hundredth of an archive is read in the time of a coffee.
impl Default for Sample {
    fn default() -> Sample {
        Sample::Share(WHOLE / 100)
    }
}

/// Millionths of the whole.
const WHOLE: u64 = 1_000_000;

impl FromStr for Sample {
    type Err = String;

    fn from_str(text: &str) -> Result<Sample, String> {
        let wrong = || "a sample is a share such as 5%, or a number of documents".to_owned();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let Some(percent) = text.strip_suffix('%') else {
            let number = Some(text).filter(|text| is_number(text)).and_then(|n| n.parse().ok());
            return number.map(Sample::Number).ok_or_else(wrong);
        };
        let (whole, rest) = percent.split_once('.').unwrap_or((percent, "0"));
        if !is_number(whole) || !is_number(rest) || rest.len() > 4 {
            return Err(wrong());
        }
        let whole: u64 = whole.parse().map_err(|_| wrong())?;
        let rest: u64 = format!("{rest:0<4}").parse().map_err(|_| wrong())?;
        match whole.checked_mul(WHOLE / 100).and_then(|share| share.checked_add(rest)) {
            Some(share) if share <= WHOLE => Ok(Sample::Share(share)),
            _ => Err("a share is at most 100%".to_owned()),
        }
    }
}

impl std::fmt::Display for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let per_cent = WHOLE / 100;
        match self {
            Sample::Number(number) => write!(f, "{number}"),
            Sample::Share(share) if share % per_cent == 0 => write!(f, "{}%", share / per_cent),
            Sample::Share(share) => {
                let rest = format!("{:04}", share % per_cent);
                write!(f, "{}.{}%", share / per_cent, rest.trim_end_matches('0'))
            }
        }
    }
}

impl Sample {
    /// How many of `all` that are; of a share that is not 0 at least one.
    fn size(self, all: usize) -> usize {
        let size = match self {
            Sample::Number(number) => u128::from(number),
            Sample::Share(share) => (all as u128 * u128::from(share)).div_ceil(u128::from(WHOLE)),
        };
        usize::try_from(size).map_or(all, |size| size.min(all))
    }

    /// Chooses from `all`. The ids are hashes of content, so that the smallest of them are a fair
    /// sample, and the same one whenever and wherever the archive is checked.
    pub fn choose(self, mut all: Vec<DocId>) -> Vec<DocId> {
        let size = self.size(all.len());
        if size < all.len() {
            all.sort_unstable();
            all.truncate(size);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_and_numbers() {
        for (typed, of_200, of_3) in [
            ("1%", 2, 1),
            ("0%", 0, 0),
            ("100%", 200, 3),
            ("0.0001%", 1, 1),
            ("33.5%", 67, 2),
            ("0", 0, 0),
            ("7", 7, 3),
            ("18446744073709551615", 200, 3),
        ] {
            let sample: Sample = typed.parse().expect(typed);
            assert_eq!((sample.size(200), sample.size(3)), (of_200, of_3), "{typed}");
        }
        for typed in
            ["", "%", "-1", "-1%", "+5", "101%", "100.1%", "1.%", ".5%", "1.00001%", "five", "1 %"]
        {
            assert!(typed.parse::<Sample>().is_err(), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(share in 0..=WHOLE, number: u64) {
            for sample in [Sample::Share(share), Sample::Number(number)] {
                prop_assert_eq!(sample.to_string().parse(), Ok(sample));
            }
        }

        #[test]
        fn nothing_typed_breaks_it(typed in "\\PC{0,12}|[0-9.%+-]{0,24}") {
            if let Ok(Sample::Share(share)) = typed.parse() {
                prop_assert!(share <= WHOLE);
            }
        }

        #[test]
        fn a_larger_sample_holds_the_smaller(
            ids in proptest::collection::vec(any::<u64>(), 0..40),
            small in 0u64..20,
            more in 0u64..20,
        ) {
            let ids: Vec<DocId> = ids.into_iter().map(DocId).collect();
            let mut turned = ids.clone();
            turned.reverse();
            let few = Sample::Number(small).choose(ids);
            let many = Sample::Number(small + more).choose(turned);
            prop_assert!(few.iter().all(|id| many.contains(id)));
        }
    }
}
