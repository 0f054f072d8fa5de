//! Answers in words, short, for whoever reads text rather than records.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::passage::clean;

/// Characters of a quote or a passage that are shown; its record has all.
const LONG: usize = 400;

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.pointer(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn number(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn counted(number: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if number == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

/// How many there are, how many are here, what was read otherwise than typed, why there is none.
pub fn counts(summary: &Value, noun: &str) -> String {
    let stories = counted(number(summary, "total_stories"), "story");
    let docs = counted(number(summary, "total_docs"), "article");
    let (all, within) = match noun {
        "story" => (stories, format!("{docs} with copies counted")),
        _ => {
            let quotes = counted(number(summary, "total_quotes"), "quote");
            (
                counted(number(summary, "total_statements"), noun),
                format!("{quotes} with copies counted, {stories}"),
            )
        }
    };
    let returned = number(summary, "returned");
    let mut told = match number(summary, "total_docs") {
        0 => "Nothing matches.".to_owned(),
        _ => format!("{all} ({within}); {returned} here."),
    };
    if let Some(next) = text(summary, "/next") {
        told.push_str(&format!(" More with after {next}."));
    }
    match number(summary, "less_certain") {
        0 => {}
        some => told.push_str(&format!(" {} left out as less certain.", counted(some, "quote"))),
    }
    for warning in list(summary, "warnings") {
        told.push_str(&format!(" Note: {}.", text(warning, "/message").unwrap_or_default()));
    }
    told + &reasons(summary)
}

/// Why nothing was found.
fn reasons(summary: &Value) -> String {
    let told = |reason: &Value| {
        let what = clean::line(text(reason, "/text").unwrap_or_default());
        let nearest: Vec<&str> = list(reason, "nearest").iter().filter_map(Value::as_str).collect();
        let nearest = match nearest.is_empty() {
            true => String::new(),
            false => format!("; nearest: {}", clean::line(&nearest.join(", "))),
        };
        match text(reason, "/code") {
            Some("absent") => format!(" \"{what}\" does not occur{nearest}."),
            Some("unknown") => {
                let field = text(reason, "/field").unwrap_or_default();
                format!(" No {field} \"{what}\"{nearest}.")
            }
            _ => format!(" Without {what} there would be {}.", number(reason, "found")),
        }
    };
    list(summary, "reasons").iter().map(told).collect()
}

/// Counts by field, a line each.
pub fn facets(facets: &[Value]) -> String {
    let mut fields: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for facet in facets {
        let (Some(field), Some(value)) = (text(facet, "/field"), text(facet, "/value")) else {
            continue;
        };
        let key = if facet.get("statements").is_some() { "statements" } else { "stories" };
        let told = format!("{} {}", clean::line(value), number(facet, key));
        fields.entry(field).or_default().push(told);
    }
    fields.iter().map(|(field, told)| format!("by {field}: {}\n", told.join(", "))).collect()
}

/// Hits, each in a line or two.
pub fn hits(records: &[Value]) -> String {
    let told = |(at, record): (usize, &Value)| match text(record, "/type") {
        Some("doc") => format!("\n{}. {}", at + 1, article(record)),
        _ => format!("\n{}. {}", at + 1, quote(record)),
    };
    records.iter().enumerate().map(told).collect()
}

/// Where a record comes from.
fn origin(record: &Value) -> String {
    let line = record.pointer("/spans/0/line").and_then(Value::as_u64);
    let page = record.pointer("/spans/0/page").and_then(Value::as_u64);
    let number = record.pointer("/record").and_then(Value::as_u64);
    let number = number.map(|number| format!("#{number}")).unwrap_or_default();
    let path = text(record, "/path").map(|path| match (page, line) {
        (Some(page), _) => format!("{path}{number}, page {page}"),
        (None, Some(line)) => format!("{path}{number}:{line}"),
        (None, None) => format!("{path}{number}"),
    });
    let source = text(record, "/source").map(str::to_owned);
    let parts = [text(record, "/date").map(str::to_owned), source, path];
    let id = text(record, "/id").map(str::to_owned);
    let parts: Vec<String> = parts.into_iter().chain([id]).flatten().collect();
    clean::line(&parts.join(" · ")).into_owned()
}

fn article(record: &Value) -> String {
    let title = clean::line(text(record, "/title").unwrap_or("untitled"));
    let passage =
        text(record, "/snippets/0/text").map(|passage| format!("\n   {}", short(passage)));
    format!("{title}\n   {}{}", origin(record), passage.unwrap_or_default())
}

/// A text on a line, not too long.
fn short(text: &str) -> String {
    let line = clean::line(text);
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line.into_owned(),
    }
}

/// Who said it, with the role.
fn who(record: &Value) -> String {
    let named = |one: &Value| text(one, "/name").map(str::to_owned);
    let several: Vec<String> = list(record, "speakers").iter().filter_map(named).collect();
    let name = match several.is_empty() {
        true => text(record, "/speaker/name").unwrap_or("unknown speaker").to_owned(),
        false => several.join(" and "),
    };
    let role = text(record, "/role/text").map(|role| format!(" ({role})")).unwrap_or_default();
    clean::line(&format!("{name}{role}")).into_owned()
}

fn quote(record: &Value) -> String {
    let words = short(text(record, "/text").unwrap_or_default());
    let negated = match record["negated"] == true {
        true => ", negated",
        false => "",
    };
    let words = match (text(record, "/type"), text(record, "/kind")) {
        (Some("silence"), _) => format!(", no statement: {words}"),
        (_, Some("direct")) => format!("{negated}: “{words}”"),
        _ => format!(", reported{negated}: {words}"),
    };
    let caution = text(record, "/caution").map(|c| format!("\n   {c}")).unwrap_or_default();
    format!("{}{words}\n   {}{caution}", who(record), origin(record))
}

/// Who said something: the citation of the likest first, or that nobody did.
pub fn who_said(records: &[Value], asked: &str) -> (String, String) {
    let said = |record: &Value| holds(text(record, "/text").unwrap_or_default(), asked);
    let exact = records.iter().position(said);
    let first = match exact.and_then(|at| records.get(at)) {
        Some(record) => cited(record),
        None if records.is_empty() => {
            "Nobody here said this: no quote of the archive is like it.".to_owned()
        }
        None => "Nobody here said exactly this; these are the nearest.".to_owned(),
    };
    let mut rest = String::new();
    for (at, record) in records.iter().enumerate() {
        let share = record["overlap"].as_f64().unwrap_or_default();
        let status = text(record, "/citation_status").unwrap_or_default();
        rest.push_str(&format!("{}. {}; citation: {status}\n   ", at + 1, who(record)));
        if exact != Some(at) {
            rest.push_str(&format!("{}\n   ", cited(record)));
        }
        let differences = differences(record);
        rest.push_str(&format!("overlap {share:.2}; differences: {differences}\n"));
        rest.extend(text(record, "/caution").map(|caution| format!("   {caution}\n")));
    }
    (first, rest)
}

/// Whether the words of a text stand in another side by side, whatever their marks and capitals.
fn holds(text: &str, asked: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        text.to_lowercase().split_whitespace().map(plain).filter(|w| !w.is_empty()).collect()
    };
    let (text, asked) = (words(text), words(asked));
    !asked.is_empty() && text.windows(asked.len()).any(|window| window == asked)
}

/// The citation of a quote, or the quote and why it is not cited.
fn cited(record: &Value) -> String {
    match (text(record, "/citation"), text(record, "/citation_error/message")) {
        (Some(citation), _) => citation.to_owned(),
        (None, why) => {
            let words = short(text(record, "/text").unwrap_or_default());
            let why = why.unwrap_or("it has no file");
            format!("{}, as indexed, not as cited: {words} ({})", who(record), clean::line(why))
        }
    }
}

/// The words of a quote with what was asked for instead: `[-asked-]`, `{+said+}`.
fn differences(record: &Value) -> String {
    let changes = list(record, "diff");
    if changes.iter().all(|change| change.get("same").is_some()) {
        return "none".to_owned();
    }
    let told = |change: &Value| match change.as_object().and_then(|c| c.iter().next()) {
        Some((kind, words)) => {
            let words = clean::line(words.as_str().unwrap_or_default());
            match kind.as_str() {
                "removed" => format!("[-{words}-]"),
                "added" => format!("{{+{words}+}}"),
                _ => words.into_owned(),
            }
        }
        None => String::new(),
    };
    changes.iter().map(told).collect::<Vec<_>>().join(" ")
}

/// Who is meant, and what is said of each.
pub fn speaker(records: &[Value], summary: &Value) -> (String, String) {
    let head = |record: &Value| {
        let docs = counted(number(record, "docs"), "article");
        let told = format!(
            "{} ({}): {}, named in {docs}{}; {}",
            text(record, "/name").unwrap_or_default(),
            text(record, "/kind").unwrap_or_default(),
            counted(number(record, "quotes"), "quote"),
            days(record),
            text(record, "/id").unwrap_or_default(),
        );
        clean::line(&told).into_owned()
    };
    let first = match records {
        [] => format!("Nobody here has this name.{}", reasons(summary)),
        [one] => head(one),
        several => format!("{} names have these words.", several.len()),
    };
    let mut rest = String::new();
    for record in records {
        rest.push_str(&head(record));
        let aliases: Vec<&str> = list(record, "aliases").iter().filter_map(Value::as_str).collect();
        if !aliases.is_empty() {
            rest.push_str(&format!("\n   also {}", clean::line(&aliases.join(", "))));
        }
        for role in list(record, "roles") {
            let words = clean::line(text(role, "/text").unwrap_or_default());
            let docs = counted(number(role, "docs"), "article");
            let evidence = text(role, "/evidence").unwrap_or_default();
            rest.push_str(&format!("\n   {words}{}; {docs}; evidence {evidence}", days(role)));
        }
        rest.push('\n');
    }
    (first, rest)
}

fn days(record: &Value) -> String {
    match (text(record, "/first"), text(record, "/last")) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_side_by_side_are_the_same_words() {
        for (text, asked, expected) in [
            ("A detail is “a bomb with a timer,”", "a bomb with a Timer!", true),
            ("We won’t sign", "we won't sign", true),
            ("We will not sign", "we will sign", false),
            ("an agreement three could sign", "an agreement that three could sign", false),
            ("anything", "…", false),
        ] {
            assert_eq!(holds(text, asked), expected, "{asked}");
        }
    }

    #[test]
    fn nobody_is_said_plainly_and_differences_are_told() {
        assert!(who_said(&[], "x").0.starts_with("Nobody here said this"));
        let record = json!({
            "text": "We will not sign", "overlap": 1.0, "citation": "Roe: “We will not sign.”",
            "citation_status": "checked", "speaker": {"name": "Ann\u{1b} Roe"}, "caution": "low confidence",
            "diff": [{"same": "We will"}, {"added": "not"}, {"same": "sign"}],
        });
        let (first, rest) = who_said(&[record], "we will sign");
        assert_eq!(first, "Nobody here said exactly this; these are the nearest.");
        let lines: Vec<&str> = rest.lines().map(str::trim).collect();
        assert_eq!(lines[0], "1. Ann\u{fffd} Roe; citation: checked");
        assert_eq!(lines[2], "overlap 1.00; differences: We will {+not+} sign");
        assert_eq!(lines[3], "low confidence");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(short(&"é".repeat(LONG + 1)), format!("{} …", "é".repeat(LONG)));
        assert_eq!(short("a\nb"), "a b");
    }
}
