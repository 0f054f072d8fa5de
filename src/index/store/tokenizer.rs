//! The words of the index as tantivy takes them: the stream of [`layout`](super::layout).

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::layout::Stream;

/// Name under which [`WordTokenizer`] is registered.
pub const TOKENIZER: &str = "words";

/// The token stream as tantivy takes it.
#[derive(Clone, Default)]
pub struct WordTokenizer;

/// A [`Stream`] with its current token.
pub struct WordTokens<'t> {
    stream: Stream<'t>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'t> = WordTokens<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> WordTokens<'t> {
        WordTokens { stream: Stream::new(text), token: Token::default() }
    }
}

impl TokenStream for WordTokens<'_> {
    fn advance(&mut self) -> bool {
        match self.stream.next(&mut self.token.text) {
            Some(posting) => {
                self.token.position = posting.position as usize;
                self.token.offset_from = posting.start;
                self.token.offset_to = posting.end;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
