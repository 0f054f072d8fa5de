//! Which paths below some folders changed: bursts joined, and folders that go and come back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::os;

/// A burst ends when nothing has changed for so long …
const QUIET: Duration = Duration::from_millis(250);
/// … or when it has lasted for so long.
const LONGEST: Duration = Duration::from_millis(1_000);
/// How often folders are looked for that went, and a stop is noticed.
const TICK: Duration = Duration::from_millis(200);
/// Paths of one burst that are told one by one.
const MOST_PATHS: usize = 10_000;

/// What changed in a burst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These paths: new, changed, or gone.
    Paths(BTreeSet<PathBuf>),
    /// So much, or so little known, that everything has to be looked at.
    Everything,
}

/// Watches folders with all that is below them.
pub struct Watcher {
    places: Vec<Place>,
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
}

/// A watched folder or file, and which one it was when the watch began.
struct Place {
    path: PathBuf,
    identity: Option<os::Identity>,
}

impl Watcher {
    /// Begins to watch `paths`, which are absolute; links are followed if `follow`.
    ///
    /// # Errors
    ///
    /// A path that cannot be watched: it does not exist, or the system has no watches left.
    pub fn new(paths: &[PathBuf], follow: bool) -> notify::Result<Watcher> {
        let (sender, events) = unbounded();
        // The channel closes only with the watcher.
        let tell = move |event| drop(sender.send(event));
        let config = Config::default().with_follow_symlinks(follow);
        let mut watcher = RecommendedWatcher::new(tell, config)?;
        let mut places = Vec::new();
        for path in paths {
            watcher.watch(path, RecursiveMode::Recursive)?;
            places.push(Place { path: path.clone(), identity: os::identity(path) });
        }
        Ok(Watcher { places, events, watcher })
    }

    /// Waits for the next burst of changes; `None` when `stop` is set.
    pub fn next(&mut self, stop: &AtomicBool) -> Option<Change> {
        let mut paths = BTreeSet::new();
        let mut everything = false;
        let mut begun: Option<Instant> = None;
        let mut last = Instant::now();
        loop {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            if self.look_for_places() {
                everything = true;
                begun = begun.or_else(|| Some(Instant::now()));
            }
            match self.events.recv_timeout(if begun.is_some() { QUIET } else { TICK }) {
                Ok(event) => {
                    let known = paths.len();
                    everything |= !add(event, &mut paths) || paths.len() > MOST_PATHS;
                    if everything || paths.len() > known {
                        last = Instant::now();
                        begun = begun.or(Some(last));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            let ended = |begun: Instant| last.elapsed() >= QUIET || begun.elapsed() >= LONGEST;
            if begun.is_some_and(ended) {
                return Some(if everything { Change::Everything } else { Change::Paths(paths) });
            }
        }
    }

    /// Watches folders again that were deleted and made again, or whose disk came back; whether there were any.
    fn look_for_places(&mut self) -> bool {
        let mut back = false;
        for place in &mut self.places {
            let now = os::identity(&place.path);
            if now == place.identity {
                continue;
            }
            // The system drops the watch of a folder that goes; one that is gone cannot be dropped twice.
            let _ = self.watcher.unwatch(&place.path);
            place.identity = None;
            if now.is_some() && self.watcher.watch(&place.path, RecursiveMode::Recursive).is_ok() {
                place.identity = now;
                back = true;
            }
        }
        back
    }
}

/// Takes in the paths of an event; false when it says that events were lost.
fn add(event: notify::Result<Event>, paths: &mut BTreeSet<PathBuf>) -> bool {
    match event {
        Ok(event) if event.need_rescan() => false,
        // Reading changes nothing.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => true,
        Ok(event) => {
            paths.extend(event.paths);
            true
        }
        Err(_) => false,
    }
}

/// Whether a changed path is one that an index of `root` looks at: not the index itself, nothing hidden unless asked.
pub fn is_looked_at(path: &Path, root: &Path, index_dir: &Path, hidden: bool) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let is_hidden =
        |part: &std::ffi::OsStr| part.to_str().is_some_and(|name| name.starts_with('.'));
    !path.starts_with(index_dir) && (hidden || !below.iter().any(is_hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next burst, which must come soon.
    fn next(watcher: &mut Watcher) -> Change {
        static GO_ON: AtomicBool = AtomicBool::new(false);
        watcher.next(&GO_ON).expect("not stopped")
    }

    #[test]
    fn bursts_are_joined_and_folders_come_back() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().canonicalize().expect("a folder").join("news");
        std::fs::create_dir(&root).expect("a folder");
        let mut watcher = Watcher::new(std::slice::from_ref(&root), false).expect("a watch");
        for name in ["a.txt", "b.txt"] {
            std::fs::write(root.join(name), "words").expect("a file");
        }
        let both = BTreeSet::from([root.join("a.txt"), root.join("b.txt")]);
        assert_eq!(next(&mut watcher), Change::Paths(both));
        std::fs::rename(root.join("a.txt"), root.join("c.txt")).expect("renamed");
        let moved = BTreeSet::from([root.join("a.txt"), root.join("c.txt")]);
        assert_eq!(next(&mut watcher), Change::Paths(moved));
        std::fs::remove_dir_all(&root).expect("removed");
        std::fs::create_dir(&root).expect("a folder");
        let mut seen = Vec::new();
        while seen.last() != Some(&Change::Everything) {
            seen.push(next(&mut watcher));
        }
        std::fs::write(root.join("d.txt"), "words").expect("a file");
        let later = next(&mut watcher);
        let Change::Paths(paths) = later else { panic!("{later:?}") };
        assert!(paths.contains(&root.join("d.txt")));
        assert_eq!(watcher.next(&AtomicBool::new(true)), None);
    }

    #[test]
    fn what_is_looked_at() {
        let (root, index) = (Path::new("/a"), Path::new("/a/index"));
        for (path, hidden, expected) in [
            ("/a/b.txt", false, true),
            ("/a", false, true),
            ("/a/.git/b.txt", false, false),
            ("/a/.git/b.txt", true, true),
            ("/a/index/lock", true, false),
            ("/b/c.txt", true, false),
        ] {
            assert_eq!(is_looked_at(Path::new(path), root, index, hidden), expected, "{path}");
        }
    }
}
