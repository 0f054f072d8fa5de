//! Who may look: a key in a file that only its owner reads, handed over once for a session that a cookie holds.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, COOKIE};
use sha2::{Digest, Sha256};

/// Name of the cookie.
pub const COOKIE_NAME: &str = "onrecord";
/// Name of the file with the key, in the folder of the index.
const FILE: &str = "serve-key";
/// Bytes of a secret.
const BYTES: usize = 32;
/// Shortest key of a file that the user made.
const SHORTEST: usize = 16;

/// The sum of a secret: what is compared, so that the time of a comparison tells nothing of the secret.
type Sum = [u8; 32];

/// The secrets of one running page.
pub struct Keys {
    /// `None`: everybody on this machine may look.
    key: Option<String>,
    sessions: Mutex<HashSet<Sum>>,
}

impl Keys {
    /// Nobody is asked for a key.
    pub fn none() -> Keys {
        Keys { key: None, sessions: Mutex::default() }
    }

    /// The key in this file; it is made when the file is not there and `make` says so.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or made, or that others can read, or a key that is too short.
    pub fn of_file(path: &Path, make: bool) -> io::Result<Keys> {
        let key = match std::fs::read_to_string(path) {
            Ok(text) => text.trim().to_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound && make => {
                let key = secret()?;
                crate::os::create_private_file(path)?.write_all(key.as_bytes())?;
                key
            }
            Err(error) => return Err(error),
        };
        if key.len() < SHORTEST {
            let text = format!("a key has at least {SHORTEST} characters");
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(Keys { key: Some(key), sessions: Mutex::default() })
    }

    /// The key of the index in `dir`.
    ///
    /// # Errors
    ///
    /// As for [`Keys::of_file`].
    pub fn of_index(dir: &Path) -> io::Result<Keys> {
        Keys::of_file(&dir.join(FILE), true)
    }

    /// The key itself, to be handed over.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// A key that reads feeds and nothing else.
    pub fn feed_key(&self) -> Option<String> {
        let sum = Sha256::digest(format!("feed {}", self.key.as_deref()?));
        Some(hex(&sum))
    }

    /// Whether this is the key.
    pub fn is_key(&self, typed: &str) -> bool {
        self.key.as_deref().is_none_or(|key| sum(key) == sum(typed))
    }

    /// Whether this is the key of feeds.
    pub fn is_feed_key(&self, typed: &str) -> bool {
        self.feed_key().is_some_and(|key| sum(&key) == sum(typed))
    }

    /// Begins a session: what the cookie is to hold.
    ///
    /// # Errors
    ///
    /// A system without randomness.
    pub fn begin(&self) -> io::Result<String> {
        let session = secret()?;
        self.sessions().insert(sum(&session));
        Ok(session)
    }

    /// Whether a request comes with the key or from a session.
    pub fn admit(&self, headers: &HeaderMap) -> bool {
        if self.key.is_none() {
            return true;
        }
        let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        if let Some(key) = bearer.and_then(|value| value.strip_prefix("Bearer ")) {
            return self.is_key(key.trim());
        }
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|all| all.split(';')).filter_map(|one| one.split_once('='));
        pairs.any(|(name, value)| {
            name.trim() == COOKIE_NAME && self.sessions().contains(&sum(value.trim()))
        })
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, HashSet<Sum>> {
        // A thread that panicked left whole sums behind.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sum(text: &str) -> Sum {
    Sha256::digest(text).into()
}

/// 256 bits that nobody can guess.
fn secret() -> io::Result<String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    fn headers(name: hyper::header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("a header"))])
    }

    #[test]
    fn a_key_or_a_session_lets_in() {
        let dir = tempfile::tempdir().expect("a folder");
        let keys = Keys::of_index(dir.path()).expect("a key");
        let key = keys.key().expect("a key").to_owned();
        assert!(!keys.admit(&HeaderMap::new()));
        assert!(keys.admit(&headers(AUTHORIZATION, &format!("Bearer {key}"))));
        assert!(!keys.admit(&headers(AUTHORIZATION, "Bearer wrong")));
        let session = keys.begin().expect("a session");
        assert!(keys.admit(&headers(COOKIE, &format!("a=b; {COOKIE_NAME}={session}"))));
        assert!(
            !keys.admit(&headers(COOKIE, &format!("{COOKIE_NAME}={key}"))),
            "no key in a cookie"
        );
        assert!(keys.is_feed_key(&keys.feed_key().expect("a key")) && !keys.is_feed_key(&key));
        let again = Keys::of_index(dir.path()).expect("the same key");
        assert_eq!(again.key(), Some(key.as_str()));
        assert!(Keys::none().admit(&HeaderMap::new()));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        Keys::of_index(dir.path()).expect("a key");
        let mode = std::fs::metadata(dir.path().join(FILE)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let short = dir.path().join("short");
        std::fs::write(&short, "abc").expect("a file");
        assert!(Keys::of_file(&short, false).is_err());
        assert!(Keys::of_file(&dir.path().join("none"), false).is_err());
    }
}
