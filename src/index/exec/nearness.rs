//! Nearness: several things at places of their own, each close to the one typed before it.
//!
//! What counts is how far two neighbours of a chain are from each other, not the stretch that
//! others before them take up: the order of typing does not matter where the operators are the
//! same for all. A chain in brackets is close to something when one of its pieces is.

use super::spans::{Extent, MOST, SpanMatch, TermPositions};
use crate::index::plan::op::SpanLink;
use crate::query::tree::Within;

impl SpanMatch {
    /// What has to lie close to something else, and may not share a place with it.
    fn pieces(&self) -> &[Extent] {
        if self.pieces.is_empty() { std::slice::from_ref(&self.extent) } else { &self.pieces }
    }

    /// Whether no word belongs to both.
    fn is_apart(&self, other: &SpanMatch) -> bool {
        let apart = |a: &Extent, b: &Extent| a.end <= b.start || b.end <= a.start;
        apart(&self.extent, &other.extent)
            || self.pieces().iter().all(|a| other.pieces().iter().all(|b| apart(a, b)))
    }

    /// Both, with all their pieces.
    fn and(&self, other: &SpanMatch) -> SpanMatch {
        let extent = Extent {
            start: self.extent.start.min(other.extent.start),
            end: self.extent.end.max(other.extent.end),
        };
        let mut pieces = [self.pieces(), other.pieces()].concat();
        pieces.sort_unstable();
        let mut words = [self.words.as_slice(), &other.words].concat();
        words.sort_unstable();
        SpanMatch { extent, pieces, words }
    }
}

impl TermPositions {
    /// All choices of a place for each, sorted.
    pub(super) fn near(
        &self,
        mut first: Vec<SpanMatch>,
        mut rest: Vec<(&SpanLink, Vec<SpanMatch>)>,
    ) -> Vec<SpanMatch> {
        // From the end: what has nothing close behind it in the chain begins no choice.
        for at in (0..rest.len()).rev() {
            let (before, behind) = rest.split_at_mut(at);
            let places = before.last_mut().map_or(&mut first, |(_, places)| places);
            let (link, next) = &behind[0];
            places.retain(|a| self.close(a, next, link).next().is_some());
        }
        // The whole so far, and the last of it, which the next has to be close to.
        let mut chosen: Vec<(SpanMatch, &SpanMatch)> =
            first.iter().map(|one| (one.clone(), one)).collect();
        for (link, places) in &rest {
            let mut longer = Vec::new();
            for (whole, last) in &chosen {
                let next = self.close(last, places, link).filter(|next| whole.is_apart(next));
                longer.extend(next.map(|next| (whole.and(next), next)));
                if longer.len() >= MOST {
                    break;
                }
            }
            chosen = longer;
        }
        let mut found: Vec<SpanMatch> = chosen.into_iter().map(|(whole, _)| whole).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those of `places` that are as close to `a` as the link asks.
    fn close<'p>(
        &self,
        a: &SpanMatch,
        places: &'p [SpanMatch],
        link: &SpanLink,
    ) -> impl Iterator<Item = &'p SpanMatch> {
        // A stretch of many words may begin long before its end.
        let longest = places.iter().map(|b| b.extent.end - b.extent.start).max().unwrap_or(0);
        let from = places.partition_point(|b| match link.within {
            Within::Words(n) => {
                u64::from(b.extent.start) + u64::from(longest) + u64::from(n)
                    < a.extent.start.into()
            }
            _ => {
                self.paragraph(b.extent.start.saturating_add(longest))
                    < self.paragraph(a.extent.start)
            }
        });
        let past = move |b: &&SpanMatch| match link.within {
            Within::Words(n) => u64::from(b.extent.start) > u64::from(a.extent.end) + u64::from(n),
            _ => self.paragraph(b.extent.start) > self.paragraph(a.extent.end),
        };
        let fits = |b: &&SpanMatch| self.is_near(a, b, link);
        places[from..].iter().take_while(move |b| !past(b)).filter(fits)
    }

    /// Whether two places have no word in common and are as close as the link asks, in its order.
    fn is_near(&self, a: &SpanMatch, b: &SpanMatch, link: &SpanLink) -> bool {
        let in_order = !link.ordered || a.extent.end <= b.extent.start;
        in_order
            && a.is_apart(b)
            && a.pieces()
                .iter()
                .any(|a| b.pieces().iter().any(|b| self.is_close(a, b, link.within)))
    }

    fn is_close(&self, a: &Extent, b: &Extent, within: Within) -> bool {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        match within {
            Within::Words(n) => {
                let gap = i64::from(second.start) - i64::from(first.end) + 1;
                gap <= n.into() && self.part(a.start) == self.part(b.start)
            }
            Within::Sentence => self.sentence(a.start) == self.sentence(b.start),
            Within::Paragraph => self.paragraph(a.start) == self.paragraph(b.start),
        }
    }
}
