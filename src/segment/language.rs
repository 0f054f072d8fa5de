//! In which language a text is written.

use whichlang::Lang;

/// Bytes of a text that are looked at for its language.
const SAMPLE: usize = 240;
/// Letters below which a guess would be a toss.
const MIN_LETTERS: usize = 20;

/// The language of a text as an ISO 639-1 code; empty when there is too little of it.
pub fn language(text: &str) -> &'static str {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.chars().filter(|c| c.is_alphabetic()).take(MIN_LETTERS).count() < MIN_LETTERS {
        return "";
    }
    match whichlang::detect_language(sample) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let table = [
            ("Negotiators ended five days of talks on Sunday with a list of chapters.", "en"),
            (
                "La dirigente de la Alianza exigió el lunes que la nueva versión fije un salario.",
                "es",
            ),
            ("Les pêcheurs ont rejeté lundi un quota réduit, a déclaré le ministre.", "fr"),
            ("Die Ministerin sagte am Montag, die Verhandlungen würden fortgesetzt.", "de"),
            ("too little", ""),
            ("1234567890 1234567890 1234567890", ""),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(language(text), expected, "{text}");
        }
        assert_eq!(language(&"é".repeat(2000)).len(), 2);
    }
}
