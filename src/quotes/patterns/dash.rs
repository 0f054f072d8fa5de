//! A name behind a dash that ends the sentence or signs the line below: `"It rained" - Jane Roe`

use crate::entities::lists::Flags;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Behind;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{View, Who};

/// Most tokens behind the name that tell what the person is.
const TOLD: usize = 14;

/// `"…" - Jane Roe`, `"…" - Jane Roe, butcher`, `"…" (Jane Roe, 43, of Dover)`
pub(crate) fn behind(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    let bracket = place.at < place.end && view.is(place.at, "(");
    if !place.dash && !bracket {
        return None;
    }
    let first = place.at + usize::from(bracket);
    let source = view.source_from(first, place.end)?;
    let behind = source.tokens.end;
    let whole = behind + 1 >= place.end;
    let named = matches!(source.who, Who::Mention(_) | Who::Name);
    // What the person is, and no clause: "- she leaned over the table -".
    let told = behind < place.end
        && matches!(view.cut(behind), "," | ")" | "(")
        && place.end - behind <= TOLD
        && !(behind..place.end).any(|at| {
            let token = view.token(at);
            token.is(Flags::PRONOUN) || verbs::is_cue(token) && !token.is(Flags::BASE)
        });
    let signed = match bracket {
        true => named && told,
        false => whole && source.who != Who::Pronoun || named && told,
    };
    signed.then(|| Attribution::to(Rule::QuoteDashSource, source))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The gates stay shut all winter\" - Helena Brandt",
            &["The gates stay shut all winter | Helena Brandt | quote-dash-source"],
        );
        gives(
            "\"The gates stay shut all winter,\" — Helena Brandt",
            &["The gates stay shut all winter, | Helena Brandt | quote-dash-source"],
        );
        gives(
            "\"The gates stay shut all winter.\"\n- Helena Brandt",
            &["The gates stay shut all winter. | Helena Brandt | quote-dash-source"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "\"The gates stay shut all winter\" - and nobody knew why.",
            &["The gates stay shut all winter | - | marks"],
        );
        gives("The sign \"No Way Out\" - a gift of Helena Brandt to the port - fell down.", &[]);
    }
}
