//! What stands near each other: chains of nearness, and the groups in them.

use super::compile::Compiler;
use super::op::{Op, SpanLink, SpanOp};
use crate::query::tree::{Link, Node};

impl Compiler<'_> {
    /// The words of a group are each to be near what stands beside the group.
    pub(super) fn near(&mut self, first: &Node, rest: &[Link]) -> Op {
        if let Node::And(nodes) = first {
            return Op::And(nodes.iter().map(|node| self.near(node, rest)).collect());
        }
        let group = rest.iter().position(|link| matches!(link.node, Node::And(_)));
        if let Some(at) = group
            && let Node::And(nodes) = &rest[at].node
        {
            let one = |node: &Node| {
                let mut rest = rest.to_vec();
                rest[at].node = node.clone();
                rest
            };
            return Op::And(nodes.iter().map(|node| self.near(first, &one(node))).collect());
        }
        match self.chain(first, rest) {
            Some(near) => Op::Spans(self.in_part(near)),
            None => Op::All,
        }
    }

    /// A chain of nearness; what has no word is no part of it.
    pub(super) fn chain(&mut self, first: &Node, rest: &[Link]) -> Option<SpanOp> {
        let mut first = self.spans(first);
        let mut links = Vec::new();
        for link in rest {
            let Some(to) = self.spans(&link.node) else { continue };
            match first {
                None => first = Some(to),
                Some(_) => {
                    let (within, ordered) = (link.within, link.ordered);
                    links.push(SpanLink { within, ordered, to });
                }
            }
        }
        match links.is_empty() {
            true => first,
            false => first.map(|first| SpanOp::Near(Box::new(first), links)),
        }
    }
}
