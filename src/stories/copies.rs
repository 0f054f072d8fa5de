//! Whether of two texts one is a copy of the other, shortened, lengthened at the head or edited.
//!
//! The words of both are laid side by side: stretches that both have, in the same order, are chained,
//! and the chain says how much of the shorter text is in the longer one and where. Credit lines and
//! bylines stand at the ends, where a few words of the shorter text count for nothing.

use super::hashed::{each_word, mixed};

/// Share of the shorter text that must be in the longer one.
///
/// An edited copy of a wire story keeps nine words in ten. Stories that a newsroom rewrote from a wire
/// story keep half of it, and so do two stories on one event that share background and quotes.
pub const SHARE: f32 = 0.75;

/// Fewest words of a text that can be a copy: below, the same few words are said of many things.
const SHORTEST: usize = 20;

/// Fewest words that both must have.
const COVERED: usize = 16;

/// Words of a text that are compared: a copy has its beginning in common with the original.
const LONGEST: usize = 8192;

/// Words in the pieces by which common stretches are found.
const PIECE: usize = 5;

/// A piece that stands more often in a text says nothing about the place.
const REPEATED: usize = 8;

/// Most stretches that are chained; the longest are.
const STRETCHES: usize = 512;

/// Most words before the common part: a lead that one text has and the other has not.
const LEAD: usize = 100;

/// Words at the beginning that count for nothing: a byline, a dateline.
const BYLINE: usize = 20;

/// Words at the end that count for nothing: who reported and edited, who holds the rights.
const CREDITS: usize = 40;

/// Most words on both sides of a place where one figure stands for another.
const REPLACED: usize = 12;

/// The words of a text, made ready to be compared with others.
pub struct Text {
    /// Hashes of its words; the lowest bit is set in those with a digit.
    words: Vec<u32>,
    /// Hash and place of each run of [`PIECE`] words, sorted.
    pieces: Vec<(u32, u32)>,
}

impl Text {
    /// Reads a body.
    pub fn new(body: &str) -> Text {
        Text::of([body])
    }

    /// Reads a body that is given in pieces, what is no words left out between them.
    pub fn of<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Text {
        let mut words = Vec::new();
        let mut form = String::new();
        for piece in pieces {
            if words.len() >= LONGEST {
                break;
            }
            each_word(piece, &mut form, |word| {
                words.push((word.hash >> 32) as u32 & !1 | u32::from(word.figure));
            });
        }
        words.truncate(LONGEST);
        let hash = |run: &[u32]| run.iter().fold(0, |bits, word| mixed(bits ^ u64::from(*word)));
        let mut pieces: Vec<(u32, u32)> =
            (0..).zip(words.windows(PIECE)).map(|(at, run)| (hash(run) as u32, at)).collect();
        pieces.sort_unstable();
        Text { words, pieces }
    }

    /// Number of words, at most 8192.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Number of the word that the common part must hold, so that a text is a copy of one other only.
    ///
    /// It stands a fifth down, in short texts deeper: a copy may be cut to a fifth, a lead may be a
    /// fifth. A round-up of two stories has but one of them at this place, so it never joins the two.
    fn hinge(&self) -> usize {
        let len = self.len();
        (len / 5).max(40.min(len / 3))
    }
}

/// A stretch of words that both texts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// Its first word in the shorter text.
    short: usize,
    /// Its first word in the longer text.
    long: usize,
    /// Number of words.
    len: usize,
}

/// Stretches that both texts have in the same order.
struct Chain {
    stretches: Vec<Stretch>,
    /// Words of the shorter text in them.
    covered: usize,
}

/// The share of the shorter text that the longer one has, 0 to 1, when one is a copy of the other.
///
/// Which text comes first does not matter.
pub fn copies(a: &Text, b: &Text) -> Option<f32> {
    let share = likeness(a, b)?;
    (share >= SHARE).then_some(share)
}

/// As [`copies`], without the threshold.
pub fn likeness(a: &Text, b: &Text) -> Option<f32> {
    // Of two texts of one length the same is the shorter one in either order.
    let (short, long) = if (a.len(), &a.words) <= (b.len(), &b.words) { (a, b) } else { (b, a) };
    if short.len() < SHORTEST {
        return None;
    }
    let chain = chain(&stretches(short, long))?;
    let (first, last) = (chain.stretches.first()?, chain.stretches.last()?);
    let (short_end, long_end) = (last.short + last.len, last.long + last.len);
    let holds = |start: usize, end: usize, hinge: usize| (start..end).contains(&hinge);
    let near = LEAD.min(chain.covered);
    if chain.covered < COVERED
        || !holds(first.short, short_end, short.hinge())
        || !holds(first.long, long_end, long.hinge())
        || first.short > near
        || first.long > near
        || other_figures(short, long, &chain)
    {
        return None;
    }
    // A lead was added to the shorter text if the longer one begins with what they share.
    let before = first.short.min(if first.long <= BYLINE { LEAD } else { BYLINE });
    let after = (short.len() - short_end).min(CREDITS);
    let counted = short.len() - (before + after).min(short.len() / 3);
    Some(chain.covered as f32 / counted as f32)
}

/// All stretches of at least [`PIECE`] words that both texts have, by their places.
fn stretches(short: &Text, long: &Text) -> Vec<Stretch> {
    let mut pairs: Vec<(isize, usize)> = Vec::new();
    let (mut a, mut b) = (short.pieces.as_slice(), long.pieces.as_slice());
    while let (Some((x, _)), Some((y, _))) = (a.first(), b.first()) {
        if x == y {
            let same = |pieces: &[(u32, u32)]| pieces.iter().take_while(|(h, _)| h == x).count();
            let (here, rest) = a.split_at(same(a));
            let (there, other_rest) = b.split_at(same(b));
            if here.len() <= REPEATED && there.len() <= REPEATED {
                for (_, i) in here {
                    let i = *i as usize;
                    pairs.extend(there.iter().map(|(_, j)| (*j as isize - i as isize, i)));
                }
            }
            (a, b) = (rest, other_rest);
        } else if x < y {
            a = &a[1..];
        } else {
            b = &b[1..];
        }
    }
    pairs.sort_unstable();
    let mut found: Vec<Stretch> = Vec::new();
    let mut offset = None;
    for (shift, i) in pairs {
        match found.last_mut() {
            Some(last) if offset == Some(shift) && i <= last.short + last.len => {
                last.len = i + PIECE - last.short;
            }
            _ => found.push(Stretch { short: i, long: i.saturating_add_signed(shift), len: PIECE }),
        }
        offset = Some(shift);
    }
    if found.len() > STRETCHES {
        found.sort_by_key(|s| (std::cmp::Reverse(s.len), s.short, s.long));
        found.truncate(STRETCHES);
    }
    found.sort_by_key(|s| (s.short, s.long));
    found
}

/// The best chain of stretches: many words covered, few skipped between them.
///
/// A skipped word of either text costs half a covered one, so that a phrase that both happen to have
/// far from the rest stays out, and a paragraph cut from the middle does not end the chain.
fn chain(stretches: &[Stretch]) -> Option<Chain> {
    // For each stretch: twice the worth of the best chain that ends there, its words, what precedes.
    let mut best: Vec<(isize, usize, Option<usize>)> = Vec::with_capacity(stretches.len());
    for (n, stretch) in stretches.iter().enumerate() {
        let mut mine = (2 * stretch.len as isize, stretch.len, None);
        for (p, before) in stretches[..n].iter().enumerate() {
            if before.short >= stretch.short || before.long >= stretch.long {
                continue;
            }
            let (short_end, long_end) = (before.short + before.len, before.long + before.len);
            let overlap =
                short_end.saturating_sub(stretch.short).max(long_end.saturating_sub(stretch.long));
            if overlap >= stretch.len {
                continue;
            }
            let added = stretch.len - overlap;
            let skipped =
                (stretch.short + overlap - short_end) + (stretch.long + overlap - long_end);
            let worth = best[p].0 + 2 * added as isize - skipped as isize;
            if worth > mine.0 {
                mine = (worth, best[p].1 + added, Some(p));
            }
        }
        best.push(mine);
    }
    let end = (0..best.len()).max_by_key(|n| (best[*n].0, std::cmp::Reverse(*n)))?;
    let mut chained = vec![stretches[end]];
    let mut at = end;
    while let Some(before) = best[at].2 {
        chained.push(stretches[before]);
        at = before;
    }
    chained.reverse();
    Some(Chain { stretches: chained, covered: best[end].1 })
}

/// Whether figures were replaced by others, as from one market report to the next.
///
/// Weather, markets, earthquakes, results: the sentences are the same each time and the figures are the
/// news. Three figures and a quarter of all make another text; a copy corrects one or two.
fn other_figures(short: &Text, long: &Text, chain: &Chain) -> bool {
    let figures = |words: &[u32]| words.iter().filter(|word| **word & 1 == 1).count();
    let mut same = 0;
    let mut replaced = 0;
    for (n, stretch) in chain.stretches.iter().enumerate() {
        let (short_end, long_end) = (stretch.short + stretch.len, stretch.long + stretch.len);
        same += figures(&short.words[stretch.short..short_end]);
        let Some(next) = chain.stretches.get(n + 1) else { break };
        let gap = short.words.get(short_end..next.short).unwrap_or_default();
        let other = long.words.get(long_end..next.long).unwrap_or_default();
        if gap.len() <= REPLACED && other.len() <= REPLACED {
            replaced += figures(gap).min(figures(other));
        }
    }
    replaced >= 3 && replaced * 4 >= same + replaced
}
