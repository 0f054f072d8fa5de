//! Each part of a score does what its comment says, on archives of a few lines.

use std::collections::BTreeMap;

use crate::hit::Why;
use crate::index::cancel::Cancel;
use crate::index::options::{Fold, SearchOptions, Sort};
use crate::index::plan::compile::Aim;
use crate::index::reader::Index;
use crate::index::testing::{Draft, DraftQuote, TestIndex};
use crate::query::{About, Context, parse};

/// What the scores of all hits are made of, by path or by the words of the quote.
fn scores(index: &Index, query: &str, about: About) -> BTreeMap<String, (f32, Why)> {
    let context = Context { about, ..Context::new(jiff::civil::date(2020, 1, 1)) };
    let query = parse(query, &context).expect("a query");
    let options = SearchOptions {
        limit: 0,
        why: true,
        fold: Fold::Exact,
        sort: Sort::Score,
        ..SearchOptions::default()
    };
    let aim = if about == About::Docs { Aim::Docs } else { Aim::Quotes };
    let ranking = index.search(&query, aim, &options, &Cancel::new()).expect("a ranking");
    let docs = || {
        let hits = index.docs(&ranking).map(|hit| hit.expect("a hit"));
        hits.map(|hit| (hit.doc.paths[0].text().to_owned(), hit.score, hit.why)).collect::<Vec<_>>()
    };
    let quotes = || {
        let hits = index.quotes(&ranking).map(|hit| hit.expect("a hit"));
        hits.map(|hit| (hit.quote.text, hit.score, hit.why)).collect::<Vec<_>>()
    };
    let all = if about == About::Docs { docs() } else { quotes() };
    let score = |(name, score, why): (String, f32, Option<Why>)| {
        let why = why.expect("what it is made of");
        let sum: f32 = why.bonuses.iter().map(|bonus| bonus.1).sum();
        assert!((score - why.words * (1.0 + sum)).abs() < 1e-4, "{name}: {score} {why:?}");
        (name, (score, why))
    };
    all.into_iter().map(score).collect()
}

/// One bonus of each hit; 0 where it is not among them.
fn bonus(index: &Index, query: &str, about: About, name: &str) -> BTreeMap<String, f32> {
    let of = |why: &Why| why.bonuses.iter().find(|bonus| bonus.0 == name).map_or(0.0, |b| b.1);
    scores(index, query, about).into_iter().map(|(path, (_, why))| (path, of(&why))).collect()
}

fn docs(bodies: &[(&str, &str)]) -> Index {
    let drafts: Vec<Draft> = bodies.iter().map(|(path, body)| Draft::new(path, "", body)).collect();
    // Words that all documents have say nothing: one has none of them.
    let other = Draft::new("other", "", "Nothing of that kind. Nothing at all.");
    TestIndex::of(&[&drafts, &[other]]).open()
}

#[test]
fn a_word_in_the_form_typed_is_worth_a_little() {
    let index = docs(&[("same", "The ports are closed."), ("stem", "The port is closed.")]);
    let typed = bonus(&index, "ports", About::Docs, "typed");
    assert!(typed["same"] > 0.0 && typed["stem"] == 0.0, "{typed:?}");
}

#[test]
fn the_lead_is_the_first_paragraph_but_no_more_than_its_beginning() {
    let late = format!("{}port.", "one ".repeat(70));
    let index = docs(&[
        ("first", "The port is closed.\n\nWhy so."),
        ("second", "Why so.\n\nThe port is closed."),
        ("late", &late),
    ]);
    let lead = bonus(&index, "port", About::Docs, "lead");
    assert!(lead["first"] > 0.0 && lead["second"] == 0.0 && lead["late"] == 0.0, "{lead:?}");
}

#[test]
fn neighbouring_words_are_worth_more_the_nearer_they_stand() {
    let far = format!("port {} wages.", "one ".repeat(9));
    let index = docs(&[
        ("beside", "Here port wages."),
        ("near", "Here port and some wages."),
        ("far", &far),
    ]);
    let close = bonus(&index, "port wages", About::Docs, "closeness");
    assert!(close["beside"] > close["near"] && close["near"] > close["far"], "{close:?}");
    assert_eq!(close["far"], 0.0);
    // A single word has no neighbour.
    assert_eq!(bonus(&index, "port", About::Docs, "closeness")["beside"], 0.0);
}

#[test]
fn words_in_one_sentence_are_worth_more_than_apart() {
    let index = docs(&[
        ("one", "The port fears for wages. So it is."),
        ("two", "The port is closed. The wages fell."),
    ]);
    let sentence = bonus(&index, "port wages", About::Docs, "sentence");
    assert!(sentence["one"] > 0.9 && sentence["two"] == 0.0, "{sentence:?}");
}

#[test]
fn the_second_copy_of_the_title_is_no_sentence() {
    let title = Draft::new("title", "Port wages", "Nothing here.");
    let index = TestIndex::of(&[&[title, Draft::new("other", "", "Nothing there.")]]).open();
    let sentence = bonus(&index, "port wages", About::Docs, "sentence");
    assert!(sentence["title"] > 0.9, "the title itself is one: {sentence:?}");
}

#[test]
fn words_in_one_quote_with_its_speaker_are_worth_more_than_apart() {
    let body = "The port is closed. The wages fell. Olvera knew.";
    let drafts = [
        Draft::new("both", "", body).said("Ann Lee", "port and wages"),
        Draft::new("speaker", "", body).said("Marta Olvera", "wages"),
        Draft::new("apart", "", body).said("Ann Lee", "port").said("Ann Lee", "wages"),
    ];
    let index = TestIndex::of(&[&drafts, &[Draft::new("other", "", "Nothing.")]]).open();
    let quote = bonus(&index, "port wages", About::Docs, "quote");
    assert!(quote["both"] > 0.0 && quote["apart"] == 0.0, "{quote:?}");
    let quote = bonus(&index, "olvera wages", About::Docs, "quote");
    assert!(quote["speaker"] > 0.0 && quote["both"] == 0.0, "{quote:?}");
}

#[test]
fn rare_words_weigh_more_and_titles_count_twice() {
    let drafts = [
        Draft::new("rare", "", "The strike and one thing."),
        Draft::new("common", "", "The port and one thing."),
        Draft::new("port", "", "The port and one thing."),
        Draft::new("body", "None one", "The gale and one thing."),
        Draft::new("title", "Gale one", "The none and one thing."),
    ];
    let index = TestIndex::of(&[&drafts]).open();
    let words = |query: &str, path: &str| scores(&index, query, About::Docs)[path].1.words;
    assert!(words("strike OR port", "rare") > words("strike OR port", "common"));
    assert!(words("gale", "title") > words("gale", "body"));
}

#[test]
fn a_word_typed_twice_or_boosted_is_one_word_with_more_weight() {
    let index = docs(&[("port", "The port is closed."), ("wages", "The wages fell today.")]);
    let words = |query: &str, path: &str| scores(&index, query, About::Docs)[path].1.words;
    let once = words("port OR wages", "port");
    for twice in ["port OR wages OR port", "port OR wages OR ports", "port^2 OR wages"] {
        assert!((words(twice, "port") - 2.0 * once).abs() < 1e-4, "{twice}");
        assert!((words(twice, "wages") - words("port OR wages", "wages")).abs() < 1e-4);
    }
    // It is no second word that could stand near the first.
    assert_eq!(bonus(&index, "port ports", About::Docs, "closeness")["port"], 0.0);
}

#[test]
fn a_compound_is_worth_its_words_or_its_joined_form() {
    let index = docs(&[
        ("compound", "The us-port deal holds."),
        ("joined", "The usport deal now holds."),
        ("apart", "The us port deal holds."),
        ("one", "With us no port holds."),
        ("two", "Of us all some port holds."),
        ("three", "To us the old port holds."),
        ("four", "For us the new port holds."),
    ]);
    let words = |query: &str, path: &str| scores(&index, query, About::Docs)[path].1.words;
    assert!(words("us-port", "joined") > 0.0, "it is found without its words");
    // The joined form is rarer, so it is worth more than its words, and never both.
    assert!(words("us-port", "compound") > words("us port", "compound"));
    assert_eq!(words("us-port", "compound"), words("usport", "compound"));
    assert_eq!(words("us-port", "apart"), words("us port", "apart"));
}

fn quotes(drafts: &[DraftQuote], title: &str, body: &str) -> Index {
    let mut draft = Draft::new("a", title, body);
    draft.quotes = drafts.to_vec();
    let other = Draft::new("b", "", "Nothing.").said("Jo Roe", "nothing at all here");
    TestIndex::of(&[&[draft], &[other]]).open()
}

#[test]
fn the_speaker_counts_twice_and_the_role_once() {
    let role =
        |quote: DraftQuote, role: &str| DraftQuote { role: Some((role.to_owned(), None)), ..quote };
    let index = quotes(
        &[
            DraftQuote::of("Ann Harbour", "one thing"),
            role(DraftQuote::of("Ann Lee", "two things"), "head of harbour"),
            role(DraftQuote::of("Ann Harbour", "three things"), "head of harbour"),
        ],
        "",
        "Nothing.",
    );
    let words: BTreeMap<String, f32> = scores(&index, "harbour", About::Quotes)
        .into_iter()
        .map(|(text, (_, why))| (text, why.words))
        .collect();
    let (speaker, role) = (words["one thing"], words["two things"]);
    assert!((speaker - 2.0 * role).abs() < 1e-4, "{words:?}");
    assert_eq!(words["three things"], speaker);
}

#[test]
fn a_sure_quote_is_worth_more() {
    let sure = DraftQuote::of("Ann Lee", "harbour one");
    let unsure = DraftQuote { confidence: 0.0, ..DraftQuote::of("Ann Lee", "harbour two") };
    let index = quotes(&[sure, unsure], "", "Nothing.");
    let words = scores(&index, "harbour", About::Quotes);
    let (sure, unsure) = (words["harbour one"].1.words, words["harbour two"].1.words);
    assert!((unsure - 0.4 * sure).abs() < 1e-4, "{sure} {unsure}");
}

#[test]
fn words_in_one_quote_are_worth_more_than_around_it() {
    let at = |text: &str, sentence| DraftQuote {
        sentences: Some((sentence, sentence)),
        ..DraftQuote::of("Ann Lee", text)
    };
    let body = "Wages fell at the harbour. Wages fell. One. Two. The wages fell too.";
    let index = quotes(
        &[at("wages fell at the harbour", 0), at("wages fell", 1), at("the wages fell too", 4)],
        "",
        body,
    );
    let query = "wages harbour";
    let together = bonus(&index, query, About::Quotes, "together");
    assert!(together["wages fell at the harbour"] > 0.9, "{together:?}");
    assert!(together["wages fell"] < 0.5);
    let around = bonus(&index, query, About::Quotes, "around");
    assert_eq!(around["wages fell at the harbour"], 0.0, "it holds both itself");
    assert!(around["wages fell"] > 0.0, "{around:?}");
    // Four sentences away is beyond the context.
    assert!(!around.contains_key("the wages fell too"));
}

#[test]
fn words_of_the_headline_and_of_the_article_add_a_share() {
    let quote = |text: &str| DraftQuote::of("Ann Lee", text);
    let drafts = |title: &str, path: &str, text: &str, body: &str| {
        let mut draft = Draft::new(path, title, body);
        draft.quotes = vec![DraftQuote { sentences: Some((0, 0)), ..quote(text) }];
        draft
    };
    let often = "Wages fell. One. Two. Three. Four. Wages, wages, wages, wages.";
    let index = TestIndex::of(&[&[
        drafts("The harbour", "a", "wages fell", "Wages fell."),
        drafts("None", "b", "wages fell again", "Wages fell. The harbour is closed."),
        drafts("None", "c", "wages fell often", often),
        drafts("None", "d", "nothing", "Nothing."),
    ]]);
    let index = index.open();
    let headline = bonus(&index, "wages harbour", About::Quotes, "headline");
    assert!(headline["wages fell"] > 0.0 && headline["wages fell again"] == 0.0, "{headline:?}");
    let article = bonus(&index, "wages", About::Quotes, "article");
    assert!(article["wages fell often"] > article["wages fell"], "{article:?}");
}

#[test]
fn in_quotes_a_word_counts_once_however_often_it_is_typed() {
    let index = quotes(&[DraftQuote::of("Ann Lee", "harbour one")], "", "Nothing.");
    let words = |query: &str| scores(&index, query, About::Quotes)["harbour one"].1.words;
    assert_eq!(words("harbour"), words("harbour OR harbours"));
}
