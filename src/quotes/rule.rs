//! The rules by which quotes are found, and how often each is right.

use serde::Serialize;

/// The rule that made a quote; each is found by the file of its pattern in `patterns`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// "It rained," according to Roe.
    QuoteAccordingTo,
    /// "It rained," said Roe.
    QuoteCueSource,
    /// It was a "wet day" for the harbour, said Roe.
    QuoteWordsCueSource,
    /// "It rained," Roe said.
    QuoteSourceCue,
    /// "It rained," Roe chortled: a past tense of no list.
    QuoteSourcePast,
    /// "It rained," chortled Roe.
    QuotePastSource,
    /// "It rained" - Jane Roe
    QuoteDashSource,
    /// According to Roe, "it rained."
    AccordingToQuote,
    /// Roe cracked, "It rained."
    SourcePastQuote,
    /// Roe left early, saying "it rained."
    Participle,
    /// The day was called "wet from dawn to dusk" by Roe.
    Passive,
    /// The trouble, says Roe, is that it was "wet all day."
    CueSourceWordsQuote,
    /// Roe said: "It rained."
    SourceCueQuote,
    /// Roe said the day was "wet from dawn to dusk."
    SourceCueWordsQuote,
    /// Nobody forgot Roe's promise that "it will rain."
    OwnerNounQuote,
    /// Roe: "It rained."
    SourceColonQuote,
    /// According to Roe, it rained.
    AccordingTo,
    /// It rained, Roe said.
    ClauseSource,
    /// Roe said it rained.
    SourceClause,
    /// Roe praised the crew and vowed that it would rain: no first verb of its sentence, or none of saying.
    SourceThat,
    /// Roe asked why it rained.
    SourceQuestion,
    /// Roe vowed to fight the rain.
    SourceInfinitive,
    /// Roe called for an inquiry.
    SourceAbout,
    /// Roe praised the crew.
    SourceObject,
    /// The rain, Roe said, would not end in June.
    Aside,
    /// Poll: Voters want a roof
    Label,
    /// MR. ROE: It rained. We got wet.
    Turn,
    /// Roe shook her head at the "rain of the century."
    Subject,
    /// Roe wrote a letter: "It rained."
    ColonBefore,
    /// It rained, Roe says. "We got wet."
    ClauseBefore,
    /// Roe shook her head. "It rained."
    SentenceBefore,
    /// "It rained," said Roe. "We got wet."
    Carried,
    /// Roe said: "It rained. No mark closes the paragraph, and one opens the next: "We got wet."
    Continued,
    /// "It rained," said Roe. The next paragraph is all marks: "We got wet."
    CarriedOverParagraph,
    /// Roe called it a "day of rain" and a "night of more rain."
    SameSentence,
    /// "It rained," said Roe. Then came the "longest of all nights."
    SameParagraph,
    /// "It rained," and nobody is named.
    Marks,
    /// Roe declined to comment: no quote.
    Silence,
    /// No rule: what was learnt from marked news found it.
    #[serde(rename = "model")]
    Learned,
}

impl Rule {
    /// All rules, in the order in which they are listed.
    pub const ALL: [Rule; 39] = [
        Rule::QuoteAccordingTo,
        Rule::QuoteCueSource,
        Rule::QuoteWordsCueSource,
        Rule::QuoteSourceCue,
        Rule::QuoteSourcePast,
        Rule::QuotePastSource,
        Rule::QuoteDashSource,
        Rule::AccordingToQuote,
        Rule::SourcePastQuote,
        Rule::Participle,
        Rule::Passive,
        Rule::CueSourceWordsQuote,
        Rule::SourceCueQuote,
        Rule::SourceCueWordsQuote,
        Rule::OwnerNounQuote,
        Rule::SourceColonQuote,
        Rule::AccordingTo,
        Rule::ClauseSource,
        Rule::SourceClause,
        Rule::SourceThat,
        Rule::SourceQuestion,
        Rule::SourceInfinitive,
        Rule::SourceAbout,
        Rule::SourceObject,
        Rule::Aside,
        Rule::Label,
        Rule::Turn,
        Rule::Subject,
        Rule::ColonBefore,
        Rule::ClauseBefore,
        Rule::SentenceBefore,
        Rule::Carried,
        Rule::Continued,
        Rule::CarriedOverParagraph,
        Rule::SameSentence,
        Rule::SameParagraph,
        Rule::Marks,
        Rule::Silence,
        Rule::Learned,
    ];

    /// The name under which records keep the rule.
    pub fn name(self) -> &'static str {
        match self {
            Rule::QuoteAccordingTo => "quote-according-to",
            Rule::QuoteCueSource => "quote-cue-source",
            Rule::QuoteWordsCueSource => "quote-words-cue-source",
            Rule::QuoteSourceCue => "quote-source-cue",
            Rule::QuoteSourcePast => "quote-source-past",
            Rule::QuotePastSource => "quote-past-source",
            Rule::QuoteDashSource => "quote-dash-source",
            Rule::AccordingToQuote => "according-to-quote",
            Rule::SourcePastQuote => "source-past-quote",
            Rule::Participle => "participle",
            Rule::Passive => "passive",
            Rule::CueSourceWordsQuote => "cue-source-words-quote",
            Rule::SourceCueQuote => "source-cue-quote",
            Rule::SourceCueWordsQuote => "source-cue-words-quote",
            Rule::OwnerNounQuote => "owner-noun-quote",
            Rule::SourceColonQuote => "source-colon-quote",
            Rule::AccordingTo => "according-to",
            Rule::ClauseSource => "clause-source",
            Rule::SourceClause => "source-clause",
            Rule::SourceThat => "source-that",
            Rule::SourceQuestion => "source-question",
            Rule::SourceInfinitive => "source-infinitive",
            Rule::SourceAbout => "source-about",
            Rule::SourceObject => "source-object",
            Rule::Aside => "aside",
            Rule::Label => "label",
            Rule::Turn => "turn",
            Rule::Subject => "subject",
            Rule::ColonBefore => "colon-before",
            Rule::ClauseBefore => "clause-before",
            Rule::SentenceBefore => "sentence-before",
            Rule::Carried => "carried",
            Rule::Continued => "continued",
            Rule::CarriedOverParagraph => "carried-over-paragraph",
            Rule::SameSentence => "same-sentence",
            Rule::SameParagraph => "same-paragraph",
            Rule::Marks => "marks",
            Rule::Silence => "silence",
            Rule::Learned => "model",
        }
    }

    /// The share of the rule's quotes whose content and speaker were both right on texts marked by
    /// people, in steps of 0.05 (`examples/evaluate_quotes.rs` prints the table anew); 0.7 for a rule
    /// that is too rare to have a share of its own.
    pub fn confidence(self) -> f32 {
        match self {
            Rule::QuoteCueSource | Rule::QuoteSourceCue | Rule::Carried => 0.95,
            Rule::ColonBefore => 0.9,
            Rule::QuoteAccordingTo | Rule::SourceCueQuote | Rule::AccordingTo => 0.85,
            Rule::QuoteWordsCueSource
            | Rule::QuoteSourcePast
            | Rule::SourceCueWordsQuote
            | Rule::Aside => 0.8,
            Rule::SourceClause | Rule::CarriedOverParagraph => 0.75,
            Rule::ClauseSource => 0.7,
            Rule::Participle => 0.65,
            Rule::SourceThat | Rule::SourceQuestion | Rule::Continued => 0.6,
            Rule::AccordingToQuote | Rule::ClauseBefore => 0.55,
            Rule::SourceAbout | Rule::SourceObject => 0.45,
            Rule::SourceInfinitive | Rule::Subject | Rule::SentenceBefore => 0.4,
            Rule::Label => 0.3,
            Rule::SameSentence | Rule::SameParagraph => 0.25,
            Rule::Marks => 0.1,
            Rule::Silence
            | Rule::Learned
            | Rule::QuotePastSource
            | Rule::QuoteDashSource
            | Rule::SourcePastQuote
            | Rule::Passive
            | Rule::Turn
            | Rule::CueSourceWordsQuote
            | Rule::OwnerNounQuote
            | Rule::SourceColonQuote => RARE,
        }
    }

    /// Whether the verb right before the marks governs them, so that they are somebody's words
    /// however they look.
    pub fn governs(self) -> bool {
        self == Rule::SourceCueQuote
    }
}

/// The share of a rule that is too rare to have one of its own.
const RARE: f32 = 0.7;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_a_name_of_its_own_that_records_keep() {
        let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
    }

    #[test]
    fn shares_are_shares() {
        for rule in Rule::ALL {
            assert!((0.0..=1.0).contains(&rule.confidence()), "{}", rule.name());
        }
        assert!(Rule::QuoteSourceCue.confidence() > Rule::SourceObject.confidence());
        let governing: Vec<_> = Rule::ALL.into_iter().filter(|rule| rule.governs()).collect();
        assert_eq!(governing, [Rule::SourceCueQuote]);
    }
}
