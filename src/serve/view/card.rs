//! A quote as a card: the words, who, in what role, where, and what can be done with it.

use super::links;
use super::pieces::{Piece, of_text, plain};
use super::{dates, reason};
use crate::article::Span;
use crate::catalogue::entity_id;
use crate::hit::QuoteHit;
use crate::passage::{Spacing, clean};
use crate::quotes::{QuoteKind, ResolvedBy};
use crate::record::{DocRecord, QuoteRecord, SpeakerRecord};

/// Confidence below which a card says why it may be wrong.
const UNSURE: f32 = 0.6;

/// Who said it.
pub struct Who {
    /// The name, or the words for a source without one.
    pub name: String,
    /// The page of the speaker; empty for a source without a name.
    pub link: String,
    /// Quotes of the speaker with the words that were asked for; empty where there is no such page.
    pub on_this: String,
    /// The last word of the name.
    pub surname: String,
}

/// A quote as a card.
pub struct Card {
    /// Its whole id.
    pub id: String,
    /// The words.
    pub words: Vec<Piece>,
    /// Whether they stand in quotation marks in the article.
    pub direct: bool,
    /// Who said it; nobody where that could not be made out.
    pub who: Vec<Who>,
    /// In what role, at that time.
    pub role: String,
    /// The verb as written.
    pub verb: String,
    /// What the card has to say of itself: `paraphrased`, `denied`.
    pub tags: Vec<&'static str>,
    /// Why the speaker may be wrong; empty where it is certain.
    pub unsure: String,
    /// Day of the article.
    pub date: String,
    /// Publisher or agency.
    pub source: String,
    /// Headline of the article.
    pub headline: String,
    /// The quote in its article.
    pub context: String,
    /// The quote alone.
    pub alone: String,
    /// Who else said this.
    pub like: String,
    /// How many articles carry it; 1 for one.
    pub carried: u64,
    /// The story with its copies.
    pub story: String,
}

impl Card {
    /// The card of a hit of a query.
    pub fn of_hit(hit: &QuoteHit, query: &str) -> Card {
        let marks: Vec<(Span, &str)> = hit.highlights.iter().map(|span| (*span, "hit")).collect();
        let mut card = Card::new(&hit.doc, &hit.text, &hit.quote, &marks, query);
        card.carried = hit.carried.max(hit.story.copies.min(hit.carried));
        card.story = links::story(hit.story.lead);
        card
    }

    /// The card of a quote of a document, with marks in its words.
    pub fn new(
        doc: &DocRecord,
        text: &str,
        quote: &QuoteRecord,
        marks: &[(Span, &str)],
        query: &str,
    ) -> Card {
        let line = |text: &str| clean::line(text).into_owned();
        let negated = quote.cue.as_ref().is_some_and(|cue| cue.negated);
        let tags = [
            (quote.kind == QuoteKind::Indirect && !quote.is_silence(), "paraphrased"),
            (quote.kind == QuoteKind::Mixed, "partly quoted"),
            (quote.is_silence(), "said nothing"),
            (negated, "denied"),
        ];
        Card {
            id: quote.id.to_string(),
            words: words(doc, text, quote, marks),
            direct: quote.kind == QuoteKind::Direct,
            who: quote.speakers().map(|speaker| Who::new(speaker, query)).collect(),
            role: quote.role.as_ref().map(|role| line(&role.text)).unwrap_or_default(),
            verb: quote.cue.as_ref().map(|cue| line(&cue.text)).unwrap_or_default(),
            tags: tags.into_iter().filter(|(is, _)| *is).map(|(_, tag)| tag).collect(),
            unsure: match quote.confidence < UNSURE {
                true => reason::unsure(quote),
                false => String::new(),
            },
            date: dates::of_doc(doc),
            source: doc.source.as_deref().map(line).unwrap_or_default(),
            headline: headline(doc),
            context: links::in_context(doc.id, quote.id, query),
            alone: links::quote(quote.id),
            like: format!("/like/{}", links::short(&quote.id.to_string())),
            carried: 1,
            story: String::new(),
        }
    }
}

impl Who {
    fn new(speaker: &SpeakerRecord, query: &str) -> Who {
        let name = clean::line(&speaker.name).into_owned();
        let named = speaker.resolved_by != ResolvedBy::Unnamed;
        let link = speaker.kind.filter(|_| named);
        let link = link.and_then(|kind| links::entity(&entity_id(kind, &speaker.name)));
        let surname = name.split(' ').next_back().unwrap_or_default().to_owned();
        let on_this = match &link {
            Some(link) if !query.is_empty() => links::search(link, &[("q", query)]),
            _ => String::new(),
        };
        Who { name, link: link.unwrap_or_default(), on_this, surname }
    }
}

/// The words of a quote, those of a split one with dots between.
fn words(doc: &DocRecord, text: &str, quote: &QuoteRecord, marks: &[(Span, &str)]) -> Vec<Piece> {
    let mut words = Vec::new();
    for (number, span) in quote.spans.iter().enumerate() {
        if number > 0 {
            words.extend(plain(QuoteRecord::BETWEEN));
        }
        words.extend(of_text(doc, text, *span, marks, Spacing::Line));
    }
    words
}

/// The headline of a document, or what stands in for it.
pub fn headline(doc: &DocRecord) -> String {
    let title = doc.title.as_ref().map(|title| clean::line(&title.text).into_owned());
    title.unwrap_or_else(|| "(no headline)".to_owned())
}
