//! What holds for all queries: they are read, printed, and read as the same.

use super::context;
use crate::query::build;
use crate::query::error::Warnings;
use crate::query::fields::{Field, FieldKind};
use crate::query::tree::{Flag, Link, Match, Node, Part, Within, Word};
use crate::query::word::{Operator, looks_like_one};
use crate::query::{About, Context, Query, parse};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Text rich in what is syntax somewhere.
fn nasty() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    let harmless = prop::sample::select(vec![
        " ", "a", "b", "wage", "é", "1", "2017", "\"", "“", "”", "«", "'", "(", ")", "-", "--", "—",
        " OR ", " AND ", " NOT ", " w/5 ", " pre/s ", "w/p", "atleast2(", "quote(", "exact:", "title:",
        "body:", "speaker:", " date:2017 ", " words:>5 ", "has:quote ", "*", "?", "~", "~1", "^", "^2",
        "/", "//", ".", ",", ": ", "&", "U.S.", "\u{0}", "\u{301}", "foo", "foo::", "x:", "|", "[",
    ]);
    // These mostly make an error.
    #[rustfmt::skip]
    let harmful = prop::sample::select(vec![
        "date:", "words:", "conf:", "added:", "has:", "is:", "foo:", "quotes", "lead", ">", "<", "=", "..",
        "r12", "0.8", "-30d..",
    ]);
    let piece = prop_oneof![4 => Just(" "), 60 => harmless, 1 => harmful];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Reading what is printed gives the same tree and no warning, however it is read.
fn round_trip(typed: &str, context: &Context) -> Result<(), TestCaseError> {
    if let Ok(query) = parse(typed, context) {
        let printed = query.root.to_string();
        let again = parse(&printed, context);
        let expected = Query { root: query.root, warnings: vec![] };
        prop_assert_eq!(again, Ok(expected), "{:?} as {:?}", typed, printed);
    }
    Ok(())
}

fn word() -> impl Strategy<Value = Node> {
    let text = prop_oneof![
        "[a-z]{1,6}",
        "[A-Za-z][a-z0-9'&/.-]{0,6}[a-z]",
        Just("U.S.".to_owned()),
        Just("é".to_owned()),
    ];
    let text = text.prop_filter("no operator", |text| {
        Operator::parse(text).is_none() && !looks_like_one(text)
    });
    let how = prop_oneof![
        3 => Just(Match::Stem),
        1 => Just(Match::Wildcard),
        1 => (1..=2u8).prop_map(Match::Fuzzy),
    ];
    (text, how).prop_map(|(text, how)| {
        let text = if how == Match::Wildcard { format!("{text}*") } else { text };
        Node::Word(Word { text, how })
    })
}

fn field(kind: FieldKind) -> impl Strategy<Value = Field> {
    let fields: Vec<Field> = Field::all().filter(|field| field.kind() == kind).collect();
    prop::sample::select(fields)
}

fn day() -> impl Strategy<Value = Date> {
    (1..=9999i16, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| date(year, month, day))
}

fn within() -> impl Strategy<Value = (Within, bool)> {
    let within = prop_oneof![
        (1..50u32).prop_map(Within::Words),
        Just(Within::Sentence),
        Just(Within::Paragraph),
    ];
    (within, any::<bool>())
}

fn leaf() -> impl Strategy<Value = Node> {
    let phrase = "[a-zA-Z]{1,3}( [a-z:(~*-]{0,3}[a-z]){0,2}";
    let whole = || prop::option::of((0..2000u32).prop_map(f64::from));
    prop_oneof![
        6 => word(),
        2 => (phrase, 0..4u32).prop_map(|(text, slop)| Node::Phrase { text, slop }),
        1 => phrase.prop_map(|text| Node::Exact(text.replace('*', ""))),
        1 => "[a-z]{1,3}[a-z.*|()/\"^]{0,4}".prop_map(Node::Regex),
        1 => (field(FieldKind::Number), whole(), whole()).prop_map(|(field, a, b)| {
            let scale = |end: f64| if field == Field::Conf { end / 2000.0 } else { end };
            let (a, b) = (a.map(scale), b.map(scale));
            let turned = a.zip(b).is_some_and(|(a, b)| a > b);
            let (low, high) = if turned { (b, a) } else { (a, b) };
            Node::Number { field, low, high }
        }),
        1 => (prop::option::of(day()), prop::option::of(day())).prop_map(|(a, b)| {
            let turned = a.zip(b).is_some_and(|(a, b)| a > b);
            let (low, high) = if turned { (b, a) } else { (a, b) };
            Node::Days { low, high }
        }),
        1 => prop::sample::select(vec![Flag::Lead, Flag::Undated, Flag::Has(Part::Quotes)])
            .prop_map(Node::Flag),
        1 => Just(Node::All),
    ]
}

/// Trees as the parser can make them, put together by the same rules.
fn tree() -> impl Strategy<Value = Node> {
    let inner = leaf().prop_recursive(5, 40, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            some().prop_map(build::all_of),
            some().prop_map(build::one_of),
            inner.clone().prop_map(build::not),
            (inner.clone(), 1..1000u16)
                .prop_map(|(node, factor)| build::boost(node, f32::from(factor) / 7.0)),
            (inner.clone(), prop::collection::vec((inner.clone(), within()), 1..4)).prop_map(
                |(first, rest)| {
                    let link = |(node, (within, ordered))| Link { within, ordered, node };
                    let rest = rest.into_iter().map(link).collect();
                    build::near(first, rest, 0, &mut Warnings::default())
                }
            ),
            (1..9u32, inner.clone()).prop_map(|(count, node)| build::at_least(
                count,
                node,
                0,
                &mut Warnings::default()
            )),
            (field(FieldKind::Words), inner).prop_map(|(field, node)| build::in_field(
                field,
                node,
                0,
                &mut Warnings::default()
            )),
        ]
    });
    (inner, any::<bool>()).prop_map(|(node, quote)| if quote { build::quote(node) } else { node })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nasty_text_is_read_and_printed(
        typed in nasty(), strict in any::<bool>(), any in any::<bool>(), quotes in any::<bool>()
    ) {
        let about = if quotes { About::Quotes } else { About::Docs };
        round_trip(&typed, &Context { strict, any, about, ..context() })?;
    }

    #[test]
    fn any_text_is_read_and_printed(typed in any::<String>()) {
        round_trip(&typed, &context())?;
    }

    #[test]
    fn trees_are_printed_and_read(node in tree(), any in any::<bool>()) {
        let printed = node.to_string();
        let query = parse(&printed, &Context { any, ..context() });
        let expected = Query { root: node, warnings: vec![] };
        prop_assert_eq!(query, Ok(expected), "{}", printed);
    }
}
