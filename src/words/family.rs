//! The forms that stand for one word: those with its stem, those that no rule makes, those in the
//! other spelling of English.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::spellings::respelled;
use super::stem::{stem, stem_prefixes};

const IRREGULAR_FORMS: &str = include_str!("../../seeds/lists/irregular-forms.txt");
const SAME_SPELLINGS: &str = include_str!("../../seeds/lists/same-spellings.txt");

/// Letters before an irregular ending that is for all words (`-man`), at least.
const LEAST: usize = 3;

/// All forms of the word that one form belongs to.
///
/// The index holds forms, not families: a query lists the forms below [`Family::prefixes`] and
/// keeps those that [`Family::holds`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What all its forms have in common, and no other word.
    name: String,
    /// All forms with one of these stems belong to it.
    stems: Vec<String>,
    /// So do these, whatever their stems.
    forms: Vec<String>,
    /// Stems of the ways in which the form may be spelled by a rule; none for most words.
    respelled: Vec<String>,
}

impl Family {
    /// The family of a folded form.
    pub fn of(form: &str) -> Family {
        let lists = &*LISTS;
        let words: Vec<String> = lists.bases(form).into_iter().chain([form.to_owned()]).collect();
        let mut stems: Vec<String> = words.iter().map(|word| stem(word).into_owned()).collect();
        let others: Vec<String> =
            stems.iter().flat_map(|stem| lists.spellings(stem)).cloned().collect();
        let respelled: Vec<String> =
            respelled(form).iter().map(|form| stem(form).into_owned()).collect();
        // Whichever form was typed: the first of a line, or of two spellings by a rule the longer.
        let name = match others.first() {
            Some(first) => first.clone(),
            None => {
                let all = respelled.iter().chain(stems.first());
                all.max_by_key(|stem| (stem.len(), stem.as_str())).cloned().unwrap_or_default()
            }
        };
        stems.extend(others);
        let mut seen = Vec::new();
        stems.retain(|stem| {
            let new = !seen.contains(stem);
            seen.push(stem.clone());
            new
        });
        let known = stems.iter().flat_map(|stem| lists.irregular(stem));
        let forms = known.chain(words.iter().flat_map(|word| lists.by_ending(word))).collect();
        Family { name, stems, forms, respelled }
    }

    /// What all forms of the family have in common, and no other word.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Beginnings, one of which each form of the family has; none is the beginning of another.
    pub fn prefixes(&self) -> Vec<String> {
        let stems = self.stems.iter().chain(&self.respelled);
        let mut prefixes: Vec<String> = stems.flat_map(|stem| stem_prefixes(stem)).collect();
        prefixes.extend(self.forms.iter().cloned());
        // One listing must not hold another, else its forms would come twice.
        prefixes.sort();
        prefixes.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
        prefixes
    }

    /// Whether a form belongs to it.
    pub fn holds(&self, form: &str) -> bool {
        if self.forms.iter().any(|other| other == form) {
            return true;
        }
        // Longer endings than these no rule takes away: the many words below a short stem.
        let stems = self.stems.iter().chain(&self.respelled);
        if stems.map(String::len).max().is_none_or(|longest| form.len() > longest + 12) {
            return false;
        }
        let own = stem(form);
        let is_own = |stem: &str| self.stems.iter().any(|own| own == stem);
        is_own(&own)
            || !self.respelled.is_empty() && respelled(form).iter().any(|form| is_own(&stem(form)))
    }
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

/// What the lists say.
struct Lists {
    /// The base form of each irregular form.
    bases: FxHashMap<&'static str, Vec<&'static str>>,
    /// The irregular forms of each base, by the stem of the base.
    irregular: FxHashMap<String, Vec<&'static str>>,
    /// Endings of bases with the endings of their irregular forms.
    endings: Vec<(&'static str, &'static str)>,
    /// The stems that are one word, by each of them.
    spellings: FxHashMap<String, Vec<String>>,
}

impl Lists {
    fn read() -> Lists {
        let mut lists = Lists {
            bases: FxHashMap::default(),
            irregular: FxHashMap::default(),
            endings: Vec::new(),
            spellings: FxHashMap::default(),
        };
        for (base, forms) in lines(IRREGULAR_FORMS).filter_map(|line| line.split_once(" = ")) {
            for form in forms.split_whitespace() {
                match (base.strip_prefix('-'), form.strip_prefix('-')) {
                    (Some(base), Some(form)) => lists.endings.push((base, form)),
                    _ => {
                        lists.bases.entry(form).or_default().push(base);
                        let stem = stem(base).into_owned();
                        lists.irregular.entry(stem).or_default().push(form);
                    }
                }
            }
        }
        for line in lines(SAME_SPELLINGS) {
            let mut stems: Vec<String> = Vec::new();
            for word in line.split_whitespace() {
                let stem = stem(word).into_owned();
                // "practice" and "practise" are one with what else has a stem of theirs.
                let known = lists.spellings.get(&stem).cloned().unwrap_or_default();
                for stem in known.into_iter().chain([stem]) {
                    if !stems.contains(&stem) {
                        stems.push(stem);
                    }
                }
            }
            for stem in &stems {
                lists.spellings.insert(stem.clone(), stems.clone());
            }
        }
        lists
    }

    /// The words of which `form` is an irregular form.
    fn bases(&self, form: &str) -> Vec<String> {
        let mut found: Vec<String> =
            self.bases.get(form).into_iter().flatten().map(|base| (*base).to_owned()).collect();
        if found.is_empty() {
            found.extend(self.endings.iter().filter_map(|(base, ending)| {
                let before = form.strip_suffix(ending).filter(|before| before.len() >= LEAST)?;
                Some(format!("{before}{base}"))
            }));
        }
        found
    }

    /// The irregular forms of the word with this stem.
    fn irregular(&self, stem: &str) -> impl Iterator<Item = String> {
        self.irregular.get(stem).into_iter().flatten().map(|form| (*form).to_owned())
    }

    /// The irregular forms of a base form that its ending tells.
    fn by_ending(&self, base: &str) -> impl Iterator<Item = String> {
        self.endings.iter().filter_map(move |(ending, irregular)| {
            let before = base.strip_suffix(ending).filter(|before| before.len() >= LEAST)?;
            Some(format!("{before}{irregular}"))
        })
    }

    fn spellings(&self, stem: &str) -> &[String] {
        self.spellings.get(stem).map_or(&[], Vec::as_slice)
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, form: &str) -> bool {
        let family = Family::of(typed);
        family.holds(form) && family.prefixes().iter().any(|p| form.starts_with(p.as_str()))
    }

    #[test]
    fn forms_of_one_word_find_each_other() {
        for group in [
            "bus buses",
            "gas gases",
            "minibus minibuses",
            "man men",
            "chairman chairmen",
            "wolf wolves",
            "werewolf werewolves",
            "housewife housewives",
            "crisis crises",
            "hypothesis hypotheses",
            "child children",
            "grandchild grandchildren",
            "run ran running runs",
            "find found finding",
            "go went goes gone going",
            "write wrote written writes writing",
            "labour labor labours labored labouring laborers",
            "defence defense defences",
            "organise organized organising organizations organisations",
            "programme program programmes programmed",
            "centre center centres centered centred",
            "travelling traveling travel",
            "fuelled fueled fuel",
            "behaviour behaviors",
            "neighbourhood neighborhoods neighbourhoods",
            "analyse analyzed analysing",
            "grey gray",
            "practise practice practicing",
            "sceptical skeptical",
            "jewellery jewelry",
            "aluminium aluminum",
            "catalogue catalogs",
            "theatre theaters",
            "plough plowing",
            "kilometre kilometers",
        ] {
            for typed in group.split(' ') {
                for form in group.split(' ') {
                    assert!(finds(typed, form), "{typed} {form}");
                }
                let names = group.split(' ').map(|form| Family::of(form).name().to_owned());
                let (own, names) = (Family::of(typed), names.collect::<Vec<_>>());
                assert!(names.iter().all(|name| name == own.name()), "{group}: {names:?}");
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (typed, form) in [
            ("find", "founded"),
            ("founder", "find"),
            ("organ", "organised"),
            ("parade", "paradise"),
            ("expert", "expertise"),
            ("expertise", "expert"),
            ("treat", "treatise"),
            ("leave", "left"),
            ("see", "saw"),
            ("four", "for"),
            ("check", "cheque"),
            ("base", "basis"),
            ("scoured", "scored"),
            ("prize", "prise"),
            ("story", "storey"),
            ("oman", "omen"),
            ("us", "buses"),
        ] {
            assert!(!finds(typed, form), "{typed} {form}");
        }
    }

    /// Both lists are folded words, and none of them stands in a list twice.
    #[test]
    fn lists_are_plain() {
        for list in [IRREGULAR_FORMS, SAME_SPELLINGS] {
            let mut seen: Vec<&str> = Vec::new();
            for word in lines(list).flat_map(str::split_whitespace).filter(|word| *word != "=") {
                assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{word}");
                assert!(!seen.contains(&word), "{word} twice");
                seen.push(word);
            }
        }
    }

    #[test]
    fn every_line_joins_its_words() {
        let split = |line: &str| line.replace(" = ", " ");
        let all = lines(IRREGULAR_FORMS).chain(lines(SAME_SPELLINGS)).map(split);
        for line in all.map(|line| line.replace('-', "over")) {
            for (typed, form) in line.split(' ').flat_map(|a| line.split(' ').map(move |b| (a, b)))
            {
                assert!(finds(typed, form), "{typed} {form}");
            }
        }
    }
}
