//! A document as the model reads it: what each word looks like, which words may belong to names, and what the
//! whole document shows about each word.

use super::hash;
use super::outline::{self, Case};
use super::words::{self, Words};
use crate::entities::lists::Flags;
use crate::entities::tokens::{Kind, Token};
use std::ops::Range;

/// A token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of the word as written.
    pub exact: u64,
    /// Hash of the word in lower case.
    pub low: u64,
    /// Hash of the outline of the word.
    pub shape: u64,
    /// First letter in lower case, 0 when it is not ASCII.
    pub initial: u8,
    /// What the word lists know.
    pub flags: u32,
    /// Number of its entry in [`Document::entries`].
    pub entry: u32,
    /// Clusters of 1024, 128 and 32, counted from 1.
    pub clusters: [u16; 3],
    /// What the tables of single words know.
    pub lists: u8,
    /// Its place in a listed name of several words: 1 first, 2 inside, 3 last; 4 more in the name of a body.
    pub phrase: u8,
    /// Whether it has a capital that may mean a name.
    pub capital: bool,
    /// Whether it may belong to a name.
    pub candidate: bool,
    /// Number of its run, for a word with a capital.
    pub run: u32,
}

impl Word {
    /// Whether the lists say one of `flags`.
    pub fn is(&self, flags: Flags) -> bool {
        self.flags & flags.bits() != 0
    }
}

/// A sentence.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its words in [`Document::words`].
    pub words: Range<usize>,
    /// How it is written.
    pub case: Case,
}

/// Words with capitals side by side.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// All flags of its words.
    pub flags: u32,
    /// All lists of its words.
    pub lists: u8,
}

/// A word of the document whatever its case.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    low: u64,
    clusters: [u16; 3],
    lists: u8,
    /// What the document shows of the word: the bits of [`seen`].
    pub seen: u32,
}

/// What a document may show of a word.
pub mod seen {
    /// In small letters.
    pub const LOWER: u32 = 1;
    /// With a capital inside a sentence.
    pub const MIDDLE: u32 = 1 << 1;
    /// Behind a title.
    pub const TITLED: u32 = 1 << 2;
    /// Behind a first name.
    pub const GIVEN: u32 = 1 << 3;
    /// In a run with a keyword of organisations.
    pub const BODY: u32 = 1 << 4;
    /// At the head of a run behind "in", "at" or "from".
    pub const LOCATED: u32 = 1 << 5;
    /// In a run beside a verb of saying.
    pub const SAYS: u32 = 1 << 6;
    /// Behind "the".
    pub const THE: u32 = 1 << 7;
    /// In a longer run, but not its last word.
    pub const HEAD: u32 = 1 << 8;
    /// The last word of a longer run.
    pub const TAIL: u32 = 1 << 9;
    /// In a listed place of several words, or before a comma and a listed place.
    pub const PLACE: u32 = 1 << 10;
    /// The initials of a run.
    pub const ACRONYM: u32 = 1 << 11;
    /// In a run whose initials stand in the document.
    pub const SPELLED: u32 = 1 << 12;
    /// Before an apostrophe and an s.
    pub const OWNS: u32 = 1 << 13;
    /// Behind a trade or an office in small letters.
    pub const ROLE: u32 = 1 << 14;
    /// In a listed body of several words.
    pub const NAMED: u32 = 1 << 15;
    /// Has an office, or a noun of bodies behind it: "Acme spokesman", "Acme's chairman", "the Acme company".
    pub const STAFFED: u32 = 1 << 16;
    /// Behind an office and "of", "for" or "at": "head of Acme".
    pub const LED: u32 = 1 << 17;
    /// Number of the bits above.
    pub const COUNT: u32 = 18;
}

/// What the place in the name of a body has more than the place in that of a town.
const BODY: u8 = 4;
/// Words without a capital that may stand between two words of a name.
const GAP: usize = 3;
/// Longest run whose initials are read.
const INITIALS: usize = 12;
const FREE: u32 = u32::MAX;

/// The words of one document; kept from one document to the next for its memory.
#[derive(Default)]
pub struct Document {
    /// All words, sentence by sentence.
    pub words: Vec<Word>,
    /// The sentences in the order in which they were added.
    pub sentences: Vec<Sentence>,
    /// The runs of words with capitals.
    pub runs: Vec<Run>,
    /// The different words.
    pub entries: Vec<Entry>,
    /// Numbers of entries by hash, a power of two of them.
    slots: Vec<u32>,
}

impl Document {
    /// Empties the document and makes room for `tokens` tokens.
    pub fn begin(&mut self, tokens: usize) {
        self.words.clear();
        self.sentences.clear();
        self.runs.clear();
        self.entries.clear();
        self.slots.clear();
        self.slots.resize((tokens * 2).next_power_of_two().max(64), FREE);
    }

    /// Adds a sentence; no more tokens in all than [`Document::begin`] was told.
    pub fn add(&mut self, text: &str, tokens: &[Token], tables: &Words) {
        let start = self.words.len();
        let case = outline::case(text, tokens);
        for token in tokens {
            let cut = token.span.cut(text);
            let mut flags = token.flags.bits();
            let bytes = cut.as_bytes();
            // Most words: their hash is that of their bytes, their outline that of any such word.
            let plain = token.kind == Kind::Lower && bytes.iter().all(u8::is_ascii_lowercase);
            let low = if plain { hash::bytes(bytes) } else { hash::lower(cut) };
            if token.kind == Kind::Capitals {
                flags |= outline::unshouted(cut);
            }
            let exact = if plain || token.kind == Kind::Lower && cut.is_ascii() {
                low
            } else {
                hash::bytes(bytes)
            };
            let entry = self.entry(low, tables);
            let found = &self.entries[entry as usize];
            self.words.push(Word {
                exact,
                low,
                shape: if plain { outline::SMALL } else { outline::shape(cut) },
                initial: cut.as_bytes().first().map_or(0, u8::to_ascii_lowercase) & 0x7f,
                flags,
                entry,
                clusters: found.clusters,
                lists: found.lists,
                capital: !plain && outline::is_capital(cut, token.kind),
                ..Word::default()
            });
        }
        let words = start..self.words.len();
        self.first_word(&words);
        self.runs(&words);
        self.candidates(&words, tokens);
        self.phrases(&words, tables);
        self.sentences.push(Sentence { words, case });
    }

    /// Gathers what the whole document shows of its words, after the last sentence.
    pub fn finish(&mut self) {
        for at in 0..self.sentences.len() {
            let Sentence { words, case } = self.sentences[at].clone();
            if case == Case::Normal {
                self.gather(words);
            }
        }
        for at in 0..self.runs.len() {
            self.initials(self.runs[at]);
        }
    }

    /// What the document shows of a word.
    pub fn seen(&self, word: &Word) -> u32 {
        self.entries.get(word.entry as usize).map_or(0, |entry| entry.seen)
    }

    /// The slot of the entry for `low`, or the free one where it belongs.
    fn slot(&self, low: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = low as usize & mask;
        while self.slots[at] != FREE && self.entries[self.slots[at] as usize].low != low {
            at = (at + 1) & mask;
        }
        at
    }

    fn entry(&mut self, low: u64, tables: &Words) -> u32 {
        let slot = self.slot(low);
        if self.slots[slot] == FREE {
            let known = tables.single.get(low);
            let (middle, coarse) = tables.coarser(known.cluster);
            self.slots[slot] = self.entries.len() as u32;
            self.entries.push(Entry {
                low,
                clusters: [known.cluster, middle, coarse],
                lists: known.lists,
                seen: 0,
            });
        }
        self.slots[slot]
    }

    /// "The", "In", "He" at the head of a sentence have their capital from there.
    fn first_word(&mut self, words: &Range<usize>) {
        let plain = Flags::FUNCTION | Flags::ARTICLE | Flags::PRONOUN;
        if let [first, rest @ ..] = &mut self.words[words.clone()]
            && first.is(plain)
            && !rest.first().is_some_and(|next| next.capital)
        {
            first.capital = false;
        }
    }

    fn runs(&mut self, words: &Range<usize>) {
        let mut at = words.start;
        while at < words.end {
            let start = at;
            let mut run = Run { start, end: start, flags: 0, lists: 0 };
            while at < words.end && self.words[at].capital {
                self.words[at].run = self.runs.len() as u32;
                run.flags |= self.words[at].flags;
                run.lists |= self.words[at].lists;
                at += 1;
            }
            run.end = at;
            if at > start {
                self.runs.push(run);
            } else {
                at += 1;
            }
        }
    }

    /// Words with capitals, numbers beside them, and what stands between two of them.
    fn candidates(&mut self, words: &Range<usize>, tokens: &[Token]) {
        let mut last = None;
        for at in words.clone() {
            let kind = tokens[at - words.start].kind;
            if kind == Kind::Mark {
                // No name begins outside of a quote and ends in it.
                last = None;
            }
            let number = kind == Kind::Number;
            if self.words[at].capital {
                if let Some(last) = last
                    && at - last <= GAP + 1
                {
                    self.words[last..at].iter_mut().for_each(|w| w.candidate = true);
                }
                self.words[at].candidate = true;
                last = Some(at);
            } else if number {
                let beside = |at: Option<usize>| {
                    at.is_some_and(|at| words.contains(&at) && self.words[at].capital)
                };
                self.words[at].candidate |= beside(at.checked_sub(1)) || beside(Some(at + 1));
            }
        }
    }

    /// Marks listed names of two to four words.
    fn phrases(&mut self, words: &Range<usize>, tables: &Words) {
        let mut at = words.start;
        while at < words.end {
            let most = if self.words[at].capital { 4.min(words.end - at) } else { 0 };
            let found = (2..=most).rev().find_map(|n| {
                let part = &self.words[at..at + n];
                if !part[n - 1].capital {
                    return None;
                }
                let lists = tables.phrases.get(words::phrase(part.iter().map(|w| w.low))).lists;
                (lists != 0).then_some((n, if lists & words::BODY != 0 { BODY } else { 0 }))
            });
            let Some((len, kind)) = found else {
                at += 1;
                continue;
            };
            self.words[at..at + len].iter_mut().for_each(|w| w.phrase = kind + 2);
            self.words[at].phrase = kind + 1;
            self.words[at + len - 1].phrase = kind + 3;
            at += len;
        }
    }

    fn gather(&mut self, words: Range<usize>) {
        let mut at = words.start;
        while at < words.end {
            let word = self.words[at];
            if !word.capital {
                self.entries[word.entry as usize].seen |= seen::LOWER;
                at += 1;
                continue;
            }
            let run = self.runs[word.run as usize];
            self.gather_run(run, &words);
            at = run.end;
        }
    }

    fn gather_run(&mut self, run: Run, words: &Range<usize>) {
        let before = run.start.checked_sub(1).filter(|at| *at >= words.start);
        let before = before.map(|at| self.words[at]);
        let behind = self.words[..words.end].get(run.end).copied();
        let second = self.words[..words.end].get(run.end + 1).copied();
        let mut shared = 0;
        let says = |w: Option<Word>| w.is_some_and(|w| w.is(Flags::CUE) && !w.is(Flags::BASE));
        if says(before) || says(behind) {
            shared |= seen::SAYS;
        }
        if run.flags & Flags::ORGANIZATION_KEY.bits() != 0 && run.end - run.start > 1 {
            shared |= seen::BODY;
        }
        let mut head = 0;
        if let Some(before) = before {
            if [hash::bytes(b"in"), hash::bytes(b"at"), hash::bytes(b"from")].contains(&before.low)
            {
                head |= seen::LOCATED;
            }
            if before.low == hash::bytes(b"the") {
                head |= seen::THE;
            }
            if before.is(Flags::ROLE) {
                shared |= seen::ROLE;
            }
        }
        let mut tail = 0;
        let owns = behind
            .is_some_and(|w| w.low == hash::bytes(b"'s") || w.low == hash::bytes("’s".as_bytes()));
        if owns {
            tail |= seen::OWNS;
        }
        let staff = if owns { second } else { behind };
        if staff.is_some_and(|w| !w.capital && w.is(Flags::ROLE | Flags::THING)) {
            tail |= seen::STAFFED;
        }
        let office = run.start.checked_sub(2).filter(|at| *at >= words.start);
        let links = [hash::bytes(b"of"), hash::bytes(b"for"), hash::bytes(b"at")];
        if before.is_some_and(|w| links.contains(&w.low))
            && office.is_some_and(|at| self.words[at].is(Flags::ROLE))
        {
            head |= seen::LED;
        }
        if behind.is_some_and(|w| w.low == hash::bytes(b","))
            && second.is_some_and(|w| {
                w.capital && (w.is(Flags::PLACE) || w.lists & words::ANY_PLACE & !4 != 0)
            })
        {
            tail |= seen::PLACE;
        }
        let (mut titled, mut given) = (0, 0);
        for at in run.start..run.end {
            let word = self.words[at];
            let mut bits = shared | titled | given;
            bits |= if at > words.start { seen::MIDDLE } else { 0 };
            bits |= if at == run.start { head } else { 0 };
            bits |= match at + 1 == run.end {
                true if run.end - run.start > 1 => tail | seen::TAIL,
                true => tail,
                false => seen::HEAD,
            };
            bits |= match word.phrase {
                0 => 0,
                place if place > BODY => seen::NAMED,
                _ => seen::PLACE,
            };
            self.entries[word.entry as usize].seen |= bits;
            if word.is(Flags::ADDRESS | Flags::ROLE) {
                titled = seen::TITLED;
            }
            if word.is(Flags::FIRST) {
                given = seen::GIVEN;
            }
        }
    }

    /// Joins a run with its acronym when that stands in the document.
    fn initials(&mut self, run: Run) {
        let len = run.end - run.start;
        if !(2..=INITIALS).contains(&len) {
            return;
        }
        let mut letters = [0u8; INITIALS];
        for (to, word) in letters.iter_mut().zip(&self.words[run.start..run.end]) {
            *to = word.initial;
        }
        let slot = self.slot(hash::bytes(&letters[..len]));
        let Some(entry) = self.entries.get_mut(self.slots[slot] as usize) else { return };
        entry.seen |= seen::ACRONYM;
        for word in &self.words[run.start..run.end] {
            self.entries[word.entry as usize].seen |= seen::SPELLED;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::model::MODEL;
    use crate::entities::tests::article;
    use crate::entities::tokens::Tokens;

    fn document(text: &str) -> Document {
        let article = article(text);
        let tokens = Tokens::of(&article);
        let mut document = Document::default();
        document.begin(tokens.all.len());
        let model = MODEL.as_ref().unwrap();
        for sentence in &tokens.sentences {
            document.add(text, &tokens.all[sentence.clone()], &model.words);
        }
        document.finish();
        document
    }

    #[test]
    fn words_without_capitals_are_candidates_between_two_with_capitals() {
        let document = document(
            "The ministry saw the Bank of the West in a big old red Car 54 of \"Ann\" there.",
        );
        let candidates: Vec<usize> =
            (0..document.words.len()).filter(|at| document.words[*at].candidate).collect();
        assert_eq!(candidates, [4, 5, 6, 7, 13, 14, 17]);
        assert_eq!(document.runs.len(), 4);
    }

    #[test]
    fn a_document_shows_more_of_a_word_than_its_sentence() {
        let document = document(
            "A moss grew.\nLater Jerry Moss of the Harbour Pilots Union came.\nThe HPU met in Moss's town.",
        );
        let seen = |word: &str| {
            let low = hash::lower(word);
            let word = document.words.iter().find(|w| w.low == low).unwrap();
            document.seen(word)
        };
        let moss =
            seen::LOWER | seen::MIDDLE | seen::GIVEN | seen::TAIL | seen::LOCATED | seen::OWNS;
        assert_eq!(seen("moss") & moss, moss);
        assert_eq!(seen("hpu") & seen::ACRONYM, seen::ACRONYM);
        assert_eq!(seen("pilots") & (seen::SPELLED | seen::BODY), seen::SPELLED | seen::BODY);
        assert_eq!(seen("grew"), seen::LOWER);
    }

    #[test]
    fn sentences_without_evidence_in_their_capitals() {
        let case = |text: &str| document(text).sentences[0].case;
        assert_eq!(case("Bank Union Walks Out of Talks"), Case::Title);
        assert_eq!(case("BANK UNION WALKS OUT"), Case::Upper);
        assert_eq!(case("The Bank Union walks out."), Case::Normal);
        assert_eq!(case("Bank Union"), Case::Normal);
    }
}
