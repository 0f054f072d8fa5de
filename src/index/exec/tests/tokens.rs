//! The words that texts and plans are made of, with what is to be known of each.

/// A word as it stands in a text: its words as written, each with its folded form.
pub struct Token {
    pub text: &'static str,
    pub words: &'static [(&'static str, &'static str)],
}

const fn token(text: &'static str, words: &'static [(&'static str, &'static str)]) -> Token {
    Token { text, words }
}

/// All of them. Those of two to four words are compounds, which have a joined form beside.
pub const TOKENS: &[Token] = &[
    token("tax", &[("tax", "tax")]),
    token("deal", &[("deal", "deal")]),
    token("Taxes", &[("Taxes", "taxes")]),
    token("U.S.", &[("U.S.", "us")]),
    token("tax-deal", &[("tax", "tax"), ("deal", "deal")]),
    token("on", &[("on", "on")]),
    token("port", &[("port", "port")]),
    token("deals", &[("deals", "deals")]),
    token("US", &[("US", "us")]),
    token("U.S.-port", &[("U.S.", "us"), ("port", "port")]),
    token("taxed", &[("taxed", "taxed")]),
    token("taxdeal", &[("taxdeal", "taxdeal")]),
    token("Café", &[("Café", "cafe")]),
    token("deny", &[("deny", "deny")]),
    token("us", &[("us", "us")]),
    token("…", &[]),
    token("denied", &[("denied", "denied")]),
    token("O’Hara's", &[("O", "o"), ("Hara", "hara")]),
    token("port-tax-us", &[("port", "port"), ("tax", "tax"), ("us", "us")]),
    token("u", &[("u", "u")]),
    token("usport", &[("usport", "usport")]),
    token("cafe", &[("cafe", "cafe")]),
    token("u-u-u-u-u", &[("u", "u"), ("u", "u"), ("u", "u"), ("u", "u"), ("u", "u")]),
    token("12", &[("12", "12")]),
    token("deal-deal", &[("deal", "deal"), ("deal", "deal")]),
    token("ports", &[("ports", "ports")]),
    token("예산을", &[("예", "예"), ("산", "산"), ("을", "을")]),
];

/// Forms that have one stem; all others are alone.
const STEMS: &[&[&str]] = &[
    &["tax", "taxes", "taxed"],
    &["deal", "deals"],
    &["deny", "denied"],
    &["port", "ports"],
    &["usport", "usports"],
];

/// Most words of a compound that has a joined form.
const JOINED: usize = 4;

impl Token {
    /// The joined form of a compound; signs that stand without blanks are none.
    pub fn joined(&self) -> Option<String> {
        if self.words.first().is_some_and(|(_, form)| !form.is_ascii()) {
            return None;
        }
        let forms = self.words.iter().map(|(_, form)| *form);
        (2..=JOINED).contains(&self.words.len()).then(|| forms.collect())
    }
}

/// Whether two forms have one stem.
pub fn same_stem(a: &str, b: &str) -> bool {
    a == b || STEMS.iter().any(|forms| forms.contains(&a) && forms.contains(&b))
}

/// The words as written of tokens.
pub fn written(tokens: &[usize]) -> Vec<&'static str> {
    tokens.iter().flat_map(|t| TOKENS[*t].words.iter().map(|word| word.0)).collect()
}

/// The text of tokens.
pub fn text(tokens: &[usize]) -> String {
    let texts: Vec<&str> = tokens.iter().map(|t| TOKENS[*t].text).collect();
    texts.join(" ")
}
