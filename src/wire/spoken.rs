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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Positions;
    use crate::index::testing::{Draft, DraftQuote};
    use crate::wire::Format;
    use crate::wire::delimited::Separator;
    use serde_json::Value;

    /// What two said together, and that one of them kept silent.
    fn written(format: &Format, fields: &[&str]) -> String {
        let of = DraftQuote::of;
        let others = of("Irene Coe", "").speaker.into_iter().collect();
        let quotes = vec![
            DraftQuote { others, ..of("Lyle Babbage", "The bridge is safe") },
            of("Irene Coe", "It is old"),
            DraftQuote { act: Act::Silence, ..of("Rosa Toll", "declined to comment") },
        ];
        let body = "The bridge is safe. It is old. She declined to comment.";
        let of = Draft { quotes, ..Draft::new("a.txt", "", body) }.analysed();
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        let records = Records::<QuoteShape>::new(format, &fields).expect("keys").expect("a format");
        let positions = Positions::new(&of.text);
        let mut out = Vec::new();
        for quote in &of.quotes {
            let shape = QuoteShape::new(&of.doc, &of.text, quote, &positions);
            records.spoken(&mut out, shape).expect("written");
        }
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn several_speakers_are_all_there_and_a_silence_has_a_type_of_its_own() {
        let lines: Vec<Value> = written(&Format::Json, &[])
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let names: Vec<&str> = lines[0]["speakers"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|speaker| speaker["name"].as_str())
            .collect();
        assert_eq!(names, ["Lyle Babbage", "Irene Coe"]);
        assert_eq!(lines[0]["speaker"], lines[0]["speakers"][0]);
        assert_eq!(lines[1].get("speakers"), None);
        let types: Vec<&Value> = lines.iter().map(|line| &line["type"]).collect();
        assert_eq!(types, ["quote", "quote", "silence"]);
        assert_eq!((&lines[0]["act"], lines[2].get("act")), (&"statement".into(), None));
        let some = written(&Format::Json, &["text"]);
        assert!(some.ends_with(
            "{\"type\":\"silence\",\"schema\":\"onrecord.silence.part/1\",\"text\":\"declined to comment\"}\n"
        ), "{some}");
        let table = written(&Format::Delimited(Separator::Tab), &["act", "speakers", "text"]);
        let rows: Vec<&str> = table.lines().collect();
        assert!(rows[0].contains("Irene Coe") && rows[2].starts_with("silence\t"), "{table}");
    }
}
