//! The statement before goes on: `"It rained," said Roe. "We got wet."`, in the next paragraph, or
//! between the next marks of the sentence: `called it a "day of rain" and a "night of more rain."`

use crate::article::Span;
use crate::entities::Role;
use crate::quotes::quote::{Quote, Speaker};
use crate::quotes::rule::Rule;
use crate::quotes::text::marked::Marked;
use crate::quotes::text::view::View;

/// A statement whose speaker may go on.
pub(crate) struct Last {
    pub speaker: Speaker,
    pub others: Vec<Speaker>,
    pub role: Option<Role>,
    /// Sentence in which it ends.
    sentence: usize,
    paragraph: usize,
    /// Its paragraph ended without a closing mark.
    open: bool,
}

impl Last {
    /// The statement that ends in `sentence`, if it has a speaker; `open` when no mark closes it.
    fn of(quote: &Quote, sentence: usize, paragraph: usize, open: bool) -> Option<Last> {
        let speaker = quote.speaker.clone()?;
        let (others, role) = (quote.others.clone(), quote.role.clone());
        Some(Last { speaker, others, role, sentence, paragraph, open })
    }
}

/// Who may go on speaking.
#[derive(Default)]
pub(crate) struct Floor {
    last: Option<Last>,
    /// The same for words between marks too few for a quote; within a sentence they pass their speaker on.
    brief: Option<Last>,
}

impl Floor {
    /// The speaker of `quote` has the floor.
    pub fn give(&mut self, quote: &Quote, sentence: usize, paragraph: usize, open: bool) {
        if let Some(last) = Last::of(quote, sentence, paragraph, open) {
            self.last = Some(last);
        }
    }

    /// The speaker of a few words between marks has the floor for the rest of the sentence.
    pub fn lend(&mut self, quote: &Quote, marked: &Marked) {
        let open = !marked.stretch.closed;
        self.brief = Last::of(quote, marked.last_sentence, marked.paragraph, open);
    }

    /// What follows is said by Roe, not by the "who" behind her name.
    pub fn stand_for(&mut self, name: Span) {
        if let Some(last) = &mut self.last {
            last.speaker.span = name;
        }
    }

    /// The last statement, were it but a word or two of the same sentence.
    fn latest(&self, marked: &Marked) -> Option<&Last> {
        let brief = self.brief.as_ref().filter(|b| b.sentence == marked.sentence && !marked.alone);
        let newer = |b: &&Last| self.last.as_ref().is_none_or(|last| last.sentence < b.sentence);
        brief.filter(newer).or(self.last.as_ref())
    }

    /// The rule by which the last statement goes on in a stretch without attribution.
    pub fn goes_on(&self, view: &View<'_>, marked: &Marked) -> Option<Rule> {
        let last = self.latest(marked)?;
        let same = last.paragraph == marked.paragraph;
        let next = last.paragraph + 1 == marked.paragraph && marked.leads;
        if !marked.opens(view) {
            let here = last.sentence == marked.sentence && !marked.alone;
            return here.then_some(Rule::SameSentence);
        }
        match () {
            () if last.sentence + 1 < marked.sentence => None,
            () if same => Some(Rule::Carried),
            () if next && last.open => Some(Rule::Continued),
            () if next => Some(Rule::CarriedOverParagraph),
            () => None,
        }
    }

    /// Where nobody else is named, the last speaker of the paragraph has still the floor.
    fn lingers(&self, marked: &Marked) -> Option<Rule> {
        let here = self.last.as_ref().is_some_and(|last| last.paragraph == marked.paragraph);
        here.then_some(Rule::SameParagraph)
    }

    /// The last statement, if it goes on or nobody else is named, and by which rule.
    pub fn carried(&self, view: &View<'_>, marked: &Marked) -> Option<(Rule, &Last)> {
        let rule = self.goes_on(view, marked).or_else(|| self.lingers(marked))?;
        Some((rule, self.latest(marked)?))
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The gates stay shut,\" said Helena Brandt. \"They open in June.\"",
            &[
                "The gates stay shut, | Helena Brandt | quote-cue-source",
                "They open in June. | Helena Brandt | carried",
            ],
        );
        gives(
            "\"The gates stay shut,\" said Helena Brandt.\n\"They open in June.\"",
            &[
                "The gates stay shut, | Helena Brandt | quote-cue-source",
                "They open in June. | Helena Brandt | carried-over-paragraph",
            ],
        );
        gives(
            "Helena Brandt said: \"The gates stay shut.\n\"They open in June.\"",
            &[
                "The gates stay shut. | Helena Brandt | source-cue-quote",
                "They open in June. | Helena Brandt | continued",
            ],
        );
        gives(
            "Helena Brandt called it a \"pity\" and a \"loss for all of us here.\"",
            &["loss for all of us here. | Helena Brandt | same-sentence"],
        );
        gives(
            "\"The gates stay shut,\" said Helena Brandt. Then came the \"longest of all nights.\"",
            &[
                "The gates stay shut, | Helena Brandt | quote-cue-source",
                "longest of all nights. | Helena Brandt | same-paragraph",
            ],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "\"The gates stay shut,\" said Helena Brandt.\nIt rained.\nThe old sign \"all ships must wait here\" fell.",
            &[
                "The gates stay shut, | Helena Brandt | quote-cue-source",
                "all ships must wait here | - | marks",
            ],
        );
        gives(
            "\"The gates stay shut,\" said Helena Brandt. Jerry Moss left. \"They open in June.\"",
            &[
                "The gates stay shut, | Helena Brandt | quote-cue-source",
                "They open in June. | Jerry Moss | sentence-before",
            ],
        );
    }
}
