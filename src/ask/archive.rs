//! An archive that is opened once, shared between threads, and follows its index on disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::answer::Answer;
use super::error::Error;
use super::request::Request;
use super::search::answer;
use crate::catalogue::Fixes;
use crate::index::{Index, Stamp};

/// Attempts to open an index that changes while it is opened.
const ATTEMPTS: usize = 5;

/// The file with the user's corrections of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FixesFile {
    /// Where it lies; `None`: there are no corrections.
    pub path: Option<PathBuf>,
    /// Whether it must be there; else there are no corrections when it is not.
    pub required: bool,
}

impl FixesFile {
    /// Its text; none where there is no file and need not be one.
    fn text(&self) -> Result<Option<String>, Error> {
        let Some(path) = &self.path else { return Ok(None) };
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !self.required => {
                Ok(None)
            }
            Err(error) => Err(Error::Fixes { path: path.clone(), reason: error.to_string() }),
        }
    }

    fn parse(&self, text: Option<&str>) -> Result<Fixes, Error> {
        let path = || self.path.clone().unwrap_or_default();
        let failed = |reason: String| Error::Fixes { path: path(), reason };
        match text {
            Some(text) => Fixes::parse(text).map_err(|error| failed(error.to_string())),
            None => Ok(Fixes::default()),
        }
    }
}

/// An index with the user's corrections of names, for many questions.
///
/// It is opened at the first question. Each later one looks whether the index or the corrections
/// changed on disk, and then opens them anew; answers that were given keep the index that they
/// come from. All its methods may be called from several threads at once.
#[derive(Debug)]
pub struct Archive {
    dir: PathBuf,
    fixes: FixesFile,
    opened: Mutex<Option<Opened>>,
}

/// What was opened, and what the disk looked like then.
#[derive(Debug)]
struct Opened {
    stamp: Stamp,
    fixes: Option<String>,
    index: Arc<Index>,
}

impl Archive {
    /// The archive whose index lies in `dir`. Nothing is opened yet.
    pub fn new(dir: &Path, fixes: FixesFile) -> Archive {
        Archive { dir: dir.to_owned(), fixes, opened: Mutex::new(None) }
    }

    /// Where the index lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The index as it is now.
    ///
    /// # Errors
    ///
    /// No index, one of another format, a damaged one; corrections that cannot be read.
    pub fn index(&self) -> Result<Arc<Index>, Error> {
        // Held while it is opened: whoever comes meanwhile gets what was opened for the first. A
        // thread that panicked left the last whole state behind.
        let mut held = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = &*held
            && Index::stamp(&self.dir)? == opened.stamp
            && self.fixes.text()? == opened.fixes
        {
            return Ok(Arc::clone(&opened.index));
        }
        let opened = self.open()?;
        Ok(Arc::clone(&held.insert(opened).index))
    }

    /// Opens what lies on disk now.
    fn open(&self) -> Result<Opened, Error> {
        let mut attempt = 1;
        let (stamp, index) = loop {
            let stamp = Index::stamp(&self.dir)?;
            match Index::open(&self.dir) {
                Ok(index) => break (stamp, index),
                // A writer took the files away that were about to be opened.
                Err(_) if attempt < ATTEMPTS && Index::stamp(&self.dir)? != stamp => attempt += 1,
                Err(error) => return Err(error.into()),
            }
        };
        let fixes = self.fixes.text()?;
        let index = Arc::new(index.with_fixes(&self.fixes.parse(fixes.as_deref())?)?);
        Ok(Opened { stamp, fixes, index })
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// A query that cannot be read, a cursor of another question, an index that cannot be read, a
    /// search that was cancelled.
    pub fn ask(&self, request: Request) -> Result<Answer, Error> {
        let question = request.read()?;
        answer(self.index()?, &question)
    }
}

// An archive and what it gives may go from one thread to another.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Archive>();
    shared::<Answer>();
    shared::<Request>();
    shared::<Error>();
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index;
    use crate::index::testing::{Draft, TestIndex, add};
    use crate::query::About;
    use crate::record::DocId;

    fn port(path: &str) -> Draft {
        Draft::new(path, "Port", &format!("The port of {path} is closed."))
    }

    fn archive(index: &TestIndex) -> Archive {
        Archive::new(index.dir(), FixesFile::default())
    }

    fn ask(archive: &Archive, text: &str) -> Answer {
        let request = Request::new(text, About::Docs, jiff::civil::date(2020, 1, 1));
        archive.ask(request).expect("an answer")
    }

    fn paths(answer: &Answer) -> Vec<String> {
        let docs = answer.docs().map(|hit| hit.expect("a hit").doc);
        let mut paths: Vec<String> = docs.map(|doc| doc.paths[0].text().to_owned()).collect();
        paths.sort();
        paths
    }

    #[test]
    fn a_commit_is_seen_and_an_older_answer_stays() {
        let index = TestIndex::of(&[&[port("a.txt")]]);
        let archive = archive(&index);
        let first = ask(&archive, "port");
        let same = Arc::clone(&archive.index().expect("an index"));
        assert!(Arc::ptr_eq(&first.index, &same), "nothing changed, so nothing is opened");
        index.add(&[port("b.txt")]);
        let mut writer = index.writer();
        let gone = port("a.txt");
        let (id, path) = (DocId(gone.id), gone.rel_path());
        writer.unlink(id, &path, &mut |_, _| (None, None)).expect("removed");
        writer.finish().expect("a commit");
        assert_eq!(paths(&ask(&archive, "port")), ["b.txt"]);
        assert_eq!((paths(&first), first.overview.counts.docs), (vec!["a.txt".to_owned()], 1));
    }

    #[test]
    fn a_swapped_rebuild_is_seen_and_an_older_answer_stays() {
        let index = TestIndex::of(&[&[port("a.txt")]]);
        let archive = archive(&index);
        let first = ask(&archive, "port");
        let mut writer = index.rebuild();
        add(&mut writer, &[port("c.txt")]);
        assert_eq!(paths(&ask(&archive, "port")), ["a.txt"], "the rebuild is not in place");
        writer.finish().expect("a commit");
        assert_eq!(paths(&ask(&archive, "port")), ["c.txt"]);
        assert_eq!(paths(&first), ["a.txt"]);
    }

    #[test]
    fn one_archive_answers_several_threads() {
        let index = TestIndex::of(&[&[port("a.txt")], &[port("b.txt")]]);
        let archive = archive(&index);
        std::thread::scope(|scope| {
            let asked: Vec<_> =
                (0..8).map(|_| scope.spawn(|| paths(&ask(&archive, "port")))).collect();
            for thread in asked {
                assert_eq!(thread.join().expect("an answer"), ["a.txt", "b.txt"]);
            }
        });
    }

    #[test]
    fn corrections_of_names_are_followed() {
        let index = TestIndex::of(&[&[
            port("a.txt").said("Jane Roe", "The port is closed"),
            port("b.txt").said("Ann Lee", "The port is closed"),
        ]]);
        let path = index.dir().join("fixes.toml");
        let fixes = FixesFile { path: Some(path.clone()), required: false };
        let archive = Archive::new(index.dir(), fixes);
        let found = || paths(&ask(&archive, "person:roe"));
        assert_eq!(found(), ["a.txt"]);
        let merge = "[[merge]]\nkind = \"person\"\nnames = [\"Jane Roe\", \"Ann Lee\"]\n";
        std::fs::write(&path, merge).expect("a file");
        assert_eq!(found(), ["a.txt", "b.txt"]);
        std::fs::write(&path, "[[block]]\nname = 3\n").expect("a file");
        let request = Request::new("port", About::Docs, jiff::civil::date(2020, 1, 1));
        assert!(matches!(archive.ask(request), Err(Error::Fixes { .. })));
        std::fs::remove_file(&path).expect("the file");
        assert_eq!(found(), ["a.txt"]);
        let required = FixesFile { path: Some(path), required: true };
        let archive = Archive::new(index.dir(), required);
        assert!(matches!(archive.index(), Err(Error::Fixes { .. })));
    }

    #[test]
    fn without_an_index_there_is_no_answer() {
        let index = TestIndex::empty();
        let archive = archive(&index);
        let request = || Request::new("port", About::Docs, jiff::civil::date(2020, 1, 1));
        let no_index = |error| matches!(error, Error::Index(index::Error::NoIndex { .. }));
        assert!(archive.ask(request()).is_err_and(no_index));
        // It may be made later, and it may go.
        index.add(&[port("a.txt")]);
        assert_eq!(paths(&ask(&archive, "port")), ["a.txt"]);
        std::fs::remove_dir_all(index.dir()).expect("the folder");
        assert!(archive.ask(request()).is_err_and(no_index));
        assert!(matches!(
            archive
                .ask(Request { strict: true, ..Request::new("(", About::Docs, request().today) }),
            Err(Error::Query(_))
        ));
    }
}
