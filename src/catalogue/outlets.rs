//! Publishers that the user says are one: the names of each in the file of fixes, the first of which is shown.

use super::form::folded;

/// Groups of names of sources that are one outlet each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlets {
    groups: Vec<Vec<String>>,
}

impl Outlets {
    /// Groups that share a name are one; the first name of the first is shown.
    pub fn new(groups: impl IntoIterator<Item = Vec<String>>) -> Outlets {
        let mut joined: Vec<Vec<String>> = Vec::new();
        for group in groups {
            let forms: Vec<String> = group.iter().map(|name| folded(name)).collect();
            let is_in = |names: &[String]| names.iter().any(|name| forms.contains(&folded(name)));
            let (same, mut others): (Vec<_>, Vec<_>) =
                joined.into_iter().partition(|names| is_in(names));
            let mut all: Vec<String> = Vec::new();
            for name in same.into_iter().flatten().chain(group) {
                if !all.iter().any(|known| folded(known) == folded(&name)) {
                    all.push(name);
                }
            }
            others.push(all);
            joined = others;
        }
        Outlets { groups: joined }
    }

    /// The name that is shown for a source; its own where the user says nothing of it.
    pub fn shown<'s>(&'s self, source: &'s str) -> &'s str {
        if self.groups.is_empty() {
            return source;
        }
        let form = folded(source);
        let group = self.groups.iter().find(|names| names.iter().any(|name| folded(name) == form));
        group.and_then(|names| names.first()).map_or(source, String::as_str)
    }

    /// All names of the outlets one name of which `fits`; it gets the folded words of each.
    pub fn fitting(&self, fits: &dyn Fn(&[&str]) -> bool) -> impl Iterator<Item = &str> {
        let passes = |name: &String| {
            let form = crate::words::fold(name);
            let words: Vec<&str> = form.split(' ').filter(|word| !word.is_empty()).collect();
            fits(&words)
        };
        let groups: Vec<&Vec<String>> =
            self.groups.iter().filter(|names| names.iter().any(passes)).collect();
        groups.into_iter().flatten().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_share_a_name_are_one_outlet() {
        let group = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let outlets = Outlets::new([
            group(&["Continental Wire", "CWN"]),
            group(&["Lowland Post", "The Post"]),
            group(&["cwn", "Continental News"]),
        ]);
        for (source, shown) in [
            ("CWN", "Continental Wire"),
            ("continental wire", "Continental Wire"),
            ("Continental News", "Continental Wire"),
            ("The Post", "Lowland Post"),
            ("Other", "Other"),
        ] {
            assert_eq!(outlets.shown(source), shown);
        }
        let fitting: Vec<&str> = outlets.fitting(&|words| words == ["cwn"]).collect();
        assert_eq!(fitting, ["Continental Wire", "CWN", "Continental News"]);
        assert_eq!(Outlets::default().shown("CWN"), "CWN");
    }
}
