//! The lock of the one writer of an index.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use crate::index::error::Error;

/// Tries for a moment: a process that was killed holds its locks until the system has cleared it away.
pub fn patiently<T>(mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..25 {
        match attempt() {
            None => std::thread::sleep(Duration::from_millis(20)),
            done => return done,
        }
    }
    None
}

/// Takes the writer's lock, which the system gives back when the process ends, however it ends.
pub fn lock(dir: &Path) -> Result<File, Error> {
    let path = dir.join("lock");
    let io = |e| Error::io(&path, e);
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(io)?;
    let locked = patiently(|| match file.try_lock() {
        Err(TryLockError::WouldBlock) => None,
        other => Some(other),
    });
    match locked.unwrap_or(Err(TryLockError::WouldBlock)) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut owner = String::new();
            let read = file.read_to_string(&mut owner).is_ok() && !owner.trim().is_empty();
            let owner = if read { owner.trim().to_owned() } else { "another process".to_owned() };
            return Err(Error::Locked { dir: dir.to_owned(), owner });
        }
        Err(TryLockError::Error(e)) => return Err(io(e)),
    }
    let owner = format!("process {} on {}\n", std::process::id(), crate::os::host_name());
    file.set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| file.write_all(owner.as_bytes()))
        .map_err(io)?;
    Ok(file)
}
