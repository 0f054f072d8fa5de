//! A citation for people, as plain text or as Markdown.
//!
//! Only words that the article itself quotes stand between quotation marks. What it reports is
//! given as a paraphrase and called so.

use std::io::{self, Write};

use super::show::names;
use crate::article::{DateSource, OffsetBase, Positions, Span};
use crate::check::Proof;
use crate::hit::Found;
use crate::passage::{Spacing, clean, cut};
use crate::quotes::{QuoteKind, ResolvedBy};
use crate::record::{CueRecord, QuoteRecord};
use crate::wire::linked::unsigned;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Plain text, one line.
    Text,
    /// Markdown: a quotation and the line below it.
    Markdown,
}

/// Verbs behind which a clause can stand with "that" and nothing between.
const WITH_THAT: [&str; 8] =
    ["say", "argue", "insist", "testify", "maintain", "contend", "acknowledge", "state"];

/// Words with which a clause begins that needs no "that", and prepositions with which none does.
const WITHOUT_THAT: [&str; 17] = [
    "that", "to", "whether", "if", "how", "what", "why", "when", "where", "who", "which", "of",
    "in", "on", "at", "for", "with",
];

/// Writes a citation of what was asked for.
pub fn write(out: &mut dyn Write, markup: Markup, found: &Found, proof: &Proof) -> io::Result<()> {
    let asked = found.asked.and_then(|number| found.quotes.get(number));
    let Some(quote) = asked else {
        return writeln!(out, "{}", markup.start(&article(markup, found, proof)));
    };
    let place = format!("{}, {}", origin(markup, found, proof), place(found, quote));
    let place = format!("{place}, {}", quote.id);
    let how = match quote.kind {
        QuoteKind::Direct => "Quoted in",
        QuoteKind::Indirect => "Paraphrased in",
        QuoteKind::Mixed => "Paraphrased with quoted words in",
    };
    if quote.is_silence() {
        // "Roe declined to comment": as the article has it.
        let who = capital(&who(markup, quote));
        let told = format!("{who} {}. Reported in {place}.", markup.plain(&quote.text));
        return match markup {
            Markup::Text => writeln!(out, "{told}"),
            Markup::Markdown => writeln!(out, "{}", markup.start(&told)),
        };
    }
    let denied = denied(found, quote).map(|not| format!(" ({})", markup.plain(&not)));
    let denied = denied.unwrap_or_default();
    match (markup, quote.kind) {
        (Markup::Text, QuoteKind::Direct) => {
            let (who, words) = (who(markup, quote), words(markup, found, quote));
            writeln!(out, "{}{denied}: {words} {how} {place}.", capital(&who))
        }
        (Markup::Text, _) => writeln!(out, "{} {how} {place}.", said(markup, found, quote)),
        (Markup::Markdown, QuoteKind::Direct) => {
            let (who, words) = (who(markup, quote), words(markup, found, quote));
            writeln!(out, "> {words}\n>\n> — {}{denied}. {how} {place}.", capital(&who))
        }
        (Markup::Markdown, _) => {
            let said = markup.start(&said(markup, found, quote));
            writeln!(out, "> {said}\n>\n> — {how} {place}.")
        }
    }
}

/// Writes what stands between two citations: quotations of Markdown would run into one.
pub fn between(out: &mut dyn Write, markup: Markup) -> io::Result<()> {
    match markup {
        Markup::Text => Ok(()),
        Markup::Markdown => writeln!(out),
    }
}

/// With a capital, as the beginning of a sentence.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

impl Markup {
    /// A text on one line that a terminal, or a reader of Markdown, takes as text.
    fn plain(self, text: &str) -> String {
        let text = clean::line(text);
        match self {
            Markup::Text => text.into_owned(),
            Markup::Markdown => escape(&text),
        }
    }

    /// A line that would begin a list or a heading does not.
    fn start(self, line: &str) -> String {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        match line.as_bytes().get(digits) {
            _ if self == Markup::Text => line.to_owned(),
            Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
            Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{line}"),
            _ => line.to_owned(),
        }
    }

    fn emphasis(self, text: &str) -> String {
        match self {
            Markup::Text => self.plain(text),
            Markup::Markdown => format!("*{}*", self.plain(text.trim())),
        }
    }
}

/// Takes from a text all that Markdown, HTML in it, or a bare address would make of it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let address = match c {
            ':' => text[at..].starts_with("://"),
            '.' => text[..at].to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if address || "\\`*_[]<>&|~#$!{}@^".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The words of a quote between marks, each part of a split one for itself.
fn words(markup: Markup, found: &Found, quote: &QuoteRecord) -> String {
    let part = |span: &Span| format!("“{}”", markup.plain(&line(found, *span)));
    quote.spans.iter().map(part).collect::<Vec<_>>().join(" … ")
}

fn line(found: &Found, span: Span) -> String {
    cut(&found.text, span, &found.doc.hidden, &[], Spacing::Line)
}

/// Speaker and role; where the article writes a pronoun, it is said.
fn who(markup: Markup, quote: &QuoteRecord) -> String {
    let names = names(quote);
    let mut names = names.iter().map(|(name, between)| format!("{between}{}", markup.plain(name)));
    let Some(speaker) = &quote.speaker else { return "Unknown speaker".to_owned() };
    let mut who = names.next().unwrap_or_default();
    if let Some(role) = quote.role.as_ref().filter(|role| !speaker.name.ends_with(&role.text)) {
        who.push_str(&format!(" ({})", markup.plain(&role.text)));
    }
    if speaker.resolved_by == ResolvedBy::Pronoun {
        let written = markup.plain(&speaker.as_written);
        let (open, close) = if markup == Markup::Markdown { ("\\[", "\\]") } else { ("[", "]") };
        who.push_str(&format!(" {open}“{written}” in the text{close}"));
    }
    who.extend(names);
    who
}

/// A reported statement as a sentence, without any marks of ours around its words.
fn said(markup: Markup, found: &Found, quote: &QuoteRecord) -> String {
    let parts: Vec<String> = quote.spans.iter().map(|span| line(found, *span)).collect();
    let content = parts.join(" … ");
    let who = who(markup, quote);
    let first: String = content.chars().take_while(|c| c.is_alphabetic()).collect();
    // What began a sentence there stands behind a colon: its capital is not ours to change.
    let begins = content.starts_with(char::is_uppercase);
    let clause = !begins && !WITHOUT_THAT.contains(&first.as_str());
    let stop = if content.trim_end_matches(['"', '”', '\'', '’']).ends_with(['.', '?', '!', '…'])
    {
        ""
    } else {
        "."
    };
    let content = format!("{}{stop}", markup.plain(&content));
    let Some(cue) = quote.cue.as_ref().filter(|c| c.text.chars().any(char::is_alphabetic)) else {
        return capital(&format!("{who}, in paraphrase: {content}"));
    };
    let verb = markup.plain(&denied(found, quote).unwrap_or_else(|| cue.text.clone()));
    let sentence = match cue.verb.as_str() {
        "according to" if begins => format!("According to {who}: {content}"),
        "according to" => format!("According to {who}, {content}"),
        // Whom it was told stands between.
        "tell" if clause => format!("{who} {verb} … that {content}"),
        "tell" => format!("{who} {verb} … {content}"),
        said if WITH_THAT.contains(&said) && clause => format!("{who} {verb} that {content}"),
        _ if begins => format!("{who} {verb}: {content}"),
        _ => format!("{who} {verb} {content}"),
    };
    capital(&sentence)
}

/// A negated cue with the words that negate it: "would not say".
fn denied(found: &Found, quote: &QuoteRecord) -> Option<String> {
    let cue = quote.cue.as_ref().filter(|cue| cue.negated)?;
    Some(denial(&found.text, cue))
}

/// Looks for the negation in the few words before the cue.
fn denial(text: &str, cue: &CueRecord) -> String {
    let before = text.get(..cue.span.start).unwrap_or("");
    let mut taken: Vec<&str> = Vec::new();
    let mut words = before.split_whitespace().rev();
    for word in words.by_ref().take(4) {
        let bare = word.to_lowercase().replace('’', "'");
        let bare = bare.trim_end_matches(',');
        taken.push(word);
        let joined = bare.ends_with("n't") || bare == "cannot" || bare == "never";
        if joined || bare == "not" {
            // "not" has its auxiliary before it.
            taken.extend(words.next().filter(|_| !joined));
            taken.reverse();
            return format!("{} {}", taken.join(" "), cue.text);
        }
    }
    format!("[negated] {}", cue.text)
}

/// Byline, headline, source, day and path.
fn origin(markup: Markup, found: &Found, proof: &Proof) -> String {
    let doc = &found.doc;
    let byline = doc.byline.as_ref().map(|byline| markup.plain(unsigned(&byline.text)));
    let mut parts: Vec<String> = byline.filter(|byline| !byline.is_empty()).into_iter().collect();
    match &doc.title {
        Some(title) => {
            let title = markup.plain(title.text.trim());
            let ended = title.ends_with(['?', '!', '.', '…']);
            // The comma stands inside of the marks, and no second mark behind one.
            parts.push(if ended { format!("“{title}”") } else { format!("“{title},”") });
        }
        None => parts.push("untitled".to_owned()),
    }
    parts.extend(doc.source.as_ref().map(|source| markup.emphasis(source)));
    parts.push(match doc.date {
        Some(date) if doc.date_source != Some(DateSource::Mtime) => {
            date.strftime("%B %-d, %Y").to_string()
        }
        _ => "undated".to_owned(),
    });
    let record = doc.record.map(|number| format!("#{number}")).unwrap_or_default();
    parts.push(markup.plain(&format!("{}{record}", proof.path.text())));
    let mut line = String::new();
    for part in parts {
        if !line.is_empty() {
            line.push_str(if line.ends_with(",”") { " " } else { ", " });
        }
        line.push_str(&part);
    }
    line
}

/// Line and bytes of a quote.
fn place(found: &Found, quote: &QuoteRecord) -> String {
    let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
    let start = quote.spans.first().map_or(0, |span| span.start);
    let page = positions.page(start).map(|page| format!("page {page}, ")).unwrap_or_default();
    let line = positions.line(start);
    let bytes: Vec<String> =
        quote.spans.iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
    let base = match found.doc.base {
        OffsetBase::File => "",
        OffsetBase::Text => " of its text",
    };
    format!("{page}line {line}, bytes {}{base}", bytes.join(" and "))
}

/// An article for itself.
fn article(markup: Markup, found: &Found, proof: &Proof) -> String {
    let origin = origin(markup, found, proof);
    format!("{origin}, {}, SHA-256 {}.", found.doc.id, proof.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markdown_takes_text_as_text() {
        for (text, expected) in [
            ("plain “text”, O'Brien – 5 %", "plain “text”, O'Brien – 5 %"),
            ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
            ("[x](http://y)", "\\[x\\](http\\://y)"),
            ("<script>&lt;", "\\<script\\>\\&lt;"),
            ("Www.x.org a@b.c", "Www\\.x.org a\\@b.c"),
            ("\\*", "\\\\\\*"),
        ] {
            assert_eq!(Markup::Markdown.plain(text), expected);
            assert_eq!(Markup::Text.plain(text), text);
        }
        for (line, expected) in [
            ("1. one", "1\\. one"),
            ("12) one", "12\\) one"),
            ("- one", "\\- one"),
            ("1 one", "1 one"),
            ("one - two", "one - two"),
            ("", ""),
        ] {
            assert_eq!(Markup::Markdown.start(line), expected);
        }
    }

    #[test]
    fn denials_keep_their_words() {
        for (text, expected) in [
            ("The firm would not say", "would not say"),
            ("The firm didn’t immediately say", "didn’t immediately say"),
            ("She has never said", "never said"),
            ("It did not, however, say", "did not, however, say"),
            ("Nobody said", "[negated] said"),
            ("said", "[negated] said"),
        ] {
            let word = if text.ends_with("said") { "said" } else { "say" };
            let span = Span::new(text.len() - word.len(), text.len());
            let cue =
                CueRecord { text: word.to_owned(), verb: "say".to_owned(), negated: true, span };
            assert_eq!(denial(text, &cue), expected);
        }
    }

    #[test]
    fn all_who_said_it_are_cited() {
        use crate::index::testing::{Draft, DraftQuote};
        let others = ["B", "C*"].iter().filter_map(|name| DraftQuote::of(name, "").speaker);
        let role = Some(("mayor".to_owned(), None));
        let quote =
            DraftQuote { others: others.collect(), role, ..DraftQuote::of("A", "It rained") };
        let draft = Draft { quotes: vec![quote], ..Draft::new("a.txt", "", "It rained.") };
        let quote = &draft.analysed().quotes[0];
        assert_eq!(who(Markup::Text, quote), "A (mayor), B and C*");
        assert_eq!(who(Markup::Markdown, quote), "A (mayor), B and C\\*");
    }

    proptest! {
        #[test]
        fn nothing_in_a_text_is_markup(text in "\\PC{0,40}|[-*_`\\[\\]()<>&|~#$!\\\\.:/@a1 ]{0,40}") {
            let shown = escape(&text);
            let mut chars = shown.chars();
            let mut back = String::new();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    back.extend(chars.next());
                } else {
                    prop_assert!(!"`*_[]<>&|~#$!".contains(c), "{shown}");
                    back.push(c);
                }
            }
            prop_assert_eq!(back, text);
        }
    }
}
