//! A child process that is killed when it takes too long, and when nobody needs it any more.

use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::os;

/// How often the time is looked at: a wake-up for each file would cost more than reading a small one.
const TICK: Duration = Duration::from_millis(200);

/// A child process with a clock.
pub struct Alarmed {
    shared: Arc<Shared>,
    watcher: Thread,
}

struct Shared {
    child: Mutex<Child>,
    begun: Instant,
    /// Milliseconds after `begun` at which the child is killed; 0 while it has nothing to do.
    due: AtomicU64,
    late: AtomicBool,
    ended: AtomicBool,
    /// Whether it was waited for: its number may be another process's by now.
    gone: AtomicBool,
}

impl Alarmed {
    /// Takes a child, for now without a limit.
    pub fn new(child: Child) -> Alarmed {
        let shared = Arc::new(Shared {
            child: Mutex::new(child),
            begun: Instant::now(),
            due: AtomicU64::new(0),
            late: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            gone: AtomicBool::new(false),
        });
        let watched = Arc::clone(&shared);
        let watcher = thread::spawn(move || watched.watch());
        Alarmed { shared, watcher: watcher.thread().clone() }
    }

    /// From now it has so much time.
    pub fn allow(&self, time: Duration) {
        let due = self.shared.now() + time.as_millis() as u64;
        self.shared.due.store(due.max(1), Ordering::Release);
    }

    /// It has nothing to do until [`Alarmed::allow`] is called again.
    pub fn rest(&self) {
        self.shared.due.store(0, Ordering::Release);
    }

    /// Whether it was killed because it took too long; whoever waits for what it writes sees its pipes break.
    pub fn is_late(&self) -> bool {
        self.shared.late.load(Ordering::Acquire)
    }

    /// Kills it, with what it started.
    pub fn stop(&self) {
        self.shared.kill();
    }

    /// Waits until it ends, for no longer than it has time.
    pub fn end(&self) -> std::io::Result<ExitStatus> {
        loop {
            // The lock is not held while waiting: the clock needs it.
            let mut child = self.shared.child();
            if let Some(status) = child.try_wait()? {
                self.shared.gone.store(true, Ordering::Release);
                return Ok(status);
            }
            drop(child);
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Alarmed {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::Release);
        self.watcher.unpark();
        self.stop();
        // Takes it out of the list of processes.
        let _ = self.shared.child().wait();
    }
}

impl Shared {
    fn watch(&self) {
        while !self.ended.load(Ordering::Acquire) {
            let due = self.due.load(Ordering::Acquire);
            if due > 0 && self.now() >= due {
                self.late.store(true, Ordering::Release);
                self.kill();
                return;
            }
            thread::park_timeout(TICK);
        }
    }

    fn kill(&self) {
        let mut child = self.child();
        if !self.gone.load(Ordering::Acquire) {
            os::kill(&mut child);
        }
    }

    fn now(&self) -> u64 {
        self.begun.elapsed().as_millis() as u64
    }

    fn child(&self) -> MutexGuard<'_, Child> {
        // Nobody panics with the lock in hand.
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
