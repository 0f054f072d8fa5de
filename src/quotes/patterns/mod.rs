//! One pattern a file: where its attribution stands, an example, and what is no case of it. The files
//! of `order` say which is tried before which.

pub(crate) mod about;
pub(crate) mod according_to;
pub(crate) mod after_quote;
pub(crate) mod aside;
pub(crate) mod before_quote;
pub(crate) mod chain;
pub(crate) mod clause_said;
pub(crate) mod colon;
pub(crate) mod continuation;
pub(crate) mod dash;
pub(crate) mod infinitive;
pub(crate) mod introduced;
pub(crate) mod inverted;
pub(crate) mod inverted_aside;
pub(crate) mod label;
pub(crate) mod object;
pub(crate) mod open_verb;
pub(crate) mod owner_noun;
pub(crate) mod participle;
pub(crate) mod passive;
pub(crate) mod question;
pub(crate) mod said_clause;
pub(crate) mod said_that;
pub(crate) mod silence;
pub(crate) mod turn;
pub(crate) mod unattributed;
