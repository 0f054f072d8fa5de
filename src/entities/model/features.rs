//! The features of a word: 64-bit hashes of what stands in it and around it, and of what its document shows.

use super::document::{Document, Run, Sentence, Word, seen};
use super::hash::mix;
use crate::entities::lists::Flags;

/// Changes whenever a feature does: the trainer writes it into the model file, the program checks it.
pub const VERSION: u32 = 3;

/// What the lists may say of a word that is of use here.
const USEFUL: u32 = Flags::FIRST.bits()
    | Flags::ROLE.bits()
    | Flags::ADDRESS.bits()
    | Flags::ORGANIZATION_KEY.bits()
    | Flags::ORGANIZATION.bits()
    | Flags::PLACE.bits()
    | Flags::NATION.bits()
    | Flags::CALENDAR.bits()
    | Flags::FUNCTION.bits()
    | Flags::PARTICLE.bits()
    | Flags::CUE.bits()
    | Flags::PREPOSITION.bits();

/// What stands before and behind a sentence.
const EDGE: Word = Word {
    exact: 11,
    low: 11,
    shape: 11,
    initial: 0,
    flags: 0,
    entry: u32::MAX,
    clusters: [0; 3],
    lists: 0x80,
    phrase: 0,
    capital: false,
    candidate: false,
    run: 0,
};

/// Gathers features, each under the number of its template.
struct Sink<'a> {
    out: &'a mut Vec<u64>,
    template: u64,
}

impl Sink<'_> {
    fn push(&mut self, a: u64, b: u64) {
        self.template += 1;
        self.out.push(mix(a.wrapping_add(self.template.wrapping_mul(0xa076_1d64_78bd_642f)), b));
    }

    /// A template that does not apply.
    fn skip(&mut self) {
        self.template += 1;
    }
}

/// Writes the features of word `at` of `sentence` to `out`; returns how many of them, the first ones, hold the word
/// itself.
pub fn features(document: &Document, sentence: &Sentence, at: usize, out: &mut Vec<u64>) -> usize {
    out.clear();
    let range = &sentence.words;
    let get = |offset: isize| match at.checked_add_signed(offset) {
        Some(at) if range.contains(&at) => &document.words[at],
        _ => &EDGE,
    };
    let (word, left, right) = (get(0), get(-1), get(1));
    let (left2, right2) = (get(-2), get(2));
    let shown = document.seen(word);
    let first = at == range.start;
    let case = sentence.case as u64;
    let mut sink = Sink { out, template: 0 };

    // The word itself, alone and with its neighbours.
    sink.push(word.exact, 0);
    sink.push(word.low, 0);
    sink.push(left.low, word.low);
    sink.push(word.low, right.low);
    sink.push(word.low, u64::from(first) << 2 | case);
    sink.push(word.low, run_place(document, word, at));
    sink.push(word.low, list_key(left));
    sink.push(word.low, list_key(right));
    let lexical = sink.out.len();

    // Neighbours.
    sink.push(left.low, 0);
    sink.push(right.low, 0);
    sink.push(left2.low, 0);
    sink.push(right2.low, 0);
    sink.push(left.low, word.shape);
    sink.push(right.low, word.shape);
    sink.push(mix(left2.low, left.low), 0);
    sink.push(mix(right.low, right2.low), 0);
    sink.push(mix(left.low, right.low), word.shape);

    // Outlines.
    sink.push(word.shape, u64::from(first) << 2 | case);
    sink.push(left.shape, word.shape);
    sink.push(word.shape, right.shape);
    sink.push(mix(left.shape, word.shape), right.shape);

    // Clusters.
    let wide = |w: &Word, size: usize| u64::from(w.clusters[size]) << 1 | u64::from(w.capital);
    sink.push(wide(word, 0), u64::from(first));
    sink.push(wide(word, 1), u64::from(first));
    sink.push(wide(word, 2), word.shape);
    sink.push(wide(left, 0), u64::from(word.capital));
    sink.push(wide(right, 0), u64::from(word.capital));
    sink.push(wide(left, 1), wide(word, 1));
    sink.push(wide(word, 1), wide(right, 1));
    sink.push(wide(left2, 1), u64::from(word.capital));
    sink.push(wide(right2, 1), u64::from(word.capital));
    sink.push(mix(wide(left, 2), wide(word, 2)), wide(right, 2));
    sink.push(wide(left, 0), wide(word, 0));
    sink.push(wide(word, 0), wide(right, 0));

    // Lists.
    sink.push(list_key(word), u64::from(word.capital));
    sink.push(list_key(left), u64::from(word.capital));
    sink.push(list_key(right), u64::from(word.capital));
    sink.push(list_key(left), list_key(word));
    sink.push(list_key(word), list_key(right));
    sink.push(mix(list_key(left), list_key(right)), list_key(word));
    sink.push(u64::from(word.lists), word.shape);
    sink.push(u64::from(word.phrase) << 1 | u64::from(left.phrase == 1), case);
    sink.push(wide(word, 1), list_key(word));

    // The run of capitals.
    if word.capital {
        run_features(document, word, at, &get, &mut sink);
    } else {
        between(document, left, right, word, &mut sink);
    }

    // The document.
    if word.capital {
        sink.push(u64::from(shown), case);
        sink.push(u64::from(shown), run_place(document, word, at));
        sink.push(u64::from(shown), list_key(word));
        let beside = |w: &Word| if w.capital { u64::from(document.seen(w)) } else { u64::MAX };
        sink.push(u64::from(shown), beside(left));
        sink.push(u64::from(shown), beside(right));
        for bit in 0..seen::COUNT {
            if shown >> bit & 1 != 0 {
                sink.push(word.shape, u64::from(first));
            } else {
                sink.skip();
            }
        }
    }
    lexical
}

/// What the lists say of a word, as one number.
fn list_key(word: &Word) -> u64 {
    u64::from(word.flags & USEFUL) << 8 | u64::from(word.lists)
}

/// Length of the run of a word and where in it the word stands.
fn run_place(document: &Document, word: &Word, at: usize) -> u64 {
    if !word.capital {
        return 0;
    }
    let Some(run) = document.runs.get(word.run as usize) else { return 0 };
    let from_start = (at - run.start).min(3) as u64;
    let from_end = (run.end - 1 - at).min(3) as u64;
    1 + (from_start << 2 | from_end)
}

fn run_features<'a>(
    document: &'a Document,
    word: &Word,
    at: usize,
    get: &impl Fn(isize) -> &'a Word,
    sink: &mut Sink,
) {
    let Some(run) = document.runs.get(word.run as usize) else { return };
    let place = run_place(document, word, at);
    let ahead = run.start as isize - at as isize;
    let (head, tail) = (get(ahead), get(run.end as isize - 1 - at as isize));
    let (before, behind) = (get(ahead - 1), get(run.end as isize - at as isize));
    let before2 = get(ahead - 2);
    let behind2 = get(run.end as isize - at as isize + 1);
    let long = u64::from(run.end - run.start > 1);
    let keys = u64::from(run.flags & USEFUL) << 8 | u64::from(run.lists);
    sink.push(place, word.shape);
    sink.push(place, before.low);
    sink.push(place, behind.low);
    sink.push(mix(before.low, behind.low), long);
    sink.push(mix(before2.low, before.low), place);
    sink.push(mix(behind.low, behind2.low), place);
    sink.push(place, head.low);
    sink.push(place, tail.low);
    sink.push(place, list_key(head));
    sink.push(place, list_key(tail));
    sink.push(place, keys);
    sink.push(mix(list_key(head), list_key(tail)), place);
    sink.push(u64::from(tail.clusters[0]), place);
    sink.push(u64::from(head.clusters[0]), place);
    sink.push(u64::from(tail.clusters[1]) << 8 | u64::from(head.clusters[1]), place);
    sink.push(u64::from(before.clusters[0]), place);
    sink.push(u64::from(behind.clusters[0]), place);
    sink.push(u64::from(before.clusters[1]) << 8 | u64::from(behind.clusters[1]), place);
    sink.push(u64::from(document.seen(tail)), place);
    sink.push(u64::from(document.seen(head)), place);
    // What lies beyond a word without capital: "Bank of …", "… of Canada".
    let far = |at: isize| if get(at).capital { get(at).low } else { 0 };
    sink.push(mix(far(ahead - 2), before.low), place);
    sink.push(mix(list_key(before2), before.low), list_key(word));
    let next = far(run.end as isize - at as isize + 1);
    sink.push(mix(next, behind.low), place);
    sink.push(mix(list_key(behind2), behind.low), list_key(word));
}

/// A word without a capital: what the runs on its two sides are.
fn between(document: &Document, left: &Word, right: &Word, word: &Word, sink: &mut Sink) {
    let side = |w: &Word| -> Option<&Run> {
        if w.capital { document.runs.get(w.run as usize) } else { None }
    };
    let keys = |run: Option<&Run>| {
        run.map_or(1, |r| u64::from(r.flags & USEFUL) << 8 | u64::from(r.lists) | 1 << 40)
    };
    let (before, behind) = (side(left), side(right));
    // Templates of their own, far from those of words with capitals.
    sink.template += 100;
    sink.push(mix(keys(before), word.low), 0);
    sink.push(mix(keys(behind), word.low), 0);
    sink.push(mix(list_key(left), word.low), list_key(right));
    sink.push(mix(left.low, word.low), right.low);
    sink.push(mix(left.low, word.low), u64::from(right.clusters[1]));
    let head = before.and_then(|r| document.words.get(r.start)).map_or(0, |w| w.low);
    sink.push(mix(head, word.low), u64::from(right.capital));
    sink.push(
        mix(u64::from(left.clusters[1]), word.low),
        u64::from(right.clusters[1]) << 1 | u64::from(right.capital),
    );
    let shown = |w: &Word| u64::from(document.seen(w));
    sink.push(mix(shown(left), word.low), shown(right));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::model::MODEL;
    use crate::entities::tests::article;
    use crate::entities::tokens::Tokens;

    /// The features of this version: who changes one must change [`VERSION`], train anew and write the new sum here.
    #[test]
    fn the_features_are_those_of_their_version() {
        let text = "Prime Minister Helena Brandt of the Bank of Mexico City met J.-P. O’Brien, 54, in 'Ottawa'. \
            Acme's chairman left Goldman Sachs.";
        let article = article(text);
        let tokens = Tokens::of(&article);
        let mut document = Document::default();
        document.begin(tokens.all.len());
        for sentence in &tokens.sentences {
            document.add(text, &tokens.all[sentence.clone()], &MODEL.as_ref().unwrap().words);
        }
        document.finish();
        let mut out = Vec::new();
        let mut sum = 0;
        for sentence in &document.sentences {
            for at in sentence.words.clone() {
                let lexical = features(&document, sentence, at, &mut out);
                assert!(lexical > 0 && lexical < out.len() && out.len() < 128);
                sum = out.iter().fold(sum, |sum, feature| mix(sum, *feature));
            }
        }
        assert_eq!((VERSION, sum), (3, 3_445_121_055_604_314_472));
    }
}
