//! A quote over several paragraphs whose speaker is named only behind the last: `"It rained.⏎"We got
//! wet," said Roe.`

use crate::quotes::quote::Quote;
use crate::quotes::rule::Rule;
use crate::quotes::text::marked::Paragraph;
use crate::quotes::text::marks::Stretch;

/// For each stretch whether the next one goes on with it: no mark closes its paragraph, and one opens the next.
pub(crate) fn links(stretches: &[Stretch], paragraphs: &[Paragraph]) -> Vec<bool> {
    let mut links = vec![false; stretches.len()];
    for pair in paragraphs.windows(2) {
        let next = pair[1].stretches.start;
        let Some(last) = next.checked_sub(1).filter(|last| pair[0].stretches.contains(last)) else {
            continue;
        };
        let leads =
            pair[1].stretches.contains(&next) && stretches[next].open == pair[1].tokens.start;
        links[last] =
            leads && !stretches[last].closed && stretches[last].close == pair[0].tokens.end;
    }
    links
}

/// Gives the paragraphs of such a quote the speaker of its last one; `made` tells the quote of each stretch.
pub(crate) fn name(quotes: &mut [Quote], made: &[Option<usize>], links: &[bool]) {
    let mut head = 0;
    while head < links.len() {
        let last = (head..links.len()).find(|at| !links[*at]).unwrap_or(head);
        let of = |stretch: usize| made.get(stretch).copied().flatten();
        // What goes on in its own paragraph has its speaker there: "…," said Roe. "We got wet.
        let own = |quote: &Quote| {
            quote.cue.is_some() || matches!(quote.rule, Rule::QuoteDashSource | Rule::Carried)
        };
        let anonymous = of(head).is_some_and(|quote| !own(&quotes[quote]));
        let named = (head..=last).filter_map(of).find(|quote| own(&quotes[*quote]));
        if let Some(named) = named.filter(|_| anonymous) {
            let Quote { speaker, others, role, .. } = quotes[named].clone();
            for quote in (head..=last).filter_map(of).take_while(|quote| *quote != named) {
                let quote = &mut quotes[quote];
                quote.speaker.clone_from(&speaker);
                quote.others.clone_from(&others);
                quote.role.clone_from(&role);
                (quote.rule, quote.confidence) = (Rule::Continued, Rule::Continued.confidence());
            }
        }
        head = last + 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The gates were old.\n\n\"We shut them at once.\n\n\"Nobody was hurt,\" said Helena Brandt.",
            &[
                "The gates were old. | Helena Brandt | continued",
                "We shut them at once. | Helena Brandt | continued",
                "Nobody was hurt, | Helena Brandt | quote-cue-source",
            ],
        );
        gives(
            "\"It was late,\" said Jerry Moss.\n\n\"The gates were old.\n\n\"Nobody was hurt,\" said Helena Brandt.",
            &[
                "It was late, | Jerry Moss | quote-cue-source",
                "The gates were old. | Helena Brandt | continued",
                "Nobody was hurt, | Helena Brandt | quote-cue-source",
            ],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "Jerry Moss said: \"The gates were old.\n\n\"Nobody was hurt,\" Moss said.",
            &[
                "The gates were old. | Jerry Moss | source-cue-quote",
                "Nobody was hurt, | Jerry Moss | quote-source-cue",
            ],
        );
        gives(
            "Jerry Moss said: \"The gates were old.\"\n\n\"Nobody was hurt,\" Helena Brandt said.",
            &[
                "The gates were old. | Jerry Moss | source-cue-quote",
                "Nobody was hurt, | Helena Brandt | quote-source-cue",
            ],
        );
    }
}
