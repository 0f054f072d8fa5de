//! Sums of small decision trees as chances (gradient boosting, Friedman 2001).

/// A node: a question or, when `feature` is [`Node::LEAF`], an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Number that is asked.
    pub feature: u16,
    /// Node for numbers up to `value`; the one behind it is for those above.
    pub left: u16,
    /// The bound, or what the leaf adds.
    pub value: f32,
}

impl Node {
    /// In the place of a feature: no question.
    pub const LEAF: u16 = u16::MAX;
}

/// Trees whose leaves add up to the logarithm of the odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    /// What all start from.
    pub base: f32,
    /// First node of each tree.
    pub roots: Vec<u16>,
    /// The nodes; those of a tree stand behind its first.
    pub nodes: Vec<Node>,
}

impl Trees {
    /// How likely it is that what has the numbers `x` is right.
    pub fn chance(&self, x: &[f32]) -> f32 {
        let sum: f32 = self.base + self.roots.iter().map(|root| self.leaf(*root, x)).sum::<f32>();
        1.0 / (1.0 + (-sum).exp())
    }

    fn leaf(&self, root: u16, x: &[f32]) -> f32 {
        let mut node = self.nodes.get(usize::from(root));
        while let Some(Node { feature, left, value }) = node {
            let Some(x) = x.get(usize::from(*feature)) else { return *value };
            node = self.nodes.get(usize::from(*left) + usize::from(x > value));
        }
        0.0
    }

    /// Whether each question leads to nodes behind its own, so that its answers end.
    pub fn is_sound(&self) -> bool {
        let onward =
            |(at, node): (usize, &Node)| node.feature == Node::LEAF || usize::from(node.left) > at;
        self.nodes.iter().enumerate().all(onward)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_add_up_and_damaged_ones_are_known() {
        let leaf = |value| Node { feature: Node::LEAF, left: 0, value };
        let ask = Node { feature: 1, left: 1, value: 2.0 };
        let trees = Trees { base: 0.0, roots: vec![0], nodes: vec![ask, leaf(-9.0), leaf(9.0)] };
        assert!(trees.chance(&[0.0, 2.0]) < 0.001 && trees.chance(&[0.0, 3.0]) > 0.999);
        assert_eq!(Trees::default().chance(&[]), 0.5);
        assert!(trees.is_sound() && Trees::default().is_sound());
        let circle = Trees { roots: vec![0], nodes: vec![Node { left: 0, ..ask }], base: 0.0 };
        assert!(!circle.is_sound());
    }
}
