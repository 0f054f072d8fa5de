//! What queries come down to, with an archive that says what it is told to say of names.

use super::compile::{Aim, compile};
use super::entity_terms::{EntityNames, EntityTerms};
use super::op::{Leaf, Op, Plan, SpanLink, SpanOp};
use super::pattern::Pattern;
use crate::entities::EntityKind;
use crate::index::error::Error;
use crate::index::field::TextField;
use crate::query::tree::{Node, Within};
use crate::query::{About, Context, parse};

/// What the archive says of every name; nothing makes it fail.
struct Names(Option<EntityTerms>);

impl EntityNames for Names {
    fn entity_terms(&self, _: &[EntityKind], _: &Node, _: TextField) -> Result<EntityTerms, Error> {
        self.0.clone().ok_or(Error::Cancelled)
    }

    fn outlets(&self, _: &Node) -> Vec<String> {
        Vec::new()
    }
}

fn planned(query: &str, aim: Aim, names: &Names) -> Result<Plan, Error> {
    let about = if aim == Aim::Docs { About::Docs } else { About::Quotes };
    let context = Context { about, ..Context::new(jiff::civil::date(1970, 1, 31)) };
    compile(&parse(query, &context).expect("a query"), names, aim)
}

fn plan(query: &str, aim: Aim) -> Plan {
    planned(query, aim, &Names(Some(EntityTerms::default()))).expect("a plan")
}

fn leaf(leaf: &Leaf) -> String {
    let word = match &leaf.pattern {
        Pattern::Stem(form) => form.clone(),
        Pattern::Form(form) => format!("={form}"),
        Pattern::Acronym(form) => form.to_uppercase(),
        Pattern::Wildcard(pattern) => pattern.clone(),
        Pattern::Fuzzy(form, edits) => format!("{form}~{edits}"),
        Pattern::Regex(regex) => format!("/{regex}/"),
    };
    let field = match leaf.field {
        TextField::Text => String::new(),
        field => format!("{field:?}:"),
    };
    let boost = if leaf.boost == 1.0 { String::new() } else { format!("^{}", leaf.boost) };
    format!("{field}{word}{boost}")
}

fn spans(plan: &Plan, op: &SpanOp) -> String {
    let all = |items: &[SpanOp], between: &str| {
        let items: Vec<String> = items.iter().map(|item| spans(plan, item)).collect();
        items.join(between)
    };
    match op {
        SpanOp::Leaf(number) => leaf(&plan.leaves[*number]),
        SpanOp::Phrase(items, 0) => format!("<{}>", all(items, " ")),
        SpanOp::Phrase(items, slop) => format!("<{}>~{slop}", all(items, " ")),
        SpanOp::Any(items) => format!("({})", all(items, "|")),
        SpanOp::Near(first, rest) => {
            let link = |link: &SpanLink| {
                let how = if link.ordered { "pre" } else { "w" };
                let far = match link.within {
                    Within::Words(n) => n.to_string(),
                    Within::Sentence => "s".to_owned(),
                    Within::Paragraph => "p".to_owned(),
                };
                let to = spans(plan, &link.to);
                let nested = matches!(link.to, SpanOp::Near(..));
                format!(" {how}/{far} {}", if nested { format!("{{{to}}}") } else { to })
            };
            let rest: String = rest.iter().map(link).collect();
            let head = spans(plan, first);
            let nested = matches!(**first, SpanOp::Near(..));
            format!("{}{rest}", if nested { format!("{{{head}}}") } else { head })
        }
        SpanOp::Written(inner, text) => format!("{} as {text:?}", spans(plan, inner)),
        SpanOp::Part(part, inner) => format!("{part:?}[{}]", spans(plan, inner)),
        SpanOp::AtLeast(count, inner) => format!("{count}x[{}]", spans(plan, inner)),
    }
}

fn op(plan: &Plan, part: &Op) -> String {
    let all = |ops: &[Op], between: &str| {
        let ops: Vec<String> = ops.iter().map(|part| op(plan, part)).collect();
        format!("({})", ops.join(between))
    };
    match part {
        Op::All => "*".to_owned(),
        Op::Nothing => "nothing".to_owned(),
        Op::Leaf(number) => leaf(&plan.leaves[*number]),
        Op::Spans(inner) => spans(plan, inner),
        Op::Written(inner, text) => format!("{} as {text:?}", spans(plan, inner)),
        Op::And(ops) => all(ops, " & "),
        Op::Or(ops) => all(ops, " | "),
        Op::Not(inner) => format!("!{}", op(plan, inner)),
        Op::Range(number, low, high) => format!("{number:?} {}", ends(*low, *high)),
        Op::Copies(low, high) => format!("copies {}", ends(*low, *high)),
        Op::Days(low, high) => {
            let low = if *low == i64::MIN { String::new() } else { low.to_string() };
            let high = if *high == i64::MAX { String::new() } else { high.to_string() };
            format!("days {low}..{high}")
        }
        Op::Has(field) => format!("has {field:?}"),
        Op::Flag(flag) => format!("{flag:?}"),
        Op::Values(field, values) => format!("{field:?}={}", values.join(",")),
        Op::OfQuote(inner) => format!("of-quote {}", op(plan, inner)),
        Op::OfDoc(inner) => format!("of-doc {}", op(plan, inner)),
        Op::InContext(among, words) => {
            let word = |word: &super::op::ContextWord| {
                format!("{} or around {}", op(plan, &word.inside), spans(plan, &word.around))
            };
            let words: Vec<String> = words.iter().map(word).collect();
            format!("{} with {}", op(plan, among), words.join(" and "))
        }
    }
}

fn ends(low: f64, high: f64) -> String {
    let low = if low == f64::MIN { String::new() } else { low.to_string() };
    let high = if high == f64::MAX { String::new() } else { high.to_string() };
    format!("{low}..{high}")
}

fn check(aim: Aim, rows: &[(&str, &str)]) {
    for (query, expected) in rows {
        let plan = plan(query, aim);
        assert_eq!(op(&plan, &plan.root), *expected, "{query}");
        let of = if aim == Aim::Docs { About::Docs } else { About::Quotes };
        assert_eq!(plan.about, of, "{query}");
    }
}

#[test]
fn words_of_documents() {
    check(
        Aim::Docs,
        &[
            ("", "*"),
            ("Wages", "wages"),
            ("wages port", "(wages & port)"),
            ("wages OR port", "(wages | port)"),
            ("wages -port", "(wages & !port)"),
            ("\"the wages fell\"", "<the wages fell>"),
            ("\"wages fell\"~2", "<wages fell>~2"),
            ("exact:\"Wages fell\"", "<=wages =fell> as \"Wages fell\""),
            ("exact:US", "=us as \"US\""),
            ("us-port", "(usport|<us port>)"),
            ("\"the us-port deal\"", "<the (usport|<us port>) deal>"),
            ("wage*", "wage*"),
            ("w?ge", "w?ge"),
            ("nyt-2016*", "<=nyt 2016*>"),
            ("wages~1", "wages~1"),
            ("/wom[ae]n/", "/wom[ae]n/"),
            ("atleast3(wages)", "3x[wages]"),
            ("wages w/5 port", "wages w/5 port"),
            ("wages pre/2 port", "wages pre/2 port"),
            ("wages w/s (port OR strike)", "wages w/s (port|strike)"),
            ("(wages port) w/p strike", "(wages w/p strike & port w/p strike)"),
            ("\"the port*\"", "<the port*>"),
            ("\"w?ge port, (free-trad*)\"", "<w?ge port <=free trad*>>"),
            ("\"is it a port?\"", "<is it a (port|port?)>"),
            ("\"minist?? ?\"", "minist??"),
            ("atleast2(exact:Port)", "2x[=port as \"Port\"]"),
            ("wages w/5 exact:Port", "wages w/5 =port as \"Port\""),
            ("wages w/5 port pre/2 strike", "wages w/5 port pre/2 strike"),
            ("(wages w/5 port) w/5 strike", "{wages w/5 port} w/5 strike"),
            ("wages w/s (port w/s strike)", "wages w/s {port w/s strike}"),
            (
                "wages w/s (port strike) w/s deal",
                "(wages w/s port w/s deal & wages w/s strike w/s deal)",
            ),
            ("wages^2 port", "(wages^2 & port)"),
        ],
    );
}

#[test]
fn fields_of_documents() {
    check(
        Aim::Docs,
        &[
            ("title:wages", "Title[wages]"),
            ("title:\"wages fell\"", "Title[<wages fell>]"),
            ("title:(wages OR port)", "(Title[wages] | Title[port])"),
            ("title:(wages w/3 port)", "Title[Title[wages] w/3 Title[port]]"),
            ("title:*", "Has(Title)"),
            ("byline:lee", "Byline[lee]"),
            ("dateline:*", "Has(Dateline)"),
            ("body:wages", "Body[wages]"),
            ("body:*", "Words 1.."),
            ("topic:trade", "Topic:trade"),
            ("topic:*", "Has(Topic)"),
            ("source:reuters", "Source:reuters"),
            ("path:wire", "Path:wire"),
            ("path:*", "*"),
            ("lang:en", "Lang:en"),
            ("person:lee", "Person:lee"),
            ("person:*", "has Person"),
            ("entity:lee", "(Person:lee | Org:lee | Place:lee)"),
            ("speaker:lee", "of-quote Speaker:lee"),
            ("role:minister", "of-quote Role:minister"),
            ("verb:denied", "of-quote Verb:deny"),
            ("kind:direct", "of-quote QuoteKind:direct"),
            ("conf:>=0.5", "of-quote Confidence 0.5.."),
            ("about:wages", "of-quote (Said:wages | of-doc Title[wages])"),
            ("org:unifor", "Org:unifor"),
            ("quote(speaker:lee wages)", "of-quote (Speaker:lee & Said:wages)"),
            ("quote(title:strike)", "of-quote of-doc Title[strike]"),
        ],
    );
}

#[test]
fn numbers_days_and_flags() {
    check(
        Aim::Docs,
        &[
            ("words:>=500", "Words 500.."),
            ("words:100..200", "Words 100..200"),
            ("added:>r12", "Added 13.."),
            ("copies:>=3", "copies 3.."),
            ("date:1970-01", "days 0..30"),
            ("date:1970-01-02..", "days 1.."),
            ("date:*", "days .."),
            ("has:quotes", "Has(Quotes)"),
            ("is:lead", "Lead"),
        ],
    );
    check(
        Aim::Quotes,
        &[
            ("words:>=500", "(of-doc Words 500..)"),
            ("added:>r12", "(Added 13..)"),
            ("copies:>=3", "(of-doc copies 3..)"),
            ("date:1970-01", "(days 0..30)"),
            ("conf:>=0.5", "(Confidence 0.5..)"),
            ("is:lead", "(of-doc Lead)"),
            ("has:title", "(of-doc Has(Title))"),
        ],
    );
}

#[test]
fn words_of_quotes_stand_in_them_or_beside_them() {
    let both = "(of-doc (wages & port) & ((Said:wages | Speaker:wages | Role:wages) | \
                (Said:port | Speaker:port | Role:port)))";
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    check(
        Aim::Quotes,
        &[
            ("wages", "((Said:wages | Speaker:wages | Role:wages))"),
            ("exact:US", "(Said:=us as \"US\")"),
            ("speaker:lee", "(Speaker:lee)"),
            ("org:unifor", "(SpeakerOrg:unifor)"),
            ("person:lee", "(of-doc Person:lee)"),
            ("title:strike", "(of-doc Title[strike])"),
            ("said:\"wages fell\"", "(<Said:wages Said:fell>)"),
        ],
    );
    let narrow = plan("wages port", Aim::Quotes);
    let shown = op(&narrow, &narrow.root);
    let (among, words) = shown.split_once(" with ").expect("a context");
    assert_eq!(sorted(among), sorted(both), "{among}");
    assert_eq!(
        words,
        "(Said:wages | Speaker:wages | Role:wages) or around wages and \
         (Said:port | Speaker:port | Role:port) or around port"
    );
    // Widely, the document is all that counts.
    let wide = plan("wages port -speaker:lee", Aim::QuotesWidely);
    assert_eq!(op(&wide, &wide.root), "(!Speaker:lee & of-doc (wages & port))");
}

#[test]
fn the_score_is_made_of_words_that_are_wanted() {
    let scoring = |query: &str, aim| {
        let plan = plan(query, aim);
        let words: Vec<String> = plan.scoring.iter().map(|n| leaf(&plan.leaves[*n])).collect();
        words.join(" ")
    };
    for (query, aim, expected) in [
        ("wages port", Aim::Docs, "wages port"),
        ("wages -port", Aim::Docs, "wages"),
        ("wages wages", Aim::Docs, "wages wages"),
        ("wages^2 port", Aim::Docs, "wages^2 port"),
        ("us-port", Aim::Docs, "us port"),
        ("\"wages fell\"", Aim::Docs, "wages fell"),
        ("title:wages source:port person:lee", Aim::Docs, "wages"),
        ("quote(speaker:lee wages)", Aim::Docs, "lee wages"),
        ("wages port role:minister", Aim::Quotes, "wages port"),
        ("wages port", Aim::QuotesWidely, "wages port"),
    ] {
        assert_eq!(scoring(query, aim), expected, "{query} {aim:?}");
    }
}

#[test]
fn a_compound_is_scored_by_its_words_or_joined() {
    for aim in [Aim::Docs, Aim::Quotes] {
        let plan = plan("us-port wages", aim);
        let [compound] = plan.compounds.as_slice() else { panic!("one compound") };
        let word = |number: &usize| leaf(&plan.leaves[*number]);
        let parts: Vec<String> = compound.parts.iter().map(word).collect();
        assert_eq!(
            (word(&compound.joined).as_str(), parts.join(" ").as_str()),
            ("usport", "us port")
        );
    }
    assert!(plan("wages -us-port", Aim::Docs).compounds.is_empty());
}

#[test]
fn stop_words_beside_others_are_dropped_and_told() {
    for (query, aim, expected, dropped) in [
        ("the wages", Aim::Docs, "(wages)", Some("the")),
        ("the wages of port", Aim::Docs, "(wages & port)", Some("the, of")),
        ("the of", Aim::Docs, "(the & of)", None),
        ("the", Aim::Docs, "the", None),
        ("\"the wages\"", Aim::Docs, "<the wages>", None),
        ("title:(the wages)", Aim::Docs, "(Title[the] & Title[wages])", None),
        ("source:(the times)", Aim::Docs, "(Source:the & Source:times)", None),
        ("the wages", Aim::Quotes, "((Said:wages | Speaker:wages | Role:wages))", Some("the")),
    ] {
        let plan = plan(query, aim);
        assert_eq!(op(&plan, &plan.root), expected, "{query}");
        let warning = plan.warnings.first().map(|warning| (warning.code, warning.text.as_str()));
        let text = dropped.map(|words| {
            format!("too common to be searched alone: {words} (in a phrase it counts)")
        });
        assert_eq!(warning, text.as_deref().map(|text| ("stop_words", text)), "{query}");
    }
}

#[test]
fn what_the_archive_knows_of_names_comes_in() {
    let own = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let also = Names(Some(EntityTerms { also: own(&["pAnn Lee"]), only: None }));
    let only = Names(Some(EntityTerms { also: Vec::new(), only: Some(own(&["pJo Lee"])) }));
    for (query, aim, names, expected) in [
        ("person:lee", Aim::Docs, &also, "(Person:lee | Name=pAnn Lee)"),
        ("speaker:lee", Aim::Docs, &also, "of-quote (Speaker:lee | SaidBy=pAnn Lee)"),
        ("person:*", Aim::Docs, &also, "has Person"),
        ("person:lee", Aim::Docs, &only, "Name=pJo Lee"),
        ("speaker:lee", Aim::Quotes, &only, "(SaidBy=pJo Lee)"),
        ("title:lee", Aim::Docs, &only, "Title[lee]"),
    ] {
        let plan = planned(query, aim, names).expect("a plan");
        assert_eq!(op(&plan, &plan.root), expected, "{query}");
    }
    let failing = planned("wages person:lee", Aim::Docs, &Names(None));
    assert!(matches!(failing, Err(Error::Cancelled)));
    assert!(planned("wages", Aim::Docs, &Names(None)).is_ok());
}
