//! The grammar of the list of verbs that attribute words to somebody; the head of
//! `seeds/lists/cues.txt` tells it in words.

use std::str::SplitWhitespace;

/// The list.
pub(crate) const LIST: &str = include_str!("../../seeds/lists/cues.txt");

/// Where a cue may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Also before a clause without "that": `+`.
    Bare,
    /// Beside quotation marks only: `-`.
    MarksOnly,
    /// Beside marks and before "that": `*`.
    Any,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The base form.
    pub base: &'static str,
    /// What cue it is, if it is one.
    pub cue: Option<Cue>,
    /// Whether it tells of thought, or of something else as often as of speech.
    pub weak: bool,
    /// Letters for what it takes: `t`hat, `i`nfinitive, `n`oun, `w`hat; `a`djective.
    pub frames: &'static str,
    /// Prepositions, with commas between.
    pub prepositions: &'static str,
    others: SplitWhitespace<'static>,
}

/// A form of the verb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub word: &'static str,
    pub is_base: bool,
    /// Whether it is a cue.
    pub is_cue: bool,
    /// Whether it takes what the letters and prepositions say.
    pub takes: bool,
}

impl Entry {
    /// Reads a line that is no comment.
    pub fn parse(line: &'static str) -> Option<Entry> {
        let mut words = line.split_whitespace();
        let (base, what) = (words.next()?, words.next()?);
        let signs = [("+", Cue::Bare), ("-", Cue::MarksOnly), ("*", Cue::Any)];
        let sign = signs.into_iter().find_map(|(sign, cue)| Some((what.strip_prefix(sign)?, cue)));
        let (what, cue) = sign.map_or((what, None), |(rest, cue)| (rest, Some(cue)));
        let (what, weak) = what.strip_prefix('?').map_or((what, false), |rest| (rest, true));
        let (frames, prepositions) = what.split_once(':').unwrap_or((what, ""));
        Some(Entry { base, cue, weak, frames, prepositions, others: words })
    }

    /// Its forms, the base form first.
    pub fn forms(&self) -> impl Iterator<Item = Form> {
        let is_cue = self.cue.is_some();
        let takes = !self.frames.is_empty() || !self.prepositions.is_empty();
        let base = Form { word: self.base, is_base: true, is_cue, takes };
        let others = self.others.clone().map(move |word| {
            let form = Form { is_base: false, ..base };
            if let Some(word) = word.strip_suffix('~') {
                Form { word, takes: false, ..form }
            } else if let Some(word) = word.strip_suffix('^') {
                Form { word, is_cue: false, ..form }
            } else {
                Form { word, ..form }
            }
        });
        std::iter::once(base).chain(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms that are cues, and those that take something.
    fn forms(entry: &Entry) -> (Vec<&str>, Vec<&str>) {
        let words = |wanted: fn(&Form) -> bool| {
            entry.forms().filter(wanted).map(|form| form.word).collect()
        };
        (words(|form| form.is_cue), words(|form| form.takes))
    }

    #[test]
    fn a_line_tells_what_the_verb_is() {
        let argue = Entry::parse("argue +t:for,against argues").unwrap();
        assert_eq!((argue.base, argue.cue, argue.weak), ("argue", Some(Cue::Bare), false));
        assert_eq!((argue.frames, argue.prepositions), ("t", "for,against"));
        assert_eq!(forms(&argue), (vec!["argue", "argues"], vec!["argue", "argues"]));
        let know = Entry::parse("know -?ntw knew known^ knowed~").unwrap();
        assert!(know.weak && know.cue == Some(Cue::MarksOnly) && know.frames == "ntw");
        let cues = vec!["know", "knew", "knowed"];
        assert_eq!(forms(&know), (cues, vec!["know", "knew", "known"]));
        let answer = Entry::parse("answer * answers").unwrap();
        assert_eq!(forms(&answer), (vec!["answer", "answers"], vec![]));
        let praise = Entry::parse("praise n praises").unwrap();
        assert_eq!(forms(&praise), (vec![], vec!["praise", "praises"]));
        assert!(Entry::parse("praise").is_none());
    }

    #[test]
    fn the_list_keeps_to_its_grammar() {
        let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let entry = Entry::parse(line).expect(line);
            let known = entry.frames.chars().all(|c| "tinwa".contains(c));
            assert!(known && entry.forms().all(|form| form.is_cue || form.takes), "{line}");
            let small = |word: &str| word.chars().all(|c| c.is_ascii_lowercase());
            assert!(entry.forms().all(|form| small(form.word)), "{line}");
        }
    }
}
