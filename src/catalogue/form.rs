//! A name read: the form by which names are the same, and the parts of a person's name.

use crate::entities::lists::{Flags, flags};
use crate::words::{Scanner, fold};

/// The folded form of a name, initials written together: `J. K. Rowling` as `JK Rowling`.
pub(super) fn folded(name: &str) -> String {
    let mut scanner = Scanner::new(name);
    let mut form = String::with_capacity(name.len());
    // Where the last word ends in the name, when it was a lone letter or letters joined.
    let mut initial: Option<usize> = None;
    loop {
        let before = form.len();
        let Some(span) = scanner.next(&mut form) else { return form };
        if form.len() == before {
            continue;
        }
        let letter = form[before..].chars().count() == 1 && form.ends_with(char::is_alphabetic);
        let between = |from: usize| name[from..span.start].chars().all(|c| c == '.' || c == ' ');
        let joins = letter && initial.is_some_and(between);
        if before > 0 && !joins {
            form.insert(before, ' ');
        }
        initial = letter.then_some(span.end);
    }
}

/// What a body is called without article and legal form: `Acme` for `the Acme Corp.`.
pub(super) fn without_trimmings(folded: &str, legal: bool) -> &str {
    let mut name = folded.strip_prefix("the ").unwrap_or(folded);
    while legal
        && let Some((rest, last)) = name.rsplit_once(' ')
        && LEGAL_FORMS.contains(&last)
    {
        name = rest;
    }
    name
}

const LEGAL_FORMS: [&str; 16] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "ltd",
    "limited",
    "co",
    "company",
    "companies",
    "llc",
    "llp",
    "plc",
    "ag",
    "sa",
    "gmbh",
    "nv",
];

/// A name between first and last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Middle {
    Word(String),
    Initial(char),
}

impl Middle {
    /// Whether both may be written for one name.
    pub fn fits(&self, other: &Middle) -> bool {
        match (self, other) {
            (Middle::Initial(a), Middle::Word(b)) | (Middle::Word(b), Middle::Initial(a)) => {
                b.starts_with(*a)
            }
            (a, b) => a == b,
        }
    }
}

/// A person's name in its parts, each folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PersonName {
    /// One word: a surname or a first name. Nobody knows which before the archive is asked.
    Bare(String),
    /// First and last name at least.
    Full(FullName),
    /// Nothing that rules can read: `Donald J.`, `Fred Sr.`
    Other,
}

/// See [`PersonName::Full`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FullName {
    pub first: String,
    pub middle: Vec<Middle>,
    pub last: String,
    /// The last name with what stands before it, when that may be a part of it: `de blasio`, `wasserman schultz`.
    pub whole_last: Option<String>,
    /// `jr`, `iii`; empty for most.
    pub suffix: String,
}

impl PersonName {
    /// Reads the parts of `name`.
    pub fn read(name: &str) -> PersonName {
        let mut parts: Vec<Part> = name.split_whitespace().filter_map(Part::read).collect();
        let mut suffix = String::new();
        if parts.len() > 1 && parts.last().is_some_and(|p| SUFFIXES.contains(&p.form.as_str())) {
            suffix = parts.pop().map(|p| p.form).unwrap_or_default();
        }
        if parts.iter().filter(|p| !p.aside).count() > 1 {
            parts.retain(|p| !p.aside);
        }
        let Some(last) = parts.pop().filter(|last| !last.initials) else {
            return PersonName::Other;
        };
        if parts.is_empty() {
            return if suffix.is_empty() { PersonName::Bare(last.form) } else { PersonName::Other };
        }
        let mut middle = parts.split_off(1);
        // "J. K. Rowling" has no middle name: both letters are what she is called.
        let first = parts.remove(0);
        let mut first_form = first.form;
        if first.initials {
            let more = middle.iter().take_while(|p| p.initials).count();
            middle.drain(..more).for_each(|p| first_form.push_str(&p.form));
        }
        let particles = middle.iter().rev().take_while(|p| p.particle).count();
        // Before a surname stand particles, or one more surname.
        let before = match particles {
            0 => middle.last().filter(|p| !p.initials).map_or(0, |_| 1),
            particles => particles,
        };
        let parts_of_last = &middle[middle.len() - before..];
        let whole_last = parts_of_last
            .iter()
            .rev()
            .fold(last.form.clone(), |whole, part| format!("{} {whole}", part.form));
        let whole_last = (before > 0).then_some(whole_last);
        let middle = middle.iter().filter(|p| !p.particle).flat_map(Part::middle).collect();
        let last = last.form;
        PersonName::Full(FullName { first: first_form, middle, last, whole_last, suffix })
    }
}

const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "junior"];

/// A written word of a name.
struct Part {
    form: String,
    initials: bool,
    particle: bool,
    /// In quotation marks or brackets: `Robert “Bob” Smith`.
    aside: bool,
}

impl Part {
    fn read(written: &str) -> Option<Part> {
        let aside = written.starts_with(['"', '“', '‘', '\'', '('])
            && written.trim_end_matches(',').ends_with(['"', '”', '’', '\'', ')']);
        let bare = written.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let lower = bare.to_lowercase();
        // "al-Assad" is "Assad" where the article is left out.
        let article = ["al-", "el-"].iter().find(|a| lower.starts_with(**a)).map_or(0, |a| a.len());
        let bare = bare.get(article..).unwrap_or(bare);
        let form = fold(bare).replace(' ', "");
        let letters = form.chars().count();
        let capitals = bare.chars().filter(|c| *c != '.').all(char::is_uppercase);
        let initials = letters == 1 || capitals && (letters == 2 || bare.contains('.'));
        let particle = flags(&lower).any(Flags::PARTICLE);
        (!form.is_empty()).then_some(Part { form, initials, particle, aside })
    }

    fn middle(&self) -> Vec<Middle> {
        if self.initials {
            self.form.chars().map(Middle::Initial).collect()
        } else {
            vec![Middle::Word(self.form.clone())]
        }
    }
}

/// Whether a person's name ends in `Jr.`, `III` and the like.
pub fn has_suffix(name: &str) -> bool {
    matches!(PersonName::read(name), PersonName::Full(name) if !name.suffix.is_empty())
}

/// Whether a name begins with a word that is known as a first name.
pub(super) fn begins_with_first_name(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|word| flags(word).any(Flags::FIRST))
}

/// The name behind a title that was taken for a part of it: `Jane Roe` of `Ohio Gov. Jane Roe`.
pub(super) fn behind_title(name: &str) -> Option<&str> {
    let mut found = None;
    let words = || name.split(' ').filter(|w| !w.is_empty());
    for (number, word) in words().enumerate() {
        let left = words().count() - number - 1;
        if left >= 2 && flags(word).any(Flags::ROLE | Flags::ADDRESS) {
            // The words of `name` lie in it, so their addresses tell where.
            let end = word.as_ptr() as usize - name.as_ptr() as usize + word.len();
            found = name.get(end..).map(str::trim_start);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        for (name, expected) in [
            ("J. K. Rowling", "jk rowling"),
            ("J.K. Rowling", "jk rowling"),
            ("JK ROWLING", "jk rowling"),
            ("George H. W. Bush", "george hw bush"),
            ("Núñez’s", "nunez"),
            ("Jean-Claude Roe", "jean claude roe"),
            ("U. S. Steel", "us steel"),
            ("A&P", "a p"),
            ("A, B", "a b"),
            ("7 7", "7 7"),
            ("", ""),
        ] {
            assert_eq!(folded(name), expected, "{name}");
        }
    }

    #[test]
    fn bodies_lose_article_and_legal_form() {
        for (name, expected) in [
            ("the acme corp", "acme"),
            ("ford motor company", "ford motor"),
            ("acme co ltd", "acme"),
            ("the limited", "limited"),
            ("company", "company"),
            ("the", "the"),
        ] {
            assert_eq!(without_trimmings(name, true), expected, "{name}");
        }
        assert_eq!(without_trimmings("the hague", false), "hague");
    }

    fn show(name: &str) -> String {
        match PersonName::read(name) {
            PersonName::Bare(word) => format!("bare {word}"),
            PersonName::Other => "other".to_owned(),
            PersonName::Full(full) => {
                let middle = full.middle.iter().map(|m| match m {
                    Middle::Word(word) => format!("{word} "),
                    Middle::Initial(letter) => format!("{letter}. "),
                });
                let middle: String = middle.collect();
                let last = full.whole_last.filter(|_| middle.is_empty()).unwrap_or(full.last);
                format!("{} {middle}{last}/{}", full.first, full.suffix)
            }
        }
    }

    #[test]
    fn persons_have_parts() {
        for (name, expected) in [
            ("Roe", "bare roe"),
            ("Abu-Laban", "bare abulaban"),
            ("Jane Roe", "jane roe/"),
            ("George H.W. Roe", "george h. w. roe/"),
            ("George HW Roe", "george h. w. roe/"),
            ("George H. W. Roe", "george h. w. roe/"),
            ("J. K. Roe", "jk roe/"),
            ("Jane Q. Roe Jr.", "jane q. roe/jr"),
            ("Jane Roe, III", "jane roe/iii"),
            ("Jane Mary Roe", "jane mary roe/"),
            ("Robert “Bob” Roe", "robert roe/"),
            ("Jan de Roe", "jan de roe/"),
            ("Bashar al-Roe", "bashar roe/"),
            ("Al Roe", "al roe/"),
            ("Donald J.", "other"),
            ("Fred Sr.", "other"),
            ("", "other"),
        ] {
            assert_eq!(show(name), expected, "{name}");
        }
    }

    #[test]
    fn titles_before_names_are_seen() {
        for (name, expected) in [
            ("Ohio Gov. Jane Roe", Some("Jane Roe")),
            ("US President Jane Q. Roe", Some("Jane Q. Roe")),
            ("President Roe", None),
            ("Jane Roe", None),
            ("", None),
        ] {
            assert_eq!(behind_title(name), expected, "{name}");
        }
    }
}
