//! The model file: one head, then tables at fixed places, so that nothing has to be decoded.

use super::features;
use super::table::{BUCKET, Table};
use super::tags::TAGS;
use super::viterbi::Transitions;
use super::words::{CLUSTERS, Slots, Words};

/// First bytes of a model file.
pub const MAGIC: &[u8; 8] = b"ORNAMES1";
/// Bytes of the head; the buckets begin behind it, at a cache line.
pub const HEAD: usize = 64;

/// The numbers of the head, each little-endian in four bytes behind [`MAGIC`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// [`features::VERSION`] of the trainer.
    pub version: u32,
    /// Buckets of weights.
    pub buckets: u32,
    /// Slots for single words.
    pub words: u32,
    /// Slots for phrases.
    pub phrases: u32,
    /// What a weight of 1 in the table is worth.
    pub scale: f32,
}

impl Head {
    /// The head as bytes.
    pub fn write(&self) -> [u8; HEAD] {
        let mut out = [0; HEAD];
        out[..8].copy_from_slice(MAGIC);
        let numbers = [self.version, self.buckets, self.words, self.phrases, self.scale.to_bits()];
        for (to, number) in out[8..].as_chunks_mut::<4>().0.iter_mut().zip(numbers) {
            *to = number.to_le_bytes();
        }
        out
    }

    fn read(head: &[u8; HEAD]) -> Option<Head> {
        let numbers = head.strip_prefix(MAGIC)?.as_chunks::<4>().0;
        let number = |at: usize| u32::from_le_bytes(numbers[at]);
        Some(Head {
            version: number(0),
            buckets: number(1),
            words: number(2),
            phrases: number(3),
            scale: f32::from_bits(number(4)),
        })
    }
}

/// A model in its file.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    /// The numbers of the head.
    pub head: Head,
    /// The weights.
    pub table: Table<'a>,
    /// Word tables.
    pub words: Words<'a>,
    /// Scores of one tag behind another.
    pub transitions: Transitions,
}

impl<'a> Model<'a> {
    /// Lays the tables over the bytes of a file; `None` when they are no model for these features.
    pub fn read(bytes: &'a [u8]) -> Option<Model<'a>> {
        let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
        let head = Head::read(head).filter(|head| head.version == features::VERSION)?;
        let (table, rest) = rest.split_at_checked(head.buckets as usize * BUCKET)?;
        let (moves, rest) = rest.split_at_checked(TAGS * TAGS * 4)?;
        let (coarse, rest) = rest.split_at_checked(CLUSTERS * 2)?;
        let (single, rest) = rest.split_at_checked(head.words as usize * 4)?;
        let (phrases, _) = rest.split_at_checked(head.phrases as usize * 4)?;
        let mut transitions = Transitions([[0.0; TAGS]; TAGS]);
        for (to, from) in transitions.0.as_flattened_mut().iter_mut().zip(moves.as_chunks::<4>().0)
        {
            *to = f32::from_le_bytes(*from);
        }
        Some(Model {
            head,
            table: Table(table.as_chunks().0),
            words: Words {
                single: Slots(single.as_chunks().0),
                phrases: Slots(phrases.as_chunks().0),
                coarse: coarse.as_chunks().0,
            },
            transitions,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_are_no_model() {
        let mut head =
            Head { version: features::VERSION, buckets: 0, words: 0, phrases: 0, scale: 0.5 };
        let mut file = head.write().to_vec();
        assert!(Model::read(&file).is_none());
        file.resize(HEAD + TAGS * TAGS * 4 + CLUSTERS * 2, 0);
        assert_eq!(Model::read(&file).map(|m| m.head), Some(head));
        head.version += 1;
        file[..HEAD].copy_from_slice(&head.write());
        assert!(Model::read(&file).is_none() && Model::read(b"").is_none());
    }
}
