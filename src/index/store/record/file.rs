//! The stored form of a file of the ledger: what its columns do not say.

use super::parts::{option, put_option};
use crate::index::store::bytes::{Packer, Unpacker};
use crate::record::{DocId, FileRecord, Problem, RelPath};

/// The bytes of what the columns do not say of a file.
pub fn pack_file(file: &FileRecord) -> Vec<u8> {
    let mut p = Packer::default();
    // A file that is one document has its identity.
    let one = file.docs == [DocId(file.content)];
    p.number(u64::from(one));
    if !one {
        p.list(&file.docs, |p, doc| p.hash(doc.0));
    }
    p.text(&file.format);
    p.list(&file.problems, |p, problem| {
        put_option(p, &problem.record, |p, record| p.number(u64::from(*record)));
        p.text(&problem.code);
        p.text(&problem.reason);
    });
    p.finish()
}

/// Puts together what [`pack_file`] wrote and what the columns say: path, size, time, content.
pub fn unpack_file(
    bytes: &[u8],
    path: RelPath,
    size: u64,
    modified: i64,
    content: u64,
) -> Option<FileRecord> {
    let mut u = Unpacker::new(bytes);
    let docs = match u.number()? {
        0 => u.list(|u| u.hash().map(DocId))?,
        _ => vec![DocId(content)],
    };
    let format = u.text()?.to_owned();
    let problems = u.list(|u| {
        Some(Problem {
            record: option(u, |u| u32::try_from(u.number()?).ok())?,
            code: u.text()?.to_owned(),
            reason: u.text()?.to_owned(),
        })
    })?;
    u.is_at_end().then_some(FileRecord { path, size, modified, content, docs, format, problems })
}
