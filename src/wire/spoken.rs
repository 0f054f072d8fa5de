//! Writes what may be a quote or a silence.

use std::io::{self, Write};

use super::quote::QuoteShape;
use super::records::Records;
use super::silence::SilenceShape;
use crate::quotes::Act;

impl Records<QuoteShape> {
    /// Writes a quote, or a silence: in JSON a line of its own type, in a table a row whose `act` tells.
    pub fn spoken(&self, out: &mut dyn Write, shape: QuoteShape) -> io::Result<()> {
        match shape.act {
            Act::Silence => self.write_typed(out, &shape, &SilenceShape::new(shape.clone())),
            _ => self.write(out, &shape),
        }
    }
}
