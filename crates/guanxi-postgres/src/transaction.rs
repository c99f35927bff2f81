//! A transaction, run until it is committed or cannot be.

use std::{sync::atomic::Ordering, time::Instant};

use guanxi_core::{
    error::{Error, Result},
    storage::sql::Sql,
};

use crate::{
    failure::Failure,
    lanes::{Held, Lanes},
    pool::{Pool, pause},
    rows::Rows,
    statements::{BEGIN_READ, BEGIN_WRITE, OLD_MARKS, VOID, WAS_KEPT},
    together::{Came, Together},
    values::Parameter,
};

/// Tries that a call loses to others before it makes them alone in its process.
const BESIDE_OTHERS: u32 = 5;

/// What an attempt came to.
enum Outcome {
    Committed,
    /// Those beside whom it went were stopped.
    GoAlone,
    /// Others were faster; these lanes it wrote in.
    Conflict(Vec<u16>),
    /// Somebody has one of these lanes, and it did not commit past them.
    Queue(Vec<u16>),
    /// Something that a write expects is not so.
    Condition,
    /// The server cannot be reached.
    Away(Failure),
    /// The connection was lost, and nothing is kept.
    Lost,
    /// The connection was lost inside the commit of this mark.
    Uncertain([u8; 16], Failure),
}

/// How an attempt is made.
struct Way<'a> {
    /// Lanes that it has.
    holding: &'a [u16],
    /// Every write is looked at.
    careful: bool,
    /// Nobody runs beside it.
    alone: bool,
    /// Whom it may go with.
    together: Option<&'a Together>,
}

/// Runs a closure on one state. Where the connection is lost, on another one from its beginning.
pub(crate) fn read(pool: &Pool, sql: &Sql, f: &mut dyn FnMut(&Rows<'_>) -> Result<()>) -> Result<()> {
    let mut patience = Patience::new(pool);
    loop {
        let rows = Rows::new(sql, pool, BEGIN_READ);
        let result = f(&rows);
        let ended = rows.end();
        match ended.failure {
            None => return result,
            Some(failure) if ended.away => patience.away(failure)?,
            Some(failure) if failure.is_lost() || failure.is_conflict() => patience.lost()?,
            Some(failure) => return Err(patience.error(failure)),
        }
    }
}

/// Runs a closure and keeps what it wrote, or nothing of it.
pub(crate) fn write(
    pool: &Pool,
    sql: &Sql,
    lanes: &Lanes,
    together: Option<&Together>,
    f: &mut dyn FnMut(&mut Rows<'_>) -> Result<()>,
) -> Result<()> {
    let mut patience = Patience::new(pool);
    let (mut held, mut careful): (Option<Held<'_>>, bool) = (None, false);
    let (mut conflicts, mut alone, mut together) = (0, None, together);
    loop {
        if alone.is_none() && conflicts >= BESIDE_OTHERS {
            drop(held.take());
            alone = Some(lanes.alone());
        }
        let holding = held.as_ref().map_or(&[][..], Held::numbers);
        let beside = alone.is_none().then(|| lanes.beside());
        let way = Way { holding, careful, alone: alone.is_some(), together };
        let outcome = attempt(pool, sql, lanes, &way, f)?;
        drop(beside);
        conflicts += u32::from(matches!(outcome, Outcome::Conflict(_)));
        match outcome {
            Outcome::Committed => return Ok(()),
            Outcome::GoAlone => {
                together = None;
                patience.again()?;
            }
            Outcome::Condition if careful => patience.contended()?,
            Outcome::Condition => careful = true,
            Outcome::Queue(wanted) | Outcome::Conflict(wanted)
                if alone.is_none() && wanted.iter().any(|lane| !holding.contains(lane)) =>
            {
                patience.again()?;
                let all = [holding, &wanted].concat();
                drop(held.take());
                held = Some(lanes.take(all));
            }
            Outcome::Queue(_) | Outcome::Conflict(_) => patience.contended()?,
            Outcome::Away(failure) => patience.away(failure)?,
            Outcome::Lost => patience.lost()?,
            Outcome::Uncertain(mark, failure) => {
                if was_kept(pool, mark, failure)? {
                    return Ok(());
                }
                patience.again()?;
            }
        }
    }
}

fn attempt(
    pool: &Pool,
    sql: &Sql,
    lanes: &Lanes,
    way: &Way<'_>,
    f: &mut dyn FnMut(&mut Rows<'_>) -> Result<()>,
) -> Result<Outcome> {
    let mut mark = [0; 16];
    getrandom::fill(&mut mark).map_err(|_| Error::internal("the system has no random bytes to give"))?;
    let mut rows = Rows::new(sql, pool, BEGIN_WRITE).writing(lanes, mark, way.careful);
    let result = f(&mut rows);
    let written = rows.written();
    let wrote = rows.wrote();
    let free = way.holding.is_empty() && !way.alone;
    if result.is_ok() && free && lanes.any_taken(&written) {
        drop(rows);
        return Ok(Outcome::Queue(written));
    }
    let mut committing = false;
    let committed = match &result {
        Ok(()) if !rows.is_stopped() => {
            committing = true;
            let with_others = way.together.filter(|_| free && !way.careful);
            let wish = with_others
                .and_then(|together| Some((together, rows.wish(|statements| together.takes(statements))?)));
            match wish.map(|(together, wish)| together.go(pool, wish)) {
                None => rows.commit().err(),
                Some(Came::Kept) => None,
                Some(Came::Failed(failure)) => Some(failure),
                Some(Came::Alone) => return Ok(Outcome::GoAlone),
                Some(Came::Uncertain(mark, failure)) => return Ok(Outcome::Uncertain(mark, failure)),
            }
        }
        Err(_) => rows.check().err(),
        _ => None,
    };
    let ended = rows.end();
    let Some(failure) = committed.or(ended.failure) else {
        return match result {
            Ok(()) if ended.refused => {
                Err(Error::internal("a write failed and its transaction went on to commit"))
            }
            result => result.map(|()| Outcome::Committed),
        };
    };
    Ok(match failure {
        failure if ended.away => Outcome::Away(failure),
        failure if failure.is_conflict() => Outcome::Conflict(ended.written),
        failure if failure.is_condition() => Outcome::Condition,
        failure if failure.is_lost() && committing && wrote => Outcome::Uncertain(mark, failure),
        failure if failure.is_lost() => Outcome::Lost,
        failure => return Err(failure.error(&pool.address.to_string())),
    })
}

/// Whether a transaction whose end nobody saw was committed. Its mark is taken: where that is there already, it was; else
/// it never will be, as its own mark finds the place taken.
///
/// # Errors
/// `unknown_outcome` when the server cannot be asked in time.
fn was_kept(pool: &Pool, mark: [u8; 16], lost: Failure) -> Result<bool> {
    let end = Instant::now() + pool.address.patience;
    let (mut tries, mut reached) = (0, Instant::now());
    loop {
        let mut kept = None;
        let asked = pool.lease().and_then(|mut lease| {
            reached = Instant::now();
            lease.queue(VOID, &[Parameter::Bytes(&mark)])?;
            lease.queue(WAS_KEPT, &[Parameter::Bytes(&mark)])?;
            lease.go(&mut |_, cells| kept = cells.int())
        });
        match (asked, kept) {
            (Ok(()), Some(kept)) => return Ok(kept == 1),
            _ if Instant::now() > end || reached.elapsed() > pool.address.connect => {
                let reason = "the connection broke inside a commit, and the server does not answer since";
                return Err(Error::unknown(reason).with_source(lost.error(&pool.address.to_string())));
            }
            _ => {
                tries += 1;
                pause(tries);
            }
        }
    }
}

/// Whether a server can be reached.
pub(crate) fn is_there(pool: &Pool) -> bool {
    pool.lease().is_ok()
}

/// Removes marks that nobody can ask for any more. What goes wrong here does no harm.
pub(crate) fn clear_marks(pool: &Pool) {
    let _ = pool.lease().and_then(|mut lease| lease.later(OLD_MARKS));
}

/// How long a call goes on trying.
struct Patience<'a> {
    pool: &'a Pool,
    end: Instant,
    /// Since when the server cannot be reached.
    away_since: Option<Instant>,
    tries: u32,
}

impl<'a> Patience<'a> {
    fn new(pool: &'a Pool) -> Self {
        Self { pool, end: Instant::now() + pool.address.patience, away_since: None, tries: 0 }
    }

    fn error(&self, failure: Failure) -> Error {
        failure.error(&self.pool.address.to_string())
    }

    /// Once more, at once.
    fn again(&mut self) -> Result<()> {
        self.tries += 1;
        self.pool.repeats.fetch_add(1, Ordering::Relaxed);
        if Instant::now() > self.end { Err(Error::contended(self.tries)) } else { Ok(()) }
    }

    /// Once more, after a pause.
    fn contended(&mut self) -> Result<()> {
        self.again()?;
        pause(self.tries);
        Ok(())
    }

    /// Once more on another connection.
    fn lost(&mut self) -> Result<()> {
        self.away_since = None;
        self.contended()
    }

    /// Once more, unless the server is away for longer than a connection may take, or says no.
    fn away(&mut self, failure: Failure) -> Result<()> {
        let now = Instant::now();
        let away = now - *self.away_since.get_or_insert(now);
        if !failure.is_lost() || now > self.end || away > self.pool.address.connect {
            return Err(self.error(failure));
        }
        self.tries += 1;
        pause(self.tries);
        Ok(())
    }
}
