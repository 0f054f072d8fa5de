//! The bodies spoken of, and which of them a noun means: "the court", "the company", "it".

use crate::entities::lists::{self, Flags};
use crate::quotes::text::view::View;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const NOUNS: &str = include_str!("../../../seeds/lists/body-nouns.txt");

/// The words of names that each noun stands for beside itself.
static STANDS_FOR: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let pairs = lists::lines(NOUNS).filter_map(|line| line.split_once('='));
    pairs.map(|(noun, words)| (noun.trim(), words.split_whitespace().collect())).collect()
});

/// Words between a name and the noun that says what it is: "Corvane, a maker of small cars".
const BEHIND: usize = 6;

/// A body spoken of.
struct Spoken {
    entity: usize,
    sentence: usize,
    /// Whether it spoke itself.
    speaks: bool,
}

/// The bodies that were spoken of, the last one at the end.
#[derive(Default)]
pub(super) struct Bodies {
    spoken: Vec<Spoken>,
    /// The nouns that introduced bodies: "the video chain Corvane".
    introduced: Vec<(usize, &'static str)>,
}

impl Bodies {
    /// A body is named in a sentence; the first one of it stays the one that "it" means.
    pub fn name(&mut self, view: &View<'_>, mention: usize, sentence: usize) {
        let entity = view.entities.mentions[mention].entity;
        if let Some(noun) = introducing(view, mention)
            && !self.introduced.contains(&(entity, noun))
        {
            self.introduced.push((entity, noun));
        }
        let subject = self.spoken.last().filter(|last| last.sentence == sentence);
        match subject.map(|last| last.entity) {
            Some(same) if same == entity => {}
            Some(_) => {
                self.spoken.retain(|body| body.entity != entity);
                // The earlier in a sentence, the nearer to its subject.
                let at = self.spoken.partition_point(|body| body.sentence < sentence);
                self.spoken.insert(at, Spoken { entity, sentence, speaks: false });
            }
            None => self.put(entity, sentence, false),
        }
    }

    /// A body speaks.
    pub fn speak(&mut self, entity: usize, sentence: usize) {
        self.put(entity, sentence, true);
    }

    fn put(&mut self, entity: usize, sentence: usize, speaks: bool) {
        self.spoken.retain(|body| body.entity != entity);
        self.spoken.push(Spoken { entity, sentence, speaks });
    }

    /// The body that spoke last, in this sentence or the one before, if none was named since.
    pub fn speaker(&self, sentence: usize) -> Option<usize> {
        let last = self.spoken.last().filter(|last| last.speaks)?;
        (sentence.saturating_sub(last.sentence) <= 1).then_some(last.entity)
    }

    /// The body spoken of last, not longer ago than `most` sentences.
    pub fn last(&self, sentence: usize, most: usize) -> Option<usize> {
        let last = self.spoken.last()?;
        (sentence.saturating_sub(last.sentence) <= most).then_some(last.entity)
    }

    /// The body last spoken of that `noun` means, as its name has it or as something it stands for.
    pub fn called(&self, view: &View<'_>, noun: &str) -> Option<usize> {
        let noun = noun.to_lowercase();
        let others = STANDS_FOR.get(noun.as_str());
        let fits = |body: &&Spoken| {
            let mut words = view.entities.entities[body.entity].name.split_whitespace();
            self.introduced.iter().any(|(e, called)| *e == body.entity && *called == noun)
                || words.any(|word| {
                    word.eq_ignore_ascii_case(&noun)
                        || others.is_some_and(|others| others.contains(&word))
                })
        };
        self.spoken.iter().rev().find(fits).map(|body| body.entity)
    }
}

/// The noun that says what a body is: "the network Corvane", "the Corvane network", "Corvane, a network".
fn introducing(view: &View<'_>, mention: usize) -> Option<&'static str> {
    let spot = view.spots[mention].clone();
    let noun = |at: usize| STANDS_FOR.get_key_value(view.cut(at)).map(|(noun, _)| *noun);
    let beside = || (spot.end < view.tokens.all.len()).then(|| noun(spot.end)).flatten();
    let before = spot.start.checked_sub(1).and_then(noun).or_else(beside);
    let behind = || {
        let most = view.tokens.all.len().min(spot.end + BEHIND + 2);
        let article = spot.end + 1;
        let opens =
            view.is(spot.end, ",") && article < most && view.token(article).is(Flags::ARTICLE);
        let inside =
            |at: &usize| view.token(*at).is_word() && !view.token(*at).is(Flags::PREPOSITION);
        opens.then(|| (article + 1..most).take_while(inside).last()).flatten().and_then(noun)
    };
    before.or_else(behind)
}
