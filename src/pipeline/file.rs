//! One file: from its bytes to the records of its documents.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::read::{self, Identity, Limits};
use crate::record::{Analysed, DocId, FileRecord, Problem, RelPath};
use crate::walk::SourceFile;
use crate::{header, quotes};

/// What became of a file.
pub enum Outcome {
    /// The content is known: nothing was analysed.
    Known,
    /// What was read.
    Read { format: &'static str, docs: Vec<Analysed>, problems: Vec<Problem> },
}

/// The outcome of a file that gave a problem and no document.
pub fn failure(problem: Problem) -> Outcome {
    Outcome::Read { format: "", docs: Vec::new(), problems: vec![problem] }
}

/// Reads a whole file, unless it is too large.
pub fn read_file(file: &SourceFile) -> Result<Vec<u8>, Problem> {
    let limit = Limits::default().max_file;
    if file.size > limit {
        let reason = format!("{} bytes are more than the limit of {limit}", file.size);
        return Err(Problem { record: None, code: "read.too_large".to_owned(), reason });
    }
    std::fs::read(&file.absolute).map_err(|e| Problem {
        record: None,
        code: "read.io".to_owned(),
        reason: e.to_string(),
    })
}

/// Readers of other hands may panic on odd input: that is this file's problem, not the run's.
///
/// With `bare` neither names nor quotes are looked for.
pub fn analyse_safely(bytes: &[u8], path: &RelPath, modified: Option<Date>, bare: bool) -> Outcome {
    let analyse = std::panic::AssertUnwindSafe(|| analyse(bytes, path, modified, bare));
    std::panic::catch_unwind(analyse).unwrap_or_else(|_| {
        failure(Problem {
            record: None,
            code: "read.crashed".to_owned(),
            reason: "its reader broke down".to_owned(),
        })
    })
}

fn analyse(bytes: &[u8], path: &RelPath, modified: Option<Date>, bare: bool) -> Outcome {
    if read::is_passed_over(bytes, Path::new(path.text())) {
        return Outcome::Read {
            format: FileRecord::BINARY,
            docs: Vec::new(),
            problems: Vec::new(),
        };
    }
    let reading = match read::read(bytes, Path::new(path.text()), &Limits::default()) {
        Ok(reading) => reading,
        Err(e) => {
            return failure(Problem {
                record: None,
                code: e.code().to_owned(),
                reason: e.to_string(),
            });
        }
    };
    let problems = reading
        .problems
        .iter()
        .map(|p| Problem {
            record: Some(p.number),
            code: p.error.code().to_owned(),
            reason: format!("line {}: {}", p.line, p.error),
        })
        .collect();
    let docs = reading
        .parts
        .into_iter()
        .map(|part| {
            let number = part.number;
            let id = match &part.identity {
                Identity::File => DocId::of(bytes, None),
                Identity::Record(bytes) => DocId::of(bytes, number),
            };
            let article = header::article(part, path.text(), modified);
            let (entities, quotes) = match bare {
                true => Default::default(),
                false => quotes::entities_and_quotes(&article),
            };
            Analysed::new(id, number, article, entities, quotes)
        })
        .collect();
    Outcome::Read { format: reading.kind.name(), docs, problems }
}

/// The day of a time in nanoseconds since 1970, in UTC.
pub fn date_of(nanoseconds: i64) -> Option<Date> {
    let stamp = Timestamp::from_nanosecond(nanoseconds.into()).ok()?;
    Some(stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
}
