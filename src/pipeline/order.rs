//! Ahead of each other, but not far, and back in order: what several threads do for one reader.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

use std::path::Path;

use crossbeam_channel::Receiver;

use crate::read;
use crate::walk::SourceFile;

/// Bytes of files that may be under way; a larger file goes alone.
const BYTES_AHEAD: u64 = 64 << 20;

/// Lets the walk no further ahead of the writer than so many files and bytes.
pub struct Gate {
    most: usize,
    /// Files and bytes that are inside.
    inside: Mutex<(usize, u64)>,
    left: Condvar,
}

impl Gate {
    /// Room for `most` files.
    pub fn new(most: usize) -> Gate {
        Gate { most, inside: Mutex::new((0, 0)), left: Condvar::new() }
    }

    /// Waits until a file of this size may go in.
    pub fn enter(&self, size: u64) {
        let full = |inside: &mut (usize, u64)| {
            inside.0 > 0 && (inside.0 >= self.most || inside.1.saturating_add(size) > BYTES_AHEAD)
        };
        // Nobody panics with the lock in hand, so a poisoned one is as good as another.
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.left.wait_while(inside, full);
        let mut inside = waited.unwrap_or_else(PoisonError::into_inner);
        *inside = (inside.0 + 1, inside.1.saturating_add(size));
    }

    /// A file of this size has gone through.
    pub fn leave(&self, size: u64) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        *inside = (inside.0.saturating_sub(1), inside.1.saturating_sub(size));
        self.left.notify_one();
    }
}

/// Gives what comes with the numbers 0, 1, 2, … to `take` in their order, until nothing comes.
pub fn in_order<T>(done: Receiver<(u64, T)>, mut take: impl FnMut(T)) {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (seq, item) in done {
        waiting.insert(seq, item);
        while let Some(item) = waiting.remove(&next) {
            next += 1;
            take(item);
        }
    }
}

/// Files of one batch …
const BATCH_FILES: usize = 32;
/// … and their bytes, unless it is one file.
const BATCH_BYTES: u64 = 256 << 10;

/// The next jobs of a thread: one, or several small files that are waiting and that another process reads. `None`
/// when there will be no more.
pub fn batch<J>(jobs: &Receiver<J>, file: impl Fn(&J) -> &SourceFile) -> Option<Vec<J>> {
    let is_alone = |job: &J| read::is_plain_name(Path::new(file(job).path.text()));
    let mut batch = vec![jobs.recv().ok()?];
    let mut bytes = file(&batch[0]).size;
    while bytes < BATCH_BYTES && batch.len() < BATCH_FILES && !batch.last().is_none_or(is_alone) {
        let Ok(job) = jobs.try_recv() else { break };
        bytes += file(&job).size;
        batch.push(job);
    }
    Some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_of_order_is_put_in_order() {
        let (send, done) = crossbeam_channel::unbounded();
        for seq in [2, 0, 1, 4, 3] {
            send.send((seq, seq)).expect("the channel is open");
        }
        drop(send);
        let mut got = Vec::new();
        in_order(done, |item| got.push(item));
        assert_eq!(got, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_file_larger_than_the_gate_goes_alone() {
        let gate = Gate::new(2);
        gate.enter(u64::MAX);
        gate.leave(u64::MAX);
        gate.enter(1);
        gate.enter(1);
        gate.leave(1);
        gate.enter(BYTES_AHEAD - 1);
    }
}
