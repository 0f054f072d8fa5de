//! The weights of the model and their file: numbers, each little-endian, one behind the other.

use super::chain::{Chain, LANES, TAGS};
use super::features::{self, BUCKETS};
use super::trees::{Node, Trees};

/// First bytes of the file.
pub const MAGIC: &[u8; 8] = b"ORQUOTE1";

/// What the model has learnt.
#[derive(Clone)]
pub struct Weights {
    /// Contents, sources and cues word by word.
    pub chain: Chain,
    /// Whether a candidate shares half of its words with a content, and whether nearly all.
    pub content: [Trees; 2],
    /// Whether a source is that of a content.
    pub link: Trees,
    /// Whether a chosen content and its source are both right.
    pub sure: Trees,
    /// Worth below which a candidate is not chosen.
    pub least: f32,
}

impl Weights {
    /// The file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(features::VERSION.to_le_bytes());
        out.extend(self.least.to_le_bytes());
        out.extend(self.chain.scale.to_le_bytes());
        out.extend(self.chain.moves.as_flattened().iter().flat_map(|n| n.to_le_bytes()));
        for trees in [&self.content[0], &self.content[1], &self.link, &self.sure] {
            out.extend(trees.base.to_le_bytes());
            out.extend((trees.roots.len() as u32).to_le_bytes());
            out.extend((trees.nodes.len() as u32).to_le_bytes());
            out.extend(trees.roots.iter().flat_map(|root| root.to_le_bytes()));
            for node in &trees.nodes {
                out.extend(node.feature.to_le_bytes());
                out.extend(node.left.to_le_bytes());
                out.extend(node.value.to_le_bytes());
            }
        }
        let rows = self.chain.rows.iter().flat_map(|row| &row[..TAGS]);
        out.extend(rows.map(|weight| *weight as u8));
        out
    }

    /// Reads the file; `None` when it is no model for these features.
    pub fn read(bytes: &[u8]) -> Option<Weights> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        if input.number()? != features::VERSION {
            return None;
        }
        let (least, scale) = (input.float()?, input.float()?);
        let mut moves = [[0.0; TAGS]; TAGS];
        for to in moves.as_flattened_mut() {
            *to = input.float()?;
        }
        let content = [input.trees()?, input.trees()?];
        let (link, sure) = (input.trees()?, input.trees()?);
        let rows = input.0.as_chunks::<TAGS>();
        if rows.0.len() != BUCKETS || !rows.1.is_empty() {
            return None;
        }
        let row = |row: &[u8; TAGS]| {
            let mut lanes = [0; LANES];
            lanes.iter_mut().zip(row).for_each(|(lane, byte)| *lane = *byte as i8);
            lanes
        };
        let rows: Box<[[i8; LANES]]> = rows.0.iter().map(row).collect();
        let rows = rows.try_into().ok()?;
        Some(Weights { chain: Chain { rows, scale, moves }, content, link, sure, least })
    }
}

/// What is left of the file.
struct Input<'b>(&'b [u8]);

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn float(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    fn trees(&mut self) -> Option<Trees> {
        let base = self.float()?;
        let (roots, nodes) = (self.number()?, self.number()?);
        let roots = (0..roots).map(|_| self.short()).collect::<Option<_>>()?;
        let node = |input: &mut Self| {
            Some(Node { feature: input.short()?, left: input.short()?, value: input.float()? })
        };
        let nodes = (0..nodes).map(|_| node(self)).collect::<Option<_>>()?;
        Some(Trees { base, roots, nodes }).filter(Trees::is_sound)
    }
}
