//! One file: from its bytes to the records of its documents.

use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::os;
use crate::read::{self, Identity, Named, ReadError, Reader, Reading, RecordProblem};
use crate::record::{Analysed, DocId, FileRecord, Problem, RelPath};
use crate::walk::SourceFile;
use crate::{header, quotes};

/// Records of one file whose problems are told one by one.
const MOST_PROBLEMS: usize = 20;

/// Code of the problem of a file whose bytes could not be had.
const UNREAD: &str = "read.io";

/// What became of a file.
pub enum Outcome {
    /// The content is that of before: nothing was analysed.
    Known,
    /// The content is that of another file that is read in the same way, whose key this is: nothing was analysed.
    Copy { of: String },
    /// What was read.
    Read { format: &'static str, docs: Vec<Analysed>, problems: Vec<Problem> },
}

impl Outcome {
    /// Whether there is nothing in it to read.
    pub fn is_passed_over(&self) -> bool {
        let Outcome::Read { format, docs, problems } = self else { return false };
        docs.is_empty() && FileRecord::nothing_in(format, problems)
    }

    /// Why a file in which there is nothing to read was passed over.
    pub fn reason(&self) -> &str {
        match self {
            Outcome::Read { problems, .. } => {
                problems.first().map_or("binary, or of a format that is not read", |p| &p.reason)
            }
            Outcome::Known | Outcome::Copy { .. } => "nothing to read",
        }
    }

    /// Whether the bytes of the file could not be had, so that nothing is known of what it holds now.
    pub fn is_unread(&self) -> bool {
        matches!(self, Outcome::Read { problems, .. } if problems.iter().any(|p| p.code == UNREAD))
    }
}

/// The problem of a file or folder that the system does not give.
pub fn unread(error: &std::io::Error) -> Problem {
    Problem { record: None, code: UNREAD.to_owned(), reason: error.to_string() }
}

/// The outcome of a file that gave a problem and no document.
pub fn failure(problem: Problem) -> Outcome {
    Outcome::Read { format: "", docs: Vec::new(), problems: vec![problem] }
}

/// The outcome of a file whose reader or analysis broke down.
pub fn broken() -> Outcome {
    failure(problem(&ReadError::Crashed, None))
}

/// Takes in a whole file, unless it has more than `limit` bytes; links are followed if the walk did so.
pub fn read_file(file: &SourceFile, limit: u64, follow: bool) -> Result<Vec<u8>, Problem> {
    let io = |error| unread(&error);
    if file.size > limit {
        return Err(too_large(file.size, limit));
    }
    let open = os::open(&file.absolute, follow).map_err(io)?;
    if !open.metadata().map_err(io)?.is_file() {
        return Err(io(std::io::Error::other("it is no file any more")));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0).saturating_add(1));
    // It may be growing.
    open.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(io)?;
    match bytes.len() as u64 > limit {
        true => Err(too_large(bytes.len() as u64, limit)),
        false => Ok(bytes),
    }
}

fn too_large(bytes: u64, limit: u64) -> Problem {
    let reason = format!("{bytes} bytes are more than the limit of {limit}");
    Problem { record: None, code: "read.too-large".to_owned(), reason }
}

/// Reads and analyses files one after the other; each thread has its own.
pub struct Analyser {
    reader: Reader,
    bare: bool,
}

impl Analyser {
    /// With `bare` neither names nor quotes are looked for.
    pub fn new(settings: &read::Settings, bare: bool) -> Analyser {
        Analyser { reader: Reader::new(settings), bare }
    }

    /// The documents in the bytes of each of these files.
    pub fn files(&mut self, files: &[(&[u8], &SourceFile)]) -> Vec<Outcome> {
        let inputs: Vec<Input> = files
            .iter()
            .map(|(bytes, file)| Input {
                bytes,
                path: &file.path,
                kind: self.kind_path(file),
                file: &file.absolute,
                modified: date_of(file.modified),
            })
            .collect();
        self.analyse(&inputs)
    }

    /// The path that tells the format of a file: of one that was named and whose ending says nothing its bytes do.
    fn kind_path(&self, file: &SourceFile) -> PathBuf {
        let path = PathBuf::from(file.path.text());
        let strange = file.named && !read::may_be_read(&path) && !self.reader.is_for_program(&path);
        if strange { path.with_extension("") } else { path }
    }

    /// The documents in bytes of no file; `path` stands for theirs.
    pub fn bytes(&mut self, bytes: &[u8], path: &RelPath) -> Outcome {
        let kind = Path::new(path.text()).to_owned();
        let input = Input { bytes, path, kind, file: Path::new(path.text()), modified: None };
        self.analyse(&[input]).pop().unwrap_or_else(broken)
    }

    fn analyse(&mut self, inputs: &[Input]) -> Vec<Outcome> {
        let is_text = |input: &Input| !self.reader.passes_over(&input.named());
        let texts: Vec<bool> = inputs.iter().map(is_text).collect();
        let requests: Vec<Named> =
            inputs.iter().zip(&texts).filter(|(_, text)| **text).map(|(i, _)| i.named()).collect();
        let mut readings = self.reader.read(&requests).into_iter();
        let outcome = |(input, is_text): (&Input, &bool)| {
            if !is_text {
                return Outcome::Read {
                    format: FileRecord::BINARY,
                    docs: Vec::new(),
                    problems: Vec::new(),
                };
            }
            match readings.next().unwrap_or(Err(ReadError::Crashed)) {
                Ok(reading) => {
                    // What panics on odd text is that file's problem, not the run's.
                    let analyse =
                        std::panic::AssertUnwindSafe(|| analysed(reading, input, self.bare));
                    std::panic::catch_unwind(analyse).unwrap_or_else(|_| broken())
                }
                Err(error) => failure(problem(&error, None)),
            }
        };
        inputs.iter().zip(&texts).map(outcome).collect()
    }
}

/// A file, or what stands for one.
struct Input<'f> {
    bytes: &'f [u8],
    path: &'f RelPath,
    /// The path that tells its format.
    kind: PathBuf,
    file: &'f Path,
    modified: Option<Date>,
}

impl Input<'_> {
    fn named(&self) -> Named<'_> {
        Named { bytes: self.bytes, path: &self.kind, file: self.file }
    }
}

/// The documents of what was read.
fn analysed(reading: Reading, input: &Input, bare: bool) -> Outcome {
    let problems = problems(&reading.problems);
    let docs = reading.parts.into_iter().map(|part| {
        let number = part.number;
        let id = match &part.identity {
            Identity::File => DocId::of(input.bytes, None),
            Identity::Record(bytes) => DocId::of(bytes, number),
        };
        let article = header::article(part, input.path.text(), input.modified);
        let (entities, quotes) = match bare {
            true => Default::default(),
            false => quotes::entities_and_quotes(&article),
        };
        Analysed::new(id, number, article, entities, quotes)
    });
    Outcome::Read { format: reading.kind.name(), docs: docs.collect(), problems }
}

/// What could not be read of the records of a file; a file of a million bad ones says so in few words.
fn problems(records: &[RecordProblem]) -> Vec<Problem> {
    let said = records.iter().take(MOST_PROBLEMS);
    let mut problems: Vec<Problem> =
        said.map(|p| problem(&p.error, Some((p.number, p.line)))).collect();
    if records.len() > MOST_PROBLEMS {
        let reason = format!("{} more records cannot be read", records.len() - MOST_PROBLEMS);
        problems.push(Problem { record: None, code: "read.more".to_owned(), reason });
    }
    problems
}

/// An error of a reader as it is recorded; of a record of a file with its number and line.
fn problem(error: &ReadError, record: Option<(u32, usize)>) -> Problem {
    let reason = match record {
        None => error.to_string(),
        Some((_, line)) => format!("line {line}: {error}"),
    };
    Problem { record: record.map(|(number, _)| number), code: error.code().to_owned(), reason }
}

/// The day of a time in nanoseconds since 1970, in UTC.
pub fn date_of(nanoseconds: i64) -> Option<Date> {
    let stamp = Timestamp::from_nanosecond(nanoseconds.into()).ok()?;
    Some(stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
}
