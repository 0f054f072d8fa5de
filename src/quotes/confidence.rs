//! How sure each rule is: the share of its quotes whose content and speaker were both right on
//! texts marked by people (`examples/evaluate_quotes.rs` prints the table anew).

/// A rule that is too rare to have a share of its own.
const RARE: f32 = 0.7;

/// The share of the rule's quotes that are right, in steps of 0.05.
pub(crate) fn of(rule: &str) -> f32 {
    match rule {
        "quote-cue-source" | "carried" | "quote-source-cue" => 0.95,
        "colon-before" => 0.9,
        "according-to" | "source-cue-quote" | "quote-according-to" => 0.85,
        "aside" | "source-cue-words-quote" | "quote-words-cue-source" | "quote-source-past" => 0.8,
        "carried-over-paragraph" | "source-clause" => 0.75,
        "clause-source" => 0.7,
        "participle" => 0.65,
        "continued" => 0.6,
        "source-that" | "source-question" => 0.6,
        "according-to-quote" | "clause-before" => 0.55,
        "source-object" | "source-about" => 0.45,
        "source-infinitive" | "subject" | "sentence-before" => 0.4,
        "label" => 0.3,
        "same-sentence" | "same-paragraph" => 0.25,
        "marks" => 0.1,
        _ => RARE,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_are_shares() {
        for rule in ["carried", "marks", "put-it-quote"] {
            assert!((0.0..=1.0).contains(&super::of(rule)), "{rule}");
        }
        assert!(super::of("quote-source-cue") > super::of("source-object"));
    }
}
