//! Numbers and texts as bytes, small numbers in few: what stored records are written in.
//!
//! A number has seven bits a byte, the lowest first, the top bit telling that more follow (LEB128).

use std::collections::HashMap;

use crate::article::Span;

/// Writes.
#[derive(Default)]
pub struct Packer<'t> {
    bytes: Vec<u8>,
    /// Where the last span began: spans are written as ways from one to the next.
    at: usize,
    /// Texts that were written, by their numbers.
    texts: HashMap<&'t str, u64>,
}

impl<'t> Packer<'t> {
    /// A number.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A number that may be below zero.
    pub fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    /// Eight bytes that follow no pattern.
    pub fn hash(&mut self, hash: u64) {
        self.bytes.extend_from_slice(&hash.to_le_bytes());
    }

    /// Bytes with their number.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    /// A text; one that was written before as a reference to that.
    pub fn text(&mut self, text: &'t str) {
        let next = self.texts.len() as u64 + 1;
        match self.texts.get(text) {
            Some(number) => self.number(*number),
            None => {
                self.number(0);
                self.bytes(text.as_bytes());
                self.texts.insert(text, next);
            }
        }
    }

    /// A span.
    pub fn span(&mut self, span: Span) {
        self.signed(span.start as i64 - self.at as i64);
        self.number(span.len() as u64);
        self.at = span.start;
    }

    /// How many follow, then each of them.
    pub fn list<T>(&mut self, list: &'t [T], mut each: impl FnMut(&mut Packer<'t>, &'t T)) {
        self.number(list.len() as u64);
        list.iter().for_each(|item| each(self, item));
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`Packer`] wrote; `None` wherever the bytes are not of that kind.
pub struct Unpacker<'b> {
    bytes: &'b [u8],
    at: usize,
    texts: Vec<&'b str>,
}

impl<'b> Unpacker<'b> {
    /// Starts at the first byte.
    pub fn new(bytes: &'b [u8]) -> Unpacker<'b> {
        Unpacker { bytes, at: 0, texts: Vec::new() }
    }

    /// See [`Packer::number`].
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of bytes or of things in memory.
    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// See [`Packer::signed`].
    pub fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// See [`Packer::hash`].
    pub fn hash(&mut self) -> Option<u64> {
        let (hash, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(u64::from_le_bytes(*hash))
    }

    /// See [`Packer::bytes`].
    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        let len = self.size()?;
        let (bytes, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(bytes)
    }

    /// See [`Packer::text`].
    pub fn text(&mut self) -> Option<&'b str> {
        match self.size()?.checked_sub(1) {
            Some(number) => self.texts.get(number).copied(),
            None => {
                let text = std::str::from_utf8(self.bytes()?).ok()?;
                self.texts.push(text);
                Some(text)
            }
        }
    }

    /// See [`Packer::span`].
    pub fn span(&mut self) -> Option<Span> {
        let start = i64::try_from(self.at).ok()?.checked_add(self.signed()?)?;
        let start = usize::try_from(start).ok()?;
        let end = start.checked_add(self.size()?)?;
        self.at = start;
        Some(Span { start, end })
    }

    /// See [`Packer::list`].
    pub fn list<T>(
        &mut self,
        mut each: impl FnMut(&mut Unpacker<'b>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let len = self.size()?;
        // Everything takes a byte at least, so a false number cannot ask for much.
        let mut list = Vec::with_capacity(len.min(self.bytes.len()));
        for _ in 0..len {
            list.push(each(self)?);
        }
        Some(list)
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            numbers: Vec<(u64, i64)>,
            texts in proptest::collection::vec("[ab]{0,2}", 0..9),
            spans: Vec<(u16, u16)>,
        ) {
            let spans: Vec<Span> =
                spans.iter().map(|(at, len)| Span::new(*at as usize, *at as usize + *len as usize)).collect();
            let mut packer = Packer::default();
            packer.list(&numbers, |packer, (number, signed)| {
                packer.number(*number);
                packer.signed(*signed);
                packer.hash(*number);
            });
            packer.list(&texts, |packer, text| packer.text(text));
            packer.list(&spans, |packer, span| packer.span(*span));
            let bytes = packer.finish();
            let mut unpacker = Unpacker::new(&bytes);
            let read = unpacker.list(|u| Some((u.number()?, u.signed()?, u.hash()?)));
            let expected: Vec<_> = numbers.iter().map(|(n, s)| (*n, *s, *n)).collect();
            prop_assert_eq!(read, Some(expected));
            let read = unpacker.list(|u| u.text().map(str::to_owned));
            prop_assert_eq!(read, Some(texts));
            prop_assert_eq!(unpacker.list(Unpacker::span), Some(spans));
            prop_assert!(unpacker.is_at_end());
        }

        #[test]
        fn any_bytes_may_be_unpacked(bytes: Vec<u8>) {
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.text().is_some() && unpacker.span().is_some() && unpacker.hash().is_some() {}
            Unpacker::new(&bytes).list(Unpacker::number);
        }
    }
}
