//! The prints of a text: numbers by which near-copies of it are found.
//!
//! A print is the hash of a run of words. Which runs are kept is a matter of the hash alone, so that
//! two texts with a run in common keep it both (Manber, "Finding similar files in a large file
//! system", 1994; Broder, "On the resemblance and containment of documents", 1997).

use super::hashed::{each_word, mixed};

/// Words in a run.
const RUN: usize = 8;

/// One run in so many is kept, by the place of its first word; each line keeps what the next keeps.
///
/// A copy is cut from the end: what two copies have in common stands near their beginnings, and of a
/// short text that is all there is. There one run in four is kept, so that a brief of 30 words has some
/// six, and far down few are. A run that moved, because a lead was added before it, is kept at both
/// places if the sparser line keeps it. A text of 500 words has about 33.
const KEPT: [(usize, u64); 3] = [(48, 4), (128, 8), (usize::MAX, 32)];

/// Multiplies the hash of a run when it moves on by a word.
const BASE: u64 = 0xd6e8_feb8_6659_fd93;

/// What the first word of a run is multiplied with when it leaves the run.
const LEAVING: u64 = power(BASE, RUN);

const fn power(base: u64, exponent: usize) -> u64 {
    let (mut product, mut n) = (1u64, 0);
    while n < exponent {
        product = product.wrapping_mul(base);
        n += 1;
    }
    product
}

/// The prints of a body: sorted, each once; none when it has fewer than eight words.
pub fn prints(body: &str) -> Vec<u32> {
    prints_of([body])
}

/// The prints of a body that is given in pieces, what is no words left out between them.
pub fn prints_of<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut form = String::new();
    let mut last = [0u64; RUN];
    let (mut run, mut place) = (0u64, 0usize);
    let mut lines = KEPT.into_iter();
    let (mut until, mut one_in) = lines.next().unwrap_or((usize::MAX, 1));
    for piece in pieces {
        each_word(piece, &mut form, |word| {
            let leaves = std::mem::replace(&mut last[place % RUN], word.hash);
            run = run
                .wrapping_mul(BASE)
                .wrapping_add(word.hash)
                .wrapping_sub(leaves.wrapping_mul(LEAVING));
            place += 1;
            if place < RUN {
                return;
            }
            if place - RUN >= until {
                (until, one_in) = lines.next().unwrap_or((usize::MAX, one_in));
            }
            let bits = mixed(run);
            if bits & (one_in - 1) == 0 {
                found.push((bits >> 32) as u32);
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("w{n} ")).collect()
    }

    fn shared(a: &str, b: &str) -> usize {
        let b = prints(b);
        prints(a).iter().filter(|print| b.binary_search(print).is_ok()).count()
    }

    #[test]
    fn a_text_of_500_words_has_some_thirty() {
        let all: usize = (0..50).map(|n| prints(&text(n * 1000, n * 1000 + 500)).len()).sum();
        assert!((28..38).contains(&(all / 50)), "{}", all / 50);
        assert!(prints("only seven words stand in this text").is_empty());
    }

    #[test]
    fn a_piece_keeps_prints_of_the_whole() {
        for (from, to, at_least) in [(0, 150, 8), (0, 40, 3), (40, 200, 5), (50, 500, 10)] {
            let least = (0..20).map(|n| {
                let n = n * 1000;
                shared(&text(n, n + 500), &text(n + from, n + to))
            });
            let least = least.min().unwrap();
            assert!(least >= at_least, "{from}..{to}: {least}");
        }
        assert_eq!(shared(&text(0, 500), &text(500, 1000)), 0);
    }

    #[test]
    fn marks_and_case_do_not_matter() {
        let written =
            "“We will vote,” the mayor of Arden said Monday — and the U.S. can’t stop it.";
        let plain = "we will vote the Mayor of Arden said monday and the US can't stop it";
        assert_eq!(prints(&written.repeat(9)), prints(&format!("{plain} ").repeat(9)));
        let (a, b) = written.split_at(written.find("mayor").unwrap());
        assert_eq!(prints_of([a, "", b]), prints(written));
    }

    proptest! {
        #[test]
        fn a_beginning_loses_only_runs(cut in 8usize..300) {
            let (whole, part) = (prints(&text(0, 300)), prints(&text(0, cut)));
            prop_assert!(part.iter().all(|print| whole.contains(print)));
        }
    }
}
