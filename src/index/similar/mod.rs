//! What is like a document or a quote.

mod docs;
mod quotes;
