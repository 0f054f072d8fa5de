//! How words are matched: what counts as a word, how it is folded, which forms stand for one another.
//!
//! One scanner serves the index, the query and the highlighter, so all three
//! agree on every word. A word is indexed in its folded form (lower case, no
//! diacritics, no apostrophes, no acronym dots); forms of one word are found
//! from queries only, see [`Family`]. Words written together with hyphens are
//! indexed apart (`us`, `mexico`) and joined (`usmexico`, two places wide), and
//! so are words parted by an apostrophe (`l'économie`, `O'Brien`). In scripts
//! that set no blanks between words each sign is a word of its own, and what
//! was typed is looked for as signs in a row.

mod acronyms;
mod family;
mod letters;
mod scanner;
mod spellings;
mod stem;
mod stop;
mod text;

pub use acronyms::is_acronym;
pub use family::Family;
pub use letters::{is_form_letter, is_sign};
pub use scanner::{Joiner, MAX_FORM, MAX_JOINED, Scanner, WordSpan};
pub use stem::stem;
pub use stop::is_stop_word;
pub use text::{FoldedWord, count, fold, hash, parts, same_letters, words};
