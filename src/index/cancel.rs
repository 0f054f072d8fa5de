//! A flag that ends a search before its time, from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::Error;

/// Records between two looks at the flag.
const STEP: usize = 1024;

/// Ends the searches that were given a copy of it. Copies share one flag.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A flag that is not set.
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Ends what was given this flag, soon.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was set.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on unless the flag is set.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`].
    pub fn check(&self) -> Result<(), Error> {
        if self.is_set() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// The same at the `number`th of many records: it looks at a thousandth of them.
    pub(in crate::index) fn check_at(&self, number: usize) -> Result<(), Error> {
        if number.is_multiple_of(STEP) { self.check() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_share_one_flag() {
        let cancel = Cancel::new();
        let copy = cancel.clone();
        assert!(cancel.check().is_ok() && cancel.check_at(0).is_ok());
        copy.cancel();
        assert!(matches!(cancel.check_at(2 * STEP), Err(Error::Cancelled)));
        assert!(cancel.check_at(1).is_ok());
    }
}
