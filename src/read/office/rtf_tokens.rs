//! The tokens of RTF: braces, control words, and the bytes between them.

/// A piece of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number, or a control sign.
    Word {
        /// Its name, without the backslash.
        name: &'a str,
        /// The number after it.
        number: Option<i32>,
    },
    /// Bytes as they stand.
    Bytes(&'a [u8]),
    /// A byte that is written as `\'hh`, or with a backslash before it.
    Byte(u8),
    /// Bytes that are no text.
    Binary,
}

/// Goes through the tokens.
pub struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// From the first byte on.
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { rest: bytes }
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.rest = rest;
        let sign = |name| Token::Word { name, number: None };
        Some(match first {
            b'\'' => {
                let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) else {
                    return Some(sign("'"));
                };
                self.rest = rest.get(2..).unwrap_or_default();
                Token::Byte(byte)
            }
            b'\\' | b'{' | b'}' => Token::Byte(first),
            b'\r' | b'\n' => sign("par"),
            b'\t' => sign("tab"),
            b'~' => sign("~"),
            b'_' => sign("_"),
            b'*' => sign("*"),
            _ => sign(""),
        })
    }

    fn word(&mut self) -> Token<'a> {
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (name, rest) = self.rest.split_at(letters);
        let name = std::str::from_utf8(name).unwrap_or_default();
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(minus).take_while(|b| b.is_ascii_digit()).count();
        let (number, rest) =
            if digits == 0 { (None, rest) } else { number(rest.split_at(minus + digits)) };
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if name == "bin" {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.rest = self.rest.get(count..).unwrap_or_default();
            return Token::Binary;
        }
        Token::Word { name, number }
    }
}

/// The number in the digits, or the largest there is, and what follows.
fn number<'a>((digits, rest): (&'a [u8], &'a [u8])) -> (Option<i32>, &'a [u8]) {
    let number = std::str::from_utf8(digits).ok().map(|d| d.parse().unwrap_or(i32::MAX));
    (number, rest)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            match first {
                b'{' | b'}' => {
                    self.rest = rest;
                    return Some(if first == b'{' { Token::Open } else { Token::Close });
                }
                b'\\' => {
                    self.rest = rest;
                    return self.control();
                }
                // Lines of the file are not lines of the text.
                b'\r' | b'\n' | 0 => self.rest = rest,
                _ => {
                    let end = self.rest.iter().position(|b| b"{}\\\r\n\0".contains(b));
                    let (bytes, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                    self.rest = rest;
                    return Some(Token::Bytes(bytes));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_token() {
        let word = |name, number| Token::Word { name, number };
        let tokens: Vec<Token> =
            Tokens::new(b"{\\a-12b \\b  c\n\\'e9\\{\\'zz\\\n\\*\\bin2 }}x\\u99999999999}\\")
                .collect();
        let expected = [
            Token::Open,
            word("a", Some(-12)),
            Token::Bytes(b"b "),
            word("b", None),
            Token::Bytes(b" c"),
            Token::Byte(0xe9),
            Token::Byte(b'{'),
            word("'", None),
            Token::Bytes(b"zz"),
            word("par", None),
            word("*", None),
            Token::Binary,
            Token::Bytes(b"x"),
            word("u", Some(i32::MAX)),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
