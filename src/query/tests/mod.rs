//! What typed queries mean; `properties`: what holds for all of them.

mod properties;

use super::fields::OPERATORS;
use super::flags::FLAGS;
use super::tree::Node;
use super::{About, Context, Query, QueryError, explain, parse};
use jiff::civil::date;

fn context() -> Context {
    Context::new(date(2017, 11, 17))
}

fn read(typed: &str) -> Query {
    parse(typed, &context()).unwrap_or_else(|error| panic!("{typed}: {error}"))
}

fn codes(query: &Query) -> Vec<&'static str> {
    query.warnings.iter().map(|warning| warning.code).collect()
}

/// Typed, the tree as printed, the codes of the warnings.
fn check(rows: &[(&str, &str, &[&str])]) {
    for (typed, printed, warnings) in rows {
        let query = read(typed);
        assert_eq!(query.root.to_string(), *printed, "{typed}");
        assert_eq!(codes(&query), *warnings, "{typed}");
        let again = read(printed);
        assert_eq!(again, Query { root: query.root, warnings: vec![] }, "{typed}");
    }
}

const NONE: &[&str] = &[];
const DANGLING: &[&str] = &["dangling_operator"];
const BRACKET: &[&str] = &["unbalanced_bracket"];
const UNCLOSED: &[&str] = &["unclosed_quote"];
const PATTERN: &[&str] = &["bad_pattern"];
const BOOST: &[&str] = &["bad_boost"];
const NEARNESS: &[&str] = &["nearness_ignored"];
const STAR: &[&str] = &["star_ignored"];
const NESTED: &[&str] = &["field_in_field"];
const EMPTY: &[&str] = &["empty_field"];

#[test]
fn the_table_of_the_manual() {
    check(&[
        ("nafta wages", "nafta AND wages", NONE),
        ("“rules of origin”", "\"rules of origin\"", NONE),
        ("nafta OR tlcan -mexico", "(nafta OR tlcan) AND -mexico", NONE),
        ("auto w/5 tariff*", "auto w/5 tariff*", NONE),
        ("softwood pre/3 lumber", "softwood pre/3 lumber", NONE),
        ("unifor w/s layoffs", "unifor w/s layoffs", NONE),
        ("atleast5(nafta)", "atleast5(nafta)", NONE),
        ("title:strike date:2017-11", "title:strike AND date:2017-11", NONE),
        ("speaker:dias wages", "speaker:dias AND wages", NONE),
        (
            "quote(speaker:freeland \"sunset clause\")",
            "quote(speaker:freeland AND \"sunset clause\")",
            NONE,
        ),
        ("role:minister verb:denied", "role:minister AND verb:denied", NONE),
        ("org:unifor kind:indirect", "org:unifor AND kind:indirect", NONE),
        (
            "speaker:unnamed role:official about:nafta",
            "speaker:unnamed AND role:official AND about:nafta",
            NONE,
        ),
        ("person:\"Jerry Dias\" -speaker:dias", "person:\"Jerry Dias\" AND -speaker:dias", NONE),
        ("is:lead copies:>3 nafta", "is:lead AND copies:>3 AND nafta", NONE),
        ("O'Brien said", "O'Brien AND said", NONE),
        ("3/4 of workers", "3/4 AND of AND workers", NONE),
        ("Reuters: auto talks", "Reuters AND auto AND talks", NONE),
        ("(auto", "auto", BRACKET),
    ]);
}

#[test]
fn words_and_punctuation() {
    check(&[
        ("", "*", NONE),
        (" \t\u{0}\u{a0}\u{3000}\u{200b} ", "*", NONE),
        ("said, \"the\" talks.", "said AND \"the\" AND talks", NONE),
        ("auto\u{0}talks\u{7}now", "auto AND talks AND now", NONE),
        ("‘rules’ of 'origin'", "rules AND of AND origin", NONE),
        ("workers’ ’tis", "workers AND tis", NONE),
        ("U.S. U.S., U.S.-Mexico.", "U.S. AND U.S. AND U.S.-Mexico", NONE),
        ("AT&T R&D a@b.ca #nafta $5 50%", "AT&T AND R&D AND a@b.ca AND nafta AND 5 AND 50", NONE),
        ("& — ? ... ** 🙂 !", "*", &["no_word"]),
        ("* nafta", "nafta", NONE),
        ("[auto] {talks}", "auto AND talks", NONE),
        ("worker(s)", "worker AND s", NONE),
        ("who said what?", "who AND said AND what", NONE),
        ("who said what?!", "who AND said AND what", NONE),
        ("cafe\u{301} हिन्दी", "cafe\u{301} AND हिन्दी", NONE),
        ("/etc/passwd and/or", "etc/passwd AND and/or", NONE),
        ("10:30 3:16 x:y Reuters:", "10:30 AND 3:16 AND x:y AND Reuters", NONE),
        ("http://example.com/a?b=c std::vec", "http://example.com/a?b=c AND std::vec", NONE),
        ("(see title:) title:", "see AND title AND title", NONE),
        (
            "quote (dias) quote atleast5 exact",
            "quote AND dias AND quote AND atleast5 AND exact",
            NONE,
        ),
        ("and or not", "and AND or AND not", NONE),
    ]);
}

#[test]
fn phrases() {
    check(&[
        ("„a b“ «c d» ‟e f” ＂g h＂", "\"a b\" AND \"c d\" AND \"e f\" AND \"g h\"", NONE),
        ("“a  b\" c", "\"a b\" AND c", NONE),
        ("said—“rules of origin” talks.”", "said AND \"rules of origin\" AND talks", NONE),
        ("said —“rules of origin”", "said AND \"rules of origin\"", NONE),
        ("a 6\" board", "a AND 6 AND board", NONE),
        ("said\"nafta", "said AND nafta", NONE),
        ("\"rules of", "rules AND of", UNCLOSED),
        ("nafta \"", "nafta", UNCLOSED),
        ("\"\" \" \" \"—\" nafta", "nafta", NONE),
        ("\"a b\"~3", "\"a b\"~3", NONE),
        ("\"a b\"~3^2 \"c\"^0.5", "\"a b\"~3^2 AND \"c\"^0.5", NONE),
        ("\"a b\"^2~3.", "\"a b\"~3^2", NONE),
        ("\"a b\"~0 \"c d\"~", "\"a b\" AND \"c d\"", NONE),
        ("\"a b\"~99999999999", "\"a b\"", PATTERN),
        ("\"a b\"~1.5", "\"a b\"", PATTERN),
        ("\"a OR b\" -\"c d\"", "\"a OR b\" AND -\"c d\"", NONE),
        (
            "exact:\"Rules of Origin\" exact:AND",
            "exact:\"Rules of Origin\" AND exact:\"AND\"",
            NONE,
        ),
        ("exact:Wages^2 title:exact:“A b”", "exact:\"Wages\"^2 AND title:exact:\"A b\"", NONE),
        ("exact:\"a b\"~2", "exact:\"a b\"", PATTERN),
        ("exact:(a b)", "a AND b", PATTERN),
        ("exact:wage*", "wage*", PATTERN),
        ("exact:\"a wage*\"", "exact:\"a wage\"", PATTERN),
        ("\"a * b\" \"a wage* ** wom?n\"", "\"a b\" AND \"a wage* wom?n\"", STAR),
        ("-exact:a exact:-b", "-exact:\"a\" AND -exact:\"b\"", NONE),
        ("exact:\"\" a", "exact AND a", EMPTY),
        ("exact: a", "exact AND a", NONE),
    ]);
}

#[test]
fn operators_and_brackets() {
    check(&[
        ("a AND b", "a AND b", NONE),
        ("a OR b c", "a OR (b AND c)", NONE),
        ("a b OR c AND d", "(a AND b) OR (c AND d)", NONE),
        ("(a OR b) (c OR d)", "(a OR b) AND (c OR d)", NONE),
        ("a OR (b OR (c))", "a OR b OR c", NONE),
        ("a (b (c d))", "a AND b AND c AND d", NONE),
        ("-mexico", "-mexico", NONE),
        ("a NOT b", "a AND -b", NONE),
        ("NOT NOT a -(-b)", "a AND b", NONE),
        ("NOT -a", "a", NONE),
        ("-(a b)", "-(a AND b)", NONE),
        ("-AND -w/5", "-\"AND\" AND -\"w/5\"", NONE),
        ("a - b -- c --d — e", "a AND b AND c AND d AND e", NONE),
        ("\"free trade\"-style a-b", "\"free trade\" AND style AND a-b", NONE),
        ("a -\"\" -() -) b", "a AND b", BRACKET),
        ("-(mexico", "-mexico", BRACKET),
        // An exclusion without AND is for the whole group, one with AND for its branch.
        ("a -b OR c", "(a OR c) AND -b", &["wide_exclusion"]),
        ("a OR b -c", "(a OR b) AND -c", NONE),
        ("a NOT b OR c", "(a AND -b) OR c", NONE),
        ("a OR b NOT c", "a OR (b AND -c)", NONE),
        ("a NOT b OR c NOT d", "(a AND -b) OR (c AND -d)", NONE),
        ("a OR b AND -c", "a OR (b AND -c)", NONE),
        ("a OR -b", "a OR -b", NONE),
        ("-a -b OR c", "(-a AND -b) OR c", NONE),
        ("x (a OR b -c)", "x AND (a OR b) AND -c", NONE),
        ("a OR", "a AND \"OR\"", DANGLING),
        ("OR a", "\"OR\" AND a", DANGLING),
        ("a AND OR b", "(a AND \"AND\") OR b", DANGLING),
        ("AND", "\"AND\"", DANGLING),
        ("NOT(", "\"NOT\"", &["dangling_operator", "unbalanced_bracket"]),
        ("a NOT", "a AND \"NOT\"", DANGLING),
        ("(OR)", "\"OR\"", DANGLING),
        ("a AND, b", "a AND \"AND\" AND b", NONE),
        ("a) ((b", "a AND b", BRACKET),
        (")(", "*", BRACKET),
        ("() a (()) b", "a AND b", NONE),
        ("a AND ()", "a AND \"AND\"", DANGLING),
        ("* OR a", "a", STAR),
        ("-* a", "-* AND a", NONE),
    ]);
}

#[test]
fn nearness() {
    check(&[
        ("a W/5 b PRE/2 c", "a w/5 b pre/2 c", NONE),
        ("a w/5 (b w/5 c)", "a w/5 (b w/5 c)", NONE),
        ("(a w/5 b) w/5 c", "(a w/5 b) w/5 c", NONE),
        ("((a w/5 b w/5 c))", "a w/5 b w/5 c", NONE),
        ("title:a w/5 title:(b w/5 c)", "title:(a w/5 (b w/5 c))", NONE),
        ("a w/5 b w/5 title:c", "a AND b AND title:c", NEARNESS),
        ("* w/5 a w/3 b", "a w/3 b", STAR),
        ("a w/p b pre/s c pre/p d", "a w/p b pre/s c pre/p d", NONE),
        ("a w/0 b", "a w/1 b", NONE),
        ("\"a b\" w/5 (c OR d) e", "\"a b\" w/5 (c OR d) AND e", NONE),
        ("a OR b w/5 c", "a OR b w/5 c", NONE),
        ("w/5 kids", "\"w/5\" AND kids", DANGLING),
        ("kids w/5", "kids AND \"w/5\"", DANGLING),
        ("w/o b/w w/x", "w/o AND b/w AND w/x", NONE),
        ("a w/99999999999 b", "a AND \"w/99999999999\" AND b", &["no_operator"]),
        ("a NEAR/5 b", "a AND \"NEAR/5\" AND b", &["no_operator"]),
        (
            "a near/5 b /5 c /s d",
            "a AND \"near/5\" AND b AND \"5\" AND c AND \"s\" AND d",
            &["no_operator"; 3],
        ),
        ("a ADJ3 b NEAR c", "a AND \"ADJ3\" AND b AND \"NEAR\" AND c", &["no_operator"; 2]),
        ("a || b && c", "a AND b AND c", &["no_operator"; 2]),
        ("near adj 3/4 km/s n/a and/or", "near AND adj AND 3/4 AND km/s AND n/a AND and/or", NONE),
        ("a w/p b NOT a w/p c", "a w/p b AND -(a w/p c)", NONE),
        ("-a w/5 b", "-(a w/5 b)", NONE),
        ("a w/5 NOT b", "a AND -b", NEARNESS),
        ("a w/5 title:b", "a AND title:b", NEARNESS),
        ("a w/5 (b -c)", "a AND b AND -c", NEARNESS),
        ("a w/5 date:2017", "a AND date:2017", NEARNESS),
        ("title:a w/5 title:b", "title:(a w/5 b)", NONE),
        ("title:a w/5 title:b w/5 title:c", "title:(a w/5 b w/5 c)", NONE),
        ("a^2 w/5 (b^3 OR c)", "a w/5 (b OR c)", BOOST),
        ("(a w/5 b)^2", "(a w/5 b)^2", NONE),
        ("a w/5 *", "a", STAR),
        ("atleast5(a OR \"b c\")^2", "atleast5(a OR \"b c\")^2", NONE),
        ("ATLEAST5(a b)", "atleast5(a) AND atleast5(b)", NONE),
        ("atleast2(title:a)", "title:atleast2(a)", NONE),
        ("atleast2(-a)", "-a", &["count_ignored"]),
        ("atleast0(a)", "atleast1(a)", NONE),
        ("atleast5(a^2)", "atleast5(a)", BOOST),
        ("atleast5(a", "atleast5 AND a", BRACKET),
        ("atleast5() a", "atleast5 AND a", &["empty_function"]),
        ("atleastx(a)", "atleastx AND a", NONE),
    ]);
}

#[test]
fn patterns_and_boosts() {
    check(&[
        ("wage* wom?n *nafta", "wage* AND wom?n AND *nafta", NONE),
        ("199? f*ck a**b", "199? AND f*ck AND a*b", NONE),
        (
            "dias~ dias~1 dias~2, d~1^2 d^2~1",
            "dias~1 AND dias~1 AND dias~2 AND d~1^2 AND d~1^2",
            NONE,
        ),
        ("dias~3", "dias~2", PATTERN),
        ("dias~0", "dias", PATTERN),
        ("dias~1~2", "dias~2", NONE),
        ("wag*~1", "wag*", PATTERN),
        ("~20 a~b", "20 AND a~b", NONE),
        ("/wom[ae]n/", "/wom[ae]n/", NONE),
        ("(/wom(a|e)n/ OR /\"x\"/^2)^3", "(/wom(a|e)n/ OR /\"x\"/^2)^3", NONE),
        ("/a/, // /// //b/ /-/ /x.*/", "/a/ AND b AND /x.*/", NONE),
        ("title:/x(y|z)/ (title:/(.)a/)", "title:/x(y|z)/ AND title:/(.)a/", NONE),
        ("word^2 b^0.25 (c d)^2", "word^2 AND b^0.25 AND (c AND d)^2", NONE),
        ("a^0", "a", BOOST),
        ("a^1001", "a", BOOST),
        ("a^b c^ d^1.2.3", "a^b AND c AND d^1.2.3", NONE),
        ("AND^2", "\"AND\"^2", NONE),
        ("(a^2)^3 (title:a)^2 title:a^2", "(a^2)^3 AND (title:a)^2 AND title:a^2", NONE),
        ("(-a)^2 (*)^2", "-a", NONE),
    ]);
}

#[test]
fn fields() {
    check(&[
        (
            "Title:strike loc:ottawa organisation:unifor",
            "title:strike AND place:ottawa AND org:unifor",
            NONE,
        ),
        ("title:(a OR b -c)", "title:((a OR b) AND -c)", NONE),
        ("title:-a -title:b", "-title:a AND -title:b", NONE),
        (
            "title:wage* title:\"a b\"~2 title:dias~1",
            "title:wage* AND title:\"a b\"~2 AND title:dias~1",
            NONE,
        ),
        ("title:(?~a (foo:??)^2", "title:?~a AND foo^2", BRACKET),
        ("speaker:* title:AND", "speaker:* AND title:\"AND\"", NONE),
        ("(title:a)", "title:a", NONE),
        ("[title:a]", "title:a", NONE),
        ("source:http://x.ca", "source:http://x.ca", NONE),
        ("title:(a body:b)", "title:a AND body:b", NESTED),
        ("title:body:b", "body:b", NESTED),
        ("title:(a OR -date:2017)", "title:a OR -date:2017", NESTED),
        ("title:(a b", "title:a AND b", BRACKET),
        ("title:\"\" a", "title AND a", EMPTY),
        ("title:() a", "title AND a", EMPTY),
        ("quote(a quote(b c))", "quote(a AND b AND c)", NONE),
        ("quote(*) quote(-a) Quote(a)^2", "quote(*) AND quote(-a) AND quote(a)^2", NONE),
        ("quote(a", "quote AND a", BRACKET),
        (
            "has:quote has:ORGS is:undated -is:lead",
            "has:quotes AND has:org AND is:undated AND -is:lead",
            NONE,
        ),
        ("has:\"byline\"", "has:byline", NONE),
        (
            "words:500 words:>500 words:>=500, words:<500",
            "words:500 AND words:>500 AND words:>=500 AND words:<500",
            NONE,
        ),
        (
            "words:<=500 words:100..500 words:100.. words:..99.",
            "words:<=500 AND words:100..500 AND words:>=100 AND words:<100",
            NONE,
        ),
        (
            "words:>=0 words:* added:>r12 added:12..r14",
            "words:>=0 AND words:* AND added:>r12 AND added:r12..r14",
            NONE,
        ),
        (
            "conf:>0.8 conf:>=0.8 conf:<0.5 conf:0.1..0.9 conf:>1 conf:<0",
            "conf:>0.8 AND conf:>=0.8 AND conf:<0.5 AND conf:0.1..0.9 AND conf:>1 AND conf:<0",
            NONE,
        ),
        (
            "date:2017 date:2017-11 date:2017-11-17",
            "date:2017 AND date:2017-11 AND date:2017-11-17",
            NONE,
        ),
        ("date:2017-08-16..2017-11-21", "date:2017-08-16..2017-11-21", NONE),
        (
            "date:-30d.. date:today date:>2017",
            "date:2017-10-18.. AND date:2017-11-17 AND date:2018-01-01..",
            NONE,
        ),
        ("(date:2017). date:\"2017\"", "date:2017 AND date:2017", NONE),
        ("date:*", "date:*", NONE),
    ]);
}

#[test]
fn errors() {
    for (typed, code, hint, at) in [
        ("a titel:strike b", "query.unknown_field", Some("a title:strike b"), 2),
        ("Reuters:auto talks", "query.unknown_field", Some("Reuters: auto talks"), 0),
        ("(-speeker:\"a b\"", "query.unknown_field", Some("(-speaker:\"a b\""), 2),
        ("title:foo:bar", "query.unknown_field", Some("title:foo: bar"), 6),
        ("date:abc", "query.bad_value", Some("date:2017-08-16..2017-11-21"), 0),
        ("date:2017-02-30", "query.bad_value", Some("date:2017-08-16..2017-11-21"), 0),
        ("é date:(2017 OR 2018)", "query.bad_value", Some("date:2017-08-16..2017-11-21"), 3),
        ("words:>x", "query.bad_value", Some("words:100..500"), 0),
        ("words:> 500", "query.bad_value", Some("words:100..500"), 0),
        ("copies:500..3", "query.bad_value", Some("copies:>3"), 0),
        ("conf:80", "query.bad_value", Some("conf:>0.8"), 0),
        ("added:x12", "query.bad_value", Some("added:>r12"), 0),
        ("has:qoutes", "query.bad_value", Some("has:quotes"), 0),
        ("has:money", "query.bad_value", Some("has:quotes"), 0),
        ("is:lede", "query.bad_value", Some("is:lead"), 0),
    ] {
        let expected = (code, hint, at);
        match parse(typed, &context()) {
            Ok(query) => panic!("{typed}: {query:?}"),
            Err(QueryError { code, hint, at, .. }) => {
                assert_eq!((code, hint.as_deref(), at), expected, "{typed}");
            }
        }
    }
}

#[test]
fn strict_makes_the_first_warning_an_error() {
    let strict = Context { strict: true, ..context() };
    assert!(parse("nafta \"rules of origin\"", &strict).is_ok());
    let error = parse("nafta OR (talks \"of", &strict).map_err(|error| (error.code, error.at));
    assert_eq!(error, Err(("query.strict", 9)));
}

#[test]
fn any_joins_bare_words_by_or() {
    let any = Context { any: true, ..context() };
    for (typed, printed) in [
        ("a b -c", "(a OR b) AND -c"),
        ("a \"b c\" (d e)", "a OR \"b c\" OR (d AND e)"),
        ("a AND b c", "(a AND b) OR c"),
        ("a b OR c -d", "(a OR b OR c) AND -d"),
        ("speaker:dias a b date:2017", "(a OR b) AND speaker:dias AND date:2017"),
        ("a w/5 b *", "a w/5 b"),
        ("-a", "-a"),
        ("", "*"),
    ] {
        let root = parse(typed, &any).map(|query| query.root);
        assert_eq!(root.as_ref().map(Node::to_string), Ok(printed.to_owned()), "{typed}");
        assert_eq!(parse(printed, &any).map(|query| query.root), root, "{typed}");
    }
}

#[test]
fn quote_is_a_plain_group_where_quotes_are_looked_for() {
    let quotes = Context { about: About::Quotes, ..context() };
    let query = parse("quote(speaker:dias wages)", &quotes);
    assert_eq!(query, parse("speaker:dias wages", &quotes));
}

#[test]
fn limits_are_errors_and_nothing_overflows() {
    let code = |typed: &str| parse(typed, &context()).map_err(|error| error.code);
    let complex = Err("query.too_complex");
    assert_eq!(code(&"(".repeat(100_000)), complex);
    assert_eq!(code(&"(".repeat(60_000)).map(|query| query.root), Ok(Node::All));
    assert_eq!(code(&"()".repeat(30_000)).map(|query| query.root), Ok(Node::All));
    let nested = |count| format!("{}a{}", "(".repeat(count), ")".repeat(count));
    assert_eq!(code(&nested(100)).map(|query| query.root.to_string()), Ok("a".to_owned()));
    assert_eq!(code(&nested(101)), complex);
    assert_eq!(code(&nested(30_000)), complex);
    assert_eq!(code(&format!("{}a", "-(".repeat(30_000))).map(|_| ()), Ok(()));
    let (open, close) = ("-(b OR ".repeat(100), ")".repeat(100));
    assert_eq!(code(&format!("{open}a{close}")).map(|_| ()), Ok(()));
    assert_eq!(code(&format!("{}a", "title:".repeat(10_000))), complex);
    assert_eq!(
        code(&format!("{}a", "NOT ".repeat(16_000))).map(|q| q.root.to_string()),
        Ok("a".into())
    );
    assert_eq!(code(&"a w/5 ".repeat(1_000)), complex);
    let group = format!("({})", "a ".repeat(40));
    assert_eq!(code(&format!("{group} w/5 {group} w/5 b")), complex);
    assert!(code(&format!("{group} w/5 b w/5 c")).is_ok());
    assert_eq!(code(&"OR ".repeat(10_000)), complex);
    assert_eq!(code(&"a ".repeat(1_025)), complex);
    assert!(code(&"a ".repeat(1_024)).is_ok());
    for part in ["/(", "/a", "/x(", "\"", "a\"", "~", "?", ".", "a.", "^1", "~1", "-", "—", "*"] {
        let typed = part.repeat(60_000 / part.len());
        let _ = code(&typed);
        let _ = code(&format!("a{typed}"));
        let _ = code(&format!("a.b{typed}b"));
    }
    assert!(code(&"é".repeat(30_000)).is_ok());
}

#[test]
fn explanations_are_plain_words() {
    let typed = "title:(auto pre/5 tariff*) -mexico (dias~1 OR \"a b\"~2) date:2017 copies:>3 \
                 quote(speaker:* exact:\"Nay\") strike^2 is:lead atleast5(nafta w/s /x.*/)";
    let expected = "\
all of:
  in the headline:
    within 5 words, in this order:
      the word auto, in any form
      a word of the form tariff*
  not:
    the word mexico, in any form
  at least one of:
    a word at most 1 letter away from dias
    the phrase \"a b\", words moved by at most 2 places
  day of publication: 2017-01-01 to 2017-12-31
  copies of the story: 4 or more
  one and the same quote has:
    all of:
      in the name of the speaker: anything
      exactly as written: \"Nay\"
  counted 2 times in the ranking:
    the word strike, in any form
  it is the earliest copy of its story here
  at least 5 times:
    in one sentence, in any order:
      the word nafta, in any form
      a word that matches /x.*/
";
    assert_eq!(explain(&read(typed).root, About::Docs), expected);
    assert_eq!(explain(&Node::All, About::Docs), "every record\n");
    assert_eq!(
        explain(&read("words:..5 date:* conf:1").root, About::Docs),
        "all of:\n  number of words: 5 or less\n  day of publication: anything\n  confidence: 1\n"
    );
}

#[test]
fn the_examples_in_the_tables_are_read_without_warning() {
    for (typed, _) in OPERATORS.iter().chain(FLAGS) {
        assert_eq!(codes(&read(typed)), NONE, "{typed}");
    }
}
