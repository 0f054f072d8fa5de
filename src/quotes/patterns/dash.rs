//! A name behind a dash that ends the sentence or signs the line below: `"It rained" - Jane Roe`

use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Behind;
use crate::quotes::text::view::{View, Who};

/// `"…" - Jane Roe`
pub(crate) fn behind(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    if !place.dash {
        return None;
    }
    let source = view.source_from(place.at, place.end)?;
    let whole = source.tokens.end >= place.end.saturating_sub(1);
    (whole && source.who != Who::Pronoun).then(|| Attribution::to(Rule::QuoteDashSource, source))
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
