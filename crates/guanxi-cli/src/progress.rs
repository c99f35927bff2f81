//! A bar on the terminal while a long call runs. Where standard error is no terminal it stays away.

use std::{sync::Arc, time::Duration};

use guanxi::progress::{Progress, ProgressListener};
use indicatif::{HumanCount, ProgressBar, ProgressStyle};

/// A bar that listens to a call.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many bytes.
    pub(crate) fn bytes(total: u64, what: &str, hidden: bool) -> Self {
        let bar = if hidden { ProgressBar::hidden() } else { ProgressBar::new(total) };
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {percent:>3}%  {msg}  {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// A bar for rows, of which the call says how many there are.
    pub(crate) fn rows(what: &str, hidden: bool) -> Self {
        Self::bytes(0, what, hidden)
    }

    /// A sign of life where nobody knows how much there is to do.
    pub(crate) fn busy(what: &str, hidden: bool) -> Self {
        let bar = if hidden { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        let style = ProgressStyle::with_template("{spinner} {prefix}  {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_prefix(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Says what is being done; from any thread.
    pub(crate) fn teller(&self) -> impl Fn(String) + Send + 'static {
        let bar = self.0.clone();
        move |what| bar.set_prefix(what)
    }

    /// What to hand to the call.
    pub(crate) fn listener(&self) -> Arc<dyn ProgressListener> {
        let bar = self.0.clone();
        Arc::new(move |progress: &Progress| {
            if let Some(total) = progress.total {
                bar.set_length(total);
            }
            bar.set_position(progress.done);
            bar.set_message(format!("{} rows", HumanCount(progress.rows)));
        })
    }
}

/// The bar is gone when the call is over, however it ended.
impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
