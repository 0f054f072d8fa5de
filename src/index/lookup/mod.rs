//! Reading what is stored: by id or path, one after the other, the ledger of files.

mod find;
pub mod ledger;
mod scan;
