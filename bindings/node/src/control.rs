//! How far a long call is, and how to stop it.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use guanxi::progress::{CancelToken, Progress, ProgressListener};
use napi::{
    Status,
    threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode},
};
use napi_derive::napi;

/// A JavaScript function that takes JSON text.
pub(crate) type OnProgress = ThreadsafeFunction<String, (), String, Status, false>;

/// Stops a call, and knows how often it told how far it is.
#[napi]
#[derive(Default)]
pub struct Control {
    pub(crate) token: CancelToken,
    told: Arc<AtomicU32>,
}

#[napi]
impl Control {
    /// One for one call.
    #[napi(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the call to stop at the next safe place.
    #[napi]
    pub fn cancel(&self) {
        self.token.cancel();
    }

    /// How many messages are on their way to the function or were there: an answer waits for them.
    #[napi]
    #[must_use]
    pub fn told(&self) -> u32 {
        self.told.load(Ordering::Acquire)
    }
}

/// Passes on how far a call is. Messages wait in a queue for the event loop; the call does not wait for it.
pub(crate) struct Listener {
    tell: OnProgress,
    told: Arc<AtomicU32>,
}

impl Listener {
    pub(crate) fn new(tell: OnProgress, control: Option<&Control>) -> Self {
        Self { tell, told: control.map(|c| c.told.clone()).unwrap_or_default() }
    }
}

impl ProgressListener for Listener {
    fn progress(&self, progress: &Progress) {
        let Ok(text) = serde_json::to_string(progress) else { return };
        if self.tell.call(text, ThreadsafeFunctionCallMode::NonBlocking) == Status::Ok {
            self.told.fetch_add(1, Ordering::AcqRel);
        }
    }
}
