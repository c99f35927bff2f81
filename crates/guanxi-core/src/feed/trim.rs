use super::{FeedTrimReport, place::entries};
use crate::{
    audit,
    error::Result,
    scope::Scope,
    storage::{FeedPosition, Flow},
    time::Timestamp,
};

const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// See [`Feed::trim`](super::Feed::trim).
pub(super) fn trim(scope: &Scope) -> Result<FeedTrimReport> {
    let none = FeedTrimReport { dropped: 0 };
    let Some(days) = scope.read(|look| Ok(look.settings.feed_days))? else { return Ok(none) };
    let kept_from = scope.engine.clock.now().micros().saturating_sub(i64::from(days) * MICROS_OF_A_DAY);
    let Some(kept_from) = Timestamp::from_micros(kept_from) else { return Ok(none) };
    let storage = &*scope.engine.storage;
    // The newest entry stays; so one is known to follow whatever goes.
    let (mut until, mut before, mut dropped) = (FeedPosition::START, FeedPosition::START, 0);
    let mut seen = 0;
    entries(storage, &FeedPosition::START, &mut |at, entry| {
        (until, dropped) = (std::mem::replace(&mut before, at.clone()), seen);
        seen += 1;
        if entry.at < kept_from { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    if dropped == 0 {
        return Ok(none);
    }
    if !scope.dry_run {
        audit::chain::begin_after(scope, &until)?;
        storage.drop_feed(&until)?;
    }
    scope.write("feed.trim", |tx| {
        tx.note(format!("{dropped} commits dropped"));
        Ok(())
    })?;
    Ok(FeedTrimReport { dropped })
}
