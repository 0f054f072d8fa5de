//! The rules of the room as tables: who is one, who is not.

use proptest::prelude::*;

use super::*;
use crate::entities::EntityKind::{self, Organization, Person, Place};

/// The entities of `Jane Roe 5; Roe 2` of aliases as `IMF < International Fund 3` and of
/// names in one document as `Jane Roe Jr. + Jane Roe 2`, each as its names in brackets.
fn resolved(kind: EntityKind, names: &str) -> String {
    let mut counts = Vec::new();
    let mut aliases = Vec::new();
    let mut beside = Vec::new();
    for entry in names.split(';').map(str::trim) {
        let (name, docs) = entry.rsplit_once(' ').expect("a name and a number");
        let docs = docs.parse().expect("a number");
        if let Some((alias, name)) = name.split_once(" < ") {
            let (name, alias) = (name.to_owned(), alias.to_owned());
            aliases.push(AliasCount { kind, name, alias, docs });
        } else if let Some((suffixed, other)) = name.split_once(" + ") {
            let (suffixed, other) = (suffixed.to_owned(), other.to_owned());
            beside.push(BesideCount { suffixed, other, docs });
        } else {
            counts.push(NameCount { kind, name: name.to_owned(), docs });
        }
    }
    let catalogue = resolve(counts, aliases, beside);
    let entities: Vec<String> =
        catalogue.entities.iter().map(|e| format!("[{}]", e.names.join(", "))).collect();
    entities.join(" ")
}

fn table(kind: EntityKind, rows: &[(&str, &str)]) {
    for (names, expected) in rows {
        assert_eq!(resolved(kind, names), *expected, "{names}");
    }
}

#[test]
fn one_form_is_one_entity() {
    table(
        Person,
        &[
            ("Jane Roe 2; JANE ROE 2; Jané Roe 1", "[Jane Roe, JANE ROE, Jané Roe]"),
            ("J. K. Roe 1; J.K. Roe 2; JK Roe 1", "[J.K. Roe, J. K. Roe, JK Roe]"),
            ("Jean-Luc Roe 1; Jean Luc Roe 3", "[Jean Luc Roe, Jean-Luc Roe]"),
            ("Jane Roe’s 1; Jane Roe 4", "[Jane Roe, Jane Roe’s]"),
            ("Jane Roe 3; Joan Roe 3", ""),
        ],
    );
}

#[test]
fn middle_names_come_and_go() {
    table(
        Person,
        &[
            ("Donald J. Trump 83; Donald Trump 490", "[Donald Trump, Donald J. Trump]"),
            ("Ann Q. Roe 1; Ann Quill Roe 4; Ann Roe 2", "[Ann Quill Roe, Ann Roe, Ann Q. Roe]"),
            ("Ann Quill Roe 4; Ann Quinn Roe 4; Ann Q. Roe 2; Ann Roe 2", ""),
            // Three Bushes: who is meant by the name that fits two is not known.
            (
                "George W. Bush 50; George H.W. Bush 12; George H. W. Bush 3; George Bush 9; Jeb Bush 80",
                "[George H.W. Bush, George H. W. Bush]",
            ),
            ("George W. Bush 99; George X. Bush 1; George Bush 9", "[George W. Bush, George Bush]"),
            ("Ana de Roe 3; Ana Roe 2", "[Ana de Roe, Ana Roe]"),
            ("Robert “Bob” Roe 1; Robert Roe 2", "[Robert Roe, Robert “Bob” Roe]"),
        ],
    );
}

#[test]
fn suffixes_are_other_people_where_documents_name_both() {
    table(
        Person,
        &[
            // Father, son and wife.
            (
                "Donald Trump 490; Donald Trump Jr. 8; Donald J. Trump Jr 2; Melania Trump 5; Trump 45; \
                 Donald Trump Jr. + Donald Trump 7",
                "[Donald Trump, Trump] [Donald Trump Jr., Donald J. Trump Jr]",
            ),
            (
                "Donald Trump Jr. 8; Donald Trump Jr 2; Donald Trump, Jr. 1",
                "[Donald Trump Jr., Donald Trump Jr, Donald Trump, Jr.]",
            ),
            ("Ann Roe II 3; Ann Roe III 3; Ann Roe 3", ""),
            ("Ann Roe Sr. 3; Ann Roe 3", ""),
            ("John Paul II 3; John Paul 3", ""),
            // One writer's suffix is another writer's nothing; one slip among many is no evidence.
            ("Joseph R. Doe Jr. 7; Joe Doe 22; Doe 7", "[Joe Doe, Joseph R. Doe Jr., Doe]"),
            ("Ann Roe Jr. 19; Ann Roe 9; Ann Roe Jr. + Ann Roe 1", "[Ann Roe Jr., Ann Roe]"),
            ("Ann Roe Jr. 9; Ann Roe 9; Ann Roe Jr. + Ann Roe 1", ""),
            ("Ann Roe III 9; Ann Roe Jr. 3; Ann Roe 9", ""),
            ("Ann Roe Jr. 9; Ann X. Roe 4; Ann Y. Roe 4", ""),
        ],
    );
}

#[test]
fn short_first_names_have_one_owner() {
    table(
        Person,
        &[
            (
                "Mike Pence 18; Michael Pence 1; Michael R. Pence 2",
                "[Mike Pence, Michael R. Pence, Michael Pence]",
            ),
            ("Joe Smith 9; Joseph Smith 9; Joel Smith 9", "[Joe Smith, Joseph Smith]"),
            ("Chris Roe 9; Christopher Roe 2; Christine Roe 2", ""),
            ("Mike Roe 9; Michael Doe 9", ""),
            ("Joe Roe 9; Joseph A. Roe 9; Joseph B. Roe 9", ""),
            ("Bob Roe 9; Rob Roe 9", ""),
        ],
    );
}

#[test]
fn bare_surnames_go_to_whom_they_mean() {
    table(
        Person,
        &[
            // Two Clintons, one of them in most documents.
            (
                "Hillary Clinton 563; Bill Clinton 90; Clinton 85; CLINTON 2",
                "[Hillary Clinton, Clinton, CLINTON]",
            ),
            ("Hillary Clinton 60; Bill Clinton 30; Clinton 85", ""),
            ("Ann King 6; Bob King 5; King 20", ""),
            ("Ann King 2; King 20", ""),
            ("Ann King 3; King 20", "[Ann King, King]"),
            ("Larry David 9; David Roe 20; David Doe 20; David 4", ""),
            ("Bill de Blasio 9; Blasio 2; De Blasio 1", "[Bill de Blasio, Blasio, De Blasio]"),
            ("Al Roe 9; Ann Roe 9", ""),
            ("Ann Quibble Roe 9; Quibble Roe 4; Bob Roe 8", "[Ann Quibble Roe, Quibble Roe]"),
            ("Ann Quibble Roe 9; Quibble Roe 4; Quibble Doe 8", ""),
            ("John Paul Roe 9; Paul Roe 4", ""),
            ("Bashar al-Roe 9; Roe 2; al-Roe 1", "[Bashar al-Roe, Roe, al-Roe]"),
            ("Ohio Gov. Jane Roe 4; Jane Roe 9; Roe 3", "[Jane Roe, Ohio Gov. Jane Roe, Roe]"),
            ("Ohio Gov. Jane Roe 4; Jane Roe 3", ""),
        ],
    );
}

#[test]
fn bare_first_names_need_evidence() {
    table(
        Person,
        &[
            (
                "Hillary Clinton 60; Hillary 10; Hillary < Hillary Clinton 19; Hillary < Hillary Roe 1; \
              Hillary Roe 2",
                "[Hillary Clinton, Hillary]",
            ),
            ("Bill Clinton 60; Bill Roe 9; Bill 10; Bill < Bill Clinton 8; Bill < Bill Roe 2", ""),
            ("Hillary Clinton 60; Hillary 10; Hillary < Hillary Clinton 4", ""),
            ("Hillary Clinton 60; Hillary 10; Ed Hillary 1; Hillary < Hillary Clinton 40", ""),
            ("Hillary Clinton 60; Hillary 10", ""),
        ],
    );
}

#[test]
fn acronyms_go_to_their_long_form() {
    table(
        Organization,
        &[
            (
                "International Fund 3; IF 90; I.F. 2; IF < International Fund 1",
                "[International Fund, IF, I.F.]",
            ),
            (
                "Iron Fund 9; International Fund 3; IF 90; IF < International Fund 3; IF < Iron Fund 1",
                "",
            ),
            ("International Fund 3; IF 90", ""),
            ("International Fund 3; Fund 90; Fund < International Fund 3", ""),
        ],
    );
}

#[test]
fn bodies_have_trimmings() {
    table(
        Organization,
        &[
            ("The Acme 1; Acme Corp. 2; Acme 4; Acme’s 1", "[Acme, Acme Corp., Acme’s, The Acme]"),
            ("Ford Motor Company 2; Ford Motor Co. 1", "[Ford Motor Company, Ford Motor Co.]"),
            ("Acme Bank 2; Acme 4", ""),
        ],
    );
    table(
        Place,
        &[
            ("U.S. 20; US 3; United States 10; America 9", "[United States, U.S., US]"),
            ("U.S. 20; US 3", "[U.S., US]"),
            ("U.K. 2; Britain 12", "[Britain, U.K.]"),
            ("The Hague 2; Hague 1", "[The Hague, Hague]"),
        ],
    );
}

#[test]
fn parties_have_several_names() {
    table(
        Organization,
        &[
            (
                "Labour 9; The Labour 1; Labour Party 3; Labour Group 2",
                "[Labour Party, Labour, The Labour]",
            ),
            (
                "Lib Dem 1; Lib Dems 5; Liberal Democrats 4; Liberal Democrat 2",
                "[Liberal Democrats, Lib Dems, Liberal Democrat, Lib Dem]",
            ),
            ("Tory 2; Tories 5; Conservatives 3", "[Tories, Conservatives, Tory]"),
            ("Greens 4; Green Party 2", "[Green Party, Greens]"),
            ("Greens 4; Green Party 2; Halvor Green Party 2", ""),
            ("Labour Union 4; Labour Bank 2; Democracy 3; Democrat Press 2", ""),
            ("Liberal Party 3; Liberal Democrats 4", ""),
        ],
    );
}

#[test]
fn kinds_are_apart() {
    let count = |kind, name: &str| NameCount { kind, name: name.to_owned(), docs: 9 };
    let names = [count(Person, "Ann Roe"), count(Organization, "ANN ROE"), count(Place, "Roe")];
    assert_eq!(resolve(names, [], []), Catalogue::default());
}

#[test]
fn ids_are_slugs() {
    assert_eq!(entity_id(Person, "Jerry Dias"), "e:person/jerry-dias");
    assert_eq!(entity_id(Place, "São-Paulo"), "e:place/sao-paulo");
}

/// Names near enough to each other for every rule.
fn names() -> impl Strategy<Value = Vec<NameCount>> {
    let name =
        "(Mike |Michael |Mick |Al |Ohio Gov. |)(A. |AB |Q |de |)(Roe|Doe|ROE|Michael)( Jr.| Inc.|)";
    let kind = proptest::sample::select(KINDS.to_vec());
    let count = (kind, name, 1_u64..40);
    let count = count.prop_map(|(kind, name, docs)| NameCount { kind, name, docs });
    proptest::collection::vec(count, 0..30)
}

proptest! {
    #[test]
    fn the_order_of_names_does_not_matter(
        (names, shuffled) in names().prop_flat_map(|n| (Just(n.clone()), Just(n).prop_shuffle())),
    ) {
        let aliases = |names: &[NameCount]| -> Vec<AliasCount> {
            let alias = |n: &NameCount| {
                let alias = n.name.split(' ').next().unwrap_or_default().to_owned();
                AliasCount { kind: n.kind, name: n.name.clone(), alias, docs: n.docs }
            };
            names.iter().map(alias).collect()
        };
        let (a, b) = (aliases(&names), aliases(&shuffled));
        let catalogue = resolve(names.clone(), a, []);
        prop_assert_eq!(&catalogue, &resolve(shuffled, b, []));
        let mut seen = std::collections::BTreeSet::new();
        for entity in &catalogue.entities {
            prop_assert!(entity.names.len() > 1);
            for name in &entity.names {
                prop_assert!(seen.insert((entity.kind, name.clone())), "a name in two entities");
                prop_assert!(names.iter().any(|n| n.kind == entity.kind && n.name == *name));
            }
        }
    }
}
