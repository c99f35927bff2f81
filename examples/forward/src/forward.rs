//! The loop: take, deliver, acknowledge.

use std::{thread, time::Duration};

use guanxi::{Feed, FeedBatch, FeedTake};

use crate::{Result, Target};

/// How long to wait when there is nothing to do.
const PAUSE: Duration = Duration::from_millis(200);
/// How often a change is tried before its batch is given back.
const TRIES: u32 = 5;
/// How long to wait after the first try that failed; twice as long after each further one.
const BACKOFF: Duration = Duration::from_millis(100);

/// Forwards one group of the feed.
pub struct Forward {
    /// The feed.
    pub feed: Feed,
    /// What to take.
    pub take: FeedTake,
    /// Where to.
    pub target: Box<dyn Target>,
    /// End when nothing is left.
    pub once: bool,
}

impl Forward {
    /// Forwards what there is, and what comes.
    pub fn run(mut self) -> Result<()> {
        self.feed.define_group(self.take.group.clone(), None)?;
        loop {
            let batch = self.feed.take(self.take.clone())?;
            match batch.lease {
                Some(lease) => self.deliver(&batch, lease)?,
                // Nobody has a batch, and there is none.
                None if self.once && batch.leased_until.is_none() => return Ok(()),
                None => thread::sleep(PAUSE),
            }
        }
    }

    /// Delivers a batch in its order. What cannot be delivered is given back, and what follows it waits: changes of a
    /// customer stay in order.
    fn deliver(&mut self, batch: &FeedBatch, lease: u64) -> Result<()> {
        let mut done = 0;
        for change in &batch.items {
            if let Err(error) = retried(|| self.target.deliver(change)) {
                eprintln!("{} waits: {error}", change.key);
                break;
            }
            done += 1;
        }
        match self.feed.acknowledge(self.take.group.clone(), lease, Some(done)) {
            // It took longer than the lease, and another process has the batch now: it will come again.
            Err(e) if e.code() == "stale_version" => Ok(()),
            acknowledged => acknowledged.map(drop).map_err(Into::into),
        }
    }
}

/// Tries again, waiting longer each time.
fn retried(mut step: impl FnMut() -> Result<()>) -> Result<()> {
    for attempt in 0..TRIES - 1 {
        if step().is_ok() {
            return Ok(());
        }
        thread::sleep(BACKOFF * 2_u32.pow(attempt));
    }
    step()
}
