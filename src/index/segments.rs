//! Work on all segments of an index, side by side when it is large.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::error::Error;
use super::reader::Index;

/// Records of an index for which threads are worth starting.
const LARGE: u64 = 100_000;

impl Index {
    /// Does `work` for each segment, by its number; of a large index for several at a time. What they gave
    /// stands in the order of the segments, so no answer hangs on a thread.
    pub(in crate::index) fn each_segment<T: Send>(
        &self,
        work: impl Fn(usize) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let segments = self.searcher.segment_readers().len();
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        if segments < 2 || threads < 2 || self.searcher.num_docs() < LARGE {
            return (0..segments).map(work).collect();
        }
        let next = AtomicUsize::new(0);
        let share = || {
            let mut done = Vec::new();
            loop {
                let ord = next.fetch_add(1, Ordering::Relaxed);
                if ord >= segments {
                    return done;
                }
                done.push((ord, work(ord)));
            }
        };
        let mut done = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads.min(segments)).map(|_| scope.spawn(share)).collect();
            let mut done = share();
            for other in others {
                match other.join() {
                    Ok(more) => done.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        });
        done.sort_by_key(|(ord, _)| *ord);
        done.into_iter().map(|(_, result)| result).collect()
    }
}
