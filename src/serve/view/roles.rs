//! Offices: roles that say the same in other words are one, with the wordings listed.
//!
//! "Trade Minister", "Canadian Trade Minister" and "Canada's trade minister" are one office: after articles, words of
//! time and what tells the country are left out, the words are the same. What a role is of ("of Unifor") stays.

use jiff::civil::Date;

use crate::hit::RoleHit;
use crate::words;

/// Words that say nothing of the office itself.
const AROUND: [&str; 16] = [
    "the", "a", "an", "its", "his", "her", "their", "our", "then", "now", "current", "new",
    "longtime", "veteran", "mr", "mrs",
];
/// Words that make another role: who was it is it no more.
const KEPT_APART: [&str; 6] = ["former", "ex", "acting", "deputy", "interim", "designate"];

/// An office with its wordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// The wording of most articles.
    pub name: String,
    /// The other wordings.
    pub wordings: Vec<String>,
    /// Articles that say so.
    pub docs: u64,
    /// Day of the first one.
    pub first: Option<Date>,
    /// Day of the last one.
    pub last: Option<Date>,
    /// Where it is said first.
    pub evidence: String,
}

/// Joins roles, which come most frequent first, to offices; those of most articles first.
pub fn offices(roles: &[RoleHit]) -> Vec<Office> {
    let mut offices: Vec<(Vec<String>, Office)> = Vec::new();
    for role in roles.iter().filter(|role| !is_unclear(&role.text)) {
        let words = core(&role.text);
        let same = offices.iter_mut().find(|(known, _)| is_same(known, &words));
        match same {
            Some((_, office)) => {
                if !office.wordings.contains(&role.text) && office.name != role.text {
                    office.wordings.push(role.text.clone());
                }
                office.docs += role.docs;
                if role.first.is_some_and(|day| office.first.is_none_or(|first| day < first)) {
                    office.first = role.first;
                    office.evidence.clone_from(&role.evidence);
                }
                office.last = office.last.max(role.last);
            }
            None => offices.push((
                words,
                Office {
                    name: role.text.clone(),
                    wordings: Vec::new(),
                    docs: role.docs,
                    first: role.first,
                    last: role.last,
                    evidence: role.evidence.clone(),
                },
            )),
        }
    }
    let mut offices: Vec<Office> = offices.into_iter().map(|(_, office)| office).collect();
    offices.sort_by_key(|office| std::cmp::Reverse(office.docs));
    offices
}

/// "Its president": of whom is not said here.
fn is_unclear(role: &str) -> bool {
    let form = words::fold(role);
    ["its ", "his ", "her ", "their "].iter().any(|whose| form.starts_with(whose))
}

/// The words of an office without articles and owners of a country ("Canada's").
fn core(role: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in role.split_whitespace() {
        let owner = ["'s", "’s"].iter().any(|end| word.ends_with(end));
        let form = words::fold(word);
        if owner && found.is_empty() || form.is_empty() || AROUND.contains(&form.as_str()) {
            continue;
        }
        found.push(words::stem(&form).into_owned());
    }
    found
}

/// Whether one is the other with words before it that tell a country ("Canadian Trade Minister").
fn is_same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let Some(before) = long.strip_suffix(short) else { return false };
    let apart = |word: &String| KEPT_APART.contains(&word.as_str());
    // One word alone ("minister") is the end of too many.
    before.is_empty() || before.len() == 1 && short.len() >= 2 && !before.iter().any(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(text: &str, docs: u64, first: i16, last: i16) -> RoleHit {
        let day = |year| Some(jiff::civil::date(year, 1, 1));
        let evidence = format!("q:{first}");
        RoleHit {
            text: text.to_owned(),
            org: None,
            docs,
            first: day(first),
            last: day(last),
            evidence,
        }
    }

    #[test]
    fn one_office_has_several_wordings() {
        let found = offices(&[
            role("Trade Minister", 9, 2017, 2019),
            role("Canada's trade minister", 3, 2018, 2019),
            role("Canadian Trade Minister", 2, 2016, 2018),
            role("former Trade Minister", 1, 2020, 2020),
            role("Finance Minister", 1, 2019, 2019),
            role("Its president", 4, 2015, 2015),
            role("president of Unifor", 2, 2015, 2016),
            role("president", 1, 2014, 2014),
        ]);
        let shown: Vec<(&str, usize, u64)> = found
            .iter()
            .map(|office| (office.name.as_str(), office.wordings.len(), office.docs))
            .collect();
        assert_eq!(
            shown,
            [
                ("Trade Minister", 2, 14),
                ("president of Unifor", 0, 2),
                ("former Trade Minister", 0, 1),
                ("Finance Minister", 0, 1),
                ("president", 0, 1),
            ]
        );
        assert_eq!(found[0].evidence, "q:2016");
    }
}
