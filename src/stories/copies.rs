//! Whether of two texts one is a copy of the other, shortened, lengthened at the head or edited.
//!
//! The words of both are laid side by side: stretches that both have, in the same order, are chained,
//! and the chain says how much of the shorter text is in the longer one and where. Credit lines and
//! bylines stand at the ends, where words that only the shorter text has count for nothing.

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
    /// It stands a fifth down, in texts under 300 words deeper, at most a third: a copy may be cut to so
    /// little, and a lead may have so much of the text. A round-up of two stories has but one of them
    /// at this place, so it never joins the two.
    fn hinge(&self) -> usize {
        let len = self.len();
        (len / 5).max(60.min(len / 3))
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

/// What two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Common {
    /// Share of the shorter text that the longer one has in one chain, 0 to 1; a lead that was added
    /// to it and the credits left out.
    pub share: f32,
    /// Whether the chain stands near the beginnings of both, and the figures in it are the same.
    pub in_place: bool,
}

impl Common {
    /// Whether one text is a copy of the other.
    pub fn is_copy(&self) -> bool {
        self.in_place && self.share >= SHARE
    }
}

/// The share of the shorter text that the longer one has, when one is a copy of the other.
///
/// Which text comes first does not matter.
pub fn copies(a: &Text, b: &Text) -> Option<f32> {
    common(a, b).filter(Common::is_copy).map(|common| common.share)
}

/// What two texts have in common; `None` when that is nothing or one is too short to tell.
pub fn common(a: &Text, b: &Text) -> Option<Common> {
    // Of two texts of one length the same is the shorter one in either order.
    let (short, long) = if (a.len(), &a.words) <= (b.len(), &b.words) { (a, b) } else { (b, a) };
    if short.len() < SHORTEST {
        return None;
    }
    let chain = chain(&stretches(short, long))?;
    let (first, last) = (chain.stretches.first()?, chain.stretches.last()?);
    let (short_end, long_end) = (last.short + last.len, last.long + last.len);
    let near = LEAD.min(chain.covered);
    let in_place = chain.covered >= COVERED
        && first.short.max(first.long) <= near
        && (first.short..short_end).contains(&short.hinge())
        && (first.long..long_end).contains(&long.hinge())
        && !other_figures(short, long, &chain);
    // What the shorter text has more at the head was added there; the rest took the place of other words.
    let before = first.short.saturating_sub(first.long);
    let after = (short.len() - short_end).min(CREDITS);
    let counted = short.len() - (before + after).min(short.len() / 3);
    Some(Common { share: chain.covered as f32 / counted as f32, in_place })
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEAD_PARAGRAPH: &str = "ARDEN, Ky. — The city council voted 7 to 4 on Tuesday night to close the \
        Mill Street bridge for two years, ending a dispute that has divided the river town since the \
        spring floods.";
    const BACKGROUND: &str = "The bridge, opened in 1931, carries some 9,000 cars a day between the old \
        town and the east bank, where most of the shops are. Engineers found cracks in two of its five \
        piers in April, after the river rose to 28 feet, and the state has put the cost of repairs at \
        $14 million.";
    const QUOTE: &str = "“Nobody likes a detour, but nobody wants to read about a bus in the river \
        either,” said Mayor Lena Ortiz, who had asked for the closing.";
    const REST: &str = "Shop owners on the east bank said that they would lose a third of their trade. \
        Tom Reyes, whose bakery stands at the foot of the bridge, said he had collected 1,200 names \
        against the plan and would take the city to court.\n\n\
        The council turned down a proposal to keep one lane open for ambulances and buses. A ferry is to \
        run every 20 minutes from the first of May, at no charge, and the county will widen the road to \
        the Harlan crossing, six miles upstream.\n\n\
        Work is to begin in June. The state has promised half of the money if the piers are finished \
        before the next flood season; the rest will come from a bond that voters approved in 2029.";

    /// Another story of the same week, with the same background and the same quote.
    const OTHER: &str = "ARDEN, Ky. — A judge refused on Friday to stop the closing of the Mill Street \
        bridge, and the owner of a bakery on the east bank said that he would appeal.\n\n\
        Circuit Judge Ada Quill wrote that the danger to the public outweighed the harm to business. She \
        left open whether the city must pay for lost trade, and set a hearing on that for July.\n\n\
        {QUOTE}\n\n\
        {BACKGROUND}\n\n\
        Lawyers for the bakery had argued that a single lane could be kept open without risk. They \
        called an engineer who said that the cracks were old and had been known for a decade, but who \
        conceded that he had not seen the piers since the water fell.";

    fn story() -> String {
        [LEAD_PARAGRAPH, BACKGROUND, QUOTE, REST].join("\n\n")
    }

    fn other() -> String {
        OTHER.replace("{QUOTE}", QUOTE).replace("{BACKGROUND}", BACKGROUND)
    }

    fn cut(text: &str, words: usize) -> String {
        text.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
    }

    fn share(a: &str, b: &str) -> Option<f32> {
        let (a, b) = (Text::new(a), Text::new(b));
        let share = copies(&a, &b);
        assert_eq!(share, copies(&b, &a));
        share
    }

    #[test]
    fn copies_are_joined() {
        let story = story();
        let credits =
            "(Reporting by Ada Quill in Arden and Tom Reyes in Frankfort; Editing by June Park)";
        let rights = "Copyright 2031 The Arden Ledger. All rights reserved. This material may not be \
            published, broadcast, rewritten or redistributed.";
        let lead = "Drivers in Arden will have to find another way over the river from June, and the \
            detour will take most of them a quarter of an hour, the city says.";
        let after_lead = story.strip_prefix(LEAD_PARAGRAPH).unwrap();
        for (what, copy) in [
            ("itself", story.clone()),
            ("half of it", cut(&story, 130)),
            ("three tenths of it", cut(&story, 80)),
            ("bylined", format!("By ANN LEE\nStaff Writer\n\n{story}")),
            ("credited", format!("{story}\n\n{credits}")),
            ("cut and credited", format!("{}.\n\n{credits}\n{rights}", cut(&story, 80))),
            ("headline inside", format!("River town shuts its bridge\n\n{story}")),
            ("lead dropped", after_lead.to_owned()),
            ("lead dropped and cut", cut(after_lead, 100)),
            ("lead added", format!("{lead}\n\n{story}")),
            ("lead added and cut", format!("{lead}\n\n{}", cut(&story, 120))),
            ("lead replaced", format!("{lead}{after_lead}")),
            ("paragraph taken out", story.replace(QUOTE, "")),
            (
                "edited",
                story
                    .replace("town since", "city since")
                    .replace("said that they", "said they")
                    .replace("$14 million", "about $14 million")
                    .replace("turned down", "rejected")
                    .replace("2029", "2028"),
            ),
            ("marks", story.replace(['“', '”'], "\"").replace('—', "--").to_uppercase()),
        ] {
            assert!(share(&story, &copy).is_some(), "{what}: {:?}", seen(&story, &copy));
        }
        let brief = cut(&story, 34);
        assert!(share(&brief, &format!("{brief} {credits}")).is_some());
        assert!(share(&brief, &format!("By ANN LEE {}", cut(&brief, 26))).is_some());
    }

    fn seen(a: &str, b: &str) -> Option<Common> {
        common(&Text::new(a), &Text::new(b))
    }

    #[test]
    fn other_stories_stay_apart() {
        let (story, other) = (story(), other());
        let notice = "This report was made by the Arden Ledger and may not be reprinted, stored or sent \
            on without written leave of the publisher, who can be reached at the address below.";
        let brief = |what: &str| format!("{what}\n\n{notice}");
        for (what, a, b) in [
            ("one event", story.clone(), other.clone()),
            ("one event, cut", cut(&story, 110), other.clone()),
            ("one event, cut the other way", story.clone(), cut(&other, 150)),
            ("background alone", story.clone(), BACKGROUND.replace("The bridge", "It was") + OTHER),
            ("a part from further down", story.clone(), REST.to_owned()),
            (
                "one notice",
                brief("The library on Elm Street will stay closed on Monday for the holiday."),
                brief("A tree fell on Route 9 near Harlan; nobody was hurt, deputies said."),
            ),
            ("too few words", cut(&story, 19), cut(&story, 19)),
            ("nothing", String::new(), story.clone()),
        ] {
            assert_eq!(share(&a, &b), None, "{what}: {:?}", seen(&a, &b));
        }
    }

    #[test]
    fn a_round_up_does_not_join_its_items() {
        let (story, other) = (story(), other());
        for (a, b) in [(300, 300), (60, 60), (60, 160), (160, 60), (40, 40), (30, 200)] {
            let (a, b) = (cut(&story, a), cut(&other, b));
            for digest in [format!("{a}\n\n{b}"), format!("Also in the news:\n\n{b}\n\n{a}")] {
                let joined = [&a, &b].map(|item| share(item, &digest).is_some());
                assert_ne!(joined, [true, true], "{digest}");
            }
        }
    }

    #[test]
    fn another_edition_is_another_text() {
        let weather = |high, low, wind, rain, day| {
            format!(
                "Skies over the Arden valley will be mostly cloudy on {day}, the weather service said. \
                 Temperatures will reach {high} degrees in the afternoon and fall to {low} overnight. \
                 Winds from the west are to blow at {wind} miles an hour, with gusts along the ridge. \
                 The chance of rain is {rain} percent in the morning and lower after noon. The river \
                 at Mill Street stands below flood stage, and no warnings are in effect for the county."
            )
        };
        let market = |index: &str, change: &str, other: &str, gold: &str, oil: &str| {
            format!(
                "NEW YORK — Stocks closed little changed on Wall Street as investors waited for word \
                 from the central bank. The Hudson index of large companies rose {change} points to end \
                 the day at {index}, while the Harbor index of small companies stood at {other} when \
                 trading ended. In other trading gold settled at {gold} dollars an ounce and a barrel \
                 of crude oil for delivery next month cost {oil} dollars in afternoon trading. Bond \
                 prices were steady, and the dollar was mixed against the currencies of trade partners."
            )
        };
        let death = |name: &str, age: &str, town: &str, day: &str, work: &str, kin: &str| {
            format!(
                "{name}, {age}, of {town}, died {day} at home. Born in {town}, {name} worked as {work} \
                 and was a member of the Methodist church. Survivors include {kin}. Services will be \
                 held at 11 a.m. {day} at the Reed funeral home, with burial to follow at Oak Hill \
                 cemetery. In lieu of flowers the family asks for gifts to the county hospice."
            )
        };
        for (a, b) in [
            (weather(71, 50, 10, 40, "Monday"), weather(64, 43, 15, 70, "Friday")),
            (
                market("4,120.5", "12.2", "871.10", "1,950", "71.20"),
                market("4,098.1", "3.7", "866.42", "1,962", "70.15"),
            ),
            (
                death("Ruth Alder", "81", "Harlan", "Sunday", "a teacher for 30 years", "two sons"),
                death("Karl Brandt", "67", "Arden", "May 3", "an electrician", "his wife, Mary"),
            ),
        ] {
            assert_eq!(share(&a, &b), None, "{b}: {:?}", seen(&a, &b));
            // The same edition in another paper, one figure put right.
            let copy = a.replacen("71", "72", 1).replace(" and ", " and also ");
            assert!(share(&a, &copy).is_some(), "{copy}: {:?}", seen(&a, &copy));
        }
    }

    /// Words that no other text has.
    fn text(from: usize, len: usize) -> String {
        (from..from + len).map(|n| format!("w{n}x ")).collect()
    }

    proptest! {
        #[test]
        fn of_two_stories_a_round_up_joins_one_at_most(
            (intro, a, between, b, tail) in (0usize..80, 20usize..300, 0usize..50, 20usize..300, 0usize..200),
            (keep_a, keep_b) in (0.2f64..1.0, 0.2f64..1.0),
        ) {
            let keep = |len: usize, share: f64| (len as f64 * share) as usize;
            let digest = [
                text(10_000, intro),
                text(20_000, keep(a, keep_a)),
                text(30_000, between),
                text(40_000, keep(b, keep_b)),
                text(50_000, tail),
            ]
            .concat();
            let joined = share(&text(20_000, a), &digest).is_some()
                && share(&text(40_000, b), &digest).is_some();
            prop_assert!(!joined);
        }

        #[test]
        fn what_is_cut_to_a_third_is_a_copy(len in 70usize..2000, share_kept in 0.34f64..1.0) {
            let kept = (len as f64 * share_kept) as usize;
            prop_assert_eq!(share(&text(0, len), &text(0, kept)), Some(1.0));
        }

        #[test]
        fn any_two_texts_are_compared_alike(a in "([a-c1] ){0,80}", b in "([a-c1] ){0,80}") {
            let found = share(&a, &b);
            prop_assert!(found.is_none_or(|s| (SHARE..=1.0).contains(&s)));
        }
    }
}
