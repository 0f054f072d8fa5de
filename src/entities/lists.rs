//! The word lists as one table: what a written word may stand for.

use super::classes::{self, Class, Classes};
use super::cues::{self, Cue, Entry};
use rustc_hash::FxHashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

/// What the lists know of a word: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u32);

impl Flags {
    pub const FIRST: Flags = Flags(1);
    pub const MAN: Flags = Flags(1 << 1);
    pub const WOMAN: Flags = Flags(1 << 2);
    /// What a person is by trade or office: `minister`, `Minister`.
    pub const ROLE: Flags = Flags(1 << 3);
    /// A form of address: `Mr.`.
    pub const ADDRESS: Flags = Flags(1 << 4);
    /// Makes the capitalised words around it an organisation.
    pub const ORGANIZATION_KEY: Flags = Flags(1 << 5);
    pub const ORGANIZATION: Flags = Flags(1 << 6);
    pub const PLACE: Flags = Flags(1 << 7);
    /// The first word of a listed name of several words.
    pub const LONGER: Flags = Flags(1 << 8);
    /// Made from a place, no name itself: `Canadian`.
    pub const NATION: Flags = Flags(1 << 9);
    /// Month or weekday.
    pub const CALENDAR: Flags = Flags(1 << 10);
    /// A capital that only the beginning of a sentence gave.
    pub const FUNCTION: Flags = Flags(1 << 11);
    /// `de`, `van`, `bin`: may stand inside a person's name.
    pub const PARTICLE: Flags = Flags(1 << 12);
    pub const CUE: Flags = Flags(1 << 13);
    /// A cue after which a clause may follow without "that".
    pub const BARE: Flags = Flags(1 << 14);
    /// A cue beside quotation marks only.
    pub const MARKS_ONLY: Flags = Flags(1 << 15);
    /// The base form of a cue, which may as well be a noun.
    pub const BASE: Flags = Flags(1 << 16);
    pub const ARTICLE: Flags = Flags(1 << 17);
    /// Between subject and verb: `has`, `also`.
    pub const BETWEEN: Flags = Flags(1 << 18);
    pub const NEGATION: Flags = Flags(1 << 19);
    /// `he`, `she`, `they`, `it`, `we`, `I`.
    pub const PRONOUN: Flags = Flags(1 << 20);
    /// A body or paper that speaks: `company`, `report`.
    pub const THING: Flags = Flags(1 << 21);
    pub const PREPOSITION: Flags = Flags(1 << 22);
    /// Before a common noun: `senior`, `some`.
    pub const MODIFIER: Flags = Flags(1 << 23);

    /// The set as a number.
    pub const fn bits(self) -> u32 {
        self.0
    }

    pub fn any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// All that the lists know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meaning {
    pub flags: Flags,
    pub classes: Classes,
}

impl From<Flags> for Meaning {
    fn from(flags: Flags) -> Meaning {
        Meaning { flags, classes: Classes::default() }
    }
}

impl From<Class> for Meaning {
    fn from(class: Class) -> Meaning {
        Meaning { flags: Flags::default(), classes: class.into() }
    }
}

impl BitOr for Meaning {
    type Output = Meaning;
    fn bitor(self, other: Meaning) -> Meaning {
        let classes = self.classes | other.classes;
        Meaning { flags: self.flags | other.flags, classes }
    }
}

/// The words of the lists by their bytes: a table that is asked for every word of a text.
///
/// A word of up to 16 bytes is its own key, so that a look-up follows no pointer.
struct Words {
    /// For each slot a byte of its word's hash, or 0 when it is free: most words of a text are in no list, and these
    /// few bytes stay in the cache.
    marks: Vec<u8>,
    slots: Vec<Slot>,
    longer: FxHashMap<&'static str, Meaning>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    key: (u64, u64),
    len: u32,
    meaning: Meaning,
}

/// Slots of the table, a power of two; the lists fill a third of it.
const SLOTS: usize = 1 << 14;

/// The bytes of a word as two numbers, different for different words of one length up to 16.
fn key(word: &[u8]) -> (u64, u64) {
    if let (Some(head), Some(tail)) = (word.first_chunk(), word.last_chunk()) {
        (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
    } else if let (Some(head), Some(tail)) = (word.first_chunk(), word.last_chunk()) {
        (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)))
    } else {
        (word.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)), 0)
    }
}

impl Words {
    /// The slot of a short word, or the free one where it belongs, and its mark.
    fn slot(&self, word: &[u8]) -> (usize, u8) {
        let key = key(word);
        let mixed = (key.0 ^ key.1.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mark = (mixed >> 56) as u8 | 1;
        let is = |slot: &Slot| slot.key == key && slot.len as usize == word.len();
        let mut at = (mixed >> 40) as usize % SLOTS;
        while self.marks[at] != 0 && (self.marks[at] != mark || !is(&self.slots[at])) {
            at = (at + 1) % SLOTS;
        }
        (at, mark)
    }

    fn get(&self, word: &str) -> Meaning {
        match word.len() {
            0 => Meaning::default(),
            1..=16 => match self.slot(word.as_bytes()) {
                (at, _) if self.marks[at] == 0 => Meaning::default(),
                (at, _) => self.slots[at].meaning,
            },
            _ => self.longer.get(word).copied().unwrap_or_default(),
        }
    }

    fn add(&mut self, word: &'static str, meaning: impl Into<Meaning>) {
        let meaning = self.get(word) | meaning.into();
        if word.len() > 16 {
            self.longer.insert(word, meaning);
        } else if !word.is_empty() {
            let (at, mark) = self.slot(word.as_bytes());
            self.marks[at] = mark;
            self.slots[at] = Slot { key: key(word.as_bytes()), len: word.len() as u32, meaning };
        }
        if let Some((first, _)) = word.split_once(' ') {
            self.add(first, Flags::LONGER);
        }
    }

    /// Adds the word as it is and with a capital.
    fn add_both(&mut self, word: &'static str, flags: Flags) {
        let mut capital = String::from(word);
        if let Some(first) = capital.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.add(word, flags);
        // Once a run of the program: the table lives as long as it.
        self.add(capital.leak(), flags);
    }
}

const FIRST_NAMES: &str = include_str!("../../seeds/lists/first-names.txt");
const TITLES: &str = include_str!("../../seeds/lists/titles.txt");
const ORGANIZATIONS: &str = include_str!("../../seeds/lists/organisations.txt");
const PLACES: &str = include_str!("../../seeds/lists/places.txt");

/// Closed classes of English words that tell names from other words: they are flags, as what the lists know is.
const CLASSES: [(Flags, &str); 9] = [
    (
        Flags::CALENDAR,
        "January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. \
         Jul. Aug. Sept. Sep. Oct. Nov. Dec. Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    (
        Flags::FUNCTION,
        "A An The This That These Those It He She They We You I Who What When Where Why How Which Whose In On At By For \
         From To Of With Without About After Before Under Over Between Among During Through Against Until Since While \
         Although Though Because If Unless Whether As Like Despite But And Or Nor So Yet Not No Yes Only Even Just Also \
         Then There Here Now Once Still Instead Later Earlier Today Tomorrow Yesterday Both Each Every Some Many Most Few \
         Several Other Others Another Such All Any More Less One Two Three His Her Their Its Our My Your Former Meanwhile \
         However Moreover Asked According Will May Can Could Would Should Did Does Do Is Are Was Were Has Have Had Let \
         Dear Senior Top New Inside Outside Beyond Upon Never Perhaps Maybe Around Near Across Amid Given Next Last First",
    ),
    (
        Flags::PARTICLE,
        "de del della der den di da dos du la le van von bin ibn bint al el ten ter y e",
    ),
    (
        Flags::ARTICLE,
        "a an the his her their its this that one another The A An His Her Their Its One Another This That",
    ),
    (
        Flags::BETWEEN,
        "has have had also then later earlier did does do is was were are been be would will could may might can \
         repeatedly often again once recently already still even just only previously publicly privately quickly simply \
         always now further flatly once first actually reportedly himself herself itself themselves both all",
    ),
    (
        Flags::NEGATION,
        "not never didn't doesn't don't didn’t doesn’t don’t hasn't hasn’t haven't haven’t hadn't hadn’t",
    ),
    (Flags::PRONOUN, "he she they it we He She They It We I"),
    (
        Flags::PREPOSITION,
        "of for with at from to in on by about close familiar near inside behind against",
    ),
    (
        Flags::MODIFIER,
        "senior top former local federal state some many several other most few two three four high-ranking \
         high-level anonymous government company industry union city county foreign military intelligence administration \
         independent leading unnamed lead chief executive deputy acting party bank health trade law prime vice police news Some Many \
         Several Other Most Few Two Three Four Senior Top Former Local Federal State Government Military Police Industry \
         Critics U.S. US U.K. UK EU",
    ),
];

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut table = Words {
        marks: vec![0; SLOTS],
        slots: vec![Slot::default(); SLOTS],
        longer: FxHashMap::default(),
    };
    for (flags, words) in CLASSES {
        words.split_whitespace().for_each(|word| table.add(word, flags));
    }
    for line in lines(FIRST_NAMES) {
        let (name, sex) = line.split_once(' ').unwrap_or((line, ""));
        table.add(name, Flags::FIRST | gender(sex));
    }
    for line in lines(TITLES) {
        if let Some(thing) = line.strip_prefix("= ") {
            table.add_both(thing, Flags::THING);
        } else if line.ends_with('.') || line.contains(' ') {
            let (word, sex) = line.split_once(' ').unwrap_or((line, ""));
            table.add(word, Flags::ADDRESS | gender(sex));
        } else {
            let sex = if line.ends_with("woman") { Flags::WOMAN } else { Flags::default() };
            table.add_both(line, Flags::ROLE | sex);
        }
    }
    for line in lines(ORGANIZATIONS) {
        match line.strip_prefix("= ") {
            Some(name) => table.add(name, Flags::ORGANIZATION),
            None => table.add(line, Flags::ORGANIZATION_KEY),
        }
    }
    for line in lines(PLACES) {
        let (place, made) = line.split_once(" = ").unwrap_or((line, ""));
        table.add(place, Flags::PLACE);
        made.split_whitespace().for_each(|word| table.add(word, Flags::NATION));
    }
    for entry in cues() {
        let kind = match entry.cue {
            Some(Cue::Bare) => Flags::BARE,
            Some(Cue::MarksOnly) => Flags::MARKS_ONLY,
            Some(Cue::Any) | None => Flags::default(),
        };
        for form in entry.forms().filter(|form| form.is_cue) {
            let base = if form.is_base { Flags::BASE } else { Flags::default() };
            table.add(form.word, Flags::CUE | base | kind);
        }
    }
    for (class, words) in lines(classes::LIST).filter_map(classes::parse) {
        words.for_each(|word| table.add(word, class));
    }
    table
});

fn gender(sex: &str) -> Flags {
    match sex {
        "m" => Flags::MAN,
        "f" => Flags::WOMAN,
        _ => Flags::default(),
    }
}

/// The entries of a list, without comments.
pub(crate) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The listed names of organisations, for the tables of the model.
pub fn bodies() -> impl Iterator<Item = &'static str> {
    lines(ORGANIZATIONS).filter_map(|line| line.strip_prefix("= "))
}

/// The verbs that attribute words to somebody.
pub(crate) fn cues() -> impl Iterator<Item = Entry> {
    lines(cues::LIST).filter_map(Entry::parse)
}

/// All that the lists know of `word`, a single word or a name of several with single blanks.
pub(crate) fn meaning(word: &str) -> Meaning {
    WORDS.get(word)
}

/// What `word` may stand for.
pub(crate) fn flags(word: &str) -> Flags {
    meaning(word).flags
}

/// Whether `word` is of the class.
pub(crate) fn has(word: &str, class: Class) -> bool {
    meaning(word).classes.has(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_several_things() {
        assert!(flags("minister").any(Flags::ROLE) && flags("Minister").any(Flags::ROLE));
        assert!(flags("Mr.").any(Flags::ADDRESS) && flags("Mr.").any(Flags::MAN));
        assert!(flags("Mexico City").any(Flags::PLACE) && flags("Mexico").any(Flags::LONGER));
        assert!(flags("Canadian").any(Flags::NATION) && !flags("Canadian").any(Flags::PLACE));
        assert!(flags("said").any(Flags::BARE) && flags("say").any(Flags::BASE));
        assert!(flags("Virginia").any(Flags::FIRST) && flags("Virginia").any(Flags::PLACE));
        assert_eq!(flags("qwertz"), Flags::default());
        assert!(flags("International Monetary Fund").any(Flags::ORGANIZATION));
    }

    #[test]
    fn the_table_has_room() {
        let used = WORDS.slots.iter().filter(|s| s.len > 0).count();
        assert!(used * 2 < SLOTS, "{used} of {SLOTS}");
    }
}
