//! The record of a document: its paragraphs, and what it says about itself.

use super::flow::Flow;
use super::properties::Properties;
use crate::read::assemble::{self, Body};
use crate::read::error::ReadError;
use crate::read::limits::Limits;
use crate::read::part::Part;

/// Makes the record of a document.
pub fn part(flow: Flow, properties: &Properties, limits: &Limits) -> Result<Part, ReadError> {
    let meta = properties.meta();
    let paragraphs = flow.finish();
    // Most documents print the title that their properties give.
    let title = meta.title.as_ref().map(|title| title.text.as_str());
    let is_title = |p: &String| title.is_some_and(|title| assemble::is_alike(p, title));
    let printed = paragraphs.iter().take(3).position(is_title);
    let paragraphs = assemble::without_repeats(paragraphs, |at, _| printed == Some(at));
    assemble::checked(meta, Body::Paragraphs(paragraphs), false, limits)
}

#[cfg(test)]
mod tests {
    use super::super::rtf;
    use super::*;

    #[test]
    fn a_printed_title_is_not_said_twice() {
        let rtf_bytes = br"{\rtf1{\info{\title A  Title}}Page\par a title\par Words.\par}";
        let part = rtf(rtf_bytes, &Limits::default()).expect("sound");
        assert_eq!(part.text, "A Title\n\nPage\n\nWords.");
        let notice = br"{\rtf1{\info{\title Office closed}}Office closed\par}";
        let part = rtf(notice, &Limits::default()).expect("no more than a title");
        assert_eq!(part.body.map(|body| body.cut(&part.text)), Some("Office closed"));
    }
}
