//! Ctrl-C: the first asks the command to stop at a safe place, the second ends it at once.

use guanxi::{Error, Result, progress::CancelToken};

/// The exit code of a process that was ended by Ctrl-C, as shells have it: 128 + SIGINT.
const ENDED: i32 = 130;

/// A token that Ctrl-C cancels.
///
/// # Errors
/// `io` when the system takes no handler.
pub(crate) fn token() -> Result<CancelToken> {
    let token = CancelToken::new();
    let told = token.clone();
    let handler = move || {
        if told.is_cancelled() {
            std::process::exit(ENDED);
        }
        told.cancel();
    };
    ctrlc::set_handler(handler).map_err(|e| Error::io("Ctrl-C", std::io::Error::other(e)))?;
    Ok(token)
}
