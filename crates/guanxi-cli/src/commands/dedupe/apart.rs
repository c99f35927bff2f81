use std::{
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use guanxi::{Error, Result, progress::CancelToken};

/// How often Ctrl-C is looked for.
const PAUSE: Duration = Duration::from_millis(50);

/// Works on a thread of its own, and leaves it alone when somebody asks to stop: it keeps nothing.
///
/// # Errors
/// `cancelled`; `internal` when the work ended without a result.
pub(super) fn work<T: Send + 'static>(
    cancel: &CancelToken,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let (to, from) = channel();
    // Who stopped waiting does not hear.
    thread::spawn(move || to.send(work()).ok());
    loop {
        match from.recv_timeout(PAUSE) {
            Ok(done) => return Ok(done),
            Err(RecvTimeoutError::Timeout) => cancel.check()?,
            Err(RecvTimeoutError::Disconnected) => return Err(Error::internal("comparing the rows failed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_waited_for_until_somebody_asks_to_stop() {
        let token = CancelToken::new();
        assert_eq!(work(&token, || 7).unwrap(), 7);
        token.cancel();
        let endless = || loop {
            thread::sleep(PAUSE);
        };
        assert_eq!(work::<()>(&token, endless).unwrap_err().code(), "cancelled");
    }
}
